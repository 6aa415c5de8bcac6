using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PrivacyAnalyzers.Flow.Domain;
using PrivacyAnalyzers.Flow.Summaries;
using PrivacyAnalyzers.PersonalData;

namespace PrivacyAnalyzers.Flow.Transfer;

/// <summary>Reading and writing variables, members and elements.</summary>
internal sealed partial class MethodAnalysis
{
    /// <summary>Whether a variable belongs to this method, not to one around it.</summary>
    private bool IsOwn(ISymbol variable) => variable is IParameterSymbol or ILocalSymbol && SymbolEqualityComparer.Default.Equals(variable.ContainingSymbol, _method);

    /// <summary>What comes in at a root: a parameter, a captured variable, a static member, the receiver.</summary>
    private Value RootValue(ISymbol root)
    {
        var type = root switch
        {
            IParameterSymbol p => p.Type,
            ILocalSymbol l => l.Type,
            IFieldSymbol f => f.Type,
            IPropertySymbol p => p.Type,
            IMethodSymbol m => m.ContainingType,
            _ => null,
        };
        return InputValue(_interner.Root(root, type), type);
    }

    private Value InputValue(InputLoc input, ITypeSymbol? type)
    {
        var labels = ImmutableArray.Create(new Label(null, input, null, ProtectionSet.None, false, null));
        return IsPlain(type) ? Value.Of(labels) : new Value(labels, [input], null, null);
    }

    private Value InputValue(InputLoc parent, FieldKey field, ITypeSymbol? type)
    {
        type ??= field.Symbol switch
        {
            IFieldSymbol f => f.Type,
            IPropertySymbol p => p.Type,
            IParameterSymbol p => p.Type,
            IEventSymbol e => e.Type,
            _ => null,
        };
        if (type is null && field.IsElement)
            type = ElementType(parent.Type);
        if (type is null && ReferenceEquals(field, _interner.Keys) && parent.Type is INamedTypeSymbol { TypeArguments.Length: 2 } dictionary)
            type = dictionary.TypeArguments[0];
        return InputValue(_interner.Child(parent, field, type), type);
    }

    private static ITypeSymbol? ElementType(ITypeSymbol? type) => type switch
    {
        IArrayTypeSymbol array => array.ElementType,
        INamedTypeSymbol { TypeArguments.Length: > 0 } named => named.TypeArguments[named.TypeArguments.Length - 1],
        _ => null,
    };

    /// <summary>Text, numbers and the like: no members that are followed.</summary>
    internal static bool IsPlain(ITypeSymbol? type) => type switch
    {
        null => false,
        { SpecialType: SpecialType.System_String or SpecialType.System_Boolean or SpecialType.System_Char or SpecialType.System_Decimal or SpecialType.System_DateTime } => true,
        { SpecialType: >= SpecialType.System_SByte and <= SpecialType.System_Double } => true,
        { TypeKind: TypeKind.Enum } => true,
        INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable => IsPlain(nullable.TypeArguments[0]),
        _ => false,
    };

    private Value ThisValue()
    {
        if (_top.IsStatic || _top.MethodKind == MethodKind.StaticConstructor)
            return Value.Empty;
        var root = _interner.Root(_top, _top.ContainingType);
        return InputValue(root, _top.ContainingType);
    }

    private Value ReadVariable(ISymbol variable)
    {
        if (variable is ILocalSymbol local && _references.TryGetValue(local, out var target))
            return ReadReference(target);
        if (_state.Variables.TryGetValue(variable, out var value))
            return value;
        if (variable is IParameterSymbol parameter && IsPrimaryParameter(parameter))
            return ReadMember(ThisValue(), _interner.Member(parameter), parameter.Type);
        return IsOwn(variable) ? Value.Empty : RootValue(variable);
    }

    /// <summary>What a reference refers to now.</summary>
    private Value ReadReference(IOperation target) =>
        target is IFlowCaptureReferenceOperation capture && _captured.TryGetValue(capture.Id, out var captured)
            ? captured.Select(Eval).Aggregate(Value.Join)
            : Eval(target);

    /// <summary>A primary constructor's parameter, used outside of the constructor: a private field.</summary>
    private bool IsPrimaryParameter(IParameterSymbol parameter) =>
        parameter.ContainingSymbol is IMethodSymbol { MethodKind: MethodKind.Constructor } constructor
        && !SymbolEqualityComparer.Default.Equals(constructor, _top);

