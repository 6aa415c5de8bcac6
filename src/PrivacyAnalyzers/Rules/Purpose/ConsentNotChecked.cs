using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using PrivacyAnalyzers.Flow;

namespace PrivacyAnalyzers.Rules.Purpose;

/// <summary>Reports code whose purpose rests on consent and that uses personal data on a path where no check succeeded.</summary>
public sealed class ConsentNotCheckedAnalyzer : FlowRule
{
    /// <summary>Id of the rule.</summary>
    public const string Id = "PRIV2005";

    private static readonly DiagnosticDescriptor s_rule = new(
        Id,
        "Consent is not checked",
        "{0} {1} used without a check of consent to {2}",
        Descriptors.Purpose,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "Code whose purpose rests on consent must know that the person agreed before it touches the data.",
        helpLinkUri: Descriptors.HelpLink(Id),
        customTags: Descriptors.Tags(false));

    /// <inheritdoc />
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [s_rule];

    private protected override FlowFinding? Judge(FlowEvent flow, FlowScope scope)
    {
        if (flow.Kind == FlowEventKind.RequiredConsent)
        {
            var refused = flow.TargetPurposes.Where(p => !Consent.Covers(flow.Consents, p)).ToList();
            return refused.Count == 0 ? null : Finding(flow, refused);
        }
        if (flow.Kind is not (FlowEventKind.Read or FlowEventKind.CallReads or FlowEventKind.CarrierRead))
            return null;
        var policy = scope.Privacy.Policy;
        var missing = flow.Purposes.Where(p => policy.NeedsConsent(p) && !Consent.Covers(flow.Consents, p)).ToList();
        if (missing.Count == 0 || flow.Kind == FlowEventKind.CarrierRead && flow.Labels.All(l => IsReportedAtSource(l, missing, scope)))
            return null;
        return Finding(flow, missing);
    }

    /// <summary>Whether code of the same purposes read the value without a check: that has been reported there.</summary>
    private static bool IsReportedAtSource(FlowLabel label, List<string> missing, FlowScope scope)
    {
        if (label.Steps.FirstOrDefault() is not { SourceTree: { } tree } source || !scope.Privacy.Compilation.ContainsSyntaxTree(tree))
            return false;
        foreach (var read in scope.Privacy.Flow.EventsIn(tree, scope.Cancellation))
            if (read.Kind is FlowEventKind.Read or FlowEventKind.CallReads && read.Expression.Span == source.SourceSpan)
                return missing.All(p => read.Purposes.Contains(p) && !Consent.Covers(read.Consents, p));
        return false;
    }

    private protected override void Inform(FlowFinding finding, FlowScope scope) =>
        Checks.Inform(finding, scope, "ConsentCheck", finding.Properties[FindingProperties.Purposes]);

    private static FlowFinding Finding(FlowEvent flow, List<string> missing)
    {
        var finding = new FlowFinding(flow, flow.Labels, FlowFinding.Quote(missing)) { Subject = flow.Labels.IsEmpty ? "'" + NameOf(flow.Target) + "'" : null };
        finding.Properties[FindingProperties.Purposes] = string.Join(",", missing);
        return finding;
    }
}
