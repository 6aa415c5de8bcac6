using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PrivacyAnalyzers.Flow.Domain;
using PrivacyAnalyzers.Flow.Transfer;
using PrivacyAnalyzers.KnownApis;
using PrivacyAnalyzers.PersonalData;

namespace PrivacyAnalyzers.Flow.Summaries;

/// <summary>
/// The summaries of a compilation's methods: each computed once, on demand, callees first; a cycle of calls runs to a fixpoint.
/// Also what the engine asks of symbols. Not safe for concurrent use: <see cref="FlowAnalysis"/> keeps a lock.
/// </summary>
internal sealed class SummaryStore
{
    /// <summary>The fact that an age check succeeded, among the purposes to which consent was checked.</summary>
    internal const string AgeFact = "\u0001age";

    internal static readonly SinkRow ExceptionSink = new("T:System.Exception", SinkKind.Exception, [], SinkShape.Text);

    private static readonly SinkRow s_loggerMessage = new("T:Microsoft.Extensions.Logging.LoggerMessageAttribute", SinkKind.Log, [], SinkShape.LogValue);

    private static readonly SinkRow s_remoteCall = new("T:Refit.RestService", SinkKind.Transport, [], SinkShape.Object);

    private const int MaxNesting = 80;
    private const int MaxRounds = 4;

    /// <summary>How often what private members hold is learned before the summaries that count are computed with it.</summary>
    private const int LastStage = 2;

    private readonly Stage[] _stages = [.. Enumerable.Range(0, LastStage + 1).Select(_ => new Stage())];
    private int _stage = LastStage;
    private readonly Dictionary<IMethodSymbol, List<MethodSummary>> _specialised = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ISymbol, List<IMethodSymbol>> _candidates = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ISymbol, bool> _carriers = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ISymbol, Mark> _sources = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<PropagatorRow, ImmutableArray<FlowRule>> _flows = new();
    private readonly Dictionary<ISymbol, ImmutableHashSet<string>> _madeUnder = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ISymbol, ImmutableHashSet<string>> _calledUnder = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ISymbol, ImmutableArray<SinkRow>> _recipients = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ITypeSymbol, ImmutableArray<ShownMember>> _shownMembers = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<string, SinkRow> _recipientRows = new();
    private readonly Dictionary<Loc, SinkRow> _sinkObjects = new();
    private Hierarchy? _hierarchy;
    private Relevance? _relevance;
    private RegisteredClients? _clients;
    private Reach? _reach;
    private bool _bounded;
    private bool _isNarrowed;

    internal SummaryStore(PrivacyContext privacy)
    {
        Privacy = privacy;
        Bodies = new Bodies(privacy);
        Contents = new MemberContents(this, LastStage + 1);
    }

    internal PrivacyContext Privacy { get; }

    internal Interner Interner { get; } = new();

    internal Bodies Bodies { get; }

    internal MemberContents Contents { get; }

    /// <summary>Which bodies may have to do with personal data.</summary>
    internal Relevance Relevance(CancellationToken cancellation) => _relevance ??= new Relevance(Privacy, cancellation);

    /// <summary>Whether some bodies are left out that personal data may come to.</summary>
    internal bool IsNarrowed => _isNarrowed || _relevance is { IsNarrowed: true } || _reach is { IsNarrowed: true };

    /// <summary>How finely the compilation is looked at.</summary>
    internal Limits Limits => Interner.Limits;

    /// <summary>Notes that something is left out because the compilation is too large.</summary>
    internal void Narrow() => _isNarrowed = true;

    /// <summary>Bounds what is looked at, where there is more than can be.</summary>
    internal void Bound(Func<IEnumerable<IMethodSymbol>> relevant, CancellationToken cancellation)
    {
        if (_bounded)
            return;
        if (Relevance(cancellation).IsLarge)
        {
            Interner.Limits = Limits.Large;
            _reach = new Reach(this, relevant(), cancellation);
            _candidates.Clear();
        }
        _bounded = true;
    }

