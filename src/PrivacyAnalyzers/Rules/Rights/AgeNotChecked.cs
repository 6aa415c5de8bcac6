using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using PrivacyAnalyzers.Flow;
using PrivacyAnalyzers.KnownApis;
using PrivacyAnalyzers.Policy;
using PrivacyAnalyzers.Rules.Storage;

namespace PrivacyAnalyzers.Rules.Rights;

/// <summary>Reports personal data that is stored for a purpose which children must not be asked for, on a path where no age check succeeded.</summary>
public sealed class AgeNotCheckedAnalyzer : FlowRule
{
    /// <summary>Id of the rule.</summary>
    public const string Id = "PRIV7005";

    private static readonly DiagnosticDescriptor s_rule = new(
        Id,
        "Age is not checked",
        "{0} {1} stored for {2} without a check of age",
        Descriptors.Rights,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "The policy promises not to keep data of children without a guardian's consent: code with these purposes must check the age before it stores anything.",
        helpLinkUri: Descriptors.HelpLink(Id),
        customTags: Descriptors.Tags(false));

    /// <inheritdoc />
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [s_rule];

    private protected override bool Applies(PrivacyContext privacy) => !privacy.Policy.ChildrenPurposes.IsEmpty;

    private protected override FlowFinding? Judge(FlowEvent flow, FlowScope scope)
    {
        if (flow.AgeChecked || !Stores(flow, scope))
            return null;
        var labels = flow.Labels.Where(l => !l.AgeChecked).ToImmutableArray();
        if (labels.IsEmpty)
            return null;
        var purposes = flow.Purposes.Where(p => PrivacyPolicy.Lists(scope.Privacy.Policy.ChildrenPurposes, p)).ToList();
        return purposes.Count == 0 ? null : new FlowFinding(flow, labels, FlowFinding.Quote(purposes));
    }

    /// <summary>An entity that is handed to a context is stored with what was assigned to it: that was reported there.</summary>
    private protected override bool IsRepeated(FlowFinding finding, IEnumerable<FlowFinding> earlier) =>
        EntityModel.IsContextCall(finding.Flow.Target)
        && earlier.Any(e => e.Flow.Kind == FlowEventKind.Store && SymbolEqualityComparer.Default.Equals(e.Flow.Frame, finding.Flow.Frame)
            && finding.Labels.Any(l => SymbolEqualityComparer.Default.Equals(l.Mark.Symbol, e.Flow.Target)));

    private protected override void Inform(FlowFinding finding, FlowScope scope) =>
        Checks.Inform(finding, scope, "AgeCheck", null);

    private static bool Stores(FlowEvent flow, FlowScope scope) => flow.Kind switch
    {
        FlowEventKind.Sink => flow.Sink?.Kind == SinkKind.Storage,
        FlowEventKind.Store => flow is { TargetMark: not null, Target: IPropertySymbol property } && EntityModel.Of(scope.Privacy) is var entities
            && entities.Contains(property.ContainingType) && entities.IsMapped(property),
        _ => false,
    };
}
