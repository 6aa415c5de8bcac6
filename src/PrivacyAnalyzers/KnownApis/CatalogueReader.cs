using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using PrivacyAnalyzers.Flow;
using PrivacyAnalyzers.Policy;

namespace PrivacyAnalyzers.KnownApis;

/// <summary>What is wrong with a catalogue, and where.</summary>
internal sealed record CatalogueProblem(string Path, Location Location, string Message);

/// <summary>Reads a catalogue. What cannot be read is left out and named; the rest counts.</summary>
internal sealed class CatalogueReader
{
    private static readonly ImmutableDictionary<string, SinkKind> s_kinds = new Dictionary<string, SinkKind>
    {
        ["log"] = SinkKind.Log,
        ["exception"] = SinkKind.Exception,
        ["telemetry"] = SinkKind.Telemetry,
        ["url"] = SinkKind.Url,
        ["storage"] = SinkKind.Storage,
        ["transport"] = SinkKind.Transport,
        ["recipient"] = SinkKind.Recipient,
    }.ToImmutableDictionary();

    private static readonly ImmutableDictionary<string, SinkShape> s_shapes = new Dictionary<string, SinkShape>
    {
        ["text"] = SinkShape.Text,
        ["logValue"] = SinkShape.LogValue,
        ["object"] = SinkShape.Object,
    }.ToImmutableDictionary();

    private static readonly ImmutableDictionary<string, ProtectionSet> s_protections = new Dictionary<string, ProtectionSet>
    {
        ["Masked"] = ProtectionSet.Masked,
        ["Pseudonymized"] = ProtectionSet.Pseudonymized,
        ["Encrypted"] = ProtectionSet.Encrypted,
        ["Anonymized"] = ProtectionSet.Anonymized,
    }.ToImmutableDictionary();

    private static readonly string[] s_uses = ["collect", "request", "status"];
    private static readonly string[] s_protocols = ["ftp", "mqtt", "smtp", "tcp", "udp"];

    private readonly string _path;
    private readonly SourceText _text;
    private readonly CatalogueRows _rows;

    private CatalogueReader(string path, SourceText text, CatalogueRows rows)
    {
        _path = path;
        _text = text;
        _rows = rows;
    }

    internal static void Read(string path, SourceText text, CatalogueRows rows)
    {
        var reader = new CatalogueReader(path, text, rows);
        var tree = JsonTree.Read(path, text);
        if (tree.Root is not { } root)
        {
            reader.Problem(tree.ErrorSpan, tree.Error ?? "it is empty");
            return;
        }
        if (root.Kind != JsonKind.Object)
        {
            reader.Problem(root.Span, "an object is expected");
            return;
        }
        reader.ReadRoot(root);
    }

    private void ReadRoot(JsonNode root)
    {
        Duplicates(root);
        foreach (var member in root.Members)
        {
            switch (member.Name)
            {
                case "$schema":
                    Text(member.Value);
                    break;
                case "sources":
                    ReadRows(member.Value, ReadSource);
                    break;
                case "sinks":
                    ReadRows(member.Value, ReadSink);
                    break;
                case "propagators":
                    ReadRows(member.Value, ReadPropagator);
                    break;
                case "protections":
                    ReadRows(member.Value, ReadProtection);
                    break;
                case "permissions":
                    ReadRows(member.Value, ReadPermission);
                    break;
                case "recipients":
                    ReadRows(member.Value, ReadRecipient);
                    break;
                default:
                    UnknownKey(member, "sources, sinks, propagators, protections, permissions or recipients");
                    break;
            }
        }
    }

    private void ReadRows(JsonNode section, Action<Row> read)
    {
        if (section.Kind != JsonKind.Array)
        {
            Problem(section.Span, "an array is expected");
            return;
        }
        foreach (var item in section.Items)
        {
            if (item.Kind != JsonKind.Object)
                Problem(item.Span, "an object is expected");
            else
                read(new Row(item));
        }
    }

    private void ReadSource(Row row)
    {
        var api = Api(row);
        var category = Id(row, "category");
        var (argument, value, ok) = When(row, typeArguments: false);
        var through = Strings(row, "through", required: false);
        Finish(row);
        if (api is not null && category is not null && ok && through is { } names)
            _rows.Sources.Add(new SourceRow(api, category, argument, value) { Through = names });
    }