    /// <summary>
    /// The summary of a method under a binding. What private members hold is found from the summaries of a type's methods, which may
    /// themselves depend on it: so there are stages. The first knows nothing of private members, each further one knows what the
    /// summaries of the one before tell. A stage never asks itself, so nothing depends on what is asked for first; and what does not
    /// depend on anything that a stage knows better is taken from the one before.
    /// </summary>
    internal MethodSummary Summary(IMethodSymbol method, Binding binding, CancellationToken cancellation)
    {
        method = method.OriginalDefinition;
        method = method.PartialImplementationPart ?? method;
        var key = (method, binding);
        var stage = _stages[_stage];
        if (stage.Nesting >= MaxNesting && !stage.Knows(key))
            return MethodSummary.Nothing;
        stage.Current?.Called.Add(key);
        if (stage.Kept.TryGetValue(key, out var kept))
            return kept.Summary;
        if (stage.Pending.TryGetValue(key, out var pending))
        {
            pending.Used = true;
            DependOn(pending.Depth);
            return pending.Current;
        }
        if (stage.Provisional.TryGetValue(key, out var member))
        {
            DependOn(member.Head);
            return member.Entry.Summary;
        }
        if (_stage > 0 && FromBefore(key, cancellation) is { } before)
            return before;
        if (!ReferenceEquals(binding, Binding.None))
        {
            stage.Bindings.TryGetValue(method, out var count);
            if (count >= Limits.Bindings)
                return Summary(method, Binding.None, cancellation);
            stage.Bindings[method] = count + 1;
        }

        pending = new Pending(stage.Nesting);
        stage.Pending.Add(key, pending);
        var caller = stage.Current;
        stage.Current = pending;
        stage.Nesting++;
        var cycle = stage.Cycle.Count;
        MethodSummary summary;
        try
        {
            var facts = _madeUnder.TryGetValue(method, out var made) ? made : ImmutableHashSet<string>.Empty;
            for (var round = 1; ; round++)
            {
                pending.Used = false;
                pending.Called.Clear();
                var analysis = new MethodAnalysis(this, method, binding, cancellation);
                summary = analysis.Run(facts);
                pending.Asked.UnionWith(analysis.Asked);
                // Only the head of a cycle goes round again; the members are computed anew with it.
                var settled = !pending.Used || pending.DependsOn < pending.Depth || round >= MaxRounds || summary.Same(pending.Current);
                pending.Current = summary;
                if (settled)
                    break;
                Forget(cycle);
            }
        }
        catch (OperationCanceledException)
        {
            Forget(cycle);
            if (!ReferenceEquals(binding, Binding.None))
                stage.Bindings[method]--;
            throw;
        }
        finally
        {
            stage.Nesting--;
            stage.Pending.Remove(key);
            stage.Current = caller;
        }
        var entry = new Entry(summary, pending.Asked, pending.Called);
        if (pending.DependsOn < pending.Depth)
        {
            stage.Provisional[key] = (entry, pending.DependsOn);
            stage.Cycle.Add(key);
        }
        else
        {
            Keep(key, entry);
            for (var i = cycle; i < stage.Cycle.Count; i++)
                if (stage.Provisional.TryGetValue(stage.Cycle[i], out var settledMember))
                    Keep(stage.Cycle[i], settledMember.Entry);
            Forget(cycle);
        }
        return summary;

        void DependOn(int depth)
        {
            foreach (var other in stage.Pending.Values)
                if (other.Depth > depth)
                    other.DependsOn = Math.Min(other.DependsOn, depth);
        }

        void Forget(int from)
        {
            for (var i = from; i < stage.Cycle.Count; i++)
                stage.Provisional.Remove(stage.Cycle[i]);
            stage.Cycle.RemoveRange(from, stage.Cycle.Count - from);
        }
    }

    private void Keep((IMethodSymbol, Binding) key, Entry entry)
    {
        _stages[_stage].Kept[key] = entry;
        if (_stage < LastStage || ReferenceEquals(key.Item2, Binding.None) || entry.Summary.Events.Length == 0)
            return;
        if (!_specialised.TryGetValue(key.Item1, out var list))
            _specialised.Add(key.Item1, list = []);
        list.Add(entry.Summary);
    }

    /// <summary>The summary of the stage before, if neither it nor any that it called would be another one at this stage; else null.</summary>
    private MethodSummary? FromBefore((IMethodSymbol Method, Binding Binding) key, CancellationToken cancellation)
    {
        var (stage, before) = (_stages[_stage], _stages[_stage - 1]);
        if (stage.Changed.Contains(key))
            return null;
        if (!before.Kept.ContainsKey(key))
            At(_stage - 1, () => Summary(key.Method, key.Binding, cancellation));
        // All that it called, directly or not; then, against the calls, what is reached from something that changed.
        var callers = new Dictionary<(IMethodSymbol, Binding), List<(IMethodSymbol, Binding)>>(KeyComparer.Instance);
        var work = new Stack<(IMethodSymbol, Binding)>();
        var changed = new Stack<(IMethodSymbol, Binding)>();
        callers.Add(key, []);
        work.Push(key);
        while (work.Count > 0)
        {
            var current = work.Pop();
            if (!before.Kept.TryGetValue(current, out var entry))
                continue;
            if (entry.Asked.Any(a => Contents.Differs(a, _stage, cancellation)))
                changed.Push(current);
            foreach (var called in entry.Called)
            {
                if (stage.Kept.ContainsKey(called) && !stage.Changed.Contains(called))
                    continue;
                if (stage.Changed.Contains(called))
                    changed.Push(current);
                else if (callers.TryGetValue(called, out var known))
                    known.Add(current);
                else
                {
                    callers.Add(called, [current]);
                    work.Push(called);
                }
            }
        }
        while (changed.Count > 0)
        {
            var current = changed.Pop();
            if (stage.Changed.Add(current))
                foreach (var caller in callers[current])
                    changed.Push(caller);
        }
        foreach (var known in callers.Keys)
            if (!stage.Changed.Contains(known) && !stage.Kept.ContainsKey(known) && before.Kept.TryGetValue(known, out var same))
                Keep(known, same);
        return stage.Kept.TryGetValue(key, out var kept) ? kept.Summary : null;
    }

