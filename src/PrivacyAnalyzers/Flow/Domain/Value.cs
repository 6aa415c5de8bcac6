using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using PrivacyAnalyzers.KnownApis;
using PrivacyAnalyzers.PersonalData;

namespace PrivacyAnalyzers.Flow.Domain;

/// <summary>A step of a value's way; shared tails.</summary>
internal sealed class Trace
{
    internal const int MaxLength = 16;

    internal Trace(SyntaxNode node, Trace? previous)
    {
        Node = node;
        Previous = previous;
        Length = previous is null ? 1 : previous.Length + 1;
    }

    internal SyntaxNode Node { get; }

    internal Trace? Previous { get; }

    internal int Length { get; }

    internal static Trace Add(SyntaxNode node, Trace? previous) =>
        previous is not null && (previous.Length >= MaxLength || previous.Node == node) ? previous : new Trace(node, previous);

    internal static ImmutableArray<Location> Locations(Trace? trace)
    {
        var result = new List<Location>();
        for (; trace is not null; trace = trace.Previous)
            result.Add(trace.Node.GetLocation());
        result.Reverse();
        return [.. result];
    }
}

/// <summary>
/// Something personal in a value. Concrete: a mark. Symbolic: what an input carries, of which only a caller knows whether it is personal;
/// with a shape, what the input shows when it is taken apart so. Both: a mark that came in through a delegate.
/// </summary>
internal sealed class Label : IEquatable<Label>
{
    internal Label(Mark? mark, InputLoc? input, SinkShape? shape, ProtectionSet protection, bool plainHash, Trace? trace)
    {
        Mark = mark;
        Input = input;
        Shape = shape;
        Protection = protection;
        PlainHash = plainHash;
        Trace = trace;
    }

    internal Mark? Mark { get; }

    internal InputLoc? Input { get; }

    internal SinkShape? Shape { get; }

    internal ProtectionSet Protection { get; }

    internal bool PlainHash { get; }

    internal Trace? Trace { get; }

    /// <summary>The kinds of sink that it has reached on its way, a bit each: only the first of a kind counts.</summary>
    internal int Reached { get; private init; }

    /// <summary>What was checked on its way, where other ways have come in since on which it was not.</summary>
    internal ImmutableHashSet<string> Checked { get; private init; } = ImmutableHashSet<string>.Empty;

    /// <summary>Whether what came in comes out as it is: nothing was done to it or checked on the way.</summary>
    internal bool ChangesNothing => Protection == 0 && !PlainHash && Reached == 0 && Checked.Count == 0;

    /// <summary>Whether it is known here to be personal.</summary>
    internal bool IsConcrete => Mark is not null && Input is null;

    internal Label With(ProtectionSet protection, SyntaxNode? step) =>
        new(Mark, Input, Shape, Protection | protection, PlainHash, step is null ? Trace : Trace.Add(step, Trace)) { Reached = Reached, Checked = Checked };

    internal Label At(SyntaxNode step) => new(Mark, Input, Shape, Protection, PlainHash, Trace.Add(step, Trace)) { Reached = Reached, Checked = Checked };

    internal Label Shaped(SinkShape shape) => new(Mark, Input, shape, Protection, PlainHash, Trace) { Reached = Reached, Checked = Checked };

    internal Label Reaching(int sinks) => (Reached | sinks) == Reached ? this : new(Mark, Input, Shape, Protection, PlainHash, Trace) { Reached = Reached | sinks, Checked = Checked };

    internal Label Under(ImmutableHashSet<string> facts) =>
        facts.Count == 0 || ReferenceEquals(facts, Checked) || Checked.IsSupersetOf(facts) ? this : new(Mark, Input, Shape, Protection, PlainHash, Trace) { Reached = Reached, Checked = Checked.Union(facts) };

