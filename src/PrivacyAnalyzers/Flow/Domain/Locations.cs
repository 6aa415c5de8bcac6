using System;
using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.CodeAnalysis;
using PrivacyAnalyzers.Flow.Summaries;

namespace PrivacyAnalyzers.Flow.Domain;

/// <summary>A member or element of an object: a field, an auto-property, elements, keys, a captured variable of a closure.</summary>
internal sealed class FieldKey
{
    internal FieldKey(string name, ISymbol? symbol, int order)
    {
        Name = name;
        Symbol = symbol;
        Order = order;
    }

    internal string Name { get; }

    internal ISymbol? Symbol { get; }

    /// <summary>Order of making: gives sets of cells a stable order within one analysis.</summary>
    internal int Order { get; }

    /// <summary>Whether it stands for elements: for all that have no key of their own, or for the one under a constant key.</summary>
    internal bool IsElement => Symbol is null && (Name == "*" || Name[0] == '[');

    /// <summary>Whether it stands for the element under a constant key.</summary>
    internal bool IsKeyed => IsElement && Name != "*";

    /// <summary>How the name of an element begins whose key is an object that the method made; other methods know it by no name.</summary>
    internal const string ObjectPrefix = "[object ";

    /// <summary>Whether it stands for the element whose key is an object that the method made.</summary>
    internal bool IsKeyedByObject => Symbol is null && Name.StartsWith(ObjectPrefix, StringComparison.Ordinal);

    /// <summary>Whether the name of an element has only the beginning of its key; of a parameter's, that is nothing.</summary>
    internal static bool IsBeginning(string name) => name.EndsWith("\0]", StringComparison.Ordinal);

    /// <summary>The name of the element whose key is a parameter: one key in the method, which each call knows as its own.</summary>
    internal static string ByParameter(IParameterSymbol parameter) => ParameterPrefix + parameter.Ordinal + "\0]";

    /// <summary>The number of the parameter that is an element's key, or null.</summary>
    internal static int? ParameterOf(string name) => name.StartsWith(ParameterPrefix, StringComparison.Ordinal)
        ? int.Parse(name.Substring(ParameterPrefix.Length, name.Length - ParameterPrefix.Length - 2), CultureInfo.InvariantCulture) : null;

    private const string ParameterPrefix = "[\u0002";

    /// <summary>Whether two names of elements may mean the same one: the beginning of one is that of the other.</summary>
    internal static bool MayBeSame(string a, string b)
    {
        if (!IsBeginning(a) && !IsBeginning(b))
            return a == b;
        return b.StartsWith(KnownPart(a), StringComparison.Ordinal) || a.StartsWith(KnownPart(b), StringComparison.Ordinal);

        static string KnownPart(string name) => name.StartsWith(ParameterPrefix, StringComparison.Ordinal) ? "[" : name.Substring(0, name.Length - (IsBeginning(name) ? 2 : 0));
    }

    public override string ToString() => Name;
}

/// <summary>An abstract object.</summary>
internal abstract class Loc
{
    private protected Loc(int order, ITypeSymbol? type)
    {
        Order = order;
        Type = type;
    }

    internal int Order { get; }

    /// <summary>The type: exact for an allocation in source, else the declared one.</summary>
    internal ITypeSymbol? Type { get; }

    /// <summary>Whether anywhere an element of it is known by a constant key: else no state need be searched for such elements.</summary>
    internal bool HasKeys { get; set; }

    /// <summary>Whether of such a key anywhere only the beginning is known.</summary>
    internal bool HasBeginnings { get; set; }
}

/// <summary>
/// An object that comes from outside of the method: what the receiver, a parameter, a captured variable or a static member refers to,
/// or what such an object refers to by a path of members.
/// </summary>
internal sealed class InputLoc : Loc
{
    internal InputLoc(int order, ITypeSymbol? type, ISymbol root, InputLoc? parent, FieldKey? field)
        : base(order, type)
    {
        Root = root;
        Parent = parent;
        Field = field;
        Depth = parent is null ? 0 : parent.Depth + 1;
    }

    /// <summary>A parameter, a variable, a static field or property; for the receiver, the method (outside of lambdas and local functions).</summary>
    internal ISymbol Root { get; }

    internal InputLoc? Parent { get; }

    internal FieldKey? Field { get; }

    internal int Depth { get; }

    public override string ToString() => Parent is null ? Root.Name : Parent + "." + Field;
}