    /// <summary>Does something at a stage.</summary>
    internal void At(int stage, Action action)
    {
        var current = _stage;
        _stage = stage;
        try
        {
            action();
        }
        finally
        {
            _stage = current;
        }
    }

    /// <summary>The stage whose contents may be asked for now: the one before; when nothing is being computed, the last.</summary>
    internal int KnownStage => _stages[_stage].Current is null ? LastStage : _stage - 1;

    /// <summary>What a method does for those of its callers whose delegates and objects are known, as far as these were looked at.</summary>
    internal IReadOnlyList<MethodSummary> Specialised(IMethodSymbol method) =>
        _specialised.TryGetValue(method.PartialImplementationPart ?? method, out var list) ? list : [];

    /// <summary>What had been checked wherever a lambda is made.</summary>
    internal void MadeUnder(IMethodSymbol function, ImmutableHashSet<string> facts)
    {
        function = function.OriginalDefinition;
        _madeUnder[function] = _madeUnder.TryGetValue(function, out var before) ? before.Intersect(facts) : facts;
    }

    /// <summary>What had been checked wherever a local function is called or made a delegate.</summary>
    internal void CalledUnder(IMethodSymbol function, ImmutableHashSet<string> facts)
    {
        function = function.OriginalDefinition;
        _calledUnder[function] = _calledUnder.TryGetValue(function, out var before) ? before.Intersect(facts) : facts;
    }

    /// <summary>What had been checked at every use of a local function, once all around it has been analysed.</summary>
    internal ImmutableHashSet<string> AllCalledUnder(IMethodSymbol function) => _calledUnder.TryGetValue(function, out var facts) ? facts : [];

    // ----- symbols

    internal bool IsSource(ITypeSymbol? type) =>
        type is not null && SymbolEqualityComparer.Default.Equals(type.OriginalDefinition.ContainingAssembly, Privacy.Compilation.Assembly) && !type.IsTupleType;

    /// <summary>Whether a method is analysed by its body: it has one in this compilation that is within reach, or is made by the compiler for a type in it.</summary>
    internal bool HasSource(IMethodSymbol method) =>
        HasBody(method) && (_reach is null || method.MethodKind is MethodKind.AnonymousFunction or MethodKind.LocalFunction || method.IsImplicitlyDeclared
            || _reach.Contains(method.OriginalDefinition.PartialImplementationPart ?? method.OriginalDefinition));

    /// <summary>Whether a method has a body in this compilation, or is made by the compiler for a type in it.</summary>
    internal bool HasBody(IMethodSymbol method)
    {
        method = method.OriginalDefinition;
        if (method.MethodKind is MethodKind.AnonymousFunction or MethodKind.LocalFunction)
            return true;
        if (!SymbolEqualityComparer.Default.Equals(method.ContainingAssembly, Privacy.Compilation.Assembly))
            return false;
        if (method.MethodKind is MethodKind.Constructor or MethodKind.StaticConstructor)
            return IsSource(method.ContainingType);
        if (method.IsAbstract || method.IsExtern)
            return false;
        return Bodies.Declaration(method, default) is { } declaration && !IsShape(declaration);
    }

    /// <summary>Whether a declaration only has the shape of a library's member: what it does is nowhere to be seen.</summary>
    private static bool IsShape(SyntaxNode declaration)
    {
        var thrown = declaration switch
        {
            BaseMethodDeclarationSyntax { ExpressionBody.Expression: ThrowExpressionSyntax t } => t.Expression,
            ArrowExpressionClauseSyntax { Expression: ThrowExpressionSyntax t } => t.Expression,
            BaseMethodDeclarationSyntax { Body.Statements: { Count: 1 } statements } when statements[0] is ThrowStatementSyntax t => t.Expression,
            _ => null,
        };
        return thrown is LiteralExpressionSyntax
            || thrown is ObjectCreationExpressionSyntax { ArgumentList.Arguments.Count: 0 } made && made.Type.GetLastToken().ValueText is "NotSupportedException" or "NotImplementedException";
    }

