using System;
using System.Collections;
using System.Collections.Generic;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;

namespace PrivacyAnalyzers.Flow.Domain;

/// <summary>How the keys of a <see cref="Map{TKey, TValue}"/> are told apart.</summary>
internal abstract class MapKeys<TKey>
{
    /// <summary>A number by which a key is found, and in whose order the map is gone through; few other keys should have the same.</summary>
    internal abstract ulong Number(TKey key);

    internal abstract bool AreSame(TKey a, TKey b);
}

/// <summary>Cells: those of one object follow each other, in the order in which objects and members became known.</summary>
internal sealed class CellKeys : MapKeys<Cell>
{
    internal static readonly CellKeys Instance = new();

    internal static ulong First(Loc loc) => (ulong)(uint)loc.Order << 32;

    internal override ulong Number(Cell key) => First(key.Loc) | (uint)key.Field.Order;

    internal override bool AreSame(Cell a, Cell b) => a.Equals(b);
}

/// <summary>Variables and static members.</summary>
internal sealed class SymbolKeys : MapKeys<ISymbol>
{
    internal static readonly SymbolKeys Instance = new();

    internal override ulong Number(ISymbol key) => (uint)SymbolEqualityComparer.Default.GetHashCode(key);

    internal override bool AreSame(ISymbol a, ISymbol b) => SymbolEqualityComparer.Default.Equals(a, b);
}

/// <summary>Captures of a control-flow graph.</summary>
internal sealed class CaptureKeys : MapKeys<CaptureId>
{
    internal static readonly CaptureKeys Instance = new();

    internal override ulong Number(CaptureId key) => (uint)key.GetHashCode();

    internal override bool AreSame(CaptureId a, CaptureId b) => a.Equals(b);
}

