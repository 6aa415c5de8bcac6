using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PrivacyAnalyzers.Flow.Domain;
using PrivacyAnalyzers.Flow.Summaries;
using PrivacyAnalyzers.PersonalData;

namespace PrivacyAnalyzers.Flow.Transfer;

/// <summary>
/// Analyses one method: runs its control-flow graph to a fixpoint over the domain, then once more to record what happens where.
/// This file: blocks, branches, exceptions, result. The others: expressions, memory, calls, what a sink shows, what is recorded.
/// </summary>
internal sealed partial class MethodAnalysis
{
    /// <summary>Steps (operations looked at) that one method may cost before its analysis is given up.</summary>
    internal const int Budget = 40_000;

    /// <summary>How many cells in which two states that meet differ are a step's work.</summary>
    private const int CellsPerStep = 32;

    /// <summary>How many labels and objects of a value are handed on for the cost of a step.</summary>
    private const int PartsPerStep = 64;

    /// <summary>Uses and dispatches that a summary may hold.</summary>
    internal const int MaxUses = 120;

    private const int MaxDispatches = 24;

    private const int MaxVisits = 12;

    private readonly SummaryStore _store;
    private readonly PrivacyContext _privacy;
    private readonly Labels _labels;
    private readonly Interner _interner;
    private readonly IMethodSymbol _method;
    private readonly IMethodSymbol _top;
    private readonly Binding _binding;
    private readonly CancellationToken _cancellation;
    private readonly ImmutableArray<string> _purposes;
    private readonly List<ControlFlowGraph> _graphs = [];
    private readonly Dictionary<CaptureId, ImmutableArray<IOperation>> _captured = new();
    private readonly Dictionary<ControlFlowRegion, State> _handlers = new();
    private readonly Dictionary<ControlFlowRegion, Value> _caught = new();
    private readonly Dictionary<ILocalSymbol, IOperation> _references = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ILocalSymbol, IOperation> _pointers = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<IParameterSymbol, bool> _staying = new(SymbolEqualityComparer.Default);
    private readonly HashSet<InputLoc> _dispatches = [];

    private ControlFlowGraph _graph = null!;
    private BasicBlock? _block;
    private State _state = State.Start;
    private State? _exit;
    private Value _return = Value.Empty;
    private Value _thrown = Value.Empty;
    private ImmutableArray<Cell> _returnedReferences = [];
    private readonly Dictionary<Cell, Value> _thrownCells = new();
    private bool _returned;
    private bool _record;
    private int _steps;
    private bool _incomplete;
    private bool _handlersChanged;

    internal MethodAnalysis(SummaryStore store, IMethodSymbol method, Binding binding, CancellationToken cancellation)
    {
        _store = store;
        _privacy = store.Privacy;
        _labels = _privacy.Labels;
        _interner = store.Interner;
        _method = method;
        _binding = binding;
        _cancellation = cancellation;
        ISymbol top = method;
        while (top is IMethodSymbol { MethodKind: MethodKind.AnonymousFunction or MethodKind.LocalFunction } && top.ContainingSymbol is IMethodSymbol outer)
            top = outer;
        _top = (IMethodSymbol)top;
        _purposes = _labels.PurposesOf(method);
    }

    /// <summary>What it asked of the contents of private members.</summary>
    internal HashSet<AskedContent> Asked { get; } = [];

    internal CancellationToken Cancellation => _cancellation;

    /// <summary>What holds where the method begins: a call of it tells its caller nothing of that.</summary>
    private ImmutableHashSet<string> _assumed = ImmutableHashSet<string>.Empty;

    /// <summary>Analyses the method. Facts: what is known to have been checked before (a lambda made behind a check).</summary>
    internal MethodSummary Run(ImmutableHashSet<string> facts)
    {
        _assumed = facts.Union(ConsentsRequired(_method));
        var start = State.Start.WithFacts(_assumed);
        _state = start;
        foreach (var parameter in _method.Parameters)
            _state = _state.Set(parameter, ParameterValue(parameter));
        try
        {
            if (_method.MethodKind is MethodKind.Constructor or MethodKind.StaticConstructor)
                RunConstructorPrologue();
            if (_store.Bodies.Graph(_method, _cancellation) is { } graph)
                RunGraph(graph);
            else
                _exit = _state;
            if (_store.Bodies.TooDeep.Contains(_method))
                _incomplete = true;
            if (_method.MethodKind == MethodKind.Constructor)
                StorePrimaryParameters();
        }
        catch (Exception e) when (e is BudgetSpentException or InsufficientExecutionStackException)
        {
            _incomplete = true;
        }
        // What was found is summed up, whatever is left of the budget: a summary's own bounds hold.
        _steps = int.MinValue;
        return Summarize();
    }