    /// <summary>The receiver of extension members (<c>extension(T receiver)</c>): a parameter that belongs to no method.</summary>
    private static bool IsExtensionReceiver(ISymbol variable) => variable is IParameterSymbol { ContainingSymbol: INamedTypeSymbol };

    /// <summary>Whether a variable is what an extension member is called on.</summary>
    private static bool IsReceiverOf(ISymbol variable, IMethodSymbol method) =>
        IsExtensionReceiver(variable) && SymbolEqualityComparer.Default.Equals(variable.ContainingSymbol, method.ContainingSymbol);

    private void WriteVariable(ISymbol variable, Value value, SyntaxNode? syntax)
    {
        if (variable is ILocalSymbol local && _references.TryGetValue(local, out var target))
        {
            Assign(target, value, syntax);
            return;
        }
        if (variable is IParameterSymbol parameter && IsPrimaryParameter(parameter))
        {
            WriteCells(ThisValue(), _interner.Member(parameter), value);
            return;
        }
        _state = _state.Set(variable, value);
    }

    /// <summary>Reads a member of all objects that a value may be.</summary>
    private Value ReadMember(Value receiver, FieldKey field, ITypeSymbol? type)
    {
        Value? result = null;
        foreach (var loc in receiver.Locs)
        {
            var read = ReadCell(loc, field, type);
            result = result is null ? read : Value.Join(result, read);
            Step(Parts(result) / PartsPerStep);
        }
        result ??= Value.Empty;
        var own = receiver.Own;
        return own.Length == 0 ? result : Value.Union(result, Value.Of(own));
    }

    private Value ReadCell(Loc loc, FieldKey field, ITypeSymbol? type)
    {
        if (_state.Heap.TryGetValue(new Cell(loc, field), out var value))
            return value;
        // Nobody has yet stored anything under a key that was just made, or since the collection was emptied.
        return loc is InputLoc input && !field.IsKeyedByObject && !(field.IsElement && IsEmptied(input)) ? InputValue(input, field, type) : Value.Empty;
    }

    /// <summary>Whether a collection that came in was emptied, on every path to here.</summary>
    private bool IsEmptied(InputLoc input) => _state.Heap.TryGetValue(new Cell(input, Emptied), out var emptied) && emptied.Text is not null;

    /// <summary>Reads the elements, or the element under a constant key, of all collections that a value may be.</summary>
    private Value ReadElements(Value receiver, string? key = null, ITypeSymbol? type = null)
    {
        var result = Value.Empty;
        var first = true;
        foreach (var loc in receiver.Locs)
        {
            Value read;
            if (key is not null)
            {
                var own = _state.Heap.TryGetValue(new Cell(loc, _interner.Named(key)), out var known) ? known : null;
                if (loc.HasBeginnings || loc.HasKeys && FieldKey.IsBeginning(key))
                {
                    Step();
                    foreach (var pair in _state.Of(loc))
                        if (pair.Key.Field.IsKeyed && pair.Key.Field.Name != key && FieldKey.MayBeSame(pair.Key.Field.Name, key))
                            own = own is null ? pair.Value : Value.Join(own, pair.Value);
                }
                var others = _state.Heap.TryGetValue(new Cell(loc, _interner.Elements), out var elements) ? elements : null;
                read = own ?? ReadCell(loc, _interner.Named(key), type);
                if (others is not null && !(own is not null && loc is InputLoc && !_interner.Named(key).IsKeyedByObject))
                    read = own is null && loc is AllocLoc ? others : Value.Join(read, others);
            }
            else
            {
                read = ReadCell(loc, _interner.Elements, type);
                if (loc.HasKeys)
                {
                    Step();
                    foreach (var pair in _state.Of(loc))
                        if (pair.Key.Field.IsKeyed)
                            read = Value.Union(read, pair.Value);
                }
            }
            result = first ? read : Value.Join(result, read);
            first = false;
            Step(Parts(result) / PartsPerStep);
        }
        var labels = receiver.Own;
        return labels.Length == 0 ? result : Value.Union(result, Value.Of(labels));
    }

    /// <summary>Writes a member of the object that a value is; weakly if it may be several.</summary>
    private void WriteCells(Value receiver, FieldKey field, Value value, bool weak = false)
    {
        weak |= receiver.Locs.Length > 1;
        Step(Parts(value) * receiver.Locs.Length / PartsPerStep);
        foreach (var loc in receiver.Locs)
            WriteCell(loc, field, value, weak);
    }

