using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using PrivacyAnalyzers.PersonalData;

namespace PrivacyAnalyzers.Rules.Rights;

/// <summary>PRIV7004: <c>[AutomatedDecision]</c> names no explanation, or none that exists, and the policy has <c>rights.explanation</c>.</summary>
public sealed class UnexplainedDecisionAnalyzer : PrivacyRule
{
    /// <summary>Id of the rule.</summary>
    public const string Id = "PRIV7004";

    private static readonly DiagnosticDescriptor s_rule = new(
        Id,
        "Automated decision is not explained",
        "'{0}' decides about a person, but {1}",
        Descriptors.Rights,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "Whoever is judged by a machine is promised an explanation.",
        helpLinkUri: Descriptors.HelpLink(Id),
        customTags: Descriptors.Tags(false));

    /// <inheritdoc />
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [s_rule];

    private protected override void Start(CompilationStartAnalysisContext context, PrivacyContext privacy)
    {
        if (privacy.Policy.Obligations.ContainsKey("rights.explanation"))
            OnAttributes(context, privacy, Judge);
    }

    private static void Judge(AttributeSyntax syntax, SemanticModelAnalysisContext context)
    {
        if (Marks.SimpleName(syntax.Name) is not ("AutomatedDecision" or "AutomatedDecisionAttribute") || syntax.Parent?.Parent is not { } declaration)
            return;
        var owner = declaration is LambdaExpressionSyntax lambda
            ? context.SemanticModel.GetSymbolInfo(lambda, context.CancellationToken).Symbol
            : context.SemanticModel.GetDeclaredSymbol(declaration, context.CancellationToken);
        if (owner is not IMethodSymbol method || Labels.Attribute(method, "AutomatedDecision") is not { } attribute)
            return;
        var explanation = attribute.NamedArguments.FirstOrDefault(a => a.Key == "Explanation").Value.Value as string;
        var name = method.Name.Length > 0 ? method.Name : "the lambda";
        if (string.IsNullOrWhiteSpace(explanation))
        {
            context.ReportDiagnostic(Diagnostic.Create(s_rule, syntax.GetLocation(), name, "names no explanation"));
            return;
        }
        for (var type = method.ContainingType; type is not null; type = type.BaseType)
            if (type.GetMembers(explanation!).Any(m => m is IPropertySymbol or IMethodSymbol { MethodKind: MethodKind.Ordinary }))
                return;
        if (method.ContainingType?.AllInterfaces.Any(i => i.GetMembers(explanation!).Any(m => m is IPropertySymbol or IMethodSymbol)) == true)
            return;
        var argument = syntax.ArgumentList?.Arguments.FirstOrDefault(a => a.NameEquals?.Name.Identifier.ValueText == "Explanation");
        context.ReportDiagnostic(Diagnostic.Create(s_rule, (argument ?? (SyntaxNode)syntax).GetLocation(), name, $"its explanation '{explanation}' is no method or property of its type"));
    }
}