    private void RunGraph(ControlFlowGraph graph)
    {
        _graphs.Add(graph);
        _graph = graph;
        _captured.Clear();
        foreach (var block in graph.Blocks)
        {
            foreach (var operation in block.Operations)
                if (operation is IFlowCaptureOperation capture)
                    _captured[capture.Id] = _captured.TryGetValue(capture.Id, out var others) ? others.Add(capture.Value) : [capture.Value];
        }
        var loops = graph.Blocks.Any(b => b.IsReachable && (Goes(b.FallThroughSuccessor, b) || Goes(b.ConditionalSuccessor, b)));
        var inputs = new State?[graph.Blocks.Length];
        inputs[0] = _state;
        var visits = new int[graph.Blocks.Length];
        if (loops)
        {
            _record = false;
            Fixpoint(graph, inputs, visits, 0, graph.Blocks.Length - 1);
        }
        _record = true;
        _exit = null;
        if (!loops)
        {
            Fixpoint(graph, inputs, visits, 0, graph.Blocks.Length - 1);
        }
        else
        {
            for (var i = 0; i < inputs.Length; i++)
            {
                if (inputs[i] is { } input && graph.Blocks[i].IsReachable)
                    RunBlock(graph.Blocks[i], input, (_, _) => { });
                else if (HandlerInput(graph.Blocks[i]) is { } handler)
                    RunBlock(graph.Blocks[i], handler, (_, _) => { });
            }
        }
        _exit = inputs[graph.Blocks.Length - 1];
        if (_exit is not null)
            _state = _exit;

        static bool Goes(ControlFlowBranch? branch, BasicBlock from) => branch?.Destination is { } to && to.Ordinal <= from.Ordinal;
    }

    private void Fixpoint(ControlFlowGraph graph, State?[] inputs, int[] visits, int first, int last)
    {
        var work = new SortedSet<int>();
        for (var i = first; i <= last; i++)
            if (inputs[i] is not null)
                work.Add(i);
        while (work.Count > 0)
        {
            var ordinal = work.Min;
            work.Remove(ordinal);
            var block = graph.Blocks[ordinal];
            if (!block.IsReachable && HandlerInput(block) is null || inputs[ordinal] is not { } input)
                continue;
            if (++visits[ordinal] > MaxVisits)
            {
                _incomplete = true;
                continue;
            }
            _handlersChanged = false;
            RunBlock(block, input, (destination, state) => Flow(destination, state));
            if (_handlersChanged)
            {
                foreach (var candidate in graph.Blocks)
                    if (candidate.Ordinal >= first && candidate.Ordinal <= last && HandlerInput(candidate) is { } handler)
                        Flow(candidate.Ordinal, handler);
            }
        }

        void Flow(int destination, State state)
        {
            if (destination < first || destination > last)
                return;
            var joined = inputs[destination] is { } before ? Join(before, state) : state;
            if (inputs[destination] is { } old && joined.Same(old))
                return;
            inputs[destination] = joined;
            work.Add(destination);
        }
    }

    private State Join(State a, State b)
    {
        var joined = State.Join(a, b, Missing, MissingVariable, out var looked);
        Step(looked / CellsPerStep);
        return joined;
    }

    private Value Missing(Cell cell) => cell.Loc is InputLoc input ? InputValue(input, cell.Field, null) : Value.Empty;

    private Value MissingVariable(ISymbol variable) => IsOwn(variable) ? Value.Empty : RootValue(variable);

