using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PrivacyAnalyzers.Flow.Domain;
using PrivacyAnalyzers.KnownApis;
using PrivacyAnalyzers.PersonalData;

namespace PrivacyAnalyzers.Flow.Transfer;

/// <summary>What each kind of operation does to values.</summary>
internal sealed partial class MethodAnalysis
{
    private readonly Dictionary<SyntaxNode, Value> _values = new();
    private readonly List<FuncLoc> _lambdas = [];
    private bool _silent;

    /// <summary>Evaluates an operation, and remembers its value by its syntax.</summary>
    private Value Eval(IOperation operation)
    {
        Step();
        var value = Transfer(operation);
        Step(Parts(value) / PartsPerStep);
        if (operation.ConstantValue is { HasValue: true } constant)
        {
            value = constant.Value switch
            {
                string text => new Value([], [], text, null),
                bool b => Value.Empty.WithCondition(Constant(b)),
                _ => Value.Empty,
            };
        }
        if (_record && (value.Labels.Length > 0 || value.Locs.Length > 0))
        {
            var again = _values.TryGetValue(operation.Syntax, out var before);
            _values[operation.Syntax] = again ? Value.Union(before!, value.Bare) : value.Bare;
            if (!again)
                _checked[operation.Syntax] = _state.Facts;
            else if (_checked.TryGetValue(operation.Syntax, out var known))
                _checked[operation.Syntax] = known.Intersect(_state.Facts);
        }
        return value;
    }

    private Condition Constant(bool value) => (value ? Condition.True : Condition.False).In(_state.Facts);

    /// <summary>Evaluates for its effects only: what is not read (compared with null, counted).</summary>
    private Value EvalSilently(IOperation operation)
    {
        var before = _silent;
        _silent = true;
        var value = Eval(operation);
        _silent = before;
        return value;
    }