    private void WriteCell(Loc loc, FieldKey field, Value value, bool weak)
    {
        if (loc is AllocLoc && ReferenceEquals(field, Moved))
        {
            MovePositions(loc);
            return;
        }
        if (ReferenceEquals(field, Emptied))
        {
            if (value.Text is not null && !weak && !_state.Many.Contains(loc))
                Empty(loc);
            return;
        }
        if (weak || _state.Many.Contains(loc) || field.Name == "*")
        {
            if (value.IsEmpty && loc is AllocLoc)
                return;
            var before = ReadCell(loc, field, null);
            value = Value.Union(before, value);
            if (value.Same(before) && _state.Heap.ContainsKey(new Cell(loc, field)))
                return;
        }
        _state = _state.Set(new Cell(loc, field), value);
    }

    private const int MaxPositions = 16;

    /// <summary>Adds to a list all of whose elements are known by their positions; false: they are not.</summary>
    private bool Append(IMethodSymbol method, Value list, IOperation? operation, ImmutableArray<Argument> arguments)
    {
        if (method is not { Name: "Add", ContainingType: { Name: "List", Arity: 1 } } || arguments.Length != 1 || list.Locs.Length != 1 || list.Locs[0] is not AllocLoc made || _state.Many.Contains(made)
            || CountOf(made) is not { } count || count >= MaxPositions)
            return false;
        var value = arguments[0].Value.Bare;
        WriteCell(made, _interner.Named("[" + count + "]"), value, weak: false);
        SetCount(made, count + 1);
        if (operation is not null)
            StoreElement(operation, value, arguments[0].Operation.Syntax);
        return true;
    }

    /// <summary>Removes from such a list the element at a constant position; false: it is no such list, or not known which element.</summary>
    private bool RemoveAt(IMethodSymbol method, Value list, ImmutableArray<Argument> arguments)
    {
        if (method is not { Name: "RemoveAt", ContainingType: { Name: "List", Arity: 1 } } || arguments.Length != 1 || arguments[0].Operation.ConstantValue is not { HasValue: true, Value: int at }
            || list.Locs.Length != 1 || list.Locs[0] is not AllocLoc made || _state.Many.Contains(made) || CountOf(made) is not { } count || at < 0 || at >= count)
            return false;
        for (var i = at; i < count; i++)
            _state = _state.Set(new Cell(made, _interner.Named("[" + i + "]")), i + 1 < count ? ReadCell(made, _interner.Named("[" + (i + 1) + "]"), null) : Value.Empty);
        SetCount(made, count - 1);
        return true;
    }

    /// <summary>How many elements a list has, where all are known by their positions; else null.</summary>
    private int? CountOf(Loc list) =>
        _state.Heap.TryGetValue(new Cell(list, _interner.Named("count")), out var known) && known.Text is { } text && !text.EndsWith("\0", StringComparison.Ordinal)
        && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : null;

    /// <summary>The name of the element at an index, also one that is counted from the end; null: any.</summary>
    private string? FromEnd(Value sequence, IOperation index) =>
        index is IUnaryOperation { OperatorKind: UnaryOperatorKind.Hat, Operand.ConstantValue: { HasValue: true, Value: int fromEnd } } ? FromEnd(sequence, fromEnd) : null;

    private string? FromEnd(Value sequence, int fromEnd) =>
        sequence.Locs.Length == 1 && sequence.Locs[0] is AllocLoc made && LengthOf(made) is { } length && fromEnd <= length ? "[" + (length - fromEnd) + "]" : null;

    /// <summary>How many elements an object has that was made of all of them.</summary>
    private int? LengthOf(AllocLoc made)
    {
        if (CountOf(made) is { } count)
            return count;
        var origin = made;
        while (origin.Inner is { } inner)
            origin = inner;
        if (made.Type is not IArrayTypeSymbol || origin.Site is not (ArrayCreationExpressionSyntax { Initializer: not null } or ImplicitArrayCreationExpressionSyntax or InitializerExpressionSyntax or CollectionExpressionSyntax)
            || _state.Heap.ContainsKey(new Cell(made, _interner.Elements)))
            return null;
        var length = _state.Of(made).Count(p => p.Key.Field.IsKeyed);
        return length == 0 ? null : length;
    }

