using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using Microsoft.CodeAnalysis.Text;
using PrivacyAnalyzers.Policy;

namespace PrivacyAnalyzers.CodeFixes;

/// <summary>
/// Edits the text of a policy file. Comments, order and indentation stay as they are. Every edit names what it changes by path, so
/// that several can be made one after the other; one that is already made changes nothing, and neither does one of a text that
/// is no JSON object.
/// </summary>
internal static class PolicyFileEditor
{
    /// <summary>The key under which the policy keeps the entries of a kind.</summary>
    internal static string Section(PolicyKind kind) => kind switch
    {
        PolicyKind.Purpose => "purposes",
        PolicyKind.Category => "categories",
        PolicyKind.Permission => "permissions",
        PolicyKind.Recipient => "recipients",
        _ => "obligations",
    };

    /// <summary>Adds a purpose.</summary>
    internal static SourceText AddPurpose(SourceText text, string id) =>
        Add(text, ["purposes"], id, $"{{ \"description\": {Quote(Describe(id))} }}");

    /// <summary>Adds a category and the purposes that it may serve.</summary>
    internal static SourceText AddCategory(SourceText text, string id, IEnumerable<string> purposes) =>
        Add(text, ["categories"], id, $"{{ \"description\": {Quote(Describe(id))}, \"purposes\": {List(purposes)} }}");

    /// <summary>Adds a permission and the purposes that it is used for.</summary>
    internal static SourceText AddPermission(SourceText text, string id, IEnumerable<string> purposes) =>
        Add(text, ["permissions"], id, $"{{ \"description\": {Quote(Describe(id))}, \"purposes\": {List(purposes)} }}");

    /// <summary>Adds a recipient; it counts as a controller until its agreement is named.</summary>
    internal static SourceText AddRecipient(
        SourceText text, string id, string name, IEnumerable<string> categories, IEnumerable<string> purposes, IEnumerable<string> apis, IEnumerable<string> hosts)
    {
        var json = new StringBuilder();
        json.Append($"{{ \"name\": {Quote(name)}, \"role\": \"controller\", \"categories\": {List(categories)}, \"purposes\": {List(purposes)}");
        if (apis.Any())
            json.Append(", \"apis\": ").Append(List(apis));
        if (hosts.Any())
            json.Append(", \"hosts\": ").Append(List(hosts));
        return Add(text, ["recipients"], id, json.Append(" }").ToString());
    }

    /// <summary>Adds an id to a list (<c>purposes</c>, <c>categories</c>) of the entry of an id: its own, else the nearest above it.</summary>
    internal static SourceText AddToEntry(SourceText text, PolicyKind kind, string entry, string list, string id) =>
        NearestEntry(text, kind, entry) is { } nearest ? AddItem(text, [Section(kind), nearest, list], id) : text;

    /// <summary>Sets a key of the entry of an id: its own, else the nearest above it.</summary>
    internal static SourceText SetInEntry(SourceText text, PolicyKind kind, string entry, string key, string json) =>
        NearestEntry(text, kind, entry) is { } nearest ? Set(text, [Section(kind), nearest], key, json) : text;

    /// <summary>Removes an entry.</summary>
    internal static SourceText RemoveEntry(SourceText text, PolicyKind kind, string id)
    {
        if (Root(text) is not { } root || root[Section(kind)]?.Value is not { Kind: JsonKind.Object } section || section[id] is not { } member)
            return text;
        var at = section.Members.IndexOf(member);
        return RemoveChild(text, section, TextSpan.FromBounds(member.KeySpan.Start, member.Value.Span.End),
            at == 0 ? null : section.Members[at - 1].Value.Span.End, at == section.Members.Length - 1);
    }

    /// <summary>Adds a member to the object at a path, unless it has one of this key; missing objects are made.</summary>
    internal static SourceText Add(SourceText text, IReadOnlyList<string> path, string key, string json) =>
        Change(text, path, key, json, replace: false);

    /// <summary>Adds a member to the object at a path or replaces its value; missing objects are made.</summary>
    internal static SourceText Set(SourceText text, IReadOnlyList<string> path, string key, string json) =>
        Change(text, path, key, json, replace: true);

    /// <summary>Adds a string to the list at a path, unless it is there; a missing list is made.</summary>
    internal static SourceText AddItem(SourceText text, IReadOnlyList<string> path, string item) =>
        AddElement(text, path, Quote(item), existing => existing.Kind == JsonKind.String && existing.Text == item);

