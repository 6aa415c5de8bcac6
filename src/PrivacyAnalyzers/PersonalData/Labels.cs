using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace PrivacyAnalyzers.PersonalData;

/// <summary>
/// What is personal, and for whom code works: the labels of symbols, from our attributes, those that others made, the lexicon, and
/// the types that hold marked members. Answers are computed once per symbol.
/// </summary>
internal sealed class Labels
{
    /// <summary>The category of what is personal without one being told.</summary>
    internal const string UnknownCategory = "personal";

    internal const string Namespace = "PrivacyAnalyzers";

    private const string IdentityPersonal = "Microsoft.AspNetCore.Identity.PersonalDataAttribute";
    private const string IdentityProtected = "Microsoft.AspNetCore.Identity.ProtectedPersonalDataAttribute";
    private const string Classification = "Microsoft.Extensions.Compliance.Classification.DataClassificationAttribute";

    private readonly PrivacyContext _privacy;
    private readonly ConcurrentDictionary<ISymbol, Mark?> _marks = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<ITypeSymbol, ImmutableArray<ISymbol>> _members = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<ISymbol, ImmutableArray<ISymbol>> _bearers = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<ISymbol, ImmutableArray<string>> _purposes = new(SymbolEqualityComparer.Default);
    private readonly Lazy<bool> _any;
    private readonly Lazy<HashSet<string>> _marking;

    internal Labels(PrivacyContext privacy)
    {
        _privacy = privacy;
        _any = new(ComputeAny);
        _marking = new(FindMarking);
    }

    /// <summary>Whether the compilation can have marks at all.</summary>
    internal bool Any => _any.Value;

    /// <summary>
    /// The mark of a property, field, parameter, method (its result) or type, or null. Inherited through overrides and
    /// implementations; a property whose accessors only pass on to a marked field is marked by it; a value of a marked type
    /// is marked by the type.
    /// </summary>
    internal Mark? MarkOf(ISymbol symbol)
    {
        symbol = symbol.OriginalDefinition;
        return _marks.TryGetValue(symbol, out var mark) ? mark : _marks.GetOrAdd(symbol, ComputeMark(symbol, 0));
    }

    /// <summary>
    /// Whether attributes that count may stand on a symbol: it is in the source, or in an assembly that has such attributes or
    /// references one that has. Most symbols that code calls are not.
    /// </summary>
    internal bool MayHaveAttributes(ISymbol symbol) =>
        symbol.ContainingAssembly is not { } assembly
        || SymbolEqualityComparer.Default.Equals(assembly, _privacy.Compilation.Assembly)
        || _marking.Value.Contains(assembly.Name);

    /// <summary>A symbol and what it overrides and implements, if attributes that count may stand there; else nothing.</summary>
    internal ImmutableArray<ISymbol> Bearers(ISymbol symbol) =>
        !MayHaveAttributes(symbol) ? [] : _bearers.TryGetValue(symbol, out var bearers) ? bearers : _bearers.GetOrAdd(symbol, [.. SelfAndInherited(symbol).Where(MayHaveAttributes)]);

    /// <summary>The names of the referenced assemblies in which attributes that count may stand.</summary>
    private HashSet<string> FindMarking()
    {
        var marking = new HashSet<string>();
        var open = new List<IAssemblySymbol>();
        foreach (var assembly in _privacy.Compilation.SourceModule.ReferencedAssemblySymbols)
        {
            if (assembly.GetTypeByMetadataName("PrivacyAnalyzers.PersonalInformationAttribute") is not null
                || assembly.GetTypeByMetadataName(IdentityPersonal) is not null
                || assembly.GetTypeByMetadataName(Classification) is not null)
                marking.Add(assembly.Name);
            else
                open.Add(assembly);
        }
        while (open.RemoveAll(a => a.Modules.Any(m => m.ReferencedAssemblies.Any(r => marking.Contains(r.Name))) && marking.Add(a.Name)) > 0)
        {
        }
        return marking;
    }

    /// <summary>The mark that stands on a type itself, on a base type of it, on an interface that it implements or on what a type parameter is bound to.</summary>
    internal Mark? MarkOfType(ITypeSymbol? type)
    {
        for (var t = Unwrap(type); t is not null && t.SpecialType != SpecialType.System_Object; t = t.BaseType)
        {
            var definition = t.OriginalDefinition;
            if (!_marks.TryGetValue(definition, out var mark))
                mark = _marks.GetOrAdd(definition, MarkOn(definition));
            if (mark is not null)
                return mark;
        }
        return null;
    }