    private void RunBlock(BasicBlock block, State input, Action<int, State> flow)
    {
        _cancellation.ThrowIfCancellationRequested();
        _block = block;
        _state = input;
        var handlers = Handlers(block.EnclosingRegion);
        State? handed = null;
        foreach (var operation in block.Operations)
        {
            var assigns = IsAssignmentToVariable(operation, out var mayFail);
            if (mayFail)
                HandOver();
            Eval(operation);
            if (!assigns)
                HandOver();
        }
        var condition = Value.Empty;
        if (block.BranchValue is { } branchValue)
        {
            if (!IsVariableOrConstant(branchValue))
                HandOver();
            condition = Eval(branchValue);
            if (block.FallThroughSuccessor is { Semantics: ControlFlowBranchSemantics.Return })
                Return(branchValue, condition);
            else if (block.FallThroughSuccessor is { Semantics: ControlFlowBranchSemantics.Throw })
                Throw(branchValue, condition);
            if (!IsVariableOrConstant(branchValue) || block.FallThroughSuccessor is { Semantics: ControlFlowBranchSemantics.Throw })
                HandOver();
        }
        else if (block.FallThroughSuccessor is { Semantics: ControlFlowBranchSemantics.Rethrow })
        {
            Raise(Caught(), null);
            HandOver();
        }
        var after = _state;
        if (block.ConditionKind != ControlFlowConditionKind.None && block.ConditionalSuccessor is { } conditional)
        {
            var known = condition.Condition ?? Condition.Unknown;
            var taken = block.ConditionKind == ControlFlowConditionKind.WhenTrue ? known.WhenTrue : known.WhenFalse;
            var passed = block.ConditionKind == ControlFlowConditionKind.WhenTrue ? known.WhenFalse : known.WhenTrue;
            if (taken is not null)
                Go(conditional, after.WithFacts(after.Facts.Union(taken)), flow);
            if (passed is not null)
                Go(block.FallThroughSuccessor, after.WithFacts(after.Facts.Union(passed)), flow);
            return;
        }
        Go(block.FallThroughSuccessor, after, flow);

        void HandOver()
        {
            if (handlers.Count == 0 || ReferenceEquals(handed, _state))
                return;
            handed = _state;
            ToHandlers(handlers);
        }
    }

    private void Go(ControlFlowBranch? branch, State state, Action<int, State> flow)
    {
        if (branch?.Destination is not { } destination || branch.Semantics == ControlFlowBranchSemantics.Throw)
            return;
        foreach (var region in branch.FinallyRegions)
        {
            if (RunFinally(region, state) is not { } left)
                return;
            state = left;
        }
        flow(destination.Ordinal, state);
    }

    /// <summary>Runs a finally block by itself for one way out of its try, so that what the ways hold stays apart.</summary>
    private State? RunFinally(ControlFlowRegion region, State state)
    {
        var graph = _graph;
        var block = _block;
        var inputs = new State?[graph.Blocks.Length];
        inputs[region.FirstBlockOrdinal] = state;
        State? result = null;
        var work = new SortedSet<int> { region.FirstBlockOrdinal };
        var visits = new int[graph.Blocks.Length];
        while (work.Count > 0)
        {
            var ordinal = work.Min;
            work.Remove(ordinal);
            if (inputs[ordinal] is not { } input || ++visits[ordinal] > MaxVisits)
                continue;
            var current = graph.Blocks[ordinal];
            RunBlock(current, input, (destination, s) =>
            {
                if (destination < region.FirstBlockOrdinal || destination > region.LastBlockOrdinal)
                    return;
                var joined = inputs[destination] is { } before ? Join(before, s) : s;
                if (inputs[destination] is { } old && joined.Same(old))
                    return;
                inputs[destination] = joined;
                work.Add(destination);
            });
            if (current.FallThroughSuccessor is { Semantics: ControlFlowBranchSemantics.StructuredExceptionHandling })
                result = result is null ? _state : Join(result, _state);
        }
        _block = block;
        return result;
    }

    /// <summary>Whether an operation only gives a variable a new value: what fails in it fails before that. Giving a constant or another variable cannot.</summary>
    private static bool IsAssignmentToVariable(IOperation operation, out bool mayFail)
    {
        var inner = operation is IExpressionStatementOperation statement ? statement.Operation : operation;
        var value = inner switch
        {
            ISimpleAssignmentOperation { Target: ILocalReferenceOperation or IParameterReferenceOperation or IDiscardOperation } assignment => assignment.Value,
            IFlowCaptureOperation capture => capture.Value,
            _ => null,
        };
        mayFail = value is null || !IsVariableOrConstant(value);
        return value is not null;
    }

    private static bool IsVariableOrConstant(IOperation value)
    {
        while (value is IConversionOperation { IsImplicit: true, OperatorMethod: null } conversion)
            value = conversion.Operand;
        return value.ConstantValue.HasValue || value is ILocalReferenceOperation or IParameterReferenceOperation or IFlowCaptureReferenceOperation or ILiteralOperation;
    }

