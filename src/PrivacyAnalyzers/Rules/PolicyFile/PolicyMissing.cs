using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using PrivacyAnalyzers.Policy;
using PrivacyAnalyzers.Rules.Minimization;
using PrivacyAnalyzers.Rules.Permissions;

namespace PrivacyAnalyzers.Rules.PolicyFile;

/// <summary>PRIV9001: code has marks or uses permissions, and there is no policy to check it against.</summary>
public sealed class PolicyMissingAnalyzer : PrivacyRule
{
    /// <summary>Id of the rule.</summary>
    public const string Id = "PRIV9001";

    /// <summary>Property of a finding: the name for the policy.</summary>
    internal const string NameProperty = "name";

    /// <summary>Property of a finding: the purposes that the code names, one a line.</summary>
    internal const string PurposesProperty = "purposes";

    /// <summary>Property of a finding: the categories that the code names, one a line, each with its purposes after <c>=</c>, joined by <c>|</c>.</summary>
    internal const string CategoriesProperty = "categories";

    /// <summary>Property of a finding: the permissions that the code uses, in the form of the categories.</summary>
    internal const string PermissionsProperty = "permissions";

    private static readonly DiagnosticDescriptor s_rule = new(
        Id,
        "Policy is missing",
        "The code names personal data or uses permissions, and the project has no privacy-policy.json",
        Descriptors.Policy,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "Without a policy nothing says what personal data the code may process, and why. The policy is an additional file named privacy-policy.json.",
        helpLinkUri: Descriptors.HelpLink(Id),
        customTags: Descriptors.Tags(false));

    /// <inheritdoc />
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [s_rule];

    private protected override bool RunsWithoutMarks => true;

    private protected override void Start(CompilationStartAnalysisContext context, PrivacyContext privacy)
    {
        if (privacy.PolicyFiles.Exists)
            return;
        // All trees are looked at once; the finding is reported with the tree in which it stands.
        var gate = new object();
        Diagnostic? finding = null;
        var isKnown = false;
        context.RegisterSemanticModelAction(model =>
        {
            lock (gate)
            {
                if (!isKnown)
                {
                    finding = Find(privacy, model.CancellationToken);
                    isKnown = true;
                }
            }
            if (finding is not null && finding.Location.SourceTree == model.SemanticModel.SyntaxTree)
                model.ReportDiagnostic(finding);
        });
    }

    private static Diagnostic? Find(PrivacyContext privacy, CancellationToken cancellation)
    {
        var marks = MarkReader.Of(privacy);
        var uses = PermissionUses.Of(privacy);
        var purposes = new SortedSet<string>(StringComparer.Ordinal);
        var categories = new SortedDictionary<string, SortedSet<string>>(StringComparer.Ordinal);
        var permissions = new SortedDictionary<string, SortedSet<string>>(StringComparer.Ordinal);
        Location? first = null;
        foreach (var tree in privacy.Compilation.SyntaxTrees.OrderBy(t => t.FilePath, StringComparer.Ordinal))
        {
            cancellation.ThrowIfCancellationRequested();
            SyntaxNode? firstHere = null;
            SemanticModel? model = null;
            foreach (var attribute in privacy.Attributes(tree, cancellation))
            {
                model ??= privacy.Model(tree);
                if (marks.ReadMark(attribute, model, cancellation) is { } mark)
                {
                    firstHere ??= attribute;
                    Add(categories, mark.Category, mark.Purposes.Select(p => p.Id));
                }
                foreach (var purpose in marks.ReadPurposes(attribute, model, cancellation))
                    if (PolicyReader.IsId(purpose.Id))
                        purposes.Add(purpose.Id);
            }
            foreach (var use in uses.In(tree, cancellation))
            {
                if (firstHere is null || use.Node.SpanStart < firstHere.SpanStart)
                    firstHere = use.Node;
                foreach (var permission in use.Permissions)
                    Add(permissions, permission, use.Purposes);
            }
            if (first is null && firstHere is not null && !privacy.IsGenerated(tree))
                first = firstHere.GetLocation();
        }
        if (first is null)
            return null;
        var properties = ImmutableDictionary<string, string?>.Empty
            .Add(NameProperty, privacy.Compilation.AssemblyName ?? "App")
            .Add(PurposesProperty, string.Join("\n", purposes))
            .Add(CategoriesProperty, Lines(categories))
            .Add(PermissionsProperty, Lines(permissions));
        return Diagnostic.Create(s_rule, first, properties);
    }

    private static void Add(SortedDictionary<string, SortedSet<string>> entries, string id, IEnumerable<string> purposes)
    {
        if (!PolicyReader.IsId(id))
            return;
        if (!entries.TryGetValue(id, out var known))
            entries.Add(id, known = new(StringComparer.Ordinal));
        known.UnionWith(purposes.Where(PolicyReader.IsId));
    }

    private static string Lines(SortedDictionary<string, SortedSet<string>> entries) =>
        string.Join("\n", entries.Select(e => e.Key + "=" + string.Join("|", e.Value)));
}
