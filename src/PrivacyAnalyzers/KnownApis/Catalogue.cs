using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using PrivacyAnalyzers.Flow;

namespace PrivacyAnalyzers.KnownApis;

/// <summary>
/// A row that names a source: personal data that a platform gives without a mark. When: only if the argument for the parameter of
/// this name is this constant.
/// </summary>
internal sealed record SourceRow(string Api, string Category, string? WhenArgument, string? WhenValue)
{
    /// <summary>
    /// Names without one of which code cannot have come to the object: for a member with a name that many others have. Empty: its own
    /// name tells enough.
    /// </summary>
    internal ImmutableArray<string> Through { get; init; } = [];
}

/// <summary>A row that names an API which protects what goes in. Weakness: what is wrong with it, if anything (<c>MD5</c>).</summary>
internal sealed record ProtectionRow(string Api, ProtectionSet Protection, string? Weakness)
{
    /// <summary>Parameter that decides whether the row holds: only if its argument is <see cref="WhenIs"/>.</summary>
    internal string? WhenArgument { get; init; }

    /// <summary>The constant, or the name of the static member, that the argument must be (<c>SHA1</c>).</summary>
    internal string? WhenIs { get; init; }
}

/// <summary>
/// A row that says how an API passes values on. Flows have the form <c>from => to</c>: <c>this</c>, <c>return</c>, a parameter's
/// name, each with access path: <c>.*</c> elements, <c>.key</c> keys, <c>.Name</c> a member; a callback is called as
/// <c>selector(source.*)</c>, for its result or, without an arrow, for what it does. An empty list of flows: nothing passes. A flow
/// that names a parameter which an overload does not have is not about that overload.
/// </summary>
internal sealed record PropagatorRow(string Api, ImmutableArray<string> Flows);

/// <summary>A row that names a permission-bearing API. When: only if the argument (by index) or type argument names this constant or type.</summary>
internal sealed record PermissionRow(string Api, string Permission, int? WhenArgument, string? WhenIs, string? Use);

/// <summary>A third party and how code that hands data to it is recognised.</summary>
internal sealed record RecipientRow(string Id, string Name, ImmutableArray<string> Apis, ImmutableArray<string> Hosts);

/// <summary>
/// The known APIs: embedded files by subject and the user's <c>privacy-catalog.json</c>, which adds to or overrides them. Rows are
/// found by symbol: its documentation comment id, that of what it overrides or implements, or one with <c>*</c>.
/// </summary>
internal sealed class Catalogue
{
    /// <summary>Name of the user's file.</summary>
    internal const string FileName = "privacy-catalog.json";

    private const string ResourcePrefix = "KnownApis/";

    // The embedded rows never change, so they are read once per process.
    private static readonly Lazy<CatalogueRows> s_builtInRows = new(ReadEmbedded);
    private static readonly Lazy<CatalogueTables> s_builtIn = new(static () => new CatalogueTables(s_builtInRows.Value));

    private readonly CatalogueTables _builtIn;
    private readonly CatalogueTables? _user;
    private readonly ConcurrentDictionary<ISymbol, Known> _known = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<(ISymbol Member, ITypeSymbol Receiver), Known> _knownOn = new(MemberOfReceiver.Instance);
    private readonly ConcurrentDictionary<INamedTypeSymbol, bool> _types = new(SymbolEqualityComparer.Default);

    private Catalogue(CatalogueTables builtIn, CatalogueTables? user, ImmutableArray<CatalogueProblem> problems)
    {
        _builtIn = builtIn;
        _user = user;
        Problems = problems;
        SourceNames = user is null || user.SourceNames.IsEmpty ? builtIn.SourceNames : builtIn.SourceNames.Union(user.SourceNames);
        SourceKeys = user is null || user.SourceKeys.IsEmpty ? builtIn.SourceKeys : builtIn.SourceKeys.Union(user.SourceKeys);
    }

    /// <summary>The embedded rows as they were read.</summary>
    internal static CatalogueRows BuiltInRows => s_builtInRows.Value;

    /// <summary>What is wrong with the user's files.</summary>
    internal ImmutableArray<CatalogueProblem> Problems { get; }

    /// <summary>Simple names of all APIs that are sources, so that bodies which name none need not be looked at.</summary>
    internal ImmutableHashSet<string> SourceNames { get; }

    /// <summary>The constant keys under which indexers are sources.</summary>
    internal ImmutableHashSet<string> SourceKeys { get; }

    /// <summary>The sources of a simple name: the full names of their types, and through what names one comes to such an object.</summary>
    internal IEnumerable<(string Owner, ImmutableArray<string> Through)> SourceOwners(string name) =>
        (_builtIn.SourceOwners.TryGetValue(name, out var owners) ? owners : []).Concat(_user is not null && _user.SourceOwners.TryGetValue(name, out var own) ? own : []);