/// <summary>
/// An immutable map, as a Patricia trie over the numbers of its keys. Its form depends on the keys alone, and maps that were made from
/// one another share what they have in common: joining and comparing two costs what they differ in, not what they hold.
/// </summary>
internal sealed class Map<TKey, TValue> : IEnumerable<KeyValuePair<TKey, TValue>>
    where TKey : notnull
    where TValue : class
{
    private readonly MapKeys<TKey> _keys;
    private readonly Node? _root;

    private Map(MapKeys<TKey> keys, Node? root)
    {
        _keys = keys;
        _root = root;
    }

    internal static Map<TKey, TValue> Empty(MapKeys<TKey> keys) => new(keys, null);

    internal int Count => _root?.Count ?? 0;

    internal bool ContainsKey(TKey key) => Find(key) is not null;

    internal bool TryGetValue(TKey key, out TValue value)
    {
        var leaf = Find(key);
        value = leaf?.Pair.Value!;
        return leaf is not null;
    }

    internal TValue? this[TKey key] => Find(key)?.Pair.Value;

    internal Map<TKey, TValue> SetItem(TKey key, TValue value) => With(Insert(_root, new Leaf(_keys.Number(key), new(key, value), null)));

    internal Map<TKey, TValue> Remove(TKey key) => With(Remove(_root, _keys.Number(key), key));

    /// <summary>What stands under keys whose numbers have the same upper half as <paramref name="first"/>.</summary>
    internal IEnumerable<KeyValuePair<TKey, TValue>> Half(ulong first)
    {
        var node = _root;
        while (node is Branch branch && branch.Bit >= 1UL << 32)
        {
            if ((first & ~(branch.Bit | (branch.Bit - 1))) != branch.Number)
                return [];
            node = (first & branch.Bit) == 0 ? branch.Left : branch.Right;
        }
        return node is null || node.Number >> 32 != first >> 32 ? [] : Pairs(node);
    }

    /// <summary>Joins two maps; <paramref name="join"/> gets null for the value that a side lacks. <paramref name="looked"/> counts what differs.</summary>
    internal static Map<TKey, TValue> Join(Map<TKey, TValue> a, Map<TKey, TValue> b, Func<TKey, TValue?, TValue?, TValue> join, ref int looked) =>
        a.With(Join(a._root, b._root, join, a._keys, ref looked));

    /// <summary>Whether two maps have the same keys, and the same values under them.</summary>
    internal static bool Same(Map<TKey, TValue> a, Map<TKey, TValue> b, Func<TValue, TValue, bool> same) => Same(a._root, b._root, same, a._keys);

    public IEnumerator<KeyValuePair<TKey, TValue>> GetEnumerator() => Pairs(_root).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private Map<TKey, TValue> With(Node? root) => ReferenceEquals(root, _root) ? this : new(_keys, root);

    private Leaf? Find(TKey key)
    {
        var number = _keys.Number(key);
        var node = _root;
        while (node is Branch branch)
            node = (number & branch.Bit) == 0 ? branch.Left : branch.Right;
        for (var leaf = node as Leaf; leaf is not null; leaf = leaf.Next)
            if (leaf.Number == number && _keys.AreSame(leaf.Pair.Key, key))
                return leaf;
        return null;
    }

    private Node Insert(Node? node, Leaf added)
    {
        switch (node)
        {
            case null:
                return added;
            case Leaf leaf when leaf.Number == added.Number:
                return Put(leaf, added.Pair, _keys);
            case Branch branch when branch.Covers(added.Number):
                var (left, right) = (added.Number & branch.Bit) == 0 ? (Insert(branch.Left, added), branch.Right) : (branch.Left, Insert(branch.Right, added));
                return branch.With(left, right);
            default:
                return Together(node, added);
        }
    }

    /// <summary>Puts a pair among those whose keys have its number.</summary>
    private static Leaf Put(Leaf leaf, KeyValuePair<TKey, TValue> pair, MapKeys<TKey> keys)
    {
        Leaf? others = null;
        for (var l = leaf; l is not null; l = l.Next)
        {
            if (!keys.AreSame(l.Pair.Key, pair.Key))
                others = new Leaf(l.Number, l.Pair, others);
            else if (ReferenceEquals(l.Pair.Value, pair.Value))
                return leaf;
        }
        return new Leaf(leaf.Number, pair, others);
    }

    private Node? Remove(Node? node, ulong number, TKey key)
    {
        switch (node)
        {
            case Leaf leaf when leaf.Number == number:
                Leaf? others = null;
                var found = false;
                for (var l = leaf; l is not null; l = l.Next)
                    if (_keys.AreSame(l.Pair.Key, key))
                        found = true;
                    else
                        others = new Leaf(number, l.Pair, others);
                return found ? others : leaf;
            case Branch branch when branch.Covers(number):
                var (left, right) = (number & branch.Bit) == 0 ? (Remove(branch.Left, number, key), branch.Right) : (branch.Left, Remove(branch.Right, number, key));
                return left is null ? right : right is null ? left : branch.With(left, right);
            default:
                return node;
        }
    }

    private static Node? Join(Node? a, Node? b, Func<TKey, TValue?, TValue?, TValue> join, MapKeys<TKey> keys, ref int looked)
    {
        if (ReferenceEquals(a, b))
            return a;
        if (a is null || b is null)
            return Alone((a ?? b)!, b is null, join, ref looked);
        if (a is Leaf one && b is Leaf other && one.Number == other.Number)
            return JoinLeaves(one, other, join, keys, ref looked);
        switch (a, b)
        {
            case (Branch left, Branch right) when left.Bit == right.Bit && left.Number == right.Number:
                return left.With(Join(left.Left, right.Left, join, keys, ref looked)!, Join(left.Right, right.Right, join, keys, ref looked)!);
            case (Branch above, _) when above.Covers(b.Number) && (b is Leaf || ((Branch)b).Bit < above.Bit):
                return (b.Number & above.Bit) == 0
                    ? above.With(Join(above.Left, b, join, keys, ref looked)!, Alone(above.Right, true, join, ref looked))
                    : above.With(Alone(above.Left, true, join, ref looked), Join(above.Right, b, join, keys, ref looked)!);
            case (_, Branch above) when above.Covers(a.Number):
                return (a.Number & above.Bit) == 0
                    ? above.With(Join(a, above.Left, join, keys, ref looked)!, Alone(above.Right, false, join, ref looked))
                    : above.With(Alone(above.Left, false, join, ref looked), Join(a, above.Right, join, keys, ref looked)!);
            default:
                return Together(Alone(a, true, join, ref looked), Alone(b, false, join, ref looked));
        }
    }

    /// <summary>What only one side has.</summary>
    private static Node Alone(Node node, bool first, Func<TKey, TValue?, TValue?, TValue> join, ref int looked)
    {
        if (node is Branch branch)
            return branch.With(Alone(branch.Left, first, join, ref looked), Alone(branch.Right, first, join, ref looked));
        var leaf = (Leaf)node;
        looked++;
        var next = leaf.Next is null ? null : (Leaf)Alone(leaf.Next, first, join, ref looked);
        var value = first ? join(leaf.Pair.Key, leaf.Pair.Value, null) : join(leaf.Pair.Key, null, leaf.Pair.Value);
        return ReferenceEquals(value, leaf.Pair.Value) && ReferenceEquals(next, leaf.Next) ? leaf : new Leaf(leaf.Number, new(leaf.Pair.Key, value), next);
    }

    private static Leaf JoinLeaves(Leaf a, Leaf b, Func<TKey, TValue?, TValue?, TValue> join, MapKeys<TKey> keys, ref int looked)
    {
        var result = a;
        for (var l = a; l is not null; l = l.Next)
        {
            looked++;
            var other = At(b, l.Pair.Key);
            if (other is null || !ReferenceEquals(other.Pair.Value, l.Pair.Value))
                result = Put(result, new(l.Pair.Key, join(l.Pair.Key, l.Pair.Value, other?.Pair.Value)), keys);
        }
        for (var l = b; l is not null; l = l.Next)
            if (At(a, l.Pair.Key) is null)
                result = Put(result, new(l.Pair.Key, join(l.Pair.Key, null, l.Pair.Value)), keys);
        return result;

        Leaf? At(Leaf? leaf, TKey key)
        {
            while (leaf is not null && !keys.AreSame(leaf.Pair.Key, key))
                leaf = leaf.Next;
            return leaf;
        }
    }

    private static bool Same(Node? a, Node? b, Func<TValue, TValue, bool> same, MapKeys<TKey> keys)
    {
        if (ReferenceEquals(a, b))
            return true;
        if (a is null || b is null || a.Count != b.Count || a.Number != b.Number)
            return false;
        if (a is Branch left)
            return b is Branch right && left.Bit == right.Bit && Same(left.Left, right.Left, same, keys) && Same(left.Right, right.Right, same, keys);
        if (b is Branch)
            return false;
        for (var l = (Leaf)a; l is not null; l = l.Next)
        {
            var other = (Leaf?)b;
            while (other is not null && !keys.AreSame(other.Pair.Key, l.Pair.Key))
                other = other.Next;
            if (other is null || !same(l.Pair.Value, other.Pair.Value))
                return false;
        }
        return true;
    }

    /// <summary>Two nodes that part at the highest bit in which their numbers differ.</summary>
    private static Branch Together(Node a, Node b)
    {
        var differing = a.Number ^ b.Number;
        var bit = 1UL;
        while ((differing >>= 1) != 0)
            bit <<= 1;
        var number = a.Number & ~(bit | (bit - 1));
        return (a.Number & bit) == 0 ? new Branch(number, bit, a, b) : new Branch(number, bit, b, a);
    }

    private static IEnumerable<KeyValuePair<TKey, TValue>> Pairs(Node? root)
    {
        var work = new Stack<Node>();
        if (root is not null)
            work.Push(root);
        while (work.Count > 0)
        {
            var node = work.Pop();
            while (node is Branch branch)
            {
                work.Push(branch.Right);
                node = branch.Left;
            }
            for (var leaf = (Leaf?)node; leaf is not null; leaf = leaf.Next)
                yield return leaf.Pair;
        }
    }

    private abstract class Node(ulong number, int count)
    {
        /// <summary>The number of its keys; of a branch, as far as they have it in common.</summary>
        internal ulong Number { get; } = number;

        internal int Count { get; } = count;
    }

    private sealed class Leaf(ulong number, KeyValuePair<TKey, TValue> pair, Leaf? next) : Node(number, next is null ? 1 : next.Count + 1)
    {
        internal KeyValuePair<TKey, TValue> Pair { get; } = pair;

        /// <summary>Another key with the same number.</summary>
        internal Leaf? Next { get; } = next;
    }

    private sealed class Branch(ulong number, ulong bit, Node left, Node right) : Node(number, left.Count + right.Count)
    {
        /// <summary>The bit in which left and right differ.</summary>
        internal ulong Bit { get; } = bit;

        internal Node Left { get; } = left;

        internal Node Right { get; } = right;

        internal bool Covers(ulong number) => (number & ~(Bit | (Bit - 1))) == Number;

        internal Branch With(Node left, Node right) => ReferenceEquals(left, Left) && ReferenceEquals(right, Right) ? this : new(Number, Bit, left, right);
    }
}