    public bool Equals(Label? other) =>
        other is not null && ReferenceEquals(Input, other.Input) && Protection == other.Protection && Shape == other.Shape && PlainHash == other.PlainHash && Reached == other.Reached
        && (ReferenceEquals(Checked, other.Checked) || Checked.SetEquals(other.Checked))
        && (ReferenceEquals(Mark, other.Mark)
            || Mark is not null && other.Mark is not null && SymbolEqualityComparer.Default.Equals(Mark.Symbol, other.Mark.Symbol) && Mark.Category == other.Mark.Category);

    public override bool Equals(object? obj) => Equals(obj as Label);

    public override int GetHashCode() =>
        (((Mark is null ? 0 : SymbolEqualityComparer.Default.GetHashCode(Mark.Symbol)) * 31 + (Input?.Order ?? 0)) * 31 + Reached) * 31 + (int)Protection + (Shape is { } shape ? (int)shape + 1 : 0) * 17;
}

/// <summary>Gathers labels, each once, in the order in which they come.</summary>
internal sealed class LabelSet
{
    private readonly List<Label> _labels = [];
    private HashSet<Label>? _seen;

    internal void Add(Label label)
    {
        if (_labels.Count < 8 ? _labels.Contains(label) : !(_seen ??= [.. _labels]).Add(label))
            return;
        _labels.Add(label);
    }

    internal void Add(ImmutableArray<Label> labels)
    {
        foreach (var label in labels)
            Add(label);
    }

    internal ImmutableArray<Label> ToImmutable() => [.. _labels];
}

/// <summary>What is known to have been checked when a condition is true, or false. Null: the condition is never so.</summary>
internal sealed class Condition
{
    internal static readonly Condition True = new(ImmutableHashSet<string>.Empty, null);
    internal static readonly Condition False = new(null, ImmutableHashSet<string>.Empty);
    internal static readonly Condition Unknown = new(ImmutableHashSet<string>.Empty, ImmutableHashSet<string>.Empty);

    /// <summary>That of an answer that is null.</summary>
    internal static readonly Condition Neither = new(null, null);

    internal Condition(ImmutableHashSet<string>? whenTrue, ImmutableHashSet<string>? whenFalse)
    {
        WhenTrue = whenTrue;
        WhenFalse = whenFalse;
    }

    internal ImmutableHashSet<string>? WhenTrue { get; }

    internal ImmutableHashSet<string>? WhenFalse { get; }

    internal Condition Not => new(WhenFalse, WhenTrue);

    /// <summary>What is known when an answer that may be null is this one, or not.</summary>
    internal Condition Is(bool answer) => new(answer ? WhenTrue : WhenFalse, ImmutableHashSet<string>.Empty);

    internal Condition In(ImmutableHashSet<string> facts) => facts.Count == 0 ? this : new(WhenTrue?.Union(facts), WhenFalse?.Union(facts));

    internal static Condition Join(Condition? a, Condition? b) => new(Meet((a ?? Unknown).WhenTrue, (b ?? Unknown).WhenTrue), Meet((a ?? Unknown).WhenFalse, (b ?? Unknown).WhenFalse));

    /// <summary>What is known when both are true; when they are not, either may be false.</summary>
    internal static Condition? Both(Condition? a, Condition? b) =>
        a is null && b is null ? null : new(Together((a ?? Unknown).WhenTrue, (b ?? Unknown).WhenTrue), ImmutableHashSet<string>.Empty);

    internal bool Same(Condition other) => Same(WhenTrue, other.WhenTrue) && Same(WhenFalse, other.WhenFalse);

    private static ImmutableHashSet<string>? Meet(ImmutableHashSet<string>? a, ImmutableHashSet<string>? b) => a is null ? b : b is null ? a : a.Intersect(b);

    private static ImmutableHashSet<string>? Together(ImmutableHashSet<string>? a, ImmutableHashSet<string>? b) => a is null || b is null ? null : a.Union(b);

