using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;

namespace PrivacyAnalyzers.KnownApis;

/// <summary>
/// Rows of one section by the API that they name: exactly, by a beginning (<c>M:Contoso.Audit.Write*</c>, <c>OpenAI.*</c>), or by
/// the type or namespace that the API lies in (<c>T:Contoso.Audit</c>, <c>Contoso</c>).
/// </summary>
internal sealed class ApiIndex<T>
    where T : class
{
    private readonly Dictionary<string, List<T>> _exact = new(StringComparer.Ordinal);

    // By the type or namespace in which the pattern lies, so that few patterns are compared with an id.
    private readonly Dictionary<string, List<Pattern>> _patterns = new(StringComparer.Ordinal);

    /// <summary>Types and namespaces that exact rows or patterns lie in.</summary>
    internal HashSet<string> Containers { get; } = new(StringComparer.Ordinal);

    internal void Add(string api, T row)
    {
        var kind = api.Length > 1 && api[1] == ':' ? api[0] : '\0';
        var name = kind == '\0' ? api : api.Substring(2);
        if (name.EndsWith("*", StringComparison.Ordinal))
        {
            var beginning = name.Substring(0, name.Length - 1);
            AddPattern(new Pattern(kind is 'T' or 'N' ? '\0' : kind, beginning, row, wholeName: false), ContainerOf(beginning));
        }
        else if (kind is '\0' or 'T' or 'N')
        {
            AddPattern(new Pattern('\0', name, row, wholeName: true), name);
        }
        else
        {
            if (!_exact.TryGetValue(api, out var rows))
                _exact.Add(api, rows = []);
            rows.Add(row);
            Containers.Add(ContainerOf(name));
        }
    }

    /// <summary>Rows for any of the ids of one symbol; the most specific first.</summary>
    internal List<T> FindAll(List<string> ids)
    {
        var found = new List<T>();
        foreach (var id in ids)
        {
            if (_exact.TryGetValue(id, out var exact))
                found.AddRange(exact.Where(row => !found.Contains(row)));
            var matches = new List<Pattern>();
            foreach (var container in ContainersOf(id))
            {
                if (_patterns.TryGetValue(container, out var patterns))
                    matches.AddRange(patterns.Where(pattern => pattern.Matches(id)));
            }
            foreach (var match in matches.OrderByDescending(static pattern => pattern.Beginning.Length))
            {
                if (!found.Contains(match.Row))
                    found.Add(match.Row);
            }
        }
        return found;
    }

    internal T? FindBest(List<string> ids) => FindAll(ids).FirstOrDefault();

    /// <summary>The types and namespaces around what an id names, and itself; innermost first.</summary>
    internal static IEnumerable<string> ContainersOf(string id)
    {
        var end = NameEnd(id);
        yield return id.Substring(2, end - 2);
        for (var dot = LastDot(id, end); dot > 2; dot = LastDot(id, dot))
            yield return id.Substring(2, dot - 2);
        yield return "";
    }

    private static int LastDot(string id, int before) => before <= 2 ? -1 : id.LastIndexOf('.', before - 1, before - 2);

    private static int NameEnd(string id)
    {
        var end = id.IndexOfAny(['(', '~']);
        return end < 0 ? id.Length : end;
    }

    private static string ContainerOf(string name)
    {
        var end = NameEnd(name);
        var dot = end == 0 ? -1 : name.LastIndexOf('.', end - 1);
        return dot < 0 ? "" : name.Substring(0, dot);
    }

    private void AddPattern(Pattern pattern, string container)
    {
        if (!_patterns.TryGetValue(container, out var patterns))
            _patterns.Add(container, patterns = []);
        patterns.Add(pattern);
        Containers.Add(container);
    }

    private sealed class Pattern
    {
        private readonly char _kind;
        private readonly bool _wholeName;

        internal Pattern(char kind, string beginning, T row, bool wholeName)
        {
            _kind = kind;
            _wholeName = wholeName;
            Beginning = beginning;
            Row = row;
        }

        internal string Beginning { get; }

        internal T Row { get; }

        internal bool Matches(string id)
        {
            if (_kind != '\0' && id[0] != _kind)
                return false;
            var length = Beginning.Length;
            if (string.CompareOrdinal(id, 2, Beginning, 0, length) != 0)
                return false;
            return !_wholeName || id.Length == 2 + length || id[2 + length] is '.' or '`' or '(';
        }
    }
}

/// <summary>Recipients by host.</summary>
internal sealed class HostIndex
{
    private readonly Dictionary<string, RecipientRow> _hosts = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<(string Beginning, string End, RecipientRow Row)> _patterns = [];

    internal void Add(RecipientRow row)
    {
        foreach (var host in row.Hosts)
        {
            var star = host.IndexOf('*');
            if (star >= 0 && !host.StartsWith("*.", StringComparison.Ordinal))
                _patterns.Add((host.Substring(0, star), host.Substring(star + 1), row));
            else if (!_hosts.ContainsKey(host))
                _hosts.Add(host, row);
        }
    }

