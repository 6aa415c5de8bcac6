using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using PrivacyAnalyzers.Flow.Domain;
using PrivacyAnalyzers.Flow.Summaries;
using PrivacyAnalyzers.KnownApis;
using PrivacyAnalyzers.PersonalData;

namespace PrivacyAnalyzers.Flow.Transfer;

/// <summary>What is recorded: events with data known to be personal, uses of inputs for the callers.</summary>
internal sealed partial class MethodAnalysis
{
    private readonly Dictionary<SyntaxNode, ImmutableArray<Label>> _shown = new();

    /// <summary>What was checked where an expression is evaluated: an arm of a conditional is so on one way only.</summary>
    private readonly Dictionary<SyntaxNode, ImmutableHashSet<string>> _checked = new();
    private readonly Dictionary<SyntaxNode, (State State, Value Value, ImmutableArray<Label> Labels)> _parts = new();
    private readonly List<Use> _uses = [];
    private readonly HashSet<Use> _useSet = [];
    private readonly List<Label> _reads = [];
    private readonly Dictionary<(FlowEventKind, SyntaxNode, ISymbol?, SinkRow?), FlowEvent> _events = new();

    private ImmutableArray<FlowEvent> Sorted() =>
        [.. _events.Values.OrderBy(e => e.Expression.SpanStart).ThenBy(e => e.Expression.Span.Length).ThenBy(e => e.Kind).ThenBy(e => e.Sink?.Api, StringComparer.Ordinal).ThenBy(e => e.Target?.Name, StringComparer.Ordinal)];

    /// <summary>Records a value at an expression: an event for what is known to be personal, a use for what came in.</summary>
    private void Record(FlowEventKind kind, SyntaxNode expression, ImmutableArray<Label> labels, ISymbol? target, SyntaxNode site, SinkRow? sink = null, Mark? targetMark = null,
        Destination? destination = null, ImmutableArray<string> targetPurposes = default, string? weakness = null, bool lifted = false, ImmutableHashSet<string>? facts = null)
    {
        if (!_record || labels.Length == 0)
            return;
        facts = (facts ?? _state.Facts).Union(_checked.TryGetValue(expression, out var known) ? known : []);
        if (kind == FlowEventKind.Sink && sink is not null)
            labels = [.. labels.Where(l => (l.Reached & 1 << (int)sink.Kind) == 0)];
        var concrete = labels.Where(l => l.IsConcrete).ToImmutableArray();
        if (concrete.Length > 0)
            Emit(kind, expression, concrete, target, site, sink, targetMark, destination?.Text, targetPurposes, weakness, facts);
        foreach (var label in labels)
        {
            if (label.IsConcrete || label.Input is null)
                continue;
            var use = new Use
            {
                Kind = kind,
                Label = label,
                Expression = expression,
                Frame = _method,
                Target = target,
                TargetMark = targetMark,
                Sink = sink,
                Destination = destination ?? Destination.Unknown,
                Site = site,
                TargetPurposes = targetPurposes.IsDefault ? [] : targetPurposes,
                Weakness = weakness,
                Facts = facts,
                Lifted = lifted,
            };
            if (_useSet.Count >= MaxUses)
                _incomplete |= !_useSet.Contains(use);
            else if (_useSet.Add(use))
                _uses.Add(use);
        }
    }

    private void Emit(FlowEventKind kind, SyntaxNode expression, ImmutableArray<Label> labels, ISymbol? target, SyntaxNode site, SinkRow? sink, Mark? targetMark,
        string? destination, ImmutableArray<string> targetPurposes, string? weakness, ImmutableHashSet<string>? facts)
    {
        var key = (kind, expression, target, sink);
        facts ??= _state.Facts;
        var flowLabels = labels.Select(l => ToFlowLabel(l, kind, facts)).ToImmutableArray();
        if (_events.TryGetValue(key, out var before))
        {
            flowLabels = flowLabels.AddRange(before.Labels);
            facts = facts.Intersect(before.Consents.Concat(before.AgeChecked ? [SummaryStore.AgeFact] : []));
            destination ??= before.Destination;
        }
        _events[key] = new FlowEvent
        {
            Kind = kind,
            Expression = expression,
            Labels = Ordered(flowLabels),
            Frame = _method,
            Target = target,
            TargetMark = targetMark,
            Sink = sink,
            Destination = destination,
            SinkLocation = site == expression || expression.Contains(site) || site.Contains(expression) ? null : site.GetLocation(),
            Purposes = _purposes,
            TargetPurposes = targetPurposes.IsDefault ? [] : targetPurposes,
            Consents = [.. facts.Where(f => f != SummaryStore.AgeFact).OrderBy(f => f, StringComparer.Ordinal)],
            AgeChecked = facts.Contains(SummaryStore.AgeFact),
            Weakness = weakness,
        };
    }

    /// <summary>Each member once, with what was checked on all its ways.</summary>
    private static ImmutableArray<FlowLabel> Ordered(ImmutableArray<FlowLabel> labels) =>
        [.. labels.OrderBy(l => l.Mark.DisplayName, StringComparer.Ordinal).ThenBy(l => l.Protection).GroupBy(l => (l.Mark.DisplayName, l.Mark.Category, l.Protection)).Select(g => g.Aggregate((all, l) => all.And(l)))];

