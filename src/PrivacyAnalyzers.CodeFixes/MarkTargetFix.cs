using System.Collections.Generic;
using System.Collections.Immutable;
using System.Composition;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using PrivacyAnalyzers.Rules;
using PrivacyAnalyzers.Rules.Purpose;

namespace PrivacyAnalyzers.CodeFixes;

/// <summary>Gives the member in which personal data is stored the mark of the data.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class MarkTargetFix : PolicyFixProvider
{
    /// <inheritdoc />
    public override ImmutableArray<string> FixableDiagnosticIds => [LosesItsMarkAnalyzer.Id];

    private protected override IEnumerable<PolicyFix> Fixes(Diagnostic diagnostic, SourceText text)
    {
        if (diagnostic.EditAt()?.Node() is not { } node || node.FirstAncestorOrSelf<SyntaxNode>(n => n is ParameterSyntax or MemberDeclarationSyntax) is not { } declaration)
            yield break;
        var arguments = diagnostic.List(FindingProperties.Categories).Concat(diagnostic.List(FindingProperties.Purposes)).Select(id => "\"" + id + "\"");
        var target = declaration is MethodDeclarationSyntax ? "return: " : "";
        var attribute = $"[{target}{Finding.AttributeName(declaration, "PersonalInformation")}({string.Join(", ", arguments)})]";
        var after = declaration is ParameterSyntax ? " " : Finding.NewLine(declaration) + Finding.Indent(declaration);
        yield return PolicyFix.InTree("Mark the target as personal data", "MarkTarget", declaration.SyntaxTree, new TextChange(new TextSpan(declaration.SpanStart, 0), attribute + after));
    }
}
