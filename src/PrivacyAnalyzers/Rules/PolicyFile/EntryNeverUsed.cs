using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using PrivacyAnalyzers.Policy;

namespace PrivacyAnalyzers.Rules.PolicyFile;

/// <summary>PRIV9004: the policy has a purpose, category or recipient that no code of the application names.</summary>
public sealed class EntryNeverUsedAnalyzer : PrivacyRule
{
    /// <summary>Id of the rule.</summary>
    public const string Id = "PRIV9004";

    /// <summary>Property of a finding: the kind of the entry.</summary>
    internal const string KindProperty = "kind";

    /// <summary>Property of a finding: the id of the entry.</summary>
    internal const string IdProperty = "id";

    private static readonly DiagnosticDescriptor s_rule = new(
        Id,
        "Policy entry is never used",
        "No code uses the {0} '{1}'",
        Descriptors.Policy,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        description: "An entry of the policy that no code of the application names tells people of a processing that does not happen, or that the code does not declare.",
        helpLinkUri: Descriptors.HelpLink(Id),
        customTags: Descriptors.Tags(true));

    /// <inheritdoc />
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [s_rule];

    private protected override bool RunsWithoutMarks => true;

    private protected override void Start(CompilationStartAnalysisContext context, PrivacyContext privacy)
    {
        if (!privacy.PolicyFiles.IsReadable
            || context.Compilation.Options.OutputKind is OutputKind.DynamicallyLinkedLibrary or OutputKind.NetModule)
            return;
        var names = new NamedIds(privacy);
        context.RegisterSemanticModelAction(model => names.Collect(model.SemanticModel, model.CancellationToken));
        context.RegisterCompilationEndAction(end =>
        {
            var policy = privacy.Policy;
            names.CollectRest(end.CancellationToken);

            var categories = Used(names.Categories, policy.FindCategory);
            var permissions = Used(names.Permissions(end.CancellationToken), policy.FindPermission);
            var named = names.Purposes.Concat(Listed(categories, policy.Categories)).Concat(Listed(permissions, policy.Permissions));
            var purposes = Used(named, policy.FindPurpose);
            var recipients = Used(names.Recipients, policy.FindRecipient);
            var unused = policy.Purposes.Values.Where(e => !purposes.Contains(e.Id))
                .Concat<PolicyEntry>(policy.Categories.Values.Where(e => !categories.Contains(e.Id)))
                .Concat(policy.Recipients.Values.Where(e => !recipients.Contains(e.Id)));
            foreach (var entry in unused)
                end.ReportDiagnostic(Diagnostic.Create(s_rule, entry.Location, Properties(entry), entry.Kind.ToString().ToLowerInvariant(), entry.Id));
        });
    }

    /// <summary>What the fix needs to remove an entry.</summary>
    internal static ImmutableDictionary<string, string?> Properties(PolicyEntry entry) =>
        ImmutableDictionary<string, string?>.Empty.Add(KindProperty, entry.Kind.ToString()).Add(IdProperty, entry.Id);

    private static HashSet<string> Used<T>(IEnumerable<string> ids, Func<string, T?> find)
        where T : PolicyEntry
    {
        var used = new HashSet<string>(StringComparer.Ordinal);
        foreach (var id in ids)
            if (find(id) is { } entry)
                used.Add(entry.Id);
        return used;
    }

    private static IEnumerable<string> Listed<T>(HashSet<string> ids, IReadOnlyDictionary<string, T> entries)
        where T : PurposefulEntry =>
        ids.SelectMany(id => entries[id].Purposes);
}