    private Value Transfer(IOperation operation)
    {
        switch (operation)
        {
            case ITypeOfOperation typeOf:
                return TypeObject(typeOf.TypeOperand is ITypeParameterSymbol open && BoundType(open) is { } bound ? bound : typeOf.TypeOperand);
            case IDefaultValueOperation when MayBeNull(operation.Type):
                return Value.Empty.WithCondition(Condition.Neither);
            case ILiteralOperation or IDefaultValueOperation or INameOfOperation or ISizeOfOperation or IUtf8StringOperation:
                return Value.Empty;
            case IExpressionStatementOperation statement:
                return Eval(statement.Operation);
            case ILocalReferenceOperation local:
                return ReadVariable(local.Local);
            case IParameterReferenceOperation parameter:
                return ReadParameter(parameter);
            case IInstanceReferenceOperation:
                return ThisValue();
            case IFieldReferenceOperation field:
                return ReadField(field);
            case IPropertyReferenceOperation property:
                return ReadProperty(property);
            case IEventReferenceOperation @event:
                return @event.Event.IsStatic ? ReadVariable(@event.Event.OriginalDefinition)
                    : @event.Instance is null ? Value.Empty : ReadMember(Eval(@event.Instance), _interner.Member(@event.Event), @event.Event.Type);
            case IArrayElementReferenceOperation element:
                {
                    var array = Eval(element.ArrayReference);
                    var at = Value.Empty;
                    foreach (var index in element.Indices)
                        at = EvalSilently(index);
                    if (element.Type is IArrayTypeSymbol && element.Indices.Length == 1 && element.Indices[0] is IRangeOperation range)
                        return Slice(array, range, element.Type, element.Syntax, isCopy: true);
                    return ReadElements(array, element.Indices.Length == 1 ? FromEnd(array, element.Indices[0]) ?? KeyOf(element.Indices[0], at) : null, element.Type);
                }
            case IImplicitIndexerReferenceOperation indexer:
                {
                    var instance = Eval(indexer.Instance);
                    EvalSilently(indexer.Argument);
                    return IsPlain(indexer.Instance.Type) ? instance.Bare
                        : indexer.Argument.Type?.Name == "Range" ? Slice(instance, indexer.Argument, indexer.Type, indexer.Syntax, isCopy: false)
                        : ReadElements(instance, FromEnd(instance, indexer.Argument), indexer.Type);
                }
            case IInlineArrayAccessOperation inline:
                return ReadElements(Eval(inline.Instance), KeyOf(inline.Argument, EvalSilently(inline.Argument)), inline.Type);
            case IConversionOperation conversion:
                return Convert(conversion);
            case IInvocationOperation invocation:
                return Invoke(invocation);
            case IFunctionPointerInvocationOperation pointer:
                {
                    var target = Eval(pointer.Target);
                    return InvokeDelegate(pointer.Syntax, target, [.. pointer.Arguments.Select(a => Eval(a.Value))], [.. pointer.Arguments.Select(a => a.Value)]);
                }
            case IObjectCreationOperation creation:
                return Create(creation);
            case ITypeParameterObjectCreationOperation typeParameter:
                return CreateOfTypeParameter(typeParameter);
            case IAnonymousObjectCreationOperation anonymous:
                return CreateAnonymous(anonymous);
            case IArrayCreationOperation array:
                return CreateArray(array);
            case ICollectionExpressionOperation collection:
                return CreateCollection(collection);
            case ITupleOperation tuple:
                return CreateTuple(tuple);
            case IWithOperation with:
                return Copy(with);
            case IDelegateCreationOperation @delegate:
                return Eval(@delegate.Target);
            case IFlowAnonymousFunctionOperation lambda:
                return CreateLambda(lambda);
            case IMethodReferenceOperation method:
                return CreateMethodGroup(method);
            case ISimpleAssignmentOperation assignment:
                return AssignSimple(assignment);
            case ICompoundAssignmentOperation compound:
                {
                    var left = Eval(compound.Target);
                    var right = Eval(compound.Value);
                    if (compound.OperatorMethod is { IsStatic: false, Parameters.Length: 1 } changing)
                    {
                        // The operand changes itself.
                        Call(compound, changing, left, compound.Target, [new Argument(changing.Parameters[0], compound.Value, right)], true);
                        return left;
                    }
                    var value = compound.OperatorMethod is { Parameters.Length: 2 } method && _store.HasSource(method)
                        ? Call(compound, method, Value.Empty, null, [new Argument(method.Parameters[0], compound.Target, left), new Argument(method.Parameters[1], compound.Value, right)], false)
                        : Compose(compound.Type, left, compound.Target.Type, right, TypeBefore(compound.Value));
                    Assign(compound.Target, value, compound.Value.Syntax);
                    return value;
                }
            case ICoalesceAssignmentOperation coalesce:
                {
                    var value = Value.Union(Eval(coalesce.Target), Eval(coalesce.Value));
                    Assign(coalesce.Target, value, coalesce.Value.Syntax);
                    return value;
                }
            case IIncrementOrDecrementOperation increment:
                {
                    var value = Eval(increment.Target);
                    if (increment.OperatorMethod is { IsStatic: false } changing)
                    {
                        Call(increment, changing, value, increment.Target, [], true);
                        return value;
                    }
                    if (increment.OperatorMethod is { Parameters.Length: 1 } method && _store.HasSource(method))
                        value = Call(increment, method, Value.Empty, null, [new Argument(method.Parameters[0], increment.Target, value)], false);
                    Assign(increment.Target, value, null);
                    return value;
                }
            case IDeconstructionAssignmentOperation deconstruction:
                {
                    var value = Eval(deconstruction.Value);
                    var target = deconstruction.Target is IDeclarationExpressionOperation declaration ? declaration.Expression : deconstruction.Target;
                    if (target is ITupleOperation targets)
                        Deconstruct(targets, value, deconstruction.Value, ByExtension(deconstruction));
                    return value;
                }
            case IEventAssignmentOperation @event:
                return AssignEvent(@event);
            case IFlowCaptureOperation capture:
                return Capture(capture);
            case IFlowCaptureReferenceOperation reference:
                return _state.Captures.TryGetValue(reference.Id, out var captured) ? captured : Value.Empty;
            case IBinaryOperation binary:
                return Binary(binary);
            case IUnaryOperation unary:
                {
                    var operand = Eval(unary.Operand);
                    if (unary.OperatorMethod is { } method && _store.HasSource(method))
                        return Call(unary, method, Value.Empty, null, [new Argument(method.Parameters[0], unary.Operand, operand)], false);
                    if (unary.OperatorKind == UnaryOperatorKind.Not)
                        return operand.Condition is { } condition ? Value.Empty.WithCondition(condition.Not) : Value.Empty;
                    return operand.Bare;
                }
            case IAwaitOperation await:
                return Await(await);
            case IInterpolatedStringOperation interpolated:
                return Interpolate(interpolated);
            case IInterpolatedStringHandlerCreationOperation handler:
                return Eval(handler.Content);
            case ITupleBinaryOperation tuples:
                Eval(tuples.LeftOperand);
                Eval(tuples.RightOperand);
                return Value.Empty;
            case IIsNullOperation isNull:
                {
                    var operand = EvalSilently(isNull.Operand);
                    // Where an object was not made, there is none to tell of: what ?. and using leave out then is left out of nothing.
                    return IsLeftOutIfNull(isNull) && operand is { Labels.Length: 0, Locs.Length: > 0 } && operand.Locs.All(l => l is AllocLoc) ? Value.Empty.WithCondition(Constant(false)) : Value.Empty;
                }
            case IIsTypeOperation isType:
                EvalSilently(isType.ValueOperand);
                return Value.Empty;
            case IIsPatternOperation pattern:
                return Match(pattern);
            case IRangeOperation range:
                if (range.LeftOperand is not null)
                    Eval(range.LeftOperand);
                if (range.RightOperand is not null)
                    Eval(range.RightOperand);
                return Value.Empty;
            case ICaughtExceptionOperation:
                return Caught();
            case IReturnOperation { Kind: OperationKind.YieldReturn, ReturnedValue: { } element } yield:
                {
                    var value = Eval(element);
                    Yield(element, value);
                    return value;
                }
            case IReturnOperation { ReturnedValue: { } result }:
                {
                    var value = Eval(result);
                    Return(result, value);
                    return value;
                }
            case IThrowOperation { Exception: { } exception }:
                {
                    var value = Eval(exception);
                    Raise(value, exception.Type);
                    return Value.Empty;
                }
            case IFieldInitializerOperation initializer:
                {
                    var value = Eval(initializer.Value);
                    foreach (var field in initializer.InitializedFields)
                        Store(field, field.IsStatic ? null : ThisValue(), value, initializer.Value.Syntax);
                    return value;
                }
            case IPropertyInitializerOperation initializer:
                {
                    var value = Eval(initializer.Value);
                    foreach (var property in initializer.InitializedProperties)
                        Store(property, property.IsStatic ? null : ThisValue(), value, initializer.Value.Syntax);
                    return value;
                }
            case IDynamicInvocationOperation call:
                return InvokeDynamic(call);
            case IDynamicMemberReferenceOperation member:
                return member.Instance is null ? Value.Empty : ReadDynamic(Eval(member.Instance), member.MemberName, member.Syntax);
            case IDynamicIndexerAccessOperation indexer:
                return ReadDynamicElement(indexer);
            case ITranslatedQueryOperation query:
                return Eval(query.Operation);
            case IConditionalOperation conditional:
                Eval(conditional.Condition);
                return Value.Join(Eval(conditional.WhenTrue), conditional.WhenFalse is null ? Value.Empty : Eval(conditional.WhenFalse));
            case IDiscardOperation:
                return Value.Empty;
            case { Syntax: Microsoft.CodeAnalysis.CSharp.Syntax.StackAllocArrayCreationExpressionSyntax or Microsoft.CodeAnalysis.CSharp.Syntax.ImplicitStackAllocArrayCreationExpressionSyntax }:
                {
                    var loc = Allocate(operation.Syntax, operation.Type);
                    foreach (var child in operation.ChildOperations)
                        WriteCell(loc, _interner.Elements, Eval(child).Bare, weak: true);
                    return Value.Of(loc);
                }
            case { Kind: OperationKind.None } when PointedTo(operation) is { } pointed:
                return Value.Union(Eval(pointed), Eval(operation.ChildOperations.First()));
            default:
                {
                    var result = Value.Empty;
                    foreach (var child in operation.ChildOperations)
                        result = Value.Union(result, Eval(child));
                    return result.Bare;
                }
        }
    }