    private void SetCount(Loc list, int count) =>
        _state = _state.Set(new Cell(list, _interner.Named("count")), Value.Empty.WithText(count.ToString(CultureInfo.InvariantCulture)));

    /// <summary>Whether a call may make the positions of a list's elements other ones than they were, or add some.</summary>
    private static bool ChangesPositions(IMethodSymbol method) =>
        IsSequence(method.ContainingType) && !IsDictionary(method.ContainingType)
        && (method.Name is "Sort" or "Reverse" || method.Name.StartsWith("Add", StringComparison.Ordinal) || method.Name.StartsWith("Insert", StringComparison.Ordinal) || method.Name.StartsWith("Remove", StringComparison.Ordinal));

    /// <summary>After it, an element of the list may stand at any position. What a method does so to a list that it was given, its caller is told.</summary>
    private void MovePositions(Loc list)
    {
        if (list is InputLoc)
        {
            _state = _state.Set(new Cell(list, Moved), Value.Empty.WithText("moved"));
            return;
        }
        if (!_state.Heap.ContainsKey(new Cell(list, _interner.Named("count"))))
            return;
        _state = _state.WithHeap(_state.Heap.Remove(new Cell(list, _interner.Named("count"))));
        foreach (var pair in _state.Of(list))
        {
            if (!pair.Key.Field.IsKeyed)
                continue;
            _state = _state.WithHeap(_state.Heap.Remove(pair.Key));
            WriteCell(list, _interner.Elements, pair.Value, weak: true);
        }
    }

    /// <summary>The mark of a list whose elements may have moved, and of a part of which they have other positions than in the whole.</summary>
    private FieldKey Moved => _interner.Named("moved");

    private void WriteElement(Value receiver, Value value, string? key)
    {
        if (key is null || receiver.Locs.Length > 1 && receiver.Locs.Any(l => l is AllocLoc && _state.Heap.ContainsKey(new Cell(l, Moved))))
            WriteCells(receiver, _interner.Elements, value, weak: true);
        else
            WriteCells(receiver, _interner.Named(key), value, weak: MayBeSeveral(key));
    }

    /// <summary>The cells that an operation refers to, for references to them.</summary>
    private IEnumerable<Cell> CellsOf(IOperation operation)
    {
        switch (operation)
        {
            case IFlowCaptureReferenceOperation capture when _captured.TryGetValue(capture.Id, out var captured):
                return captured.SelectMany(CellsOf);
            case IFieldReferenceOperation { Instance: { } instance } field:
                return Eval(instance).Locs.Select(l => new Cell(l, _interner.Member(field.Field)));
            case IArrayElementReferenceOperation element:
                return Eval(element.ArrayReference).Locs.Select(l => new Cell(l, _interner.Elements));
            case IConversionOperation conversion:
                return CellsOf(conversion.Operand);
            default:
                return [];
        }
    }

    /// <summary>Whether a name stands for elements under more than one key.</summary>
    private static bool MayBeSeveral(string key) => FieldKey.IsBeginning(key) && FieldKey.ParameterOf(key) is null;

    /// <summary>
    /// The name of the element under an index or key, as far as that is known: a constant, a text with a constant beginning, a
    /// parameter, or an object that is made once and equal to no other. Null: any element.
    /// </summary>
    private string? KeyOf(IOperation index, Value value)
    {
        while (true)
        {
            if (index is IConversionOperation { IsImplicit: true } conversion)
                index = conversion.Operand;
            else if (index is IFlowCaptureReferenceOperation capture && _captured.TryGetValue(capture.Id, out var captured) && captured.Length == 1)
                index = captured[0];
            else
                break;
        }
        if (index.ConstantValue is { HasValue: true, Value: { } constant })
            return "[" + constant + "]";
        if (index is ITypeOfOperation { TypeOperand: ITypeParameterSymbol parameter })
            KnownType(parameter);
        if (value.Text is { } text)
            return "[" + text + "]";
        // A key that is made once for all, and is no text or number that another may be the same as.
        if (index is IFieldReferenceOperation { Field: { IsStatic: true, IsReadOnly: true } once } && !IsPlain(once.Type) && !once.ContainingType.IsGenericType)
            return "[" + once.ToDisplayString() + "]";
        if (index is IParameterReferenceOperation { Parameter: { RefKind: RefKind.None, IsParams: false } given } && IsPlain(given.Type)
            && SymbolEqualityComparer.Default.Equals(given.ContainingSymbol, _method) && StaysAsGiven(given))
            return FieldKey.ByParameter(given);
        return value.Labels.Length == 0 && value.Locs.Length == 1 && value.Locs[0] is AllocLoc { Exact: true, Inner: null, Type: { TypeKind: TypeKind.Class, IsRecord: false } type } made && made is not FuncLoc && !_state.Many.Contains(made) && IsOnlyItself(type)
            ? FieldKey.ObjectPrefix + made.Order + "]" : null;

        static bool IsOnlyItself(ITypeSymbol type)
        {
            for (var t = type; t is not null && t.SpecialType != SpecialType.System_Object; t = t.BaseType)
                if (t.GetMembers("Equals").Any(m => m is IMethodSymbol { IsOverride: true }))
                    return false;
            return true;
        }
    }

