using System;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PrivacyAnalyzers.Rules.Transfer;

/// <summary>Finds the literal that is the address of a call.</summary>
internal static class ConstantAddress
{
    private static readonly string[] s_clear = ["http://", "ws://", "ftp://"];

    /// <summary>
    /// Where an address in clear is written: among the arguments of the calls around an expression, or where the constant, field or
    /// local among them is declared.
    /// </summary>
    internal static Location? Near(SyntaxNode expression, FlowScope scope)
    {
        foreach (var call in expression.Ancestors().TakeWhile(n => n is not (StatementSyntax or MemberDeclarationSyntax)).OfType<InvocationExpressionSyntax>())
        {
            foreach (var argument in call.ArgumentList.Arguments)
            {
                if (Literal(argument.Expression) is { } literal)
                    return literal;
                foreach (var name in argument.Expression.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>())
                    if (scope.Model.GetSymbolInfo(name, scope.Cancellation).Symbol is (IFieldSymbol or ILocalSymbol) and { DeclaringSyntaxReferences: { Length: 1 } references }
                        && references[0].GetSyntax(scope.Cancellation) is VariableDeclaratorSyntax { Initializer.Value: { } value } && Literal(value) is { } declared)
                        return declared;
            }
        }
        return null;
    }

    private static Location? Literal(ExpressionSyntax expression)
    {
        foreach (var token in expression.DescendantTokens())
            if (token.Kind() is SyntaxKind.StringLiteralToken or SyntaxKind.InterpolatedStringTextToken
                && s_clear.Any(s => token.ValueText.StartsWith(s, StringComparison.OrdinalIgnoreCase)))
                return token.GetLocation();
        return null;
    }
}
