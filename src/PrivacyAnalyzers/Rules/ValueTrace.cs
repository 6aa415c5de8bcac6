using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using PrivacyAnalyzers.Flow;
using PrivacyAnalyzers.PersonalData;

namespace PrivacyAnalyzers.Rules;

/// <summary>One personal member of which a traced value is made.</summary>
/// <param name="Mark">The member's mark.</param>
/// <param name="Anchor">The innermost expression of the traced frame that carries it.</param>
/// <param name="InObject">Whether an object that has the member is handed on, not the member's value.</param>
internal sealed record TracedMark(Mark Mark, SyntaxNode Anchor, bool InObject);

/// <summary>
/// Traces one expression back to what it is made of: marked members read on the way, and (where asked) objects that hold them.
/// Demand-driven and from the sink backwards, for rules that judge what a given expression shows: a <c>ToString</c>'s result,
/// an endpoint's response, a converter's output.
/// </summary>
internal sealed class ValueTrace
{
    private const int MaxDepth = 12;
    private const int MaxSteps = 2000;

    /// <summary>Expressions nested deeper than anyone writes are not followed, so that the stack holds.</summary>
    private const int MaxNesting = 200;

    /// <summary>Calls whose result says something about the data, but is none of it.</summary>
    private static readonly ImmutableHashSet<string> s_silent = ImmutableHashSet.Create(
        "Any", "All", "Contains", "ContainsKey", "ContainsValue", "StartsWith", "EndsWith", "Equals", "ReferenceEquals", "SequenceEqual", "Compare", "CompareTo",
        "CompareOrdinal", "GetHashCode", "Count", "LongCount", "IndexOf", "LastIndexOf", "IndexOfAny", "IsNullOrEmpty", "IsNullOrWhiteSpace",
        "GetType", "IsMatch", "BinarySearch", "Exists", "TrueForAll", "TryGetNonEnumeratedCount");

    /// <summary>Calls whose result is made by their lambda.</summary>
    private static readonly ImmutableHashSet<string> s_selectors = ImmutableHashSet.Create(
        "Select", "SelectMany", "ToDictionary", "ToLookup", "Aggregate", "Zip", "Join", "GroupJoin", "Sum", "Min", "Max", "Average", "ConvertAll",
        "ContinueWith", "Match", "Map", "Run", "StartNew", "Create", "GetOrAdd", "GetOrCreate", "GetOrCreateAsync");

    /// <summary>Calls that find or pick: their arguments choose, and are not in the result.</summary>
    private static readonly string[] s_lookups =
        ["Get", "Find", "TryGet", "Single", "First", "Last", "Where", "Skip", "Take", "OrderBy", "ThenBy", "ElementAt", "Load", "Read", "Query", "Remove", "Fetch", "Group", "Distinct"];

    private static readonly string[] s_wrappers = ["Serialize", "Ok", "Json", "Created", "Accepted", "Content", "Text", "BadRequest", "Conflict", "NotFound",
        "UnprocessableEntity", "StatusCode", "Problem", "View", "PartialView", "File", "Bytes", "ToActionResult", "FromResult", "FromObject", "Xml", "Success", "Result"];

    private readonly PrivacyContext _privacy;
    private readonly ProtectionSet _satisfying;
    private readonly ISymbol? _source;
    private readonly List<TracedMark> _found = [];
    private readonly HashSet<(SyntaxNode, bool)> _visiting = [];
    private readonly HashSet<(ISymbol, ISymbol?, bool, object)> _stores = [];
    private int _steps;
    private SyntaxNode? _anchor;
    private int _frames;

    private ValueTrace(PrivacyContext privacy, ProtectionSet satisfying, ISymbol? source)
    {
        _privacy = privacy;
        _satisfying = satisfying;
        _source = source;
    }

    /// <summary>Whether the traced source was met.</summary>
    private bool MetSource { get; set; }

    /// <summary>The personal members that <paramref name="expression"/> carries; with <paramref name="objects"/> also those of objects that are handed on whole.</summary>
    internal static IReadOnlyList<TracedMark> Of(PrivacyContext privacy, ExpressionSyntax expression, ProtectionSet satisfying, bool objects)
    {
        var trace = new ValueTrace(privacy, satisfying, null);
        trace.Visit(expression, Frame.Root(privacy.Model(expression.SyntaxTree)), objects);
        return trace._found;
    }

    /// <summary>Whether the value of a parameter reaches what an expression gives, without a protection on the way.</summary>
    internal static bool Carries(PrivacyContext privacy, ExpressionSyntax expression, ISymbol source, ProtectionSet satisfying)
    {
        var trace = new ValueTrace(privacy, satisfying, source);
        trace.Visit(expression, Frame.Root(privacy.Model(expression.SyntaxTree)), false);
        return trace.MetSource;
    }

