using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using PrivacyAnalyzers.Flow;

namespace PrivacyAnalyzers.Rules.Purpose;

/// <summary>Reports personal data that is stored in a marked member which allows a purpose that the data may not serve.</summary>
public sealed class StoredForWiderPurposesAnalyzer : FlowRule
{
    /// <summary>Id of the rule.</summary>
    public const string Id = "PRIV2003";

    private static readonly DiagnosticDescriptor s_rule = new(
        Id,
        "Stored for wider purposes",
        "{0} {1} stored in {2}, which allows {3}",
        Descriptors.Purpose,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "A member must not allow its value a purpose which the data stored in it may not serve.",
        helpLinkUri: Descriptors.HelpLink(Id),
        customTags: Descriptors.Tags(false));

    /// <inheritdoc />
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [s_rule];

    private protected override FlowFinding? Judge(FlowEvent flow, FlowScope scope)
    {
        if (flow is not { Kind: FlowEventKind.Store, TargetMark: { } target })
            return null;
        var policy = scope.Privacy.Policy;
        var offered = policy.AllowedPurposes(target.Category, target.Purposes);
        var labels = ImmutableArray.CreateBuilder<FlowLabel>();
        var wider = new List<string>();
        foreach (var label in flow.Unprotected(SinkProtection.Purpose))
        {
            var allowed = policy.AllowedPurposes(label.Mark.Category, label.Mark.Purposes);
            if (allowed.IsEmpty)
                continue;
            var denied = offered.Where(p => !policy.MayServe(allowed, p)).ToList();
            if (denied.Count == 0)
                continue;
            labels.Add(label);
            wider.AddRange(denied.Except(wider));
        }
        if (labels.Count == 0)
            return null;
        var finding = new FlowFinding(flow, labels, "'" + target.DisplayName + "'", FlowFinding.Quote(wider));
        finding.Properties[FindingProperties.Purposes] = string.Join(",", wider);
        if (!target.Purposes.IsEmpty && wider.Count < target.Purposes.Length && target.Attribute?.ApplicationSyntaxReference is { } reference)
            finding.EditAt(Location.Create(reference.SyntaxTree, reference.Span));
        return finding;
    }
}