    /// <summary>The extension member that a static call in the classic form means: the compiler made the method that it names. Else null.</summary>
    internal IMethodSymbol? ExtensionMember(IMethodSymbol method)
    {
        method = method.OriginalDefinition;
        if (!method.IsStatic || !method.IsImplicitlyDeclared || method.DeclaringSyntaxReferences.Length == 0 || !IsSource(method.ContainingType))
            return null;
        var declared = method.DeclaringSyntaxReferences[0];
        foreach (var block in method.ContainingType.GetTypeMembers())
            if (block.TypeKind == TypeKind.Extension)
                foreach (var member in block.GetMembers())
                    if (member is IMethodSymbol candidate && candidate.DeclaringSyntaxReferences.Any(r => r.Span == declared.Span && r.SyntaxTree == declared.SyntaxTree))
                        return candidate;
        return null;
    }

    internal bool IsException(ITypeSymbol? type)
    {
        for (var t = type; t is not null; t = t.BaseType)
            if (t.Name == "Exception" && t.ContainingNamespace is { Name: "System", ContainingNamespace.IsGlobalNamespace: true })
                return true;
        return false;
    }

    internal static EqualsValueClauseSyntax? InitializerOf(ISymbol member, CancellationToken cancellation)
    {
        foreach (var reference in member.DeclaringSyntaxReferences)
        {
            switch (reference.GetSyntax(cancellation))
            {
                case VariableDeclaratorSyntax { Initializer: { } initializer }:
                    return initializer;
                case PropertyDeclarationSyntax { Initializer: { } initializer }:
                    return initializer;
            }
        }
        return null;
    }

    /// <summary>Whether a property has no code of its own: reading it reads what was stored in it.</summary>
    internal static bool IsAutomatic(IPropertySymbol property)
    {
        property = property.OriginalDefinition;
        if (property.IsIndexer)
            return false;
        foreach (var reference in property.DeclaringSyntaxReferences)
        {
            switch (reference.GetSyntax())
            {
                case ParameterSyntax:
                    return true;
                case PropertyDeclarationSyntax { ExpressionBody: not null }:
                    return false;
                case PropertyDeclarationSyntax { AccessorList: { } accessors }:
                    return accessors.Accessors.All(a => a.Body is null && a.ExpressionBody is null);
            }
        }
        return property.IsImplicitlyDeclared;
    }

    internal bool MayBeOverridden(IMethodSymbol method) =>
        (method.IsAbstract || method.IsVirtual || method.IsOverride) && Candidates(method.OriginalDefinition, null).Any(HasSource);

    /// <summary>Whether several bodies may answer a call, so that knowing the receiver's type tells something.</summary>
    internal bool CouldNarrow(IMethodSymbol definition) => Candidates(definition, null).Count > 1;

    /// <summary>The same, as far as the interface that the receiver is declared as allows: <c>Dispose</c> of an enumerator is that of no other object.</summary>
    internal List<IMethodSymbol> Candidates(IMethodSymbol method, ITypeSymbol? receiverType, ITypeSymbol? declared)
    {
        var all = Candidates(method, receiverType);
        return declared is INamedTypeSymbol { TypeKind: TypeKind.Interface } contract && method.ContainingType.TypeKind == TypeKind.Interface
            && !SymbolEqualityComparer.Default.Equals(contract.OriginalDefinition, method.ContainingType.OriginalDefinition) && all.Any(c => !_hierarchy!.MayHave(contract, c))
            ? all.Where(c => _hierarchy!.MayHave(contract, c)).ToList()
            : all;
    }

    /// <summary>The methods with a body that a virtual or interface call may reach, in a stable order.</summary>
    internal List<IMethodSymbol> Candidates(IMethodSymbol method, ITypeSymbol? receiverType)
    {
        var definition = method.OriginalDefinition;
        if (!_candidates.TryGetValue(definition, out var all))
        {
            _hierarchy ??= new Hierarchy(Privacy.Compilation, default);
            all = [];
            if (!definition.IsAbstract && HasSource(definition))
                all.Add(definition);
            all.AddRange(_hierarchy.Answering(definition).Where(HasSource));
            // Each is put into each call.
            if (all.Count > Limits.Answers)
            {
                Narrow();
                all = all.Where(Relevance(default).Contains).Take(Limits.Answers).ToList();
            }
            _candidates.Add(definition, all);
        }
        if (all.Count < 2)
            return all;
        if (method.ContainingType is { IsGenericType: true } constructed && all.Any(c => !MayBe(c.ContainingType, constructed)))
            all = all.Where(c => MayBe(c.ContainingType, constructed)).ToList();
        if (receiverType is not INamedTypeSymbol { TypeKind: TypeKind.Class } named || all.Count < 2)
            return all;
        var narrowed = all.Where(c => Derives(c.ContainingType, named) || Derives(named, c.ContainingType)).ToList();
        return narrowed.Count > 0 ? narrowed : all;
    }

