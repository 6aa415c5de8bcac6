using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using PrivacyAnalyzers.Flow;
using PrivacyAnalyzers.PersonalData;

namespace PrivacyAnalyzers.Rules.Purpose;

/// <summary>Reports code with a purpose that uses personal data which may not serve it.</summary>
public sealed class UsedOutsideItsPurposeAnalyzer : FlowRule
{
    /// <summary>Id of the rule.</summary>
    public const string Id = "PRIV2001";

    private static readonly DiagnosticDescriptor s_rule = new(
        Id,
        "Used outside its purpose",
        "{0} {1} used for {2}, which it may not serve",
        Descriptors.Purpose,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "Personal data may be used for the purposes that its mark, or the policy's entry of its category, names; code with another purpose must not use it.",
        helpLinkUri: Descriptors.HelpLink(Id),
        customTags: Descriptors.Tags(false));

    /// <inheritdoc />
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [s_rule];

    private protected override FlowFinding? Judge(FlowEvent flow, FlowScope scope)
    {
        var purposes = flow.Kind switch
        {
            FlowEventKind.Read or FlowEventKind.CallReads or FlowEventKind.CarrierRead => flow.Purposes,
            // What code with the same purpose passes on has been judged where it was read.
            FlowEventKind.Enter => flow.TargetPurposes.RemoveRange(flow.Purposes),
            _ => [],
        };
        if (purposes.IsEmpty)
            return null;

        var policy = scope.Privacy.Policy;
        var labels = ImmutableArray.CreateBuilder<FlowLabel>();
        var missing = new List<string>();
        foreach (var label in flow.Unprotected(SinkProtection.Purpose))
        {
            var allowed = policy.AllowedPurposes(label.Mark.Category, label.Mark.Purposes);
            if (allowed.IsEmpty)
                continue;
            var judged = flow.Kind == FlowEventKind.CarrierRead ? purposes.RemoveRange(scope.PurposesAtSource(label)) : purposes;
            var denied = judged.Where(p => !policy.MayServe(allowed, p)).ToList();
            if (denied.Count == 0)
                continue;
            labels.Add(label);
            missing.AddRange(denied.Except(missing));
        }
        if (labels.Count == 0)
            return null;
        var finding = new FlowFinding(flow, labels, FlowFinding.Quote(missing));
        finding.Properties[FindingProperties.Purposes] = string.Join(",", missing);
        return finding;
    }

    private protected override void Inform(FlowFinding finding, FlowScope scope)
    {
        // The mark names purposes of its own: there the purpose is missing. Otherwise it is the policy that decides.
        if (finding.Labels.Count == 1 && finding.Labels[0].Mark is { Purposes.IsEmpty: false, Origin: not MarkOrigin.Foreign } mark
            && mark.Attribute?.ApplicationSyntaxReference is { } reference)
            finding.EditAt(Location.Create(reference.SyntaxTree, reference.Span));
    }
}
