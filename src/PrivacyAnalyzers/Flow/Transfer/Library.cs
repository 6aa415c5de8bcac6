using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PrivacyAnalyzers.Flow.Domain;
using PrivacyAnalyzers.KnownApis;
using PrivacyAnalyzers.PersonalData;

namespace PrivacyAnalyzers.Flow.Transfer;

/// <summary>
/// Calls of code that is not in source: the catalogue's flows, protections, or the default. By default what goes in, receiver
/// included, comes out in the result; a call that is a mutator by shape puts its arguments into the receiver; a callback gets
/// what goes in, and what it gives comes out.
/// </summary>
internal sealed partial class MethodAnalysis
{
    private ImmutableArray<FlowRule>? KnownFlows(ISymbol symbol) =>
        _privacy.Catalogue.PropagatorOf(symbol) is { } row ? _store.Flows(row) : null;

    private Value CallLibrary(IOperation operation, IMethodSymbol method, Value receiver, IOperation? receiverOperation, ImmutableArray<Argument> arguments) =>
        CallLibraryAt(operation, operation.Syntax, method, receiver, receiverOperation, arguments);

    private Value CallLibraryAt(IOperation? operation, SyntaxNode syntax, IMethodSymbol method, Value receiver, IOperation? receiverOperation, ImmutableArray<Argument> arguments)
    {
        var name = method.Name;
        // An enumerator is a view of what it enumerates.
        if (name is "GetEnumerator" or "GetAsyncEnumerator" && arguments.Length <= 1)
            return IsNames(method.ContainingType) ? Sequence(syntax, method.ReturnType, ReadMember(receiver, _interner.Keys, null), "names") : IsPlain(receiverOperation?.Type) ? Value.Of(receiver.Labels) : receiver;
        if (name == "<Clone>$")
        {
            var record = Allocate(syntax, receiverOperation?.Type ?? method.ContainingType);
            CopyMembers(receiver, record, record.Type);
            return new Value(receiver.Own, [record], null, null);
        }
        if (name == "Clear" && arguments.Length == 0 && !method.IsStatic)
        {
            if (IsMutator(method) || KnownFlows(method) is not null)
                Empty(receiver);
            return method.ReturnsVoid ? Value.Empty : receiver;
        }
        if (Overwritten(method, receiver, arguments) is { } overwritten)
            Empty(overwritten);
        if (TryReflection(method, receiver, receiverOperation, arguments, syntax) is { } reflected)
            return reflected;
        if (Append(method, receiver, receiverOperation, arguments) || RemoveAt(method, receiver, arguments))
            return Value.Empty;
        if (name is "GetResult" or "Wait" && (receiver.Condition is not null || receiver.Locs.Any(IsFailing)))
        {
            // Who only waits for an answer has not looked at it.
            Awaited(receiverOperation?.Type is INamedTypeSymbol { TypeArguments.Length: 1 } of ? of.TypeArguments[0] : method.ReturnType, receiver);
            receiver = WithoutTask(receiver);
            if (name == "GetResult" && receiver.Condition is { } answer)
                return Value.Empty.WithCondition(answer);
        }
        if (name is "GetAwaiter" or "ConfigureAwait" or "AsTask" or "WaitAsync" && receiver.Condition is not null)
            return receiver;
        if (ChangesPositions(method))
            foreach (var list in receiver.Locs)
                MovePositions(list);
        TellChanged(syntax, method, receiver, receiverOperation, arguments);
        if (name is "AsSpan" or "AsMemory" or "Slice" && arguments.FirstOrDefault(a => a.Parameter.Name is "start" or "startIndex" or "range") is { Operation: { } start })
        {
            var whole = method.IsStatic ? arguments[0] : default;
            return IsPlain(whole.Type) ? Value.Of(whole.Value.Labels)
                : Slice(method.IsStatic ? whole.Value : receiver, start.ConstantValue is { HasValue: true, Value: 0 }, method.ReturnType, syntax, isCopy: false);
        }
        if (KnownFlows(method) is { } flows)
        {
            var result = RunFlows(flows, operation, method, receiver, arguments, Value.Empty, syntax, receiverOperation);
            RemoveEntry(method, receiver, arguments);
            return name.StartsWith("Deserialize", StringComparison.Ordinal) ? WithoutOwnMembers(result, method.ReturnType) : result;
        }
        RemoveEntry(method, receiver, arguments);
        if (method.MethodKind == MethodKind.Constructor)
        {
            // A constructor of a base class.
            if (_store.IsException(method.ContainingType))
            {
                StoreException(receiver, arguments);
                RecordException(syntax, method.ContainingType, arguments);
            }
            else if (arguments.Length > 0)
            {
                foreach (var argument in arguments)
                    WriteCells(receiver, _interner.Elements, argument.Value.Bare, weak: true);
            }
            return Value.Empty;
        }
        if (name is "GetAwaiter" or "GetResult" or "ConfigureAwait" or "AsTask" or "WaitAsync" or "WithCancellation" or "AsReadOnly" or "AsEnumerable" or "AsQueryable" or "AsSpan" or "AsMemory" or "Slice")
        {
            var from = method.IsStatic && arguments.Length > 0 ? arguments[0].Value : receiver;
            if (name == "GetResult")
                Awaited(method.ReturnType, from);
            return IsPlain(receiverOperation?.Type) ? Value.Of(from.Labels) : from;
        }
        if (name is "MoveNext" or "MoveNextAsync" or "Dispose" or "DisposeAsync" or "Close" or "Flush" or "FlushAsync")
            return Value.Empty;
        if (name == "ToString" && !method.IsStatic)
        {
            var shown = Show(receiver, receiverOperation?.Type ?? method.ContainingType, SinkShape.Text);
            return Value.Of(shown).WithText(arguments.Length == 0 ? receiver.Text : null);
        }
        if (name == "GetType" && arguments.Length == 0)
            return TypeObject(receiver.Locs.Length == 1 && receiver.Locs[0].Type is { } only ? only : receiverOperation?.Type);
        if (name is "Equals" or "GetHashCode" or "CompareTo" or "Compare" or "GetType" or "ReferenceEquals" or "CompareOrdinal")
            return Value.Empty;
        if (name is "Clone" or "MemberwiseClone" && !method.IsStatic)
        {
            var copy = _interner.Alloc(syntax, receiverOperation?.Type, true);
            CopyMembers(receiver, copy, receiverOperation?.Type);
            return new Value(receiver.Own, [copy], null, null);
        }
        if (name == "Compile" && method.ContainingType.Name.StartsWith("Expression", StringComparison.Ordinal) || name == "Invoke" && method.ContainingType.TypeKind == TypeKind.Delegate)
            return receiver;
        if (name is "CopyTo" or "TryCopyTo" or "CopyFrom" && !method.IsStatic && arguments.Length > 0)
        {
            WriteCells(arguments[0].Value, _interner.Elements, Value.Union(ReadElements(receiver), Value.Of(receiver.Labels)), weak: true);
            return Value.Empty;
        }

        // Callbacks first: they get what goes in, and give what comes out.
        var given = receiver;
        foreach (var argument in arguments)
            if (argument.Parameter.Type.TypeKind != TypeKind.Delegate)
                given = Value.Union(given, argument.Value.Bare);
        var all = Value.Empty;
        foreach (var argument in arguments)
        {
            if (argument.Parameter.Type.TypeKind != TypeKind.Delegate && !argument.Value.Locs.Any(l => l is FuncLoc))
                continue;
            all = Value.Union(all, InvokeUnknown(syntax, argument, Value.Union(given, ReadElements(given))));
        }

        var isString = method.ContainingType.SpecialType == SpecialType.System_String;
        var isNumber = IsNumber(method.ReturnType);
        foreach (var argument in arguments)
        {
            if (argument.Parameter.Type.TypeKind == TypeKind.Delegate)
                continue;
            if (argument.Parameter.RefKind == RefKind.Out || IsClean(argument.Parameter.Type))
                continue;
            // A price or a time that is worked out for an order is not what the order holds.
            all = Value.Union(all, isNumber && IsOwnObject(argument.Type) ? Value.Of(argument.Value.Labels)
                : isString && !IsSequence(argument.Parameter.Type) ? Value.Of(Show(argument.Value, argument.Type, SinkShape.Text))
                : isString ? ElementsAsText(argument.Value, argument.Operation) : argument.Value.Bare);
        }
        if (ExtendsRequest(method))
        {
            for (var i = 1; i < arguments.Length; i++)
                if (arguments[i].Parameter.Type.TypeKind != TypeKind.Delegate && !IsClean(arguments[i].Parameter.Type))
                    WriteCells(arguments[0].Value, _interner.Elements, arguments[i].Value.Bare, weak: true);
        }
        // What a logger is given does not come back.
        if (IsMutator(method) && (SinksOf(method, arguments) & 1 << (int)SinkKind.Log) == 0)
        {
            foreach (var argument in arguments)
                if (argument.Parameter.Type.TypeKind != TypeKind.Delegate && argument.Parameter.RefKind != RefKind.Out && !IsClean(argument.Parameter.Type))
                {
                    var stored = IsSequence(argument.Parameter.Type) && !IsPlain(argument.Type) ? ReadElements(argument.Value) : argument.Value.Bare;
                    if (IsTextBuilder(method.ContainingType))
                        stored = Value.Of(Show(argument.Value, argument.Type, SinkShape.Text));
                    WriteCells(receiver, _interner.Elements, stored, weak: true);
                    if (receiverOperation is not null)
                        StoreElement(receiverOperation, stored, argument.Operation.Syntax);
                }
        }
        if (!method.IsStatic)
            all = Value.Union(all, receiver.Bare);

        foreach (var argument in arguments)
            if (argument.Parameter.RefKind is RefKind.Out or RefKind.Ref)
            {
                var outgoing = IsClean(argument.Parameter.Type) ? Value.Empty
                    : LibraryResult(syntax, argument.Parameter.Type, argument.Parameter.RefKind == RefKind.Out ? ComingOut(method, argument.Parameter.Type, all, arguments) : all, "out" + argument.Parameter.Ordinal);
                if (!(argument.Parameter.RefKind == RefKind.Ref && outgoing.IsEmpty))
                    AssignOut(argument, argument.Parameter.RefKind == RefKind.Ref ? Value.Union(argument.Value, outgoing) : outgoing);
            }
        if (IsClean(method.ReturnType) || CountsOrCompares(method))
            return Value.Empty;
        return LibraryResult(syntax, method.ReturnType, ComingOut(method, method.ReturnType, all, arguments), "result");
    }

