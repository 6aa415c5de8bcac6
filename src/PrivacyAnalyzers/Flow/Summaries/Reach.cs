using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PrivacyAnalyzers.Flow.Summaries;

/// <summary>
/// Which bodies are looked at in a compilation that has more than can be: those that may have to do with personal data, what they call,
/// what that calls, as far as it goes. All of a distance are taken, or none, so that it does not depend on what is asked for first.
/// </summary>
internal sealed class Reach
{
    private readonly SummaryStore _store;
    private readonly HashSet<IMethodSymbol> _bodies = new(SymbolEqualityComparer.Default);

    internal Reach(SummaryStore store, IEnumerable<IMethodSymbol> relevant, CancellationToken cancellation)
    {
        _store = store;
        _bodies.UnionWith(relevant);
        var level = _bodies.ToList();
        while (level.Count > 0)
        {
            var next = new HashSet<IMethodSymbol>(SymbolEqualityComparer.Default);
            foreach (var method in level)
            {
                cancellation.ThrowIfCancellationRequested();
                AddCalled(method, next, cancellation);
            }
            next.ExceptWith(_bodies);
            if (_bodies.Count >= Limits.ManyBodies ? next.Count > 0 : _bodies.Count + next.Count > 2 * Limits.ManyBodies)
            {
                IsNarrowed = true;
                break;
            }
            _bodies.UnionWith(next);
            level = [.. next];
        }
    }

    /// <summary>Whether calls lead on to bodies that are not looked at.</summary>
    internal bool IsNarrowed { get; }

    internal bool Contains(IMethodSymbol method) => _bodies.Contains(method);

    /// <summary>What a method calls, its lambdas and local functions among it.</summary>
    private void AddCalled(IMethodSymbol method, HashSet<IMethodSymbol> called, CancellationToken cancellation)
    {
        if (_store.Bodies.Graph(method, cancellation) is not { } own)
            return;
        foreach (var graph in _store.Bodies.Functions(method).Select(f => _store.Bodies.Graph(f, cancellation)).Prepend(own))
            foreach (var block in graph?.Blocks ?? [])
                foreach (var operation in block.BranchValue is null ? block.Operations : block.Operations.Add(block.BranchValue))
                    AddCalled(operation, called);
    }

    private void AddCalled(IOperation root, HashSet<IMethodSymbol> called)
    {
        foreach (var operation in root.DescendantsAndSelf())
        {
            switch (operation)
            {
                case IInvocationOperation call:
                    Add(call.TargetMethod, call.IsVirtual);
                    break;
                case IObjectCreationOperation { Constructor: { } constructor }:
                    Add(constructor, false);
                    break;
                case IPropertyReferenceOperation { Property: var property }:
                    Add(property.GetMethod, true);
                    Add(property.SetMethod, true);
                    break;
                case IMethodReferenceOperation reference:
                    Add(reference.Method, reference.IsVirtual);
                    break;
                case IBinaryOperation { OperatorMethod: { } method }:
                    Add(method, false);
                    break;
                case IUnaryOperation { OperatorMethod: { } method }:
                    Add(method, false);
                    break;
                case IConversionOperation { OperatorMethod: { } method }:
                    Add(method, false);
                    break;
            }
        }

        void Add(IMethodSymbol? method, bool isVirtual)
        {
            if (method is null)
                return;
            var definition = (method.ReducedFrom ?? method).OriginalDefinition;
            if (isVirtual && (definition.IsAbstract || definition.IsVirtual || definition.IsOverride))
                foreach (var candidate in _store.Candidates(definition, null))
                    called.Add(candidate);
            else if (_store.HasSource(definition))
                called.Add(definition.PartialImplementationPart ?? definition);
        }
    }
}