    /// <summary>The expressions that a body returns or yields, those of nested functions left out.</summary>
    internal static IEnumerable<ExpressionSyntax> Returned(SyntaxNode? body)
    {
        switch (body)
        {
            case null:
                yield break;
            case ArrowExpressionClauseSyntax arrow:
                yield return arrow.Expression;
                yield break;
            case ExpressionSyntax expression:
                yield return expression;
                yield break;
        }
        foreach (var node in body.DescendantNodes(n => n == body || n is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax)))
        {
            if (node is ReturnStatementSyntax { Expression: { } returned })
                yield return returned;
            else if (node is YieldStatementSyntax { Expression: { } yielded })
                yield return yielded;
        }
    }

    /// <summary>The body of a method, accessor, lambda or local function: a block, an arrow clause or an expression; or null.</summary>
    internal static SyntaxNode? BodyOf(SyntaxNode? declaration) => declaration switch
    {
        BaseMethodDeclarationSyntax method => (SyntaxNode?)method.Body ?? method.ExpressionBody,
        LocalFunctionStatementSyntax local => (SyntaxNode?)local.Body ?? local.ExpressionBody,
        AccessorDeclarationSyntax accessor => (SyntaxNode?)accessor.Body ?? accessor.ExpressionBody,
        AnonymousFunctionExpressionSyntax lambda => lambda.Body,
        PropertyDeclarationSyntax property => (SyntaxNode?)property.ExpressionBody
            ?? BodyOf(property.AccessorList?.Accessors.FirstOrDefault(a => a.IsKind(SyntaxKind.GetAccessorDeclaration))),
        ArrowExpressionClauseSyntax arrow => arrow,
        _ => null,
    };

    /// <summary>The bodies that a call of a method may run, as far as they are in the compilation.</summary>
    internal static IEnumerable<(IMethodSymbol Method, SyntaxNode Body)> BodiesOf(PrivacyContext privacy, IMethodSymbol method)
    {
        method = (method.ReducedFrom ?? method).OriginalDefinition;
        method = method.PartialImplementationPart ?? method;
        var any = false;
        foreach (var reference in method.DeclaringSyntaxReferences)
        {
            if (BodyOf(reference.GetSyntax()) is { } body)
            {
                any = true;
                yield return (method, body);
            }
        }
        // What overrides a member of every object may be that of any type, and is not what <c>base.ToString()</c> calls.
        if (any && !method.IsVirtual || method.ContainingType is null or { SpecialType: SpecialType.System_Object } || !method.IsAbstract && !method.IsVirtual && method.ContainingType.TypeKind != TypeKind.Interface)
            yield break;
        foreach (var implementation in SourceTypes.Of(privacy).Implementations(method))
            foreach (var reference in implementation.DeclaringSyntaxReferences)
                if (BodyOf(reference.GetSyntax()) is { } body)
                    yield return (implementation, body);
    }

    private void Add(Mark mark, SyntaxNode node, bool inObject)
    {
        var anchor = _frames > 0 ? _anchor! : node;
        if (!_found.Any(f => f.Anchor == anchor && f.InObject == inObject && SymbolEqualityComparer.Default.Equals(f.Mark.Symbol, mark.Symbol)))
            _found.Add(new TracedMark(mark, anchor, inObject));
    }

    /// <summary>Traces on in code that the frame of the report does not show: what is found there is reported on <paramref name="at"/>.</summary>
    private void Elsewhere(SyntaxNode at, Action trace)
    {
        if (_frames++ == 0)
            _anchor = at;
        try
        {
            trace();
        }
        finally
        {
            _frames--;
        }
    }

    private void Visit(ExpressionSyntax? expression, Frame frame, bool objects)
    {
        if (expression is null || frame.Depth > MaxDepth || _visiting.Count > MaxNesting || ++_steps > MaxSteps || !_visiting.Add((expression, objects)))
            return;
        try
        {
            VisitCore(expression, frame, objects);
        }
        finally
        {
            _visiting.Remove((expression, objects));
        }
    }

    private void VisitCore(ExpressionSyntax expression, Frame frame, bool objects)
    {
        if (_source is null && expression is not (LiteralExpressionSyntax or ParenthesizedExpressionSyntax or ConditionalExpressionSyntax or SwitchExpressionSyntax
            or AnonymousFunctionExpressionSyntax or TypeSyntax and not SimpleNameSyntax or InterpolatedStringExpressionSyntax))
            VisitType(expression, frame, objects);

        switch (expression)
        {
            case ParenthesizedExpressionSyntax e:
                Visit(e.Expression, frame, objects);
                break;
            case CastExpressionSyntax e:
                Visit(e.Expression, frame, objects);
                break;
            case AwaitExpressionSyntax e:
                Visit(e.Expression, frame, objects);
                break;
            case CheckedExpressionSyntax e:
                Visit(e.Expression, frame, objects);
                break;
            case RefExpressionSyntax e:
                Visit(e.Expression, frame, objects);
                break;
            case PostfixUnaryExpressionSyntax e:
                Visit(e.Operand, frame, objects);
                break;
            case PrefixUnaryExpressionSyntax e when !e.IsKind(SyntaxKind.LogicalNotExpression):
                Visit(e.Operand, frame, objects);
                break;
            case ConditionalExpressionSyntax e:
                Visit(e.WhenTrue, frame, objects);
                Visit(e.WhenFalse, frame, objects);
                break;
            case SwitchExpressionSyntax e:
                foreach (var arm in e.Arms)
                    Visit(arm.Expression, frame, objects);
                break;
            case BinaryExpressionSyntax e:
                VisitBinary(e, frame, objects);
                break;
            case AssignmentExpressionSyntax e:
                Visit(e.Right, frame, objects);
                break;
            case InterpolatedStringExpressionSyntax e:
                foreach (var content in e.Contents)
                    if (content is InterpolationSyntax hole)
                        Visit(hole.Expression, frame, false);
                break;
            case SimpleNameSyntax e:
                VisitName(e, frame, objects);
                break;
            case MemberAccessExpressionSyntax e:
                VisitMember(e, e.Expression, e.Name, frame, objects);
                break;
            case MemberBindingExpressionSyntax e:
                VisitMember(e, ConditionalReceiver(e), e.Name, frame, objects);
                break;
            case ConditionalAccessExpressionSyntax e:
                Visit(e.WhenNotNull, frame, objects);
                break;
            case ElementAccessExpressionSyntax e:
                Visit(e.Expression, frame, false);
                break;
            case ElementBindingExpressionSyntax e:
                Visit(ConditionalReceiver(e), frame, false);
                break;
            case InvocationExpressionSyntax e:
                VisitInvocation(e, frame, objects);
                break;
            case BaseObjectCreationExpressionSyntax e:
                foreach (var argument in e.ArgumentList?.Arguments ?? default)
                    Visit(argument.Expression, frame, objects);
                Visit(e.Initializer, frame, objects);
                break;
            case InitializerExpressionSyntax e:
                foreach (var element in e.Expressions)
                    Visit(element, frame, objects);
                break;
            case AnonymousObjectCreationExpressionSyntax e:
                foreach (var initializer in e.Initializers)
                    Visit(initializer.Expression, frame, objects);
                break;
            case ArrayCreationExpressionSyntax e:
                Visit(e.Initializer, frame, objects);
                break;
            case ImplicitArrayCreationExpressionSyntax e:
                Visit(e.Initializer, frame, objects);
                break;
            case CollectionExpressionSyntax e:
                foreach (var element in e.Elements)
                    Visit(element switch { ExpressionElementSyntax x => x.Expression, SpreadElementSyntax s => s.Expression, _ => null }, frame, objects);
                break;
            case TupleExpressionSyntax e:
                foreach (var argument in e.Arguments)
                    Visit(argument.Expression, frame, objects);
                break;
            case WithExpressionSyntax e:
                Visit(e.Expression, frame, objects);
                Visit(e.Initializer, frame, objects);
                break;
            case QueryExpressionSyntax e:
                if (e.Body.SelectOrGroup is SelectClauseSyntax select)
                    Visit(select.Expression, frame, objects);
                else if (e.Body.SelectOrGroup is GroupClauseSyntax group)
                    Visit(group.GroupExpression, frame, objects);
                break;
        }
    }

    private void VisitBinary(BinaryExpressionSyntax e, Frame frame, bool objects)
    {
        switch (e.Kind())
        {
            case SyntaxKind.CoalesceExpression:
                Visit(e.Left, frame, objects);
                Visit(e.Right, frame, objects);
                break;
            case SyntaxKind.AsExpression:
                Visit(e.Left, frame, objects);
                break;
            case SyntaxKind.AddExpression or SyntaxKind.SubtractExpression or SyntaxKind.MultiplyExpression or SyntaxKind.DivideExpression
                or SyntaxKind.ModuloExpression or SyntaxKind.BitwiseAndExpression or SyntaxKind.BitwiseOrExpression or SyntaxKind.ExclusiveOrExpression
                or SyntaxKind.LeftShiftExpression or SyntaxKind.RightShiftExpression:
                // Long concatenations lean to the left: walked without recursion.
                ExpressionSyntax left = e;
                var operands = new Stack<ExpressionSyntax>();
                while (left is BinaryExpressionSyntax b && b.IsKind(e.Kind()))
                {
                    operands.Push(b.Right);
                    left = b.Left;
                }
                Visit(left, frame, false);
                while (operands.Count > 0)
                    Visit(operands.Pop(), frame, false);
                break;
        }
    }

    /// <summary>A value of a marked type is personal itself; an object that has marked members hands them on where it is taken apart.</summary>
    private void VisitType(ExpressionSyntax expression, Frame frame, bool objects)
    {
        var type = frame.Model.GetTypeInfo(expression).Type;
        if (type is null || type.SpecialType is not SpecialType.None and not SpecialType.System_Nullable_T)
            return;
        if (_privacy.Labels.MarkOfType(type) is { } mark)
            Add(mark, expression, false);
        if (objects)
            foreach (var member in HeldBy(_privacy, type))
                if (_privacy.Labels.MarkOf(member) is { } held)
                    Add(held, expression, true);
    }

    /// <summary>The marked members that taking an object apart shows: public, not left out of serialisation, those of nested objects included.</summary>
    internal static ImmutableArray<ISymbol> HeldBy(PrivacyContext privacy, ITypeSymbol? type)
    {
        var result = ImmutableArray.CreateBuilder<ISymbol>();
        Collect(type, new HashSet<ISymbol>(SymbolEqualityComparer.Default), 0);
        return result.ToImmutable();

        void Collect(ITypeSymbol? of, HashSet<ISymbol> seen, int depth)
        {
            foreach (var part in Parts(of))
            {
                if (depth > 5 || part.SpecialType != SpecialType.None || part.TypeKind is TypeKind.Enum or TypeKind.Delegate or TypeKind.Error || !seen.Add(part.OriginalDefinition))
                    continue;
                var marked = privacy.Labels.MarkedMembers(part);
                foreach (var member in marked)
                    if (member.DeclaredAccessibility == Accessibility.Public && !IsLeftOut(member))
                        result.Add(member);
                if (part.Locations.Length == 0 || !part.Locations[0].IsInSource && marked.Length == 0)
                    continue;
                for (var t = part; t is not null && t.SpecialType != SpecialType.System_Object; t = t.BaseType)
                    foreach (var member in t.GetMembers())
                        if (member is IPropertySymbol { IsStatic: false, IsIndexer: false, DeclaredAccessibility: Accessibility.Public } property && !IsLeftOut(property))
                            Collect(property.Type, seen, depth + 1);
            }
        }
    }

    /// <summary>A type and the types it is composed of: elements, type arguments, tuple items.</summary>
    internal static IEnumerable<ITypeSymbol> Parts(ITypeSymbol? type)
    {
        switch (type)
        {
            case null or IDynamicTypeSymbol:
                yield break;
            case IArrayTypeSymbol array:
                foreach (var part in Parts(array.ElementType))
                    yield return part;
                yield break;
            case ITypeParameterSymbol parameter:
                foreach (var constraint in parameter.ConstraintTypes)
                    yield return constraint;
                yield break;
            case INamedTypeSymbol named:
                yield return named;
                if (named.TypeKind != TypeKind.Delegate)
                    foreach (var argument in named.TypeArguments)
                        foreach (var part in Parts(argument))
                            yield return part;
                yield break;
        }
    }

    /// <summary>Whether serialisation leaves a member out.</summary>
    internal static bool IsLeftOut(ISymbol member)
    {
        foreach (var attribute in member.GetAttributes())
        {
            switch (attribute.AttributeClass?.Name)
            {
                case "IgnoreDataMemberAttribute" or "XmlIgnoreAttribute" or "NonSerializedAttribute":
                    return true;
                case "JsonIgnoreAttribute":
                    // JsonIgnoreCondition.Always is 1, and what is meant where nothing is said.
                    return attribute.NamedArguments.All(a => a.Key != "Condition" || a.Value.Value is 1);
            }
        }
        return false;
    }

    private static ExpressionSyntax? ConditionalReceiver(ExpressionSyntax binding)
    {
        for (SyntaxNode? node = binding; node is not null; node = node.Parent)
            if (node.Parent is ConditionalAccessExpressionSyntax access && access.WhenNotNull.Span.Contains(node.Span) && access.Expression != node)
                return access.Expression;
        return null;
    }

    private void VisitName(SimpleNameSyntax name, Frame frame, bool objects)
    {
        switch (frame.Model.GetSymbolInfo(name).Symbol)
        {
            case ILocalSymbol local:
                Elsewhere(name, () => VisitLocal(local, frame, objects));
                break;
            case IParameterSymbol parameter:
                if (SymbolEqualityComparer.Default.Equals(parameter, _source))
                    MetSource = true;
                else if (_source is null && _privacy.Labels.MarkOf(parameter) is { } mark)
                    Add(mark, name, false);
                else if (frame.Bound(parameter) is { } bound)
                    Elsewhere(name, () => Visit(bound.Expression, bound.Frame.Deeper(), objects && !bound.Elements));
                break;
            case IRangeVariableSymbol range when range.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is { } declaration:
                var origin = declaration switch { FromClauseSyntax from => from.Expression, LetClauseSyntax let => let.Expression, JoinClauseSyntax join => join.InExpression, _ => null };
                Elsewhere(name, () => Visit(origin, frame, false));
                break;
            case IPropertySymbol or IFieldSymbol:
                VisitMember(name, null, name, frame, objects);
                break;
        }
    }

    private void VisitMember(ExpressionSyntax node, ExpressionSyntax? receiver, SimpleNameSyntax name, Frame frame, bool objects)
    {
        var symbol = frame.Model.GetSymbolInfo(name).Symbol;
        if (symbol is not (IPropertySymbol or IFieldSymbol))
            return;
        if (_source is null)
        {
            if (_privacy.Labels.MarkOf(symbol) is { } mark)
            {
                Add(mark, node, false);
                return;
            }
            if (_privacy.Catalogue.SourceOf(symbol) is { } row)
            {
                Add(new Mark(symbol.OriginalDefinition, row.Category, [], MarkOrigin.Source, null), node, false);
                return;
            }
        }
        if (symbol.Name is "Length" or "Count" or "LongLength" or "HasValue" or "IsEmpty" or "IsCompleted" or "IsCompletedSuccessfully" or "Rank" or "Capacity"
            && !symbol.Locations.Any(l => l.IsInSource))
            return;

        if (symbol.DeclaringSyntaxReferences.Length == 0)
        {
            if (symbol.Name == "Key" && GroupingKey(receiver, frame) is { } key)
                Elsewhere(node, () => Visit(key.Expression, key.Frame.Deeper(), false));
            else if (!symbol.IsStatic)
                Visit(receiver, frame, false);
            return;
        }
        if (symbol is IPropertySymbol property && BodyOf(property.DeclaringSyntaxReferences[0].GetSyntax()) is { } body)
        {
            Elsewhere(node, () =>
            {
                foreach (var returned in Returned(body))
                    Visit(returned, Frame.Root(_privacy.Model(returned.SyntaxTree), frame.Depth + 1), objects);
            });
            return;
        }
        // What is stored in a member of an object made in this method: found where the object's variable is traced.
        if (receiver is SimpleNameSyntax variable && frame.Model.GetSymbolInfo(variable).Symbol is ILocalSymbol local)
            Elsewhere(node, () => VisitStores(local, symbol, frame, objects));
        if (symbol.DeclaredAccessibility == Accessibility.Private)
            Elsewhere(node, () => VisitPrivate(symbol, frame, objects));
    }

    private (ExpressionSyntax Expression, Frame Frame)? GroupingKey(ExpressionSyntax? receiver, Frame frame)
    {
        if (receiver is not SimpleNameSyntax name)
            return null;
        var bound = frame.Model.GetSymbolInfo(name).Symbol switch
        {
            IParameterSymbol parameter => frame.Bound(parameter),
            ILocalSymbol local when local.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is ForEachStatementSyntax each => new Binding(each.Expression, frame, true),
            _ => null,
        };
        return bound?.Expression is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "GroupBy" } } group
            && group.ArgumentList.Arguments.FirstOrDefault()?.Expression is LambdaExpressionSyntax { Body: ExpressionSyntax key }
            ? (key, bound.Frame)
            : null;
    }

    /// <summary>What the code of the type stores in a member that only it can see.</summary>
    private void VisitPrivate(ISymbol member, Frame frame, bool objects)
    {
        // What a member may hold does not depend on who asks.
        if (!_stores.Add((member, null, objects, this)))
            return;
        foreach (var reference in member.DeclaringSyntaxReferences)
        {
            var syntax = reference.GetSyntax();
            var value = syntax switch { VariableDeclaratorSyntax v => v.Initializer?.Value, PropertyDeclarationSyntax p => p.Initializer?.Value, _ => null };
            Visit(value, Frame.Root(_privacy.Model(syntax.SyntaxTree), frame.Depth + 1), objects);
        }
        foreach (var reference in member.ContainingType.DeclaringSyntaxReferences)
        {
            var type = reference.GetSyntax();
            var model = _privacy.Model(type.SyntaxTree);
            foreach (var assignment in type.DescendantNodes().OfType<AssignmentExpressionSyntax>())
            {
                var target = assignment.Left switch { SimpleNameSyntax n => n, MemberAccessExpressionSyntax m => m.Name, _ => null };
                if (target?.Identifier.ValueText == member.Name && SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(target).Symbol, member))
                    Visit(assignment.Right, Frame.Root(model, frame.Depth + 1), objects);
            }
        }
    }

    private void VisitLocal(ILocalSymbol local, Frame frame, bool objects)
    {
        if (local.IsConst || local.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is not { } declaration)
            return;
        frame = frame.Deeper();
        switch (declaration)
        {
            case VariableDeclaratorSyntax { Initializer: { } initializer }:
                Visit(initializer.Value, frame, objects);
                break;
            case ForEachStatementSyntax each:
                Visit(each.Expression, frame, false);
                break;
            case SingleVariableDesignationSyntax designation:
                VisitDesignation(designation, frame, objects);
                break;
        }
        VisitStores(local, null, frame, objects);
    }

    private void VisitDesignation(SingleVariableDesignationSyntax designation, Frame frame, bool objects)
    {
        for (SyntaxNode? node = designation.Parent; node is not null and not StatementSyntax; node = node.Parent)
        {
            switch (node)
            {
                case SubpatternSyntax { ExpressionColon: { } colon }:
                    var name = colon.Expression switch { SimpleNameSyntax n => n, MemberAccessExpressionSyntax m => m.Name, _ => null };
                    if (name is not null && frame.Model.GetSymbolInfo(name).Symbol is { } member)
                    {
                        if (_source is null && _privacy.Labels.MarkOf(member) is { } mark)
                            Add(mark, designation, false);
                        return;
                    }
                    break;
                case IsPatternExpressionSyntax pattern:
                    Visit(pattern.Expression, frame, objects);
                    return;
                case SwitchExpressionArmSyntax { Parent: SwitchExpressionSyntax switched }:
                    Visit(switched.GoverningExpression, frame, objects);
                    return;
                case CasePatternSwitchLabelSyntax { Parent.Parent: SwitchStatementSyntax statement }:
                    Visit(statement.Expression, frame, objects);
                    return;
                case ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access } }:
                    Visit(access.Expression, frame, false);
                    return;
                case AssignmentExpressionSyntax assignment:
                    VisitDeconstruction(designation, assignment, frame, objects);
                    return;
                case ForEachVariableStatementSyntax each:
                    Visit(each.Expression, frame, false);
                    return;
            }
        }
    }

    private void VisitDeconstruction(SingleVariableDesignationSyntax designation, AssignmentExpressionSyntax assignment, Frame frame, bool objects)
    {
        var index = designation.Parent switch
        {
            ParenthesizedVariableDesignationSyntax list => list.Variables.IndexOf(designation),
            DeclarationExpressionSyntax { Parent: ArgumentSyntax { Parent: TupleExpressionSyntax tuple } argument } => tuple.Arguments.IndexOf(argument),
            _ => -1,
        };
        if (assignment.Right is TupleExpressionSyntax right && index >= 0 && index < right.Arguments.Count)
        {
            Visit(right.Arguments[index].Expression, frame, objects);
            return;
        }
        // A record's deconstruction reads its positional properties in their order.
        if (frame.Model.GetTypeInfo(assignment.Right).Type is INamedTypeSymbol { IsRecord: true } record
            && frame.Model.GetDeconstructionInfo(assignment).Method is { IsImplicitlyDeclared: true } deconstruct && index >= 0 && index < deconstruct.Parameters.Length)
        {
            if (_source is null && record.GetMembers(deconstruct.Parameters[index].Name).FirstOrDefault() is { } member && _privacy.Labels.MarkOf(member) is { } mark)
                Add(mark, designation, false);
            return;
        }
        Visit(assignment.Right, frame, false);
    }

    /// <summary>What the method stores in a variable after its declaration, in (one member of) its object, or adds to it.</summary>
    private void VisitStores(ILocalSymbol local, ISymbol? onlyMember, Frame frame, bool objects)
    {
        if (local.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is not { } declaration || !_stores.Add((local, onlyMember, objects, frame.Bindings)))
            return;
        var scope = declaration.Ancestors().FirstOrDefault(a => a is MemberDeclarationSyntax and not GlobalStatementSyntax or CompilationUnitSyntax);
        foreach (var node in scope?.DescendantNodes().OfType<IdentifierNameSyntax>() ?? [])
        {
            if (node.Identifier.ValueText != local.Name || node.Parent is null)
                continue;
            var (value, member) = Store(node);
            if (value.Count == 0 || !SymbolEqualityComparer.Default.Equals(frame.Model.GetSymbolInfo(node).Symbol, local))
                continue;
            if (onlyMember is not null && (member is null || member.Identifier.ValueText != onlyMember.Name))
                continue;
            foreach (var expression in value)
                Visit(expression, frame, objects);
        }

        if (onlyMember is not null && declaration is VariableDeclaratorSyntax { Initializer.Value: BaseObjectCreationExpressionSyntax { Initializer: { } initializer } })
            foreach (var assignment in initializer.Expressions.OfType<AssignmentExpressionSyntax>())
                if (assignment.Left is SimpleNameSyntax left && left.Identifier.ValueText == onlyMember.Name)
                    Visit(assignment.Right, frame, objects);
    }

    private static (IReadOnlyList<ExpressionSyntax> Values, SimpleNameSyntax? Member) Store(IdentifierNameSyntax node)
    {
        SimpleNameSyntax? member = null;
        ExpressionSyntax target = node;
        while (true)
        {
            switch (target.Parent)
            {
                case AssignmentExpressionSyntax assignment when assignment.Left == target:
                    return ([assignment.Right], member);
                case MemberAccessExpressionSyntax access when access.Expression == target:
                    if (access.Parent is InvocationExpressionSyntax call)
                    {
                        // A call as a statement is made for what it does to the object; builders are chained.
                        var outermost = (SyntaxNode)call;
                        while (outermost.Parent is MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax next })
                            outermost = next;
                        return outermost.Parent is ExpressionStatementSyntax or ArrowExpressionClauseSyntax or AwaitExpressionSyntax
                            ? ([.. Chained(call)], member)
                            : ([], null);
                    }
                    member ??= access.Name;
                    target = access;
                    continue;
                case ElementAccessExpressionSyntax element when element.Expression == target:
                    target = element;
                    continue;
                default:
                    return ([], null);
            }
        }
    }

    private static IEnumerable<ExpressionSyntax> Chained(InvocationExpressionSyntax call)
    {
        for (var current = call; current is not null; current = current.Parent is MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax next } ? next : null)
        {
            if (current.Expression is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Remove" or "RemoveAt" or "Sort" or "Clear" })
                continue;
            foreach (var argument in current.ArgumentList.Arguments)
                if (argument.Expression is not AnonymousFunctionExpressionSyntax)
                    yield return argument.Expression;
        }
    }

    private void VisitInvocation(InvocationExpressionSyntax call, Frame frame, bool objects)
    {
        var info = frame.Model.GetSymbolInfo(call);
        if ((info.Symbol ?? info.CandidateSymbols.FirstOrDefault()) is not IMethodSymbol method || method.ReturnsVoid)
            return;
        var receiver = call.Expression switch
        {
            MemberAccessExpressionSyntax access => access.Expression,
            MemberBindingExpressionSyntax binding => ConditionalReceiver(binding),
            _ => null,
        };
        if (method.MethodKind == MethodKind.DelegateInvoke)
        {
            VisitDelegate(call, frame, objects);
            return;
        }
        var definition = (method.ReducedFrom ?? method).OriginalDefinition;
        if (_source is null)
        {
            if (_privacy.Labels.MarkOf(definition) is { } mark)
            {
                Add(mark, call, false);
                return;
            }
            if (_privacy.Catalogue.SourceOf(definition) is { } row)
            {
                Add(new Mark(definition, row.Category, [], MarkOrigin.Source, null), call, false);
                return;
            }
        }
        var protection = ProtectionOf(definition);
        if ((protection & _satisfying) != 0)
            return;
        var unknown = protection != ProtectionSet.None;
        if (!unknown)
        {
            foreach (var (implementation, body) in BodiesOf(_privacy, definition))
            {
                if ((ProtectionOf(implementation) & _satisfying) != 0)
                    continue;
                var inner = frame.Call(_privacy.Model(body.SyntaxTree), implementation, method, receiver, call.ArgumentList);
                Elsewhere(call, () =>
                {
                    foreach (var returned in Returned(body))
                        Visit(returned, inner, objects);
                });
            }
            if (definition.Locations.Any(l => l.IsInSource))
                return;
        }
        if (!unknown && s_silent.Contains(definition.Name)
            || definition.ReturnType.SpecialType == SpecialType.System_Boolean)
            return;

        if (definition.ContainingType?.Name is "Enumerable" or "Queryable" or "List" or "Task" or "EntityFrameworkQueryableExtensions" or "Array" or "ParallelEnumerable"
            or "CacheExtensions" or "ConcurrentDictionary" && s_selectors.Contains(StripAsync(definition.Name)))
        {
            var lambda = call.ArgumentList.Arguments.Select(a => a.Expression).OfType<AnonymousFunctionExpressionSyntax>().LastOrDefault();
            if (lambda is not null)
            {
                VisitLambda(lambda, receiver ?? call.ArgumentList.Arguments[0].Expression, frame, objects);
                return;
            }
            var group = call.ArgumentList.Arguments.Select(a => a.Expression).LastOrDefault(a => frame.Model.GetSymbolInfo(a).Symbol is IMethodSymbol);
            if (group is not null && frame.Model.GetSymbolInfo(group).Symbol is IMethodSymbol selector)
            {
                foreach (var (implementation, body) in BodiesOf(_privacy, selector))
                {
                    var inner = frame.Elements(_privacy.Model(body.SyntaxTree), implementation, receiver);
                    Elsewhere(call, () =>
                    {
                        foreach (var returned in Returned(body))
                            Visit(returned, inner, objects);
                    });
                }
                return;
            }
        }

        var wraps = objects && (s_wrappers.Any(w => definition.Name.StartsWith(w, StringComparison.Ordinal)) || IsErased(definition.ReturnType));
        var redirects = definition.Name.StartsWith("Redirect", StringComparison.Ordinal) || definition.Name is "SignIn" or "SignOut" or "Challenge" or "Forbid" or "LocalRedirect";
        if (redirects)
            return;
        if (!method.IsStatic || method.ReducedFrom is not null)
            Visit(receiver, frame, wraps && method.ReducedFrom is not null);
        var staticUtility = method.IsStatic && method.ReducedFrom is null;
        if (!unknown && !staticUtility && !wraps && s_lookups.Any(l => definition.Name.StartsWith(l, StringComparison.Ordinal)) && !IsEncoding(definition))
            return;
        foreach (var argument in call.ArgumentList.Arguments)
            if (argument.Expression is not AnonymousFunctionExpressionSyntax)
                Visit(argument.Expression, frame, wraps || definition.Name.StartsWith("Serialize", StringComparison.Ordinal));
    }

    private static bool IsEncoding(IMethodSymbol method) =>
        method.ContainingType?.ContainingNamespace?.ToDisplayString() is { } ns && (ns.StartsWith("System.Text", StringComparison.Ordinal) || ns.StartsWith("System.Security", StringComparison.Ordinal));

    /// <summary>Whether a type says nothing of the object that is in it.</summary>
    private static bool IsErased(ITypeSymbol type)
    {
        type = Labels.Unwrap(type) ?? type;
        return type.SpecialType == SpecialType.System_Object || type.Name is "IResult" or "IActionResult" or "ActionResult" or "JsonResult" or "HttpContent" or "JsonContent"
            || type.AllInterfaces.Any(i => i.Name is "IResult" or "IActionResult");
    }

    private static string StripAsync(string name) => name.EndsWith("Async", StringComparison.Ordinal) ? name.Substring(0, name.Length - 5) : name;

    private void VisitLambda(AnonymousFunctionExpressionSyntax lambda, ExpressionSyntax? elements, Frame frame, bool objects)
    {
        if (frame.Model.GetSymbolInfo(lambda).Symbol is not IMethodSymbol symbol)
            return;
        var inner = frame.Elements(frame.Model, symbol, elements);
        Elsewhere(lambda, () =>
        {
            foreach (var returned in Returned(lambda.Body))
                Visit(returned, inner, objects);
        });
    }

    private void VisitDelegate(InvocationExpressionSyntax call, Frame frame, bool objects)
    {
        var target = call.Expression is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Invoke" } access ? access.Expression : call.Expression;
        if (target is not SimpleNameSyntax name || frame.Model.GetSymbolInfo(name).Symbol is not { } variable)
            return;
        var initializer = variable.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is VariableDeclaratorSyntax declarator ? declarator.Initializer?.Value : null;
        if (variable is IParameterSymbol parameter && frame.Bound(parameter) is { } bound)
            initializer = bound.Expression;
        if (initializer is AnonymousFunctionExpressionSyntax lambda && _privacy.Model(lambda.SyntaxTree).GetSymbolInfo(lambda).Symbol is IMethodSymbol symbol)
        {
            var inner = frame.Call(_privacy.Model(lambda.SyntaxTree), symbol, symbol, null, call.ArgumentList);
            Elsewhere(call, () =>
            {
                foreach (var returned in Returned(lambda.Body))
                    Visit(returned, inner, objects);
            });
        }
    }

    /// <summary>What a call does to what goes in: by <c>[Protects]</c>, or as the catalogue says.</summary>
    private ProtectionSet ProtectionOf(IMethodSymbol method)
    {
        if (_privacy.Catalogue.ProtectionOf(method) is { } row)
            return row.Protection;
        foreach (var candidate in _privacy.Labels.Bearers(method))
        {
            var attribute = Labels.Attribute(candidate, "Protects")
                ?? (candidate is IMethodSymbol m ? Labels.Attribute(m.GetReturnTypeAttributes(), "Protects") : null);
            if (attribute is not null)
                return attribute.ConstructorArguments.Length > 0 && attribute.ConstructorArguments[0].Kind == TypedConstantKind.Enum && attribute.ConstructorArguments[0].Value is int protection ? (ProtectionSet)(1 << protection) : ProtectionSet.None;
        }
        return ProtectionSet.None;
    }

    /// <summary>What a parameter stands for in a traced call.</summary>
    private sealed record Binding(ExpressionSyntax Expression, Frame Frame, bool Elements);

    /// <summary>A method being traced: its model, and what its parameters stand for.</summary>
    private sealed class Frame
    {
        private readonly ImmutableDictionary<ISymbol, Binding> _bindings;

        private Frame(SemanticModel model, ImmutableDictionary<ISymbol, Binding> bindings, int depth)
        {
            Model = model;
            _bindings = bindings;
            Depth = depth;
        }

        internal SemanticModel Model { get; }

        internal int Depth { get; }

        /// <summary>Identifies the call that is traced.</summary>
        internal object Bindings => _bindings;

        internal static Frame Root(SemanticModel model, int depth = 0) =>
            new(model, ImmutableDictionary.Create<ISymbol, Binding>(SymbolEqualityComparer.Default), depth);

        internal Frame Deeper() => new(Model, _bindings, Depth + 1);

        internal Binding? Bound(IParameterSymbol parameter) => _bindings.TryGetValue(parameter, out var binding) ? binding : null;

        /// <summary>The frame of a callee whose parameters are the arguments of a call.</summary>
        internal Frame Call(SemanticModel model, IMethodSymbol implementation, IMethodSymbol called, ExpressionSyntax? receiver, ArgumentListSyntax arguments)
        {
            // A lambda or local function sees what its method's parameters stand for.
            var bindings = implementation.MethodKind is MethodKind.LocalFunction or MethodKind.AnonymousFunction
                ? _bindings
                : ImmutableDictionary.Create<ISymbol, Binding>(SymbolEqualityComparer.Default);
            var offset = 0;
            if (called.ReducedFrom is not null)
            {
                offset = 1;
                if (receiver is not null && implementation.Parameters.Length > 0)
                    bindings = bindings.SetItem(implementation.Parameters[0], new Binding(receiver, this, false));
            }
            for (var i = 0; i < arguments.Arguments.Count; i++)
            {
                var argument = arguments.Arguments[i];
                var parameter = argument.NameColon is { } named
                    ? implementation.Parameters.FirstOrDefault(p => p.Name == named.Name.Identifier.ValueText)
                    : i + offset < implementation.Parameters.Length ? implementation.Parameters[i + offset] : null;
                if (parameter is not null)
                    bindings = bindings.SetItem(parameter, new Binding(argument.Expression, this, false));
            }
            return new Frame(model, bindings, Depth + 1);
        }

        /// <summary>The frame of a callback that is called for each element of a sequence.</summary>
        internal Frame Elements(SemanticModel model, IMethodSymbol callback, ExpressionSyntax? sequence)
        {
            var bindings = _bindings;
            if (sequence is not null)
                foreach (var parameter in callback.Parameters)
                    bindings = bindings.SetItem(parameter, new Binding(sequence, this, true));
            return new Frame(model, bindings, Depth + 1);
        }
    }
}