    /// <summary>The catch and filter regions that an exception in a region can go to, and the finally blocks around it, innermost first.</summary>
    private List<ControlFlowRegion> Handlers(ControlFlowRegion? region)
    {
        var result = new List<ControlFlowRegion>();
        // The regions around a lambda are of another graph.
        for (; region is not (null or { Kind: ControlFlowRegionKind.Root }); region = region.EnclosingRegion)
        {
            if (region.Kind != ControlFlowRegionKind.Try || region.EnclosingRegion is not { } around)
                continue;
            foreach (var nested in around.NestedRegions)
                if (nested.Kind is ControlFlowRegionKind.Catch or ControlFlowRegionKind.FilterAndHandler || nested.Kind == ControlFlowRegionKind.Finally && IsWritten(nested))
                    result.Add(nested);
        }
        return result;
    }

    /// <summary>Whether a finally block is one of the source; those of using and foreach only dispose.</summary>
    private bool IsWritten(ControlFlowRegion region)
    {
        for (var i = region.FirstBlockOrdinal; i <= region.LastBlockOrdinal; i++)
            if (_graph.Blocks[i] is var block && (block.Operations.Any(o => !o.IsImplicit) || block.BranchValue is { IsImplicit: false }))
                return true;
        return false;
    }

    private void ToHandlers(List<ControlFlowRegion> handlers)
    {
        foreach (var handler in handlers)
        {
            var joined = _handlers.TryGetValue(handler, out var before) ? Join(before, _state) : _state;
            if (before is not null && joined.Same(before))
                continue;
            _handlers[handler] = joined;
            _handlersChanged = true;
        }
    }

    /// <summary>What comes into the first block of a handler, or null if the block is none.</summary>
    private State? HandlerInput(BasicBlock block)
    {
        for (var region = block.EnclosingRegion; region is not null && region.FirstBlockOrdinal == block.Ordinal; region = region.EnclosingRegion)
            if (_handlers.TryGetValue(region, out var state))
                return state;
        return null;
    }

    private void Throw(IOperation operation, Value value) => Raise(value, operation.Type);

    /// <summary>An exception goes to the handlers that may take it, as far as one before does not take it for sure; or leaves the method.</summary>
    private void Raise(Value value, ITypeSymbol? type)
    {
        if (value.IsEmpty)
            return;
        foreach (var handler in Handlers(_block?.EnclosingRegion))
        {
            if (handler.Kind == ControlFlowRegionKind.Finally)
                continue;
            var taken = value.Locs.Length == 0
                ? MayCatch(handler.ExceptionType, type) ? value : Value.Empty
                : WithLocs(value, loc => MayCatch(handler.ExceptionType, loc.Type ?? type));
            if (taken.IsEmpty)
                continue;
            var joined = _caught.TryGetValue(handler, out var before) ? Value.Join(before, taken) : taken;
            if (before is null || !joined.Same(before))
            {
                _caught[handler] = joined;
                _handlersChanged = true;
            }
            if (handler.Kind != ControlFlowRegionKind.Catch)
                continue;
            value = value.Locs.Length == 0
                ? IsCaught(handler.ExceptionType, type) ? Value.Empty : value
                : WithLocs(value, loc => !IsCaught(handler.ExceptionType, loc.Type ?? type));
            if (value.IsEmpty)
                return;
        }
        _thrown = Value.Union(_thrown, value);
        // The way out by exception has its own heap: what the exception and those within it hold is kept from here.
        var held = new HashSet<Loc>(value.Locs);
        var open = new Queue<Loc>(held);
        while (open.Count > 0)
        {
            foreach (var pair in _state.Of(open.Dequeue()))
            {
                // Most exceptions say the same each time; they are many, and nothing of them is personal.
                if (pair.Value.Labels.Length == 0 && pair.Value.Locs.Length == 0)
                    continue;
                _thrownCells[pair.Key] = _thrownCells.TryGetValue(pair.Key, out var before) ? Value.Join(before, pair.Value) : pair.Value;
                foreach (var inner in pair.Value.Locs)
                    if (held.Count < MaxThrown && held.Add(inner))
                        open.Enqueue(inner);
            }
        }
    }

    /// <summary>How many objects are kept for a way out by exception.</summary>
    private const int MaxThrown = 32;

    /// <summary>A value with those of its objects alone for which something holds; nothing where none is left.</summary>
    private static Value WithLocs(Value value, Func<Loc, bool> holds)
    {
        var locs = value.Locs.Where(holds).ToImmutableArray();
        return locs.Length == value.Locs.Length ? value : locs.Length == 0 ? Value.Empty : new Value(value.Labels, locs, null, null);
    }

