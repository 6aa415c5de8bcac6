using System;
using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace PrivacyAnalyzers.Policy;

/// <summary>What a JSON value is.</summary>
internal enum JsonKind
{
    Object,
    Array,
    String,
    Number,
    Boolean,
    Null,
}

/// <summary>A member of a JSON object. The span of the key includes its quotes.</summary>
internal sealed record JsonMember(string Name, TextSpan KeySpan, JsonNode Value);

/// <summary>A JSON value and where it stands in its text.</summary>
internal sealed class JsonNode
{
    internal JsonNode(JsonKind kind, TextSpan span)
    {
        Kind = kind;
        Span = span;
    }

    internal JsonKind Kind { get; }

    /// <summary>From the first to the last character, quotes and brackets included.</summary>
    internal TextSpan Span { get; }

    /// <summary>The value of a string; the digits of a number; <c>true</c> or <c>false</c>; else empty.</summary>
    internal string Text { get; init; } = "";

    /// <summary>Members of an object, in order; a key may occur twice.</summary>
    internal ImmutableArray<JsonMember> Members { get; init; } = [];

    /// <summary>Elements of an array.</summary>
    internal ImmutableArray<JsonNode> Items { get; init; } = [];

    /// <summary>The first member with this key, or null.</summary>
    internal JsonMember? this[string name]
    {
        get
        {
            foreach (var member in Members)
                if (member.Name == name)
                    return member;
            return null;
        }
    }

    /// <summary>Whether two values are the same as JSON: the order of keys, white space and comments do not count.</summary>
    internal static bool AreEqual(JsonNode left, JsonNode right)
    {
        if (left.Kind != right.Kind || left.Text != right.Text && !AreEqualNumbers(left, right)
            || left.Members.Length != right.Members.Length || left.Items.Length != right.Items.Length)
            return false;
        foreach (var member in left.Members)
            if (right[member.Name] is not { } other || !AreEqual(member.Value, other.Value))
                return false;
        for (var i = 0; i < left.Items.Length; i++)
            if (!AreEqual(left.Items[i], right.Items[i]))
                return false;
        return true;
    }

    private static bool AreEqualNumbers(JsonNode left, JsonNode right) =>
        left.Kind == JsonKind.Number
        && double.TryParse(left.Text, System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture, out var a)
        && double.TryParse(right.Text, System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture, out var b)
        && a.Equals(b);
}

/// <summary>A JSON text read into a tree with positions. Comments and trailing commas are allowed.</summary>
internal sealed class JsonTree
{
    /// <summary>No policy or catalogue is longer; what is, is not read.</summary>
    internal const int MaxLength = 4 * 1024 * 1024;

    private JsonTree(string path, SourceText text, JsonNode? root, string? error, TextSpan errorSpan)
    {
        Path = path;
        Text = text;
        Root = root;
        Error = error;
        ErrorSpan = errorSpan;
    }

    internal string Path { get; }

    internal SourceText Text { get; }

    /// <summary>Null where the text cannot be read.</summary>
    internal JsonNode? Root { get; }

    /// <summary>Why the text cannot be read, or null.</summary>
    internal string? Error { get; }

    /// <summary>Where the text stops being JSON.</summary>
    internal TextSpan ErrorSpan { get; }

    /// <summary>A place in the file, for diagnostics.</summary>
    internal Location LocationOf(TextSpan span) => Location.Create(Path, span, Text.Lines.GetLinePositionSpan(span));

    /// <summary>Reads an additional file; a missing text counts as one that cannot be read.</summary>
    internal static JsonTree Read(AdditionalText file) =>
        file.GetText() is { } text
            ? Read(file.Path, text)
            : new JsonTree(file.Path, SourceText.From(""), null, "the file cannot be read", default);

    internal static JsonTree Read(string path, SourceText text)
    {
        if (text.Length > MaxLength)
            return new JsonTree(path, text, null, "the file is too large", default);
        var content = text.ToString();
        var start = content.Length > 0 && content[0] == '\uFEFF' ? 1 : 0;
        if (string.IsNullOrWhiteSpace(content))
            return new JsonTree(path, text, null, "the file is empty", default);
        var bytes = Encoding.UTF8.GetBytes(WithoutComments(start == 0 ? content : content.Substring(1)));
        var positions = new Positions(bytes, start);
        try
        {
            var reader = new Utf8JsonReader(bytes, new JsonReaderOptions { AllowTrailingCommas = true });
            reader.Read();
            var root = ReadValue(ref reader, positions);
            // What follows the value must be white space: the reader checks it when asked for more.
            while (reader.Read())
            {
            }
            return new JsonTree(path, text, root, null, default);
        }
        catch (JsonException exception)
        {
            var at = Math.Min(text.Length, positions.CharAt(exception.LineNumber ?? 0, exception.BytePositionInLine ?? 0));
            var message = exception.Message;
            var suffix = message.IndexOf(" LineNumber:", StringComparison.Ordinal);
            return new JsonTree(path, text, null, (suffix < 0 ? message : message.Substring(0, suffix)).TrimEnd('.'), new TextSpan(at, at < text.Length ? 1 : 0));
        }
        catch (InvalidOperationException)
        {
            // A string whose escapes are no Unicode text.
            return new JsonTree(path, text, null, "a string is no valid Unicode text", new TextSpan(Math.Min(text.Length, positions.Last), 0));
        }
    }