    /// <summary>Whether an object of a type can be one of a constructed interface or class: its type arguments do not say otherwise.</summary>
    private bool MayBe(INamedTypeSymbol type, INamedTypeSymbol constructed)
    {
        var found = false;
        foreach (var own in Bases(type))
        {
            if (!SymbolEqualityComparer.Default.Equals(own.OriginalDefinition, constructed.OriginalDefinition))
                continue;
            found = true;
            var fits = true;
            for (var i = 0; i < own.TypeArguments.Length; i++)
                fits &= Fits(own.TypeArguments[i], constructed.TypeArguments[i], constructed.TypeParameters[i].Variance);
            if (fits)
                return true;
        }
        return !found;

        bool Fits(ITypeSymbol own, ITypeSymbol asked, VarianceKind variance) =>
            IsOpen(own) || IsOpen(asked) || SymbolEqualityComparer.Default.Equals(own, asked)
            || variance == VarianceKind.Out && Privacy.Compilation.ClassifyCommonConversion(own, asked) is { IsReference: true, IsImplicit: true }
            || variance == VarianceKind.In && Privacy.Compilation.ClassifyCommonConversion(asked, own) is { IsReference: true, IsImplicit: true };

        static IEnumerable<INamedTypeSymbol> Bases(INamedTypeSymbol type)
        {
            for (var t = type; t is not null; t = t.BaseType)
                yield return t;
            foreach (var contract in type.AllInterfaces)
                yield return contract;
        }

        static bool IsOpen(ITypeSymbol argument) => argument switch
        {
            INamedTypeSymbol named => named.TypeArguments.Any(IsOpen),
            IArrayTypeSymbol array => IsOpen(array.ElementType),
            _ => argument.TypeKind is TypeKind.TypeParameter or TypeKind.Dynamic or TypeKind.Error,
        };
    }

    private static bool Derives(ITypeSymbol type, ITypeSymbol from)
    {
        for (var t = type; t is not null; t = t.BaseType)
            if (SymbolEqualityComparer.Default.Equals(t.OriginalDefinition, from.OriginalDefinition))
                return true;
        return false;
    }

