using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using PrivacyAnalyzers.Rules;

namespace PrivacyAnalyzers.Tests.Conformance;

/// <summary>Reports every event that the flow engine gives, whatever the rules make of it.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class FlowProbe : PrivacyRule
{
    private static readonly DiagnosticDescriptor s_event =
        new("FLOW", "Flow", "{0} of {1} in {2}: {3}", "Test", DiagnosticSeverity.Warning, isEnabledByDefault: true);

    /// <inheritdoc />
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [s_event];

    private protected override void Start(CompilationStartAnalysisContext context, PrivacyContext privacy) =>
        context.RegisterSemanticModelAction(model =>
        {
            foreach (var found in privacy.Flow.EventsIn(model.SemanticModel.SyntaxTree, model.CancellationToken))
            {
                var labels = string.Join(", ", found.Labels.Select(label => $"{label.Mark.Symbol.ToDisplayString()} ({label.Mark.Category}, {label.Protection})"));
                model.ReportDiagnostic(Diagnostic.Create(
                    s_event, found.Expression.GetLocation(), found.Kind, found.Target?.ToDisplayString(), found.Frame.ToDisplayString(), labels));
            }
        });
}