    private static bool MayCatch(ITypeSymbol? handled, ITypeSymbol? thrown) =>
        thrown is null || IsCaught(handled, thrown) || IsOrDerives(handled!, thrown);

    /// <summary>Whether a handler takes all exceptions of a type.</summary>
    private static bool IsCaught(ITypeSymbol? handled, ITypeSymbol? thrown) =>
        handled is null || handled.SpecialType == SpecialType.System_Object || thrown is not null && IsOrDerives(thrown, handled);

    private static bool IsOrDerives(ITypeSymbol derived, ITypeSymbol from)
    {
        for (var t = derived; t is not null; t = t.BaseType)
            if (SymbolEqualityComparer.Default.Equals(t, from))
                return true;
        return false;
    }

    private void Return(IOperation operation, Value value)
    {
        _returned = true;
        if (_method.ReturnsByRef || _method.ReturnsByRefReadonly)
            _returnedReferences = _returnedReferences.AddRange(CellsOf(operation).Where(c => !_returnedReferences.Contains(c)));
        var found = _state.Facts.Except(_assumed);
        if (value.Condition is { } condition)
            value = value.WithCondition(condition.In(found));
        else if (operation.Type?.SpecialType == SpecialType.System_Boolean && found.Count > 0)
            value = value.WithCondition(Condition.Unknown.In(found));
        value = value.Under(_state.Facts);
        _returnFirst = _returnFirst is null ? value : Value.Join(_returnFirst, value);
        _return = _returnFirst;
        if (_record)
            RecordReturn(operation, value);
    }

    private Value? _returnFirst;

    /// <summary>An iterator gives an element.</summary>
    private void Yield(IOperation operation, Value value)
    {
        var sequence = _interner.Alloc(Anchor(), _method.ReturnType, false, "iterator");
        WriteCell(sequence, _interner.Elements, value, weak: true);
        _return = Value.Union(_return, Value.Of(sequence));
        _returned = true;
        if (_record)
            RecordReturn(operation, value);
    }

    /// <summary>A node that stands for the method itself.</summary>
    private SyntaxNode Anchor() =>
        _method.DeclaringSyntaxReferences.Length > 0 ? _method.DeclaringSyntaxReferences[0].GetSyntax(_cancellation)
        : _method.ContainingType?.DeclaringSyntaxReferences is { Length: > 0 } types ? types[0].GetSyntax(_cancellation)
        : _graph is not null ? _graph.OriginalOperation.Syntax
        : _store.Privacy.Compilation.SyntaxTrees.First().GetRoot(_cancellation);

    /// <summary>Initializers and the implicit call of a base constructor come before a constructor's body.</summary>
    private void RunConstructorPrologue()
    {
        var declaration = _method.DeclaringSyntaxReferences.Length > 0 ? _method.DeclaringSyntaxReferences[0].GetSyntax(_cancellation) : null;
        if (declaration is Microsoft.CodeAnalysis.CSharp.Syntax.ConstructorDeclarationSyntax { Initializer.ThisOrBaseKeyword.RawKind: (int)Microsoft.CodeAnalysis.CSharp.SyntaxKind.ThisKeyword })
            return;
        foreach (var member in _method.ContainingType.GetMembers())
        {
            if (member.IsStatic != (_method.MethodKind == MethodKind.StaticConstructor) || member.IsImplicitlyDeclared && member is not IPropertySymbol || member is not (IFieldSymbol or IPropertySymbol))
                continue;
            if (member is IPropertySymbol property && Labels.PositionalParameter(_method.ContainingType, property) is { } positional)
            {
                if (SymbolEqualityComparer.Default.Equals(positional.ContainingSymbol, _method))
                    StoreMember(member, positional, null);
                continue;
            }
            if (SummaryStore.InitializerOf(member, _cancellation) is { } initializer)
                StoreMember(member, null, initializer);
        }
        if (_method.MethodKind == MethodKind.StaticConstructor)
            return;
        if (declaration is Microsoft.CodeAnalysis.CSharp.Syntax.TypeDeclarationSyntax { BaseList: { } bases })
        {
            foreach (var based in bases.Types)
                if (based is Microsoft.CodeAnalysis.CSharp.Syntax.PrimaryConstructorBaseTypeSyntax primary
                    && _store.Bodies.Model(primary.SyntaxTree).GetOperation(primary, _cancellation) is { } call)
                {
                    _record = true;
                    Eval(call);
                }
        }
        else if (declaration is not Microsoft.CodeAnalysis.CSharp.Syntax.ConstructorDeclarationSyntax { Initializer: not null }
            && _method.ContainingType.BaseType is { SpecialType: SpecialType.None } baseType
            && baseType.OriginalDefinition.InstanceConstructors.FirstOrDefault(c => c.Parameters.Length == 0) is { } baseConstructor
            && _store.HasSource(baseConstructor))
        {
            Apply(_store.Summary(baseConstructor, Binding.None, _cancellation), new CallSite(Anchor(), baseConstructor, ThisValue(), null, []));
        }

        void StoreMember(ISymbol member, IParameterSymbol? positional, Microsoft.CodeAnalysis.CSharp.Syntax.EqualsValueClauseSyntax? initializer)
        {
            Value value;
            if (positional is not null)
            {
                value = _state.Variables.TryGetValue(positional, out var passed) ? passed : Value.Empty;
                _record = true;
                RecordStore(member, value, positional.DeclaringSyntaxReferences.Length > 0 ? positional.DeclaringSyntaxReferences[0].GetSyntax(_cancellation) : Anchor());
            }
            else
            {
                if (_store.Bodies.Initializer(initializer!, _cancellation) is not { } graph)
                    return;
                RunGraph(graph);
                return;
            }
            WriteCells(ThisValue(), _interner.Member(member), value);
        }
    }