    /// <summary>The mark on a type, or on what its declaration says that each value of it is besides its base type.</summary>
    private Mark? MarkOn(ITypeSymbol definition)
    {
        if (!MayHaveAttributes(definition))
            return null;
        if (OwnOrForeign(definition, definition.GetAttributes(), MarkOrigin.Type) is { } own)
            return own;
        var contracts = definition is ITypeParameterSymbol parameter ? parameter.ConstraintTypes : definition.Interfaces.CastArray<ITypeSymbol>();
        foreach (var contract in contracts)
            if (contract is INamedTypeSymbol && ReferenceEquals(Unwrap(contract), contract) && MarkOfType(contract) is { } inherited)
                return inherited.On(definition);
        return null;
    }

    /// <summary>The marked instance properties and fields of a type, its bases' included; nested holders' are not.</summary>
    internal ImmutableArray<ISymbol> MarkedMembers(ITypeSymbol? type)
    {
        type = Unwrap(type);
        if (type is not INamedTypeSymbol named || named.TypeKind is TypeKind.Enum or TypeKind.Delegate or TypeKind.Error || named.SpecialType != SpecialType.None)
            return [];
        return _members.TryGetValue(named.OriginalDefinition, out var members)
            ? members
            : _members.GetOrAdd(named.OriginalDefinition, ComputeMembers((INamedTypeSymbol)named.OriginalDefinition));
    }

    /// <summary>Whether an object of the type holds personal data, or a value of it is personal itself.</summary>
    internal bool IsHolder(ITypeSymbol? type) => MarkedMembers(type).Length > 0 || MarkOfType(type) is not null;

    /// <summary>
    /// Purposes of the nearest enclosing <c>[Purpose]</c>: local function or lambda, method or accessor, property, type, outer
    /// type, assembly. Empty: none.
    /// </summary>
    internal ImmutableArray<string> PurposesOf(ISymbol? symbol)
    {
        if (symbol is null)
            return [];
        if (!MayHaveAttributes(symbol))
            return [];
        return _purposes.TryGetValue(symbol, out var purposes) ? purposes : _purposes.GetOrAdd(symbol, ComputePurposes(symbol));
    }

    /// <summary>The attribute of ours with this name (without suffix) on a symbol, or null.</summary>
    internal static AttributeData? Attribute(ISymbol symbol, string name) => Attribute(symbol.GetAttributes(), name);

    /// <summary>The attribute of ours with this name (without suffix) in a list, or null.</summary>
    internal static AttributeData? Attribute(ImmutableArray<AttributeData> attributes, string name)
    {
        foreach (var attribute in attributes)
            if (IsOurs(attribute, name))
                return attribute;
        return null;
    }

    /// <summary>Whether an attribute is ours and has this name (without suffix).</summary>
    internal static bool IsOurs(AttributeData attribute, string name) =>
        attribute.AttributeClass is { } type && type.Name.Length == name.Length + 9 && type.Name.StartsWith(name, StringComparison.Ordinal)
        && type.Name.EndsWith("Attribute", StringComparison.Ordinal)
        && type.ContainingNamespace is { Name: Namespace, ContainingNamespace.IsGlobalNamespace: true };

    /// <summary>The constant strings that are an attribute's arguments from an index on, a <c>params</c> array unfolded; what is not constant is left out.</summary>
    internal static ImmutableArray<string> Strings(AttributeData attribute, int from = 0)
    {
        var result = ImmutableArray.CreateBuilder<string>();
        for (var i = from; i < attribute.ConstructorArguments.Length; i++)
            Add(attribute.ConstructorArguments[i]);
        return result.ToImmutable();

        void Add(TypedConstant constant)
        {
            if (constant.Kind == TypedConstantKind.Array)
            {
                if (!constant.IsNull)
                    foreach (var element in constant.Values)
                        Add(element);
            }
            else if (constant.Value is string text)
            {
                result.Add(text);
            }
        }
    }

