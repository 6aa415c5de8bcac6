using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PrivacyAnalyzers.Rules.Transfer;

/// <summary>Finds where the client of a mail or file server is told whether to use TLS.</summary>
internal static class TlsSwitch
{
    /// <summary>
    /// The <c>false</c> that <c>EnableSsl</c> is set to, the argument of <c>Connect</c> that asks for none, or else where the client is
    /// made: of the client that the call around an expression is made on. Null where it is made elsewhere.
    /// </summary>
    internal static Location? Near(SyntaxNode expression, FlowScope scope)
    {
        if (expression.FirstAncestorOrSelf<InvocationExpressionSyntax>() is not { Expression: MemberAccessExpressionSyntax { Expression: var client } }
            || scope.Model.GetTypeInfo(client, scope.Cancellation).Type is not { Name: "SmtpClient" or "FtpWebRequest" }
            || scope.Model.GetSymbolInfo(client, scope.Cancellation).Symbol is not { } variable)
            return null;
        SyntaxNode? within = variable is ILocalSymbol ? expression.FirstAncestorOrSelf<MemberDeclarationSyntax>() : expression.FirstAncestorOrSelf<TypeDeclarationSyntax>();
        var nodes = within?.DescendantNodes().ToList() ?? [];
        return nodes.Select(SwitchedOff).FirstOrDefault(l => l is not null) ?? nodes.Select(Made).FirstOrDefault(l => l is not null);

        Location? SwitchedOff(SyntaxNode node) => node switch
        {
            AssignmentExpressionSyntax { Left: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "EnableSsl" } left, Right: { RawKind: (int)SyntaxKind.FalseLiteralExpression } off }
                when IsClient(left.Expression) => off.GetLocation(),
            AssignmentExpressionSyntax { Left: IdentifierNameSyntax { Identifier.ValueText: "EnableSsl" }, Right: { RawKind: (int)SyntaxKind.FalseLiteralExpression } off, Parent.Parent: BaseObjectCreationExpressionSyntax creation }
                when Made(creation) is not null => off.GetLocation(),
            InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Connect" or "ConnectAsync" } connect } call when IsClient(connect.Expression) =>
                call.ArgumentList.Arguments.Select(a => a.Expression).FirstOrDefault(a => a.IsKind(SyntaxKind.FalseLiteralExpression) || a is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "None" })?.GetLocation(),
            _ => null,
        };

        // Only a client of .NET is told when it is made.
        Location? Made(SyntaxNode node) => node is BaseObjectCreationExpressionSyntax creation
            && scope.Model.GetTypeInfo(creation, scope.Cancellation).Type is { ContainingNamespace.Name: "Mail" }
            && creation.Parent switch
            {
                EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax declarator } => declarator.Identifier.ValueText == variable.Name,
                AssignmentExpressionSyntax assignment => IsClient(assignment.Left),
                _ => false,
            } ? creation.GetLocation() : null;

        bool IsClient(ExpressionSyntax named) =>
            (named is MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax } member ? member.Name : named) is IdentifierNameSyntax name && name.Identifier.ValueText == variable.Name;
    }
}
