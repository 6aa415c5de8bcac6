using System.Collections;
using System.Collections.Generic;

namespace PrivacyAnalyzers.Flow.Domain;

/// <summary>Distinct items in the order in which they came.</summary>
internal sealed class OrderedSet<T>(IEqualityComparer<T>? comparer = null) : IReadOnlyList<T>
{
    private readonly List<T> _items = [];
    private readonly HashSet<T> _known = new(comparer);

    public int Count => _items.Count;

    public T this[int index] => _items[index];

    internal bool Contains(T item) => _known.Contains(item);

    /// <summary>Adds an item; false: it is known already.</summary>
    internal bool Add(T item)
    {
        if (!_known.Add(item))
            return false;
        _items.Add(item);
        return true;
    }

    /// <summary>Adds what another set has; false: all of it is known already.</summary>
    internal bool Add(OrderedSet<T> other)
    {
        var count = Count;
        foreach (var item in other._items)
            Add(item);
        return Count > count;
    }

    /// <summary>Whether both have the same items, in whatever order.</summary>
    internal bool Same(OrderedSet<T> other) => Count == other.Count && _known.SetEquals(other._known);

    public List<T>.Enumerator GetEnumerator() => _items.GetEnumerator();

    IEnumerator<T> IEnumerable<T>.GetEnumerator() => GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
