using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using PrivacyAnalyzers.Flow.Summaries;
using PrivacyAnalyzers.Rules;

namespace PrivacyAnalyzers.Tests.Flow;

/// <summary>Reports, on their names, the methods and properties whose bodies the flow engine looks at.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class RelevanceProbe : PrivacyRule
{
    private static readonly DiagnosticDescriptor s_looked =
        new("LOOKED", "Looked at", "Looked at", "Test", DiagnosticSeverity.Warning, isEnabledByDefault: true);

    /// <inheritdoc />
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [s_looked];

    private protected override void Start(CompilationStartAnalysisContext context, PrivacyContext privacy)
    {
        var relevance = new Relevance(privacy, context.CancellationToken);
        context.RegisterSyntaxTreeAction(tree =>
        {
            foreach (var node in tree.Tree.GetRoot(tree.CancellationToken).DescendantNodes())
            {
                var name = node switch
                {
                    MethodDeclarationSyntax method => method.Identifier,
                    PropertyDeclarationSyntax { ExpressionBody: not null } property => property.Identifier,
                    ConstructorDeclarationSyntax constructor => constructor.Identifier,
                    _ => default,
                };
                if (name != default && relevance.Contains(node))
                    tree.ReportDiagnostic(Diagnostic.Create(s_looked, name.GetLocation()));
            }
        });
    }
}
