using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using PrivacyAnalyzers.Flow;
using PrivacyAnalyzers.PersonalData;

namespace PrivacyAnalyzers.Rules.Storage;

/// <summary>
/// The entities of the compilation's Entity Framework models, and how the model maps their properties: what is ignored, and
/// which converters encrypt.
/// </summary>
internal sealed class EntityModel
{
    /// <summary>By these calls a model is made; what else counts is called on their results.</summary>
    private static readonly WordSet s_modelCalls = new(
    [
        "Entity", "OwnsOne", "OwnsMany", "ComplexProperty", "ComplexCollection", "Owned", "Property", "Ignore", "Properties", "HasConversion", "HaveConversion", "SetValueConverter", "PrimitiveCollection",
    ]);

    private readonly PrivacyContext _privacy;
    private readonly HashSet<ISymbol> _types = new(SymbolEqualityComparer.Default);
    private readonly HashSet<ISymbol> _ignored = new(SymbolEqualityComparer.Default);
    private readonly HashSet<ISymbol> _configured = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ISymbol, bool> _converted = new(SymbolEqualityComparer.Default);
    private readonly List<Convention> _conventions = [];
    private readonly Dictionary<ISymbol, HashSet<ISymbol>> _contexts = new(SymbolEqualityComparer.Default);
    private readonly ImmutableArray<INamedTypeSymbol> _ordered;
    private readonly HashSet<ISymbol> _roots = new(SymbolEqualityComparer.Default);

    private EntityModel(PrivacyContext privacy)
    {
        _privacy = privacy;
        // Where Entity Framework is not referenced there is nothing to find.
        if (privacy.Compilation.GetTypeByMetadataName("Microsoft.EntityFrameworkCore.DbContext") is null
            && !privacy.Compilation.ReferencedAssemblyNames.Any(a => a.Name is "EntityFramework" or "Microsoft.EntityFrameworkCore"))
        {
            _ordered = [];
            return;
        }
        var roots = new List<EntityRoot>();
        foreach (var type in SourceTypes.Of(privacy).All)
            FindRoots(type, roots);
        foreach (var tree in privacy.Compilation.SyntaxTrees)
            FindConfigured(tree, roots);
        foreach (var root in roots)
            _roots.Add(root.Entity.OriginalDefinition);
        _ordered = Close(roots);
    }

    /// <summary>The entities, and the owned and complex types in them, in the order in which they are found.</summary>
    internal ImmutableArray<INamedTypeSymbol> Types => _ordered;

    /// <summary>The entities that are stored in their own right: what has a set or a configuration, or is found by a navigation and has a key.</summary>
    internal IEnumerable<INamedTypeSymbol> Stored =>
        _ordered.Where(t => _roots.Contains(t) || !t.IsAbstract && HasKey(t));

    internal static EntityModel Of(PrivacyContext privacy) => privacy.Service(p => new EntityModel(p));

    internal bool Contains(ITypeSymbol type) => _types.Contains(type.OriginalDefinition);

    /// <summary>Whether a call hands entities to a context or set, which stores them when it saves.</summary>
    internal static bool IsContextCall(ISymbol? target) =>
        target is IMethodSymbol { ContainingType: { Name: "DbContext" or "DbSet" } type } && type.ContainingNamespace?.ToDisplayString() == "Microsoft.EntityFrameworkCore";

    /// <summary>Whether a column holds the property's value. One that leads to an entity or to an owned or complex type is none, unless it is marked itself.</summary>
    internal bool IsColumn(IPropertySymbol property) =>
        IsMapped(property)
        && !(property.GetAttributes().Length == 0
            && ValueTrace.Parts(property.Type).OfType<INamedTypeSymbol>().LastOrDefault() is { SpecialType: SpecialType.None } type && Contains(type));

