using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using PrivacyAnalyzers.PersonalData;

namespace PrivacyAnalyzers.Rules.Storage;

/// <summary>The entities of Entity Framework: types in a <c>DbSet</c> or configured, and what they refer to.</summary>
internal static class Entities
{
    private const string EntityFramework = "Microsoft.EntityFrameworkCore";

    private static readonly ConditionalWeakTable<Compilation, ImmutableHashSet<ISymbol>[]> s_entities = new();

    /// <summary>Whether the compilation knows Entity Framework at all.</summary>
    internal static bool Possible(Compilation compilation) =>
        compilation.GetTypeByMetadataName(EntityFramework + ".DbContext") is not null
        || compilation.GetTypesByMetadataName(EntityFramework + ".DbContext").Length > 0;

    internal static bool IsEntity(Compilation compilation, INamedTypeSymbol type, CancellationToken cancellation)
    {
        if (!s_entities.TryGetValue(compilation, out var entities))
        {
            var found = Find(compilation, cancellation);
            entities = s_entities.GetValue(compilation, _ => [found]);
        }
        return entities[0].Contains(type.OriginalDefinition);
    }

    /// <summary>Whether a call hands entities to a context or set, which stores them when it saves.</summary>
    internal static bool IsContextCall(ISymbol? target) =>
        target is IMethodSymbol { ContainingType: { Name: "DbContext" or "DbSet" } type } && type.ContainingNamespace?.ToDisplayString() == EntityFramework;

    internal static bool IsNotMapped(ISymbol member) =>
        member.GetAttributes().Any(a => a.AttributeClass?.Name == "NotMappedAttribute");

    private static ImmutableHashSet<ISymbol> Find(Compilation compilation, CancellationToken cancellation)
    {
        var entities = ImmutableHashSet.CreateBuilder<ISymbol>(SymbolEqualityComparer.Default);
        var pending = new Stack<INamespaceOrTypeSymbol>();
        pending.Push(compilation.Assembly.GlobalNamespace);
        while (pending.Count > 0)
        {
            cancellation.ThrowIfCancellationRequested();
            foreach (var member in pending.Pop().GetMembers())
            {
                if (member is INamespaceOrTypeSymbol inner)
                    pending.Push(inner);
                if (member is not INamedTypeSymbol { TypeKind: TypeKind.Class } type)
                    continue;
                if (IsContext(type))
                    AddOfContext(compilation, type, entities, cancellation);
                foreach (var contract in type.AllInterfaces)
                    if (contract is { Name: "IEntityTypeConfiguration", TypeArguments.Length: 1 })
                        Add(entities, contract.TypeArguments[0]);
            }
        }
        return entities.ToImmutable();
    }

    private static bool IsContext(INamedTypeSymbol type)
    {
        for (var t = type.BaseType; t is not null; t = t.BaseType)
            if (t.Name == "DbContext" && t.ContainingNamespace?.ToDisplayString() == EntityFramework)
                return true;
        return false;
    }

    private static void AddOfContext(Compilation compilation, INamedTypeSymbol context, ImmutableHashSet<ISymbol>.Builder entities, CancellationToken cancellation)
    {
        for (var t = context; t is not null; t = t.BaseType)
            foreach (var member in t.GetMembers())
                if (member is IPropertySymbol { Type: INamedTypeSymbol { Name: "DbSet", TypeArguments.Length: 1 } set })
                    Add(entities, set.TypeArguments[0]);

        foreach (var reference in context.DeclaringSyntaxReferences)
        {
            SemanticModel? model = null;
            foreach (var node in reference.GetSyntax(cancellation).DescendantNodes())
            {
                if (node is not GenericNameSyntax { Identifier.ValueText: "Entity" or "Set", TypeArgumentList.Arguments: { Count: 1 } arguments })
                    continue;
                model ??= compilation.GetSemanticModel(reference.SyntaxTree);
                if (model.GetTypeInfo(arguments[0], cancellation).Type is { } type)
                    Add(entities, type);
            }
        }
    }

    /// <summary>Adds a type, its bases, and what its mapped properties refer to: by convention these are entities or owned by it.</summary>
    private static void Add(ImmutableHashSet<ISymbol>.Builder entities, ITypeSymbol type)
    {
        var pending = new Stack<ITypeSymbol>();
        pending.Push(type);
        while (pending.Count > 0)
        {
            if (Labels.Unwrap(pending.Pop()) is not INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Struct, DeclaringSyntaxReferences.IsEmpty: false } entity
                || !entities.Add(entity.OriginalDefinition))
                continue;
            if (entity.BaseType is { SpecialType: SpecialType.None } @base)
                pending.Push(@base);
            foreach (var member in entity.GetMembers())
                if (member is IPropertySymbol { IsStatic: false, IsIndexer: false, SetMethod: not null } property && !IsNotMapped(property))
                    pending.Push(property.Type);
        }
    }
}