    /// <summary>The body that answers a call on an object of exactly this type, or null.</summary>
    internal IMethodSymbol? Implementation(ITypeSymbol type, IMethodSymbol method)
    {
        var definition = method.OriginalDefinition;
        if (definition.ContainingType.TypeKind == TypeKind.Interface)
        {
            foreach (var found in Hierarchy.Implementations(type, definition))
                return found;
            return null;
        }
        for (var t = type; t is not null; t = t.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(t.OriginalDefinition, definition.ContainingType))
                return definition;
            foreach (var member in t.OriginalDefinition.GetMembers(definition.Name))
                if (member is IMethodSymbol { IsOverride: true } overriding && Hierarchy.Overrides(overriding, definition))
                    return overriding;
        }
        return null;
    }

    /// <summary>Whether a member bears no mark, and only its outermost declaring type can see it.</summary>
    internal bool IsCarrier(ISymbol member)
    {
        member = member.OriginalDefinition;
        if (_carriers.TryGetValue(member, out var carrier))
            return carrier;
        carrier = member switch
        {
            IParameterSymbol { ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.Constructor } constructor } => IsSource(constructor.ContainingType),
            IFieldSymbol or IPropertySymbol or IEventSymbol => IsSource(member.ContainingType) && IsPrivate(member),
            _ => false,
        } && Privacy.Labels.MarkOf(member) is null;
        _carriers.Add(member, carrier);
        return carrier;

        static bool IsPrivate(ISymbol symbol)
        {
            if (symbol is IEventSymbol)
                return true;
            for (var s = symbol; s is not null and not INamespaceSymbol; s = s.ContainingSymbol)
            {
                if (s.DeclaredAccessibility == Accessibility.Private)
                    return true;
                if (s is INamedTypeSymbol { IsFileLocal: true })
                    return true;
            }
            return false;
        }
    }

    /// <summary>Whether the path of an input goes through a carrier.</summary>
    internal bool IsCarried(InputLoc input)
    {
        for (var i = input; i is not null; i = i.Parent)
        {
            if (i.Field?.Symbol is { } symbol && IsCarrier(symbol))
                return true;
            if (i.Parent is null && i.Root is IFieldSymbol or IPropertySymbol && i.Parent is null && IsCarrier(i.Root))
                return true;
        }
        return false;
    }

    internal IReadOnlyList<FuncLoc> ContentFunctions(InputLoc input, MethodAnalysis analysis) => Contents.Of(input, ContentAspect.Functions, analysis)?.Functions ?? (IReadOnlyList<FuncLoc>)[];

    internal IReadOnlyCollection<ITypeSymbol>? ContentTypes(InputLoc input, MethodAnalysis analysis) => Contents.Of(input, ContentAspect.Types, analysis)?.ExactTypes;

    /// <summary>Whether the type's own code stores this in the member: then a finding stands where the member is used.</summary>
    internal bool InContent(InputLoc input, Label label, MethodAnalysis analysis)
    {
        // What a member holds, its parts carry.
        for (var at = input; label.Mark is not null && at is not null; at = at.Parent)
            if (IsCarried(at) && Contents.Of(at, ContentAspect.Labels, analysis) is { } content && content.Labels.Any(l => SymbolEqualityComparer.Default.Equals(l.Mark!.Symbol, label.Mark.Symbol)))
                return true;
        return false;
    }

    internal Mark SourceMark(ISymbol symbol, string category)
    {
        symbol = symbol.OriginalDefinition;
        if (!_sources.TryGetValue(symbol, out var mark))
            _sources.Add(symbol, mark = new Mark(symbol, category, [], MarkOrigin.Source, null));
        return mark;
    }

    internal ImmutableArray<FlowRule> Flows(PropagatorRow row)
    {
        if (!_flows.TryGetValue(row, out var flows))
            _flows.Add(row, flows = [.. row.Flows.Select(FlowRule.Parse).OfType<FlowRule>()]);
        return flows;
    }

    /// <summary>Variables and parameters that a lambda's or local function's code names.</summary>
    internal IEnumerable<ISymbol> Mentioned(ControlFlowGraph graph)
    {
        foreach (var block in graph.Blocks)
        {
            foreach (var operation in block.BranchValue is null ? block.Operations : block.Operations.Add(block.BranchValue))
                foreach (var descendant in operation.DescendantsAndSelf())
                {
                    switch (descendant)
                    {
                        case ILocalReferenceOperation local:
                            yield return local.Local;
                            break;
                        case IParameterReferenceOperation parameter:
                            yield return parameter.Parameter;
                            break;
                        case IFlowAnonymousFunctionOperation lambda when Bodies.Graph(lambda.Symbol, default) is { } inner:
                            foreach (var symbol in Mentioned(inner))
                                yield return symbol;
                            break;
                    }
                }
        }
    }

    /// <summary>
    /// Whether a type says itself what its text is. <paramref name="text"/>: the method in source that does; null: a record's synthesised one.
    /// </summary>
    internal bool HasOwnText(ITypeSymbol type, out IMethodSymbol? text)
    {
        text = null;
        for (var t = type; t is not null && t.SpecialType == SpecialType.None; t = t.BaseType)
        {
            var definition = t.OriginalDefinition;
            // What a format is given to is asked so.
            if (definition.AllInterfaces.Any(i => i is { Name: "IFormattable", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } })
                && !definition.GetMembers("ToString").Any(m => m is IMethodSymbol { IsOverride: true, Parameters.Length: 0, IsImplicitlyDeclared: false })
                && definition.GetMembers("ToString").OfType<IMethodSymbol>().FirstOrDefault(m => m is { IsStatic: false, Parameters.Length: 2 } && HasSource(m)) is { } formatted)
            {
                text = formatted;
                return true;
            }
            foreach (var member in definition.GetMembers("ToString"))
            {
                if (member is not IMethodSymbol { IsOverride: true, Parameters.Length: 0 } method)
                    continue;
                if (HasSource(method) && !method.IsImplicitlyDeclared)
                {
                    text = method;
                    return true;
                }
                if (!definition.IsRecord)
                    return false;
            }
            if (definition.IsRecord)
            {
                foreach (var member in definition.GetMembers("PrintMembers"))
                    if (member is IMethodSymbol { IsImplicitlyDeclared: false } print && HasSource(print))
                        text = print;
                return true;
            }
        }
        return false;
    }

    /// <summary>The members that objects of a type show when they are taken apart.</summary>
    internal ImmutableArray<ShownMember> ShownMembers(ITypeSymbol type)
    {
        if (!_shownMembers.TryGetValue(type, out var members))
            _shownMembers.Add(type, members = ShownMember.Of(type, this));
        return members;
    }

    // ----- sinks

    /// <summary>The sinks that a call of a symbol reaches: the catalogue's, and recipients by policy, attribute or vendor.</summary>
    internal ImmutableArray<SinkRow> Sinks(ISymbol symbol, ITypeSymbol? receiver, IMethodSymbol frame)
    {
        var rows = Privacy.Catalogue.SinksOf(symbol, receiver);
        if (symbol is IMethodSymbol { IsPartialDefinition: true } or IMethodSymbol { PartialDefinitionPart: not null } && IsLoggerMessage((IMethodSymbol)symbol))
            rows = rows.Add(s_loggerMessage);
        if (IsRemoteCall(symbol))
            rows = rows.Add(s_remoteCall);
        var recipients = Recipients(symbol.OriginalDefinition);
        if (recipients.Length == 0 || IsRecipientCode(frame))
            return rows;
        return rows.AddRange(recipients);
    }

    /// <summary>Whether a method is made by a tool to call a service: one of a Refit interface, or of a generated gRPC client.</summary>
    private static bool IsRemoteCall(ISymbol symbol)
    {
        if (symbol is not IMethodSymbol { MethodKind: MethodKind.Ordinary, IsStatic: false } method)
            return false;
        if (method.ContainingType?.TypeKind == TypeKind.Interface)
            return method.GetAttributes().Any(a => a.AttributeClass is { Name: "GetAttribute" or "PostAttribute" or "PutAttribute" or "PatchAttribute" or "DeleteAttribute", ContainingNamespace.Name: "Refit" or "RestEase" });
        for (var type = method.ContainingType?.BaseType; type is not null; type = type.BaseType)
            if (type is { Name: "ClientBase", ContainingNamespace: { Name: "Core", ContainingNamespace.Name: "Grpc" } })
                return true;
        return false;
    }

    private static bool IsLoggerMessage(IMethodSymbol method) =>
        (method.PartialDefinitionPart ?? method).GetAttributes().Any(a => a.AttributeClass?.Name is "LoggerMessageAttribute" or "ZLoggerMessageAttribute");

    internal RegisteredClients Clients(CancellationToken cancellation) => _clients ??= new RegisteredClients(Privacy, cancellation);

    /// <summary>The sink that an object is, or null.</summary>
    internal SinkRow? SinkObject(Loc loc)
    {
        for (var l = loc; l is not null; l = (l as AllocLoc)?.Inner)
            if (_sinkObjects.TryGetValue(l, out var row))
                return row;
        return null;
    }

    /// <summary>The sinks that an object is, or that the type's own code stores in the private member that refers to it.</summary>
    internal IEnumerable<SinkRow> SinkRows(Loc loc, MethodAnalysis analysis) =>
        loc is InputLoc input ? IsCarried(input) && Contents.Of(input, ContentAspect.Sinks, analysis) is { } content ? content.Sinks : [] : SinkObject(loc) is { } row ? [row] : [];

    /// <summary>The row that says what is made by a symbol is a sink itself (its arguments name <c>return</c>), or null.</summary>
    internal SinkRow? MakesSink(ISymbol symbol)
    {
        foreach (var row in Privacy.Catalogue.SinksOf(symbol))
            if (row.Arguments.Contains("return"))
                return row;
        return null;
    }

    internal void IsSinkObject(Loc loc, SinkRow row) => _sinkObjects[loc] = row;

    /// <summary>The sink that <c>[Recipient]</c> on a parameter makes of it, or null.</summary>
    internal SinkRow? RecipientSink(IParameterSymbol parameter) =>
        Labels.Attribute(parameter.OriginalDefinition, "Recipient") is { } attribute && Labels.Strings(attribute).FirstOrDefault() is { } id ? RecipientRow(id) : null;

    private SinkRow RecipientRow(string id)
    {
        if (!_recipientRows.TryGetValue(id, out var row))
            _recipientRows.Add(id, row = new SinkRow("recipient:" + id, SinkKind.Recipient, [], SinkShape.Object, id));
        return row;
    }

    private ImmutableArray<SinkRow> Recipients(ISymbol symbol)
    {
        if (_recipients.TryGetValue(symbol, out var rows))
            return rows;
        var result = ImmutableArray.CreateBuilder<SinkRow>();
        if (symbol is IMethodSymbol { MethodKind: not (MethodKind.Constructor or MethodKind.PropertyGet or MethodKind.DelegateInvoke) } method)
        {
            foreach (var candidate in Privacy.Labels.Bearers(method))
                for (var s = candidate; s is not null and not INamespaceSymbol; s = s.ContainingSymbol)
                    if (Labels.Attribute(s, "Recipient") is { } attribute && Labels.Strings(attribute).FirstOrDefault() is { } id)
                        Add(id);
            var type = method.ContainingType;
            if (type is not null && Catalogue.HandsOver(method))
            {
                var name = type.ToDisplayString(SymbolDisplayFormat.CSharpErrorMessageFormat);
                foreach (var recipient in Privacy.Policy.Recipients.Values)
                    if (recipient.Apis.Any(a => Matches(a, name)))
                        Add(recipient.Id);
                if (result.Count == 0 && Privacy.Catalogue.RecipientOf(method) is { } vendor)
                    Add(vendor.Id);
            }
        }
        rows = result.ToImmutable();
        _recipients.Add(symbol, rows);
        return rows;

        void Add(string id)
        {
            if (!result.Any(r => r.Recipient == id))
                result.Add(RecipientRow(id));
        }
    }

    /// <summary>Whether a type's full name matches a pattern of namespaces or types: <c>JPush.*</c>, <c>Contoso.Push.Client</c>.</summary>
    private static bool Matches(string pattern, string name)
    {
        if (!pattern.EndsWith("*", StringComparison.Ordinal))
            return name == pattern || name.StartsWith(pattern + ".", StringComparison.Ordinal) || name.StartsWith(pattern + "<", StringComparison.Ordinal);
        var prefix = pattern.Substring(0, pattern.Length - 1);
        return name.StartsWith(prefix, StringComparison.Ordinal) || prefix.EndsWith(".", StringComparison.Ordinal) && name == prefix.Substring(0, prefix.Length - 1);
    }

    /// <summary>Code that is itself the client of a recipient is not checked again.</summary>
    private static bool IsRecipientCode(IMethodSymbol frame)
    {
        for (ISymbol? s = frame; s is not null and not INamespaceSymbol; s = s.ContainingSymbol)
            if (Labels.Attribute(s, "Recipient") is not null)
                return true;
        return false;
    }

    /// <summary>A summary, and what it depends on.</summary>
    private sealed record Entry(MethodSummary Summary, HashSet<AskedContent> Asked, HashSet<(IMethodSymbol, Binding)> Called);

    /// <summary>The summaries that have the same knowledge of private members.</summary>
    private sealed class Stage
    {
        internal Dictionary<(IMethodSymbol, Binding), Entry> Kept { get; } = new(KeyComparer.Instance);

        internal Dictionary<(IMethodSymbol, Binding), Pending> Pending { get; } = new(KeyComparer.Instance);

        internal Dictionary<(IMethodSymbol, Binding), (Entry Entry, int Head)> Provisional { get; } = new(KeyComparer.Instance);

        internal List<(IMethodSymbol, Binding)> Cycle { get; } = [];

        /// <summary>What is another one than at the stage before.</summary>
        internal HashSet<(IMethodSymbol, Binding)> Changed { get; } = new(KeyComparer.Instance);

        internal Dictionary<IMethodSymbol, int> Bindings { get; } = new(SymbolEqualityComparer.Default);

        internal Pending? Current { get; set; }

        internal int Nesting { get; set; }

        internal bool Knows((IMethodSymbol, Binding) key) => Kept.ContainsKey(key) || Pending.ContainsKey(key) || Provisional.ContainsKey(key);
    }

    private sealed class Pending
    {
        internal Pending(int depth)
        {
            Depth = depth;
            DependsOn = depth;
        }

        internal int Depth { get; }

        internal int DependsOn { get; set; }

        internal bool Used { get; set; }

        /// <summary>What it asked of the contents of private members.</summary>
        internal HashSet<AskedContent> Asked { get; } = [];

        /// <summary>The summaries that it asked for.</summary>
        internal HashSet<(IMethodSymbol, Binding)> Called { get; } = new(KeyComparer.Instance);

        internal MethodSummary Current { get; set; } = MethodSummary.Nothing;
    }

    private sealed class KeyComparer : IEqualityComparer<(IMethodSymbol Method, Binding Binding)>
    {
        internal static readonly KeyComparer Instance = new();

        public bool Equals((IMethodSymbol Method, Binding Binding) x, (IMethodSymbol Method, Binding Binding) y) =>
            SymbolEqualityComparer.Default.Equals(x.Method, y.Method) && x.Binding.Equals(y.Binding);

        public int GetHashCode((IMethodSymbol Method, Binding Binding) obj) => SymbolEqualityComparer.Default.GetHashCode(obj.Method) * 31 + obj.Binding.GetHashCode();
    }
}