/// <summary>An object that the method makes, or one that a callee makes for it; all objects made at one place are one.</summary>
internal class AllocLoc : Loc
{
    internal AllocLoc(int order, ITypeSymbol? type, SyntaxNode site, AllocLoc? inner, bool exact)
        : base(order, type)
    {
        Site = site;
        Inner = inner;
        Exact = exact;
        Depth = inner is null ? 0 : inner.Depth + 1;
    }

    internal SyntaxNode Site { get; }

    /// <summary>The object as the callee knows it, if a callee made it.</summary>
    internal AllocLoc? Inner { get; }

    internal bool Exact { get; }

    internal int Depth { get; }
}

/// <summary>A delegate: a lambda, a local function or a method group.</summary>
internal sealed class FuncLoc : AllocLoc
{
    internal FuncLoc(int order, SyntaxNode site, AllocLoc? inner, IMethodSymbol target)
        : base(order, null, site, inner, true) => Target = target;

    internal IMethodSymbol Target { get; }
}

/// <summary>Makes and interns abstract objects and member keys of one compilation, so that they compare by reference.</summary>
internal sealed class Interner
{
    /// <summary>How finely objects are told apart.</summary>
    internal Limits Limits { get; set; } = Limits.Usual;

    private readonly ConcurrentDictionary<(object, object?, object?, string?), object> _interned = new();
    private int _order;

    internal FieldKey Elements => Named("*");

    internal FieldKey Keys => Named("key");

    internal FieldKey Named(string name) =>
        (FieldKey)_interned.GetOrAdd(("field", null, null, name), _ => new FieldKey(name, null, _order++));

    internal FieldKey Member(ISymbol symbol)
    {
        symbol = symbol.OriginalDefinition;
        if (symbol is IFieldSymbol { AssociatedSymbol: IPropertySymbol property })
            symbol = property;
        if (symbol is IFieldSymbol { CorrespondingTupleField: { } tuple })
            return Named(tuple.Name);
        return (FieldKey)_interned.GetOrAdd(("member", new ByValue(symbol), null, null), _ => new FieldKey(symbol.Name, symbol, _order++));
    }

    /// <summary>Captured variable of a closure.</summary>
    internal FieldKey Environment(ISymbol variable) =>
        (FieldKey)_interned.GetOrAdd(("environment", new ByValue(variable), null, null), _ => new FieldKey("env:" + variable.Name, null, _order++));

    internal InputLoc Root(ISymbol root, ITypeSymbol? type) =>
        (InputLoc)_interned.GetOrAdd(("root", new ByValue(root), null, null), _ => new InputLoc(_order++, type, root, null, null));

    internal InputLoc Child(InputLoc parent, FieldKey field, ITypeSymbol? type)
    {
        if (parent.Depth >= Limits.Path)
            return parent;
        // A list in a list: the path of a recursive structure folds.
        for (var p = parent; p is not null; p = p.Parent)
            if (ReferenceEquals(p.Field, field) && field.Symbol is not null && p.Parent is { } up && ReferenceEquals(up.Field, field))
                return p;
        return (InputLoc)_interned.GetOrAdd(("child", parent, field, null), _ => new InputLoc(_order++, type, parent.Root, parent, field));
    }

    internal AllocLoc Alloc(SyntaxNode site, ITypeSymbol? type, bool exact, string? role = null) =>
        (AllocLoc)_interned.GetOrAdd(("alloc", site, type is null ? null : new ByValue(type), role), _ => new AllocLoc(_order++, type, site, null, exact));

    internal AllocLoc AllocBy(SyntaxNode call, AllocLoc inner)
    {
        if (inner.Depth >= Limits.Callers)
            return inner;
        return inner is FuncLoc function
            ? (AllocLoc)_interned.GetOrAdd(("by", call, inner, null), _ => new FuncLoc(_order++, call, inner, function.Target))
            : (AllocLoc)_interned.GetOrAdd(("by", call, inner, null), _ => new AllocLoc(_order++, inner.Type, call, inner, inner.Exact));
    }

    internal FuncLoc Function(SyntaxNode site, IMethodSymbol target) =>
        (FuncLoc)_interned.GetOrAdd(("function", site, new ByValue(target), null), _ => new FuncLoc(_order++, site, null, target));

    private readonly struct ByValue : IEquatable<ByValue>
    {
        private readonly ISymbol _symbol;

        internal ByValue(ISymbol symbol) => _symbol = symbol;

        public bool Equals(ByValue other) => SymbolEqualityComparer.Default.Equals(_symbol, other._symbol);

        public override bool Equals(object? obj) => obj is ByValue other && Equals(other);

        public override int GetHashCode() => SymbolEqualityComparer.Default.GetHashCode(_symbol);
    }
}
