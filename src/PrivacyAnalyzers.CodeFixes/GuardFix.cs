using System.Collections.Generic;
using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using PrivacyAnalyzers.Rules;
using PrivacyAnalyzers.Rules.Purpose;
using PrivacyAnalyzers.Rules.Rights;
using PrivacyAnalyzers.Rules.Transfer;

namespace PrivacyAnalyzers.CodeFixes;

/// <summary>Puts a check of consent or age, that the rule found, before the statement that needs it.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class GuardFix : PolicyFixProvider
{
    /// <inheritdoc />
    public override ImmutableArray<string> FixableDiagnosticIds => [ConsentNotCheckedAnalyzer.Id, SharedWithoutConsentAnalyzer.Id, AgeNotCheckedAnalyzer.Id];

    private protected override IEnumerable<PolicyFix> Fixes(Diagnostic diagnostic, SourceText text)
    {
        if (diagnostic.Get(FindingProperties.Check) is not { } check || diagnostic.Get(FindingProperties.Refusal) is not { } refusal
            || diagnostic.Location.Node()?.FirstAncestorOrSelf<StatementSyntax>() is not { } statement)
            yield break;
        // Inside a lambda the refusal would leave the lambda only.
        for (SyntaxNode? node = diagnostic.Location.Node(); node is not null && node != statement; node = node.Parent)
            if (node is AnonymousFunctionExpressionSyntax)
                yield break;
        while (statement.Parent is StatementSyntax and not BlockSyntax)
            statement = (StatementSyntax)statement.Parent;
        if (statement.Parent is not (BlockSyntax or SwitchSectionSyntax))
            yield break;

        var indent = Finding.Indent(statement);
        var newLine = Finding.NewLine(statement);
        var leave = refusal == "return" ? "return;" : $"throw new System.InvalidOperationException({SymbolDisplay.FormatLiteral(refusal, quote: true)});";
        yield return PolicyFix.InDocument(
            $"Check '{check}' first",
            "Guard",
            new TextChange(new TextSpan(statement.SpanStart, 0), $"if (!{(check.StartsWith("await ", System.StringComparison.Ordinal) ? "(" + check + ")" : check)}){newLine}{indent}    {leave}{newLine}{indent}"));
    }
}