    private void ReadSink(Row row)
    {
        var api = Api(row);
        var kind = Word(row, "kind", true, s_kinds);
        var arguments = Strings(row, "arguments", required: false);
        var shape = Word(row, "shape", false, s_shapes);
        var recipient = OptionalText(row, "recipient");
        var protocol = OneOf(row, "protocol", s_protocols);
        var (argument, value, ok) = When(row, typeArguments: false);
        Finish(row);
        if (api is null || kind is null || arguments is not { } names || !ok)
            return;
        _rows.Sinks.Add(new SinkRow(api, kind.Value, names, shape ?? DefaultShape(kind.Value), recipient, protocol, argument, value));
    }

    private void ReadPropagator(Row row)
    {
        var api = Api(row);
        ImmutableArray<string>? flows;
        if (row.Find("from") is { } || row.Find("to") is { })
        {
            var from = Strings(row, "from", required: true);
            var to = RequiredText(row, "to");
            flows = from is null || to is null ? null : [.. from.Value.Select(name => name + " => " + to)];
        }
        else
        {
            var node = row.Find("flows");
            flows = Strings(row, "flows", required: true);
            if (flows is not null && node is not null)
            {
                foreach (var item in node.Items.Where(static item => !IsFlow(item.Text)))
                {
                    Problem(item.Span, "a flow has the form 'from => to'");
                    flows = null;
                }
            }
        }
        Finish(row);
        if (api is not null && flows is { } list)
            _rows.Propagators.Add(new PropagatorRow(api, list));
    }

    private void ReadProtection(Row row)
    {
        var api = Api(row);
        var protection = Word(row, "protection", true, s_protections);
        var weakness = OptionalText(row, "weakness");
        var (argument, value, ok) = When(row, typeArguments: false);
        Finish(row);
        if (api is not null && protection is { } set && ok)
            _rows.Protections.Add(new ProtectionRow(api, set, weakness) { WhenArgument = argument, WhenIs = value });
    }