    private void StorePrimaryParameters()
    {
        if (_exit is null || _method.DeclaringSyntaxReferences.Length == 0
            || _method.DeclaringSyntaxReferences[0].GetSyntax(_cancellation) is not Microsoft.CodeAnalysis.CSharp.Syntax.TypeDeclarationSyntax)
            return;
        _state = _exit;
        foreach (var parameter in _method.Parameters)
            if (_state.Variables.TryGetValue(parameter, out var value) && !value.IsEmpty)
                WriteCells(ThisValue(), _interner.Member(parameter), value);
        _exit = _state;
    }

    private Value ParameterValue(IParameterSymbol parameter)
    {
        if (parameter.RefKind == RefKind.Out)
            return Value.Empty;
        var value = RootValue(parameter);
        if (_labels.MarkOf(parameter) is { } mark)
        {
            // A positional parameter's mark is the property's.
            value = value.WithLabels([new Label(mark, null, null, ProtectionSet.None, false, null)]);
        }
        return value;
    }

    private ImmutableHashSet<string> ConsentsRequired(IMethodSymbol method)
    {
        var facts = ImmutableHashSet<string>.Empty;
        for (ISymbol? s = method; s is IMethodSymbol m; s = m.MethodKind is MethodKind.AnonymousFunction or MethodKind.LocalFunction ? m.ContainingSymbol : null)
            if (Labels.Attribute(s, "RequiresConsent") is { } attribute)
                facts = facts.Union(Labels.Strings(attribute));
        return facts;
    }

    private MethodSummary Summarize()
    {
        var exit = _exit;
        var variables = State.Start.Variables;
        var heap = State.Start.Heap;
        var facts = ImmutableHashSet<string>.Empty;
        if (exit is not null)
        {
            _state = exit;
            facts = exit.Facts.Except(_assumed);
            foreach (var pair in exit.Variables)
                if (!IsOwn(pair.Key) || pair.Key is IParameterSymbol { RefKind: RefKind.Ref or RefKind.Out })
                    variables = variables.SetItem(pair.Key, pair.Value);
            _record = true;
            foreach (var function in _lambdas.ToArray())
                LiftCaptured(function);
            ExportClosures();
            heap = Reachable(variables);
        }
        if (_thrownCells.Count > _store.Limits.Cells)
            TellLess();
        foreach (var pair in _thrownCells.OrderBy(p => p.Value.Labels.Any(l => l.IsConcrete) ? 0 : 1).Take(_store.Limits.Cells))
            if (!heap.ContainsKey(pair.Key))
                heap = heap.SetItem(pair.Key, pair.Value);
        if (!ReferenceEquals(_store.Limits, Limits.Usual))
        {
            foreach (var pair in heap)
                heap = heap.SetItem(pair.Key, Trimmed(pair.Value));
            foreach (var pair in variables)
                variables = variables.SetItem(pair.Key, Trimmed(pair.Value));
            _return = Trimmed(_return);
            _thrown = Trimmed(_thrown);
        }
        return new MethodSummary
        {
            Return = _returned ? _return : Value.Empty,
            Passed = _passed,
            Thrown = _thrown,
            Heap = heap,
            Variables = variables,
            References = _returnedReferences,
            Uses = [.. _uses],
            Reads = [.. _reads],
            Dispatches = [.. _dispatches.OrderBy(d => IsOnlyTyped(d) ? 1 : 0).ThenBy(d => d.Depth).ThenBy(d => d.Order).Take(MaxDispatches)],
            Facts = facts,
            Events = Sorted(),
            Incomplete = _incomplete || _dispatches.Count(d => !IsOnlyTyped(d)) > MaxDispatches,
            Many = exit?.Many ?? ImmutableHashSet<Loc>.Empty,
        };
    }