    /// <summary>A collection that tells of its changes calls its handlers with what is put into it or taken out.</summary>
    private void TellChanged(SyntaxNode syntax, IMethodSymbol method, Value collection, IOperation? collectionOperation, ImmutableArray<Argument> arguments)
    {
        if (method.IsStatic || !IsSequence(method.ContainingType) || method.MethodKind != MethodKind.PropertySet && !s_changes.Any(verb => StartsWithWord(method.Name, verb)))
            return;
        var handlers = Value.Empty;
        foreach (var loc in collection.Locs)
            if (ChangedEvent(loc.Type ?? method.ContainingType) is { } changed)
                handlers = Value.Union(handlers, ReadCell(loc, _interner.Member(changed), changed.Type));
        if (handlers.Locs.Length == 0)
            return;
        var told = _interner.Alloc(syntax, null, false, "changed");
        foreach (var argument in arguments)
            if (argument.Parameter.Name != "index")
                WriteCell(told, _interner.Elements, IsSequence(argument.Parameter.Type) ? ReadElements(argument.Value) : argument.Value.Bare, weak: true);
        WriteCell(told, _interner.Named("OldItems"), Sequence(syntax, null, ReadElements(collection), "removed"), weak: false);
        var carrier = arguments.Length > 0 ? arguments[arguments.Length - 1].Operation : collectionOperation;
        InvokeDelegate(syntax, handlers, [collection, Value.Of(told)], carrier is null ? [] : [collectionOperation ?? carrier, carrier]);

        static IEventSymbol? ChangedEvent(ITypeSymbol type)
        {
            for (var t = type; t is not null; t = t.BaseType)
                if (t.GetMembers("CollectionChanged").OfType<IEventSymbol>().FirstOrDefault() is { } own)
                    return own;
            return null;
        }
    }

    /// <summary>How the names of methods begin that change a collection.</summary>
    private static readonly string[] s_changes = ["Add", "Insert", "Set", "Remove", "Replace", "Clear"];

