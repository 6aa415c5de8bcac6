using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace PrivacyAnalyzers.Rules;

/// <summary>The types that the compilation declares, nested ones included, in the order of their names' namespaces and declarations.</summary>
internal sealed class SourceTypes
{
    private readonly Lazy<ImmutableArray<INamedTypeSymbol>> _all;
    private readonly ConcurrentDictionary<IMethodSymbol, ImmutableArray<IMethodSymbol>> _implementations = new(SymbolEqualityComparer.Default);

    private SourceTypes(PrivacyContext privacy) => _all = new(() => [.. TypesOf(privacy.Compilation.Assembly.GlobalNamespace)]);

    internal ImmutableArray<INamedTypeSymbol> All => _all.Value;

    internal static SourceTypes Of(PrivacyContext privacy) => privacy.Service(p => new SourceTypes(p));

    /// <summary>The methods of the compilation that override or implement a method.</summary>
    internal ImmutableArray<IMethodSymbol> Implementations(IMethodSymbol method) => _implementations.GetOrAdd(method, Find);

    /// <summary>The types below a namespace.</summary>
    internal static IEnumerable<INamedTypeSymbol> TypesOf(INamespaceSymbol root)
    {
        foreach (var member in root.GetMembers())
        {
            if (member is INamespaceSymbol inner)
            {
                foreach (var type in TypesOf(inner))
                    yield return type;
            }
            else if (member is INamedTypeSymbol type)
            {
                foreach (var declared in SelfAndNested(type))
                    yield return declared;
            }
        }
    }

    private static IEnumerable<INamedTypeSymbol> SelfAndNested(INamedTypeSymbol type)
    {
        yield return type;
        foreach (var nested in type.GetTypeMembers())
            foreach (var declared in SelfAndNested(nested))
                yield return declared;
    }

    private ImmutableArray<IMethodSymbol> Find(IMethodSymbol method)
    {
        var result = ImmutableArray.CreateBuilder<IMethodSymbol>();
        var contract = method.ContainingType.TypeKind == TypeKind.Interface;
        foreach (var type in All)
        {
            if (type.TypeKind is not (TypeKind.Class or TypeKind.Struct))
                continue;
            if (contract)
            {
                foreach (var implemented in type.AllInterfaces)
                    if (SymbolEqualityComparer.Default.Equals(implemented.OriginalDefinition, method.ContainingType.OriginalDefinition)
                        && implemented.GetMembers(method.Name).FirstOrDefault(m => SymbolEqualityComparer.Default.Equals(m.OriginalDefinition, method)) is { } member
                        && type.FindImplementationForInterfaceMember(member) is IMethodSymbol found && !result.Contains(found.OriginalDefinition))
                        result.Add(found.OriginalDefinition);
            }
            else if (method.IsVirtual || method.IsAbstract || method.IsOverride)
            {
                foreach (var candidate in type.GetMembers(method.Name))
                    if (candidate is IMethodSymbol { IsOverride: true } overriding && Overrides(overriding, method))
                        result.Add(overriding);
            }
        }
        return result.ToImmutable();
    }

    private static bool Overrides(IMethodSymbol method, IMethodSymbol overridden)
    {
        for (var m = method.OverriddenMethod; m is not null; m = m.OverriddenMethod)
            if (SymbolEqualityComparer.Default.Equals(m.OriginalDefinition, overridden))
                return true;
        return false;
    }
}