    /// <summary>Whether an input is no delegate: what a call on it reaches is known without knowing it, if less exactly.</summary>
    private static bool IsOnlyTyped(InputLoc input) => input.Type is { TypeKind: TypeKind.Class or TypeKind.Struct or TypeKind.Interface, SpecialType: not SpecialType.System_Object };

    /// <summary>What a lambda does to the variables that it captures, whether it was called here or goes elsewhere.</summary>
    private void LiftCaptured(FuncLoc function)
    {
        var target = function.Target.OriginalDefinition;
        var summary = _store.Summary(target, Binding.None, _cancellation);
        var site = new CallSite(function.Site, target, Value.Empty, null, [], function);
        var mapper = new Mapper(this, site);
        foreach (var use in summary.Uses)
            if (use.Label.Input is { } input && IsCapturedRoot(input, site))
                Lift(use, mapper, site);
    }

    /// <summary>A closure that leaves takes the variables of this method along.</summary>
    private void ExportClosures()
    {
        foreach (var function in _lambdas.ToArray())
        {
            foreach (var variable in CapturedBy(function.Target))
                if (IsOwn(variable) && _state.Variables.TryGetValue(variable, out var value) && !value.IsEmpty)
                    WriteCell(function, _interner.Environment(variable), value.Reaching(SinksOf(function, variable)), weak: true);
                // What a lambda around the other captures itself is that of its own closure.
                else if (IsReceiverOf(variable, _method) || !IsOwn(variable) && IsVisible(variable))
                    WriteCell(function, _interner.Environment(variable), ReadVariable(variable), weak: true);
            if (!_top.IsStatic)
                WriteCell(function, _interner.Environment(_top), ThisValue(), weak: true);
            foreach (var parameter in _method.TypeParameters)
                WriteCell(function, _interner.Environment(parameter), TypeArgument(parameter), weak: true);
        }
    }

    /// <summary>The kinds of sink, a bit each, that a captured variable reaches in a closure: reported here already.</summary>
    private int SinksOf(FuncLoc function, ISymbol variable)
    {
        var sinks = 0;
        foreach (var use in _store.Summary(function.Target.OriginalDefinition, Binding.None, _cancellation).Uses)
            if (use is { Kind: FlowEventKind.Sink, Sink: { } sink, Label.Input: { Parent: null } input } && SymbolEqualityComparer.Default.Equals(input.Root, variable))
                sinks |= 1 << (int)sink.Kind;
        return sinks;
    }

    private IEnumerable<ISymbol> CapturedBy(IMethodSymbol function)
    {
        if (_store.Bodies.Graph(function, _cancellation) is not { } graph)
            yield break;
        var seen = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        foreach (var symbol in _store.Mentioned(graph))
            if (seen.Add(symbol))
                yield return symbol;
    }

    /// <summary>The cells that a caller can see: of inputs, and of what these, the result and the exported variables refer to.</summary>
    private Map<Cell, Value> Reachable(IEnumerable<KeyValuePair<ISymbol, Value>> variables)
    {
        var result = State.Start.Heap;
        var seen = new HashSet<Loc>();
        var work = new Stack<Loc>();
        Loc? last = null;
        foreach (var pair in _state.Heap)
            if (pair.Key.Loc is InputLoc && !ReferenceEquals(pair.Key.Loc, last))
                work.Push(last = pair.Key.Loc);
        Push(_return);
        Push(_passed);
        Push(_thrown);
        foreach (var pair in variables)
            Push(pair.Value);
        foreach (var use in _uses)
            if (use.Label.Input is { } input)
                work.Push(input);
        while (work.Count > 0)
        {
            var loc = work.Pop();
            if (!seen.Add(loc))
                continue;
            foreach (var pair in _state.Of(loc))
            {
                if (IsAsItWas(pair.Key, pair.Value))
                    continue;
                var cell = pair.Key.Field.IsKeyedByObject ? new Cell(loc, _interner.Elements) : pair.Key;
                result = result.SetItem(cell, result.TryGetValue(cell, out var other) ? Value.Join(other, pair.Value) : pair.Value);
                Push(pair.Value);
            }
        }
        if (result.Count <= _store.Limits.Cells)
            return result;
        // What nothing is known of need not be told, where there is too much to tell.
        foreach (var pair in result)
            if (pair.Key is { Loc: AllocLoc, Field.Symbol: not null } && pair.Value.IsEmpty)
                result = result.Remove(pair.Key);
        return result.Count <= _store.Limits.Cells ? result : Narrowed(result);

        void Push(Value value)
        {
            foreach (var loc in value.Locs)
                work.Push(loc);
        }
    }

