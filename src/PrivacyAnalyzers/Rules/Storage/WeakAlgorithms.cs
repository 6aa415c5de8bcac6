using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using PrivacyAnalyzers.Flow;

namespace PrivacyAnalyzers.Rules.Storage;

/// <summary>
/// What is wrong with a protection where its method alone does not tell: <c>HashAlgorithm.ComputeHash</c> of an MD5 object, a transform
/// of a cipher in ECB mode, a key derivation on SHA-1.
/// </summary>
internal static class WeakAlgorithms
{
    /// <summary>Name of the weak algorithm or reason, or null.</summary>
    internal static string? Of(FlowEvent flow, FlowScope scope)
    {
        if (flow.Target is not IMethodSymbol method || Call(flow, method, scope) is not { } call)
            return flow.Weakness;
        if (OfArguments(call) is { } named)
            return named;
        if (method.IsStatic || method.ContainingType.Name is not ("HashAlgorithm" or "SymmetricAlgorithm" or "ICryptoTransform" or "CryptoStream" or "Aes")
            || (call as InvocationExpressionSyntax)?.Expression is not MemberAccessExpressionSyntax { Expression: var receiver })
            return flow.Weakness;
        var model = receiver.SyntaxTree == scope.Model.SyntaxTree ? scope.Model : scope.Privacy.Compilation.GetSemanticModel(receiver.SyntaxTree);
        var (known, weakness) = OfObject(receiver, model, scope, 0);
        return known ? weakness : flow.Weakness;
    }

    private static ExpressionSyntax? Call(FlowEvent flow, IMethodSymbol method, FlowScope scope)
    {
        var at = flow.SinkLocation is { SourceTree: { } tree } location ? tree.GetRoot(scope.Cancellation).FindNode(location.SourceSpan, getInnermostNodeForTie: true) : flow.Expression;
        foreach (var node in at.AncestorsAndSelf())
        {
            switch (node)
            {
                case InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: var name } } call when name == method.Name:
                    return call;
                case BaseObjectCreationExpressionSyntax creation when method.MethodKind == MethodKind.Constructor:
                    return creation;
                case StatementSyntax or MemberDeclarationSyntax:
                    return null;
            }
        }
        return null;
    }

    /// <summary>An algorithm that an argument names.</summary>
    private static string? OfArguments(ExpressionSyntax call)
    {
        var arguments = call is InvocationExpressionSyntax invocation ? invocation.ArgumentList : ((BaseObjectCreationExpressionSyntax)call).ArgumentList;
        foreach (var argument in arguments?.Arguments ?? default)
        {
            if (argument.Expression is not MemberAccessExpressionSyntax { Name.Identifier.ValueText: var name } access)
                continue;
            var type = access.Expression.ToString();
            if (type.EndsWith("HashAlgorithmName", System.StringComparison.Ordinal) && name is "MD5" or "SHA1")
                return name == "MD5" ? "MD5" : "SHA-1";
            if (type.EndsWith("KeyDerivationPrf", System.StringComparison.Ordinal) && name == "HMACSHA1")
                return "SHA-1";
        }
        return null;
    }

    /// <summary>Whether the algorithm of an object is known, and what is wrong with it.</summary>
    private static (bool Known, string? Weakness) OfObject(ExpressionSyntax expression, SemanticModel model, FlowScope scope, int depth)
    {
        for (var type = model.GetTypeInfo(expression, scope.Cancellation).Type; type is not null; type = type.BaseType)
        {
            switch (type.Name)
            {
                case "MD5":
                    return (true, "MD5");
                case "SHA1":
                    return (true, "SHA-1");
                case "KeyedHashAlgorithm":
                    return (true, null);
                case "DES":
                    return (true, "DES");
                case "TripleDES":
                    return (true, "Triple DES");
                case "RC2":
                    return (true, "RC2");
                case "SymmetricAlgorithm" when IsInEcbMode(expression):
                    return (true, "ECB");
            }
        }
        if (depth > 4)
            return (false, null);
        var made = expression;
        if (expression is not (InvocationExpressionSyntax or BaseObjectCreationExpressionSyntax))
        {
            if (model.GetSymbolInfo(expression, scope.Cancellation).Symbol is not { } symbol || symbol.DeclaringSyntaxReferences.Length != 1
                || symbol.DeclaringSyntaxReferences[0].SyntaxTree != model.SyntaxTree
                || symbol.DeclaringSyntaxReferences[0].GetSyntax(scope.Cancellation) is not VariableDeclaratorSyntax { Initializer.Value: var value })
                return (false, null);
            made = value;
        }
        return made switch
        {
            InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "CreateEncryptor" } create } => OfObject(create.Expression, model, scope, depth + 1),
            BaseObjectCreationExpressionSyntax { ArgumentList.Arguments: { Count: > 1 } arguments } => OfObject(arguments[1].Expression, model, scope, depth + 1),
            InvocationExpressionSyntax or BaseObjectCreationExpressionSyntax when made != expression => OfObject(made, model, scope, depth + 1),
            _ => (false, null),
        };
    }

    /// <summary>Whether the member in which a cipher is used sets its mode to ECB.</summary>
    private static bool IsInEcbMode(ExpressionSyntax cipher)
    {
        var name = cipher.ToString();
        SyntaxNode? within = cipher.FirstAncestorOrSelf<TypeDeclarationSyntax>();
        within = cipher.FirstAncestorOrSelf<BaseMethodDeclarationSyntax>() is { } method && method.DescendantNodes().OfType<VariableDeclaratorSyntax>().Any(v => v.Identifier.ValueText == name)
            ? method
            : within;
        return within?.DescendantNodes().OfType<AssignmentExpressionSyntax>().Any(a =>
            a.Right is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ECB" }
            && (a.Left is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Mode" } left && left.Expression.ToString() == name
                || a.Left is IdentifierNameSyntax { Identifier.ValueText: "Mode" }
                    && a.FirstAncestorOrSelf<VariableDeclaratorSyntax>() is { } declarator && declarator.Identifier.ValueText == name)) == true;
    }
}