    /// <summary>Whether a parameter is what the caller gave, wherever the method names it.</summary>
    private bool StaysAsGiven(IParameterSymbol parameter)
    {
        if (!_staying.TryGetValue(parameter, out var stays))
            _staying.Add(parameter, stays = !(_method.PartialImplementationPart ?? _method).DeclaringSyntaxReferences
                .SelectMany(r => r.GetSyntax(_cancellation).DescendantNodes()).OfType<IdentifierNameSyntax>()
                .Any(n => n.Identifier.ValueText == parameter.Name && (n.Parent is RefExpressionSyntax || (MemberAccesses.At(n, parameter) & MemberAccess.Write) != 0)));
        return stays;
    }

    /// <summary>Assigns a value to what an operation refers to.</summary>
    private void Assign(IOperation target, Value value, SyntaxNode? valueSyntax)
    {
        Step();
        switch (target)
        {
            case ILocalReferenceOperation local:
                WriteVariable(local.Local, value, valueSyntax);
                break;
            case IParameterReferenceOperation parameter:
                WriteVariable(parameter.Parameter, value, valueSyntax);
                break;
            case IFlowCaptureReferenceOperation capture when _captured.TryGetValue(capture.Id, out var captured):
                foreach (var one in captured)
                    if (one is ILocalReferenceOperation or IParameterReferenceOperation or IMemberReferenceOperation or IArrayElementReferenceOperation or IFlowCaptureReferenceOperation or IInvocationOperation)
                        Assign(one, captured.Length == 1 ? value : Value.Join(Eval(one), value), valueSyntax);
                break;
            case IFieldReferenceOperation field:
                Store(field.Field, field.Instance is null ? null : EvalWritten(field.Instance), value, valueSyntax);
                break;
            case IPropertyReferenceOperation property:
                AssignProperty(property, value, valueSyntax);
                break;
            case IEventReferenceOperation @event:
                Store(@event.Event, @event.Instance is null ? null : Eval(@event.Instance), value, valueSyntax);
                break;
            case IArrayElementReferenceOperation element:
                {
                    var array = Eval(element.ArrayReference);
                    var at = Value.Empty;
                    foreach (var index in element.Indices)
                        at = Eval(index);
                    WriteElement(array, value, element.Indices.Length == 1 ? FromEnd(array, element.Indices[0]) ?? KeyOf(element.Indices[0], at) : null);
                    StoreElement(element.ArrayReference, value, valueSyntax);
                    break;
                }
            case IImplicitIndexerReferenceOperation indexer:
                {
                    var indexed = Eval(indexer.Instance);
                    WriteElement(indexed, value, FromEnd(indexed, indexer.Argument));
                    StoreElement(indexer.Instance, value, valueSyntax);
                    break;
                }
            case IInlineArrayAccessOperation inline:
                WriteElement(EvalWritten(inline.Instance), value, KeyOf(inline.Argument, Value.Empty));
                break;
            case IDeclarationExpressionOperation declaration:
                Assign(declaration.Expression, value, valueSyntax);
                break;
            case IConversionOperation conversion:
                Assign(conversion.Operand, value, valueSyntax);
                break;
            case ITupleOperation tuple:
                Deconstruct(tuple, value, null);
                break;
            case IInvocationOperation call:
                AssignThroughCall(call, value);
                break;
            case IDynamicMemberReferenceOperation member:
                if (member.Instance is not null)
                    WriteDynamic(Eval(member.Instance), member.MemberName, value);
                break;
            case { Kind: OperationKind.None } when PointedTo(target) is { } pointed:
                Assign(pointed, Value.Join(Eval(pointed), value), valueSyntax);
                break;
            case IDynamicIndexerAccessOperation indexer:
                WriteDynamicElement(indexer, value, valueSyntax);
                break;
        }
    }

