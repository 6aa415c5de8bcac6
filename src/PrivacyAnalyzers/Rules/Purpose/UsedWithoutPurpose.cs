using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using PrivacyAnalyzers.Flow;
using PrivacyAnalyzers.Flow.Summaries;

namespace PrivacyAnalyzers.Rules.Purpose;

/// <summary>Reports personal data that is used by code which has no purpose.</summary>
public sealed class UsedWithoutPurposeAnalyzer : FlowRule
{
    /// <summary>Id of the rule.</summary>
    public const string Id = "PRIV2002";

    private static readonly DiagnosticDescriptor s_rule = new(
        Id,
        "Used without a purpose",
        "{0} {1} used by code that has no purpose",
        Descriptors.Purpose,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: false,
        description: "Whether a use of personal data is allowed can only be judged where code says for what purpose it works.",
        helpLinkUri: Descriptors.HelpLink(Id),
        customTags: Descriptors.Tags(false));

    /// <inheritdoc />
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [s_rule];

    private protected override FlowFinding? Judge(FlowEvent flow, FlowScope scope) =>
        flow.Kind == FlowEventKind.Read && flow.Purposes.IsEmpty && !WorksForItsCallers(flow.Frame, scope)
            ? new FlowFinding(flow, flow.Labels)
            : null;

    /// <summary>Whether a member that only the assembly can call has callers, all of which have a purpose or work for callers that do.</summary>
    private static bool WorksForItsCallers(ISymbol frame, FlowScope scope)
    {
        var pending = new Stack<ISymbol>([frame]);
        var seen = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        var called = false;
        while (pending.Count > 0)
        {
            if (Bodies.MemberAround(pending.Pop()) is not IMethodSymbol method || Visibility.IsPublic(method))
                return false;
            if (!seen.Add(method))
                continue;
            var before = pending.Count;
            var purposes = false;
            foreach (var tree in scope.Privacy.Compilation.SyntaxTrees)
            {
                foreach (var flow in scope.Privacy.Flow.EventsIn(tree, scope.Cancellation))
                {
                    if (flow.Kind != FlowEventKind.CallReads || !SymbolEqualityComparer.Default.Equals(flow.Target?.OriginalDefinition, method.OriginalDefinition))
                        continue;
                    if (flow.Purposes.IsEmpty)
                        pending.Push(flow.Frame);
                    else
                        purposes = true;
                }
            }
            // What nobody calls works for nobody.
            if (!purposes && pending.Count == before)
                return false;
            called |= purposes;
        }
        return called;
    }
}