    /// <summary>Adds a value to the list at a path, unless one there is it already; a missing list is made.</summary>
    internal static SourceText AddElement(SourceText text, IReadOnlyList<string> path, string json, Func<JsonNode, bool> isSame)
    {
        if (Root(text) is not { } node)
            return text;
        foreach (var step in path)
        {
            if (node[step] is not { } member)
                return Change(text, path.Take(path.Count - 1).ToList(), path[path.Count - 1], "[" + json + "]", replace: false);
            node = member.Value;
        }
        if (node.Kind != JsonKind.Array || node.Items.Any(isSame))
            return text;
        return AddChild(text, node, node.Items.IsEmpty ? null : node.Items[node.Items.Length - 1].Span, FirstChild(node), json);
    }

    /// <summary>A JSON string.</summary>
    internal static string Quote(string text)
    {
        var result = new StringBuilder("\"");
        foreach (var c in text)
        {
            if (c is '"' or '\\')
                result.Append('\\').Append(c);
            else if (c < ' ')
                result.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture));
            else
                result.Append(c);
        }
        return result.Append('"').ToString();
    }

    /// <summary>A JSON list of strings.</summary>
    internal static string List(IEnumerable<string> texts) => "[" + string.Join(", ", texts.Distinct().Select(Quote)) + "]";

    /// <summary>A first description of what an id names: its words.</summary>
    internal static string Describe(string id)
    {
        var words = id.Replace('-', ' ').Replace('.', ' ');
        return words.Length == 0 ? words : char.ToUpperInvariant(words[0]) + words.Substring(1);
    }

    private static string? NearestEntry(SourceText text, PolicyKind kind, string id)
    {
        if (Root(text)?[Section(kind)]?.Value is not { } section)
            return null;
        for (; id.Length > 0; id = id.Substring(0, Math.Max(0, id.LastIndexOf('.'))))
            if (section[id] is not null)
                return id;
        return null;
    }

    private static SourceText Change(SourceText text, IReadOnlyList<string> path, string key, string json, bool replace)
    {
        if (Root(text) is not { } node)
            return text;
        for (var i = 0; i < path.Count; i++)
        {
            if (node[path[i]] is { } step)
            {
                node = step.Value;
                continue;
            }
            if (node.Kind != JsonKind.Object)
                return text;
            // The missing objects are made on the way, each on lines of its own.
            text = AddMember(text, node, path[i], "{}");
            return Change(text, path, key, json, replace);
        }
        if (node.Kind != JsonKind.Object)
            return text;
        if (node[key] is { } member)
            return replace ? text.Replace(member.Value.Span, json) : text;
        return AddMember(text, node, key, json);
    }

    private static SourceText AddMember(SourceText text, JsonNode node, string key, string json) =>
        AddChild(text, node, node.Members.IsEmpty ? null : node.Members[node.Members.Length - 1].Value.Span, FirstChild(node), Quote(key) + ": " + json);

    private static int? FirstChild(JsonNode node) =>
        !node.Members.IsEmpty ? node.Members[0].KeySpan.Start : !node.Items.IsEmpty ? node.Items[0].Span.Start : null;

    private static SourceText AddChild(SourceText text, JsonNode parent, TextSpan? last, int? first, string child)
    {
        var newLine = NewLine(text);
        var close = parent.Span.End - 1;
        if (last is not { } lastSpan || first is not { } firstStart)
        {
            var outer = Indent(text, parent.Span.Start);
            var inside = text.ToString(TextSpan.FromBounds(parent.Span.Start + 1, close));
            if (parent.Kind == JsonKind.Array && inside.Trim().Length == 0)
                return text.Replace(TextSpan.FromBounds(parent.Span.Start + 1, close), child);
            if (inside.Trim().Length == 0)
                return text.Replace(TextSpan.FromBounds(parent.Span.Start + 1, close), newLine + outer + Unit(text) + child + newLine + outer);
            // Only comments: the child follows them.
            var line = text.Lines.GetLineFromPosition(close);
            return IsBlank(text, line.Start, close)
                ? text.Replace(new TextSpan(line.Start, 0), outer + Unit(text) + child + newLine)
                : text.Replace(new TextSpan(close, 0), child + " ");
        }

        var end = lastSpan.End;
        var (comma, rest) = AfterChild(text, end, close);
        var changes = new List<TextChange>();
        var sameLine = text.Lines.GetLineFromPosition(firstStart).LineNumber == text.Lines.GetLineFromPosition(parent.Span.Start).LineNumber
            && text.Lines.GetLineFromPosition(end).LineNumber == text.Lines.GetLineFromPosition(close).LineNumber;
        if (sameLine)
        {
            var after = comma is { } at ? at + 1 : end;
            changes.Add(new TextChange(new TextSpan(after, 0), (comma is null ? ", " : " ") + child));
            return text.WithChanges(changes);
        }
        if (comma is null)
            changes.Add(new TextChange(new TextSpan(end, 0), ","));
        // A trailing comma is kept: who writes them wants them.
        changes.Add(new TextChange(new TextSpan(rest, 0), newLine + Indent(text, firstStart) + child + (comma is null ? "" : ",")));
        return text.WithChanges(changes);
    }

    private static SourceText RemoveChild(SourceText text, JsonNode parent, TextSpan child, int? previousEnd, bool isLast)
    {
        var close = parent.Span.End - 1;
        var (comma, rest) = AfterChild(text, child.End, close);
        var line = text.Lines.GetLineFromPosition(child.Start);
        var ownLines = IsBlank(text, line.Start, child.Start) && text.Lines.GetLineFromPosition(rest) is var endLine && rest == endLine.End;
        var span = ownLines
            ? TextSpan.FromBounds(line.Start, text.Lines.GetLineFromPosition(rest).EndIncludingLineBreak)
            : TextSpan.FromBounds(child.Start, SkipSpaces(text, comma is { } at ? at + 1 : child.End, close));
        var changes = new List<TextChange>();
        if (isLast && comma is null && previousEnd is { } previous)
        {
            var (previousComma, _) = AfterChild(text, previous, close);
            if (previousComma is { } found && found < span.Start)
                changes.Add(new TextChange(new TextSpan(found, ownLines ? 1 : Math.Max(1, span.Start - found)), ownLines ? "" : " "));
        }
        changes.Add(new TextChange(span, ""));
        return text.WithChanges(changes);
    }

    /// <summary>The comma that follows a child, and where its line is over: behind a comment that stands on it.</summary>
    private static (int? Comma, int LineEnd) AfterChild(SourceText text, int end, int close)
    {
        int? comma = null;
        var rest = end;
        for (var i = end; i < close;)
        {
            var c = text[i];
            if (c == '/' && i + 1 < close && text[i + 1] == '/')
            {
                var line = text.Lines.GetLineFromPosition(i);
                if (text.Lines.GetLineFromPosition(end).LineNumber == line.LineNumber)
                    rest = line.End;
                i = line.EndIncludingLineBreak;
            }
            else if (c == '/' && i + 1 < close && text[i + 1] == '*')
            {
                var over = i + 2;
                while (over + 1 < close && !(text[over] == '*' && text[over + 1] == '/'))
                    over++;
                i = Math.Min(close, over + 2);
                if (text.Lines.GetLineFromPosition(end).LineNumber == text.Lines.GetLineFromPosition(i).LineNumber)
                    rest = i;
            }
            else if (c == ',' && comma is null)
            {
                comma = i;
                rest = ++i;
                end = rest;
            }
            else if (char.IsWhiteSpace(c))
            {
                i++;
            }
            else
            {
                break;
            }
        }
        return (comma, rest);
    }

    private static int SkipSpaces(SourceText text, int position, int close)
    {
        while (position < close && text[position] is ' ' or '\t')
            position++;
        return position;
    }

    private static bool IsBlank(SourceText text, int start, int end)
    {
        for (var i = start; i < end; i++)
            if (!char.IsWhiteSpace(text[i]))
                return false;
        return true;
    }

    private static JsonNode? Root(SourceText text) => JsonTree.Read("", text).Root is { Kind: JsonKind.Object } root ? root : null;

    private static string Indent(SourceText text, int position)
    {
        var line = text.Lines.GetLineFromPosition(position);
        var end = line.Start;
        while (end < position && text[end] is ' ' or '\t')
            end++;
        return text.ToString(TextSpan.FromBounds(line.Start, end));
    }

    /// <summary>What one level of this file is indented by.</summary>
    private static string Unit(SourceText text)
    {
        if (Root(text) is { } root && root.Members.Length > 0 && Indent(text, root.Members[0].KeySpan.Start) is { Length: > 0 } indent)
            return indent;
        return "  ";
    }

    private static string NewLine(SourceText text) =>
        text.Lines.Count > 1 && text.Lines[0] is var line && line.EndIncludingLineBreak - line.End == 2 ? "\r\n" : "\n";
}