    /// <summary>Whether the model has a column for a property.</summary>
    internal bool IsMapped(IPropertySymbol property)
    {
        if (property.IsStatic || property.IsIndexer || _ignored.Contains(property.OriginalDefinition) || IsNotMapped(property))
            return false;
        return _configured.Contains(property.OriginalDefinition)
            || property is { DeclaredAccessibility: Accessibility.Public, GetMethod: not null, SetMethod: not null };
    }

    /// <summary>Whether a property without a setter keeps a collection, which leads to other entities all the same.</summary>
    private bool IsFilledCollection(IPropertySymbol property) =>
        property is { IsStatic: false, IsIndexer: false, DeclaredAccessibility: Accessibility.Public, GetMethod: not null, SetMethod: null } && !_ignored.Contains(property.OriginalDefinition) && !IsNotMapped(property)
        && property.Type is INamedTypeSymbol { TypeArguments: { Length: 1 } element } && element[0] is INamedTypeSymbol { TypeKind: TypeKind.Class, SpecialType: SpecialType.None }
        && property.ContainingType.GetMembers().Any(m => m is IFieldSymbol field && SymbolEqualityComparer.Default.Equals(field.AssociatedSymbol, property));

    /// <summary>Whether what is stored for a property is protected: by a converter, a convention, or an attribute.</summary>
    internal bool IsEncrypted(IPropertySymbol property)
    {
        if (property.GetAttributes().Any(a => a.AttributeClass?.Name.IndexOf("Encrypt", StringComparison.Ordinal) >= 0))
            return true;
        if (_converted.TryGetValue(property.OriginalDefinition, out var encrypts))
            return encrypts;
        var type = NotNull(property.Type);
        for (var i = _conventions.Count - 1; i >= 0; i--)
            if ((_conventions[i].Type is not { } converted || SymbolEqualityComparer.Default.Equals(NotNull(converted), type)) && CountsFor(_conventions[i], property.ContainingType))
                return _conventions[i].Encrypts;
        // An owned or complex type is as protected as its columns.
        if (property.Type is INamedTypeSymbol { SpecialType: SpecialType.None } owned && _types.Contains(owned.OriginalDefinition))
        {
            var columns = owned.GetMembers().OfType<IPropertySymbol>().Where(IsMapped).ToList();
            return columns.Count > 0 && columns.All(c => _privacy.Labels.MarkOf(c) is not null || IsEncrypted(c));
        }
        return false;
    }

    /// <summary>Whether a convention is one of every context that has the entity.</summary>
    private bool CountsFor(Convention convention, INamedTypeSymbol entity) =>
        convention.Context is not { } context || !_contexts.TryGetValue(entity.OriginalDefinition, out var contexts)
        || contexts.All(c => Derives((INamedTypeSymbol)c, context));

    private static bool Derives(INamedTypeSymbol type, INamedTypeSymbol from)
    {
        for (var t = type; t is not null; t = t.BaseType)
            if (SymbolEqualityComparer.Default.Equals(t.OriginalDefinition, from.OriginalDefinition))
                return true;
        return false;
    }

    private static bool IsContext(ITypeSymbol? type)
    {
        for (var t = type; t is not null; t = t.BaseType)
            if (t.Name == "DbContext" && IsEntityFramework(t))
                return true;
        return false;
    }

    /// <summary>The context in whose code a node stands, or null.</summary>
    private static INamedTypeSymbol? ContextAround(SyntaxNode node, SemanticModel model) =>
        node.FirstAncestorOrSelf<TypeDeclarationSyntax>() is { } type && model.GetDeclaredSymbol(type) is INamedTypeSymbol symbol && IsContext(symbol) ? symbol : null;

    private static ITypeSymbol NotNull(ITypeSymbol type) =>
        type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable
            ? nullable.TypeArguments[0]
            : type.WithNullableAnnotation(NullableAnnotation.None);

    private static bool HasKey(INamedTypeSymbol type) =>
        type.GetMembers().Any(m => m is IPropertySymbol && (m.Name == "Id" || m.Name == type.Name + "Id" || m.GetAttributes().Any(a => a.AttributeClass?.Name == "KeyAttribute")));

