using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using PrivacyAnalyzers.Rules;

namespace PrivacyAnalyzers.Flow.Summaries;

/// <summary>
/// Which types of the compilation derive from a type or implement an interface, and which of their methods answer a call of one of its.
/// The types are walked once; asking the compilation for symbols by name walks all of them each time.
/// </summary>
internal sealed class Hierarchy
{
    private readonly Dictionary<INamedTypeSymbol, List<INamedTypeSymbol>> _below = new(SymbolEqualityComparer.Default);

    internal Hierarchy(Compilation compilation, CancellationToken cancellation)
    {
        var types = SourceTypes.TypesOf(compilation.Assembly.GlobalNamespace).Where(t => t.TypeKind is TypeKind.Class or TypeKind.Struct or TypeKind.Interface);
        var trees = new Dictionary<SyntaxTree, int>();
        foreach (var tree in compilation.SyntaxTrees)
            trees[tree] = trees.Count;
        foreach (var type in types.OrderBy(t => Tree(t)).ThenBy(t => t.DeclaringSyntaxReferences.Length > 0 ? t.DeclaringSyntaxReferences[0].Span.Start : 0))
        {
            cancellation.ThrowIfCancellationRequested();
            for (var t = type.BaseType; t is not null; t = t.BaseType)
                Add(t, type);
            foreach (var contract in type.AllInterfaces)
                Add(contract, type);
        }

        int Tree(INamedTypeSymbol type) => type.DeclaringSyntaxReferences.Length > 0 && trees.TryGetValue(type.DeclaringSyntaxReferences[0].SyntaxTree, out var index) ? index : -1;

        void Add(INamedTypeSymbol above, INamedTypeSymbol type)
        {
            above = above.OriginalDefinition;
            if (!_below.TryGetValue(above, out var list))
                _below.Add(above, list = []);
            if (list.Count == 0 || !SymbolEqualityComparer.Default.Equals(list[list.Count - 1], type))
                list.Add(type);
        }
    }

    /// <summary>The methods that override or implement one, in the order of the source; without itself.</summary>
    internal IEnumerable<IMethodSymbol> Answering(IMethodSymbol definition)
    {
        if (definition.ContainingType is not { } declaring || !_below.TryGetValue(declaring.OriginalDefinition, out var types))
            yield break;
        var seen = new HashSet<ISymbol>(SymbolEqualityComparer.Default) { definition };
        foreach (var type in types)
            foreach (var answer in declaring.TypeKind == TypeKind.Interface ? Implementations(type, definition) : Overrides(type, definition))
                if (seen.Add(answer))
                    yield return answer;
    }

    /// <summary>Whether an object that implements an interface may have a method as one of its own: a type of the compilation has both.</summary>
    internal bool MayHave(INamedTypeSymbol contract, IMethodSymbol method) =>
        _below.TryGetValue(contract.OriginalDefinition, out var types) && types.Any(t => IsOrDerives(t, method.ContainingType.OriginalDefinition));

    private static bool IsOrDerives(INamedTypeSymbol type, INamedTypeSymbol from)
    {
        for (var t = type; t is not null; t = t.BaseType)
            if (SymbolEqualityComparer.Default.Equals(t.OriginalDefinition, from))
                return true;
        return from.TypeKind == TypeKind.Interface && type.AllInterfaces.Any(i => SymbolEqualityComparer.Default.Equals(i.OriginalDefinition, from));
    }

    /// <summary>The methods by which a type implements a method of an interface: one for every construction of the interface that it has.</summary>
    internal static IEnumerable<IMethodSymbol> Implementations(ITypeSymbol type, IMethodSymbol definition)
    {
        if (type.TypeKind == TypeKind.Interface)
        {
            // An interface that answers for one that it extends.
            foreach (var member in type.GetMembers())
                if (member is IMethodSymbol method && method.ExplicitInterfaceImplementations.Any(m => SymbolEqualityComparer.Default.Equals(m.OriginalDefinition, definition)))
                    yield return method;
            yield break;
        }
        foreach (var contract in type.AllInterfaces)
        {
            if (!SymbolEqualityComparer.Default.Equals(contract.OriginalDefinition, definition.ContainingType))
                continue;
            foreach (var member in contract.GetMembers(definition.Name))
                if (member is IMethodSymbol method && SymbolEqualityComparer.Default.Equals(method.OriginalDefinition, definition)
                    && type.FindImplementationForInterfaceMember(method) is IMethodSymbol found)
                    yield return found.OriginalDefinition;
        }
    }

    private static IEnumerable<IMethodSymbol> Overrides(INamedTypeSymbol type, IMethodSymbol definition)
    {
        foreach (var member in type.GetMembers(definition.Name))
            if (member is IMethodSymbol { IsOverride: true } method && Overrides(method, definition))
                yield return method;
    }

    /// <summary>Whether a method overrides another one, at once or through others.</summary>
    internal static bool Overrides(IMethodSymbol method, IMethodSymbol definition)
    {
        for (var overridden = method.OverriddenMethod; overridden is not null; overridden = overridden.OverriddenMethod)
            if (SymbolEqualityComparer.Default.Equals(overridden.OriginalDefinition, definition))
                return true;
        return false;
    }
}