    /// <summary>
    /// A part of an array or span. Where it begins later, its elements have other positions: any may be at any of them. What is written to
    /// a view is in the whole too.
    /// </summary>
    private Value Slice(Value whole, IOperation range, ITypeSymbol? type, SyntaxNode syntax, bool isCopy) =>
        Slice(whole, range is IRangeOperation { LeftOperand: null } or IRangeOperation { LeftOperand: IConversionOperation { Operand.ConstantValue: { HasValue: true, Value: 0 } } }, type, syntax, isCopy);

    private Value Slice(Value whole, bool fromStart, ITypeSymbol? type, SyntaxNode syntax, bool isCopy)
    {
        if (whole.Locs.Length == 0 || fromStart && !isCopy)
            return whole.Bare;
        var part = _interner.Alloc(syntax, type, false, "slice");
        if (fromStart)
            CopyMembers(whole, part, type);
        else
            WriteCell(part, _interner.Elements, ReadElements(whole), weak: true);
        if (!isCopy)
            _state = _state.Set(new Cell(part, Moved), Value.Empty.WithText("moved"));
        return new Value(whole.Own, isCopy ? [part] : Value.Union(whole.Locs, [part]), null, null);
    }

    private Value ReadParameter(IParameterReferenceOperation reference)
    {
        var value = ReadVariable(reference.Parameter);
        if (_labels.MarkOf(reference.Parameter) is { } mark && !IsNullComparison(reference))
            RecordRead(FlowEventKind.Read, reference.Syntax, reference.Parameter, mark, value);
        return value;
    }

    private Value ReadField(IFieldReferenceOperation reference)
    {
        var field = reference.Field;
        if (field.IsConst)
            return Value.Empty;
        Value value;
        var receiver = Value.Empty;
        if (field.IsStatic)
        {
            value = ReadVariable(field.OriginalDefinition);
        }
        else
        {
            receiver = reference.Instance is null ? Value.Empty : reference.Instance is IInstanceReferenceOperation ? ThisValue() : Eval(reference.Instance);
            value = field is { Name: "Rest", ContainingType.IsTupleType: true } ? RestOf(receiver, reference) : ReadMember(receiver, _interner.Member(field), field.Type);
            // A library's object is what it was made with.
            if (value.IsEmpty && !_store.IsSource(field.ContainingType) && !field.ContainingType.IsTupleType)
                value = ReadElements(receiver);
        }
        return ReadMarked(field, receiver, value, reference.Syntax, reference);
    }

    /// <summary>The elements of a tuple from the eighth on, as a tuple.</summary>
    private Value RestOf(Value tuple, IFieldReferenceOperation reference)
    {
        var rest = _interner.Alloc(reference.Syntax, reference.Type, true, "rest");
        if (reference.Type is INamedTypeSymbol { IsTupleType: true } type)
            for (var i = 1; i <= type.TupleElements.Length; i++)
                WriteCell(rest, _interner.Named("Item" + i), ReadMember(tuple, _interner.Named("Item" + (i + 7)), type.TupleElements[i - 1].Type), weak: false);
        return new Value(tuple.Own, [rest], null, null);
    }

    /// <summary>A read of a marked member is personal whatever was assigned to it.</summary>
    private Value ReadMarked(ISymbol member, Value receiver, Value value, SyntaxNode syntax, IOperation? operation)
    {
        if (_labels.MarkOf(member) is { } mark)
        {
            // A part of a value that is personal by its type is that value's.
            var label = new Label(mark, null, null, ProtectionSet.None, false, Trace.Add(syntax, null));
            value = value.WithLabels([label]);
            if (operation is null || !_silent && !IsNullComparison(operation))
                RecordRead(FlowEventKind.Read, syntax, member, mark, value);
            return value;
        }
        if (_store.IsCarrier(member))
            RecordCarrier(syntax, member, value);
        _ = receiver;
        return value;
    }

    /// <summary>Whether a comparison with null is that of <c>x?.M()</c>, or of the end of a <c>using</c>: if it holds, nothing is done.</summary>
    private static bool IsLeftOutIfNull(IIsNullOperation comparison)
    {
        if (!comparison.IsImplicit)
            return false;
        var syntax = comparison.Syntax;
        return syntax.Parent is ConditionalAccessExpressionSyntax access && access.Expression == syntax
            || syntax is UsingStatementSyntax or VariableDeclaratorSyntax or LocalDeclarationStatementSyntax || syntax.Parent is UsingStatementSyntax;
    }

