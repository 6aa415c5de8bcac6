using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace PrivacyAnalyzers.Rules.PolicyFile;

/// <summary>PRIV9009: a method was too large for its budget of steps, or a compilation for all of it to be looked at, so what it does with personal data may be known in part only.</summary>
public sealed class AnalysisIncompleteAnalyzer : PrivacyRule
{
    /// <summary>Id of the rule.</summary>
    public const string Id = "PRIV9009";

    private static readonly DiagnosticDescriptor s_rule = new(
        Id,
        "Analysis is incomplete",
        "'{0}' is too large to be followed in full; findings in it may be missing",
        Descriptors.Policy,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        description: "The flow of personal data through a method is followed within a budget of steps. A method that spends it is named, so that nothing is dropped silently.",
        helpLinkUri: Descriptors.HelpLink(Id),
        customTags: Descriptors.Tags(false));

    /// <inheritdoc />
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [s_rule];

    private protected override void Start(CompilationStartAnalysisContext context, PrivacyContext privacy) =>
        context.RegisterSemanticModelAction(model =>
        {
            foreach (var method in privacy.Flow.IncompleteIn(model.SemanticModel.SyntaxTree, model.CancellationToken))
                model.ReportDiagnostic(Diagnostic.Create(s_rule, method.Locations[0], method.Name));
            if (privacy.Flow.NarrowedAt(model.SemanticModel.SyntaxTree, model.CancellationToken) is { } name)
                model.ReportDiagnostic(Diagnostic.Create(s_rule, name, privacy.Compilation.AssemblyName));
        });
}
