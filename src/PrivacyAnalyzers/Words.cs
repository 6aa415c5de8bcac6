using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis.Text;

namespace PrivacyAnalyzers;

/// <summary>
/// The words of a text, those in comments and strings among them, as hashes: found by reading its characters once, without its syntax.
/// It may say that a word is there which is not (an escaped identifier, a hash by chance shared), and never the reverse but for
/// identifiers that are written with escapes.
/// </summary>
internal sealed class Words
{
    private readonly WordBits _bits = new();
    private readonly ulong[] _hashes;

    internal Words(SourceText text)
    {
        var found = new HashSet<ulong>();
        var scan = new Scan(text);
        while (scan.Next())
            found.Add(scan.Hash);
        HasKeys = scan.HasKeys;
        _hashes = new ulong[found.Count];
        found.CopyTo(_hashes);
        Array.Sort(_hashes);
        foreach (var hash in _hashes)
            _bits.Add(hash);
    }

    /// <summary>FNV-1a: its start.</summary>
    private const ulong Start = 14695981039346656037;

    /// <summary>The hashes of all words, each once.</summary>
    internal IReadOnlyList<ulong> Hashes => _hashes;

    /// <summary>Whether something is indexed by what may be a constant text.</summary>
    internal bool HasKeys { get; }

    /// <summary>Whether the word may stand in the text; <c>this[]</c>: where something is indexed by a constant text.</summary>
    internal bool Contains(string word) => word == "this[]" ? HasKeys : Contains(Hash(word));

    /// <summary>The same for a word's hash, for who asks many texts.</summary>
    internal bool Contains(ulong hash) => _bits.MayHave(hash) && Array.BinarySearch(_hashes, hash) >= 0;

    /// <summary>Whether one of several words may stand in the text.</summary>
    internal bool ContainsAny(WordSet words)
    {
        foreach (var hash in words.Hashes)
            if (Contains(hash))
                return true;
        return false;
    }

    /// <summary>The words of a text, each as its hash, where they stand, in its order.</summary>
    internal static IEnumerable<(int Position, ulong Word)> In(SourceText text)
    {
        var scan = new Scan(text);
        while (scan.Next())
            yield return (scan.Start, scan.Hash);
    }

    /// <summary>Where words of a set may stand in a text, in its order.</summary>
    internal static IEnumerable<int> Positions(SourceText text, WordSet words)
    {
        var scan = new Scan(text);
        while (scan.Next(words))
            yield return scan.Start;
    }

    /// <summary>Where something is indexed by what may be a constant text, in the order of the text.</summary>
    internal static List<int> Keys(SourceText text)
    {
        var keys = new List<int>();
        var scan = new Scan(text) { Keys = keys };
        while (scan.Next())
        {
        }
        return keys;
    }

    /// <summary>By what a word is found.</summary>
    internal static ulong Hash(string word)
    {
        var hash = Start;
        foreach (var c in word)
            hash = Next(hash, c);
        return hash;
    }

    private static ulong Next(ulong hash, char c) => unchecked((hash ^ c) * 1099511628211);

    /// <summary>Reads the words of a text, one after the other.</summary>
    private sealed class Scan(SourceText text)
    {
        private readonly SourceText _text = text;
        private readonly char[] _buffer = new char[4096];
        private int _offset;
        private int _count;
        private int _next;
        private char _last = ' ';
        private char _beforeLast = ' ';

        internal ulong Hash { get; private set; }

        /// <summary>Where the word begins.</summary>
        internal int Start { get; private set; }

        /// <summary>Whether something read so far is indexed by what may be a constant text.</summary>
        internal bool HasKeys { get; private set; }

        /// <summary>Gets where that is, if it is wanted.</summary>
        internal List<int>? Keys { get; set; }

        // Optimised at once: it is a long loop, and it runs before anything else does.
        [MethodImpl((MethodImplOptions)512)]
        internal bool Next()
        {
            var hash = Words.Start;
            var inWord = false;
            while (_next < _count || Fill())
            {
                var c = _buffer[_next++];
                if (_last == '[' && (c == '"' || char.IsUpper(c)) && (char.IsLetterOrDigit(_beforeLast) || _beforeLast is '_' or ')' or ']' or '?' or '!'))
                {
                    HasKeys = true;
                    Keys?.Add(_offset + _next - 2);
                }
                (_last, _beforeLast) = (c, _last);
                if (c is >= 'a' and <= 'z' or >= 'A' and <= 'Z' or >= '0' and <= '9' or '_' || c > 127 && char.IsLetterOrDigit(c))
                {
                    if (!inWord)
                        Start = _offset + _next - 1;
                    inWord = true;
                    hash = Words.Next(hash, c);
                }
                else if (inWord)
                {
                    break;
                }
            }
            Hash = hash;
            return inWord;
        }

        /// <summary>Goes on to the next word of a set.</summary>
        [MethodImpl((MethodImplOptions)512)]
        internal bool Next(WordSet words)
        {
            while (Next())
                if (words.Contains(Hash))
                    return true;
            return false;
        }

        private bool Fill()
        {
            _offset += _count;
            _count = Math.Min(_buffer.Length, _text.Length - _offset);
            _next = 0;
            if (_count > 0)
                _text.CopyTo(_offset, _buffer, 0, _count);
            return _count > 0;
        }
    }
}

/// <summary>By some bits of their hashes, most words that are not there are told at once.</summary>
internal readonly struct WordBits()
{
    private const int Length = 64;

    private readonly ulong[] _bits = new ulong[Length];

    internal void Add(ulong hash) => _bits[Index(hash)] |= Bit(hash);

    internal bool MayHave(ulong hash) => (_bits[Index(hash)] & Bit(hash)) != 0;

    private static int Index(ulong hash) => (int)(hash >> 6) & (Length - 1);

    private static ulong Bit(ulong hash) => 1UL << (int)(hash & 63);
}

/// <summary>Words to look for in many texts.</summary>
internal sealed class WordSet
{
    private readonly HashSet<string> _words;
    private readonly HashSet<ulong> _hashes;
    private readonly WordBits _bits = new();

    internal WordSet(IEnumerable<string> words)
    {
        _words = [.. words];
        Hashes = [.. _words.Select(Words.Hash)];
        _hashes = [.. Hashes];
        foreach (var hash in Hashes)
            _bits.Add(hash);
    }

    /// <summary>By what the words are found.</summary>
    internal ulong[] Hashes { get; }

    internal bool IsEmpty => _words.Count == 0;

    internal bool Contains(string word) => _words.Contains(word);

    internal bool Contains(ulong hash) => _bits.MayHave(hash) && _hashes.Contains(hash);
}