    private static bool Same(ImmutableHashSet<string>? a, ImmutableHashSet<string>? b) => a is null ? b is null : b is not null && a.SetEquals(b);
}

/// <summary>What is known of a value: what is personal in it, the objects that it may refer to, its constant text, what it tells as a condition.</summary>
internal sealed class Value
{
    internal static readonly Value Empty = new([], [], null, null);

    /// <summary>From how many comparisons on a table is cheaper.</summary>
    private const int LookUp = 256;

    private ImmutableArray<Label> _own;

    internal Value(ImmutableArray<Label> labels, ImmutableArray<Loc> locs, string? text, Condition? condition)
    {
        Labels = labels;
        Locs = locs;
        Text = text;
        Condition = condition;
    }

    internal ImmutableArray<Label> Labels { get; }

    internal ImmutableArray<Loc> Locs { get; }

    /// <summary>The constant text, or with a trailing <c>\0</c> the constant beginning of it.</summary>
    internal string? Text { get; }

    internal Condition? Condition { get; }

    /// <summary>The labels that its parts carry too: all but those that name the object itself, whose members are followed.</summary>
    internal ImmutableArray<Label> Own
    {
        get
        {
            if (_own.IsDefault)
                _own = Labels.Length == 0 || Locs.Length == 0 ? Labels : FindOwn();
            return _own;
        }
    }

    internal bool IsEmpty => Labels.Length == 0 && Locs.Length == 0 && Text is null && Condition is null;

    internal static Value Of(Loc loc) => new([], [loc], null, null);

    internal static Value Of(Label label) => new([label], [], null, null);

    internal static Value Of(ImmutableArray<Label> labels) => labels.Length == 0 ? Empty : new(labels, [], null, null);

    /// <summary>The value after it has reached sinks of these kinds.</summary>
    internal Value Reaching(int sinks) => sinks == 0 || Labels.Length == 0 ? this : WithLabels([.. Labels.Select(l => l.Reaching(sinks))]);

    /// <summary>The value that came by a way on which this was checked.</summary>
    internal Value Under(ImmutableHashSet<string> facts) => facts.Count == 0 || Labels.Length == 0 ? this : WithLabels([.. Labels.Select(l => l.Under(facts))]);

    internal Value WithLabels(ImmutableArray<Label> labels) => labels.Length == 0 && Locs.Length == 0 && Text is null && Condition is null ? Empty : new(labels, Locs, Text, Condition);

    internal Value WithText(string? text) => text == Text ? this : new(Labels, Locs, text, Condition);

    internal Value WithCondition(Condition? condition) => ReferenceEquals(condition, Condition) ? this : new(Labels, Locs, Text, condition);

    /// <summary>Only what is personal and referred to.</summary>
    internal Value Bare => Text is null && Condition is null ? this : Labels.Length == 0 && Locs.Length == 0 ? Empty : new(Labels, Locs, null, null);

    /// <summary>What may be either: on joining paths.</summary>
    internal static Value Join(Value a, Value b)
    {
        if (ReferenceEquals(a, b))
            return a;
        var labels = Union(a.Labels, b.Labels);
        var locs = Union(a.Locs, b.Locs);
        var text = a.Text == b.Text ? a.Text : a.Text is null || b.Text is null ? (a.IsEmpty ? null : null) : CommonPrefix(a.Text, b.Text);
        var condition = a.Condition is null && b.Condition is null ? null : Domain.Condition.Join(a.Condition, b.Condition);
        return Make(a, b, labels, locs, text, condition);
    }

    /// <summary>What carries both: on composing values.</summary>
    internal static Value Union(Value a, Value b)
    {
        if (ReferenceEquals(a, b))
            return a.Bare;
        var labels = Union(a.Labels, b.Labels);
        var locs = Union(a.Locs, b.Locs);
        return Make(a, b, labels, locs, null, null);
    }

