using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PrivacyAnalyzers.Flow.Domain;
using PrivacyAnalyzers.Flow.Summaries;
using PrivacyAnalyzers.KnownApis;
using PrivacyAnalyzers.PersonalData;

namespace PrivacyAnalyzers.Flow.Transfer;

/// <summary>An argument of a call: the callee's parameter, the operation, its value.</summary>
internal readonly struct Argument
{
    internal Argument(IParameterSymbol parameter, IOperation operation, Value value, ITypeSymbol? type = null)
    {
        Parameter = parameter;
        Operation = operation;
        Value = value;
        // Where the operation is not the value itself but what carries it in, the type is told.
        Type = type ?? MethodAnalysis.TypeBefore(operation);
    }

    internal IParameterSymbol Parameter { get; }

    internal IOperation Operation { get; }

    internal Value Value { get; }

    /// <summary>The type of the value before it is converted to the parameter's.</summary>
    internal ITypeSymbol? Type { get; }
}

/// <summary>One call as the summary of a callee is put into it.</summary>
internal sealed class CallSite
{
    internal CallSite(SyntaxNode syntax, IMethodSymbol method, Value receiver, IOperation? receiverOperation, ImmutableArray<Argument> arguments, FuncLoc? function = null, IMethodSymbol? called = null)
    {
        Syntax = syntax;
        Method = method;
        Called = called ?? method;
        Receiver = receiver;
        ReceiverOperation = receiverOperation;
        Arguments = arguments;
        Function = function;
    }

    internal SyntaxNode Syntax { get; }

    internal IMethodSymbol Method { get; }

    /// <summary>The method as the call names it, with its type arguments; it may be answered by another one.</summary>
    internal IMethodSymbol Called { get; }

    internal Value Receiver { get; }

    internal IOperation? ReceiverOperation { get; }

    internal ImmutableArray<Argument> Arguments { get; }

    /// <summary>The delegate that is called, if one is: what it captured comes from there.</summary>
    internal FuncLoc? Function { get; }
}

/// <summary>What a call gave.</summary>
internal sealed class Applied
{
    internal Value Return { get; init; } = Value.Empty;

    internal Value Passed { get; init; } = Value.Empty;

    internal Dictionary<ISymbol, Value> Variables { get; init; } = new(SymbolEqualityComparer.Default);

    internal ImmutableArray<Cell> References { get; init; } = [];
}

/// <summary>Calls: of methods, constructors, accessors, delegates; by summary, by catalogue, or by default.</summary>
internal sealed partial class MethodAnalysis
{
    private Value Invoke(IInvocationOperation invocation)
    {
        var method = invocation.TargetMethod;
        var receiver = Value.Empty;
        if (invocation.Instance is { } instance)
            receiver = instance is IInstanceReferenceOperation ? ThisValue() : IsCounting(method) ? EvalSilently(instance) : EvalWritten(instance);
        var counting = method.IsExtensionMethod && IsCounting(method);
        var arguments = Arguments(invocation.Arguments, counting, receiver);
        KeepPassed(invocation, arguments);
        if (method.MethodKind == MethodKind.DelegateInvoke)
        {
            CheckSinkDelegate(invocation, receiver, arguments);
            return InvokeDelegate(invocation.Syntax, receiver, [.. arguments.Select(a => a.Value)], [.. arguments.Select(a => a.Operation)]);
        }
        if (arguments.Length == method.Parameters.Length && Accessed(method) is { } accessed)
            return Access(invocation, accessed, arguments);
        if (_store.ExtensionMember(method) is { } member)
        {
            if (member.IsStatic)
                return Call(invocation, member, receiver, null, [.. arguments.Select(a => new Argument(member.Parameters[a.Parameter.Ordinal], a.Operation, a.Value))], false);
            var on = arguments.First(a => a.Parameter.Ordinal == 0);
            return Call(invocation, member, on.Value, on.Operation,
                [.. arguments.Where(a => a.Parameter.Ordinal > 0).Select(a => new Argument(member.Parameters[a.Parameter.Ordinal - 1], a.Operation, a.Value))], false);
        }
        return Call(invocation, method, receiver, invocation.Instance, arguments, invocation.IsVirtual);
    }

    /// <summary>The member of another type that a method with <c>[UnsafeAccessor]</c> stands for, or null.</summary>
    private static ISymbol? Accessed(IMethodSymbol method)
    {
        if (!method.IsExtern || method.OriginalDefinition.GetAttributes().FirstOrDefault(a => a.AttributeClass?.Name == "UnsafeAccessorAttribute") is not { ConstructorArguments: { Length: 1 } kinds } attribute
            || kinds[0].Value is not int kind)
            return null;
        var name = attribute.NamedArguments.FirstOrDefault(n => n.Key == "Name").Value.Value as string ?? method.Name;
        if (kind == 0)
            return (method.ReturnType as INamedTypeSymbol)?.InstanceConstructors.FirstOrDefault(c => c.Parameters.Length == method.Parameters.Length);
        if (method.Parameters.Length == 0)
            return null;
        for (var t = method.Parameters[0].Type; t is not null; t = t.BaseType)
            foreach (var member in t.GetMembers(name))
                if (member is IFieldSymbol && kind is 3 or 4 || member is IMethodSymbol { Parameters.Length: var count } && kind is 1 or 2 && count == method.Parameters.Length - 1)
                    return member;
        return null;
    }

    /// <summary>What such a method does: it calls the member, or refers to it.</summary>
    private Value Access(IInvocationOperation invocation, ISymbol accessed, ImmutableArray<Argument> arguments)
    {
        switch (accessed)
        {
            case IFieldSymbol { IsStatic: true } field:
                return ReadMarked(field, Value.Empty, ReadVariable(field.OriginalDefinition), invocation.Syntax, invocation);
            case IFieldSymbol field:
                return ReadMarked(field, arguments[0].Value, ReadMember(arguments[0].Value, _interner.Member(field), field.Type), invocation.Syntax, invocation);
            case IMethodSymbol { MethodKind: MethodKind.Constructor } constructor:
                {
                    var made = Value.Of(Allocate(invocation.Syntax, constructor.ContainingType));
                    Call(invocation, constructor, made, null, Passed(constructor, 0), false);
                    return made;
                }
            case IMethodSymbol method:
                return Call(invocation, method, method.IsStatic ? Value.Empty : arguments[0].Value, method.IsStatic ? null : arguments[0].Operation, Passed(method, 1), !method.IsStatic);
            default:
                return Value.Empty;
        }

        ImmutableArray<Argument> Passed(IMethodSymbol method, int first) =>
            [.. arguments.Where(a => a.Parameter.Ordinal >= first).Select(a => new Argument(method.Parameters[a.Parameter.Ordinal - first], a.Operation, a.Value))];
    }

    /// <summary>An expression tree that gives nothing names a call to be made later: what it passes is kept with it.</summary>
    private void KeepPassed(IInvocationOperation invocation, ImmutableArray<Argument> arguments)
    {
        if (_method.MethodKind != MethodKind.AnonymousFunction || invocation.Syntax.Parent is not LambdaExpressionSyntax lambda || lambda.Body != invocation.Syntax
            || !(_method.ReturnsVoid || _method.ReturnType is INamedTypeSymbol { Name: "Task" or "ValueTask", Arity: 0 })
            || _store.Bodies.Model(lambda.SyntaxTree).GetTypeInfo(lambda, _cancellation).ConvertedType is not { Name: "Expression" })
            return;
        foreach (var argument in arguments)
            if (argument.Parameter.Type.TypeKind != TypeKind.Delegate)
                _passed = Value.Union(_passed, argument.Value.Bare);
    }

    private Value _passed = Value.Empty;

    private static bool IsCounting(IMethodSymbol method) => method.Name is "Count" or "LongCount" or "Any" && method.Parameters.Length - (method.IsStatic ? 1 : 0) == 0;

