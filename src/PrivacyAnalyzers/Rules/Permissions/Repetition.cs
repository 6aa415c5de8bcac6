using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PrivacyAnalyzers.Rules.Permissions;

/// <summary>Says whether code runs again and again by itself: from a timer, an endless loop, a hosted background service, or a caller that does.</summary>
internal sealed class Repetition
{
    private const int MaxDepth = 32;

    private readonly PrivacyContext _privacy;
    private readonly CallSites _calls;
    private readonly CancellationToken _cancellation;

    internal Repetition(PrivacyContext privacy, CallSites calls, CancellationToken cancellation)
    {
        _privacy = privacy;
        _calls = calls;
        _cancellation = cancellation;
    }

    /// <summary>The loop, timer or service that repeats what stands at a node, or null.</summary>
    internal Location? Of(SyntaxNode node, ISymbol? frame, bool followCallers) =>
        Of(node, frame, followCallers, new HashSet<ISymbol>(SymbolEqualityComparer.Default), 0);

    private Location? Of(SyntaxNode node, ISymbol? frame, bool followCallers, HashSet<ISymbol> seen, int depth)
    {
        _cancellation.ThrowIfCancellationRequested();
        var model = _privacy.Model(node.SyntaxTree);
        if (Around(node, model, out var stops) is { } here)
            return here;
        if (stops || CallSites.CalledMember(frame) is not { } member)
            return null;
        if (IsPeriodicEntry(member))
            return member.Locations.FirstOrDefault();
        if (!followCallers || depth >= MaxDepth || !seen.Add(member))
            return null;
        foreach (var site in _calls.Of(member, _cancellation))
            if (IsSelfPosting(site, member) || Of(site.Node, site.Frame, true, seen, depth + 1) is not null)
                return site.Node.GetLocation();
        return null;
    }

    /// <summary>A callback that hands itself to <c>PostDelayed</c> runs again and again.</summary>
    private static bool IsSelfPosting(CallSite site, ISymbol member) =>
        SymbolEqualityComparer.Default.Equals(CallSites.CalledMember(site.Frame)?.OriginalDefinition, member.OriginalDefinition)
        && site.Node.Ancestors().OfType<InvocationExpressionSyntax>().FirstOrDefault() is { } call
        && NameOf(call.Expression) is "PostDelayed" or "DispatchDelayed" or "PostAtTime";

    /// <summary>What repeats a node within its member. Stops: what runs the node is an event that does not repeat by itself.</summary>
    private Location? Around(SyntaxNode node, SemanticModel model, out bool stops)
    {
        stops = false;
        if (CallbackOf(node, model, ref stops) is { } passed)
            return passed;
        if (stops)
            return null;
        for (var current = node.Parent; current is not null; current = current.Parent)
        {
            switch (current)
            {
                case MemberDeclarationSyntax or LocalFunctionStatementSyntax:
                    return null;
                case AnonymousFunctionExpressionSyntax lambda:
                    if (CallbackOf(lambda, model, ref stops) is { } timer)
                        return timer;
                    if (stops)
                        return null;
                    break;
                case WhileStatementSyntax loop when loop.Statement.Span.Contains(node.Span) && IsEndless(loop.Condition, loop, model) && !Ends(loop, node):
                    return loop.WhileKeyword.GetLocation();
                case DoStatementSyntax loop when IsEndless(loop.Condition, loop, model) && !Ends(loop, node):
                    return loop.DoKeyword.GetLocation();
                case ForStatementSyntax loop when loop.Statement.Span.Contains(node.Span) && (loop.Condition is null || IsEndless(loop.Condition, loop, model)) && !Ends(loop, node):
                    return loop.ForKeyword.GetLocation();
                case ForEachStatementSyntax loop when loop.Statement.Span.Contains(node.Span) && NamesTicks(loop.Expression):
                    return loop.ForEachKeyword.GetLocation();
            }
        }
        return null;
    }

    private static bool NamesTicks(ExpressionSyntax expression) =>
        expression.DescendantNodesAndSelf().OfType<SimpleNameSyntax>().Any(static n => n.Identifier.ValueText is "Interval" or "WaitForNextTickAsync");

