using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using PrivacyAnalyzers.Flow;

namespace PrivacyAnalyzers.Rules.Transfer;

/// <summary>Whether the client that sends mail was told to use TLS.</summary>
internal static class Tls
{
    private const string Switch = "EnableSsl";

    /// <summary>Whether the client's own code, where it is made or later in the same type, sets <c>EnableSsl</c> to anything but <c>false</c>.</summary>
    internal static bool IsSwitchedOn(FlowEvent flow, FlowScope scope)
    {
        var sink = flow.SinkLocation is { SourceTree: { } tree } location
            ? tree.GetRoot(scope.Cancellation).FindNode(location.SourceSpan)
            : flow.Expression;
        var call = sink.AncestorsAndSelf().OfType<InvocationExpressionSyntax>().FirstOrDefault(c => c.Expression is MemberAccessExpressionSyntax);
        if (call?.Expression is not MemberAccessExpressionSyntax { Expression: var client })
            return false;
        if (client is ObjectCreationExpressionSyntax created)
            return created.Initializer is { } direct && direct.Expressions.Any(SetsSwitch);
        var name = client switch
        {
            IdentifierNameSyntax identifier => identifier.Identifier.ValueText,
            MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax } member => member.Name.Identifier.ValueText,
            _ => null,
        };
        // A local is followed in its member, a field in its type.
        SyntaxNode? within = call.Ancestors().FirstOrDefault(a => a is BaseMethodDeclarationSyntax or AccessorDeclarationSyntax or GlobalStatementSyntax);
        if (name is null || within is null)
            return false;
        if (!within.DescendantNodes().OfType<VariableDeclaratorSyntax>().Any(v => v.Identifier.ValueText == name))
            within = within.FirstAncestorOrSelf<TypeDeclarationSyntax>() ?? within;
        return within.DescendantNodes().Any(n => n switch
        {
            VariableDeclaratorSyntax { Initializer.Value: BaseObjectCreationExpressionSyntax { Initializer: { } initializer } } v =>
                v.Identifier.ValueText == name && initializer.Expressions.Any(SetsSwitch),
            AssignmentExpressionSyntax { Right: BaseObjectCreationExpressionSyntax { Initializer: { } initializer } } a =>
                NameOf(a.Left) == name && initializer.Expressions.Any(SetsSwitch),
            AssignmentExpressionSyntax { Left: MemberAccessExpressionSyntax { Name.Identifier.ValueText: Switch } left } a =>
                NameOf(left.Expression) == name && !a.Right.IsKind(SyntaxKind.FalseLiteralExpression),
            _ => false,
        });
    }

    private static bool SetsSwitch(ExpressionSyntax expression) =>
        expression is AssignmentExpressionSyntax { Left: IdentifierNameSyntax { Identifier.ValueText: Switch } } assignment
        && !assignment.Right.IsKind(SyntaxKind.FalseLiteralExpression);

    private static string? NameOf(ExpressionSyntax expression) => expression switch
    {
        IdentifierNameSyntax identifier => identifier.Identifier.ValueText,
        MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax } member => member.Name.Identifier.ValueText,
        _ => null,
    };
}