    /// <summary>
    /// The text with a space for each character of a comment, so that all else keeps its place. The reader's own handling of comments
    /// does not know them between a key and its colon.
    /// </summary>
    private static string WithoutComments(string text)
    {
        if (text.IndexOf('/') < 0)
            return text;
        var result = text.ToCharArray();
        var inString = false;
        for (var i = 0; i < result.Length; i++)
        {
            // A string ends at its line's end at the latest, so that a missing quote hides no comment below it.
            if (result[i] == '"' || inString && result[i] == '\n')
                inString = !inString;
            else if (inString && result[i] == '\\')
                i++;
            else if (!inString && result[i] == '/' && EndOfComment(text, i) is var end && end > i)
            {
                for (; i < end; i++)
                    if (result[i] is not ('\n' or '\r'))
                        result[i] = ' ';
                i--;
            }
        }
        return new string(result);
    }

    /// <summary>The place behind the comment that starts at a slash; the slash itself where none does, or where it is not closed.</summary>
    private static int EndOfComment(string text, int start)
    {
        var isBlock = string.CompareOrdinal(text, start, "/*", 0, 2) == 0;
        if (!isBlock && string.CompareOrdinal(text, start, "//", 0, 2) != 0)
            return start;
        var end = text.IndexOf(isBlock ? "*/" : "\n", start + 2, StringComparison.Ordinal);
        return end >= 0 ? end + (isBlock ? 2 : 0) : isBlock ? start : text.Length;
    }

    private static JsonNode ReadValue(ref Utf8JsonReader reader, Positions positions)
    {
        var start = positions.CharAt((int)reader.TokenStartIndex);
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                var members = ImmutableArray.CreateBuilder<JsonMember>();
                while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
                {
                    // The token of a key may reach to its colon: the quotes say where it ends.
                    var keyStart = positions.CharAt((int)reader.TokenStartIndex);
                    var keyEnd = positions.CharAt((int)reader.TokenStartIndex + reader.ValueSpan.Length + 2);
                    var name = reader.GetString() ?? "";
                    reader.Read();
                    members.Add(new JsonMember(name, TextSpan.FromBounds(keyStart, keyEnd), ReadValue(ref reader, positions)));
                }
                return new JsonNode(JsonKind.Object, Span(ref reader)) { Members = members.ToImmutable() };
            case JsonTokenType.StartArray:
                var items = ImmutableArray.CreateBuilder<JsonNode>();
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                    items.Add(ReadValue(ref reader, positions));
                return new JsonNode(JsonKind.Array, Span(ref reader)) { Items = items.ToImmutable() };
            case JsonTokenType.String:
                var text = reader.GetString() ?? "";
                return new JsonNode(JsonKind.String, Span(ref reader)) { Text = text };
            case JsonTokenType.Number:
                return new JsonNode(JsonKind.Number, Span(ref reader)) { Text = Encoding.UTF8.GetString(reader.ValueSpan.ToArray()) };
            case JsonTokenType.True:
            case JsonTokenType.False:
                return new JsonNode(JsonKind.Boolean, Span(ref reader)) { Text = reader.TokenType == JsonTokenType.True ? "true" : "false" };
            default:
                return new JsonNode(JsonKind.Null, Span(ref reader));
        }

        TextSpan Span(ref Utf8JsonReader at) => TextSpan.FromBounds(start, positions.CharAt((int)at.BytesConsumed));
    }

    /// <summary>Turns positions in the UTF-8 bytes, asked for in order, into positions in the text.</summary>
    private sealed class Positions
    {
        private readonly byte[] _bytes;
        private readonly int _start;
        private int _byte;
        private int _char;

        internal Positions(byte[] bytes, int start)
        {
            _bytes = bytes;
            _start = start;
            _char = start;
        }

        internal int Last => _char;

        internal int CharAt(int position)
        {
            if (position < _byte)
            {
                _byte = 0;
                _char = _start;
            }
            for (; _byte < position && _byte < _bytes.Length; _byte++)
            {
                // A character of four bytes is two of UTF-16; following bytes are none.
                var b = _bytes[_byte];
                _char += b >= 0xF0 ? 2 : (b & 0xC0) == 0x80 ? 0 : 1;
            }
            return _char;
        }

        internal int CharAt(long line, long inLine)
        {
            var position = 0;
            for (; line > 0 && position < _bytes.Length; position++)
                if (_bytes[position] == (byte)'\n')
                    line--;
            return CharAt((int)Math.Min(_bytes.Length, position + inLine));
        }
    }
}