    private static bool IsNullComparison(IOperation operation)
    {
        var parent = operation.Parent;
        while (parent is IConversionOperation)
            parent = parent.Parent;
        return parent is IIsNullOperation
            || parent is IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals } binary
                && (binary.LeftOperand.ConstantValue is { HasValue: true, Value: null } || binary.RightOperand.ConstantValue is { HasValue: true, Value: null })
            || parent is IIsPatternOperation pattern && IsNullPattern(pattern.Pattern);
    }

    private static bool IsNullPattern(IPatternOperation pattern) => pattern switch
    {
        IConstantPatternOperation { Value.ConstantValue: { HasValue: true, Value: null } } => true,
        IConstantPatternOperation { Value: IConversionOperation { Operand.ConstantValue: { HasValue: true, Value: null } } } => true,
        INegatedPatternOperation negated => IsNullPattern(negated.Pattern),
        _ => false,
    };

    private Value AssignSimple(ISimpleAssignmentOperation assignment)
    {
        if (assignment.IsRef && assignment.Target is ILocalReferenceOperation { Local: { RefKind: not RefKind.None } reference })
        {
            _references[reference] = assignment.Value;
            return Eval(assignment.Value);
        }
        if (assignment.IsRef && assignment.Target is IDeclarationExpressionOperation { Expression: ILocalReferenceOperation { Local: { } declared } })
        {
            _references[declared] = assignment.Value;
            return Eval(assignment.Value);
        }
        if (assignment is { Target: ILocalReferenceOperation { Local: var pointer }, Value: IAddressOfOperation { Reference: var pointed } })
            _pointers[pointer] = pointed;
        var value = CopyStruct(Eval(assignment.Value), assignment.Value);
        var traced = assignment.Target is ILocalReferenceOperation && value.Labels.Length > 0
            ? value.WithLabels([.. value.Labels.Select(l => l.Mark is null ? l : l.At(assignment.Target.Syntax))])
            : value;
        Assign(assignment.Target, traced, assignment.Value.Syntax);
        return value;
    }

    /// <summary>A struct that is assigned from a variable is another object from then on; one of a caller stays what it is known by.</summary>
    private Value CopyStruct(Value value, IOperation from)
    {
        // A box is a copy as well.
        while (from is IConversionOperation { IsImplicit: true, OperatorMethod: null } conversion)
            from = conversion.Operand;
        if (from is not (ILocalReferenceOperation or IFieldReferenceOperation or IArrayElementReferenceOperation or IPropertyReferenceOperation) || from.Type is not { TypeKind: TypeKind.Struct } type || IsPlain(type) || !_store.IsSource(type)
            || value.Locs.Length == 0 || !value.Locs.All(l => l is AllocLoc))
            return value;
        var copy = Allocate(from.Syntax, type);
        CopyMembers(value, copy, type);
        return new Value(value.Own, [copy], null, null);
    }

    private Value AssignEvent(IEventAssignmentOperation assignment)
    {
        var handler = Eval(assignment.HandlerValue);
        if (assignment.EventReference is IEventReferenceOperation { Event: var declared } written && (assignment.Adds ? declared.AddMethod : declared.RemoveMethod) is { Parameters.Length: 1 } accessor && _store.HasSource(accessor))
        {
            var on = written.Instance is null ? Value.Empty : Eval(written.Instance);
            CallTargets(assignment.Syntax, accessor, Targets(accessor, on, true), on, written.Instance, [new Argument(accessor.Parameters[0], assignment.HandlerValue, handler)]);
            return Value.Empty;
        }
        if (assignment.Adds && assignment.EventReference is IEventReferenceOperation reference)
        {
            if (reference.Event.IsStatic)
                _state = _state.Set(reference.Event.OriginalDefinition, Value.Union(ReadVariable(reference.Event.OriginalDefinition), handler));
            else if (reference.Instance is { } instance)
                WriteCells(Eval(instance), _interner.Member(reference.Event), handler, weak: true);
        }
        return Value.Empty;
    }

    private Value Capture(IFlowCaptureOperation capture)
    {
        var before = _silent;
        // x?.Length, x ??= y: the capture is what is compared with null as well as what is used.
        var value = Eval(capture.Value);
        _silent = before;
        if (capture.Syntax.Parent is WithExpressionSyntax with && with.Expression == capture.Syntax && capture.Value.Type is { IsValueType: true } type)
        {
            // with changes a copy.
            var copy = Allocate(capture.Syntax, type);
            CopyMembers(value, copy, type);
            value = new Value(value.Own, [copy], null, null);
        }
        if (capture.Value.Type?.SpecialType == SpecialType.System_Boolean)
            value = value.WithCondition((value.Condition ?? Condition.Unknown).In(_state.Facts));
        _state = _state.Set(capture.Id, value);
        return value;
    }

    private Value Convert(IConversionOperation conversion)
    {
        if (MayBeNull(conversion.Type) && conversion.Operand.ConstantValue is { HasValue: true, Value: null })
            return Value.Empty.WithCondition(Condition.Neither);
        var operand = Eval(conversion.Operand);
        if (conversion.OperatorMethod is { } method)
        {
            return _store.HasSource(method) || _labels.MarkOf(method) is not null
                ? Call(conversion, method, Value.Empty, null, [new Argument(method.Parameters[0], conversion.Operand, operand)], false)
                : operand;
        }
        var plain = AsPlain(operand, conversion.Type);
        return conversion.IsImplicit ? plain : Narrow(plain, conversion.Type);
    }

    /// <summary>As what an object of a type a value may be: what is known to be of another type is not it.</summary>
    private Value Narrow(Value value, ITypeSymbol? type)
    {
        if (value.Locs.Length == 0 || type is not INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Interface or TypeKind.Struct } named || !_store.IsSource(named))
            return value;
        return WithLocs(value, MayBe);

        bool MayBe(Loc loc)
        {
            if (loc is InputLoc { Type: { } declared } input && !SymbolEqualityComparer.Default.Equals(declared.OriginalDefinition, named.OriginalDefinition))
            {
                // What the caller gives may be known there.
                if (_binding.Targets.TryGetValue(input, out var bound))
                    return bound.IsEmpty || bound.Any(MayBe);
                _dispatches.Add(input);
            }
            return loc is not AllocLoc { Exact: true, Type: INamedTypeSymbol known } || !_store.IsSource(known) || known.IsAnonymousType || Is(known);
        }

        bool Is(INamedTypeSymbol known)
        {
            for (var t = known; t is not null; t = t.BaseType)
                if (IsSame(t))
                    return true;
            return known.AllInterfaces.Any(IsSame);
        }

        // Of a generic type there are as many as there are arguments, as far as these are known; a variant one is also another's.
        bool IsSame(INamedTypeSymbol t) => SymbolEqualityComparer.Default.Equals(t.OriginalDefinition, named.OriginalDefinition)
            && (SymbolEqualityComparer.Default.Equals(t, named) || IsUnknown(t) || IsUnknown(named) || named.OriginalDefinition.TypeParameters.Any(p => p.Variance != VarianceKind.None));

        static bool IsUnknown(ITypeSymbol type) => type switch
        {
            ITypeParameterSymbol => true,
            IArrayTypeSymbol array => IsUnknown(array.ElementType),
            INamedTypeSymbol generic => generic.TypeArguments.Any(IsUnknown),
            _ => false,
        };
    }

    /// <summary>An object that turns out to be text, a number or the like has no members: it is what it carries.</summary>
    private Value AsPlain(Value value, ITypeSymbol? type) =>
        value.Locs.Length > 0 && IsPlain(type) ? new Value(Content(value).Labels, [], value.Text, value.Condition) : value;

    private Value Await(IAwaitOperation await)
    {
        _awaiting++;
        var value = Eval(await.Operation);
        _awaiting--;
        Awaited(await.Type, value);
        return WithoutTask(value);
    }

    /// <summary>The cell of a task that holds the exceptions with which it may fail.</summary>
    private FieldKey Failure => _interner.Named("failure");

    /// <summary>What a task gives, without the task itself.</summary>
    private Value WithoutTask(Value value) => value.Locs.Any(IsFailing) ? WithLocs(value, loc => !IsFailing(loc)) : value;

    private bool IsFailing(Loc loc) => loc is AllocLoc && _state.Heap.ContainsKey(new Cell(loc, Failure));

    /// <summary>A task that is not awaited where it is started keeps the exceptions for who awaits it.</summary>
    private Value KeepFailure(SyntaxNode syntax, IMethodSymbol method, Value task, Value thrown)
    {
        if (_awaiting > 0 || method.ReturnType.Name is not ("Task" or "ValueTask"))
            return task;
        var failing = _interner.Alloc(syntax, method.ReturnType, false, "task");
        WriteCell(failing, Failure, thrown, weak: false);
        return Value.Union(task, Value.Of(failing));
    }

    /// <summary>A check that returns nothing but a task has succeeded once that has been waited for.</summary>
    private void Awaited(ITypeSymbol? result, Value task)
    {
        foreach (var loc in Value.Union(task, ReadElements(task)).Locs)
            if (_state.Heap.TryGetValue(new Cell(loc, Failure), out var failure))
                Raise(failure, null);
        if (result is null or { SpecialType: SpecialType.System_Void } && task.Condition?.WhenTrue is { Count: > 0 } facts)
            _state = _state.WithFacts(_state.Facts.Union(facts));
    }

    private Value Match(IIsPatternOperation pattern)
    {
        var value = IsNullPattern(pattern.Pattern) ? EvalSilently(pattern.Value) : Eval(pattern.Value);
        if (pattern is { Value.ConstantValue: { HasValue: true } one, Pattern: IConstantPatternOperation { Value.ConstantValue: { HasValue: true } other } })
            return Value.Empty.WithCondition(Constant(Equals(one.Value, other.Value)));
        return Value.Empty.WithCondition(Bind(pattern.Pattern, value, pattern.Value.Type));
    }

    /// <summary>Gives a pattern's variables the parts that they match; tells what is known to have been checked if it matches, or not.</summary>
    private Condition? Bind(IPatternOperation pattern, Value value, ITypeSymbol? type)
    {
        Step();
        switch (pattern)
        {
            case IConstantPatternOperation { Value.ConstantValue: { HasValue: true, Value: bool constant } }:
                return MayBeNull(type) ? value.Condition?.Is(constant) : constant ? value.Condition : value.Condition?.Not;
            case IDeclarationPatternOperation { DeclaredSymbol: { } declared } declaration:
                _state = _state.Set(declared, Narrow(AsPlain(value, declaration.MatchedType), declaration.MatchedType));
                return null;
            case IRecursivePatternOperation recursive:
                value = Narrow(value, recursive.MatchedType);
                if (recursive.DeclaredSymbol is { } symbol)
                    _state = _state.Set(symbol, value);
                var matched = recursive.MatchedType ?? type;
                Condition? all = null;
                // Where it asks for more, that may be what did not match.
                var one = recursive.PropertySubpatterns.Length + recursive.DeconstructionSubpatterns.Length == 1;
                for (var i = 0; i < recursive.DeconstructionSubpatterns.Length; i++)
                {
                    var position = recursive.DeconstructionSubpatterns[i];
                    if (position is IDiscardPatternOperation)
                        continue;
                    var known = Bind(position, Part(value, matched, i, recursive.DeconstructionSubpatterns.Length, position.InputType, recursive.DeconstructSymbol as IMethodSymbol, pattern), null);
                    all = one ? known : Condition.Both(all, known);
                }
                foreach (var property in recursive.PropertySubpatterns)
                {
                    if (property.Member is not IMemberReferenceOperation member)
                        continue;
                    var part = member switch
                    {
                        IPropertyReferenceOperation { Property: { } p } => GetProperty(member, p, value, null, []),
                        IFieldReferenceOperation { Field: { } f } => ReadMarked(f, value, ReadMember(value, _interner.Member(f), f.Type), member.Syntax, member),
                        _ => Value.Empty,
                    };
                    var known = Bind(property.Pattern, part, member.Type);
                    all = one ? known : Condition.Both(all, known);
                }
                return all;
            case IBinaryPatternOperation binary:
                var left = Bind(binary.LeftPattern, value, type);
                var right = Bind(binary.RightPattern, value, type);
                return left is null && right is null ? null
                    : binary.OperatorKind == BinaryOperatorKind.And ? Condition.Both(left, right) : Condition.Both(left?.Not, right?.Not)?.Not;
            case INegatedPatternOperation negated:
                return Bind(negated.Pattern, value, type)?.Not;
            case IListPatternOperation list:
                if (list.DeclaredSymbol is { } whole)
                    _state = _state.Set(whole, value);
                var positions = list.Patterns.Length;
                for (var i = 0; i < list.Patterns.Length; i++)
                {
                    if (list.Patterns[i] is ISlicePatternOperation)
                        positions = i;
                    // After a slice positions count from the end.
                    Bind(list.Patterns[i], list.Patterns[i] is ISlicePatternOperation slice ? Rest(slice, i) : IsPlain(type) ? value.Bare : ReadElements(value, i < positions ? "[" + i + "]" : FromEnd(value, list.Patterns.Length - i)), null);
                }
                return null;
            case ISlicePatternOperation { Pattern: { } inner }:
                Bind(inner, value, type);
                return null;
            default:
                return null;
        }

        Value Rest(ISlicePatternOperation rest, int position) =>
            position == 0 || IsPlain(type) || value.Locs.Length == 0 || rest.Pattern is null ? value.Bare
                : Slice(value, fromStart: false, rest.Pattern.InputType, rest.Syntax, isCopy: true);
    }

    private Value Binary(IBinaryOperation binary)
    {
        var nullCompared = binary.OperatorKind is BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals
            && (binary.LeftOperand.ConstantValue is { HasValue: true, Value: null } || binary.RightOperand.ConstantValue is { HasValue: true, Value: null });
        var left = nullCompared ? EvalSilently(binary.LeftOperand) : Eval(binary.LeftOperand);
        var right = nullCompared ? EvalSilently(binary.RightOperand) : Eval(binary.RightOperand);
        if (binary.OperatorMethod is { IsImplicitlyDeclared: false } method && (_store.HasSource(method) || _store.MayBeOverridden(method)))
            return Call(binary, method, Value.Empty, null, [new Argument(method.Parameters[0], binary.LeftOperand, left), new Argument(method.Parameters[1], binary.RightOperand, right)], false);
        switch (binary.OperatorKind)
        {
            case BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals when binary.LeftOperand.ConstantValue is { HasValue: true } one && binary.RightOperand.ConstantValue is { HasValue: true } other:
                return Value.Empty.WithCondition(Constant(Equals(one.Value, other.Value) == (binary.OperatorKind == BinaryOperatorKind.Equals)));
            case BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals:
                {
                    var (condition, constant, asked) = right.Condition is not null && Answer(binary.LeftOperand) is { } l ? (right.Condition, l, binary.RightOperand)
                        : left.Condition is not null && Answer(binary.RightOperand) is { } r ? (left.Condition, r, binary.LeftOperand) : (null, true, binary);
                    if (condition is null)
                        return Value.Empty;
                    if (MayBeNull(asked.Type))
                        return Value.Empty.WithCondition(binary.OperatorKind == BinaryOperatorKind.Equals ? condition.Is(constant) : condition.Is(constant).Not);
                    return Value.Empty.WithCondition(constant == (binary.OperatorKind == BinaryOperatorKind.Equals) ? condition : condition.Not);
                }
            case BinaryOperatorKind.LessThan or BinaryOperatorKind.LessThanOrEqual or BinaryOperatorKind.GreaterThan or BinaryOperatorKind.GreaterThanOrEqual:
                return Value.Empty;
            case BinaryOperatorKind.And or BinaryOperatorKind.Or when binary.Type?.SpecialType == SpecialType.System_Boolean:
                return Value.Empty.WithCondition(binary.OperatorKind == BinaryOperatorKind.And
                    ? Condition.Both(left.Condition, right.Condition)
                    : Condition.Both(left.Condition?.Not, right.Condition?.Not)?.Not);
            default:
                if (binary.Type?.SpecialType == SpecialType.System_Boolean)
                    return Value.Empty;
                return Compose(binary.Type, left, TypeBefore(binary.LeftOperand), right, TypeBefore(binary.RightOperand));
        }
    }

    /// <summary>The truth value that an operand is as a constant, converted to one that may be null too.</summary>
    private static bool? Answer(IOperation operand) =>
        (operand is IConversionOperation { OperatorMethod: null } conversion && MayBeNull(conversion.Type) ? conversion.Operand : operand).ConstantValue is { HasValue: true, Value: bool answer } ? answer : null;

    private static bool MayBeNull(ITypeSymbol? type) =>
        type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T, TypeArguments: { Length: 1 } of } && of[0].SpecialType == SpecialType.System_Boolean;

    /// <summary>Two values in one: text put together shows what each shows as text; delegates together are both.</summary>
    private Value Compose(ITypeSymbol? type, Value left, ITypeSymbol? leftType, Value right, ITypeSymbol? rightType)
    {
        if (type?.SpecialType == SpecialType.System_String)
        {
            var labels = Value.Union(Show(left, leftType, SinkShape.Text), Show(right, rightType, SinkShape.Text));
            return Value.Of(labels).WithText(Concat(left.Text, right.Text));
        }
        return Value.Union(left, right);
    }

    private static string? Concat(string? left, string? right) =>
        left is null ? null : left.Length > 0 && left[left.Length - 1] == '\0' ? left : right is null ? (left.Length == 0 ? null : left + "\0") : left + right;

    private Value Interpolate(IInterpolatedStringOperation interpolated)
    {
        var labels = ImmutableArray<Label>.Empty;
        string? text = "";
        foreach (var part in interpolated.Parts)
        {
            switch (part)
            {
                case IInterpolatedStringTextOperation literal:
                    text = Concat(text, literal.Text.ConstantValue.Value as string);
                    break;
                case IInterpolationOperation interpolation:
                    {
                        var value = Eval(interpolation.Expression);
                        var shown = Show(value, interpolation.Expression.Type, SinkShape.Text);
                        _shown[interpolation.Expression.Syntax] = shown;
                        labels = Value.Union(labels, shown);
                        text = Concat(text, value.Text);
                        break;
                    }
                case IInterpolatedStringAppendOperation append:
                    {
                        var value = Eval(append.AppendCall);
                        labels = Value.Union(labels, value.Labels);
                        text = Concat(text, null);
                        break;
                    }
            }
        }
        return Value.Of(labels).WithText(text);
    }

    private Value CreateAnonymous(IAnonymousObjectCreationOperation creation)
    {
        var loc = Allocate(creation.Syntax, creation.Type);
        foreach (var initializer in creation.Initializers)
        {
            if (initializer is ISimpleAssignmentOperation { Target: IPropertyReferenceOperation property } assignment)
                WriteCell(loc, _interner.Member(property.Property), Eval(assignment.Value), weak: false);
            else
                Eval(initializer);
        }
        return Value.Of(loc);
    }

    private Value CreateArray(IArrayCreationOperation creation)
    {
        var loc = Allocate(creation.Syntax, creation.Type);
        foreach (var size in creation.DimensionSizes)
            EvalSilently(size);
        if (creation.Initializer is { } initializer)
            for (var i = 0; i < initializer.ElementValues.Length; i++)
            {
                var element = initializer.ElementValues[i];
                if (element is IArrayInitializerOperation nested)
                    foreach (var inner in nested.ElementValues)
                        WriteCell(loc, _interner.Elements, Eval(inner), weak: true);
                else
                    WriteCell(loc, initializer.ElementValues.Length <= 32 ? _interner.Named("[" + i + "]") : _interner.Elements, Eval(element), weak: false);
            }
        return Value.Of(loc);
    }

    private Value CreateCollection(ICollectionExpressionOperation collection)
    {
        var loc = Allocate(collection.Syntax, collection.Type);
        if (_store.IsSource(collection.Type))
            return FillOwn(collection, Value.Of(loc));
        var positions = collection.Elements.Length <= MaxPositions && !collection.Elements.Any(e => e is ISpreadOperation);
        if (positions && collection.Type?.Name == "List")
            SetCount(loc, collection.Elements.Length);
        for (var i = 0; i < collection.Elements.Length; i++)
        {
            if (collection.Elements[i] is ISpreadOperation spread)
            {
                var spreaded = Eval(spread.Operand);
                WriteCell(loc, _interner.Elements, ReadElements(spreaded), weak: true);
            }
            else
            {
                WriteCell(loc, positions ? _interner.Named("[" + i + "]") : _interner.Elements, Eval(collection.Elements[i]), weak: !positions);
            }
        }
        return Value.Of(loc);
    }

    /// <summary>A collection of the project's own: its builder gets the elements, or its Add method each.</summary>
    private Value FillOwn(ICollectionExpressionOperation collection, Value made)
    {
        var elements = collection.Elements.Select(e => (Operation: e is ISpreadOperation spread ? spread.Operand : e,
            Value: e is ISpreadOperation spreaded ? ReadElements(Eval(spreaded.Operand)) : Eval(e))).ToList();
        if (collection.ConstructMethod is { MethodKind: MethodKind.Ordinary, Parameters.Length: 1 } builder)
        {
            var all = _interner.Alloc(collection.Syntax, builder.Parameters[0].Type, true, "elements");
            foreach (var element in elements)
                WriteCell(all, _interner.Elements, element.Value, weak: true);
            return Call(collection, builder, Value.Empty, null, [new Argument(builder.Parameters[0], collection, Value.Of(all), builder.Parameters[0].Type)], false);
        }
        if (collection.ConstructMethod is { MethodKind: MethodKind.Constructor, Parameters.Length: 0 } constructor)
            Call(collection, constructor, made, null, [], false);
        IMethodSymbol? add = null;
        for (var t = collection.Type; t is not null && add is null; t = t.BaseType)
            add = t.GetMembers("Add").OfType<IMethodSymbol>().FirstOrDefault(m => m is { IsStatic: false, Parameters.Length: 1 });
        foreach (var element in elements)
            if (add is not null)
                Call(collection, add, made, null, [new Argument(add.Parameters[0], element.Operation, element.Value)], false);
            else
                WriteCells(made, _interner.Elements, element.Value, weak: true);
        return made;
    }

    private Value CreateTuple(ITupleOperation tuple)
    {
        var loc = Allocate(tuple.Syntax, tuple.Type);
        for (var i = 0; i < tuple.Elements.Length; i++)
            WriteCell(loc, _interner.Named("Item" + (i + 1)), Eval(tuple.Elements[i]), weak: false);
        return Value.Of(loc);
    }

    private Value Copy(IWithOperation with)
    {
        var original = Eval(with.Operand);
        var loc = Allocate(with.Syntax, with.Type);
        CopyMembers(original, loc, with.Type);
        var copy = new Value(original.Own, [loc], null, null);
        if (with.Initializer is { } initializer)
            Initialize(initializer, copy);
        return copy;
    }

    private void CopyMembers(Value original, Loc copy, ITypeSymbol? type)
    {
        foreach (var source in original.Locs)
        {
            if (source is InputLoc input)
            {
                for (var t = type; t is not null && t.SpecialType == SpecialType.None; t = t.BaseType)
                    foreach (var member in t.OriginalDefinition.GetMembers())
                        if (member is IPropertySymbol { IsStatic: false, IsIndexer: false } or IFieldSymbol { IsStatic: false, IsImplicitlyDeclared: false })
                            WriteCell(copy, _interner.Member(member), ReadCell(input, _interner.Member(member), null), original.Locs.Length > 1);
            }
            foreach (var pair in _state.Of(source))
                WriteCell(copy, pair.Key.Field, pair.Value, original.Locs.Length > 1);
        }
    }

    private void Initialize(IObjectOrCollectionInitializerOperation initializer, Value target)
    {
        foreach (var operation in initializer.Initializers)
        {
            if (operation is ISimpleAssignmentOperation { Target: IMemberReferenceOperation member } assignment)
            {
                var value = Eval(assignment.Value);
                Store(member.Member, target, value, assignment.Value.Syntax);
            }
            else
            {
                Eval(operation);
            }
        }
    }

    /// <summary>An allocation; one made again in a loop stands for several objects.</summary>
    private AllocLoc Allocate(SyntaxNode site, ITypeSymbol? type, bool exact = true)
    {
        var loc = _interner.Alloc(site, type, exact);
        if (_state.Of(loc).Any())
            _state = _state.WithMany(loc);
        return loc;
    }

    private Value CreateLambda(IFlowAnonymousFunctionOperation lambda)
    {
        var loc = _interner.Function(lambda.Syntax, lambda.Symbol);
        Made(loc);
        return Value.Of(loc);
    }

    private void Made(FuncLoc loc)
    {
        if (!_lambdas.Contains(loc))
            _lambdas.Add(loc);
        _store.MadeUnder(loc.Target, _state.Facts);
    }

    private Value CreateMethodGroup(IMethodReferenceOperation reference)
    {
        var receiver = reference.Instance is null ? Value.Empty : Eval(reference.Instance);
        if (reference.ConstrainedToType is { } constrained)
            return new([], [.. Targets(reference.Method, TypeArgument(constrained), true).Select(t => _interner.Function(reference.Syntax, t))], null, null);
        var loc = _interner.Function(reference.Syntax, reference.Method);
        if (reference.Method.MethodKind == MethodKind.LocalFunction)
        {
            Made(loc);
            if (_record)
                _store.CalledUnder(reference.Method, _state.Facts);
        }
        else if (!receiver.IsEmpty)
        {
            WriteCell(loc, _interner.Named("receiver"), receiver, weak: false);
        }
        return Value.Of(loc);
    }

    private Value Caught()
    {
        for (var region = _block?.EnclosingRegion; region is not null; region = region.EnclosingRegion)
            if (_caught.TryGetValue(region, out var value))
                return value;
        return Value.Empty;
    }

    private Value ReadDynamic(Value receiver, string name, SyntaxNode syntax)
    {
        var result = Value.Of(receiver.Own);
        foreach (var loc in receiver.Locs)
        {
            ISymbol? member = null;
            for (var t = loc.Type; t is not null && member is null; t = t.BaseType)
                member = t.GetMembers(name).FirstOrDefault(m => m is IFieldSymbol or IPropertySymbol);
            var one = Value.Of(loc);
            result = Value.Union(result, member switch
            {
                IPropertySymbol property => GetProperty(null, property, one, null, [], syntax),
                IFieldSymbol field => ReadMarked(field, one, ReadMember(one, _interner.Member(field), field.Type), syntax, null),
                _ => Value.Join(ReadCell(loc, _interner.Named(name), null), loc is AllocLoc { Exact: true } ? Value.Empty : ReadElements(one)),
            });
        }
        return result;
    }

    private Value ReadDynamicElement(IDynamicIndexerAccessOperation indexer)
    {
        var receiver = Eval(indexer.Operation);
        var result = Value.Of(receiver.Own);
        foreach (var (loc, property) in DynamicIndexers(indexer, receiver))
            result = Value.Union(result, property?.GetMethod is { } getter && _store.HasSource(getter)
                ? CallTargets(indexer.Syntax, getter, [getter.OriginalDefinition], Value.Of(loc), indexer.Operation, [.. indexer.Arguments.Select((a, i) => new Argument(getter.Parameters[i], a, Eval(a)))])
                : ReadElements(Value.Of(loc)));
        return result;
    }

    private Value InvokeDynamic(IDynamicInvocationOperation call)
    {
        var arguments = call.Arguments.Select(a => (Operation: a, Value: Eval(a))).ToArray();
        if (call.Operation is not IDynamicMemberReferenceOperation member)
        {
            var function = Eval(call.Operation);
            return InvokeDelegate(call.Syntax, function, [.. arguments.Select(a => a.Value)], [.. arguments.Select(a => a.Operation)]);
        }
        var receiver = member.Instance is null ? Value.Empty : Eval(member.Instance);
        var candidates = new List<IMethodSymbol>();
        var types = member.ContainingType is { } type ? [type] : receiver.Locs.SelectMany(TypesOf);
        foreach (var candidateType in types)
            for (var t = candidateType; t is not null; t = t.BaseType)
                candidates.AddRange(t.GetMembers(member.MemberName).OfType<IMethodSymbol>().Where(m => m.Parameters.Length == arguments.Length));
        if (candidates.Count == 0)
        {
            var all = Value.Union(receiver, ReadElements(receiver));
            foreach (var argument in arguments)
                all = Value.Union(all, argument.Value);
            return all.Bare;
        }
        var result = Value.Empty;
        var matching = candidates.Where(c => c.Parameters.Zip(arguments, (p, a) => Accepts(p.Type, a.Operation)).All(b => b)).ToList();
        foreach (var candidate in matching.Count > 0 ? matching : candidates)
            result = Value.Union(result, Call(call, candidate, receiver, member.Instance, [.. arguments.Select((a, i) => new Argument(candidate.Parameters[i], a.Operation, a.Value))], false));
        return result;

        // What the caller gave is of the type that is known there.
        IEnumerable<ITypeSymbol> TypesOf(Loc loc)
        {
            if (loc is InputLoc input)
            {
                if (_binding.Targets.TryGetValue(input, out var bound))
                    return bound.Select(b => b.Type).OfType<ITypeSymbol>();
                _dispatches.Add(input);
            }
            return loc.Type is { } known ? [known] : [];
        }

        static bool Accepts(ITypeSymbol parameter, IOperation argument)
        {
            while (argument is IConversionOperation conversion)
                argument = conversion.Operand;
            return argument.Type is null || argument.Type.TypeKind == TypeKind.Dynamic
                || SymbolEqualityComparer.Default.Equals(parameter, argument.Type) || parameter.TypeKind is TypeKind.TypeParameter or TypeKind.Dynamic;
        }
    }
}
