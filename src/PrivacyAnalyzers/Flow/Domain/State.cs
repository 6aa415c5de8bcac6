using System.Collections.Generic;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;

namespace PrivacyAnalyzers.Flow.Domain;

/// <summary>A member of an abstract object.</summary>
internal readonly struct Cell : System.IEquatable<Cell>
{
    internal Cell(Loc loc, FieldKey field)
    {
        Loc = loc;
        Field = field;
    }

    internal Loc Loc { get; }

    internal FieldKey Field { get; }

    public bool Equals(Cell other) => ReferenceEquals(Loc, other.Loc) && ReferenceEquals(Field, other.Field);

    public override bool Equals(object? obj) => obj is Cell other && Equals(other);

    public override int GetHashCode() => Loc.Order * 397 ^ Field.Order;
}

/// <summary>What is known at one point of a method: variables, members of objects, captures of the control-flow graph, what was checked.</summary>
internal sealed class State
{
    internal static readonly State Start = new(
        ImmutableDictionary.Create<ISymbol, Value>(SymbolEqualityComparer.Default),
        ImmutableDictionary<Cell, Value>.Empty,
        ImmutableDictionary<CaptureId, Value>.Empty,
        ImmutableHashSet<string>.Empty,
        ImmutableHashSet<Loc>.Empty);

    private State(ImmutableDictionary<ISymbol, Value> variables, ImmutableDictionary<Cell, Value> heap, ImmutableDictionary<CaptureId, Value> captures, ImmutableHashSet<string> facts, ImmutableHashSet<Loc> many)
    {
        Variables = variables;
        Heap = heap;
        Captures = captures;
        Facts = facts;
        Many = many;
    }

    internal ImmutableDictionary<ISymbol, Value> Variables { get; }

    internal ImmutableDictionary<Cell, Value> Heap { get; }

    internal ImmutableDictionary<CaptureId, Value> Captures { get; }

    /// <summary>Purposes to which consent was checked, and the age check, on every path to here.</summary>
    internal ImmutableHashSet<string> Facts { get; }

    /// <summary>Allocations that may stand for several objects (made in a loop): written weakly.</summary>
    internal ImmutableHashSet<Loc> Many { get; }

    internal State Set(ISymbol variable, Value value) => new(Variables.SetItem(variable, value), Heap, Captures, Facts, Many);

    internal State Set(Cell cell, Value value)
    {
        cell.Loc.HasKeys |= cell.Field.IsKeyed;
        cell.Loc.HasBeginnings |= cell.Field.IsKeyed && FieldKey.IsBeginning(cell.Field.Name);
        return new(Variables, Heap.SetItem(cell, value), Captures, Facts, Many);
    }

    internal State Set(CaptureId capture, Value value) => new(Variables, Heap, Captures.SetItem(capture, value), Facts, Many);

    internal State WithFacts(ImmutableHashSet<string> facts) => ReferenceEquals(facts, Facts) ? this : new(Variables, Heap, Captures, facts, Many);

    internal State WithMany(Loc loc) => Many.Contains(loc) ? this : new(Variables, Heap, Captures, Facts, Many.Add(loc));

    internal State WithHeap(ImmutableDictionary<Cell, Value> heap) => ReferenceEquals(heap, Heap) ? this : new(Variables, heap, Captures, Facts, Many);

    /// <summary>What holds on either path. <paramref name="missing"/> gives the value of a cell that one side does not have.</summary>
    internal static State Join(State a, State b, System.Func<Cell, Value> missing, System.Func<ISymbol, Value> missingVariable)
    {
        if (ReferenceEquals(a, b))
            return a;
        var facts = a.Facts.Intersect(b.Facts);
        var (underA, underB) = (a.Facts.Except(facts), b.Facts.Except(facts));
        var variables = a.Variables;
        if (!ReferenceEquals(a.Variables, b.Variables))
        {
            var builder = variables.ToBuilder();
            foreach (var pair in b.Variables)
                builder[pair.Key] = Either(a.Variables.TryGetValue(pair.Key, out var other) ? other : missingVariable(pair.Key), pair.Value);
            foreach (var pair in a.Variables)
                if (!b.Variables.ContainsKey(pair.Key))
                    builder[pair.Key] = Either(pair.Value, missingVariable(pair.Key));
            variables = builder.ToImmutable();
        }
        var heap = a.Heap;
        if (!ReferenceEquals(a.Heap, b.Heap))
        {
            var builder = heap.ToBuilder();
            foreach (var pair in b.Heap)
                builder[pair.Key] = Either(a.Heap.TryGetValue(pair.Key, out var other) ? other : missing(pair.Key), pair.Value);
            foreach (var pair in a.Heap)
                if (!b.Heap.ContainsKey(pair.Key))
                    builder[pair.Key] = Either(pair.Value, missing(pair.Key));
            heap = builder.ToImmutable();
        }
        var captures = a.Captures;
        if (!ReferenceEquals(a.Captures, b.Captures))
        {
            var builder = captures.ToBuilder();
            foreach (var pair in b.Captures)
                builder[pair.Key] = a.Captures.TryGetValue(pair.Key, out var other) ? Either(other, pair.Value) : pair.Value;
            captures = builder.ToImmutable();
        }
        return new State(variables, heap, captures, facts, a.Many.Union(b.Many));

        // What only one way gives came by what was checked on that way.
        Value Either(Value first, Value second) => ReferenceEquals(first, second) ? first : Value.Join(first.Under(underA), second.Under(underB));
    }

    internal bool Same(State other) =>
        ReferenceEquals(this, other)
        || Facts.SetEquals(other.Facts) && Many.Count == other.Many.Count
        && Same(Variables, other.Variables) && Same(Heap, other.Heap) && Same(Captures, other.Captures);

    private static bool Same<T>(ImmutableDictionary<T, Value> a, ImmutableDictionary<T, Value> b)
        where T : notnull
    {
        if (ReferenceEquals(a, b))
            return true;
        if (a.Count != b.Count)
            return false;
        foreach (var pair in a)
            if (!b.TryGetValue(pair.Key, out var other) || !pair.Value.Same(other))
                return false;
        return true;
    }
}
