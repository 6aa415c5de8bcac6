using System;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using PrivacyAnalyzers.Flow;
using PrivacyAnalyzers.KnownApis;

namespace PrivacyAnalyzers.Rules.Storage;

/// <summary>Reports personal data that is stored although the policy says nothing of how long, or that it is not.</summary>
public sealed class StoredWithoutRetentionAnalyzer : FlowRule
{
    /// <summary>Id of the rule.</summary>
    public const string Id = "PRIV4003";

    private static readonly DiagnosticDescriptor s_rule = new(
        Id,
        "Stored without retention",
        "{0} {1} stored {2}, but the policy gives {3} no retention",
        Descriptors.Storage,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "What is stored must be deleted some day: the policy has to say when.",
        helpLinkUri: Descriptors.HelpLink(Id),
        customTags: Descriptors.Tags(false));

    /// <inheritdoc />
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [s_rule];

    private protected override FlowFinding? Judge(FlowEvent flow, FlowScope scope)
    {
        if (flow is not { Kind: FlowEventKind.Sink, Sink.Kind: SinkKind.Storage } || EntityModel.IsContextCall(flow.Target))
            return null;
        var labels = flow.Labels.Where(l => LacksRetention(scope.Privacy, l.Mark.Category)).ToImmutableArray();
        return labels.IsEmpty
            ? null
            : new FlowFinding(flow, labels, $"by '{NameOf(flow.Target)}'", FlowFinding.Quote(labels.Select(l => l.Mark.Category).Distinct()));
    }

    private protected override Action<SymbolAnalysisContext>? JudgeType(PrivacyContext privacy) => symbol =>
    {
        var type = (INamedTypeSymbol)symbol.Symbol;
        if (!EntityModel.Of(privacy).Contains(type))
            return;
        foreach (var member in privacy.Labels.MarkedMembers(type))
        {
            if (member is not IPropertySymbol property || !SymbolEqualityComparer.Default.Equals(property.ContainingType, type) || !EntityModel.Of(privacy).IsColumn(property)
                || privacy.Labels.MarkOf(property) is not { } mark || !LacksRetention(privacy, mark.Category)
                || property.Locations.FirstOrDefault(l => l.IsInSource) is not { } location)
                continue;
            symbol.ReportDiagnostic(Diagnostic.Create(
                s_rule,
                location,
                ImmutableDictionary<string, string?>.Empty.Add(FindingProperties.Categories, mark.Category),
                $"'{mark.DisplayName}' ({mark.Category})",
                "is",
                $"in the entity '{type.Name}'",
                "'" + mark.Category + "'"));
        }
    };

    /// <summary>A category without an entry is another rule's.</summary>
    private static bool LacksRetention(PrivacyContext privacy, string category) =>
        privacy.Policy.FindCategory(category) is { HasRetention: false };
}
