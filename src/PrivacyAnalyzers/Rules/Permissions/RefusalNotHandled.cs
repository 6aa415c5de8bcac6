using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace PrivacyAnalyzers.Rules.Permissions;

/// <summary>PRIV6006: nobody looks at what the person answered to a permission request.</summary>
public sealed class RefusalNotHandledAnalyzer : PermissionRule
{
    /// <summary>Id of the rule.</summary>
    public const string Id = "PRIV6006";

    private const string ResultCallback = "OnRequestPermissionsResult";

    private static readonly ImmutableHashSet<string> s_observers =
    [
        "AuthorizationChanged", "DidChangeAuthorization", "AuthorizationStatus", "AccuracyAuthorization", "LocationManagerDidChangeAuthorization", "CheckSelfPermission",
        "RecordPermission", "GetAuthorizationStatus", "AuthorizationStatusForMediaType", "GetNotificationSettings", "GetNotificationSettingsAsync",
    ];

    private static readonly DiagnosticDescriptor s_rule = new(
        Id,
        "Refusal is not handled",
        "The answer to '{0}' is not looked at: the person may refuse {1}",
        Descriptors.Permissions,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        description: "The result of a permission request is neither tested nor returned nor passed on.",
        helpLinkUri: Descriptors.HelpLink(Id),
        customTags: Descriptors.Tags(false));

    /// <inheritdoc />
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [s_rule];

    private protected override bool NeedsPolicy => false;

    private protected override IEnumerable<Diagnostic> Judge(SyntaxTree tree, PrivacyContext privacy, PermissionUses uses, CancellationToken cancellation)
    {
        SemanticModel? model = null;
        foreach (var use in uses.In(tree, cancellation))
        {
            if (!use.IsRequest || use.Node is not InvocationExpressionSyntax call || use.Api is not IMethodSymbol method)
                continue;
            model ??= privacy.Model(tree);
            if (!IsLookedAt(call, method, model, privacy.Compilation, cancellation))
                yield return Diagnostic.Create(s_rule, call.GetLocation(), use.DisplayName, Quoted(use.Permissions));
        }
    }

    private static bool IsLookedAt(InvocationExpressionSyntax call, IMethodSymbol method, SemanticModel model, Compilation compilation, CancellationToken cancellation)
    {
        foreach (var argument in call.ArgumentList.Arguments)
            if (CallbackOf(argument.Expression, model, cancellation) is { } callback)
                return Uses(callback);
        if (!method.ReturnsVoid)
            return IsUsed(call, model, cancellation);
        // The answer comes to a callback: a delegate that is passed, a method that is overridden, an event, or a status read later.
        if (call.ArgumentList.Arguments.Any(a => model.GetTypeInfo(a.Expression, cancellation).ConvertedType?.TypeKind == TypeKind.Delegate) || method.Name == "Launch")
            return true;
        return method.Name == "RequestPermissions" ? OverridesCallback(call, model, compilation, cancellation) : IsObserved(compilation, cancellation);
    }

    /// <summary>The lambda, or the method or local function of the compilation, that an argument passes to be called.</summary>
    private static SyntaxNode? CallbackOf(ExpressionSyntax argument, SemanticModel model, CancellationToken cancellation)
    {
        if (argument is AnonymousFunctionExpressionSyntax)
            return argument;
        return argument is SimpleNameSyntax or MemberAccessExpressionSyntax
            && model.GetSymbolInfo(argument, cancellation).Symbol is IMethodSymbol { DeclaringSyntaxReferences: { IsEmpty: false } declarations }
            ? declarations[0].GetSyntax(cancellation)
            : null;
    }