    /// <summary>The recipient of a host: by its name, by <c>*.</c> and what it ends with, or by a <c>*</c> elsewhere, for any part (<c>sns.*.amazonaws.com</c>).</summary>
    internal RecipientRow? Find(string host)
    {
        if (_hosts.TryGetValue(host, out var row))
            return row;
        for (var dot = host.IndexOf('.'); dot >= 0; dot = host.IndexOf('.', dot + 1))
        {
            if (_hosts.TryGetValue("*" + host.Substring(dot), out row))
                return row;
        }
        foreach (var pattern in _patterns)
        {
            if (host.Length > pattern.Beginning.Length + pattern.End.Length && host.StartsWith(pattern.Beginning, StringComparison.OrdinalIgnoreCase)
                && host.EndsWith(pattern.End, StringComparison.OrdinalIgnoreCase))
                return pattern.Row;
        }
        return null;
    }
}

/// <summary>Rows of a catalogue as they were read.</summary>
internal sealed class CatalogueRows
{
    internal List<SourceRow> Sources { get; } = [];

    internal List<SinkRow> Sinks { get; } = [];

    internal List<PropagatorRow> Propagators { get; } = [];

    internal List<ProtectionRow> Protections { get; } = [];

    internal List<PermissionRow> Permissions { get; } = [];

    internal List<RecipientRow> Recipients { get; } = [];

    /// <summary>APIs of rows that no library at hand could confirm.</summary>
    internal HashSet<string> Unverified { get; } = new(StringComparer.Ordinal);

    /// <summary>APIs whose library no package brings, with the public repository whose source or list of APIs has them.</summary>
    internal Dictionary<string, string> ReadIn { get; } = new(StringComparer.Ordinal);

    internal List<CatalogueProblem> Problems { get; } = [];
}

/// <summary>Rows of a catalogue, ready to be found.</summary>
internal sealed class CatalogueTables
{
    internal CatalogueTables(CatalogueRows rows)
    {
        var names = ImmutableHashSet.CreateBuilder<string>(StringComparer.Ordinal);
        var keys = ImmutableHashSet.CreateBuilder<string>(StringComparer.Ordinal);
        foreach (var row in rows.Sources)
        {
            Sources.Add(row.Api, row);
            var name = SimpleName(row.Api);
            names.Add(name);
            if (!SourceOwners.TryGetValue(name, out var owners))
                SourceOwners.Add(name, owners = []);
            owners.Add((Owner(row.Api), row.Through));
            if (name == "this[]" && row.WhenValue is { } key)
                keys.Add(key);
        }
        foreach (var row in rows.Sinks)
            Sinks.Add(row.Api, row);
        foreach (var row in rows.Propagators)
            Propagators.Add(row.Api, row);
        foreach (var row in rows.Protections)
            Protections.Add(row.Api, row);
        foreach (var row in rows.Permissions)
            Permissions.Add(row.Api, row);
        foreach (var row in rows.Recipients)
        {
            foreach (var api in row.Apis)
                Recipients.Add(api, row);
            Hosts.Add(row);
        }
        SourceNames = names.ToImmutable();
        SourceKeys = keys.ToImmutable();
        PermissionApis = [.. rows.Permissions.Select(static row => row.Api).Distinct(StringComparer.Ordinal)];
    }

    internal ApiIndex<SourceRow> Sources { get; } = new();

    internal ApiIndex<SinkRow> Sinks { get; } = new();

    internal ApiIndex<PropagatorRow> Propagators { get; } = new();

    internal ApiIndex<ProtectionRow> Protections { get; } = new();

    internal ApiIndex<PermissionRow> Permissions { get; } = new();

    internal ApiIndex<RecipientRow> Recipients { get; } = new();

    internal HostIndex Hosts { get; } = new();

    internal ImmutableHashSet<string> SourceNames { get; }

    /// <summary>The constant keys under which indexers are sources.</summary>
    internal ImmutableHashSet<string> SourceKeys { get; }

    /// <summary>For the simple name of a source, the full names of the types that have one called so, and <see cref="SourceRow.Through"/>.</summary>
    internal Dictionary<string, HashSet<(string Owner, ImmutableArray<string> Through)>> SourceOwners { get; } = new(StringComparer.Ordinal);

    internal ImmutableArray<string> PermissionApis { get; }

    /// <summary>Whether a row may be about a member of the type, or the type, that the id names.</summary>
    internal bool HasContainer(string typeId)
    {
        foreach (var container in ApiIndex<SinkRow>.ContainersOf(typeId))
        {
            if (Sources.Containers.Contains(container) || Sinks.Containers.Contains(container)
                || Propagators.Containers.Contains(container) || Protections.Containers.Contains(container)
                || Permissions.Containers.Contains(container) || Recipients.Containers.Contains(container))
                return true;
        }
        return false;
    }

    /// <summary>The type whose member an id names, or the type that it names.</summary>
    private static string Owner(string api)
    {
        var end = api.IndexOfAny(['(', '*']);
        var name = end < 0 ? api : api.Substring(0, end);
        return name.StartsWith("T:", StringComparison.Ordinal) || name.IndexOf('.') < 0 ? name.Substring(name.IndexOf(':') + 1) : name.Substring(2, name.LastIndexOf('.') - 2);
    }

    /// <summary>The name by which source code calls an API; of an indexer <c>this[]</c>.</summary>
    private static string SimpleName(string api)
    {
        var end = api.IndexOfAny(['(', '*']);
        var name = end < 0 ? api : api.Substring(0, end);
        name = name.Substring(name.LastIndexOf('.') + 1);
        var arity = name.IndexOf('`');
        if (arity >= 0)
            name = name.Substring(0, arity);
        return name == "Item" && end >= 0 ? "this[]" : name;
    }
}