    private static bool IsNotMapped(ISymbol symbol) => symbol.GetAttributes().Any(a => a.AttributeClass?.Name == "NotMappedAttribute");

    private static void FindRoots(INamedTypeSymbol type, List<EntityRoot> roots)
    {
        var context = IsContext(type) ? type : null;
        for (var t = type.BaseType; t is not null; t = t.BaseType)
        {
            if (t.Name.EndsWith("DbContext", StringComparison.Ordinal) && t.Locations.Length > 0 && t.Locations[0].IsInMetadata)
            {
                // IdentityDbContext<TUser> and its like hold the sets of their type arguments.
                foreach (var argument in t.TypeArguments)
                    if (argument is INamedTypeSymbol { TypeKind: TypeKind.Class } entity)
                        roots.Add(new(entity, context));
            }
        }
        foreach (var member in type.GetMembers())
            if (member is IPropertySymbol { Type: INamedTypeSymbol { Name: "DbSet" or "IDbSet", TypeArguments.Length: 1 } set } && set.TypeArguments[0] is INamedTypeSymbol element)
                roots.Add(new(element, context));
        foreach (var contract in type.AllInterfaces)
            if (contract is { Name: "IEntityTypeConfiguration", TypeArguments.Length: 1 } && contract.TypeArguments[0] is INamedTypeSymbol configured)
                roots.Add(new(configured, null));
    }

