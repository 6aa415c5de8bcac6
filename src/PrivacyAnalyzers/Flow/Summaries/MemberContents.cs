using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using PrivacyAnalyzers.Flow.Domain;
using PrivacyAnalyzers.Flow.Transfer;
using PrivacyAnalyzers.KnownApis;
using PrivacyAnalyzers.PersonalData;

namespace PrivacyAnalyzers.Flow.Summaries;

/// <summary>What a type's own code stores in one of its private members, or in what that refers to.</summary>
internal sealed class MemberContent
{
    internal OrderedSet<Label> Labels { get; } = new();

    internal OrderedSet<FuncLoc> Functions { get; } = new();

    internal OrderedSet<ITypeSymbol> Types { get; } = new(SymbolEqualityComparer.Default);

    /// <summary>What the objects stored there are as sinks.</summary>
    internal OrderedSet<SinkRow> Sinks { get; } = new();

    /// <summary>The constant text, or with a trailing <c>\0</c> its beginning, where all that is stored has the same.</summary>
    internal string? Text { get; private set; }

    private bool _other;

    /// <summary>Notes the text of what is stored; null: it is not known.</summary>
    internal void AddText(string? text)
    {
        _other |= text is null || Text is not null && Text != text;
        Text = _other ? null : text;
    }

    /// <summary>Whether something is stored whose type is not known exactly.</summary>
    internal bool Open { get; set; }

    internal OrderedSet<ITypeSymbol>? ExactTypes => Open || Types.Count == 0 ? null : Types;

    internal HashSet<string> From { get; } = [];

    /// <summary>Whether who asks for one aspect of two contents learns the same; null: nothing is known.</summary>
    internal static bool Same(MemberContent? a, MemberContent? b, ContentAspect aspect) => aspect switch
    {
        ContentAspect.Labels => Same(a?.Labels, b?.Labels),
        ContentAspect.Functions => Same(a?.Functions, b?.Functions),
        ContentAspect.Types => Same(a?.ExactTypes, b?.ExactTypes),
        ContentAspect.Sinks => Same(a?.Sinks, b?.Sinks),
        _ => a?.Text == b?.Text,
    };

    private static bool Same<T>(OrderedSet<T>? a, OrderedSet<T>? b) => a is null || b is null ? (a?.Count ?? 0) == (b?.Count ?? 0) : a.Same(b);

    /// <summary>How much of what merging adds to is known: as long as it is the same, merging with this content tells nothing new.</summary>
    internal int Size => Labels.Count + Functions.Count + Types.Count + Sinks.Count;

    /// <summary>Adds what another content has but text and openness; false: all of it is known already.</summary>
    internal bool Merge(MemberContent other) => Labels.Add(other.Labels) | Functions.Add(other.Functions) | Sinks.Add(other.Sinks) | Types.Add(other.Types);
}

/// <summary>What one may want to know of a content.</summary>
internal enum ContentAspect
{
    Labels,
    Functions,
    Types,
    Sinks,
    Text,
}

/// <summary>What an analysis asked of the contents of private members.</summary>
internal readonly record struct AskedContent(INamedTypeSymbol Owner, string Key, ContentAspect Aspect);

/// <summary>What the private members of a type hold, by paths of members.</summary>
internal sealed class ContentTable
{
    private readonly Lazy<ILookup<string, (string[] Path, MemberContent Content)>> _byShape;

    internal ContentTable(Dictionary<string, MemberContent> all)
    {
        All = all;
        _byShape = new(() => all.Select(c => (Path: c.Key.Split('/'), Content: c.Value)).ToLookup(c => Shape(c.Path)));
    }

    internal Dictionary<string, MemberContent> All { get; }

    /// <summary>What is known of a path; an element that is not told by a constant may be any.</summary>
    internal IEnumerable<MemberContent> Matching(string key)
    {
        if (!key.Contains('*') && !key.Contains('['))
            return All.TryGetValue(key, out var content) ? [content] : [];
        var path = key.Split('/');
        return _byShape.Value[Shape(path)].Where(c => Matches(c.Path)).Select(c => c.Content);

        bool Matches(string[] other)
        {
            for (var i = 0; i < path.Length; i++)
                if (path[i] != other[i] && !(IsElement(path[i]) && (path[i][0] == '*' || other[i][0] == '*' || FieldKey.MayBeSame(Element(path[i]), Element(other[i])))))
                    return false;
            return true;
        }
    }