    /// <summary>
    /// What of that which goes into a call comes out as a value of a type. What is found under a key has nothing of the key: an object of
    /// the project that a service gives, whose members speak for themselves, any object with members of its own where the call looks for it,
    /// whatever is asked for by its only argument.
    /// </summary>
    private Value ComingOut(IMethodSymbol method, ITypeSymbol type, Value all, ImmutableArray<Argument> arguments)
    {
        var asks = Begins(method.Name, s_questions);
        var single = type;
        while (true)
        {
            if (single is INamedTypeSymbol { Name: "Task" or "ValueTask" or "Nullable", TypeArguments: { Length: 1 } inner })
                single = inner[0];
            else if (IsSequence(single) && ElementType(single) is { } element)
                single = element;
            else
                break;
        }
        // A generic object of texts or numbers is made of them.
        var isObject = single is INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Interface or TypeKind.Struct, IsTupleType: false, IsAnonymousType: false, SpecialType: SpecialType.None } named
            && !IsOfTheRuntime(named) && !named.TypeArguments.Any(IsPlain) && !SymbolEqualityComparer.Default.Equals(named.OriginalDefinition, method.ContainingType.OriginalDefinition);
        var isOwn = isObject && !method.IsStatic && !method.IsGenericMethod && (_store.IsSource(single) || _labels.IsHolder(single));
        if (!isOwn && !(asks && (isObject || HasWord(method.Name, "By") && method.Parameters.Count(p => !IsClean(p.Type) && p.RefKind != RefKind.Out) == 1)))
            return all;
        var keys = arguments.Where(a => a.Value.Locs.Length == 0).SelectMany(a => a.Value.Labels).ToImmutableArray();
        var others = isOwn ? all.Locs.Where(l => _store.IsSource(l.Type) && !IsOpen(l.Type) && !IsRelated(l.Type!, single)).ToImmutableArray() : [];
        return keys.Length == 0 && others.Length == 0 ? all
            : new Value([.. all.Labels.Where(l => !keys.Contains(l) && !(l.Input is { } input && others.Contains(input)))], [.. all.Locs.Where(l => !others.Contains(l))], null, null);
    }

    private bool IsRelated(ITypeSymbol a, ITypeSymbol b) => _privacy.Compilation.HasImplicitConversion(a, b) || _privacy.Compilation.HasImplicitConversion(b, a);

    /// <summary>How the names of methods begin that look for something.</summary>
    private static readonly string[] s_questions = ["Get", "TryGet", "Find", "TryFind", "Load", "Lookup", "Search", "Fetch", "Query", "List", "Retrieve"];

    /// <summary>How the names of methods begin whose <c>bool</c> is an answer.</summary>
    private static readonly string[] s_predicates = ["Is", "Has", "Can", "Exists", "Contains", .. s_questions];

    private static bool Begins(string name, string[] words) => words.Any(word => StartsWithWord(name, word));

    private static bool StartsWithWord(string name, string word) =>
        name.StartsWith(word, StringComparison.Ordinal) && (name.Length == word.Length || !char.IsLower(name[word.Length]));

    private static bool HasWord(string name, string word)
    {
        for (var at = name.IndexOf(word, StringComparison.Ordinal); at >= 0; at = name.IndexOf(word, at + 1, StringComparison.Ordinal))
            if (StartsWithWord(name.Substring(at), word))
                return true;
        return false;
    }

    /// <summary>An object made of a text that its own kind was written to has in its marked members what these held, and nothing of it in the others.</summary>
    private Value WithoutOwnMembers(Value made, ITypeSymbol type)
    {
        var own = _labels.MarkedMembers(type);
        return made.Labels.Length == 0 || own.IsEmpty
            ? made
            : made.WithLabels([.. made.Labels.Where(l => l.Mark is null || !own.Any(o => SymbolEqualityComparer.Default.Equals(o.OriginalDefinition, l.Mark.Symbol)))]);
    }

    /// <summary>The array, span or stream of which a call leaves nothing as it was, or null.</summary>
    private static Value? Overwritten(IMethodSymbol method, Value receiver, ImmutableArray<Argument> arguments) => method switch
    {
        { Name: "Clear", IsStatic: true, ContainingType.SpecialType: SpecialType.System_Array } when arguments.Length == 1 => arguments[0].Value,
        { Name: "Fill", IsStatic: true, ContainingType.SpecialType: SpecialType.System_Array } when arguments.Length == 2 => arguments[0].Value,
        { Name: "Fill", IsStatic: false, ContainingType.Name: "Span" } => receiver,
        { Name: "SetLength", IsStatic: false } when IsStreamLike(method.ContainingType) && arguments.Length == 1 && arguments[0].Operation.ConstantValue is { HasValue: true, Value: 0 or 0L } => receiver,
        _ => null,
    };

    /// <summary>The mark of a collection that came in and was emptied since.</summary>
    private FieldKey Emptied => _interner.Named("emptied");

    /// <summary>Empties a collection or text builder, if it is known which.</summary>
    private void Empty(Value collection)
    {
        if (collection.Locs.Length == 1 && !_state.Many.Contains(collection.Locs[0]))
            Empty(collection.Locs[0]);
    }

    private void Empty(Loc loc)
    {
        foreach (var pair in _state.Of(loc))
            if (pair.Key.Field.IsElement)
                _state = _state.Set(pair.Key, Value.Empty);
        _state = _state.Set(new Cell(loc, _interner.Elements), Value.Empty).Set(new Cell(loc, _interner.Keys), Value.Empty);
        if (_state.Heap.ContainsKey(new Cell(loc, _interner.Named("count"))))
            SetCount(loc, 0);
        if (loc is InputLoc)
            _state = _state.Set(new Cell(loc, Emptied), Value.Empty.WithText("emptied"));
    }

    /// <summary>A dictionary no longer holds the entry of a constant key after it was removed.</summary>
    private void RemoveEntry(IMethodSymbol method, Value receiver, ImmutableArray<Argument> arguments)
    {
        if (method is { IsStatic: false, Name: "Remove" or "TryRemove" } && arguments.Length > 0 && IsDictionary(method.ContainingType) && receiver.Locs.Length == 1 && !_state.Many.Contains(receiver.Locs[0])
            && KeyOf(arguments[0].Operation, arguments[0].Value) is { } key && _state.Heap.ContainsKey(new Cell(receiver.Locs[0], _interner.Named(key))))
            _state = _state.Set(new Cell(receiver.Locs[0], _interner.Named(key)), Value.Empty);
    }

    /// <summary>An argument's type before it is converted to the parameter's.</summary>
    internal static ITypeSymbol? TypeBefore(IOperation operation)
    {
        while (operation is IConversionOperation { IsImplicit: true, OperatorMethod: null } conversion)
            operation = conversion.Operand;
        return operation.Type;
    }

    private Value ElementsAsText(Value value, IOperation operation)
    {
        if (operation is IArrayCreationOperation { Initializer: { } initializer })
        {
            var labels = ImmutableArray<Label>.Empty;
            foreach (var element in initializer.ElementValues)
                labels = Value.Union(labels, Show(Eval(element), TypeBefore(element), SinkShape.Text));
            return Value.Of(labels);
        }
        var elements = ReadElements(value);
        return Value.Of(Value.Union(value.Own, Show(elements, ElementType(operation.Type), SinkShape.Text)));
    }

    private static bool CountsOrCompares(IMethodSymbol method)
    {
        var type = method.ReturnType.SpecialType;
        if (type is not (SpecialType.System_Int32 or SpecialType.System_Int64))
            return false;
        var name = method.Name;
        return name.StartsWith("IndexOf", StringComparison.Ordinal) || name.StartsWith("LastIndexOf", StringComparison.Ordinal) || name.StartsWith("Count", StringComparison.Ordinal)
            || name.StartsWith("LongCount", StringComparison.Ordinal) || name.StartsWith("Compare", StringComparison.Ordinal) || name.StartsWith("Save", StringComparison.Ordinal)
            || name.StartsWith("Execute", StringComparison.Ordinal) || name.StartsWith("BinarySearch", StringComparison.Ordinal) || name.StartsWith("Remove", StringComparison.Ordinal)
            || name.StartsWith("GetByteCount", StringComparison.Ordinal) || name.StartsWith("Write", StringComparison.Ordinal) || name.StartsWith("FindIndex", StringComparison.Ordinal);
    }

    private static bool IsNumber(ITypeSymbol type) => type switch
    {
        INamedTypeSymbol { Name: "Task" or "ValueTask" or "Nullable", TypeArguments: { Length: 1 } inner } => IsNumber(inner[0]),
        { SpecialType: >= SpecialType.System_SByte and <= SpecialType.System_Double or SpecialType.System_DateTime } => true,
        _ => false,
    };

    /// <summary>An object that has members of its own, not a text, a sequence, a stream or another form that the runtime's library gives to a value.</summary>
    private static bool IsOwnObject(ITypeSymbol? type) =>
        type is INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Interface, IsTupleType: false, IsAnonymousType: false } named && !IsSequence(named) && !IsOfTheRuntime(named);

    private static bool IsOfTheRuntime(INamedTypeSymbol type)
    {
        var space = type.ContainingNamespace;
        while (space is { IsGlobalNamespace: false, ContainingNamespace.IsGlobalNamespace: false })
            space = space.ContainingNamespace;
        return space is { Name: "System" };
    }

    /// <summary>Whether a call, by its shape, changes its receiver: it gives nothing, whether it worked, a task without result, or the receiver itself.</summary>
    private static bool IsMutator(IMethodSymbol method)
    {
        if (method.IsStatic || method.ContainingType.SpecialType == SpecialType.System_String || method.ContainingType.IsReadOnly || IsPlain(method.ContainingType))
            return false;
        if (method.ContainingNamespace?.ToDisplayString() == "System.Collections.Immutable" || method.Name is "Contains" or "Remove" or "Equals" or "IndexOf" or "Find" or "Wait" or "Copy" or "CopyTo" or "Read" or "ReadAsync" or "TryGetValue" or "ContainsKey")
            return false;
        var type = method.ReturnType;
        if (type.SpecialType == SpecialType.System_Boolean && Begins(method.Name, s_predicates))
            return false;
        return type.SpecialType is SpecialType.System_Void or SpecialType.System_Boolean or SpecialType.System_Int32
            || type is INamedTypeSymbol { Name: "Task" or "ValueTask", Arity: 0 }
            || SymbolEqualityComparer.Default.Equals(type.OriginalDefinition, method.ContainingType.OriginalDefinition)
            || method.Name.StartsWith("Add", StringComparison.Ordinal) || method.Name.StartsWith("Set", StringComparison.Ordinal) || method.Name.StartsWith("Write", StringComparison.Ordinal);
    }

    /// <summary>Whether an extension method, by its shape, puts its arguments into what it extends: <c>request.AddJsonBody(x)</c>.</summary>
    private static bool ExtendsRequest(IMethodSymbol method) =>
        method.IsExtensionMethod && method.ContainingNamespace?.ToDisplayString() != "System.Linq"
        && s_additions.Any(verb => method.Name.StartsWith(verb, StringComparison.Ordinal))
        && (method.ReturnsVoid || SymbolEqualityComparer.Default.Equals(method.ReturnType, method.Parameters[0].Type));

    private static readonly string[] s_additions = ["Add", "Set", "With", "Append", "Write"];

    private static bool IsTextBuilder(ITypeSymbol type) => type.Name is "StringBuilder" or "StringWriter" or "StreamWriter" or "TextWriter" or "DefaultInterpolatedStringHandler"
        || type.Name.EndsWith("InterpolatedStringHandler", StringComparison.Ordinal);

    /// <summary>What comes out of a library call as a value of a type.</summary>
    private Value LibraryResult(SyntaxNode syntax, ITypeSymbol type, Value all, string role)
    {
        var unwrapped = type is INamedTypeSymbol { Name: "Task" or "ValueTask", TypeArguments.Length: 1 } task ? task.TypeArguments[0] : type;
        if (type is INamedTypeSymbol { Name: "Task" or "ValueTask", Arity: 0 })
            return Value.Empty;
        if (all.Labels.Length == 0 && all.Locs.Length == 0)
            return Unknown(syntax, unwrapped, role);
        if (IsPlain(unwrapped))
            return Value.Of(Content(all).Labels);
        if (IsSequence(unwrapped))
        {
            var elements = Value.Union(ReadElements(all), Value.Of(all.Labels));
            if (elements.IsEmpty && !all.Locs.Any(l => l is AllocLoc { Exact: true }))
                return new Value([], all.Locs, null, null);
            return elements.IsEmpty ? Value.Empty : Sequence(syntax, unwrapped, elements, role);
        }
        if (unwrapped.TypeKind == TypeKind.TypeParameter || unwrapped is { SpecialType: SpecialType.System_Object })
            return Value.Union(all, ReadElements(all));
        // An element of what went in, or a view of it.
        return new Value(all.Labels, Value.Union(all.Locs, ReadElements(all).Locs), null, null);
    }

    /// <summary>An object of which nothing but its declared type is known; what is put into it later is followed.</summary>
    private Value Unknown(SyntaxNode syntax, ITypeSymbol type, string role)
    {
        if (IsPlain(type) || IsClean(type) || type.IsValueType && !_labels.IsHolder(type) || type.TypeKind is TypeKind.TypeParameter or TypeKind.Error or TypeKind.Delegate)
            return Value.Empty;
        var loc = _interner.Alloc(syntax, type, false, role + " unknown");
        if (IsSequence(type) && ElementType(type) is { } element && _labels.IsHolder(element))
            WriteCell(loc, _interner.Elements, Value.Of(_interner.Alloc(syntax, element, false, role + " element")), weak: true);
        return Value.Of(loc);
    }

    /// <summary>What a value carries itself, and in what a library's object holds, as far as that holds others.</summary>
    private Value Content(Value value)
    {
        var result = value.Bare;
        var labels = result.Labels;
        var seen = new HashSet<Loc>();
        Collect(value, 0);
        return labels == result.Labels ? result : result.WithLabels(labels);

        void Collect(Value from, int depth)
        {
            foreach (var loc in from.Locs)
            {
                if (loc is FuncLoc || !seen.Add(loc) || depth > 0 && _store.IsSource(loc.Type))
                    continue;
                Step();
                if (loc is InputLoc && (depth == 0 || loc.Type is IArrayTypeSymbol) && loc.Type is { SpecialType: SpecialType.None } && !_store.IsSource(loc.Type))
                    labels = Value.Union(labels, ReadCell(loc, _interner.Elements, null).Labels);
                foreach (var pair in _state.Of(loc))
                {
                    if (pair.Key.Field.Symbol is not null && loc.Type is not ({ IsAnonymousType: true } or { IsTupleType: true })
                        || pair.Key.Field.Name.StartsWith("env:", StringComparison.Ordinal) || ReferenceEquals(pair.Key.Field, Beside))
                        continue;
                    labels = Value.Union(labels, pair.Value.Labels);
                    if (depth < 3)
                        Collect(pair.Value, depth + 1);
                }
            }
        }
    }

    /// <summary>A callback of unknown library code gets everything that goes in.</summary>
    private Value InvokeUnknown(SyntaxNode syntax, Argument callback, Value given)
    {
        if (callback.Value.Locs.Length == 0)
            return Value.Empty;
        var count = callback.Parameter.Type is INamedTypeSymbol { DelegateInvokeMethod: { } invoke } ? invoke.Parameters.Length
            : callback.Value.Locs.OfType<FuncLoc>().Select(f => f.Target.Parameters.Length).DefaultIfEmpty(0).Max();
        return InvokeDelegate(syntax, callback.Value, [.. Enumerable.Repeat(given, count)], [callback.Operation]);
    }

    // ----- flows of the catalogue

    private Value RunFlows(ImmutableArray<FlowRule> flows, IOperation? operation, IMethodSymbol method, Value receiver, ImmutableArray<Argument> arguments, Value initial, SyntaxNode? syntax = null, IOperation? receiverOperation = null)
    {
        syntax ??= operation?.Syntax ?? Anchor();
        var returned = initial;
        AllocLoc? made = null;
        var type = method.MethodKind == MethodKind.Constructor ? null : method.ReturnType;
        // What is passed by reference is overwritten by all flows to it together; what is passed out, by nothing if none says more.
        Dictionary<int, Value>? references = null;
        foreach (var argument in arguments)
            if (argument.Parameter.RefKind == RefKind.Out)
                (references ??= [])[argument.Parameter.Ordinal] = Value.Empty;
        foreach (var flow in flows)
        {
            if (flow.CopiesEntries && IsDictionary(method.ContainingType))
            {
                CopyEntries();
                continue;
            }
            var value = Source(flow.From);
            if (flow.To is not { } to)
                continue;
            Sink(to, value);
        }
        if (references is not null)
            foreach (var argument in arguments)
                if (references.TryGetValue(argument.Parameter.Ordinal, out var value))
                    AssignOut(argument, value);
        return returned.IsEmpty && type is IArrayTypeSymbol ? Unknown(syntax, type, "result") : returned;

        Value Source(FlowSource source)
        {
            var from = source.From;
            if (source.CallbackArguments is not { } passed)
            {
                var read = Read(from);
                // What is put into a text, or into the holes of a format, is text.
                if (ArgumentOf(from.Root) is { } hole && (method.Name is "Format" or "AppendFormat" || IsMadeText(method, hole.Parameter.Type)))
                {
                    return from.Path.Length > 0 || IsSequence(hole.Parameter.Type) ? ElementsAsText(hole.Value, hole.Operation)
                        : Value.Of(Show(read, TypeBefore(hole.Operation), SinkShape.Text)).WithText(read.Text);
                }
                // An object of which nothing is known but its type is taken apart by that.
                return IsSerializer(method) && read.Labels.Length == 0 && read.Locs.Length == 0 && ArgumentOf(from.Root) is { } taken
                    ? Value.Of(Show(read, taken.Type, SinkShape.Object)) : read;
            }
            var callback = Read(from);
            if (callback.IsEmpty)
                return Value.Empty;
            var values = passed.Select(Source).ToImmutableArray();
            var argument = ArgumentOf(from.Root);
            var carrier = passed.Length > 0 ? OperationOf(passed[0]) : null;
            var operations = passed.Select(a => OperationOf(a) ?? carrier ?? argument?.Operation ?? receiverOperation ?? operation).OfType<IOperation>().ToImmutableArray();
            return Follow(InvokeDelegate(syntax, callback, values, operations), source.After);
        }

        // The operation that carries in what a callback gets.
        IOperation? OperationOf(FlowSource source)
        {
            if (source.CallbackArguments is { Length: > 0 } inner)
                return OperationOf(inner[inner.Length - 1]);
            return ArgumentOf(source.From.Root)?.Operation ?? (source.From.Root == "this" ? receiverOperation : null);
        }

        Argument? ArgumentOf(string name)
        {
            foreach (var argument in arguments)
                if (argument.Parameter.Name == name)
                    return argument;
            return null;
        }

        Value Root(string name)
        {
            switch (name)
            {
                case "this":
                    return method.IsExtensionMethod && method.IsStatic && arguments.Length > 0 && ArgumentOf("this") is null && receiver.IsEmpty ? arguments[0].Value : receiver;
                case "return":
                    return returned;
                case "new":
                    return Value.Of(_interner.Alloc(syntax, null, true, "new"));
            }
            var value = Value.Empty;
            foreach (var argument in arguments)
                if (argument.Parameter.Name == name)
                    value = Value.Union(value, argument.Value);
            return value;
        }

        Value Read(FlowPath path) =>
            path.Path.Length == 1 && path.Path[0] == "*" && ConstantKey() is { } key && !(method.IsExtensionMethod && IsPairSource(Root(path.Root)) && method.ContainingType.Name == "Enumerable")
                ? ReadElements(Root(path.Root), key) : Follow(Root(path.Root), path.Path);

        // A key or index that the call names, as far as it is constant.
        string? ConstantKey()
        {
            if (method.Name.StartsWith("Insert", StringComparison.Ordinal))
                return null;
            foreach (var argument in arguments)
                if (argument.Parameter.Name == "key"
                    || argument.Parameter.Name == "index" && !IsDictionary(method.ContainingType)
                    || argument.Parameter.Name == "name" && method.ContainingType.Name == "NameValueCollection")
                    return KeyOf(argument.Operation, argument.Value);
            return null;
        }

        Value Follow(Value value, ImmutableArray<string> path)
        {
            foreach (var step in path)
            {
                value = step switch
                {
                    "*" => IsPairSource(value) ? ElementsOrPairs(value) : ReadElements(Enumerated(value, syntax)),
                    "key" => ReadMember(value, _interner.Keys, null),
                    _ => ReadMember(value, _interner.Named(step), null),
                };
            }
            return value;
        }

        bool IsPairSource(Value value) => value.Locs.Any(l => l.Type is { } t && IsDictionary(t));

        Value ElementsOrPairs(Value value)
        {
            // LINQ over a dictionary enumerates pairs; its own members read the values.
            if (!method.IsExtensionMethod && method.ContainingType.Name != "Enumerable")
                return ReadElements(value);
            return Pair(value, syntax, null);
        }

        void Sink(FlowPath to, Value value)
        {
            if (to is { Root: "return", Path.Length: 0 } && value.Condition is { } condition)
                returned = returned.WithCondition(condition);
            if (to.Path.Length == 0 && ArgumentOf(to.Root) is { Parameter.RefKind: RefKind.Out or RefKind.Ref } reference)
            {
                references ??= [];
                references[reference.Parameter.Ordinal] = references.TryGetValue(reference.Parameter.Ordinal, out var other) ? Value.Union(other, value) : value.Bare;
                return;
            }
            if (value.Labels.Length == 0 && value.Locs.Length == 0)
                return;
            value = value.Bare;
            if (to.Root == "return")
            {
                if (to.Path.Length == 0)
                {
                    returned = Value.Union(returned, IsSerializer(method) ? Value.Of(Value.Union(Content(value).Labels, Show(value, null, SinkShape.Object)))
                        : type is not null && IsPlain(type is INamedTypeSymbol { Name: "Task" or "ValueTask", TypeArguments.Length: 1 } t ? t.TypeArguments[0] : type) ? Value.Of(Content(value).Labels) : value);
                    return;
                }
                Write(Value.Of(Made()), to.Path, value, type);
                return;
            }
            if (IsSerializer(method))
                value = Value.Of(Value.Union(Content(value).Labels, Show(value, null, SinkShape.Object)));
            if (to.Path.Length == 0)
            {
                if (ArgumentOf(to.Root) is { } plain)
                    WriteCells(plain.Value, _interner.Elements, value, weak: true);
                else if (to.Root == "this")
                    WriteCells(receiver, _interner.Elements, value, weak: true);
                return;
            }
            Write(Root(to.Root), to.Path, value);
            var collection = to.Root == "this" ? receiverOperation : ArgumentOf(to.Root)?.Operation;
            if (collection is not null && arguments.Length > 0)
                StoreElement(collection, value, arguments[arguments.Length - 1].Operation.Syntax);
        }

        AllocLoc Made()
        {
            if (made is null)
            {
                made = _interner.Alloc(syntax, type, false, "flow");
                returned = Value.Union(returned, Value.Of(made));
            }
            return made;
        }

        // Another dictionary with the same entries, but for the one that the call names.
        void CopyEntries()
        {
            var key = ConstantKey();
            foreach (var loc in receiver.Locs)
            {
                WriteCell(Made(), _interner.Elements, ReadCell(loc, _interner.Elements, null), weak: true);
                if (!loc.HasKeys)
                    continue;
                foreach (var pair in _state.Of(loc))
                    if (pair.Key.Field.IsKeyed && pair.Key.Field.Name != key)
                        WriteCell(Made(), pair.Key.Field, pair.Value, weak: true);
            }
            returned = Value.Union(returned, Value.Of(receiver.Own));
        }

        void Write(Value target, ImmutableArray<string> path, Value value, ITypeSymbol? targetType = null)
        {
            for (var i = 0; i < path.Length - 1; i++)
            {
                targetType = path[i] == "*" ? ElementType(targetType) : null;
                var field = path[i] == "*" ? _interner.Elements : path[i] == "key" ? _interner.Keys : _interner.Named(path[i]);
                var inner = ReadCells(target, field);
                if (!inner.Locs.Any(l => l is AllocLoc))
                {
                    var loc = _interner.Alloc(syntax, targetType, false, "flow" + i);
                    WriteCells(target, field, Value.Of(loc), weak: true);
                    inner = Value.Of(loc);
                }
                target = inner;
            }
            var last = path[path.Length - 1];
            // GetOrAdd and its like leave what is there.
            if (last == "*" && path.Length == 1 && ConstantKey() is { } key)
                WriteCells(target, _interner.Named(key), value, weak: MayBeSeveral(key) || method.Name.StartsWith("GetOr", StringComparison.Ordinal));
            else
                WriteCells(target, last == "*" ? _interner.Elements : last == "key" ? _interner.Keys : _interner.Named(last), value, weak: true);
        }
    }

    /// <summary>A sequence of the project's own as a library goes through it: what its enumerator gives, besides what it holds itself.</summary>
    private Value Enumerated(Value sequence, SyntaxNode syntax)
    {
        foreach (var loc in sequence.Locs)
        {
            if (loc is FuncLoc || !_store.IsSource(loc.Type) || !IsSequence(loc.Type) || loc.Type is IArrayTypeSymbol)
                continue;
            var one = Value.Of(loc);
            foreach (var contract in loc.Type!.AllInterfaces)
                if (contract is { Name: "IEnumerable" or "IAsyncEnumerable", Arity: 1 } && contract.GetMembers().OfType<IMethodSymbol>().FirstOrDefault() is { } enumerate)
                    sequence = Value.Union(sequence, CallTargets(syntax, enumerate, Targets(enumerate, one, true), one, null, []));
        }
        return sequence;
    }

    /// <summary>Whether a method of a text takes objects of any type, or a sequence of such, and puts in what they show.</summary>
    private static bool IsMadeText(IMethodSymbol method, ITypeSymbol taken) =>
        (method.ContainingType.SpecialType == SpecialType.System_String || IsTextBuilder(method.ContainingType))
        && (taken.SpecialType == SpecialType.System_Object || IsSequence(taken) && !IsPlain(ElementType(taken)));

    /// <summary>Whether a method writes an object out by its members.</summary>
    private static bool IsSerializer(IMethodSymbol method) =>
        method.Name.StartsWith("Serialize", StringComparison.Ordinal) || method.Name.StartsWith("FromObject", StringComparison.Ordinal) || method.ContainingType.Name is "JsonContent" && method.Name == "Create";

    // ----- protections

    private (ProtectionSet Protection, string? Weakness)? ProtectionOf(IMethodSymbol method, ITypeSymbol? receiver, ImmutableArray<Argument> arguments)
    {
        foreach (var row in _privacy.Catalogue.ProtectionsOf(method, receiver))
            if (row.WhenIs is not { } value || arguments.Any(a => Is(a, row.WhenArgument, value)))
                return (row.Protection, row.Weakness);
        return ProtectsAttribute(method) is { } attribute ? (ProtectionNamed(attribute), null) : null;
    }

    /// <summary>The attribute by which a method, or what it overrides or implements, is a protection.</summary>
    private AttributeData? ProtectsAttribute(IMethodSymbol method)
    {
        foreach (var symbol in _privacy.Labels.Bearers(method))
            if ((Labels.Attribute(symbol, "Protects") ?? (symbol is IMethodSymbol m ? Labels.Attribute(m.GetReturnTypeAttributes(), "Protects") : null)) is { } attribute)
                return attribute;
        return null;
    }

    private static ProtectionSet ProtectionNamed(AttributeData attribute) =>
        attribute.ConstructorArguments.Length > 0 && attribute.ConstructorArguments[0] is { Kind: TypedConstantKind.Enum, Value: int value } ? (ProtectionSet)(1 << value) : ProtectionSet.Masked;

    private Value Protect(SyntaxNode syntax, IMethodSymbol method, ProtectionSet protection, string? weakness, Value receiver, IOperation? receiverOperation, ImmutableArray<Argument> arguments)
    {
        // What is given to it is no data; the transform has the algorithm's weakness.
        if (method.Name == "CreateEncryptor")
            return new Value([], receiver.Locs, null, null);
        if (!method.IsStatic)
            weakness = WeaknessOf(weakness, receiver, receiverOperation);
        var all = Content(receiver);
        foreach (var argument in arguments)
        {
            var content = Content(argument.Value);
            var labels = Value.Union(content.Labels, Show(argument.Value, argument.Type, SinkShape.Text));
            all = Value.Union(all, Value.Of(labels));
            RecordProtect(argument.Operation.Syntax, argument.Value, method, weakness);
        }
        if (receiver.Labels.Length > 0 && receiverOperation is not null)
            RecordProtect(receiverOperation.Syntax, receiver, method, weakness);
        var protectedLabels = all.Labels.Select(l => l.With(protection, syntax)).ToImmutableArray();
        // What is written to an encrypting stream comes out of the stream beneath it.
        foreach (var loc in receiver.Locs)
            if (loc.Type?.Name == "CryptoStream")
                WriteCells(ReadElements(Value.Of(loc)), _interner.Elements, Value.Of(protectedLabels), weak: true);
        foreach (var argument in arguments)
            if (argument.Parameter.RefKind == RefKind.Out || argument.Parameter.Name is "destination" or "cipherText" or "ciphertext" or "tag")
            {
                if (argument.Parameter.RefKind == RefKind.Out)
                    AssignOut(argument, Value.Of(protectedLabels));
                else
                    WriteCells(argument.Value, _interner.Elements, Value.Of(protectedLabels), weak: true);
            }
        return Value.Of(protectedLabels);
    }

    private void ProtectParameters(SyntaxNode syntax, ImmutableArray<Argument> arguments)
    {
        foreach (var argument in arguments)
        {
            if (argument.Parameter.RefKind == RefKind.None || Labels.Attribute(argument.Parameter.OriginalDefinition, "Protects") is not { } attribute)
                continue;
            var labels = argument.Value.Labels;
            foreach (var other in arguments)
                labels = Value.Union(labels, Content(other.Value).Labels);
            AssignOut(argument, Value.Of([.. labels.Select(l => l.With(ProtectionNamed(attribute), syntax))]));
        }
    }

    // ----- reflection with constant names

    private const string TypePrefix = "\u0003";

    /// <summary>What stands for a type: its documentation comment id as constant text.</summary>
    private static Value TypeObject(ITypeSymbol? type) =>
        type is INamedTypeSymbol named && named.OriginalDefinition.GetDocumentationCommentId() is { } id ? Value.Empty.WithText(TypePrefix + id) : Value.Empty;

    private INamedTypeSymbol? TypeOf(Value value) =>
        value.Text is { } text && text.StartsWith(TypePrefix, StringComparison.Ordinal)
            ? DocumentationCommentId.GetFirstSymbolForDeclarationId(text.Substring(TypePrefix.Length), _privacy.Compilation) as INamedTypeSymbol : null;

    /// <summary>What a reflective call passes for a parameter: an element of its array.</summary>
    private Argument Passed(IParameterSymbol parameter, Argument array) => new(parameter, array.Operation, ReadElements(array.Value, "[" + parameter.Ordinal + "]"), parameter.Type);

    /// <summary>Makes an object of a type that is named in the code; its constructor by the number of arguments.</summary>
    private Value? CreateInstance(IMethodSymbol method, ImmutableArray<Argument> arguments, SyntaxNode syntax)
    {
        var type = method.TypeArguments.Length == 1 ? method.TypeArguments[0] as INamedTypeSymbol : arguments.Length > 0 ? TypeOf(arguments[0].Value) : null;
        if (type is null || !_store.IsSource(type))
            return null;
        var made = Value.Of(Allocate(syntax, type));
        var array = arguments.FirstOrDefault(a => a.Parameter.Type is IArrayTypeSymbol);
        var count = array.Operation is IArrayCreationOperation { Initializer: { } initializer } ? initializer.ElementValues.Length : 0;
        foreach (var constructor in type.OriginalDefinition.InstanceConstructors)
            if (constructor.Parameters.Length == count && _store.HasSource(constructor))
                CallTargets(syntax, constructor, [constructor], made, null, [.. constructor.Parameters.Select(p => Passed(p, array))]);
        return made;
    }

    /// <summary>What is read of an object by a member that is not known: any of the marked ones.</summary>
    private Value ReadAnyMember(Value receiver, SyntaxNode syntax)
    {
        var result = Value.Empty;
        foreach (var loc in receiver.Locs)
            foreach (var member in _labels.MarkedMembers(loc.Type))
                result = Value.Union(result, ReadDynamic(Value.Of(loc), member.Name, syntax));
        return result;
    }

    /// <summary>The method that <c>Delegate.CreateDelegate</c> is told by its name, with the object it is called on.</summary>
    private Value? NamedMethod(ImmutableArray<Argument> arguments, SyntaxNode syntax)
    {
        if (arguments.Length < 3 || arguments[2].Value.Text is not { } name)
            return null;
        var found = ImmutableArray<Loc>.Empty;
        foreach (var type in TypeOf(arguments[1].Value) is { } told ? [told] : arguments[1].Value.Locs.Select(l => l.Type))
            for (var t = type; t is not null; t = t.BaseType)
                foreach (var candidate in t.GetMembers(name).OfType<IMethodSymbol>())
                {
                    var function = _interner.Function(syntax, candidate);
                    if (!candidate.IsStatic)
                        WriteCell(function, _interner.Named("receiver"), arguments[1].Value, weak: false);
                    found = found.Add(function);
                }
        return found.IsEmpty ? null : new Value([], found, null, null);
    }

    private Value? TryReflection(IMethodSymbol method, Value receiver, IOperation? receiverOperation, ImmutableArray<Argument> arguments, SyntaxNode syntax)
    {
        if (method.Name == "GetValue" && method.ContainingType.Name is "PropertyInfo" or "FieldInfo" && method.Name == "GetValue" && arguments.Length > 0)
        {
            var member = receiver.Text;
            if (member is not null)
                return ReadDynamic(arguments[0].Value, member, syntax);
            if (ReadAnyMember(arguments[0].Value, syntax) is { IsEmpty: false } any)
                return any;
        }
        if (method.Name == "SetValue" && method.ContainingType.Name is "PropertyInfo" or "FieldInfo" && method.Name == "SetValue" && arguments.Length > 1 && receiver.Text is { } written)
        {
            WriteDynamic(arguments[0].Value, written, arguments[1].Value);
            return Value.Empty;
        }
        if (method.Name is "GetService" or "GetRequiredService" && arguments.Select(a => TypeOf(a.Value)).FirstOrDefault(t => t is not null) is { } service && _store.IsSource(service))
            return Value.Of(_interner.Alloc(syntax, service, false, "service"));
        if (method.Name == "CreateInstance" && method.ContainingType.Name == "Activator" && CreateInstance(method, arguments, syntax) is { } made)
            return made;
        if (method.Name == "CreateDelegate" && method.ContainingType.Name == "Delegate" && NamedMethod(arguments, syntax) is { } named)
            return named;
        if (method.Name is "MakeGenericMethod" or "MakeGenericType" or "GetGenericMethodDefinition" && method.ContainingType.Name is "MethodInfo" or "Type")
            return receiver;
        if (method.Name == "CreateDelegate" && method.ContainingType.Name is "Delegate" or "MethodInfo" && arguments.Select(m => m.Value).Append(receiver).SelectMany(v => v.Locs).OfType<FuncLoc>().ToImmutableArray<Loc>() is { Length: > 0 } functions)
            return new Value([], functions, null, null);
        if (method.ContainingType.Name is not ("Type" or "TypeInfo" or "TypeExtensions" or "RuntimeReflectionExtensions" or "MethodInfo" or "MethodBase"))
            return null;
        if (method.Name is "GetMethod" or "GetRuntimeMethod" && (TypeOf(receiver) ?? (arguments.Length > 0 ? TypeOf(arguments[0].Value) : null)) is { } declaring
            && arguments.Select(a => a.Value.Text).FirstOrDefault(t => t is not null && !t.StartsWith(TypePrefix, StringComparison.Ordinal)) is { } methodName)
        {
            var found = ImmutableArray<Loc>.Empty;
            for (var t = declaring; t is not null; t = t.BaseType)
                foreach (var candidate in t.GetMembers(methodName).OfType<IMethodSymbol>())
                    found = found.Add(_interner.Function(syntax, candidate));
            return new Value([], found, methodName, null);
        }
        if (method.Name is "GetProperty" or "GetField" or "GetMethod" or "GetRuntimeProperty" && arguments.Length > 0 && arguments[arguments.Length - 1].Value.Text is null
            && arguments.Select(a => a.Value.Text).FirstOrDefault(t => t is not null) is { } name)
            return Value.Empty.WithText(name);
        if (method.Name is "GetProperty" or "GetField" or "GetMethod" && arguments.Length > 0 && arguments[0].Value.Text is { } simple)
            return Value.Empty.WithText(simple);
        if (method.Name == "Invoke" && method.ContainingType.Name is "MethodInfo" or "MethodBase" && receiver.Text is { } called && arguments.Length > 0)
        {
            var result = Value.Empty;
            var array = arguments[arguments.Length - 1];
            foreach (var known in receiver.Locs.OfType<FuncLoc>())
            {
                ImmutableArray<Argument> passed = [.. known.Target.Parameters.Select(p => Passed(p, array))];
                result = Value.Union(result, _store.HasSource(known.Target)
                    ? CallTargets(syntax, known.Target, Targets(known.Target, arguments[0].Value, true), arguments[0].Value, arguments[0].Operation, passed)
                    : CallLibraryAt(null, syntax, known.Target, arguments[0].Value, arguments[0].Operation, passed));
            }
            if (receiver.Locs.Length > 0)
                return result;
            if (arguments[0].Value.Locs.IsEmpty)
                return null;
            foreach (var loc in arguments[0].Value.Locs)
                for (var t = loc.Type; t is not null; t = t.BaseType)
                    foreach (var candidate in t.GetMembers(called).OfType<IMethodSymbol>())
                        result = Value.Union(result, CallTargets(syntax, candidate, [candidate.OriginalDefinition], Value.Of(loc), arguments[0].Operation, [.. candidate.Parameters.Select(p => Passed(p, array))]));
            return result;
        }
        return null;
    }
}