    private ImmutableArray<Argument> Arguments(ImmutableArray<IArgumentOperation> arguments, bool silentFirst = false, Value? receiver = null)
    {
        var builder = ImmutableArray.CreateBuilder<Argument>(arguments.Length);
        var facts = _state.Facts;
        foreach (var argument in arguments)
        {
            // What a filter has checked of the elements holds in the lambdas that get them.
            ImmutableHashSet<string> ofElements = [];
            if (argument.Value is IDelegateCreationOperation or IConversionOperation { Operand: IFlowAnonymousFunctionOperation }
                && (receiver is { Locs.Length: > 0 } ? receiver : builder.Count > 0 ? builder[0].Value : null) is { } sequence)
                _state = _state.WithFacts(facts.Union(ofElements = FactsOf(sequence)));
            if (argument.Parameter is not { } parameter)
                continue;
            var value = parameter.RefKind == RefKind.Out ? Value.Empty : silentFirst && builder.Count == 0 ? EvalSilently(argument.Value) : Eval(argument.Value);
            if (parameter.Type.Name.EndsWith("InterpolatedStringHandler", StringComparison.Ordinal))
                value = Value.Of(Content(value).Labels);
            builder.Add(new Argument(parameter, argument.Value, value));
            if (ofElements.Count > 0)
                _state = _state.WithFacts(facts.Intersect(_state.Facts).Union(_state.Facts.Except(ofElements)));
        }
        return builder.ToImmutable();
    }

    /// <summary>What was checked of every element of a sequence: by the predicate of a <c>Where</c>.</summary>
    private ImmutableHashSet<string> FactsOf(Value sequence)
    {
        ImmutableHashSet<string>? facts = null;
        foreach (var loc in sequence.Locs)
        {
            var own = _state.Heap.TryGetValue(new Cell(loc, _interner.Named("checked")), out var known) && known.Text is { } text ? [.. text.Split('\u0002')] : ImmutableHashSet<string>.Empty;
            facts = facts is null ? own : facts.Intersect(own);
        }
        return facts ?? [];
    }

    private void KeepFacts(IMethodSymbol method, ImmutableArray<Argument> arguments, Value result)
    {
        if (!method.IsExtensionMethod || arguments.Length == 0 || result.Locs.Length == 0 || !IsSequence(method.ReturnType))
            return;
        var facts = method.Name is "Select" or "SelectMany" ? [] : FactsOf(arguments[0].Value);
        if (method.Name == "Where")
            foreach (var loc in arguments[arguments.Length - 1].Value.Locs)
                if (loc is FuncLoc predicate && _store.Summary(predicate.Target.OriginalDefinition, Binding.None, _cancellation).Return.Condition?.WhenTrue is { } checkedFacts)
                    facts = facts.Union(checkedFacts.Except(_state.Facts));
        if (facts.Count == 0)
            return;
        foreach (var loc in result.Locs)
            _state = _state.Set(new Cell(loc, _interner.Named("checked")), Value.Empty.WithText(string.Join("\u0002", facts.OrderBy(f => f, StringComparer.Ordinal))));
    }

    private Value Create(IObjectCreationOperation creation)
    {
        var constructor = creation.Constructor;
        var arguments = Arguments(creation.Arguments);
        if (constructor is null)
            return Value.Empty;
        if (creation.Type is { TypeKind: TypeKind.Delegate })
            return arguments.Length > 0 ? arguments[0].Value : Value.Empty;
        if (creation.Type is { Name: "ValueTask" or "Nullable" } && arguments.Length == 1)
            return arguments[0].Value;
        Value result;
        if (_store.HasSource(constructor) || _store.IsSource(creation.Type))
        {
            var loc = Allocate(creation.Syntax, creation.Type);
            result = Value.Of(loc);
            if (constructor.ContainingType.IsRecord && constructor.Parameters.Length == 1 && constructor.IsImplicitlyDeclared && SymbolEqualityComparer.Default.Equals(constructor.Parameters[0].Type, constructor.ContainingType))
                CopyMembers(arguments[0].Value, loc, creation.Type);
            else
                Call(creation, constructor, result, null, arguments, false);
            KeepDestination(result, constructor, arguments);
        }
        else
        {
            result = CreateLibraryObject(creation, constructor, arguments);
        }
        if (creation.Initializer is { } initializer)
            Initialize(initializer, result);
        return result;
    }

    private Value CreateLibraryObject(IObjectCreationOperation creation, IMethodSymbol constructor, ImmutableArray<Argument> arguments)
    {
        var type = creation.Type;
        if (_store.IsException(type))
        {
            var loc = Allocate(creation.Syntax, type);
            StoreException(Value.Of(loc), arguments);
            RecordException(creation, type!, arguments);
            return Value.Of(loc);
        }
        CheckSinks(creation, constructor, Value.Empty, null, arguments);
        Reaching(constructor, Value.Empty, ref arguments);
        if (ProtectionOf(constructor, type, arguments) is { } protection)
        {
            var deriving = Value.Of(Allocate(creation.Syntax, type));
            WriteCells(deriving, _interner.Elements, Protect(creation.Syntax, constructor, protection.Protection, protection.Weakness, Value.Empty, null, arguments));
            return deriving;
        }
        // A writer or reader over a stream is a view of it (below), whatever the catalogue says of the text in between.
        if (!arguments.Any(a => IsStreamLike(a.Parameter.Type)) && KnownFlows(constructor) is { } flows)
        {
            var target = Value.Of(Allocate(creation.Syntax, type));
            KeepDestination(target, constructor, arguments);
            return RunFlows(flows, creation, constructor, target, arguments, target);
        }
        if (IsPlain(type))
        {
            var all = Value.Empty;
            foreach (var argument in arguments)
                all = Value.Union(all, Content(argument.Value));
            return Value.Of(all.Labels).WithText(arguments.Length == 1 ? arguments[0].Value.Text : null);
        }
        var made = Allocate(creation.Syntax, type, exact: true);
        var result = Value.Of(made);
        if (type is { Name: "List" } && arguments.Length == 0 && IsSequence(type))
            SetCount(made, 0);
        if (_store.MakesSink(constructor) is { } sink)
            result = Value.Union(result, SinkObject(creation.Syntax, type, sink, Value.Empty));
        foreach (var argument in arguments)
        {
            if (argument.Parameter.Type.TypeKind == TypeKind.Delegate)
            {
                WriteCell(made, _interner.Elements, InvokeUnknown(creation.Syntax, argument, Value.Empty), weak: true);
                WriteCell(made, _interner.Named("callback"), argument.Value, weak: true);
                continue;
            }
            if (IsStreamLike(argument.Parameter.Type) && type?.Name is not ("CryptoStream" or "SslStream") && argument.Value.Locs.Length > 0)
            {
                // A writer or reader over a stream: what is written to one is read from the other.
                result = Value.Union(result, new Value(argument.Value.Labels, argument.Value.Locs, null, null));
                continue;
            }
            var content = IsSequence(argument.Parameter.Type) ? ReadElements(argument.Value) : argument.Value;
            if (IsClean(argument.Parameter.Type))
                continue;
            WriteCell(made, _interner.Elements, content.Bare, weak: true);
            if (IsDictionary(argument.Parameter.Type))
                WriteCell(made, _interner.Keys, ReadMember(argument.Value, _interner.Keys, null), weak: true);
        }
        KeepDestination(Value.Of(made), constructor, arguments);
        KeepWeakness(Value.Of(made), constructor, arguments);
        return result;
    }