    internal bool Same(Value other) =>
        ReferenceEquals(this, other)
        || Labels.Length == other.Labels.Length && Locs.Length == other.Locs.Length && Text == other.Text
        && (Condition is null ? other.Condition is null : other.Condition is not null && Condition.Same(other.Condition))
        && Contains(Labels, other.Labels) && Contains(Locs, other.Locs);

    internal static ImmutableArray<T> Union<T>(ImmutableArray<T> a, ImmutableArray<T> b)
        where T : class
    {
        if (b.Length == 0 || a == b)
            return a;
        if (a.Length == 0)
            return b;
        // On most ways that meet, one has gathered what the other has, in the same order.
        var same = SameFirst(a, b);
        if (same == b.Length)
            return a;
        if (same == a.Length)
            return b;
        // What a long way has gathered is looked up, not searched.
        var known = (long)a.Length * (b.Length - same) > LookUp ? new HashSet<T>(a) : null;
        ImmutableArray<T>.Builder? builder = null;
        for (var i = same; i < b.Length; i++)
        {
            var item = b[i];
            if (known is null ? Has(a, item) : known.Contains(item))
                continue;
            if (builder is null)
            {
                builder = ImmutableArray.CreateBuilder<T>(a.Length + b.Length);
                builder.AddRange(a);
            }
            builder.Add(item);
        }
        return builder is null ? a : builder.ToImmutable();
    }

    /// <summary>Each once, in their order.</summary>
    internal static ImmutableArray<T> Distinct<T>(List<T> items)
        where T : class => items.Count switch { 0 => [], 1 => [items[0]], _ => [.. items.Distinct()] };

    private ImmutableArray<Label> FindOwn()
    {
        var objects = (long)Labels.Length * Locs.Length > LookUp ? new HashSet<Loc>(Locs) : null;
        var own = ImmutableArray.CreateBuilder<Label>();
        foreach (var label in Labels)
            if (label.Mark is not null || label.Input is null || label.Shape is not null || label.Protection != 0 || !(objects?.Contains(label.Input) ?? Locs.Contains(label.Input)))
                own.Add(label);
        return own.Count == Labels.Length ? Labels : own.ToImmutable();
    }

    private static Value Make(Value a, Value b, ImmutableArray<Label> labels, ImmutableArray<Loc> locs, string? text, Condition? condition)
    {
        if (labels == a.Labels && locs == a.Locs && text == a.Text && ReferenceEquals(condition, a.Condition))
            return a;
        if (labels == b.Labels && locs == b.Locs && text == b.Text && ReferenceEquals(condition, b.Condition))
            return b;
        return labels.Length == 0 && locs.Length == 0 && text is null && condition is null ? Empty : new(labels, locs, text, condition);
    }

    /// <summary>How many items two lists begin with alike.</summary>
    private static int SameFirst<T>(ImmutableArray<T> a, ImmutableArray<T> b)
        where T : class
    {
        var same = 0;
        while (same < a.Length && same < b.Length && (ReferenceEquals(a[same], b[same]) || a[same].Equals(b[same])))
            same++;
        return same;
    }

    private static bool Has<T>(ImmutableArray<T> items, T item)
        where T : class
    {
        foreach (var candidate in items)
            if (ReferenceEquals(candidate, item) || candidate.Equals(item))
                return true;
        return false;
    }

    private static bool Contains<T>(ImmutableArray<T> all, ImmutableArray<T> some)
        where T : class
    {
        var same = SameFirst(all, some);
        var known = (long)all.Length * (some.Length - same) > LookUp ? new HashSet<T>(all) : null;
        for (var i = same; i < some.Length; i++)
            if (known is null ? !Has(all, some[i]) : !known.Contains(some[i]))
                return false;
        return true;
    }

    private static string? CommonPrefix(string a, string b)
    {
        var n = 0;
        while (n < a.Length && n < b.Length && a[n] == b[n] && a[n] != '\0')
            n++;
        return n == 0 ? null : a.Substring(0, n) + "\0";
    }
}
