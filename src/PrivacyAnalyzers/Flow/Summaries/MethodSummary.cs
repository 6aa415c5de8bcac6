using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using PrivacyAnalyzers.Flow.Domain;
using PrivacyAnalyzers.KnownApis;
using PrivacyAnalyzers.PersonalData;

namespace PrivacyAnalyzers.Flow.Summaries;

/// <summary>What happens in a method to something that came in: a caller that passes personal data has the event.</summary>
internal sealed class Use : IEquatable<Use>
{
    internal FlowEventKind Kind { get; init; }

    /// <summary>Which input, and what was done to it on the way.</summary>
    internal Label Label { get; init; } = null!;

    /// <summary>Where it stands in this method.</summary>
    internal SyntaxNode Expression { get; init; } = null!;

    internal ISymbol Frame { get; init; } = null!;

    internal ISymbol? Target { get; init; }

    internal Mark? TargetMark { get; init; }

    internal SinkRow? Sink { get; init; }

    internal Destination Destination { get; init; } = Destination.Unknown;

    /// <summary>Where the sink itself stands, in this method or a callee.</summary>
    internal SyntaxNode Site { get; init; } = null!;

    internal ImmutableArray<string> TargetPurposes { get; init; } = [];

    internal string? Weakness { get; init; }

    internal ImmutableHashSet<string> Facts { get; init; } = ImmutableHashSet<string>.Empty;

    /// <summary>Whether a callee has it in its own frame what the type's own code stores in the member that the label names.</summary>
    internal bool Lifted { get; init; }

    public bool Equals(Use? other) =>
        other is not null && Kind == other.Kind && Label.Equals(other.Label) && ReferenceEquals(Sink, other.Sink) && ReferenceEquals(Site, other.Site)
        && ReferenceEquals(Expression, other.Expression) && SymbolEqualityComparer.Default.Equals(Target, other.Target);

    public override bool Equals(object? obj) => Equals(obj as Use);

    public override int GetHashCode() => ((int)Kind * 31 + Label.GetHashCode()) * 31 + Expression.SpanStart;
}

/// <summary>
/// What a method does with what comes in and with personal data that it reads itself; callers put their values in for its inputs.
/// </summary>
internal sealed class MethodSummary
{
    internal static readonly MethodSummary Nothing = new();

    internal Value Return { get; init; } = Value.Empty;

    /// <summary>What the call passes that an expression tree consists of.</summary>
    internal Value Passed { get; init; } = Value.Empty;

    /// <summary>The exceptions that leave the method.</summary>
    internal Value Thrown { get; init; } = Value.Empty;

    /// <summary>Members of inputs and of objects made here, as they are when the method returns.</summary>
    internal Map<Cell, Value> Heap { get; init; } = Map<Cell, Value>.Empty(CellKeys.Instance);

    /// <summary>Captured variables and <c>ref</c> or <c>out</c> parameters, as they are when the method returns.</summary>
    internal Map<ISymbol, Value> Variables { get; init; } = Map<ISymbol, Value>.Empty(SymbolKeys.Instance);

    /// <summary>The members to which a returned reference refers.</summary>
    internal ImmutableArray<Cell> References { get; init; } = [];

    internal ImmutableArray<Use> Uses { get; init; } = [];

    /// <summary>Marked members that the method, or a callee without purpose, reads.</summary>
    internal ImmutableArray<Label> Reads { get; init; } = [];

    /// <summary>Inputs on whose targets or types a call depends.</summary>
    internal ImmutableHashSet<InputLoc> Dispatches { get; init; } = ImmutableHashSet<InputLoc>.Empty;

    /// <summary>What is checked whenever the method returns.</summary>
    internal ImmutableHashSet<string> Facts { get; init; } = ImmutableHashSet<string>.Empty;

    /// <summary>Events with data that is known in the method itself to be personal.</summary>
    internal ImmutableArray<FlowEvent> Events { get; init; } = [];

    /// <summary>Whether the budget was spent.</summary>
    internal bool Incomplete { get; init; }

    /// <summary>Objects made in a loop.</summary>
    internal ImmutableHashSet<Loc> Many { get; init; } = ImmutableHashSet<Loc>.Empty;

    internal bool Same(MethodSummary other) =>
        Return.Same(other.Return) && Passed.Same(other.Passed) && Thrown.Same(other.Thrown) && Uses.Length == other.Uses.Length && Reads.Length == other.Reads.Length
        && Dispatches.Count == other.Dispatches.Count
        && Map<Cell, Value>.Same(Heap, other.Heap, (a, b) => a.Same(b)) && Map<ISymbol, Value>.Same(Variables, other.Variables, (a, b) => a.Same(b));
}

/// <summary>Which delegates or exact types some inputs of a method are known to have; part of the key of its summary.</summary>
internal sealed class Binding : IEquatable<Binding>
{
    internal static readonly Binding None = new(ImmutableDictionary<InputLoc, ImmutableArray<AllocLoc>>.Empty);

    private readonly int _hash;

    internal Binding(ImmutableDictionary<InputLoc, ImmutableArray<AllocLoc>> targets)
    {
        Targets = targets;
        foreach (var pair in targets)
            foreach (var loc in pair.Value)
                _hash ^= pair.Key.Order * 31 + loc.Order;
    }

    internal ImmutableDictionary<InputLoc, ImmutableArray<AllocLoc>> Targets { get; }

    public bool Equals(Binding? other)
    {
        if (other is null || other._hash != _hash || other.Targets.Count != Targets.Count)
            return false;
        foreach (var pair in Targets)
        {
            if (!other.Targets.TryGetValue(pair.Key, out var locs) || locs.Length != pair.Value.Length)
                return false;
            foreach (var loc in pair.Value)
                if (!locs.Contains(loc))
                    return false;
        }
        return true;
    }

    public override bool Equals(object? obj) => Equals(obj as Binding);

    public override int GetHashCode() => _hash;
}