    /// <summary>What a member is written of: a struct that was never assigned is made where it is kept.</summary>
    private Value EvalWritten(IOperation instance)
    {
        var value = Eval(instance);
        if (value.Locs.Length > 0 || instance is not (ILocalReferenceOperation or IParameterReferenceOperation or IFieldReferenceOperation or IArrayElementReferenceOperation or IInvocationOperation or IFlowCaptureReferenceOperation)
            || instance.Type is not { TypeKind: TypeKind.Struct } type || IsPlain(type) || !_store.IsSource(type))
            return value;
        value = new Value(value.Labels, [Allocate(instance.Syntax, type)], null, null);
        Assign(instance, value, null);
        return value;
    }

    /// <summary>The variable whose address the pointer has that is dereferenced here, or null.</summary>
    private IOperation? PointedTo(IOperation indirection) =>
        indirection.ChildOperations.FirstOrDefault() is ILocalReferenceOperation { Local: var pointer } && _pointers.TryGetValue(pointer, out var pointed) ? pointed : null;

    private void WriteDynamic(Value receiver, string name, Value value)
    {
        foreach (var loc in receiver.Locs)
        {
            var member = loc.Type?.GetMembers(name).FirstOrDefault(m => m is IFieldSymbol or IPropertySymbol);
            WriteCell(loc, member is null ? _interner.Named(name) : _interner.Member(member), value, receiver.Locs.Length > 1);
        }
    }

    private void WriteDynamicElement(IDynamicIndexerAccessOperation indexer, Value value, SyntaxNode? valueSyntax)
    {
        var receiver = Eval(indexer.Operation);
        foreach (var (loc, property) in DynamicIndexers(indexer, receiver))
            if (property?.SetMethod is { } setter && _store.HasSource(setter))
                CallTargets(indexer.Syntax, setter, [setter.OriginalDefinition], Value.Of(loc), indexer.Operation,
                    [.. indexer.Arguments.Select((a, i) => new Argument(setter.Parameters[i], a, Eval(a))), new Argument(setter.Parameters[setter.Parameters.Length - 1], Operation(valueSyntax, indexer), value)]);
            else
                WriteElement(Value.Of(loc), value, null);
    }

    /// <summary>The objects that may be indexed, each with its type's own indexer if it has one for as many arguments.</summary>
    private static IEnumerable<(Loc Loc, IPropertySymbol? Property)> DynamicIndexers(IDynamicIndexerAccessOperation indexer, Value receiver)
    {
        foreach (var loc in receiver.Locs)
        {
            IPropertySymbol? property = null;
            for (var t = loc.Type; t is not null && property is null; t = t.BaseType)
                property = t.GetMembers().OfType<IPropertySymbol>().FirstOrDefault(p => p.IsIndexer && p.Parameters.Length == indexer.Arguments.Length);
            yield return (loc, property);
        }
    }

    /// <summary>Stores a value in a field, an automatic property or an event.</summary>
    private void Store(ISymbol member, Value? receiver, Value value, SyntaxNode? valueSyntax)
    {
        if (valueSyntax is not null)
            RecordStore(member, value, valueSyntax);
        if (member.IsStatic)
            // Of a generic type there are several.
            _state = _state.Set(member.OriginalDefinition, member.ContainingType.IsGenericType ? Value.Join(ReadVariable(member.OriginalDefinition), value) : value);
        else if (receiver is not null)
            WriteCells(receiver, _interner.Member(member), value);
    }

    /// <summary>Adding to a collection that a member holds is storing in it.</summary>
    private void StoreElement(IOperation collection, Value value, SyntaxNode? valueSyntax)
    {
        if (valueSyntax is null)
            return;
        while (collection is IConversionOperation conversion)
            collection = conversion.Operand;
        if (collection is IFlowCaptureReferenceOperation capture && _captured.TryGetValue(capture.Id, out var captured))
            collection = captured[captured.Length - 1];
        if (collection is IFieldReferenceOperation or IPropertyReferenceOperation { Property.IsIndexer: false })
            RecordStore(((IMemberReferenceOperation)collection).Member, value, valueSyntax);
    }

