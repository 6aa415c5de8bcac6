using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis.Text;

namespace PrivacyAnalyzers;

/// <summary>
/// The words of a text, those in comments and strings among them, as hashes: found by reading its characters once, without its syntax.
/// It may say that a word is there which is not (an escaped identifier, a hash by chance shared), and never the reverse but for
/// identifiers that are written with escapes.
/// </summary>
internal sealed class Words
{
    private readonly ulong[] _hashes;

    internal Words(SourceText text)
    {
        var found = new HashSet<ulong>();
        var buffer = new char[4096];
        var hash = Start;
        var inWord = false;
        var (last, beforeLast) = (' ', ' ');
        for (var position = 0; position < text.Length; position += buffer.Length)
        {
            var count = Math.Min(buffer.Length, text.Length - position);
            text.CopyTo(position, buffer, 0, count);
            for (var i = 0; i < count; i++)
            {
                var c = buffer[i];
                HasKeys |= last == '[' && (c == '"' || char.IsUpper(c)) && (char.IsLetterOrDigit(beforeLast) || beforeLast is '_' or ')' or ']');
                (last, beforeLast) = (c, last);
                if (c is >= 'a' and <= 'z' or >= 'A' and <= 'Z' or >= '0' and <= '9' or '_' || c > 127 && char.IsLetterOrDigit(c))
                {
                    hash = Next(hash, c);
                    inWord = true;
                }
                else if (inWord)
                {
                    found.Add(hash);
                    hash = Start;
                    inWord = false;
                }
            }
        }
        if (inWord)
            found.Add(hash);
        _hashes = new ulong[found.Count];
        found.CopyTo(_hashes);
        Array.Sort(_hashes);
    }

    /// <summary>FNV-1a: its start.</summary>
    private const ulong Start = 14695981039346656037;

    /// <summary>Whether something is indexed by what may be a constant text.</summary>
    internal bool HasKeys { get; }

    /// <summary>Whether the word may stand in the text; <c>this[]</c>: where something is indexed by a constant text.</summary>
    internal bool Contains(string word) => word == "this[]" ? HasKeys : Contains(Hash(word));

    /// <summary>The same for a word's hash, for who asks many texts.</summary>
    internal bool Contains(ulong hash) => Array.BinarySearch(_hashes, hash) >= 0;

    /// <summary>Whether one of several words may stand in the text.</summary>
    internal bool ContainsAny(IEnumerable<string> words) => words.Any(Contains);

    /// <summary>By what a word is found.</summary>
    internal static ulong Hash(string word)
    {
        var hash = Start;
        foreach (var c in word)
            hash = Next(hash, c);
        return hash;
    }

    private static ulong Next(ulong hash, char c) => unchecked((hash ^ c) * 1099511628211);
}
