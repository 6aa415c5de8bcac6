using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Composition;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;
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
        if (diagnostic.Get(FindingProperties.Check) is not { } checks || diagnostic.Get(FindingProperties.Refusal) is not { } refusal)
            yield break;
        var calls = checks.Split('\n');
        var title = $"Check {string.Join(" and ", calls.Select(c => "'" + c.TrimEnd(';') + "'"))} first";
        // Before a lambda the check would be made once, inside of its expression there is no place for it.
        switch (diagnostic.Location.Node()?.FirstAncestorOrSelf<SyntaxNode>(n => n is StatementSyntax or ArrowExpressionClauseSyntax or AnonymousFunctionExpressionSyntax))
        {
            case StatementSyntax { Parent: BlockSyntax or SwitchSectionSyntax or GlobalStatementSyntax } statement:
                var indent = Finding.Indent(statement);
                yield return PolicyFix.InDocument(title, "Guard", new TextChange(new TextSpan(statement.SpanStart, 0), Guards(calls, Leave(refusal, calls, statement), indent, Finding.NewLine(statement)) + indent))
                    .Covering(TextSpan.FromBounds(statement.SpanStart, statement.Parent!.Span.End));
                break;
            case StatementSyntax statement when statement.GetLeadingTrivia().All(t => t.IsKind(SyntaxKind.WhitespaceTrivia)) && statement.GetFirstToken().GetPreviousToken().TrailingTrivia.All(IsSpace):
                yield return InBlock(statement, title, calls, Leave(refusal, calls, statement));
                break;
            case ArrowExpressionClauseSyntax { Parent: MethodDeclarationSyntax or LocalFunctionStatementSyntax } arrow:
                yield return InBody(arrow, title, calls, Leave(refusal, calls, arrow), refusal == "return" || arrow.Expression is ThrowExpressionSyntax);
                break;
        }
    }

    /// <summary>Puts the only statement of an <c>if</c> or a loop into a block, behind the check.</summary>
    private static PolicyFix InBlock(StatementSyntax statement, string title, string[] calls, string leave)
    {
        var newLine = Finding.NewLine(statement);
        var indent = Finding.Indent(statement.Parent!);
        var start = statement.GetFirstToken().GetPreviousToken().Span.End;
        return PolicyFix.InDocument(
            title,
            "Guard",
            new TextChange(TextSpan.FromBounds(start, statement.SpanStart), newLine + indent + "{" + newLine + indent + "    " + Guards(calls, leave, indent + "    ", newLine) + indent + "    "),
            new TextChange(new TextSpan(statement.Span.End, 0), newLine + indent + "}"));
    }

    /// <summary>Gives a member with an expression a body that checks first.</summary>
    private static PolicyFix InBody(ArrowExpressionClauseSyntax arrow, string title, string[] calls, string leave, bool givesNothing)
    {
        var newLine = Finding.NewLine(arrow);
        var indent = Finding.Indent(arrow.Parent!);
        var inner = indent + "    ";
        var start = arrow.GetFirstToken().GetPreviousToken().Span.End;
        return PolicyFix.InDocument(
            title,
            "Guard",
            new TextChange(TextSpan.FromBounds(start, arrow.Expression.SpanStart), newLine + indent + "{" + newLine + inner + Guards(calls, leave, inner, newLine) + inner + (givesNothing ? "" : "return ")),
            new TextChange(new TextSpan(arrow.GetLastToken().GetNextToken().Span.End, 0), newLine + indent + "}"));
    }

    /// <summary>The checks as statements; what follows them is to be indented like them.</summary>
    private static string Guards(string[] calls, string leave, string indent, string newLine)
    {
        var guards = new StringBuilder();
        foreach (var call in calls.Where(c => c.EndsWith(";", StringComparison.Ordinal)))
            guards.Append(guards.Length == 0 ? "" : indent).Append(call).Append(newLine);
        var conditions = calls.Where(c => !c.EndsWith(";", StringComparison.Ordinal)).ToList();
        if (conditions.Count > 0)
            guards.Append(guards.Length == 0 ? "" : indent).Append("if (").Append(string.Join(" || ", conditions.Select(c => "!" + c))).Append(')').Append(newLine)
                .Append(indent).Append("    ").Append(leave).Append(newLine);
        return guards.ToString();
    }

    /// <summary>How code is left that is refused: the next element of a loop whose element is asked for, else the end of the member.</summary>
    private static string Leave(string refusal, string[] calls, SyntaxNode at)
    {
        for (var node = at.Parent; node is not (null or MemberDeclarationSyntax or AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or SwitchStatementSyntax); node = node.Parent)
            if (node is ForEachStatementSyntax loop && calls.Any(c => Regex.IsMatch(c, $@"\b{Regex.Escape(loop.Identifier.ValueText)}\b")))
                return "continue;";
            else if (node is ForStatementSyntax or WhileStatementSyntax or DoStatementSyntax or CommonForEachStatementSyntax)
                break;
        return refusal == "return" ? "return;" : $"throw new System.InvalidOperationException({SymbolDisplay.FormatLiteral(refusal, quote: true)});";
    }

    private static bool IsSpace(SyntaxTrivia trivia) => trivia.IsKind(SyntaxKind.WhitespaceTrivia) || trivia.IsKind(SyntaxKind.EndOfLineTrivia);
}