    private void FindConfigured(SyntaxTree tree, List<EntityRoot> roots)
    {
        if (!_privacy.Words(tree).ContainsAny(s_modelCalls))
            return;
        SemanticModel? model = null;
        foreach (var call in tree.GetRoot().DescendantNodes().OfType<InvocationExpressionSyntax>())
        {
            if (call.Expression is GenericNameSyntax { Identifier.ValueText: "Set", TypeArgumentList.Arguments: { Count: 1 } set })
            {
                model ??= _privacy.Model(tree);
                if (ContextAround(call, model) is { } context && model.GetTypeInfo(set[0]).Type is INamedTypeSymbol inSet)
                    roots.Add(new(inSet, context));
            }
            if (call.Expression is not MemberAccessExpressionSyntax access)
                continue;
            switch (access.Name.Identifier.ValueText)
            {
                case "Set" when access.Name is GenericNameSyntax { TypeArgumentList.Arguments: { Count: 1 } ofSet }:
                    model ??= _privacy.Model(tree);
                    if (model.GetTypeInfo(access.Expression).Type is INamedTypeSymbol asked && IsContext(asked) && model.GetTypeInfo(ofSet[0]).Type is INamedTypeSymbol stored)
                        roots.Add(new(stored, asked.Name == "DbContext" ? null : asked));
                    break;
                case "Entity" or "OwnsOne" or "OwnsMany" or "ComplexProperty" or "ComplexCollection" or "Owned" or "Property" or "Ignore" or "Properties" or "HasConversion"
                    or "HaveConversion" or "SetValueConverter" or "PrimitiveCollection":
                    model ??= _privacy.Model(tree);
                    Configure(call, access, model, roots);
                    break;
                case { } name when name.IndexOf("Encrypt", StringComparison.Ordinal) >= 0 && access.Expression is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax }:
                    model ??= _privacy.Model(tree);
                    if (PropertyOf(access.Expression, model) is { } property)
                        _converted[property] = true;
                    break;
                case not null when access.Expression is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Property" } }:
                    model ??= _privacy.Model(tree);
                    ConfigureByExtension(call, access, model);
                    break;
            }
        }
    }

    private void Configure(InvocationExpressionSyntax call, MemberAccessExpressionSyntax access, SemanticModel model, List<EntityRoot> roots)
    {
        switch (access.Name.Identifier.ValueText)
        {
            case "Entity" or "Owned" when IsEntityFramework(model.GetTypeInfo(access.Expression).Type):
                var entity = access.Name is GenericNameSyntax { TypeArgumentList.Arguments: { Count: 1 } arguments }
                    ? model.GetTypeInfo(arguments[0]).Type
                    : call.ArgumentList.Arguments.FirstOrDefault()?.Expression is TypeOfExpressionSyntax typeOf ? model.GetTypeInfo(typeOf.Type).Type : null;
                if (entity is INamedTypeSymbol named)
                    roots.Add(new(named, ContextAround(call, model)));
                break;
            case "Property" or "OwnsOne" or "OwnsMany" or "ComplexProperty" or "ComplexCollection" or "PrimitiveCollection":
                if (PropertyOf(call, model) is { } property)
                    _configured.Add(property);
                break;
            case "Ignore" when IsEntityFramework(model.GetTypeInfo(access.Expression).Type):
                if (MemberNamed(call, access, model) is { } ignored)
                    _ignored.Add(ignored);
                else if (access.Name is GenericNameSyntax { TypeArgumentList.Arguments: { Count: 1 } types } && model.GetTypeInfo(types[0]).Type is { } type)
                    _ignored.Add(type.OriginalDefinition);
                break;
            case "HasConversion":
                if (PropertyOf(access.Expression, model) is { } converted)
                    _converted[converted] = Encrypts(call, access, model);
                break;
            case "HaveConversion":
                if (Root(access.Expression, "Properties") is { Expression: MemberAccessExpressionSyntax properties } properType)
                {
                    var of = properties.Name is GenericNameSyntax { TypeArgumentList.Arguments: { Count: 1 } typed }
                        ? model.GetTypeInfo(typed[0]).Type
                        : properType.ArgumentList.Arguments.FirstOrDefault()?.Expression is TypeOfExpressionSyntax typeOf2 ? model.GetTypeInfo(typeOf2.Type).Type : null;
                    if (of is not null)
                        _conventions.Add(new(of, Encrypts(call, access, model), ContextAround(call, model)));
                }
                break;
            case "SetValueConverter":
                AddLoop(call, access, model);
                break;
        }
    }

    private static bool IsEntityFramework(ITypeSymbol? type)
    {
        for (var t = type; t is not null; t = t.BaseType)
            if (t.ContainingNamespace?.ToDisplayString() is { } ns
                && (ns.StartsWith("Microsoft.EntityFrameworkCore", StringComparison.Ordinal) || ns.StartsWith("System.Data.Entity", StringComparison.Ordinal)))
                return true;
        return false;
    }

    /// <summary>An own extension of a property's builder that sets a converter inside.</summary>
    private void ConfigureByExtension(InvocationExpressionSyntax call, MemberAccessExpressionSyntax access, SemanticModel model)
    {
        if (model.GetSymbolInfo(call).Symbol is not IMethodSymbol { ReducedFrom: { } extension } || !extension.Locations.Any(l => l.IsInSource))
            return;
        foreach (var (_, body) in ValueTrace.BodiesOf(_privacy, extension))
        {
            foreach (var inner in body.DescendantNodes().OfType<InvocationExpressionSyntax>())
                if (inner.Expression is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "HasConversion" } conversion
                    && PropertyOf(access.Expression, model) is { } property)
                    _converted[property] = Encrypts(inner, conversion, _privacy.Model(body.SyntaxTree));
        }
    }

    /// <summary>A convention written as a loop over the model's properties: of the type that it compares with, else of all.</summary>
    private void AddLoop(InvocationExpressionSyntax call, MemberAccessExpressionSyntax access, SemanticModel model)
    {
        var encrypts = Encrypts(call, access, model);
        if (Root(access.Expression, "Property") is { } single && PropertyOf(single, model) is { } property)
        {
            _converted[property] = encrypts;
            return;
        }
        var types = new List<ITypeSymbol>();
        var byAttribute = false;
        foreach (var ancestor in call.Ancestors())
        {
            if (ancestor is MemberDeclarationSyntax)
                break;
            SyntaxNode? condition = ancestor switch { IfStatementSyntax x => x.Condition, ForEachStatementSyntax x => x.Expression, _ => null };
            foreach (var typeOf in condition?.DescendantNodesAndSelf().OfType<TypeOfExpressionSyntax>() ?? [])
            {
                if (model.GetTypeInfo(typeOf.Type).Type is not { } compared)
                    continue;
                if (compared.Name.EndsWith("Attribute", StringComparison.Ordinal))
                    byAttribute = true;
                else
                    types.Add(compared);
            }
        }
        var context = ContextAround(call, model);
        if (types.Count == 0 || byAttribute)
            _conventions.Add(new(null, encrypts, context));
        else
            foreach (var type in types)
                _conventions.Add(new(type, encrypts, context));
    }

    /// <summary>The invocation of a name in a chain of calls, or null.</summary>
    private static InvocationExpressionSyntax? Root(ExpressionSyntax? chain, string name)
    {
        while (chain is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access } call)
        {
            if (access.Name.Identifier.ValueText == name)
                return call;
            chain = access.Expression;
        }
        return null;
    }

    /// <summary>The property whose builder an expression gives: through a chain of calls or a variable.</summary>
    private static IPropertySymbol? PropertyOf(ExpressionSyntax? builder, SemanticModel model)
    {
        for (var steps = 0; steps < 32; steps++)
        {
            switch (builder)
            {
                case InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access } call:
                    if (access.Name.Identifier.ValueText is "Property" or "OwnsOne" or "OwnsMany" or "ComplexProperty" or "ComplexCollection" or "PrimitiveCollection" or "Metadata")
                        return MemberNamed(call, access, model);
                    builder = access.Expression;
                    break;
                case MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Metadata" } metadata:
                    builder = metadata.Expression;
                    break;
                case SimpleNameSyntax name when model.GetSymbolInfo(name).Symbol is ILocalSymbol local
                    && local.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is VariableDeclaratorSyntax { Initializer.Value: { } value }:
                    builder = value;
                    break;
                case SimpleNameSyntax name when model.GetSymbolInfo(name).Symbol is IParameterSymbol parameter
                    && parameter.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax().FirstAncestorOrSelf<AnonymousFunctionExpressionSyntax>() is { Parent: ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax outer } }:
                    // Property(x => x.Email, b => b.HasConversion(…))
                    builder = outer;
                    if (outer.Expression is not MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Property" or "ComplexProperty" or "OwnsOne" })
                        return null;
                    break;
                default:
                    return null;
            }
        }
        return null;
    }

    /// <summary>The property that the first argument selects, by lambda or by name.</summary>
    private static IPropertySymbol? MemberNamed(InvocationExpressionSyntax call, MemberAccessExpressionSyntax access, SemanticModel model)
    {
        var argument = call.ArgumentList.Arguments.FirstOrDefault()?.Expression;
        if (argument is LambdaExpressionSyntax { Body: ExpressionSyntax body })
        {
            while (body is CastExpressionSyntax or PostfixUnaryExpressionSyntax or ParenthesizedExpressionSyntax)
                body = body switch { CastExpressionSyntax c => c.Expression, PostfixUnaryExpressionSyntax p => p.Operand, ParenthesizedExpressionSyntax p => p.Expression, _ => body };
            return model.GetSymbolInfo(body).Symbol?.OriginalDefinition as IPropertySymbol;
        }
        if (argument is null || model.GetConstantValue(argument).Value is not string name
            || model.GetTypeInfo(access.Expression).Type is not INamedTypeSymbol { TypeArguments.Length: > 0 } builder)
            return null;
        // Owned navigations are built by OwnedNavigationBuilder<TOwner, TDependent>.
        for (var type = builder.TypeArguments[builder.TypeArguments.Length - 1]; type is not null; type = type.BaseType!)
            if (type.GetMembers(name).OfType<IPropertySymbol>().FirstOrDefault() is { } property)
                return property.OriginalDefinition;
        return null;
    }

    private bool Encrypts(InvocationExpressionSyntax call, MemberAccessExpressionSyntax access, SemanticModel model)
    {
        if (access.Name is GenericNameSyntax { TypeArgumentList.Arguments: { Count: > 0 } arguments })
            return Encrypts(model.GetTypeInfo(arguments[0]).Type);
        return call.ArgumentList.Arguments.FirstOrDefault()?.Expression is { } converter && Encrypts(converter, model, 0);
    }

    /// <summary>Whether what a converter stores is protected: a lambda, an object, a variable that holds one.</summary>
    private bool Encrypts(ExpressionSyntax converter, SemanticModel model, int depth)
    {
        if (depth > 6)
            return false;
        switch (converter)
        {
            case ParenthesizedExpressionSyntax e:
                return Encrypts(e.Expression, model, depth);
            case CastExpressionSyntax e:
                return Encrypts(e.Expression, model, depth);
            case LambdaExpressionSyntax lambda:
                return Protects(lambda, model);
            case TypeOfExpressionSyntax typeOf:
                return Encrypts(model.GetTypeInfo(typeOf.Type).Type);
            case BaseObjectCreationExpressionSyntax creation:
                if (model.GetTypeInfo(creation).Type is not INamedTypeSymbol created)
                    return false;
                return created.Name == "ValueConverter" && creation.ArgumentList?.Arguments.FirstOrDefault()?.Expression is { } first
                    ? Encrypts(first, model, depth + 1)
                    : Encrypts(created);
            case InvocationExpressionSyntax call when model.GetSymbolInfo(call).Symbol is IMethodSymbol factory:
                var any = false;
                foreach (var (_, body) in ValueTrace.BodiesOf(_privacy, factory))
                    foreach (var returned in ValueTrace.Returned(body))
                    {
                        any = true;
                        if (!Encrypts(returned, _privacy.Model(returned.SyntaxTree), depth + 1))
                            return false;
                    }
                return any || factory.ReturnType is INamedTypeSymbol result && !factory.Locations.Any(l => l.IsInSource) && NamesEncryption(result);
        }
        var bound = model.GetSymbolInfo(converter).Symbol;
        switch (bound)
        {
            case IMethodSymbol method:
                foreach (var (implementation, body) in ValueTrace.BodiesOf(_privacy, method))
                    return ValueTrace.Returned(body).All(r => !ValueTrace.Carries(_privacy, r, implementation.Parameters[0], ProtectionSet.Any));
                return false;
            case IParameterSymbol or ILocalSymbol or IFieldSymbol or IPropertySymbol:
                if (bound.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is { } declaration)
                {
                    var value = declaration switch
                    {
                        VariableDeclaratorSyntax v => v.Initializer?.Value,
                        PropertyDeclarationSyntax p => p.Initializer?.Value ?? p.ExpressionBody?.Expression,
                        _ => null,
                    };
                    if (value is null && bound is IFieldSymbol or IPropertySymbol)
                        value = AssignedInType(bound);
                    if (value is not null)
                        return Encrypts(value, _privacy.Model(value.SyntaxTree), depth + 1);
                }
                return bound switch
                {
                    ILocalSymbol l => Encrypts(l.Type),
                    IParameterSymbol p => Encrypts(p.Type),
                    IFieldSymbol f => Encrypts(f.Type),
                    IPropertySymbol p => Encrypts(p.Type),
                    _ => false,
                };
        }
        return false;
    }

    private static ExpressionSyntax? AssignedInType(ISymbol member) =>
        member.ContainingType.DeclaringSyntaxReferences
            .SelectMany(r => r.GetSyntax().DescendantNodes().OfType<AssignmentExpressionSyntax>())
            .FirstOrDefault(a => a.Left switch
            {
                SimpleNameSyntax n => n.Identifier.ValueText == member.Name,
                MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax } m => m.Name.Identifier.ValueText == member.Name,
                _ => false,
            })?.Right;

    private bool Protects(LambdaExpressionSyntax lambda, SemanticModel model) =>
        model.GetSymbolInfo(lambda).Symbol is IMethodSymbol { Parameters.Length: > 0 } symbol
        && ValueTrace.Returned(lambda.Body).All(r => !ValueTrace.Carries(_privacy, r, symbol.Parameters[0], ProtectionSet.Any));

    /// <summary>A converter class: what the lambda that it gives its base makes of the value; without source, its name tells.</summary>
    private bool Encrypts(ITypeSymbol? type)
    {
        if (type is not INamedTypeSymbol named)
            return false;
        foreach (var reference in named.DeclaringSyntaxReferences)
        {
            var syntax = reference.GetSyntax();
            var model = _privacy.Model(syntax.SyntaxTree);
            foreach (var node in syntax.DescendantNodes())
            {
                var arguments = node switch
                {
                    PrimaryConstructorBaseTypeSyntax primary => primary.ArgumentList,
                    ConstructorInitializerSyntax { ThisOrBaseKeyword.ValueText: "base" } initializer => initializer.ArgumentList,
                    _ => null,
                };
                if (arguments is null || node.FirstAncestorOrSelf<TypeDeclarationSyntax>() != syntax)
                    continue;
                if (arguments.Arguments.FirstOrDefault()?.Expression is { } first && Encrypts(first, model, 1))
                    return true;
            }
        }
        if (named.DeclaringSyntaxReferences.Length > 0)
            return named.BaseType is { Name: not "ValueConverter" } derived && Encrypts(derived);
        return NamesEncryption(named);
    }

    private static bool NamesEncryption(ITypeSymbol type) =>
        type.Name.IndexOf("Encrypt", StringComparison.Ordinal) >= 0 || type.Name.IndexOf("Protect", StringComparison.Ordinal) >= 0;

    /// <summary>The roots, their bases, and what their properties lead to: navigations, owned and complex types.</summary>
    private ImmutableArray<INamedTypeSymbol> Close(List<EntityRoot> roots)
    {
        var result = ImmutableArray.CreateBuilder<INamedTypeSymbol>();
        var pending = new Queue<EntityRoot>(roots);
        var seen = new HashSet<(ISymbol, ISymbol?)>();
        while (pending.Count > 0)
        {
            var (entity, context) = pending.Dequeue();
            var type = entity.OriginalDefinition;
            if (type.SpecialType != SpecialType.None || type.TypeKind is not (TypeKind.Class or TypeKind.Struct) || !type.Locations.Any(l => l.IsInSource)
                || _ignored.Contains(type) || IsNotMapped(type) || !seen.Add((type, context)))
                continue;
            if (_types.Add(type))
                result.Add(type);
            if (context is not null)
            {
                if (!_contexts.TryGetValue(type, out var contexts))
                    _contexts.Add(type, contexts = new(SymbolEqualityComparer.Default));
                contexts.Add(context);
            }
            if (type.BaseType is { } baseType)
                pending.Enqueue(new(baseType, context));
            foreach (var property in type.GetMembers().OfType<IPropertySymbol>())
            {
                if (!IsMapped(property) && !IsFilledCollection(property) || _converted.ContainsKey(property))
                    continue;
                foreach (var part in ValueTrace.Parts(property.Type))
                    if (part is INamedTypeSymbol named)
                        pending.Enqueue(new(named, context));
            }
        }
        // What derives from an entity is one only if it is configured, or found by a set of its own.
        return result.ToImmutable();
    }

    /// <summary>A type that is stored in its own right, and the context that has it, where that is known.</summary>
    private readonly record struct EntityRoot(INamedTypeSymbol Entity, INamedTypeSymbol? Context);

    /// <summary>What a model does to all properties of a type, or (null) to all: those of one context's entities, or (null) of any.</summary>
    private readonly record struct Convention(ITypeSymbol? Type, bool Encrypts, INamedTypeSymbol? Context);
}