    /// <summary>The APIs that rows on permissions name.</summary>
    internal IEnumerable<string> PermissionApis => _user is null ? _builtIn.PermissionApis : _builtIn.PermissionApis.Concat(_user.PermissionApis);

    internal static Catalogue Load(ImmutableArray<AdditionalText> files)
    {
        CatalogueRows? rows = null;
        foreach (var file in files)
        {
            if (!IsCatalogue(file.Path))
                continue;
            rows ??= new CatalogueRows();
            if (file.GetText() is { } text)
                CatalogueReader.Read(file.Path, text, rows);
        }
        return new Catalogue(s_builtIn.Value, rows is null ? null : new CatalogueTables(rows), rows?.Problems.ToImmutableArray() ?? []);
    }

    /// <summary>Whether a path is that of a user's catalogue.</summary>
    internal static bool IsCatalogue(string path)
    {
        // Not Path.GetFileName: a path may come from another operating system.
        var start = path.LastIndexOfAny(['/', '\\']) + 1;
        return string.Equals(path.Substring(start), FileName, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>The sinks that an API is: rows of different kinds apply together.</summary>
    internal ImmutableArray<SinkRow> SinksOf(ISymbol symbol) => Of(symbol).Sinks;

    /// <summary>The same for an inherited member, with the rows about the type it is called on: <c>TextWriter.Write</c> of a <c>StreamWriter</c>.</summary>
    internal ImmutableArray<SinkRow> SinksOf(ISymbol symbol, ITypeSymbol? receiver) => Of(symbol, receiver).Sinks;

    /// <summary>The source that an API is, whatever its arguments.</summary>
    internal SourceRow? SourceOf(ISymbol symbol) => Of(symbol).Sources.FirstOrDefault(static row => row.WhenValue is null);

    /// <summary>All rows for a source, those that depend on an argument first.</summary>
    internal ImmutableArray<SourceRow> SourcesOf(ISymbol symbol) => Of(symbol).Sources;

    /// <summary>The protection that an API is, whatever its arguments.</summary>
    internal ProtectionRow? ProtectionOf(ISymbol symbol) => ProtectionOf(symbol, null);

    /// <summary>The same, where what an inherited member does depends on the type it is called on: <c>ComputeHash</c> of <c>MD5</c>.</summary>
    internal ProtectionRow? ProtectionOf(ISymbol symbol, ITypeSymbol? receiver) =>
        ProtectionsOf(symbol, receiver).FirstOrDefault(static row => row.WhenIs is null);

    /// <summary>All rows for a protection, those that depend on an argument first.</summary>
    internal ImmutableArray<ProtectionRow> ProtectionsOf(ISymbol symbol, ITypeSymbol? receiver) => Of(symbol, receiver).Protections;

    internal PropagatorRow? PropagatorOf(ISymbol symbol) => Of(symbol).Propagator;

    internal ImmutableArray<PermissionRow> PermissionsOf(ISymbol symbol) => Of(symbol).Permissions;

    internal RecipientRow? RecipientOf(ISymbol symbol) => Of(symbol).Recipient;

    internal RecipientRow? RecipientOfHost(string host) => _user?.Hosts.Find(host) ?? _builtIn.Hosts.Find(host);

    private static CatalogueRows ReadEmbedded()
    {
        var assembly = typeof(Catalogue).Assembly;
        var rows = new CatalogueRows();
        foreach (var name in assembly.GetManifestResourceNames().OrderBy(static name => name, StringComparer.Ordinal))
        {
            if (!name.StartsWith(ResourcePrefix, StringComparison.Ordinal))
                continue;
            using var stream = assembly.GetManifestResourceStream(name)!;
            using var reader = new StreamReader(stream);
            CatalogueReader.Read(name, SourceText.From(reader.ReadToEnd()), rows);
        }
        return rows;
    }

    private static ISymbol Definition(ISymbol symbol)
    {
        // An accessor is known by its property or event.
        if (symbol is IMethodSymbol { AssociatedSymbol: { } associated })
            symbol = associated;
        return ((symbol as IMethodSymbol)?.ReducedFrom ?? symbol).OriginalDefinition;
    }

    private Known Of(ISymbol symbol, ITypeSymbol? receiver)
    {
        symbol = Definition(symbol);
        if (receiver?.OriginalDefinition is not INamedTypeSymbol type || symbol.IsStatic || symbol.ContainingType is null
            || SymbolEqualityComparer.Default.Equals(type, symbol.ContainingType) || !_types.GetOrAdd(type, IsNamed))
            return Of(symbol);
        return _knownOn.GetOrAdd((symbol, type), key => Find(key.Member, (INamedTypeSymbol)key.Receiver));
    }

    private Known Of(ISymbol symbol)
    {
        symbol = Definition(symbol);
        if (symbol is not (IMethodSymbol or IPropertySymbol or IFieldSymbol or IEventSymbol or INamedTypeSymbol))
            return Known.Nothing;
        var type = symbol as INamedTypeSymbol ?? symbol.ContainingType;
        if (type is null || !_types.GetOrAdd(type.OriginalDefinition, IsNamed))
            return Known.Nothing;
        return _known.GetOrAdd(symbol, member => Find(member, null));
    }

    /// <summary>Whether any row can be about a member of the type: one about it, a base or an interface.</summary>
    private bool IsNamed(INamedTypeSymbol type)
    {
        for (var current = type; current is not null; current = current.BaseType)
        {
            if (HasRows(current))
                return true;
        }
        foreach (var implemented in type.AllInterfaces)
        {
            if (HasRows(implemented))
                return true;
        }
        return false;
    }

    private bool HasRows(INamedTypeSymbol type) =>
        type.OriginalDefinition.GetDocumentationCommentId() is { } id && (_builtIn.HasContainer(id) || _user?.HasContainer(id) == true);

    private Known Find(ISymbol symbol, INamedTypeSymbol? receiver)
    {
        if (symbol.GetDocumentationCommentId() is not { } id)
            return Known.Nothing;
        var ids = new List<string>();
        // An extension member's id names its container otherwise than the container's own.
        if (symbol.ContainingType?.GetDocumentationCommentId() is { } container && id.Length > container.Length)
        {
            for (var type = receiver; type is not null && !SymbolEqualityComparer.Default.Equals(type, symbol.ContainingType); type = type.BaseType?.OriginalDefinition)
            {
                if (type.GetDocumentationCommentId() is { } derived)
                    ids.Add(id.Substring(0, 2) + derived.Substring(2) + id.Substring(container.Length));
            }
        }
        ids.Add(id);
        // Rows name an extension member as if its class declared it.
        if (symbol.ContainingType is { TypeKind: TypeKind.Extension, ContainingType: { } declaring } && declaring.GetDocumentationCommentId() is { } outer
            && id.LastIndexOf("." + symbol.Name, id.IndexOf('(') is var end and >= 0 ? end : id.Length - 1, StringComparison.Ordinal) is var name and > 0)
            ids.Add(id.Substring(0, 2) + outer.Substring(2) + id.Substring(name));
        AddInherited(symbol, ids);
        var own = new List<string> { id };
        var recipient = _user?.Recipients.FindBest(own) ?? _builtIn.Recipients.FindBest(own);
        var sinks = FindAll(static tables => tables.Sinks, ids, static row => (row.Kind, row.Arguments.Contains("return"), row.WhenIs));
        if (recipient is not null && HandsOver(symbol) && !sinks.Any(static row => row.Kind == SinkKind.Recipient))
            sinks = sinks.Add(new SinkRow(id, SinkKind.Recipient, [], SinkShape.Object, recipient.Id));
        var sources = FindAll(static tables => tables.Sources, ids, static row => row.WhenValue)
            .OrderBy(static row => row.WhenValue is null).ToImmutableArray();
        var protections = FindAll(static tables => tables.Protections, ids, static row => row.WhenIs)
            .OrderBy(static row => row.WhenIs is null).ToImmutableArray();
        return new Known(
            sinks,
            sources,
            protections,
            _user?.Propagators.FindBest(ids) ?? _builtIn.Propagators.FindBest(ids),
            FindAll(static tables => tables.Permissions, ids, static row => (row.Permission, row.WhenArgument, row.WhenIs, row.Use)),
            recipient);
    }

    /// <summary>The user's rows where there are any, else the built-in ones; of those with equal key the most specific.</summary>
    private ImmutableArray<T> FindAll<T, TKey>(Func<CatalogueTables, ApiIndex<T>> table, List<string> ids, Func<T, TKey> key)
        where T : class
    {
        var rows = _user is null ? [] : table(_user).FindAll(ids);
        if (rows.Count == 0)
            rows = table(_builtIn).FindAll(ids);
        if (rows.Count == 0)
            return [];
        var seen = new HashSet<TKey>();
        return [.. rows.Where(row => seen.Add(key(row)))];
    }

    private static void AddInherited(ISymbol symbol, List<string> ids)
    {
        for (var member = symbol; member is not null; member = Overridden(member))
        {
            Add(member);
            AddImplemented(member);
        }

        void AddImplemented(ISymbol implementation)
        {
            if (implementation.IsStatic || implementation is INamedTypeSymbol or IFieldSymbol || implementation.ContainingType is not { } type)
                return;
            foreach (var member in type.AllInterfaces.SelectMany(static implemented => implemented.GetMembers()))
            {
                // Explicit implementations bear the interface's name before the member's.
                if (member.Kind == implementation.Kind && implementation.Name.EndsWith(member.Name, StringComparison.Ordinal)
                    && SymbolEqualityComparer.Default.Equals(type.FindImplementationForInterfaceMember(member), implementation))
                    Add(member);
            }
        }

        void Add(ISymbol inherited)
        {
            if (inherited.OriginalDefinition.GetDocumentationCommentId() is { } id && !ids.Contains(id))
                ids.Add(id);
        }

        static ISymbol? Overridden(ISymbol member) => member switch
        {
            IMethodSymbol method => method.OverriddenMethod,
            IPropertySymbol property => property.OverriddenProperty,
            IEventSymbol @event => @event.OverriddenEvent,
            _ => null,
        };
    }

    /// <summary>
    /// Whether a member of an SDK sends. Making a request or message, setting it up and taking it apart do not; what comes back
    /// from a service is of another type than what it is asked of.
    /// </summary>
    internal static bool HandsOver(ISymbol symbol)
    {
        if (symbol is not IMethodSymbol { MethodKind: MethodKind.Ordinary } method || method.Parameters.IsEmpty)
            return false;
        if (method.IsOverride && method.Name is nameof(Equals) or nameof(ToString) or nameof(GetHashCode))
            return false;
        var receiver = method.IsExtensionMethod ? method.Parameters[0].Type : method.ContainingType;
        if (SymbolEqualityComparer.Default.Equals(method.ReturnType.OriginalDefinition, receiver.OriginalDefinition)
            || s_messages.Any(suffix => receiver.Name.EndsWith(suffix, StringComparison.Ordinal)) && !s_sends.Any(verb => method.Name.StartsWith(verb, StringComparison.Ordinal)))
            return false;
        return !(method.IsStatic && !method.IsExtensionMethod) || !InheritsFrom(method.ReturnType, method.ContainingType) && !MakesMessage(method);
    }

    private static readonly string[] s_messages = ["Message", "Request", "Options", "Builder", "Payload", "Params", "Parameters", "Arguments", "Notification"];

    private static readonly string[] s_sends = ["Send", "Post", "Publish", "Execute", "Submit", "Create"];

    /// <summary>A static method that gives a message or request of the SDK at once.</summary>
    private static bool MakesMessage(IMethodSymbol method) =>
        method.Name.StartsWith("Create", StringComparison.Ordinal) && s_messages.Any(suffix => method.ReturnType.Name.EndsWith(suffix, StringComparison.Ordinal));

    private static bool InheritsFrom(ITypeSymbol type, INamedTypeSymbol ancestor)
    {
        for (var current = type.BaseType; current is not null; current = current.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(current.OriginalDefinition, ancestor.OriginalDefinition))
                return true;
        }
        return false;
    }

    /// <summary>Compares members by the types they are called on.</summary>
    private sealed class MemberOfReceiver : IEqualityComparer<(ISymbol Member, ITypeSymbol Receiver)>
    {
        internal static readonly MemberOfReceiver Instance = new();

        public bool Equals((ISymbol Member, ITypeSymbol Receiver) x, (ISymbol Member, ITypeSymbol Receiver) y) =>
            SymbolEqualityComparer.Default.Equals(x.Member, y.Member) && SymbolEqualityComparer.Default.Equals(x.Receiver, y.Receiver);

        public int GetHashCode((ISymbol Member, ITypeSymbol Receiver) key) =>
            unchecked(SymbolEqualityComparer.Default.GetHashCode(key.Member) * 31 + SymbolEqualityComparer.Default.GetHashCode(key.Receiver));
    }

    /// <summary>All that is known of one symbol.</summary>
    private sealed class Known
    {
        internal static readonly Known Nothing = new([], [], [], null, [], null);

        internal Known(
            ImmutableArray<SinkRow> sinks, ImmutableArray<SourceRow> sources, ImmutableArray<ProtectionRow> protections, PropagatorRow? propagator,
            ImmutableArray<PermissionRow> permissions, RecipientRow? recipient)
        {
            Sinks = sinks;
            Sources = sources;
            Protections = protections;
            Propagator = propagator;
            Permissions = permissions;
            Recipient = recipient;
        }

        internal ImmutableArray<SinkRow> Sinks { get; }

        internal ImmutableArray<SourceRow> Sources { get; }

        internal ImmutableArray<ProtectionRow> Protections { get; }

        internal PropagatorRow? Propagator { get; }

        internal ImmutableArray<PermissionRow> Permissions { get; }

        internal RecipientRow? Recipient { get; }
    }
}