    /// <summary>Whether a callback looks at its first parameter: the answer. One without a body may.</summary>
    private static bool Uses(SyntaxNode callback)
    {
        var (parameter, body) = callback switch
        {
            SimpleLambdaExpressionSyntax lambda => (lambda.Parameter, lambda.Body),
            ParenthesizedLambdaExpressionSyntax lambda => (lambda.ParameterList.Parameters.FirstOrDefault(), lambda.Body),
            AnonymousMethodExpressionSyntax method => (method.ParameterList?.Parameters.FirstOrDefault(), method.Body),
            MethodDeclarationSyntax method => (method.ParameterList.Parameters.FirstOrDefault(), (SyntaxNode?)method.Body ?? method.ExpressionBody),
            LocalFunctionStatementSyntax function => (function.ParameterList.Parameters.FirstOrDefault(), (SyntaxNode?)function.Body ?? function.ExpressionBody),
            _ => default,
        };
        return body is null
            || parameter is not null && body.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>().Any(n => n.Identifier.ValueText == parameter.Identifier.ValueText);
    }

    /// <summary>Whether the value of an expression goes anywhere.</summary>
    private static bool IsUsed(ExpressionSyntax expression, SemanticModel model, CancellationToken cancellation)
    {
        for (SyntaxNode node = expression; ; node = node.Parent!)
        {
            switch (node.Parent)
            {
                case null or ExpressionStatementSyntax:
                    return false;
                case AwaitExpressionSyntax or ParenthesizedExpressionSyntax or CastExpressionSyntax or PostfixUnaryExpressionSyntax or ConditionalAccessExpressionSyntax:
                    continue;
                case MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax } access when access.Expression == node:
                    if (access.Name.Identifier.ValueText is not ("ConfigureAwait" or "GetAwaiter" or "GetResult" or "AsTask" or "Wait" or "WaitAsync" or "Preserve"))
                        return true;
                    node = access;
                    continue;
                case InvocationExpressionSyntax invocation when invocation.Expression == node:
                    continue;
                case MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Result" } access when access.Expression == node:
                    continue;
                case ArrowExpressionClauseSyntax arrow:
                    return !ReturnsNothing(arrow.Parent, model, cancellation);
                case LambdaExpressionSyntax lambda when lambda.Body == node:
                    return model.GetSymbolInfo(lambda, cancellation).Symbol is not IMethodSymbol made || !(made.ReturnsVoid || made.IsAsync && IsPlainTask(made.ReturnType));
                case AssignmentExpressionSyntax assignment when assignment.Right == node:
                    return assignment.Left switch
                    {
                        IdentifierNameSyntax { Identifier.ValueText: "_" } discard => model.GetSymbolInfo(discard, cancellation).Symbol is not (null or IDiscardSymbol),
                        IdentifierNameSyntax name when model.GetSymbolInfo(name, cancellation).Symbol is ILocalSymbol local => IsRead(local, name, model, cancellation),
                        DeclarationExpressionSyntax declaration => IsDesignationRead(declaration.Designation, model, cancellation),
                        TupleExpressionSyntax tuple => IsTupleRead(tuple, model, cancellation),
                        _ => true,
                    };
                case EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax declarator }:
                    return model.GetDeclaredSymbol(declarator, cancellation) is not ILocalSymbol declared || IsRead(declared, declarator, model, cancellation);
                default:
                    return true;
            }
        }
    }

    private static bool IsTupleRead(TupleExpressionSyntax tuple, SemanticModel model, CancellationToken cancellation) =>
        tuple.Arguments.Count == 0 || tuple.Arguments[0].Expression switch
        {
            IdentifierNameSyntax { Identifier.ValueText: "_" } => false,
            DeclarationExpressionSyntax declaration => IsDesignationRead(declaration.Designation, model, cancellation),
            IdentifierNameSyntax name when model.GetSymbolInfo(name, cancellation).Symbol is ILocalSymbol local => IsRead(local, name, model, cancellation),
            _ => true,
        };

    /// <summary>The first part of a deconstructed answer says whether it was granted.</summary>
    private static bool IsDesignationRead(VariableDesignationSyntax designation, SemanticModel model, CancellationToken cancellation) => designation switch
    {
        SingleVariableDesignationSyntax single => model.GetDeclaredSymbol(single, cancellation) is not ILocalSymbol local || IsRead(local, single, model, cancellation),
        ParenthesizedVariableDesignationSyntax { Variables: { Count: > 0 } variables } => IsDesignationRead(variables[0], model, cancellation),
        DiscardDesignationSyntax => false,
        _ => true,
    };

    private static bool IsRead(ILocalSymbol local, SyntaxNode declaration, SemanticModel model, CancellationToken cancellation)
    {
        var scope = (SyntaxNode?)declaration.FirstAncestorOrSelf<MemberDeclarationSyntax>() ?? declaration.SyntaxTree.GetRoot(cancellation);
        if (scope is GlobalStatementSyntax)
            scope = scope.Parent!;
        foreach (var name in scope.DescendantNodes().OfType<IdentifierNameSyntax>())
        {
            if (name.Identifier.ValueText != local.Name || !SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(name, cancellation).Symbol, local))
                continue;
            // Waiting for a task that was kept is no look at its result.
            if (name.Parent is AssignmentExpressionSyntax assignment && assignment.Left == name || name.Parent is ExpressionStatementSyntax)
                continue;
            if (name.Parent is AwaitExpressionSyntax awaited && !IsUsed(awaited, model, cancellation))
                continue;
            return true;
        }
        return false;
    }

    private static bool ReturnsNothing(SyntaxNode? member, SemanticModel model, CancellationToken cancellation) =>
        member is not null && model.GetDeclaredSymbol(member, cancellation) is IMethodSymbol method
        && (method.ReturnsVoid || method.IsAsync && IsPlainTask(method.ReturnType));

    private static bool IsPlainTask(ITypeSymbol type) => type is INamedTypeSymbol { Arity: 0, Name: "Task" or "ValueTask" };

    private static bool OverridesCallback(InvocationExpressionSyntax call, SemanticModel model, Compilation compilation, CancellationToken cancellation)
    {
        for (var type = model.GetEnclosingSymbol(call.SpanStart, cancellation)?.ContainingType; type is not null; type = type.BaseType)
            if (LooksAtResult(type, cancellation))
                return true;
        // A helper that asks for another activity: any that looks at answers may be the one.
        var isOwn = call.ArgumentList.Arguments.Count == 0
            || call.ArgumentList.Arguments[0].Expression is ThisExpressionSyntax || call.Expression is IdentifierNameSyntax
            || call.Expression is MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax or BaseExpressionSyntax };
        return !isOwn && compilation.GetSymbolsWithName(ResultCallback, SymbolFilter.Member, cancellation).Any(m => LooksAtResult(m.ContainingType, cancellation));
    }

    private static bool LooksAtResult(INamedTypeSymbol type, CancellationToken cancellation)
    {
        foreach (var member in type.GetMembers(ResultCallback).OfType<IMethodSymbol>())
        {
            if (!member.IsOverride && !member.ExplicitInterfaceImplementations.Any() && !type.AllInterfaces.SelectMany(static i => i.GetMembers(ResultCallback)).Any())
                continue;
            var results = member.Parameters.LastOrDefault()?.Name;
            foreach (var reference in member.DeclaringSyntaxReferences)
                if (reference.GetSyntax(cancellation) is MethodDeclarationSyntax declaration
                    && ((SyntaxNode?)declaration.Body ?? declaration.ExpressionBody) is { } body
                    && body.DescendantNodes().OfType<IdentifierNameSyntax>().Any(n => n.Identifier.ValueText == results && !IsPassedToBase(n)))
                    return true;
        }
        return false;
    }

    private static bool IsPassedToBase(IdentifierNameSyntax name) =>
        name.Parent is ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: BaseExpressionSyntax } } };

    /// <summary>Whether the compilation looks anywhere at what people have allowed.</summary>
    private static bool IsObserved(Compilation compilation, CancellationToken cancellation)
    {
        foreach (var tree in compilation.SyntaxTrees)
            foreach (var token in tree.GetRoot(cancellation).DescendantTokens())
                if (token.IsKind(SyntaxKind.IdentifierToken) && s_observers.Contains(token.ValueText)
                    && (token.Parent is SimpleNameSyntax || token.Parent is MethodDeclarationSyntax { Modifiers: var modifiers } && modifiers.Any(SyntaxKind.OverrideKeyword)))
                    return true;
        return false;
    }
}