    private void ReadPermission(Row row)
    {
        var api = Api(row);
        var permission = Id(row, "permission");
        var (argument, value, ok) = When(row, typeArguments: true);
        var use = OneOf(row, "use", s_uses);
        Finish(row);
        if (api is null || permission is null || !ok)
            return;
        int? index = int.TryParse(argument, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
        _rows.Permissions.Add(new PermissionRow(api, permission, index, value, use));
    }

    private void ReadRecipient(Row row)
    {
        var id = Id(row, "id");
        var name = RequiredText(row, "name");
        var apis = Strings(row, "apis", required: false);
        var hosts = Strings(row, "hosts", required: false);
        Finish(row);
        if (id is not null && name is not null && apis is not null && hosts is not null)
            _rows.Recipients.Add(new RecipientRow(id, name, apis.Value, hosts.Value));
    }

    private static SinkShape DefaultShape(SinkKind kind) => kind switch
    {
        SinkKind.Log => SinkShape.LogValue,
        SinkKind.Storage or SinkKind.Transport or SinkKind.Recipient => SinkShape.Object,
        _ => SinkShape.Text,
    };

    /// <summary>Whether a text has the form of a flow: <c>from => to</c>, or only a callback that is called, <c>action(source.*)</c>.</summary>
    private static bool IsFlow(string text)
    {
        var arrow = text.IndexOf("=>", StringComparison.Ordinal);
        return arrow < 0
            ? text.IndexOf('(') > 0 && text.EndsWith(")", StringComparison.Ordinal)
            : text.Substring(0, arrow).Trim().Length > 0 && text.Substring(arrow + 2).Trim().Length > 0;
    }

    private string? Api(Row row)
    {
        var node = row.Find("api");
        var api = RequiredText(row, "api");
        if (api is null || node is null)
            return null;
        var star = api.IndexOf('*');
        var prefixed = api.Length > 1 && api[1] == ':';
        if (api.Any(char.IsWhiteSpace) || (star >= 0 && star != api.Length - 1) || (prefixed && "NTMPFE".IndexOf(api[0]) < 0) || api == "*"
            || (prefixed && api.Length == 2))
        {
            Problem(node.Span, "'" + api + "' is no documentation comment id");
            return null;
        }
        return api;
    }

    private (string? Argument, string? Value, bool Ok) When(Row row, bool typeArguments)
    {
        var node = row.Find("when");
        if (node is null)
            return (null, null, true);
        if (node.Kind != JsonKind.Object)
        {
            Problem(node.Span, "an object is expected");
            return (null, null, false);
        }
        var when = new Row(node);
        var argumentNode = when.Find("argument");
        var ok = true;
        if (argumentNode is null ? !typeArguments : argumentNode.Kind != (typeArguments ? JsonKind.Number : JsonKind.String))
        {
            Problem((argumentNode ?? node).Span, argumentNode is null ? "'argument' is missing"
                : typeArguments ? "a number is expected" : "a string is expected");
            ok = false;
        }
        var value = RequiredText(when, "is");
        Finish(when);
        return (argumentNode?.Text, value, ok && value is not null);
    }

    private TValue? Word<TValue>(Row row, string key, bool required, ImmutableDictionary<string, TValue> words)
        where TValue : struct
    {
        var node = row.Find(key);
        var text = required ? RequiredText(row, key) : OptionalText(row, key);
        if (text is null || node is null)
            return null;
        if (words.TryGetValue(text, out var value))
            return value;
        NoneOf(node, words.Keys.OrderBy(static word => word, StringComparer.Ordinal));
        return null;
    }

    private string? OneOf(Row row, string key, string[] words)
    {
        var text = OptionalText(row, key);
        if (text is null || words.Contains(text))
            return text;
        NoneOf(row.Find(key)!, words);
        return null;
    }

    private void NoneOf(JsonNode node, IEnumerable<string> words) => Problem(node.Span, "'" + node.Text + "' is none of " + string.Join(", ", words));

    private string? Id(Row row, string key)
    {
        var node = row.Find(key);
        var id = RequiredText(row, key);
        if (id is null || node is null)
            return null;
        if (PolicyReader.IsId(id))
            return id;
        Problem(node.Span, "'" + id + "' is no valid id");
        return null;
    }

    private string? RequiredText(Row row, string key)
    {
        var node = row.Find(key);
        if (node is null)
        {
            Problem(new TextSpan(row.Node.Span.Start, 1), "'" + key + "' is missing");
            return null;
        }
        var text = Text(node);
        if (text is not { Length: 0 })
            return text;
        Problem(node.Span, "a text is expected");
        return null;
    }

    private string? OptionalText(Row row, string key) => row.Find(key) is { } node ? Text(node) : null;

    private string? Text(JsonNode node)
    {
        if (node.Kind == JsonKind.String)
            return node.Text;
        Problem(node.Span, "a string is expected");
        return null;
    }

    private ImmutableArray<string>? Strings(Row row, string key, bool required)
    {
        var node = row.Find(key);
        if (node is null)
        {
            if (!required)
                return [];
            Problem(new TextSpan(row.Node.Span.Start, 1), "'" + key + "' is missing");
            return null;
        }
        if (node.Kind != JsonKind.Array)
        {
            Problem(node.Span, "an array is expected");
            return null;
        }
        var strings = ImmutableArray.CreateBuilder<string>(node.Items.Length);
        foreach (var item in node.Items)
        {
            if (Text(item) is { } text)
                strings.Add(text);
        }
        return strings.ToImmutable();
    }

    private void Finish(Row row)
    {
        if (row.Find("unverified") is { } unverified)
        {
            if (unverified.Kind != JsonKind.Boolean)
                Problem(unverified.Span, "true or false is expected");
            else if (unverified.Text == "true")
                _rows.Unverified.UnionWith(Named(row));
        }
        if (OptionalText(row, "readIn") is { } repository)
            foreach (var api in Named(row))
                _rows.ReadIn[api] = repository;
        foreach (var member in row.Node.Members)
        {
            if (!row.IsRead(member.Name))
                UnknownKey(member, null);
        }
        Duplicates(row.Node);
    }

    /// <summary>What a row names: its API, or those of a recipient.</summary>
    private static IEnumerable<string> Named(Row row) =>
        row.Find("api") is { } api ? [api.Text] : row.Find("apis") is { Kind: JsonKind.Array } apis ? apis.Items.Select(static item => item.Text) : [];

    private void Duplicates(JsonNode node)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var member in node.Members)
        {
            if (!names.Add(member.Name))
                Problem(member.KeySpan, "the key '" + member.Name + "' stands twice");
        }
    }

    private void UnknownKey(JsonMember member, string? known) =>
        Problem(member.KeySpan, "unknown key '" + member.Name + "'" + (known is null ? "" : "; known are " + known));

    private void Problem(TextSpan span, string message) =>
        _rows.Problems.Add(new CatalogueProblem(_path, Location.Create(_path, span, _text.Lines.GetLinePositionSpan(span)), message));

    /// <summary>An object being read: what was asked for is known.</summary>
    private sealed class Row
    {
        private readonly HashSet<string> _read = new(StringComparer.Ordinal);

        internal Row(JsonNode node) => Node = node;

        internal JsonNode Node { get; }

        internal JsonNode? Find(string key)
        {
            _read.Add(key);
            foreach (var member in Node.Members)
            {
                if (member.Name == key)
                    return member.Value;
            }
            return null;
        }

        internal bool IsRead(string key) => _read.Contains(key);
    }
}