    /// <summary>The path without what tells its elements apart.</summary>
    private static string Shape(string[] path) => string.Join("/", path.Select(step => IsElement(step) ? "*" : step));

    private static bool IsElement(string step) => step[0] is '*' or '[';

    private static string Element(string step) => step.Substring(0, step.LastIndexOf('#'));
}

/// <summary>
/// Between methods a private member may hold whatever the type's own code stores in it: inferred over the outermost declaring type,
/// from the summaries of its methods. What enters through a parameter is not among it: that is followed per call and object.
/// </summary>
internal sealed class MemberContents
{
    private readonly SummaryStore _store;
    private readonly Dictionary<INamedTypeSymbol, ContentTable>[] _contents;
    private readonly Dictionary<(InputLoc, FieldKey?), ImmutableArray<(INamedTypeSymbol Owner, string Key)>> _keys = [];
    private readonly Dictionary<IEventSymbol, MemberContent> _handlers = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<(AskedContent Asked, int Stage), bool> _differs = [];

    internal MemberContents(SummaryStore store, int stages)
    {
        _store = store;
        _contents = [.. Enumerable.Range(0, stages).Select(_ => new Dictionary<INamedTypeSymbol, ContentTable>(SymbolEqualityComparer.Default))];
    }

    /// <summary>What may be at the path of an input, as far as it goes through private members; null: it does not, or nothing is known.</summary>
    internal MemberContent? Of(InputLoc input, ContentAspect aspect, MethodAnalysis? analysis)
    {
        MemberContent? result = null;
        foreach (var (owner, key) in Keys(input, null))
        {
            analysis?.Asked.Add(new(owner, key, aspect));
            if (Matching(owner, key, _store.KnownStage, analysis?.Cancellation ?? default) is { } content)
                result = result is null ? content : Both(result, content);
        }
        return Handlers(input, analysis?.Cancellation ?? default) is not { } handlers ? result : result is null ? handlers : Both(result, handlers);
    }

    /// <summary>Whether something that is asked of contents has another answer at a stage than at the one before.</summary>
    internal bool Differs(AskedContent asked, int stage, CancellationToken cancellation)
    {
        if (!_differs.TryGetValue((asked, stage), out var differs))
        {
            differs = !MemberContent.Same(Matching(asked.Owner, asked.Key, stage - 1, cancellation), Matching(asked.Owner, asked.Key, stage - 2, cancellation), asked.Aspect);
            _differs[(asked, stage)] = differs;
        }
        return differs;
    }

    /// <summary>What the summaries of a stage tell of a path; before the first, nothing is known.</summary>
    private MemberContent? Matching(INamedTypeSymbol owner, string key, int stage, CancellationToken cancellation)
    {
        MemberContent? result = null;
        if (stage >= 0)
            foreach (var content in Table(owner, stage, cancellation).Matching(key))
                result = result is null ? content : Both(result, content);
        return result;
    }

    private static MemberContent Both(MemberContent a, MemberContent b)
    {
        var merged = new MemberContent { Open = a.Open || b.Open };
        merged.Merge(a);
        merged.Merge(b);
        merged.AddText(a.Text ?? b.Text);
        return merged;
    }

    private ContentTable Table(INamedTypeSymbol owner, int stage, CancellationToken cancellation)
    {
        if (!_contents[stage].TryGetValue(owner, out var table))
        {
            _store.At(stage, () => table = Build(owner, cancellation));
            _contents[stage].Add(owner, table!);
        }
        return table!;
    }