    /// <summary>
    /// As many cells as a summary may tell of, those nearest to the inputs. Objects whose members are left out carry themselves what
    /// these hold.
    /// </summary>
    private Map<Cell, Value> Narrowed(Map<Cell, Value> all)
    {
        TellLess();
        var result = State.Start.Heap;
        foreach (var pair in all.OrderBy(p => p.Key.Loc is InputLoc i ? i.Depth : 1).Take(_store.Limits.Cells))
            result = result.SetItem(pair.Key, pair.Value);
        var held = new Dictionary<Loc, ImmutableArray<Label>>();
        foreach (var pair in result)
            result = result.SetItem(pair.Key, WithHeld(pair.Value));
        _return = WithHeld(_return);
        return result;

        Value WithHeld(Value value)
        {
            var labels = value.Labels;
            foreach (var loc in value.Locs)
                labels = Value.Union(labels, Held(loc, 0));
            return value.WithLabels(labels);
        }

        ImmutableArray<Label> Held(Loc loc, int depth)
        {
            if (loc is not AllocLoc || loc is FuncLoc || depth > MaxShape)
                return [];
            if (held.TryGetValue(loc, out var known))
                return known;
            held.Add(loc, []);
            var labels = new LabelSet();
            foreach (var pair in all.Half(CellKeys.First(loc)))
            {
                if (result.ContainsKey(pair.Key))
                    continue;
                labels.Add(pair.Value.Labels);
                foreach (var inner in pair.Value.Locs)
                    labels.Add(Held(inner, depth + 1));
            }
            return held[loc] = labels.ToImmutable();
        }
    }

    /// <summary>Notes that the summary leaves something out.</summary>
    private void TellLess()
    {
        if (ReferenceEquals(_store.Limits, Limits.Usual))
            _incomplete = true;
        else
            _store.Narrow();
    }

    /// <summary>A value with as much as it may carry and refer to.</summary>
    private Value Trimmed(Value value)
    {
        var (labels, locs) = (value.Labels, value.Locs);
        if (labels.Length > _store.Limits.Parts)
            labels = [.. labels.OrderBy(l => l.Input is { } input && l.Mark is null ? input.Depth + 1 : 0).Take(Math.Max(_store.Limits.Parts, labels.Count(l => l.IsConcrete)))];
        if (locs.Length > _store.Limits.Parts)
            locs = [.. locs.OrderBy(l => l is InputLoc input ? input.Depth : 0).Take(_store.Limits.Parts)];
        if (labels == value.Labels && locs == value.Locs)
            return value;
        _store.Narrow();
        return new Value(labels, locs, value.Text, value.Condition);
    }

    /// <summary>Whether a member of what came in holds what it held before.</summary>
    private static bool IsAsItWas(Cell cell, Value value) =>
        cell.Loc is InputLoc && value is { Text: null, Condition: null, Labels.Length: 1 } && value.Labels[0] is { Mark: null, Shape: null, Protection: ProtectionSet.None, PlainHash: false, Reached: 0, Input: { Parent: { } parent } input }
        && ReferenceEquals(parent, cell.Loc) && ReferenceEquals(input.Field, cell.Field) && (value.Locs.Length == 0 || value.Locs.Length == 1 && ReferenceEquals(value.Locs[0], input));

    private void Step()
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        Step(1);
    }

    private static int Parts(Value value) => value.Labels.Length + value.Locs.Length;

    /// <summary>Work beyond the usual of an operation, in steps.</summary>
    private void Step(int steps)
    {
        if ((_steps += steps) > Budget)
            throw new BudgetSpentException();
        if (steps > 1 || (_steps & 0xFF) == 0)
            _cancellation.ThrowIfCancellationRequested();
    }

    private sealed class BudgetSpentException : Exception
    {
    }
}