    /// <summary>The extension method that takes a value apart, or null if none does.</summary>
    private IMethodSymbol? ByExtension(IDeconstructionAssignmentOperation deconstruction)
    {
        if (TypeBefore(deconstruction.Value) is not INamedTypeSymbol { IsTupleType: false })
            return null;
        var model = _store.Bodies.Model(deconstruction.Syntax.SyntaxTree);
        var method = deconstruction.Syntax switch
        {
            AssignmentExpressionSyntax assignment => model.GetDeconstructionInfo(assignment).Method,
            ForEachVariableStatementSyntax each => model.GetDeconstructionInfo(each).Method,
            _ => deconstruction.Syntax.Parent is ForEachVariableStatementSyntax around ? model.GetDeconstructionInfo(around).Method : null,
        };
        return method?.IsExtensionMethod == true ? method : null;
    }

    private void Deconstruct(ITupleOperation targets, Value value, IOperation? source, IMethodSymbol? extension = null)
    {
        var type = source?.Type;
        while (source is IConversionOperation conversion)
            source = conversion.Operand;
        // (a, b) = (b, a): all values are read before the first is assigned.
        var values = new Value[targets.Elements.Length];
        var syntaxes = new SyntaxNode?[targets.Elements.Length];
        if (source is ITupleOperation tuple && tuple.Elements.Length == targets.Elements.Length)
        {
            for (var i = 0; i < values.Length; i++)
            {
                values[i] = ReadMember(value, _interner.Named("Item" + (i + 1)), tuple.Elements[i].Type);
                syntaxes[i] = tuple.Elements[i].Syntax;
            }
        }
        else
        {
            for (var i = 0; i < values.Length; i++)
            {
                values[i] = Part(value, type, i, targets.Elements.Length, targets.Elements[i].Type, extension, source);
                syntaxes[i] = source?.Syntax;
            }
        }
        for (var i = 0; i < values.Length; i++)
        {
            var element = targets.Elements[i];
            if (element is ITupleOperation nested)
                Deconstruct(nested, values[i], null);
            else
                Assign(element, values[i], syntaxes[i]);
        }
    }

    /// <summary>The i-th part of a tuple, a pair of a dictionary, a positional record, or by a Deconstruct method.</summary>
    private Value Part(Value value, ITypeSymbol? type, int index, int count, ITypeSymbol? partType, IMethodSymbol? extension = null, IOperation? source = null)
    {
        if (extension is { IsExtensionMethod: true } && source is not null && (extension.ReducedFrom ?? extension).OriginalDefinition is { } apart && _store.HasSource(apart) && apart.Parameters.Length == count + 1)
        {
            var given = Apply(_store.Summary(apart, Binding.None, _cancellation), new CallSite(Anchor(), apart, Value.Empty, null, [new Argument(apart.Parameters[0], source, value)]));
            return given.Variables.TryGetValue(apart.Parameters[index + 1], out var told) ? told : Value.Empty;
        }
        if (type is null or { IsTupleType: true })
            return ReadMember(value, _interner.Named("Item" + (index + 1)), partType);
        if (type is INamedTypeSymbol { Name: "KeyValuePair", Arity: 2 })
            return ReadMember(value, _interner.Named(index == 0 ? "Key" : "Value"), partType);
        if (type is INamedTypeSymbol named)
        {
            foreach (var member in named.OriginalDefinition.GetMembers("Deconstruct"))
            {
                if (member is not IMethodSymbol { IsStatic: false } deconstruct || deconstruct.Parameters.Length != count)
                    continue;
                if (_store.HasSource(deconstruct) && !deconstruct.IsImplicitlyDeclared)
                {
                    var summary = _store.Summary(deconstruct, Binding.None, _cancellation);
                    var applied = Apply(summary, new CallSite(Anchor(), deconstruct, value, null, []));
                    return applied.Variables.TryGetValue(deconstruct.Parameters[index], out var part) ? part : Value.Empty;
                }
                if (named.OriginalDefinition.GetMembers(deconstruct.Parameters[index].Name).FirstOrDefault() is IPropertySymbol property)
                    return ReadMarked(property, value, ReadMember(value, _interner.Member(property), property.Type), Anchor(), null);
            }
        }
        return Value.Union(value, ReadElements(value));
    }
}