    private static FlowLabel ToFlowLabel(Label label, FlowEventKind kind, ImmutableHashSet<string> facts) =>
        new(label.Mark!, label.Protection, Trace.Locations(label.Trace)) { PlainHash = label.PlainHash && kind != FlowEventKind.Read, Checked = facts.Union(label.Checked) };

    private void RecordRead(FlowEventKind kind, SyntaxNode syntax, ISymbol member, Mark mark, Value value)
    {
        if (!_record || _silent || IsAssigned(syntax) || IsOnlyNamed(syntax, member))
            return;
        var label = value.Labels.FirstOrDefault(l => l.Mark == mark) ?? new Label(mark, null, null, ProtectionSet.None, false, null);
        Emit(kind, syntax, [label], member, syntax, null, null, null, default, null, null);
        if (_purposes.Length == 0 && !_reads.Any(r => SymbolEqualityComparer.Default.Equals(r.Mark!.Symbol, mark.Symbol)))
            _reads.Add(new Label(mark, null, null, ProtectionSet.None, false, Trace.Add(syntax, null)));
    }

    /// <summary>Whether a member is compared with null, counted or filled: the graph evaluates it, but its value is not used.</summary>
    private static bool IsOnlyNamed(SyntaxNode syntax, ISymbol member)
    {
        var name = syntax switch
        {
            SimpleNameSyntax simple => simple,
            MemberAccessExpressionSyntax access => access.Name,
            MemberBindingExpressionSyntax binding => binding.Name,
            InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access } => access.Name,
            InvocationExpressionSyntax { Expression: MemberBindingExpressionSyntax binding } => binding.Name,
            InvocationExpressionSyntax { Expression: SimpleNameSyntax simple } => simple,
            _ => null,
        };
        return name is not null && MemberAccesses.At(name, member) is MemberAccess.None or MemberAccess.Write;
    }

    /// <summary>A target of an assignment that the graph evaluates first (compound assignment excepted).</summary>
    private static bool IsAssigned(SyntaxNode syntax) =>
        syntax.Parent is AssignmentExpressionSyntax assignment && assignment.Left == syntax && assignment.IsKind(SyntaxKind.SimpleAssignmentExpression)
        || syntax.Parent is MemberAccessExpressionSyntax { Parent: AssignmentExpressionSyntax outer } access && access.Name == syntax && outer.Left == access && outer.IsKind(SyntaxKind.SimpleAssignmentExpression);

    /// <summary>A member without a mark that only its type can see: what the type's own code stores in it.</summary>
    private void RecordCarrier(SyntaxNode syntax, ISymbol member, Value value)
    {
        if (!_record || _silent || IsAssigned(syntax))
            return;
        var labels = value.Labels.Where(l => l.Input is not null && l.Mark is null).ToImmutableArray();
        if (labels.Length > 0)
            Record(FlowEventKind.CarrierRead, syntax, labels, member, syntax);
    }

    private void RecordStore(ISymbol member, Value value, SyntaxNode valueSyntax)
    {
        if (!_record)
            return;
        var mark = _labels.MarkOf(member);
        if (mark is null && _store.IsCarrier(member) || mark is null && !_store.IsSource(member.ContainingType))
            return;
        foreach (var (node, labels) in Among(valueSyntax, Held(value, member switch { IFieldSymbol f => f.Type, IPropertySymbol p => p.Type, _ => null })))
            Record(FlowEventKind.Store, node, labels, member, valueSyntax, targetMark: mark);
    }

    private void MarkedArguments(ImmutableArray<Argument> arguments)
    {
        if (!_record)
            return;
        foreach (var argument in arguments)
        {
            if (argument.Parameter.RefKind == RefKind.Out || argument.Value.IsEmpty || _labels.MarkOf(argument.Parameter) is not { } mark || mark.Origin == MarkOrigin.Type)
                continue;
            foreach (var (node, labels) in Among(argument.Operation.Syntax, Held(argument.Value, argument.Parameter.Type)))
                Record(FlowEventKind.Store, node, labels, argument.Parameter, argument.Operation.Syntax, targetMark: mark);
        }
    }

    /// <summary>Entity Framework's <c>SetProperty(x =&gt; x.Email, value)</c> stores a value, or what a lambda gives for each row, in the member that its first argument names.</summary>
    private void RecordColumn(IMethodSymbol method, ImmutableArray<Argument> arguments)
    {
        if (!_record || method is not { Name: "SetProperty", Parameters.Length: 2, ContainingType: { Name: "SetPropertyCalls" or "UpdateSettersBuilder" } type }
            || type.ContainingNamespace.ToDisplayString() != "Microsoft.EntityFrameworkCore.Query"
            || arguments[0].Operation.Syntax is not LambdaExpressionSyntax { Body: ExpressionSyntax column }
            || _store.Bodies.Model(column.SyntaxTree).GetSymbolInfo(column, _cancellation).Symbol is not { Kind: SymbolKind.Property or SymbolKind.Field } member)
            return;
        var value = arguments[1];
        if (value.Operation.Syntax is LambdaExpressionSyntax { Body: ExpressionSyntax computed })
            RecordStore(member, InvokeUnknown(value.Operation.Syntax, value, Value.Empty), computed);
        else
            RecordStore(member, value.Value, value.Operation.Syntax);
    }

    /// <summary>What is returned is an event where it is data itself: the members of an object speak for themselves.</summary>
    private void RecordReturn(IOperation operation, Value value)
    {
        if (_method.MethodKind is not (MethodKind.Ordinary or MethodKind.PropertyGet) || !PersonalData.Labels.IsPlainValue(_method.ReturnType))
            return;
        var labels = ImmutableArray<Label>.Empty;
        foreach (var label in Value.Union(value.Labels, Show(value, operation.Type, SinkShape.Object)))
            if (label.IsConcrete)
                labels = labels.Add(label);
        if (labels.Length > 0)
            Record(FlowEventKind.Return, operation.Syntax, labels, null, operation.Syntax);
    }

    private void RecordProtect(SyntaxNode syntax, Value value, IMethodSymbol method, string? weakness)
    {
        if (!_record)
            return;
        foreach (var (node, labels) in Carriers(syntax, value.WithLabels(Content(value).Labels), null, null))
            Record(FlowEventKind.Protect, node, weakness is null ? labels : [.. labels.Select(AsGiven)], method, syntax, weakness: weakness);
    }

    /// <summary>What a <c>[Protects]</c> member is given is personal: its body is trusted, but for weak algorithms, which are reported there.</summary>
    private Label AsGiven(Label label) =>
        label is { Mark: null, Input.Root: IParameterSymbol parameter } && ProtectsAttribute(_method) is not null && SymbolEqualityComparer.Default.Equals(parameter.ContainingSymbol, _method)
            ? new Label(_store.SourceMark(parameter, PersonalData.Labels.UnknownCategory), null, label.Shape, label.Protection, label.PlainHash, label.Trace)
            : label;

    private void RecordRequiredConsent(SyntaxNode syntax, IMethodSymbol method, ImmutableArray<string> purposes)
    {
        if (!_record)
            return;
        var key = (FlowEventKind.RequiredConsent, syntax, (ISymbol?)method, (SinkRow?)null);
        _events[key] = new FlowEvent
        {
            Kind = FlowEventKind.RequiredConsent,
            Expression = syntax,
            Frame = _method,
            Target = method,
            Purposes = _purposes,
            TargetPurposes = purposes,
            Consents = [.. _state.Facts.Where(f => f != SummaryStore.AgeFact).OrderBy(f => f, StringComparer.Ordinal)],
            AgeChecked = _state.Facts.Contains(SummaryStore.AgeFact),
        };
    }

    private void RecordException(IOperation creation, ITypeSymbol type, ImmutableArray<Argument> arguments)
    {
        RecordException(creation.Syntax, type, arguments);
    }

    /// <summary>The message, value or other text that an exception is made with; not the exception it wraps, nor a parameter's name.</summary>
    private void RecordException(SyntaxNode site, ITypeSymbol type, ImmutableArray<Argument> arguments)
    {
        if (!_record)
            return;
        foreach (var argument in arguments)
        {
            if (argument.Parameter.Name is "paramName" or "innerException" || _store.IsException(argument.Parameter.Type))
                continue;
            foreach (var (node, labels) in Carriers(argument.Operation.Syntax, argument.Value, argument.Type, SinkShape.Text))
                Record(FlowEventKind.Sink, node, labels, type, site, SummaryStore.ExceptionSink);
        }
    }

    /// <summary>A value is passed to code that has a purpose of its own.</summary>
    private void EnterArguments(IMethodSymbol method, SyntaxNode syntax, ImmutableArray<Argument> arguments)
    {
        if (!_record || _labels.PurposesOf(method.OriginalDefinition) is not { Length: > 0 } purposes)
            return;
        if (purposes.Length == _purposes.Length && purposes.All(p => _purposes.Contains(p)))
            return;
        foreach (var argument in arguments)
        {
            if (argument.Value.Labels.Length == 0 && argument.Value.Locs.Length == 0 || _labels.MarkOf(argument.Parameter) is { Origin: not MarkOrigin.Type })
                continue;
            foreach (var (node, labels) in Among(argument.Operation.Syntax, Held(argument.Value, argument.Type)))
                Record(FlowEventKind.Enter, node, labels, method, syntax, targetPurposes: purposes);
        }
    }

    /// <summary>
    /// What a value carries and, where it is a sequence, a tuple or a library's object that is filled (a text builder, a stream, a request),
    /// its elements and keys do; the project's objects have members that speak for themselves.
    /// </summary>
    private ImmutableArray<Label> Held(Value value, ITypeSymbol? type)
    {
        if (value.Locs.Length == 0)
            return value.Labels;
        if (IsSequence(type) || type is { IsTupleType: true })
            return Content(value).Labels;
        var labels = value.Labels;
        foreach (var loc in value.Locs)
            if (loc is AllocLoc and not FuncLoc && loc.Type is { IsAnonymousType: false } && !_store.IsSource(loc.Type) || loc is InputLoc && (IsSequence(loc.Type) || loc.Type is { } input && IsTextBuilder(input)))
                labels = Value.Union(labels, Content(Value.Of(loc)).Labels);
        return labels;
    }

    /// <summary>What code with another purpose gives, beyond what it was given: code with a purpose uses it, code without one does so for its callers.</summary>
    private void RecordReceived(SyntaxNode syntax, IMethodSymbol method, Value result, Value receiver, ImmutableArray<Argument> arguments)
    {
        if (!_record || result.IsEmpty || _labels.PurposesOf(method.OriginalDefinition) is not { Length: > 0 } purposes || purposes.Length == _purposes.Length && purposes.All(p => _purposes.Contains(p)))
            return;
        var given = arguments.Aggregate(Content(receiver).Labels, (all, a) => Value.Union(all, Content(a.Value).Labels));
        var received = Held(result, method.ReturnType).Where(l => l.IsConcrete && !given.Any(g => Equivalent(g, l))).ToImmutableArray();
        if (received.Length == 0)
            return;
        if (_purposes.Length > 0)
            Emit(FlowEventKind.CallReads, syntax, received, method, syntax, null, null, null, default, null, null);
        else
            _reads.AddRange(received.Where(r => !_reads.Any(k => SymbolEqualityComparer.Default.Equals(k.Mark!.Symbol, r.Mark!.Symbol))));
    }

    private void CheckSinks(IOperation operation, ISymbol symbol, Value receiver, IOperation? receiverOperation, ImmutableArray<Argument> arguments) =>
        CheckSinksAt(operation.Syntax, symbol, receiver, receiverOperation, arguments);

    private void CheckSinksAt(SyntaxNode syntax, ISymbol symbol, Value receiver, IOperation? receiverOperation, ImmutableArray<Argument> arguments)
    {
        if (!_record)
            return;
        foreach (var row in SinkRows(symbol, receiverOperation?.Type, arguments))
            if (!row.Arguments.Contains("return") && !IsWriterOfKnownStream(receiver))
                CheckSink(row, syntax, symbol, receiver, receiverOperation, arguments);
        CheckSinkObjects(syntax, symbol, receiver, arguments);
        foreach (var argument in arguments)
            if (_store.RecipientSink(argument.Parameter) is { } toRecipient)
                CheckArgument(toRecipient, argument, SinkShape.Object, symbol, syntax, null);
    }

    /// <summary>The rows that hold for a call or assignment: those for what is passed go before those that always hold.</summary>
    private ImmutableArray<SinkRow> SinkRows(ISymbol symbol, ITypeSymbol? receiver, ImmutableArray<Argument> arguments)
    {
        var rows = _store.Sinks(symbol, receiver, _method);
        return rows.Any(r => r.WhenIs is not null)
            ? [.. rows.Where(r => Holds(r) && (r.WhenIs is not null || !rows.Any(other => other.WhenIs is not null && other.Kind == r.Kind && Holds(other))))]
            : rows;

        bool Holds(SinkRow row) => row.WhenIs is not { } value || arguments.Any(a => Is(a, row.WhenArgument, value));
    }

    /// <summary>The kinds of sink that a call or assignment of a symbol is, a bit each.</summary>
    private int SinksOf(ISymbol symbol, ImmutableArray<Argument> arguments)
    {
        var sinks = 0;
        foreach (var row in SinkRows(symbol, null, arguments))
            if (!row.Arguments.Contains("return"))
                sinks |= 1 << (int)row.Kind;
        return sinks;
    }

    /// <summary>What comes out of a sink, or goes on from it, has reached it.</summary>
    private int Reaching(IMethodSymbol method, Value receiver, ref ImmutableArray<Argument> arguments)
    {
        if (arguments.All(a => a.Value.IsEmpty) || IsWriterOfKnownStream(receiver) || SinksOf(method, arguments) is not (not 0 and var sinks))
            return 0;
        arguments = [.. arguments.Select(a => new Argument(a.Parameter, a.Operation, a.Value.Reaching(sinks), a.Type))];
        return sinks;
    }

    /// <summary>A delegate that a library made to write what it is given (<c>LoggerMessage.Define</c>).</summary>
    private void CheckSinkDelegate(IInvocationOperation invocation, Value function, ImmutableArray<Argument> arguments)
    {
        if (!_record || arguments.All(a => a.Value.IsEmpty))
            return;
        foreach (var loc in function.Locs)
            foreach (var row in _store.SinkRows(loc, this))
                foreach (var argument in arguments)
                    CheckArgument(row, argument, row.Shape, (invocation.Instance as IMemberReferenceOperation)?.Member ?? invocation.TargetMethod, invocation.Syntax, null);
    }

    /// <summary>A stream or writer that was made here is a sink if what it writes to is one.</summary>
    private static bool IsWriterOfKnownStream(Value receiver)
    {
        foreach (var loc in receiver.Locs)
            if (loc is AllocLoc { Exact: true } && IsStreamLike(loc.Type))
                return true;
        return false;
    }

    /// <summary>What is written to an object that is a sink itself (<c>Console.Error</c>, a file's stream), by its methods or handed to others with it.</summary>
    private void CheckSinkObjects(SyntaxNode syntax, ISymbol symbol, Value receiver, ImmutableArray<Argument> arguments)
    {
        if (symbol is not (IMethodSymbol { MethodKind: not MethodKind.Constructor } or IPropertySymbol { IsIndexer: true }) || arguments.All(a => a.Value.IsEmpty) || s_reading.Any(r => symbol.Name.StartsWith(r, StringComparison.Ordinal)))
            return;
        foreach (var loc in receiver.Locs)
            foreach (var row in _store.SinkRows(loc, this))
                foreach (var argument in arguments)
                    if (argument.Parameter.RefKind != RefKind.Out && argument.Parameter.Type.Name != "CancellationToken")
                        CheckArgument(row, argument, row.Shape, symbol, syntax, AddressOf(loc, 0));
        if (symbol is not IMethodSymbol method)
            return;
        foreach (var target in arguments)
            foreach (var loc in target.Value.Locs)
                foreach (var row in _store.SinkRows(loc, this))
                {
                    if (_store.HasSource(method))
                        continue;
                    foreach (var argument in arguments)
                        if (argument.Parameter.Ordinal != target.Parameter.Ordinal && argument.Parameter.Type.Name != "CancellationToken")
                            CheckArgument(row, argument, SinkShape.Object, symbol, syntax, AddressOf(loc, 0));
                    if (receiver.Locs.Length > 0 && s_writingItself.Any(w => symbol.Name.StartsWith(w, StringComparison.Ordinal)))
                        Record(FlowEventKind.Sink, syntax, Content(receiver).Labels, symbol, syntax, row);
                }
    }

    /// <summary>What a callee writes to a sink that it was given (<c>Console.Out</c>): reported on the argument that carries it in.</summary>
    private void CheckWritten(CallSite site, Value target, Value written)
    {
        if (!_record || written.Labels.Length == 0)
            return;
        foreach (var row in target.Locs.SelectMany(l => _store.SinkRows(l, this)).Distinct().ToList())
            foreach (var argument in site.Arguments)
            {
                var given = Content(argument.Value).Labels;
                var carried = written.Labels.Where(l => given.Any(g => Equivalent(g, l))).ToImmutableArray();
                foreach (var (node, labels) in Among(argument.Operation.Syntax, carried))
                    if (labels.Length > 0)
                        Record(FlowEventKind.Sink, node, labels, site.Method, site.Syntax, row);
            }
    }

    /// <summary>Members that write their own object to what they are given.</summary>
    private static readonly string[] s_writingItself = ["CopyTo", "WriteTo", "Save"];

    /// <summary>Members of a sink that only ask for something.</summary>
    private static readonly string[] s_reading = ["Read", "Contains", "TryGet", "Remove", "Get", "IndexOf", "Seek", "Equals"];

    private void CheckSink(SinkRow row, SyntaxNode syntax, ISymbol symbol, Value receiver, IOperation? receiverOperation, ImmutableArray<Argument> arguments)
    {
        var destination = row.Kind is SinkKind.Url or SinkKind.Transport or SinkKind.Recipient && arguments.Any(a => a.Value.Labels.Length > 0 || a.Value.Locs.Length > 0)
            ? AddressOfCall(symbol, receiver, arguments) : null;
        var holes = row.Kind == SinkKind.Log ? Destructured(arguments) : [];
        foreach (var argument in arguments)
        {
            var name = argument.Parameter.Name;
            if (row.Arguments.Length > 0 && !row.Arguments.Contains(name) && !(symbol is IPropertySymbol && row.Arguments.Contains("value") && argument.Equals(arguments[arguments.Length - 1])))
                continue;
            if (argument.Parameter.Type.Name is "CancellationToken" or "LogLevel" or "EventId" || argument.Parameter.RefKind == RefKind.Out)
                continue;
            if (argument.Parameter.IsParams)
            {
                CheckValues(row, argument, holes, symbol, syntax, destination);
                continue;
            }
            CheckArgument(row, argument, holes.Contains(-1 - argument.Parameter.Ordinal) ? SinkShape.Object : row.Shape, symbol, syntax, destination);
        }
        if (row.Arguments.Contains("this") && receiverOperation is not null)
        {
            foreach (var (node, labels) in Carriers(receiverOperation.Syntax, receiver, receiverOperation.Type, row.Shape))
                Record(FlowEventKind.Sink, node, labels, symbol, syntax, row, destination: destination);
        }
    }

    private void CheckArgument(SinkRow row, Argument argument, SinkShape shape, ISymbol symbol, SyntaxNode syntax, Destination? destination)
    {
        // A sequence that a sink takes is shown by its elements, whatever the text of a sequence is.
        if (shape == SinkShape.Text && (row.Kind == SinkKind.Telemetry || IsSequence(argument.Parameter.Type)))
            shape = SinkShape.LogValue;
        // A callback that a sink takes is called, not shown.
        if (argument.Parameter.Type.TypeKind == TypeKind.Delegate)
        {
            if (argument.Value.Locs.Length > 0)
            {
                var given = InvokeUnknown(syntax, argument, Value.Empty);
                Record(FlowEventKind.Sink, argument.Operation.Syntax, Show(given, null, shape), symbol, syntax, row, destination: destination);
            }
            return;
        }
        foreach (var (node, labels) in Carriers(argument.Operation.Syntax, argument.Value, argument.Type, shape))
            Record(FlowEventKind.Sink, node, labels, symbol, syntax, row, destination: destination);
    }

    /// <summary>Values that a sink takes as many as there are, each where it stands; holes: which of them a message template takes apart.</summary>
    private void CheckValues(SinkRow row, Argument argument, HashSet<int> holes, ISymbol symbol, SyntaxNode syntax, Destination? destination)
    {
        if (argument.Operation is IArrayCreationOperation { IsImplicit: true, Initializer: { } initializer } || argument.Operation is IArrayCreationOperation { Initializer: { } } explicitArray && (initializer = explicitArray.Initializer) is not null)
        {
            for (var i = 0; i < initializer!.ElementValues.Length; i++)
            {
                var element = initializer.ElementValues[i];
                var value = ReadElements(argument.Value, initializer.ElementValues.Length <= 32 ? "[" + i + "]" : null);
                foreach (var (node, labels) in Carriers(element.Syntax, value, TypeBefore(element), holes.Contains(i) ? SinkShape.Object : row.Shape))
                    Record(FlowEventKind.Sink, node, labels, symbol, syntax, row, destination: destination);
            }
            return;
        }
        if (argument.Operation is ICollectionExpressionOperation collection)
        {
            for (var i = 0; i < collection.Elements.Length; i++)
                foreach (var (node, labels) in Carriers(collection.Elements[i].Syntax, Eval(collection.Elements[i]), TypeBefore(collection.Elements[i]), holes.Contains(i) ? SinkShape.Object : row.Shape))
                    Record(FlowEventKind.Sink, node, labels, symbol, syntax, row, destination: destination);
            return;
        }
        CheckArgument(row, argument, holes.Count > 0 ? SinkShape.Object : row.Shape, symbol, syntax, destination);
    }

    /// <summary>Which holes of a message template take their value apart (<c>{@x}</c>): by index among the values, or -1 - ordinal of a typed parameter.</summary>
    private static HashSet<int> Destructured(ImmutableArray<Argument> arguments)
    {
        string? template = null;
        var ordinal = -1;
        foreach (var argument in arguments)
        {
            if (argument.Value.Text is not { } text || text.IndexOf('{') < 0)
                continue;
            template = text;
            ordinal = argument.Parameter.Ordinal;
            break;
        }
        var result = new HashSet<int>();
        if (template is null)
            return result;
        var index = 0;
        for (var i = 0; i < template.Length - 1; i++)
        {
            if (template[i] != '{')
                continue;
            if (template[i + 1] == '{')
            {
                i++;
                continue;
            }
            if (template[i + 1] == '@')
            {
                result.Add(index);
                result.Add(-1 - (ordinal + 1 + index));
            }
            index++;
        }
        return result;
    }

    // ----- callees

    private void Lift(Use use, Mapper mapper, CallSite site)
    {
        if (!_record)
            return;
        var input = use.Label.Input!;
        if (use.Kind is FlowEventKind.CarrierRead or FlowEventKind.Return)
            return;
        // What a callee with a purpose of its own does with what it gets, it is asked for where it enters.
        if (use.Kind == FlowEventKind.Enter && _labels.PurposesOf(site.Method) is { Length: > 0 } && !IsCapturedRoot(input, site))
            return;
        var labels = mapper.Translate(use.Label, null);
        if (labels.Length == 0)
            return;
        // Of a variable of another method nothing is known here; its closure tells of it where that is made.
        labels = [.. labels.Where(l => l.IsConcrete || l.Input is not { Root: ILocalSymbol or IParameterSymbol { ContainingSymbol: IMethodSymbol { MethodKind: not MethodKind.Constructor } } } of || IsVisible(of.Root))];
        if (labels.Length == 0)
            return;
        if (IsCapturedRoot(input, site))
        {
            // It was not passed: the finding stands where the variable is used, or where a closure of other code is called.
            var node = site.Function is not null && input.Root is ILocalSymbol or IParameterSymbol && !IsVisible(input.Root) ? site.Syntax : use.Expression;
            var inContent = labels.Where(l => !_store.InContent(input, l, this)).ToImmutableArray();
            Record(use.Kind, node, inContent, use.Target, use.Site, use.Sink, use.TargetMark, Destined(use, mapper), use.TargetPurposes, use.Weakness, true, use.Facts.Union(_state.Facts));
            return;
        }
        var onReceiver = input.Root is IMethodSymbol || IsReceiverOf(input.Root, site.Method);
        var kept = labels.Where(l => !l.IsConcrete || !_store.InContent(input, l, this)).ToImmutableArray();
        if (kept.Length == 0)
            return;
        var carried = _store.IsCarried(input);
        if (onReceiver)
        {
            var receiver = site.ReceiverOperation?.Syntax ?? site.Syntax;
            if (site.ReceiverOperation is null or IInstanceReferenceOperation { IsImplicit: true })
                receiver = site.Syntax;
            RecordLifted(use, receiver, kept, carried, mapper);
            return;
        }
        foreach (var argument in site.Arguments)
        {
            if (input.Root is not IParameterSymbol parameter || argument.Parameter.Ordinal != parameter.Ordinal)
                continue;
            foreach (var (node, carriedLabels) in Among(argument.Operation.Syntax, kept))
                RecordLifted(use, node, carriedLabels, carried, mapper);
        }
    }

    private void RecordLifted(Use use, SyntaxNode node, ImmutableArray<Label> labels, bool carried, Mapper mapper) =>
        Record(use.Kind, node, labels, use.Target, use.Site, use.Sink, use.TargetMark, Destined(use, mapper), use.TargetPurposes, use.Weakness, use.Lifted || carried, use.Facts.Union(_state.Facts));

    /// <summary>Where a callee's sink sends to, with what is known here of the inputs that have the address.</summary>
    private Destination Destined(Use use, Mapper mapper)
    {
        var from = use.Destination.From;
        if (from.Length == 0)
            return use.Destination;
        var result = use.Destination.Text is { } text ? new Destination(text, []) : Destination.Unknown;
        for (var i = from.Length - 1; i >= 0; i--)
            result = result.With(AddressOf(mapper.Map(from[i])));
        return result;
    }

    /// <summary>Whether an input is a variable or receiver that a lambda or local function has from around it, not what the call passes.</summary>
    private static bool IsCapturedRoot(InputLoc input, CallSite site) => input.Root switch
    {
        IParameterSymbol parameter => !IsReceiverOf(parameter, site.Method) && !SymbolEqualityComparer.Default.Equals(parameter.ContainingSymbol, site.Method),
        IMethodSymbol => site.Method.MethodKind is MethodKind.AnonymousFunction or MethodKind.LocalFunction,
        _ => true,
    };

    private void LiftReads(MethodSummary summary, CallSite site)
    {
        if (!_record || summary.Reads.Length == 0 || _labels.PurposesOf(site.Method) is { Length: > 0 })
            return;
        Emit(FlowEventKind.CallReads, site.Syntax, [.. summary.Reads.Select(r => r.At(site.Syntax))], site.Method, summary.Reads[0].Trace?.Node ?? site.Syntax, null, null, null, default, null, null);
        if (_purposes.Length > 0)
            return;
        foreach (var read in summary.Reads)
            if (!_reads.Any(r => SymbolEqualityComparer.Default.Equals(r.Mark!.Symbol, read.Mark!.Symbol)))
                _reads.Add(read);
    }

    // ----- where a finding stands

    /// <summary>
    /// The innermost expressions that carry the value, with what each carries: through parentheses, casts, conditional arms,
    /// coalescing, interpolation holes, concatenation and initializers; not into the arguments of another call.
    /// </summary>
    private IEnumerable<(SyntaxNode Node, ImmutableArray<Label> Labels)> Carriers(SyntaxNode syntax, Value value, ITypeSymbol? type, SinkShape? shape)
    {
        var labels = shape is { } s ? Show(value, type, s) : value.Labels;
        return labels.Length == 0 ? [] : Among(syntax, labels);
    }

    private List<(SyntaxNode Node, ImmutableArray<Label> Labels)> Among(SyntaxNode syntax, ImmutableArray<Label> labels)
    {
        var result = new List<(SyntaxNode, ImmutableArray<Label>)>();
        Descend(syntax, labels, result, 0);
        return result;
    }

    private void Descend(SyntaxNode syntax, ImmutableArray<Label> labels, List<(SyntaxNode, ImmutableArray<Label>)> result, int depth)
    {
        var found = false;
        var ofMembers = syntax is BaseObjectCreationExpressionSyntax or WithExpressionSyntax;
        var left = labels;
        if (depth < 64)
        {
            foreach (var child in Parts(syntax))
            {
                var carried = Value.Union(CarriedBy(child, labels), ofMembers ? StoredBy(child, labels) : []);
                if (carried.Length == 0)
                    continue;
                found = true;
                left = left.RemoveRange(carried);
                Descend(child, carried, result, depth + 1);
            }
        }
        // A marked member is personal whatever an initializer stores in it, or if it stores nothing.
        if (!found || ofMembers && (left = [.. left.Where(l => l.IsConcrete && IsShownAsMember(l, syntax))]).Length > 0)
            result.Add((syntax, left));
    }

    /// <summary>The marks of the member in which an initializer stores an expression that is personal itself.</summary>
    private ImmutableArray<Label> StoredBy(SyntaxNode node, ImmutableArray<Label> labels)
    {
        if (node.Parent is not AssignmentExpressionSyntax { Parent: InitializerExpressionSyntax } assignment || assignment.Right != node
            || !_values.TryGetValue(node, out var value) || !Content(value).Labels.Any(l => l.IsConcrete)
            || _store.Bodies.Model(node.SyntaxTree).GetSymbolInfo(assignment.Left, _cancellation).Symbol is not { } member || _labels.MarkOf(member) is not { } mark)
            return [];
        return [.. labels.Where(l => l.Mark is not null && SymbolEqualityComparer.Default.Equals(l.Mark.Symbol, mark.Symbol))];
    }

    /// <summary>Whether a mark is that of a member of the type that an expression makes.</summary>
    private bool IsShownAsMember(Label label, SyntaxNode creation)
    {
        for (var type = _store.Bodies.Model(creation.SyntaxTree).GetTypeInfo(creation, _cancellation).Type; type is not null; type = type.BaseType)
            if (SymbolEqualityComparer.Default.Equals(type.OriginalDefinition, label.Mark!.Symbol.ContainingType?.OriginalDefinition))
                return true;
        return false;
    }

    /// <summary>Which of the labels an expression inside of the value carries.</summary>
    private ImmutableArray<Label> CarriedBy(SyntaxNode node, ImmutableArray<Label> labels)
    {
        if (_shown.TryGetValue(node, out var shown))
            return [.. labels.Where(l => shown.Any(s => Equivalent(s, l)))];
        var inner = node;
        while (inner is ParenthesizedExpressionSyntax parenthesized)
            inner = parenthesized.Expression;
        if (_values.TryGetValue(node, out var value) || _values.TryGetValue(inner, out value))
        {
            return [.. labels.Where(l => value.Labels.Any(o => Equivalent(o, l)) || IsWithin(l.Input, value) || Parts().Any(o => Equivalent(o, l)))];

            // Taken apart once for all that a callee does with it.
            ImmutableArray<Label> Parts()
            {
                if (!_parts.TryGetValue(node, out var known) || !ReferenceEquals(known.State, _state) || !ReferenceEquals(known.Value, value))
                    _parts[node] = known = (_state, value, Show(value, null, SinkShape.Object));
                return known.Labels;
            }
        }
        foreach (var part in Parts(node))
        {
            var carried = CarriedBy(part, labels);
            if (carried.Length > 0)
                return carried;
        }
        return [];
    }

    /// <summary>Whether an input is reached by a path of members from one of the objects that a value may be.</summary>
    private static bool IsWithin(InputLoc? input, Value value)
    {
        for (var i = input?.Parent; i is not null; i = i.Parent)
            if (value.Locs.Contains(i))
                return true;
        return false;
    }

    private static bool Equivalent(Label a, Label b) =>
        ReferenceEquals(a.Input, b.Input) && (a.Mark is null ? b.Mark is null : b.Mark is not null && SymbolEqualityComparer.Default.Equals(a.Mark.Symbol, b.Mark.Symbol));

    private static IEnumerable<SyntaxNode> Parts(SyntaxNode syntax)
    {
        switch (syntax)
        {
            case ParenthesizedExpressionSyntax parenthesized:
                return [parenthesized.Expression];
            case CastExpressionSyntax cast:
                return [cast.Expression];
            case AwaitExpressionSyntax await:
                return [await.Expression];
            case PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression } suppress:
                return [suppress.Operand];
            case ConditionalExpressionSyntax conditional:
                return [conditional.WhenTrue, conditional.WhenFalse];
            case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceExpression or (int)SyntaxKind.AddExpression } binary:
                return [binary.Left, binary.Right];
            case InterpolatedStringExpressionSyntax interpolated:
                return interpolated.Contents.OfType<InterpolationSyntax>().Select(i => (SyntaxNode)i.Expression);
            case SwitchExpressionSyntax @switch:
                return @switch.Arms.Select(a => (SyntaxNode)a.Expression);
            case BaseObjectCreationExpressionSyntax { Initializer: { } initializer }:
                return initializer.Expressions.SelectMany(InitializerValues);
            case ArrayCreationExpressionSyntax { Initializer: { } initializer }:
                return initializer.Expressions;
            case ImplicitArrayCreationExpressionSyntax array:
                return array.Initializer.Expressions;
            case InitializerExpressionSyntax initializer:
                return initializer.Expressions.SelectMany(InitializerValues);
            case AnonymousObjectCreationExpressionSyntax anonymous:
                return anonymous.Initializers.Select(i => (SyntaxNode)i.Expression);
            case WithExpressionSyntax with:
                return [with.Expression, .. with.Initializer.Expressions.SelectMany(InitializerValues)];
            case CollectionExpressionSyntax collection:
                return collection.Elements.Select(e => e is ExpressionElementSyntax element ? (SyntaxNode)element.Expression : ((SpreadElementSyntax)e).Expression);
            case TupleExpressionSyntax tuple:
                return tuple.Arguments.Select(a => (SyntaxNode)a.Expression);
            case CheckedExpressionSyntax @checked:
                return [@checked.Expression];
            default:
                return [];
        }
    }

    private static IEnumerable<SyntaxNode> InitializerValues(ExpressionSyntax expression) => expression switch
    {
        AssignmentExpressionSyntax { Right: InitializerExpressionSyntax nested } => nested.Expressions.SelectMany(InitializerValues),
        AssignmentExpressionSyntax assignment => [assignment.Right],
        InitializerExpressionSyntax complex => complex.Expressions.SelectMany(InitializerValues),
        _ => [expression],
    };
}