    /// <summary>The type behind nullable values, tasks, arrays and sequences: what its elements are.</summary>
    internal static ITypeSymbol? Unwrap(ITypeSymbol? type)
    {
        for (var depth = 0; depth < 4; depth++)
        {
            switch (type)
            {
                case IArrayTypeSymbol array:
                    type = array.ElementType;
                    continue;
                case INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable:
                    type = nullable.TypeArguments[0];
                    continue;
                case INamedTypeSymbol { Arity: 1, TypeArguments.Length: 1 } named when named.Locations.Length > 0 && named.Locations[0].IsInMetadata && IsWrapper(named):
                    type = named.TypeArguments[0];
                    continue;
                default:
                    return type;
            }
        }
        return type;
    }

    /// <summary>Whether a value of the type, or what it is a sequence or task of, is data itself, not an object whose members speak for themselves.</summary>
    internal static bool IsPlainValue(ITypeSymbol type) =>
        Unwrap(type) is { } value
        && (value is INamedTypeSymbol { IsTupleType: true } tuple
            ? tuple.TupleElements.All(e => e.Type.SpecialType == SpecialType.System_Boolean || IsPlainValue(e.Type))
            : value.SpecialType is not (SpecialType.None or SpecialType.System_Object or SpecialType.System_Void or SpecialType.System_Boolean)
                || value is { IsValueType: true, ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } });

    /// <summary>Walks what a member or type overrides and implements, itself first.</summary>
    internal static IEnumerable<ISymbol> SelfAndInherited(ISymbol symbol)
    {
        yield return symbol;
        for (var overridden = Overridden(symbol); overridden is not null; overridden = Overridden(overridden))
            yield return overridden.OriginalDefinition;
        if (symbol.ContainingType is { TypeKind: TypeKind.Class or TypeKind.Struct } type && symbol is IMethodSymbol or IPropertySymbol or IEventSymbol)
            foreach (var contract in type.AllInterfaces)
                foreach (var member in contract.GetMembers(Simple(symbol.Name)))
                    if (member.Kind == symbol.Kind && SymbolEqualityComparer.Default.Equals(type.FindImplementationForInterfaceMember(member), symbol))
                        yield return member.OriginalDefinition;
    }

    private static string Simple(string name) => name.Substring(name.LastIndexOf('.') + 1);

    private static ISymbol? Overridden(ISymbol symbol) => symbol switch
    {
        IMethodSymbol method => method.OverriddenMethod,
        IPropertySymbol property => property.OverriddenProperty,
        IEventSymbol @event => @event.OverriddenEvent,
        _ => null,
    };

    private static bool IsWrapper(INamedTypeSymbol type) =>
        type.ContainingNamespace?.ToDisplayString() is { } ns
        && (ns.StartsWith("System.Collections", StringComparison.Ordinal) || ns is "System.Threading.Tasks" or "System.Linq" or "Microsoft.EntityFrameworkCore")
        || type.Name is "Memory" or "Span" or "ReadOnlyMemory" or "ReadOnlySpan" or "Lazy";

    private bool ComputeAny()
    {
        var compilation = _privacy.Compilation;
        return compilation.GetTypeByMetadataName("PrivacyAnalyzers.PersonalInformationAttribute") is not null
            || compilation.GetTypesByMetadataName("PrivacyAnalyzers.PersonalInformationAttribute").Length > 0
            || compilation.GetTypeByMetadataName(IdentityPersonal) is not null
            || compilation.GetTypeByMetadataName(Classification) is not null
            || _privacy.Inference.IsEnforced;
    }

    private Mark? ComputeMark(ISymbol symbol, int depth)
    {
        if (symbol is ITypeSymbol type)
            return MarkOfType(type);
        if (depth > 8 || symbol is not (IPropertySymbol or IFieldSymbol or IParameterSymbol or IMethodSymbol))
            return null;
        if (symbol is IFieldSymbol { IsConst: true })
            return null;
        if (!MayHaveAttributes(symbol))
            return Infer(symbol);

        foreach (var candidate in Bearers(symbol))
        {
            if (OwnOrForeign(candidate, MarkAttributes(candidate), MarkOrigin.Own) is { } own)
                return own.Symbol.Equals(symbol, SymbolEqualityComparer.Default)
                    ? own
                    : own.On(symbol);
        }

        if (symbol is IParameterSymbol parameter)
        {
            // A parameter inherits the mark of the parameter that it overrides or implements.
            if (parameter.ContainingSymbol is IMethodSymbol method)
            {
                foreach (var inherited in Bearers(method))
                    if (inherited is IMethodSymbol m && m.Parameters.Length > parameter.Ordinal
                        && OwnOrForeign(m.Parameters[parameter.Ordinal], m.Parameters[parameter.Ordinal].GetAttributes(), MarkOrigin.Own) is { } mark)
                        return mark.On(symbol);
            }
        }
        else if (symbol is IPropertySymbol { IsIndexer: false } property && PassedOnField(property) is { } field && MarkOf(field) is { } passed)
        {
            return passed.On(symbol);
        }

        var valueType = symbol switch
        {
            IPropertySymbol p => p.Type,
            IFieldSymbol f => f.Type,
            IParameterSymbol p => p.Type,
            _ => null,
        };
        if (valueType is not null && MarkOfType(valueType) is { } byType)
            return new Mark(symbol, byType.Category, byType.Purposes, MarkOrigin.Type, byType.Attribute);
        return Infer(symbol);
    }

    /// <summary>The mark of a property or field that the lexicon recognises where that is enforced, or null.</summary>
    private Mark? Infer(ISymbol symbol) =>
        symbol is IPropertySymbol or IFieldSymbol && _privacy.Inference.Enforces(symbol) && Lexicon.Recognize(symbol) is { } recognition
            ? new Mark(symbol, recognition.Category, [], MarkOrigin.Inferred, null)
            : null;

    private static ImmutableArray<AttributeData> MarkAttributes(ISymbol symbol)
    {
        switch (symbol)
        {
            case IMethodSymbol method:
                return method.GetReturnTypeAttributes();
            case IPropertySymbol property:
                var attributes = property.GetAttributes();
                // A record's positional parameter: its mark is the property's. A mark on a getter's result marks the property.
                if (property.GetMethod is { } getter)
                    attributes = attributes.AddRange(getter.GetReturnTypeAttributes());
                if (property.ContainingType is { IsRecord: true } record && PositionalParameter(record, property) is { } parameter)
                    attributes = attributes.AddRange(parameter.GetAttributes());
                foreach (var member in property.ContainingType?.GetMembers() ?? [])
                    if (member is IFieldSymbol { IsImplicitlyDeclared: true } backing && SymbolEqualityComparer.Default.Equals(backing.AssociatedSymbol, property))
                        attributes = attributes.AddRange(backing.GetAttributes());
                return attributes;
            case IFieldSymbol { AssociatedSymbol: IPropertySymbol associated }:
                return MarkAttributes(associated);
            default:
                return symbol.GetAttributes();
        }
    }

    /// <summary>The positional parameter from which a record's property is made, or null.</summary>
    internal static IParameterSymbol? PositionalParameter(INamedTypeSymbol record, IPropertySymbol property)
    {
        foreach (var reference in property.DeclaringSyntaxReferences)
        {
            if (reference.GetSyntax() is not Microsoft.CodeAnalysis.CSharp.Syntax.ParameterSyntax)
                continue;
            foreach (var constructor in record.InstanceConstructors)
                foreach (var parameter in constructor.Parameters)
                    if (parameter.Name == property.Name && parameter.DeclaringSyntaxReferences.Any(r => r.Span == reference.Span && r.SyntaxTree == reference.SyntaxTree))
                        return parameter;
        }
        return null;
    }

    private Mark? OwnOrForeign(ISymbol symbol, ImmutableArray<AttributeData> attributes, MarkOrigin origin)
    {
        foreach (var attribute in attributes)
        {
            if (attribute.AttributeClass is not { } type)
                continue;
            if (IsOurs(attribute, "PersonalInformation"))
            {
                var category = attribute.ConstructorArguments.Length > 0 && attribute.ConstructorArguments[0] is { Kind: TypedConstantKind.Primitive } first ? first.Value as string : null;
                return new Mark(symbol, category ?? UnknownCategory, Strings(attribute, 1), origin, attribute);
            }
            var name = type.Name;
            if (name is "PersonalDataAttribute" or "ProtectedPersonalDataAttribute" && type.ToDisplayString() is var full && full is IdentityPersonal or IdentityProtected)
            {
                return new Mark(symbol, Recognize(symbol) ?? UnknownCategory, PurposeBeside(symbol), MarkOrigin.Foreign, attribute, full == IdentityProtected);
            }
            if (Derives(type, Classification))
            {
                var category = _privacy.Policy.Classifications.TryGetValue(type.ToDisplayString(), out var named) ? named : UnknownCategory;
                return new Mark(symbol, category, PurposeBeside(symbol), MarkOrigin.Foreign, attribute);
            }
        }
        return null;
    }

    private static ImmutableArray<string> PurposeBeside(ISymbol symbol) =>
        Attribute(symbol, "Purpose") is { } purpose ? Strings(purpose) : [];

    /// <summary>Category that the lexicon recognises in a member's name and type, or null.</summary>
    private static string? Recognize(ISymbol symbol) => Lexicon.Recognize(symbol, marked: true)?.Category;

    private static bool Derives(INamedTypeSymbol type, string fullName)
    {
        for (var t = type.BaseType; t is not null && t.SpecialType != SpecialType.System_Object; t = t.BaseType)
            if (t.Name == "DataClassificationAttribute" && t.ToDisplayString() == fullName)
                return true;
        return false;
    }

    /// <summary>The field that a property's accessors only pass on to, or null.</summary>
    private static IFieldSymbol? PassedOnField(IPropertySymbol property)
    {
        if (property.ContainingType is null || property.DeclaringSyntaxReferences.Length != 1
            || property.DeclaringSyntaxReferences[0].GetSyntax() is not Microsoft.CodeAnalysis.CSharp.Syntax.PropertyDeclarationSyntax syntax)
            return null;
        var expression = syntax.ExpressionBody?.Expression;
        if (expression is null && syntax.AccessorList is { } accessors)
        {
            foreach (var accessor in accessors.Accessors)
            {
                if (!accessor.Keyword.ValueText.Equals("get", StringComparison.Ordinal))
                    continue;
                expression = accessor.ExpressionBody?.Expression
                    ?? (accessor.Body?.Statements is { Count: 1 } statements && statements[0] is Microsoft.CodeAnalysis.CSharp.Syntax.ReturnStatementSyntax r ? r.Expression : null);
            }
        }
        var name = expression switch
        {
            Microsoft.CodeAnalysis.CSharp.Syntax.IdentifierNameSyntax id => id.Identifier.ValueText,
            Microsoft.CodeAnalysis.CSharp.Syntax.MemberAccessExpressionSyntax { Expression: Microsoft.CodeAnalysis.CSharp.Syntax.ThisExpressionSyntax } access => access.Name.Identifier.ValueText,
            _ => null,
        };
        return name is null ? null : property.ContainingType.GetMembers(name).OfType<IFieldSymbol>().FirstOrDefault();
    }

    private ImmutableArray<ISymbol> ComputeMembers(INamedTypeSymbol type)
    {
        var result = ImmutableArray.CreateBuilder<ISymbol>();
        var seen = new HashSet<string>();
        for (var t = type; t is not null && t.SpecialType != SpecialType.System_Object; t = t.BaseType)
        {
            foreach (var member in t.OriginalDefinition.GetMembers())
            {
                if (member.IsStatic || member.IsImplicitlyDeclared && member is IFieldSymbol || member is not (IPropertySymbol { IsIndexer: false } or IFieldSymbol))
                    continue;
                if (MarkOf(member) is not null && seen.Add(member.Name))
                    result.Add(member);
            }
        }
        if (type.TypeKind == TypeKind.Interface)
            foreach (var contract in type.AllInterfaces)
                foreach (var member in contract.OriginalDefinition.GetMembers())
                    if (member is IPropertySymbol { IsStatic: false, IsIndexer: false } && MarkOf(member) is not null && seen.Add(member.Name))
                        result.Add(member);
        return result.ToImmutable();
    }

    private ImmutableArray<string> ComputePurposes(ISymbol symbol)
    {
        for (var s = symbol; s is not null and not INamespaceSymbol; s = s.ContainingSymbol)
        {
            if (Attribute(s, "Purpose") is { } attribute && !IsForeignMarked(s))
                return Strings(attribute);
            if (s is IMethodSymbol { AssociatedSymbol: { } associated } && Attribute(associated, "Purpose") is { } ofProperty && !IsForeignMarked(associated))
                return Strings(ofProperty);
        }
        return Attribute(_privacy.Compilation.Assembly.GetAttributes(), "Purpose") is { } ofAssembly
            && SymbolEqualityComparer.Default.Equals(symbol.ContainingAssembly, _privacy.Compilation.Assembly)
            ? Strings(ofAssembly)
            : [];
    }

    /// <summary>A <c>[Purpose]</c> beside a foreign mark on a property says the mark's purposes, not the accessors'.</summary>
    private bool IsForeignMarked(ISymbol symbol) => symbol is IPropertySymbol && MarkOf(symbol)?.Origin == MarkOrigin.Foreign;
}
