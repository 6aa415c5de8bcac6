using System.Collections.Generic;
using System.Collections.Immutable;
using System.Composition;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using PrivacyAnalyzers.Rules.Exposure;

namespace PrivacyAnalyzers.CodeFixes.Exposure;

/// <summary>Requires authorization of an endpoint: <c>[Authorize]</c> on a method, <c>RequireAuthorization</c> on a mapping.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class AuthorizeFix : PolicyFixProvider
{
    private const string AuthorizationNamespace = "Microsoft.AspNetCore.Authorization";

    /// <inheritdoc />
    public override ImmutableArray<string> FixableDiagnosticIds => [UnauthorizedEndpointAnalyzer.Id];

    private protected override IEnumerable<PolicyFix> Fixes(Diagnostic diagnostic, SourceText text)
    {
        // What is expressly open stays so, whatever else is said.
        if (diagnostic.Get(UnauthorizedEndpointAnalyzer.TargetProperty) is not { } target || diagnostic.Location.Node() is not { } node)
            yield break;
        if (target == UnauthorizedEndpointAnalyzer.MappingTarget)
        {
            if (node.FirstAncestorOrSelf<ArgumentSyntax>() is { Parent.Parent: InvocationExpressionSyntax mapping })
                yield return PolicyFix.InDocument("Require authorization", "Authorize", new TextChange(new TextSpan(mapping.Span.End, 0), ".RequireAuthorization()"));
        }
        else if (node.FirstAncestorOrSelf<MemberDeclarationSyntax>(m => target == UnauthorizedEndpointAnalyzer.TypeTarget ? m is TypeDeclarationSyntax : m is MethodDeclarationSyntax) is { } declaration)
        {
            var imported = node.SyntaxTree.GetRoot().DescendantNodes(n => n is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax)
                .OfType<UsingDirectiveSyntax>().Any(u => u.Name?.ToString() == AuthorizationNamespace);
            var attribute = imported ? "[Authorize]" : "[" + AuthorizationNamespace + ".Authorize]";
            yield return PolicyFix.InDocument(
                "Add [Authorize]", "Authorize", new TextChange(new TextSpan(declaration.SpanStart, 0), attribute + Finding.NewLine(declaration) + Finding.Indent(declaration)));
        }
    }
}