    private void StoreException(Value exception, ImmutableArray<Argument> arguments)
    {
        // Another exception that is made of this one's text is none of its own.
        foreach (var argument in arguments)
        {
            var member = argument.Parameter.Name switch
            {
                "message" => "Message",
                "paramName" => "ParamName",
                "actualValue" => "ActualValue",
                "innerException" or "innerExceptions" => "InnerException",
                _ => char.ToUpperInvariant(argument.Parameter.Name[0]) + argument.Parameter.Name.Substring(1),
            };
            var value = member == "InnerException" && IsSequence(argument.Parameter.Type) ? ReadElements(argument.Value) : argument.Value;
            WriteCells(exception, _interner.Named(member), value.Bare.Reaching(1 << (int)SinkKind.Exception));
        }
    }

    private static bool IsStreamLike(ITypeSymbol? type)
    {
        for (var t = type; t is not null; t = t.BaseType)
            if (t.Name is "Stream" or "TextWriter" or "TextReader" or "IBufferWriter" or "PipeWriter" or "HttpMessageHandler" && t.SpecialType == SpecialType.None)
                return t.Name != "HttpMessageHandler";
        return false;
    }

    internal static bool IsSequence(ITypeSymbol? type) =>
        type is IArrayTypeSymbol
        || type is INamedTypeSymbol { SpecialType: not SpecialType.System_String } named
            && (named.Name is "IEnumerable" or "IAsyncEnumerable" or "Span" or "ReadOnlySpan" or "Memory" or "ReadOnlyMemory"
                || named.AllInterfaces.Any(i => i.Name is "IEnumerable" or "IAsyncEnumerable"));

    private static bool IsDictionary(ITypeSymbol? type) =>
        type is INamedTypeSymbol named && (Is(named) || named.AllInterfaces.Any(Is));

    private static bool Is(INamedTypeSymbol type) => type.Name is "IDictionary" or "IReadOnlyDictionary";

