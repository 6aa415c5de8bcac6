using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using PrivacyAnalyzers.Flow;

namespace PrivacyAnalyzers.Rules;

/// <summary>
/// Base of the rules that judge uses of personal data, one event of the flow engine at a time. One finding per expression, which
/// names every member that the events there carry.
/// </summary>
public abstract class FlowRule : PrivacyRule
{
    private protected FlowRule()
    {
    }

    /// <summary>What the rule has to say about an event, or null.</summary>
    private protected abstract FlowFinding? Judge(FlowEvent flow, FlowScope scope);

    /// <summary>Whether the policy lets the rule say anything.</summary>
    private protected virtual bool Applies(PrivacyContext privacy) => true;

    /// <summary>Tells the fix what it needs; asked only for what is reported.</summary>
    private protected virtual void Inform(FlowFinding finding, FlowScope scope)
    {
    }

    /// <summary>Whether what a finding says was said at an earlier place on the way of the same data.</summary>
    private protected virtual bool IsRepeated(FlowFinding finding, IEnumerable<FlowFinding> earlier) => false;

    /// <summary>What the rule has to say about types besides, or null.</summary>
    private protected virtual Action<SymbolAnalysisContext>? JudgeType(PrivacyContext privacy) => null;

    private protected sealed override void Start(CompilationStartAnalysisContext context, PrivacyContext privacy)
    {
        if (!Applies(privacy))
            return;
        context.RegisterSemanticModelAction(model =>
        {
            var events = privacy.Flow.EventsIn(model.SemanticModel.SyntaxTree, model.CancellationToken);
            if (events.IsEmpty)
                return;
            var scope = new FlowScope(privacy, model.SemanticModel, model.CancellationToken);
            foreach (var finding in Findings(events, scope))
            {
                Inform(finding, scope);
                model.ReportDiagnostic(finding.ToDiagnostic(SupportedDiagnostics[0], privacy.Compilation));
            }
        });
        if (JudgeType(privacy) is { } judge)
            context.RegisterSymbolAction(judge, SymbolKind.NamedType);
    }

    private List<FlowFinding> Findings(ImmutableArray<FlowEvent> events, FlowScope scope)
    {
        var findings = new List<FlowFinding>();
        var byPlace = new Dictionary<TextSpan, FlowFinding>();
        foreach (var flow in events)
        {
            if (Judge(flow, scope) is not { } finding || IsRepeated(finding, findings))
                continue;
            var place = finding.At?.SourceSpan ?? flow.Expression.Span;
            if (byPlace.TryGetValue(place, out var known))
            {
                known.Add(finding.Labels);
            }
            else
            {
                byPlace.Add(place, finding);
                findings.Add(finding);
            }
        }
        return findings;
    }

    /// <summary>How a message names the method, constructor or property that an event ends in.</summary>
    private protected static string NameOf(ISymbol? target) => target switch
    {
        null => "?",
        IMethodSymbol { MethodKind: MethodKind.Constructor or MethodKind.StaticConstructor } constructor => constructor.ContainingType.Name,
        IMethodSymbol { AssociatedSymbol: { } member } => member.Name,
        _ => target.Name,
    };
}