    /// <summary>What the code of other types, too, adds to an event as its handlers; null: the path does not end at an event.</summary>
    private MemberContent? Handlers(InputLoc input, CancellationToken cancellation)
    {
        if ((input.Parent is null ? input.Root : input.Field!.Symbol) is not IEventSymbol raised || !_store.IsCarrier(raised))
            return null;
        if (_handlers.TryGetValue(raised, out var known))
            return known;
        known = new MemberContent();
        foreach (var addition in Additions(raised.Name, cancellation))
        {
            var model = _store.Bodies.Model(addition.SyntaxTree);
            if (model.GetSymbolInfo(addition.Left, cancellation).Symbol is not IEventSymbol added || !IsSame(added.OriginalDefinition, raised))
                continue;
            SyntaxNode handler = addition.Right;
            while (handler is ParenthesizedExpressionSyntax or CastExpressionSyntax or ObjectCreationExpressionSyntax { ArgumentList.Arguments.Count: 1 })
                handler = handler switch { ParenthesizedExpressionSyntax p => p.Expression, CastExpressionSyntax c => c.Expression, _ => ((ObjectCreationExpressionSyntax)handler).ArgumentList!.Arguments[0].Expression };
            if (model.GetSymbolInfo(handler, cancellation).Symbol is IMethodSymbol method)
                known.Functions.Add(_store.Interner.Function(handler, method));
        }
        _handlers.Add(raised, known);
        return known;
    }

    private static bool IsSame(IEventSymbol added, IEventSymbol raised)
    {
        for (var e = raised; e is not null; e = e.OverriddenEvent)
            if (SymbolEqualityComparer.Default.Equals(added, e.OriginalDefinition))
                return true;
        return added.ContainingType.TypeKind == TypeKind.Interface && raised.ContainingType.AllInterfaces.Any(i => SymbolEqualityComparer.Default.Equals(i.OriginalDefinition, added.ContainingType)
            && i.GetMembers(added.Name).Any(m => SymbolEqualityComparer.Default.Equals(raised.ContainingType.FindImplementationForInterfaceMember(m), raised)));
    }

