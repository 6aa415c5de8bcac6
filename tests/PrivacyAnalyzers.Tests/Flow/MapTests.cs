using PrivacyAnalyzers.Flow.Domain;

namespace PrivacyAnalyzers.Tests.Flow;

/// <summary>The map that states are made of does what a dictionary does, and shares what two of it have in common.</summary>
public class MapTests
{
    [Fact]
    public void It_holds_what_was_put_into_it()
    {
        var random = new Random(1);
        var map = Map<int, string>.Empty(Keys.Instance);
        var expected = new Dictionary<int, string>();
        for (var i = 0; i < 2_000; i++)
        {
            var key = random.Next(300);
            if (random.Next(3) == 0)
            {
                map = map.Remove(key);
                expected.Remove(key);
            }
            else
            {
                map = map.SetItem(key, "v" + i);
                expected[key] = "v" + i;
            }
        }
        Assert.Equal(expected.Count, map.Count);
        Assert.Equal(expected.OrderBy(p => p.Key), map.OrderBy(p => p.Key));
        Assert.All(expected, pair => Assert.Equal(pair.Value, map[pair.Key]));
        Assert.False(map.ContainsKey(1_000));
        Assert.All(map, pair => Assert.Same(map, map.SetItem(pair.Key, pair.Value)));
    }

    [Fact]
    public void Two_are_joined_and_compared_by_what_differs()
    {
        var random = new Random(2);
        var common = Enumerable.Range(0, 500).Aggregate(Map<int, string>.Empty(Keys.Instance), (m, i) => m.SetItem(i * 3, "c"));
        var a = Enumerable.Range(0, 5).Aggregate(common, (m, i) => m.SetItem(random.Next(1_500), "a" + i));
        var b = Enumerable.Range(0, 5).Aggregate(common, (m, i) => m.SetItem(random.Next(1_500), "b" + i));
        var looked = 0;
        var joined = Map<int, string>.Join(a, b, (_, first, second) => (first ?? "-") + (second ?? "-"), ref looked);
        foreach (var key in a.Concat(b).Select(p => p.Key).Distinct())
            Assert.Equal(ReferenceEquals(a[key], b[key]) ? a[key] : (a[key] ?? "-") + (b[key] ?? "-"), joined[key]);
        Assert.Equal(a.Concat(b).Select(p => p.Key).Distinct().Count(), joined.Count);
        Assert.InRange(looked, 1, 60);
        Assert.Same(a, Map<int, string>.Join(a, a, (_, _, _) => "", ref looked));
        Assert.False(Map<int, string>.Same(a, b, string.Equals));
        Assert.True(Map<int, string>.Same(common, Enumerable.Range(0, 500).Reverse().Aggregate(Map<int, string>.Empty(Keys.Instance), (m, i) => m.SetItem(i * 3, "c")), string.Equals));
    }

    [Fact]
    public void What_has_the_upper_half_of_its_number_in_common_is_found_together()
    {
        var map = Map<ulong, string>.Empty(Numbers.Instance);
        for (var i = 0UL; i < 40; i++)
            map = map.SetItem(i % 5 << 32 | i, "v" + i);
        Assert.Equal([2UL, 7, 12, 17, 22, 27, 32, 37], map.Half(2UL << 32).Select(p => p.Key & uint.MaxValue));
        Assert.Empty(map.Half(9UL << 32));
    }

    /// <summary>Keys of which four each have the same number.</summary>
    private sealed class Keys : MapKeys<int>
    {
        internal static readonly Keys Instance = new();

        internal override ulong Number(int key) => (ulong)(key / 4);

        internal override bool AreSame(int a, int b) => a == b;
    }

    private sealed class Numbers : MapKeys<ulong>
    {
        internal static readonly Numbers Instance = new();

        internal override ulong Number(ulong key) => key;

        internal override bool AreSame(ulong a, ulong b) => a == b;
    }
}