    private bool IsEndless(ExpressionSyntax condition, StatementSyntax loop, SemanticModel model)
    {
        if (model.GetConstantValue(condition, _cancellation) is { HasValue: true, Value: bool always })
            return always;
        switch (condition)
        {
            case ParenthesizedExpressionSyntax parenthesized:
                return IsEndless(parenthesized.Expression, loop, model);
            case BinaryExpressionSyntax binary when binary.IsKind(SyntaxKind.LogicalAndExpression):
                return IsEndless(binary.Left, loop, model) && IsEndless(binary.Right, loop, model);
            case BinaryExpressionSyntax binary when binary.IsKind(SyntaxKind.LogicalOrExpression):
                return IsEndless(binary.Left, loop, model) || IsEndless(binary.Right, loop, model);
            case BinaryExpressionSyntax { Right: LiteralExpressionSyntax } comparison when comparison.Kind() is SyntaxKind.EqualsExpression or SyntaxKind.NotEqualsExpression:
                return comparison.Right.Kind() is SyntaxKind.TrueLiteralExpression or SyntaxKind.FalseLiteralExpression && IsEndless(comparison.Left, loop, model);
            case IsPatternExpressionSyntax { Pattern: ConstantPatternSyntax { Expression: LiteralExpressionSyntax literal } } pattern
                when literal.Kind() is SyntaxKind.TrueLiteralExpression or SyntaxKind.FalseLiteralExpression:
                return IsEndless(pattern.Expression, loop, model);
            case AwaitExpressionSyntax awaited:
                return awaited.DescendantNodes().OfType<SimpleNameSyntax>().Any(static n => n.Identifier.ValueText == "WaitForNextTickAsync");
            case PrefixUnaryExpressionSyntax negation when negation.IsKind(SyntaxKind.LogicalNotExpression):
                return IsEndless(negation.Operand, loop, model) || IsStopSignal(negation.Operand);
            case IdentifierNameSyntax or MemberAccessExpressionSyntax:
                // A switch that others set; one that the loop itself sets says when the work is done.
                return IsStopSignal(condition)
                    || model.GetSymbolInfo(condition, _cancellation).Symbol is IFieldSymbol or IPropertySymbol
                        && NameOf(condition) is { } name
                        && !loop.DescendantNodes().OfType<AssignmentExpressionSyntax>().Any(a => NameOf(a.Left) == name);
            default:
                return IsStopSignal(condition);
        }
    }