    /// <summary>All that may add to an event of a name.</summary>
    private IEnumerable<AssignmentExpressionSyntax> Additions(string name, CancellationToken cancellation)
    {
        var word = new WordSet([name]);
        return _store.Privacy.Compilation.SyntaxTrees.SelectMany(t => _store.Privacy.Named(t, word, cancellation)).Select(MemberAccesses.Whole)
            .Where(e => e.Parent is AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.AddAssignmentExpression } assignment && assignment.Left == e)
            .Select(e => (AssignmentExpressionSyntax)e.Parent!);
    }

    /// <summary>For every private member on a path: the type that owns it, and the path from there on.</summary>
    private ImmutableArray<(INamedTypeSymbol Owner, string Key)> Keys(InputLoc input, FieldKey? last)
    {
        if (!_keys.TryGetValue((input, last), out var keys))
            _keys.Add((input, last), keys = [.. MakeKeys(input, last)]);
        return keys;
    }

    private IEnumerable<(INamedTypeSymbol Owner, string Key)> MakeKeys(InputLoc input, FieldKey? last)
    {
        var path = new List<FieldKey>();
        if (last is not null)
            path.Add(last);
        var i = input;
        for (; i.Parent is not null; i = i.Parent)
            path.Add(i.Field!);
        if (i.Root is IFieldSymbol or IPropertySymbol)
            path.Add(_store.Interner.Member(i.Root));
        path.Reverse();
        for (var start = 0; start < path.Count; start++)
        {
            if (path[start].Symbol is not { } symbol || !_store.IsCarrier(symbol) || symbol.ContainingType is null)
                continue;
            yield return (Outermost(symbol.ContainingType), Key(path, start));
        }
    }

    private static string Key(List<FieldKey> path, int start) => string.Join("/", path.Skip(start).Select(Step));

    private static string Step(FieldKey field) => field.Name.Replace('/', '\u0001') + "#" + (field.Symbol is null ? 0 : field.Order);

    private static INamedTypeSymbol Outermost(INamedTypeSymbol type)
    {
        while (type.ContainingType is { } outer)
            type = outer;
        return type.OriginalDefinition;
    }

    private ContentTable Build(INamedTypeSymbol owner, CancellationToken cancellation)
    {
        var contents = new Dictionary<string, MemberContent>();
        var relevance = _store.Relevance(cancellation);
        var unseen = new HashSet<string>();
        foreach (var method in Methods(owner, m => relevance.Contains(m) || m.MethodKind is MethodKind.Constructor or MethodKind.StaticConstructor || relevance.KeepsTargets(m), unseen))
            Add(method, static _ => true);
        foreach (var method in Others(owner, cancellation))
            Add(method, input => input.Root is IFieldSymbol { IsStatic: true } or IPropertySymbol { IsStatic: true } && SymbolEqualityComparer.Default.Equals(Outermost(input.Root.ContainingType), owner));
        // What a body keeps that was not looked at is nothing personal, but it may be an object of any type.
        foreach (var pair in contents)
            if (unseen.Contains(pair.Key.Substring(0, pair.Key.IndexOf('#'))))
                pair.Value.Open = true;
        var table = new ContentTable(contents);
        // A member that is filled from another one holds what that holds.
        var filled = contents.Values.Where(c => c.From.Count > 0)
            .Select(c => (Content: c, From: c.From.SelectMany(table.Matching).Where(o => !ReferenceEquals(o, c)).Distinct().ToList())).ToList();
        var merged = filled.Select(f => new int[f.From.Count]).ToList();
        for (var changed = true; changed;)
        {
            cancellation.ThrowIfCancellationRequested();
            changed = false;
            for (var i = 0; i < filled.Count; i++)
                for (var j = 0; j < merged[i].Length; j++)
                    if (filled[i].From[j] is var other && merged[i][j] < other.Size)
                    {
                        merged[i][j] = other.Size;
                        changed |= filled[i].Content.Merge(other);
                    }
        }
        return table;

        void Add(IMethodSymbol method, Func<InputLoc, bool> counts)
        {
            var summary = _store.Summary(method, Binding.None, cancellation);
            var addition = new Addition(this, contents, summary, owner, cancellation);
            foreach (var pair in summary.Heap)
                if (pair.Key.Loc is InputLoc input && counts(input))
                    foreach (var (keyOwner, key) in Keys(input, pair.Key.Field))
                        if (SymbolEqualityComparer.Default.Equals(keyOwner, owner))
                            addition.Add(key, pair.Value, 0);
            // A factory fills an object of its own type as a constructor does.
            foreach (var pair in summary.Heap)
                if (pair.Key is { Loc: AllocLoc { Exact: true, Type: INamedTypeSymbol made }, Field.Symbol: { } field } && SymbolEqualityComparer.Default.Equals(made.OriginalDefinition, method.ContainingType?.OriginalDefinition)
                    && _store.IsCarrier(field) && SymbolEqualityComparer.Default.Equals(Outermost(field.ContainingType), owner))
                    addition.Add(Key([pair.Key.Field], 0), pair.Value, 0);
            foreach (var pair in summary.Variables)
                if (pair.Key is IFieldSymbol or IPropertySymbol && _store.IsCarrier(pair.Key) && SymbolEqualityComparer.Default.Equals(Outermost(pair.Key.ContainingType), owner))
                    addition.Add(Key([_store.Interner.Member(pair.Key)], 0), pair.Value, 0);
        }
    }

    /// <summary>
    /// The methods of other types that call static members of a type which has private static ones, or an object of itself: of these
    /// there is one only, whoever lets the type fill it. Generated code is not asked: views are much, and fill nothing.
    /// </summary>
    private IEnumerable<IMethodSymbol> Others(INamedTypeSymbol owner, CancellationToken cancellation)
    {
        if (!owner.GetMembers().Any(m => m is IFieldSymbol { IsStatic: true, IsConst: false } f && (_store.IsCarrier(f) || IsOwn(f.Type)) || m is IPropertySymbol { IsStatic: true } p && (_store.IsCarrier(p) || IsOwn(p.Type))))
            yield break;
        var relevance = _store.Relevance(cancellation);
        var name = new WordSet([owner.Name]);
        var seen = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        foreach (var tree in _store.Privacy.Compilation.SyntaxTrees.Where(t => !_store.Privacy.IsGenerated(t)))
            foreach (var use in _store.Privacy.Named(tree, name, cancellation))
            {
                if (MemberAccesses.Whole(use).Parent is not MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax or AssignmentExpressionSyntax or MemberAccessExpressionSyntax or ArgumentSyntax })
                    continue;
                if (Bodies.MemberAround(_store.Bodies.Model(tree).GetEnclosingSymbol(use.SpanStart, cancellation)) is IMethodSymbol method && !SymbolEqualityComparer.Default.Equals(Outermost(method.ContainingType), owner) && relevance.Contains(method) && seen.Add(method))
                    yield return method;
            }

        bool IsOwn(ITypeSymbol type) => SymbolEqualityComparer.Default.Equals(type.OriginalDefinition, owner);
    }

    /// <summary>Adds what one method stores to what the members of its type hold.</summary>
    private sealed class Addition(MemberContents members, Dictionary<string, MemberContent> contents, MethodSummary summary, INamedTypeSymbol owner, CancellationToken cancellation)
    {
        private readonly ILookup<Loc, KeyValuePair<Cell, Value>> _cells = summary.Heap
            .Where(p => !p.Key.Field.Name.StartsWith("env:", StringComparison.Ordinal) && (p.Key.Loc is AllocLoc || MethodAnalysis.IsTrait(p.Key.Field)))
            .ToLookup(p => p.Key.Loc);

        // Objects that refer to each other are reached by as many ways as there are paths among them.
        private readonly HashSet<(string Key, Loc Loc, int Depth)> _added = [];

        internal void Add(string key, Value value, int depth)
        {
            cancellation.ThrowIfCancellationRequested();
            if (!contents.TryGetValue(key, out var content))
                contents.Add(key, content = new MemberContent());
            content.AddText(value.Text);
            foreach (var label in value.Labels)
            {
                if (label.IsConcrete)
                {
                    content.Labels.Add(label);
                }
                else if (label.Input is { } input && label.Mark is null && label.Shape is null && label.Protection == 0)
                {
                    AddOrigins(content, key, input);
                }
            }
            foreach (var loc in value.Locs)
                if (_added.Add((key, loc, depth)))
                    Add(content, key, loc, depth);
        }

        private void Add(MemberContent content, string key, Loc loc, int depth)
        {
            switch (loc)
            {
                case FuncLoc function:
                    content.Functions.Add(function);
                    break;
                case AllocLoc { Exact: true, Type: { } type }:
                    content.Types.Add(type);
                    break;
                case InputLoc input:
                    content.Open = true;
                    AddOrigins(content, key, input);
                    break;
                default:
                    content.Open = true;
                    break;
            }
            if (members._store.SinkObject(loc) is { } sink)
                content.Sinks.Add(sink);
            // Of what came in the traits alone: whatever else is in it is followed from the caller.
            if (depth < 3)
                foreach (var pair in _cells[loc])
                    Add(key + "/" + Step(pair.Key.Field), pair.Value, depth + 1);
        }

        private void AddOrigins(MemberContent content, string key, InputLoc input)
        {
            foreach (var (fromOwner, from) in members.Keys(input, null))
                if (SymbolEqualityComparer.Default.Equals(fromOwner, owner) && from != key)
                    content.From.Add(from);
        }
    }

    /// <summary>
    /// The methods, accessors and constructors of a type and its nested types that count, with their lambdas and local functions; what
    /// the others keep in private members is added to <paramref name="unseen"/>.
    /// </summary>
    private List<IMethodSymbol> Methods(INamedTypeSymbol type, Func<IMethodSymbol, bool> counts, HashSet<string> unseen)
    {
        var relevance = _store.Relevance(default);
        var result = new List<IMethodSymbol>();
        AddMethods(type);
        return result;

        void AddMethods(INamedTypeSymbol current)
        {
            foreach (var member in current.GetMembers())
            {
                if (member is INamedTypeSymbol nested)
                {
                    AddMethods(nested);
                }
                else if (member is IMethodSymbol method && _store.HasBody(method))
                {
                    if (!counts(method) || !_store.HasSource(method))
                    {
                        unseen.UnionWith(relevance.KeptBy(method));
                        continue;
                    }
                    result.Add(method);
                    if (_store.Bodies.Graph(method, default) is not null)
                        result.AddRange(_store.Bodies.Functions(method));
                }
            }
        }
    }
}
