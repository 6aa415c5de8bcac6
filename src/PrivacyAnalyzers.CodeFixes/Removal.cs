using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace PrivacyAnalyzers.CodeFixes;

/// <summary>Takes a value out of a text, out of the arguments of a message template, or away with the statement that is made for it.</summary>
internal static class Removal
{
    /// <summary>The changes that drop an expression; empty where that cannot be done safely.</summary>
    internal static ImmutableArray<TextChange> Of(ExpressionSyntax expression)
    {
        SyntaxNode node = expression;
        while (node.Parent is ParenthesizedExpressionSyntax or PostfixUnaryExpressionSyntax or CastExpressionSyntax)
            node = node.Parent;
        return node.Parent switch
        {
            InterpolationSyntax hole => [Delete(hole.Span)],
            BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression } sum when node == sum.Right => [Delete(TextSpan.FromBounds(sum.Left.Span.End, sum.Right.Span.End))],
            BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression } sum => [Delete(TextSpan.FromBounds(sum.Left.SpanStart, sum.Right.SpanStart))],
            ArgumentSyntax { Parent: ArgumentListSyntax { Parent: InvocationExpressionSyntax call } list } argument => OfArgument(argument, list, call),
            AssignmentExpressionSyntax { Parent: ExpressionStatementSyntax statement } assignment when assignment.Right == node => Statement(statement),
            _ => [],
        };
    }

    private static ImmutableArray<TextChange> OfArgument(ArgumentSyntax argument, ArgumentListSyntax list, InvocationExpressionSyntax call)
    {
        var index = list.Arguments.IndexOf(argument);
        var template = list.Arguments.Select((a, i) => (a.Expression, Index: i))
            .FirstOrDefault(a => a.Expression is LiteralExpressionSyntax { Token.Value: string } && a.Index < index);
        if (template.Expression is LiteralExpressionSyntax literal && Placeholder(literal, index - template.Index - 1) is { } placeholder)
            return [Delete(placeholder), Delete(TextSpan.FromBounds(list.Arguments[index - 1].Span.End, argument.Span.End))];
        // Without a template that would then lack a value, the call is made for the data.
        return call.Parent is ExpressionStatementSyntax statement ? Statement(statement)
            : call.Parent is ConditionalAccessExpressionSyntax { Parent: ExpressionStatementSyntax conditional } ? Statement(conditional)
            : [];
    }

    /// <summary>The place of the n-th placeholder of a template; null where placeholders are numbered: the others would have to be renumbered.</summary>
    private static TextSpan? Placeholder(LiteralExpressionSyntax literal, int number)
    {
        var text = literal.Token.Text;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '{')
                continue;
            if (i + 1 < text.Length && text[i + 1] == '{')
            {
                i++;
                continue;
            }
            var end = text.IndexOf('}', i);
            if (end < 0 || char.IsDigit(text[i + 1]))
                return null;
            if (number-- == 0)
            {
                var start = literal.SpanStart + i;
                return TextSpan.FromBounds(start, literal.SpanStart + end + 1);
            }
            i = end;
        }
        return null;
    }

    private static ImmutableArray<TextChange> Statement(StatementSyntax statement)
    {
        // The only statement of an if or a loop is not taken away: another would follow it instead.
        if (statement.Parent is not (BlockSyntax or SwitchSectionSyntax))
            return [];
        var text = statement.SyntaxTree.GetText();
        var first = text.Lines.GetLineFromPosition(statement.SpanStart);
        var last = text.Lines.GetLineFromPosition(statement.Span.End);
        var alone = text.ToString(TextSpan.FromBounds(first.Start, statement.SpanStart)).Trim().Length == 0
            && text.ToString(TextSpan.FromBounds(statement.Span.End, last.End)).Trim().Length == 0;
        return [Delete(alone ? TextSpan.FromBounds(first.Start, last.EndIncludingLineBreak) : statement.Span)];
    }

    private static TextChange Delete(TextSpan span) => new(span, "");
}