    private static bool IsPosition(ITypeSymbol type) => type is { Name: "Index" or "Range", TypeKind: TypeKind.Struct, ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } };

    /// <summary>Types whose values tell nothing of what they were made from.</summary>
    private static bool IsClean(ITypeSymbol? type) => type switch
    {
        null => false,
        { SpecialType: SpecialType.System_Boolean or SpecialType.System_Void } => true,
        _ when IsPosition(type) => true,
        { Name: "CancellationToken" or "Type" or "IFormatProvider" or "CultureInfo" or "StringComparison" or "Encoding" } => true,
        INamedTypeSymbol { Name: "Task" or "ValueTask", TypeArguments.Length: 1 } task => IsClean(task.TypeArguments[0]),
        _ => false,
    };

    // ----- properties

    private Value ReadProperty(IPropertyReferenceOperation reference)
    {
        var property = reference.Property;
        var receiver = Value.Empty;
        if (!property.IsStatic && reference.Instance is { } instance)
            receiver = instance is IInstanceReferenceOperation ? ThisValue() : IsCount(property) ? EvalSilently(instance) : Eval(instance);
        var arguments = Arguments(reference.Arguments);
        return GetProperty(reference, property, receiver, reference.Instance, arguments);
    }

    private static bool IsCount(IPropertySymbol property) =>
        property.Name is "Count" or "Length" or "LongLength" && property.ContainingType?.SpecialType != SpecialType.System_String;

    private Value GetProperty(IMemberReferenceOperation? reference, IPropertySymbol property, Value receiver, IOperation? receiverOperation, ImmutableArray<Argument> arguments, SyntaxNode? syntax = null)
    {
        syntax ??= reference?.Syntax ?? Anchor();
        if (Labels.Attribute(property, "ConsentCheck") is { } check)
            return Value.Empty.WithCondition(new Condition(Purposes(check, []), ImmutableHashSet<string>.Empty).In(_state.Facts));
        if (Labels.Attribute(property, "AgeCheck") is not null)
            return Value.Empty.WithCondition(new Condition(ImmutableHashSet.Create(SummaryStore.AgeFact), ImmutableHashSet<string>.Empty).In(_state.Facts));
        if (_labels.MarkOf(property) is not null)
            return ReadMarked(property, receiver, receiver.Locs.Length == 0 || property.IsStatic ? Value.Empty : ReadMember(receiver, _interner.Member(property), property.Type), syntax, reference);
        if (SourceOf(property, arguments) is { } source)
            return ReadSource(property, source, syntax, reference);
        if (property.GetMethod is { } getter && (_store.HasSource(getter) || _store.MayBeOverridden(getter)))
        {
            if (!SummaryStore.IsAutomatic(property) || getter.IsAbstract || getter.IsVirtual || getter.IsOverride)
            {
                var targets = ConstrainedTo(reference) is { } constrained ? Targets(getter, TypeArgument(constrained), isVirtual: true)
                    : Targets(getter, receiver, !(receiverOperation is IInstanceReferenceOperation { Syntax: Microsoft.CodeAnalysis.CSharp.Syntax.BaseExpressionSyntax }));
                if (targets.Any(t => _store.HasSource(t)))
                {
                    var value = CallTargets(syntax, getter, targets, receiver, receiverOperation, arguments);
                    if (targets.All(t => _store.HasSource(t)))
                        return value;
                    return Value.Join(value, ReadOwn());
                }
            }
            return ReadOwn();
        }
        if (_store.IsSource(property.ContainingType) || property.ContainingType is { IsAnonymousType: true })
            return ReadOwn();
        return ReadLibraryProperty(property, receiver, receiverOperation, arguments, syntax);

        Value ReadOwn() => !_store.IsSource(property.ContainingType)
            ? ReadLibraryProperty(property, receiver, receiverOperation, arguments, syntax)
            : property.IsStatic
            ? ReadMarked(property, receiver, ReadVariable(property.OriginalDefinition), syntax, reference)
            : ReadMarked(property, receiver, ReadMember(receiver, _interner.Member(property), property.Type), syntax, reference);
    }

    /// <summary>The row for a source, as far as its arguments are what the row asks for.</summary>
    private SourceRow? SourceOf(ISymbol symbol, ImmutableArray<Argument> arguments)
    {
        foreach (var row in _privacy.Catalogue.SourcesOf(symbol))
            if (row.WhenValue is null || arguments.Any(a => Is(a, row.WhenArgument, row.WhenValue)))
                return row;
        return null;
    }

    /// <summary>Whether an argument is for the parameter and is the constant, or names the static member.</summary>
    private static bool Is(Argument argument, string? parameter, string value) =>
        argument.Parameter.Name == parameter
        && (argument.Operation.ConstantValue is { HasValue: true, Value: { } constant } && string.Equals(constant.ToString(), value, StringComparison.OrdinalIgnoreCase)
            || argument.Operation is IMemberReferenceOperation { Member: var member } && member.IsStatic && member.Name == value);

    private Value ReadSource(ISymbol symbol, SourceRow source, SyntaxNode syntax, IOperation? operation)
    {
        var mark = _store.SourceMark(symbol, source.Category);
        var value = Value.Of(new Label(mark, null, null, ProtectionSet.None, false, Trace.Add(syntax, null)));
        if (operation is null || !_silent && !IsNullComparison(operation))
            RecordRead(FlowEventKind.Read, syntax, symbol, mark, value);
        return value;
    }

    private Value ReadLibraryProperty(IPropertySymbol property, Value receiver, IOperation? receiverOperation, ImmutableArray<Argument> arguments, SyntaxNode syntax)
    {
        if (property.IsIndexer)
        {
            if (property.GetMethod is { } indexer && KnownFlows(property) is { } indexerFlows)
                return RunFlows(indexerFlows, null, indexer, receiver, arguments, Value.Empty, syntax);
            if (property.ContainingType.SpecialType == SpecialType.System_String || IsPlain(property.ContainingType))
                return receiver.Bare;
            return ReadElements(receiver, ElementKey(property, arguments), property.Type);
        }
        var sink = _store.MakesSink(property) is { } row ? SinkObject(syntax, property.Type, row, receiver) : Value.Empty;
        if (property.IsStatic)
            return sink;
        if (property.Name == "Current" && FactsOf(receiver) is { Count: > 0 } facts)
            _state = _state.WithFacts(_state.Facts.Union(facts));
        if (property.Name == "Current" && IsPosition(property.Type))
            return Value.Empty;
        if (property.Name == "Current")
            return property.ContainingType.Name == "IDictionaryEnumerator" || IsPair(property.Type) ? Pair(receiver, syntax, property.Type) : ReadElements(receiver, null, property.Type);
        if (property.Name == "Result" && receiver.Locs.Any(IsFailing))
        {
            Awaited(property.Type, receiver);
            receiver = WithoutTask(receiver);
        }
        if (property is { Name: "Result", ContainingType.Name: "Task" or "ValueTask" } or { Name: "Value", ContainingType.Name: "Nullable" } && receiver.Condition is { } answer)
            return Value.Empty.WithCondition(answer);
        // What is only written may be read in code that does not compile.
        if (property.GetMethod is { } getter && KnownFlows(property) is { } flows)
        {
            if (flows.Any(f => f.From.From is { Root: "this", Path.Length: 1 } from && from.Path[0] == Beside.Name))
                MakeOnce(receiver, Beside, property.Type, syntax);
            return RunFlows(flows, null, getter, receiver, arguments, Value.Empty, syntax);
        }
        if (IsClean(property.Type) || IsCount(property) || property.Name is "Capacity" or "IsCompleted" or "Status" or "Position" or "Rank"
            || property.Type.SpecialType is SpecialType.System_Int32 or SpecialType.System_Int64 && (property.Name.EndsWith("Count", StringComparison.Ordinal) || property.Name.EndsWith("Length", StringComparison.Ordinal)))
            return Value.Empty;
        var type = property.ContainingType;
        if (type.Name is "Task" or "ValueTask" or "TaskAwaiter")
            return property.Name == "Result" ? receiver : Value.Empty;
        if (type.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T)
            return property.Name == "Value" ? receiver : Value.Empty;
        if (type.IsTupleType)
            return ReadMember(receiver, _interner.Named(property.Name), property.Type);
        if (property.Name == "Keys" && IsDictionary(type))
            return Sequence(syntax, property.Type, ReadMember(receiver, _interner.Keys, null));
        if (property.Name == "Values" && IsDictionary(type))
            return Sequence(syntax, property.Type, ReadElements(receiver));
        if (_store.IsException(type))
        {
            if (property.Name == "Data")
                MakeOnce(receiver, _interner.Named(property.Name), property.Type, syntax);
            if (property.Name is "Message" or "Data" or "ParamName" or "ActualValue" or "InnerException" or "HelpLink" or "Source")
                return Value.Union(ReadMember(receiver, _interner.Named(property.Name), property.Type), sink);
            if (property.Name is "StackTrace" or "HResult" or "TargetSite")
                return Value.Empty;
        }
        // A member that was set by name, or else a view of the same object: what goes into one is read from the other.
        var named = _interner.Named(property.Name);
        var result = Value.Union(Value.Of(receiver.Own), sink);
        var set = false;
        foreach (var loc in receiver.Locs)
        {
            if (!_state.Heap.TryGetValue(new Cell(loc, named), out var value))
                continue;
            result = Value.Union(result, value);
            set = true;
        }
        if (set)
            return result;
        // One of a few named values tells nothing of the rest.
        if (property.Type.TypeKind == TypeKind.Enum)
            return result;
        if (IsPlain(property.Type))
        {
            foreach (var loc in receiver.Locs)
                if (loc is AllocLoc && !IsSequence(loc.Type) || loc is InputLoc)
                    result = Value.Union(result, Value.Of(loc is InputLoc ? ReadCell(loc, named, property.Type).Labels : ReadElements(Value.Of(loc)).Labels));
            return result;
        }
        return Value.Union(result, new Value([], receiver.Locs, null, null));
    }

    /// <summary>What is made when it is first asked for, and is the same ever after.</summary>
    private void MakeOnce(Value owner, FieldKey field, ITypeSymbol type, SyntaxNode syntax)
    {
        if (ReadMember(owner, field, type).IsEmpty)
            WriteCells(owner, field, Value.Of(_interner.Alloc(syntax, type, false, field.Name)));
    }

    /// <summary>The name of the element that an indexer means; where a dictionary is asked for a position, that may be any.</summary>
    private string? ElementKey(IPropertySymbol indexer, ImmutableArray<Argument> arguments) =>
        arguments.Length == 1 && !(arguments[0].Parameter.Name == "index" && IsDictionary(indexer.ContainingType)) ? KeyOf(arguments[0].Operation, arguments[0].Value) : null;

    /// <summary>Whether a collection tells its keys besides its elements.</summary>
    private static bool HasKeys(ITypeSymbol? type) => IsDictionary(type) || IsNames(type);

    /// <summary>A collection of names and values, which gives its names where it is gone through.</summary>
    private static bool IsNames(ITypeSymbol? type)
    {
        for (var t = type; t is not null; t = t.BaseType)
            if (t.Name == "NameObjectCollectionBase")
                return true;
        return false;
    }

    private Value SinkObject(SyntaxNode syntax, ITypeSymbol? type, SinkRow row, Value owner)
    {
        var loc = _interner.Alloc(syntax, type, false, "sink");
        _store.IsSinkObject(loc, row);
        var made = Value.Of(loc);
        if (AddressValue(owner) is { IsEmpty: false } address)
            WriteCells(made, Address, address);
        return made;
    }

    private static bool IsPair(ITypeSymbol type) => type.Name is "KeyValuePair" or "DictionaryEntry";

    private Value Pair(Value dictionary, SyntaxNode syntax, ITypeSymbol? type)
    {
        var loc = _interner.Alloc(syntax, type, true, "pair");
        _state = _state.Set(new Cell(loc, _interner.Named("Key")), ReadMember(dictionary, _interner.Keys, null));
        _state = _state.Set(new Cell(loc, _interner.Named("Value")), ReadElements(dictionary));
        // A sequence of pairs made otherwise (LINQ) has them as elements.
        var elements = ReadElements(dictionary).WithLabels([]);
        return elements.Locs.Any(l => l.Type is { } t && IsPair(t)) ? elements : Value.Of(loc);
    }

    private Value ReadCells(Value receiver, FieldKey field)
    {
        var result = Value.Empty;
        foreach (var loc in receiver.Locs)
            result = Value.Union(result, ReadCell(loc, field, null));
        return result;
    }

    private Value Sequence(SyntaxNode syntax, ITypeSymbol? type, Value elements, string role = "sequence")
    {
        var loc = _interner.Alloc(syntax, type, false, role);
        WriteCell(loc, _interner.Elements, elements, weak: true);
        return Value.Of(loc);
    }

    private void AssignProperty(IPropertyReferenceOperation reference, Value value, SyntaxNode? valueSyntax)
    {
        var property = reference.Property;
        var receiver = property.IsStatic || reference.Instance is null ? Value.Empty : reference.Instance is IInstanceReferenceOperation ? ThisValue() : EvalWritten(reference.Instance);
        var arguments = Arguments(reference.Arguments);
        var setter = property.SetMethod;
        CheckSinks(reference, property, receiver, reference.Instance, [.. arguments, .. setter is null ? [] : new[] { new Argument(setter.Parameters[setter.Parameters.Length - 1], Operation(valueSyntax, reference), value) }]);
        value = value.Reaching(SinksOf(property, []));
        if (setter is not null && _store.HasSource(setter) && !SummaryStore.IsAutomatic(property))
        {
            if (valueSyntax is not null)
                RecordStore(property, value, valueSyntax);
            var all = arguments.Add(new Argument(setter.Parameters[setter.Parameters.Length - 1], Operation(valueSyntax, reference), value));
            CallTargets(reference.Syntax, setter, Targets(setter, ConstrainedTo(reference) is { } constrained ? TypeArgument(constrained) : receiver, true), receiver, reference.Instance, all);
            return;
        }
        if (_store.IsSource(property.ContainingType))
        {
            KeepTrait(property, receiver, value, reference);
            Store(property, receiver, value, valueSyntax);
            return;
        }
        if (property.IsIndexer)
        {
            var key = ElementKey(property, arguments);
            if (arguments.Length == 1 && HasKeys(property.ContainingType))
                WriteCells(receiver, _interner.Keys, arguments[0].Value.Bare, weak: true);
            WriteElement(receiver, value, key);
            if (reference.Instance is not null)
                StoreElement(reference.Instance, value, valueSyntax);
            if (setter is not null)
                TellChanged(reference.Syntax, setter, receiver, reference.Instance, [.. arguments, new Argument(setter.Parameters[setter.Parameters.Length - 1], Operation(valueSyntax, reference), value)]);
            return;
        }
        if (property.IsStatic)
            return;
        KeepTrait(property, receiver, value, reference);
        if (property.Name == "Length" && IsTextBuilder(property.ContainingType) && valueSyntax is not null && Operation(valueSyntax, reference).ConstantValue is { HasValue: true, Value: 0 })
            Empty(receiver);
        if (value.IsEmpty && receiver.Locs.All(l => !_state.Heap.ContainsKey(new Cell(l, _interner.Named(property.Name)))))
            return;
        WriteCells(receiver, _interner.Named(property.Name), value);
        if (receiver.Locs.Any(l => l is AllocLoc) && value.Labels.Length > 0)
            WriteCells(receiver, _interner.Elements, Value.Of(value.Labels), weak: true);
    }

    private IOperation Operation(SyntaxNode? syntax, IOperation fallback)
    {
        if (syntax is not null && fallback.Parent is IAssignmentOperation { Value: { } value } && value.Syntax == syntax)
            return value;
        return fallback;
    }

    // ----- calls

    /// <summary>A call of a known method: what it does by attribute, catalogue, summary or default.</summary>
    private Value Call(IOperation operation, IMethodSymbol method, Value receiver, IOperation? receiverOperation, ImmutableArray<Argument> arguments, bool isVirtual) =>
        CallAt(operation, operation.Syntax, method, receiver, receiverOperation, arguments, isVirtual && operation is not IObjectCreationOperation);

    private Value CallAt(IOperation? operation, SyntaxNode syntax, IMethodSymbol method, Value receiver, IOperation? receiverOperation, ImmutableArray<Argument> arguments, bool isVirtual)
    {
        Step();
        var definition = method.ReducedFrom ?? method;
        // What every object has as its text is the name of its type, whatever the text of this one is.
        if (method is { Name: "ToString", ContainingType.SpecialType: SpecialType.System_Object or SpecialType.System_ValueType } && receiverOperation is IInstanceReferenceOperation { Syntax: Microsoft.CodeAnalysis.CSharp.Syntax.BaseExpressionSyntax })
            return Value.Empty;
        if (Check(method, arguments) is { } check)
        {
            EnterArguments(method, syntax, arguments);
            if (!check.Throws)
                return Value.Empty.WithCondition(check.Condition);
            _state = _state.WithFacts(_state.Facts.Union(check.Condition.WhenTrue!));
            return Value.Empty;
        }
        if (Labels.Attribute(method, "RequiresConsent") is { } required)
            RecordRequiredConsent(syntax, method, Labels.Strings(required));
        MarkedArguments(arguments);
        RecordColumn(method, arguments);
        CheckSinksAt(syntax, definition, receiver, receiverOperation, arguments);
        EnterArguments(method, syntax, arguments);
        var sinks = Reaching(definition, receiver, ref arguments);

        if ((ProtectionOf(method, receiverOperation?.Type, arguments) ?? EncryptedBeneath(method, receiver)) is { } protection)
            return Protect(syntax, method, protection.Protection, protection.Weakness, receiver, receiverOperation, arguments);

        Value result;
        if (_record && method.MethodKind == MethodKind.LocalFunction && !SymbolEqualityComparer.Default.Equals(method.OriginalDefinition, _method))
            _store.CalledUnder(method, _state.Facts);
        var targets = ConstrainedTo(operation) is { } constrained ? Targets(method, TypeArgument(constrained), isVirtual: true) : Targets(method, receiver, isVirtual, Declared(receiverOperation));
        var inSource = targets.Any(t => _store.HasSource(t));
        if (_labels.PurposesOf(method.OriginalDefinition).IsEmpty)
            foreach (var target in targets)
                if (!SymbolEqualityComparer.Default.Equals(target.OriginalDefinition, method.OriginalDefinition))
                    EnterArguments(target, syntax, arguments);
        if (inSource && _privacy.Catalogue.RecipientOf(definition) is null && (_store.IsSource(definition.ContainingType) || _privacy.Catalogue.PropagatorOf(definition) is null))
        {
            result = CallTargets(syntax, method, targets, receiver, receiverOperation, arguments);
        }
        else if (inSource && (receiver.Locs.Length > 0 || _store.IsSource(definition.ContainingType)))
        {
            // A library's interface that the compilation implements: its implementations, or one of the library's; a vendor's SDK does more than its source shows.
            var before = _state;
            result = CallTargets(syntax, method, targets, receiver, receiverOperation, arguments);
            var after = _state;
            _state = before;
            result = Value.Join(result, CallLibraryAt(operation, syntax, definition, receiver, receiverOperation, arguments));
            _state = Join(after, _state);
        }
        else if (IsNameofInterpolation(method))
        {
            result = Value.Empty;
        }
        else
        {
            result = definition is { Name: "CreateClient", ReturnType.Name: "HttpClient" } ? CreateClient(syntax, definition, arguments)
                : CallLibraryAt(operation, syntax, definition, receiver, receiverOperation, arguments);
            KeepFacts(definition, arguments, result);
            KeepWeakness(result, definition, arguments);
            if (_store.MakesSink(definition) is { } sink)
                result = Value.Union(result, SinkObject(syntax, method.ReturnType, sink, receiver));
        }

        ProtectParameters(syntax, arguments);
        if (definition.IsStatic && (!definition.IsExtensionMethod || definition.ReturnType.Name is "Url" or "IFlurlRequest"))
            KeepDestination(result, definition, arguments);
        else if (definition.Name.StartsWith("Connect", StringComparison.Ordinal))
            KeepDestination(receiver, definition, arguments);

        if (_labels.MarkOf(method) is { } mark && method.MethodKind is not (MethodKind.Constructor or MethodKind.PropertyGet))
        {
            result = result.WithLabels([new Label(mark, null, null, ProtectionSet.None, false, Trace.Add(syntax, null))]);
            RecordRead(FlowEventKind.Read, syntax, method, mark, result);
        }
        else if (SourceOf(definition, arguments) is { } source)
        {
            result = ReadSource(definition, source, syntax, operation);
        }
        else
        {
            RecordReceived(syntax, method, result, receiver, arguments);
        }
        return result.Reaching(sinks);
    }

    /// <summary>A writer over an encrypting stream encrypts what is written to it.</summary>
    private static (ProtectionSet Protection, string? Weakness)? EncryptedBeneath(IMethodSymbol method, Value receiver) =>
        method.Name.StartsWith("Write", StringComparison.Ordinal) && IsStreamLike(method.ContainingType) && receiver.Locs.Any(l => l.Type?.Name == "CryptoStream")
            ? (ProtectionSet.Encrypted, null) : null;

    private static bool IsNameofInterpolation(IMethodSymbol method) => method.Name == "AppendLiteral";

    /// <summary>What a consent or age check tells, or null if the method is none.</summary>
    private (Condition Condition, bool Throws)? Check(IMethodSymbol method, ImmutableArray<Argument> arguments)
    {
        ImmutableHashSet<string>? facts = null;
        foreach (var symbol in _privacy.Labels.Bearers(method))
        {
            if (Labels.Attribute(symbol, "ConsentCheck") is { } consent)
                facts = (facts ?? ImmutableHashSet<string>.Empty).Union(Purposes(consent, arguments));
            if (Labels.Attribute(symbol, "AgeCheck") is not null)
                facts = (facts ?? ImmutableHashSet<string>.Empty).Add(SummaryStore.AgeFact);
        }
        if (facts is null)
            return null;
        var type = method.ReturnType;
        var isBool = type.SpecialType == SpecialType.System_Boolean
            || type is INamedTypeSymbol { Name: "Task" or "ValueTask", TypeArguments.Length: 1 } task && task.TypeArguments[0].SpecialType == SpecialType.System_Boolean;
        // A throwing check that returns a task tells something only when awaited: the task keeps what.
        if (!isBool && type is INamedTypeSymbol { Name: "Task" or "ValueTask" } && _awaiting == 0)
            return (new Condition(facts, ImmutableHashSet<string>.Empty), false);
        return (new Condition(facts, ImmutableHashSet<string>.Empty).In(_state.Facts), !isBool);
    }

    private int _awaiting;

    private static ImmutableHashSet<string> Purposes(AttributeData check, ImmutableArray<Argument> arguments)
    {
        var named = Labels.Strings(check);
        if (named.Length > 0)
            return [.. named];
        return [.. arguments.Select(a => a.Operation.ConstantValue is { HasValue: true, Value: string purpose } ? purpose : a.Value.Text).OfType<string>()];
    }

    /// <summary>What may be called: the method itself, what overrides or implements it; a receiver whose type is known decides.</summary>
    private List<IMethodSymbol> Targets(IMethodSymbol method, Value receiver, bool isVirtual, ITypeSymbol? declared = null)
    {
        var definition = method.OriginalDefinition;
        if (!isVirtual || !(method.IsVirtual || method.IsAbstract || method.IsOverride) || method.IsSealed || method.ContainingType is { IsSealed: true, TypeKind: not TypeKind.Interface })
        {
            if (!(method.IsStatic && method.IsAbstract))
                return [definition];
        }
        var known = new List<IMethodSymbol>();
        var exact = receiver.Locs.Length > 0;
        foreach (var loc in receiver.Locs)
        {
            if (loc is AllocLoc { Exact: true, Type: { } type } && _store.Implementation(type, method) is { } implementation)
            {
                if (!known.Contains(implementation, SymbolEqualityComparer.Default))
                    known.Add(implementation);
                continue;
            }
            if (loc is InputLoc input)
            {
                if (_binding.Targets.TryGetValue(input, out var bound))
                {
                    var all = true;
                    foreach (var target in bound)
                    {
                        if (target.Type is { } boundType && _store.Implementation(boundType, method) is { } boundImplementation)
                        {
                            if (!known.Contains(boundImplementation, SymbolEqualityComparer.Default))
                                known.Add(boundImplementation);
                        }
                        else
                        {
                            all = false;
                        }
                    }
                    if (all)
                        continue;
                }
                else if (_store.CouldNarrow(definition))
                {
                    _dispatches.Add(input);
                    if (_store.ContentTypes(input, this) is { Count: > 0 } held)
                    {
                        foreach (var heldType in held)
                            if (_store.Implementation(heldType, method) is { } heldImplementation && !known.Contains(heldImplementation, SymbolEqualityComparer.Default))
                                known.Add(heldImplementation);
                        continue;
                    }
                }
            }
            exact = false;
        }
        if (exact && known.Count > 0)
            return known;
        return _store.Candidates(method, receiver.Locs.Length == 1 ? receiver.Locs[0].Type : null, declared);
    }

    /// <summary>What a receiver is declared as, before it is converted for the call.</summary>
    private static ITypeSymbol? Declared(IOperation? receiver)
    {
        while (receiver is IConversionOperation { OperatorMethod: null } conversion)
            receiver = conversion.Operand;
        return receiver?.Type;
    }

    private Value CallTargets(SyntaxNode syntax, IMethodSymbol method, List<IMethodSymbol> targets, Value receiver, IOperation? receiverOperation, ImmutableArray<Argument> arguments)
    {
        var before = _state;
        State? after = null;
        var result = Value.Empty;
        var first = true;
        foreach (var declared in targets)
        {
            var target = declared.PartialImplementationPart ?? declared;
            _state = before;
            if (!_store.HasSource(target))
                continue;
            var passed = arguments;
            if (!SymbolEqualityComparer.Default.Equals(target, method.OriginalDefinition) && target.Parameters.Length == method.Parameters.Length)
                passed = [.. arguments.Select(a => a.Parameter.Ordinal < target.Parameters.Length ? new Argument(target.Parameters[a.Parameter.Ordinal], a.Operation, a.Value, a.Type) : a)];
            var site = new CallSite(syntax, target, receiver, receiverOperation, passed, called: method);
            var value = ApplyBound(target, site);
            result = first ? value : Value.Join(result, value);
            first = false;
            after = after is null ? _state : Join(after, _state);
        }
        _state = after ?? before;
        return result;
    }

    /// <summary>Puts a callee's summary in; the more special one, if what it calls depends on delegates or types that are known here.</summary>
    private Value ApplyBound(IMethodSymbol target, CallSite site)
    {
        var summary = _store.Summary(target, Binding.None, _cancellation);
        if (summary.Dispatches.Count > 0)
        {
            var mapper = new Mapper(this, site);
            var binding = ImmutableDictionary.CreateBuilder<InputLoc, ImmutableArray<AllocLoc>>();
            Bind(summary);
            if (binding.Count > 0)
            {
                summary = _store.Summary(target, new Binding(binding.ToImmutable()), _cancellation);
                // Targets may themselves depend on inputs: once more with what showed up.
                var count = binding.Count;
                Bind(summary);
                if (binding.Count > count)
                    summary = _store.Summary(target, new Binding(binding.ToImmutable()), _cancellation);
            }

            void Bind(MethodSummary from)
            {
                foreach (var input in from.Dispatches.OrderBy(d => d.Order))
                {
                    if (binding.ContainsKey(input))
                        continue;
                    var value = mapper.Map(input);
                    if (value.Locs.Length == 0 && input is { Parent: { } holder, Field.Symbol: IEventSymbol } && mapper.Map(holder).Locs is { Length: > 0 } made && made.All(l => l is AllocLoc { Exact: true }))
                        // Nobody listens to an object that was just made.
                        binding[input] = [];
                    else if (value.Locs.Length is > 0 and <= 8 && value.Locs.All(l => l is FuncLoc || l is AllocLoc { Exact: true }))
                        binding[input] = [.. value.Locs.Cast<AllocLoc>()];
                    else if (value.Locs.Length == 1 && value.Locs[0] is InputLoc outer && _binding.Targets.TryGetValue(outer, out var bound))
                        binding[input] = bound;
                    else if (value.Locs.Length == 1 && value.Locs[0] is InputLoc held && _store.ContentFunctions(held, this) is { Count: > 0 and <= 8 } functions)
                    {
                        binding[input] = [.. functions];
                        _dispatches.Add(held);
                    }
                    else if (value.Locs.Length > 0)
                    {
                        foreach (var loc in value.Locs)
                            if (loc is InputLoc open)
                                _dispatches.Add(open);
                    }
                }
            }
        }
        return Apply(summary, site).Return;
    }

    /// <summary>Puts a callee's summary in: its result, its effects, what it does to what it gets.</summary>
    private Applied Apply(MethodSummary summary, CallSite site)
    {
        var mapper = new Mapper(this, site);
        // Everything is read before anything is written.
        var result = mapper.Translate(summary.Return, site.Syntax);
        var thrown = mapper.Translate(summary.Thrown, site.Syntax);
        var passed = mapper.Translate(summary.Passed, site.Syntax);
        var heap = new List<(Value Target, FieldKey Field, Value Value, bool Weak)>();
        foreach (var pair in summary.Heap)
        {
            Step();
            // What a method does to its copy of a struct stays there.
            if (pair.Key.Loc is InputLoc { Parent: null, Root: IParameterSymbol { RefKind: RefKind.None, Type: { TypeKind: TypeKind.Struct } type, ContainingSymbol: IMethodSymbol } } && _store.IsSource(type))
                continue;
            var target = pair.Key.Loc is InputLoc input ? mapper.Map(input) : Value.Of(mapper.Map((AllocLoc)pair.Key.Loc));
            heap.Add((target, mapper.Translate(pair.Key.Field), mapper.Translate(pair.Value, null), summary.Many.Contains(pair.Key.Loc)));
        }
        var variables = new Dictionary<ISymbol, Value>(SymbolEqualityComparer.Default);
        foreach (var pair in summary.Variables)
            variables[pair.Key] = mapper.Translate(pair.Value, site.Syntax);
        foreach (var use in summary.Uses)
        {
            Step();
            Lift(use, mapper, site);
        }
        LiftReads(summary, site);
        ImmutableArray<Cell> references = [];
        if (summary.References.Length > 0)
            references = [.. summary.References.SelectMany(c => (c.Loc is InputLoc i ? mapper.Map(i).Locs : [mapper.Map((AllocLoc)c.Loc)]).Select(l => new Cell(l, mapper.Translate(c.Field))))];

        // What is left of a collection that a callee emptied is what it put in afterwards.
        foreach (var (target, field, value, _) in heap)
            if (ReferenceEquals(field, Emptied))
                WriteCells(target, field, value);
        foreach (var (target, field, value, weak) in heap)
        {
            if (ReferenceEquals(field, Emptied))
                continue;
            if (field.IsElement)
                CheckWritten(site, target, value);
            foreach (var loc in target.Locs)
                if (weak)
                    _state = _state.WithMany(loc);
            WriteCells(target, field, value);
        }
        foreach (var pair in variables)
        {
            if (pair.Key is IParameterSymbol parameter && SymbolEqualityComparer.Default.Equals(parameter.ContainingSymbol, site.Method))
            {
                // What the callee leaves as it is stays, whatever it does to the same variable under another name.
                if (parameter.RefKind == RefKind.Ref && IsUnchanged(parameter, summary.Variables[pair.Key]!))
                    continue;
                foreach (var argument in site.Arguments)
                    if (argument.Parameter.Ordinal == parameter.Ordinal && argument.Parameter.RefKind != RefKind.None)
                        AssignOut(argument, pair.Value);
            }
            else if (IsExtensionReceiver(pair.Key) && IsReceiverOf(pair.Key, site.Method))
            {
                if (pair.Key is IParameterSymbol { RefKind: RefKind.Ref } && site.ReceiverOperation is { } target)
                    Assign(target, pair.Value, null);
            }
            else if (site.Function is { } function && !IsVisible(pair.Key) && _state.Heap.ContainsKey(new Cell(function, _interner.Environment(pair.Key))))
            {
                WriteCell(function, _interner.Environment(pair.Key), pair.Value, weak: false);
            }
            else
            {
                _state = _state.Set(pair.Key, pair.Value);
            }
        }
        if (summary.Facts.Count > 0)
            _state = _state.WithFacts(_state.Facts.Union(summary.Facts));
        if (!thrown.IsEmpty)
        {
            Raise(thrown, null);
            result = KeepFailure(site.Syntax, site.Method, result, thrown);
        }
        return new Applied { Return = result, Passed = passed, Variables = variables, References = references };
    }

    private static bool IsUnchanged(IParameterSymbol parameter, Value value)
    {
        return value.Labels.Length == 1 && value.Labels[0] is { Mark: null, Shape: null, Protection: ProtectionSet.None, Input: { } input } && IsGiven(input) && value.Locs.All(IsGiven);

        bool IsGiven(Loc loc) => loc is InputLoc { Parent: null } given && SymbolEqualityComparer.Default.Equals(given.Root, parameter);
    }

    private void AssignOut(Argument argument, Value value)
    {
        Assign(argument.Operation, value, argument.Parameter.RefKind == RefKind.Out && argument.Operation is IMemberReferenceOperation ? argument.Operation.Syntax : null);
        if (_record && value.Labels.Length > 0)
            _values[argument.Operation.Syntax] = value.Bare;
    }

    private bool IsVisible(ISymbol variable)
    {
        for (ISymbol? s = _method; s is IMethodSymbol; s = s.ContainingSymbol)
            if (SymbolEqualityComparer.Default.Equals(variable.ContainingSymbol, s))
                return true;
        return false;
    }

    private void AssignThroughCall(IInvocationOperation call, Value value)
    {
        var method = call.TargetMethod;
        var receiver = call.Instance is null ? Value.Empty : Eval(call.Instance);
        var arguments = Arguments(call.Arguments);
        if (arguments.Length == method.Parameters.Length && Accessed(method) is IFieldSymbol accessed)
        {
            Store(accessed, accessed.IsStatic ? null : arguments[0].Value, value, null);
            return;
        }
        if (_store.HasSource(method))
        {
            var applied = Apply(_store.Summary(method.OriginalDefinition, Binding.None, _cancellation), new CallSite(call.Syntax, method.OriginalDefinition, receiver, call.Instance, arguments));
            foreach (var cell in applied.References)
                WriteCell(cell.Loc, cell.Field, value, weak: true);
            return;
        }
        // A reference into a library's collection (CollectionsMarshal, Span).
        WriteElement(receiver, value, null);
        foreach (var argument in arguments)
            if (argument.Parameter.RefKind != RefKind.Out)
                WriteElement(argument.Value, value, null);
    }

    /// <summary>Calls what a delegate may be.</summary>
    private Value InvokeDelegate(SyntaxNode syntax, Value function, ImmutableArray<Value> values, ImmutableArray<IOperation> operations)
    {
        var result = Value.Empty;
        var before = _state;
        State? after = null;
        var work = new List<(FuncLoc Function, InputLoc? Via)>();
        foreach (var loc in function.Locs)
        {
            switch (loc)
            {
                case FuncLoc known:
                    work.Add((known, null));
                    break;
                case InputLoc input:
                    if (_binding.Targets.TryGetValue(input, out var bound))
                    {
                        work.AddRange(bound.OfType<FuncLoc>().Select(f => (f, (InputLoc?)input)));
                    }
                    else
                    {
                        _dispatches.Add(input);
                        work.AddRange(_store.ContentFunctions(input, this).Select(f => (f, (InputLoc?)null)));
                    }
                    break;
            }
        }
        foreach (var (target, via) in work)
        {
            _state = before;
            var value = CallFunction(syntax, target, via, values, operations);
            if (via is not null)
                value = value.WithLabels([.. value.Labels.Select(l => l.IsConcrete ? new Label(l.Mark, via, l.Shape, l.Protection, l.PlainHash, l.Trace).Reaching(l.Reached).Under(l.Checked) : l)]);
            result = Value.Union(result, value);
            after = after is null ? _state : Join(after, _state);
        }
        _state = after ?? before;
        // A value that is a delegate made from something personal gives it.
        var own = function.Own.Where(l => l.Mark is not null).ToImmutableArray();
        return own.Length == 0 ? result : Value.Union(result, Value.Of(own));
    }

    private Value CallFunction(SyntaxNode syntax, FuncLoc function, InputLoc? via, ImmutableArray<Value> values, ImmutableArray<IOperation> operations)
    {
        var target = function.Target;
        // A delegate that came in has its receiver with the caller.
        var receiver = _state.Heap.TryGetValue(new Cell(function, _interner.Named("receiver")), out var bound) ? bound
            : via is not null && !target.IsStatic && target.MethodKind is not (MethodKind.AnonymousFunction or MethodKind.LocalFunction)
                ? InputValue(via, _interner.Named("receiver"), target.ContainingType) : Value.Empty;
        var parameters = target.Parameters;
        if (target.IsExtensionMethod && target.ReducedFrom is not null)
            parameters = target.Parameters;
        var arguments = ImmutableArray.CreateBuilder<Argument>();
        for (var i = 0; i < parameters.Length && i < values.Length; i++)
            arguments.Add(new Argument(parameters[i], operations.Length > i ? operations[i] : operations.Length > 0 ? operations[0] : _graph.OriginalOperation, values[i], parameters[i].Type));
        if (target.MethodKind is MethodKind.AnonymousFunction or MethodKind.LocalFunction)
        {
            var passed = arguments.ToImmutable();
            MarkedArguments(passed);
            EnterArguments(target, syntax, passed);
            if (ProtectionOf(target, null, passed) is { } protection)
                return Protect(syntax, target, protection.Protection, protection.Weakness, Value.Empty, null, passed);
            var result = ApplyBound(target.OriginalDefinition, new CallSite(syntax, target.OriginalDefinition, Value.Empty, null, passed, function));
            RecordReceived(syntax, target, result, Value.Empty, passed);
            return result;
        }
        return CallAt(null, syntax, target, receiver, null, arguments.ToImmutable(), isVirtual: true);
    }

    private sealed partial class Mapper
    {
        private readonly MethodAnalysis _analysis;
        private readonly CallSite _site;
        private readonly State _before;
        private readonly Dictionary<InputLoc, Value> _inputs = new();

        internal Mapper(MethodAnalysis analysis, CallSite site)
        {
            _analysis = analysis;
            _site = site;
            _before = analysis._state;
        }

        /// <summary>What an input of the callee is here.</summary>
        internal Value Map(InputLoc input)
        {
            if (_inputs.TryGetValue(input, out var value))
                return value;
            var now = _analysis._state;
            _analysis._state = _before;
            value = input.Parent is null ? Root(input) : Child(input);
            _analysis._state = now;
            _inputs[input] = value;
            return value;
        }

        private Value Child(InputLoc input)
        {
            var parent = Map(input.Parent!);
            var field = input.Field!;
            if (field.Name == "*" && field.Symbol is null)
                return _analysis.ReadElements(parent, null, input.Type);
            if (field.IsElement)
                return _analysis.ReadElements(parent, Key(field), input.Type);
            return _analysis.ReadMember(parent, field, input.Type);
        }

        /// <summary>What a member or element of the callee is called here.</summary>
        internal FieldKey Translate(FieldKey field) =>
            !field.IsKeyed ? field : Key(field) is { } key ? _analysis._interner.Named(key) : _analysis._interner.Elements;

        /// <summary>The name here of an element of the callee; null: any element.</summary>
        private string? Key(FieldKey field)
        {
            if (FieldKey.ParameterOf(field.Name) is not { } ordinal)
                return field.Name;
            foreach (var argument in _site.Arguments)
                if (argument.Parameter.Ordinal == ordinal)
                    return _analysis.KeyOf(argument.Operation, argument.Value);
            return null;
        }

        private Value Root(InputLoc input)
        {
            var root = input.Root;
            if (root is ITypeParameterSymbol typeParameter)
                return TypeArgument(typeParameter);
            if (root is IMethodSymbol)
            {
                if (_site.Function is { } closure)
                    return _before.Heap.TryGetValue(new Cell(closure, _analysis._interner.Environment(root)), out var captured) && !SymbolEqualityComparer.Default.Equals(root, _analysis._top)
                        ? captured
                        : SymbolEqualityComparer.Default.Equals(root, _analysis._top) ? _analysis.ThisValue() : _analysis.InputValue(input, input.Type);
                if (_site.Method.MethodKind is MethodKind.LocalFunction or MethodKind.AnonymousFunction)
                    return _analysis.ThisValue();
                if (SymbolEqualityComparer.Default.Equals(root, _site.Method))
                    return _site.Receiver;
                // Of a lambda that the callee was given.
                return SymbolEqualityComparer.Default.Equals(root, _analysis._top) ? _analysis.ThisValue() : _analysis.InputValue(input, input.Type);
            }
            if (root is IParameterSymbol parameter && SymbolEqualityComparer.Default.Equals(parameter.ContainingSymbol, _site.Method))
            {
                var value = Value.Empty;
                Value? packed = null;
                foreach (var argument in _site.Arguments)
                    if (argument.Parameter.Ordinal == parameter.Ordinal)
                        packed = packed is null ? argument.Value : Value.Union(packed, argument.Value);
                return packed ?? value;
            }
            if (IsReceiverOf(root, _site.Method))
                return _site.Receiver;
            if (_site.Function is { } function && !_analysis.IsVisible(root) && _before.Heap.TryGetValue(new Cell(function, _analysis._interner.Environment(root)), out var own))
                return own;
            return _analysis.ReadVariable(root);
        }

        /// <summary>What an object that the callee made is here.</summary>
        internal AllocLoc Map(AllocLoc alloc) => _analysis._interner.AllocBy(_site.Syntax, alloc);

        /// <summary>What a value of the callee is here.</summary>
        internal Value Translate(Value value, SyntaxNode? step)
        {
            if (value.Labels.Length == 0 && value.Locs.Length == 0)
                return value;
            var labels = new List<Label>();
            foreach (var label in value.Labels)
                labels.AddRange(Translate(label, step));
            var locs = new List<Loc>();
            var text = value.Text;
            foreach (var loc in value.Locs)
            {
                if (loc is not InputLoc input)
                {
                    locs.Add(Map((AllocLoc)loc));
                    continue;
                }
                var given = Map(input);
                locs.AddRange(given.Locs);
                if (!IsPlain(input.Type))
                    continue;
                // An address that is a text: what the caller gives for it.
                text ??= given.Text;
                foreach (var label in given.Labels)
                    if (label is { Mark: null, Input: { } outer })
                        locs.Add(outer);
            }
            _analysis.Step((labels.Count + locs.Count) / PartsPerStep);
            return new Value(Value.Distinct(labels), Value.Distinct(locs), text, value.Condition);
        }

        /// <summary>What a label of the callee is here.</summary>
        internal ImmutableArray<Label> Translate(Label label, SyntaxNode? step)
        {
            if (label.Input is null)
                return [step is null ? label : label.At(step)];
            var value = Map(label.Input);
            if (label.Mark is not null)
            {
                // It came in through a delegate: known here if the delegate is.
                var open = value.Locs.OfType<InputLoc>().FirstOrDefault(l => _analysis._store.ContentFunctions(l, _analysis).Count == 0);
                return [new Label(label.Mark, open, label.Shape, label.Protection, label.PlainHash, label.Trace).Reaching(label.Reached).Under(label.Checked)];
            }
            var labels = label.Shape is { } shape ? _analysis.Show(value, label.Input.Type, shape) : value.Labels;
            if (labels.Length == 0 || step is null && label.ChangesNothing)
                return labels;
            return [.. labels.Select(l =>
            {
                var protectedLabel = label.ChangesNothing ? l : new Label(l.Mark, l.Input, l.Shape, l.Protection | label.Protection, l.PlainHash || label.PlainHash, l.Trace).Reaching(l.Reached | label.Reached).Under(l.Checked).Under(label.Checked);
                return step is null ? protectedLabel : protectedLabel.At(step);
            })];
        }
    }
}