    private static bool IsStopSignal(ExpressionSyntax expression) => expression switch
    {
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "WaitOne" or "Wait" } } => true,
        ParenthesizedExpressionSyntax parenthesized => IsStopSignal(parenthesized.Expression),
        _ => NameOf(expression) is "IsCancellationRequested" or "CancellationPending" or "IsStopped",
    };

    /// <summary>Whether the loop is left once what stands at the node has succeeded.</summary>
    private static bool Ends(StatementSyntax loop, SyntaxNode node)
    {
        foreach (var exit in loop.DescendantNodes(n => n == loop || n is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax)))
        {
            if (exit is not (ReturnStatementSyntax or BreakStatementSyntax) || exit.Span.End <= node.SpanStart)
                continue;
            if (exit is BreakStatementSyntax && exit.Ancestors().First(static a => a is WhileStatementSyntax or DoStatementSyntax or ForStatementSyntax or CommonForEachStatementSyntax or SwitchStatementSyntax) != loop)
                continue;
            if (!IsGuardedAgainstFailure(exit, loop))
                return true;
        }
        return false;
    }

    private static bool IsGuardedAgainstFailure(SyntaxNode exit, StatementSyntax loop)
    {
        for (var current = exit; current != loop && current is not null; current = current.Parent)
        {
            if (current is CatchClauseSyntax)
                return true;
            if (current.Parent is IfStatementSyntax guard && guard.Statement == current && SaysFailure(guard.Condition))
                return true;
        }
        return false;
    }

    private static bool SaysFailure(ExpressionSyntax condition) => condition switch
    {
        ParenthesizedExpressionSyntax parenthesized => SaysFailure(parenthesized.Expression),
        BinaryExpressionSyntax binary when binary.Kind() is SyntaxKind.LogicalOrExpression or SyntaxKind.LogicalAndExpression => SaysFailure(binary.Left) || SaysFailure(binary.Right),
        BinaryExpressionSyntax { Right.RawKind: (int)SyntaxKind.NullLiteralExpression } comparison => comparison.IsKind(SyntaxKind.EqualsExpression),
        BinaryExpressionSyntax comparison when comparison.IsKind(SyntaxKind.NotEqualsExpression) => IsGranted(NameOf(comparison.Right)),
        IsPatternExpressionSyntax { Pattern: ConstantPatternSyntax { Expression.RawKind: (int)SyntaxKind.NullLiteralExpression } } => true,
        IsPatternExpressionSyntax { Pattern: UnaryPatternSyntax { Pattern: ConstantPatternSyntax { Expression: var constant } } } => IsGranted(NameOf(constant)),
        _ => condition.DescendantNodesAndSelf().OfType<SimpleNameSyntax>()
            .Any(static n => n.Identifier.ValueText.IndexOf("Cancel", StringComparison.OrdinalIgnoreCase) >= 0 || n.Identifier.ValueText.IndexOf("stop", StringComparison.OrdinalIgnoreCase) >= 0),
    };

    private static bool IsGranted(string? name) => name is "Granted" or "Allowed" or "Authorized" or "Success" or "Available";

    /// <summary>The timer that an expression is handed to as callback, or null; stops where an event that does not repeat takes it.</summary>
    private Location? CallbackOf(SyntaxNode node, SemanticModel model, ref bool stops)
    {
        if (node is not ExpressionSyntax || node is InvocationExpressionSyntax or BaseObjectCreationExpressionSyntax)
            return null;
        var callback = node;
        while (callback.Parent is ParenthesizedExpressionSyntax or CastExpressionSyntax)
            callback = callback.Parent;
        if (callback.Parent is ArgumentSyntax { Parent: ArgumentListSyntax { Parent: BaseObjectCreationExpressionSyntax wrapper } arguments }
            && arguments.Arguments.Count == 1 && model.GetTypeInfo(wrapper, _cancellation).Type?.TypeKind == TypeKind.Delegate)
        {
            callback = wrapper;
        }

        switch (callback.Parent)
        {
            case AssignmentExpressionSyntax assignment when assignment.Right == callback && assignment.IsKind(SyntaxKind.AddAssignmentExpression):
                if (model.GetSymbolInfo(assignment.Left, _cancellation).Symbol is not IEventSymbol @event)
                    return null;
                if (IsTimerEvent(@event) && !FiresOnce(assignment, node, model))
                    return assignment.GetLocation();
                stops = true;
                return null;
            case ArgumentSyntax { Parent.Parent: BaseObjectCreationExpressionSyntax creation }:
                return model.GetTypeInfo(creation, _cancellation).Type is { Name: "Timer" } type && type.ContainingNamespace.ToDisplayString() == "System.Threading"
                    && (!LastIsInfinite(creation.ArgumentList) || Rearms(node, model)) ? creation.GetLocation() : null;
            case ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax call }:
                return IsTimerCall(call, node, model) ? call.GetLocation() : null;
            default:
                return null;
        }
    }

    private static bool IsTimerEvent(IEventSymbol @event) => @event.Name switch
    {
        "Elapsed" or "Tick" => @event.ContainingType.Name.IndexOf("Timer", StringComparison.Ordinal) >= 0,
        _ => false,
    };

    private bool IsTimerCall(InvocationExpressionSyntax call, SyntaxNode callback, SemanticModel model)
    {
        if (model.GetSymbolInfo(call, _cancellation).Symbol is not IMethodSymbol method)
            return false;
        switch (method.Name)
        {
            case "StartTimer":
                return !AlwaysReturnsFalse(callback, model);
            case "CreateTimer" when method.ContainingType.Name is "TimeProvider" or "FakeTimeProvider" || method.ContainingType.BaseType?.Name == "TimeProvider":
                return !LastIsInfinite(call.ArgumentList);
            case "CreatePeriodicTimer" or "CreateRepeatingTimer" or "CreateRepeatingScheduledTimer" or "ScheduleAtFixedRate" or "ScheduleWithFixedDelay" or "SchedulePeriodic":
                return true;
            case "CreateScheduledTimer" or "CreateTimer":
                return call.ArgumentList.Arguments.Any(static a => a.Expression.IsKind(SyntaxKind.TrueLiteralExpression));
            case "AddOrUpdate":
                return method.ContainingType.Name is "RecurringJob" or "IRecurringJobManager" or "RecurringJobManager" or "RecurringJobManagerExtensions";
            case "Subscribe" or "Select" or "SelectMany" or "Do" or "SubscribeAsync":
                return call.Expression.DescendantNodes().OfType<InvocationExpressionSyntax>().Any(inner =>
                    NameOf(inner.Expression) == "Interval" || NameOf(inner.Expression) == "Timer" && inner.ArgumentList.Arguments.Count > 1);
            default:
                return false;
        }
    }

    /// <summary>The timer's variable, or its initializer, says that it does not repeat; or the handler itself stops it.</summary>
    private bool FiresOnce(AssignmentExpressionSyntax subscription, SyntaxNode handler, SemanticModel model)
    {
        if (BodyOf(handler, model) is { } body)
        {
            var calls = body.DescendantNodesAndSelf().OfType<InvocationExpressionSyntax>().Select(static c => NameOf(c.Expression)).ToList();
            if (calls.Contains("Start"))
                return false;
            if (calls.Contains("Stop") && body.DescendantNodes().OfType<IfStatementSyntax>().All(i => !i.DescendantNodes().OfType<InvocationExpressionSyntax>().Any(static c => NameOf(c.Expression) == "Stop")))
                return true;
        }
        if ((subscription.Left as MemberAccessExpressionSyntax)?.Expression is not { } timer || NameOf(timer) is not { } name
            || subscription.FirstAncestorOrSelf<TypeDeclarationSyntax>() is not { } type)
            return false;
        // Another method may call a timer of its own the same.
        var scope = model.GetSymbolInfo(timer).Symbol is ILocalSymbol or IParameterSymbol && subscription.FirstAncestorOrSelf<MemberDeclarationSyntax>() is { } member ? member : type;
        foreach (var assignment in scope.DescendantNodes().OfType<AssignmentExpressionSyntax>())
        {
            if (NameOf(assignment.Left) is not ("AutoReset" or "IsRepeating" or "Repeats") || !assignment.Right.IsKind(SyntaxKind.FalseLiteralExpression))
                continue;
            var target = assignment.Left is MemberAccessExpressionSyntax access
                ? NameOf(access.Expression)
                : assignment.Ancestors().Select(static a => a switch
                {
                    VariableDeclaratorSyntax declarator => declarator.Identifier.ValueText,
                    AssignmentExpressionSyntax outer => NameOf(outer.Left),
                    PropertyDeclarationSyntax property => property.Identifier.ValueText,
                    _ => null,
                }).FirstOrDefault(static n => n is not null);
            if (target == name)
                return true;
        }
        return false;
    }

    /// <summary>A one-shot timer whose callback sets it again.</summary>
    private bool Rearms(SyntaxNode callback, SemanticModel model) =>
        BodyOf(callback, model)?.DescendantNodesAndSelf().OfType<InvocationExpressionSyntax>().Any(static c => NameOf(c.Expression) == "Change") == true;

    private bool AlwaysReturnsFalse(SyntaxNode callback, SemanticModel model)
    {
        var body = BodyOf(callback, model);
        if (body is ExpressionSyntax expression)
            return expression.IsKind(SyntaxKind.FalseLiteralExpression);
        var returned = body?.DescendantNodes().OfType<ReturnStatementSyntax>().ToList() ?? [];
        return returned.Count > 0 && returned.All(static r => r.Expression.IsKind(SyntaxKind.FalseLiteralExpression));
    }

    private SyntaxNode? BodyOf(SyntaxNode callback, SemanticModel model)
    {
        if (callback is AnonymousFunctionExpressionSyntax lambda)
            return lambda.Body;
        return model.GetSymbolInfo(callback, _cancellation).Symbol?.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(_cancellation) switch
        {
            MethodDeclarationSyntax method => (SyntaxNode?)method.Body ?? method.ExpressionBody?.Expression,
            LocalFunctionStatementSyntax function => (SyntaxNode?)function.Body ?? function.ExpressionBody?.Expression,
            _ => null,
        };
    }

    private static bool LastIsInfinite(ArgumentListSyntax? arguments) =>
        arguments?.Arguments.LastOrDefault()?.Expression is { } period && arguments.Arguments.Count > 1
        && (NameOf(period) is "Infinite" or "InfiniteTimeSpan"
            || period is PrefixUnaryExpressionSyntax { OperatorToken.RawKind: (int)SyntaxKind.MinusToken }
            || period is InvocationExpressionSyntax { ArgumentList.Arguments: { Count: 1 } only }
                && (only[0].Expression is PrefixUnaryExpressionSyntax { OperatorToken.RawKind: (int)SyntaxKind.MinusToken } || NameOf(only[0].Expression) == "Infinite"));

    /// <summary>Members that a framework runs again and again.</summary>
    private static bool IsPeriodicEntry(ISymbol member)
    {
        if (member is not IMethodSymbol method)
            return false;
        if (method.Name == "ExecuteAsync" && method.IsOverride)
        {
            for (var type = method.ContainingType.BaseType; type is not null; type = type.BaseType)
                if (type.Name == "BackgroundService" && type.ContainingNamespace.ToDisplayString() == "Microsoft.Extensions.Hosting")
                    return true;
        }
        return method.Name switch
        {
            "Execute" => method.ContainingType.AllInterfaces.Any(static i => i.Name == "IJob" && i.ContainingNamespace.Name is "Quartz" or "FluentScheduler"),
            "Invoke" => method.ContainingType.AllInterfaces.Any(static i => i.Name == "IInvocable" && i.ContainingNamespace.Name == "Invocable"),
            _ => false,
        };
    }

    private static string? NameOf(ExpressionSyntax? expression) => expression switch
    {
        SimpleNameSyntax name => name.Identifier.ValueText,
        MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
        MemberBindingExpressionSyntax binding => binding.Name.Identifier.ValueText,
        ConditionalAccessExpressionSyntax conditional => NameOf(conditional.WhenNotNull),
        ParenthesizedExpressionSyntax parenthesized => NameOf(parenthesized.Expression),
        PostfixUnaryExpressionSyntax postfix => NameOf(postfix.Operand),
        _ => null,
    };
}
