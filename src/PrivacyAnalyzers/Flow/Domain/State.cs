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
        Map<ISymbol, Value>.Empty(SymbolKeys.Instance),
        Map<Cell, Value>.Empty(CellKeys.Instance),
        Map<CaptureId, Value>.Empty(CaptureKeys.Instance),
        ImmutableHashSet<string>.Empty,
        ImmutableHashSet<Loc>.Empty);

    private State(Map<ISymbol, Value> variables, Map<Cell, Value> heap, Map<CaptureId, Value> captures, ImmutableHashSet<string> facts, ImmutableHashSet<Loc> many)
    {
        Variables = variables;
        Heap = heap;
        Captures = captures;
        Facts = facts;
        Many = many;
    }

    internal Map<ISymbol, Value> Variables { get; }

    internal Map<Cell, Value> Heap { get; }

    internal Map<CaptureId, Value> Captures { get; }

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

    internal State WithHeap(Map<Cell, Value> heap) => ReferenceEquals(heap, Heap) ? this : new(Variables, heap, Captures, Facts, Many);

    /// <summary>What is known of an object's members.</summary>
    internal IEnumerable<KeyValuePair<Cell, Value>> Of(Loc loc) => Heap.Half(CellKeys.First(loc));

    /// <summary>
    /// What holds on either path. <paramref name="missing"/> gives the value of a cell that one side does not have; <paramref name="looked"/>:
    /// how much differed.
    /// </summary>
    internal static State Join(State a, State b, System.Func<Cell, Value> missing, System.Func<ISymbol, Value> missingVariable, out int looked)
    {
        looked = 0;
        if (ReferenceEquals(a, b))
            return a;
        var facts = a.Facts.Intersect(b.Facts);
        var (underA, underB) = (a.Facts.Except(facts), b.Facts.Except(facts));
        return new State(
            Map<ISymbol, Value>.Join(a.Variables, b.Variables, (variable, first, second) => Either(first ?? missingVariable(variable), second ?? missingVariable(variable)), ref looked),
            Map<Cell, Value>.Join(a.Heap, b.Heap, (cell, first, second) => Either(first ?? missing(cell), second ?? missing(cell)), ref looked),
            Map<CaptureId, Value>.Join(a.Captures, b.Captures, (_, first, second) => first is null ? second! : second is null ? first : Either(first, second), ref looked),
            facts,
            a.Many.Union(b.Many));

        // What only one way gives came by what was checked on that way.
        Value Either(Value first, Value second) => ReferenceEquals(first, second) ? first : Value.Join(first.Under(underA), second.Under(underB));
    }

    internal bool Same(State other) =>
        ReferenceEquals(this, other)
        || Facts.SetEquals(other.Facts) && Many.Count == other.Many.Count
        && Map<ISymbol, Value>.Same(Variables, other.Variables, (a, b) => a.Same(b))
        && Map<Cell, Value>.Same(Heap, other.Heap, (a, b) => a.Same(b))
        && Map<CaptureId, Value>.Same(Captures, other.Captures, (a, b) => a.Same(b));
}
