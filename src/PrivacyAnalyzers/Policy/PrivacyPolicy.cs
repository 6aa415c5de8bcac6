using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;

namespace PrivacyAnalyzers.Policy;

/// <summary>The policy of a project. Knows ids and texts, no symbols.</summary>
internal sealed class PrivacyPolicy
{
    internal static readonly PrivacyPolicy Empty = new();

    internal string Name { get; init; } = "";

    internal PolicyText? Version { get; init; }

    internal PolicyText? Controller { get; init; }

    internal PolicyText? Contact { get; init; }

    internal ImmutableSortedDictionary<string, PurposeEntry> Purposes { get; init; } = NoEntries<PurposeEntry>();

    internal ImmutableSortedDictionary<string, CategoryEntry> Categories { get; init; } = NoEntries<CategoryEntry>();

    internal ImmutableSortedDictionary<string, PermissionEntry> Permissions { get; init; } = NoEntries<PermissionEntry>();

    internal ImmutableSortedDictionary<string, RecipientEntry> Recipients { get; init; } = NoEntries<RecipientEntry>();

    internal ImmutableSortedDictionary<string, ObligationEntry> Obligations { get; init; } = NoEntries<ObligationEntry>();

    /// <summary>Category that a foreign classification attribute (by full name) stands for.</summary>
    internal ImmutableDictionary<string, string> Classifications { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>Host patterns that are ours, never a recipient.</summary>
    internal ImmutableArray<string> OwnHosts { get; init; } = [];

    /// <summary>How stored data is protected where its category does not say: <c>encrypted</c> (default) or <c>plain</c>.</summary>
    internal string StorageProtection { get; init; } = "encrypted";

    /// <summary>Where data is kept; empty: the policy does not say.</summary>
    internal ImmutableArray<string> StorageRegions { get; init; } = [];

    /// <summary><c>encrypted</c> (default) or <c>plain</c>.</summary>
    internal string TransportProtection { get; init; } = "encrypted";

    /// <summary>What lets data leave the regions: <c>consent</c>, <c>deidentification</c>; any one suffices.</summary>
    internal ImmutableArray<string> CrossBorderAllowedBy { get; init; } = [];

    internal int? ChildrenAge { get; init; }

    /// <summary>Purposes whose code must check the age.</summary>
    internal ImmutableArray<string> ChildrenPurposes { get; init; } = [];

    internal ImmutableArray<PolicyChange> Changes { get; init; } = [];

    /// <summary>Whether <paramref name="id"/> is <paramref name="wider"/> or narrows it (<c>account.recovery</c> narrows <c>account</c>).</summary>
    internal static bool IsSameOrNarrower(string id, string wider) =>
        id.StartsWith(wider, StringComparison.Ordinal) && (id.Length == wider.Length || id[wider.Length] == '.');

    /// <summary>The entry of an id: its own, else the nearest above it.</summary>
    internal PurposeEntry? FindPurpose(string id) => Find(Purposes, id);

    /// <inheritdoc cref="FindPurpose" />
    internal CategoryEntry? FindCategory(string id) => Find(Categories, id);

    /// <inheritdoc cref="FindPurpose" />
    internal PermissionEntry? FindPermission(string id) => Find(Permissions, id);

    /// <inheritdoc cref="FindPurpose" />
    internal RecipientEntry? FindRecipient(string id) => Find(Recipients, id);

    /// <summary>What a value may be used for: the purposes on its mark; where the mark has none, those of its category's entry.</summary>
    internal ImmutableArray<string> AllowedPurposes(string category, ImmutableArray<string> markPurposes) =>
        markPurposes.IsDefaultOrEmpty ? FindCategory(category)?.Purposes ?? [] : markPurposes;

    /// <summary>Whether data allowed for <paramref name="allowed"/> may serve <paramref name="purpose"/>: the same, a wider one, or one that it is compatible with.</summary>
    internal bool MayServe(ImmutableArray<string> allowed, string purpose)
    {
        if (Lists(allowed, purpose))
            return true;
        // An entry of its own says by itself what it is compatible with; what has none is served as the one above it.
        foreach (var compatible in FindPurpose(purpose)?.CompatibleWith ?? [])
            if (compatible.Value == "*" || Lists(allowed, compatible.Value))
                return true;
        return false;
    }

    /// <summary>Whether a list of ids has this one or one above it; compatible purposes do not count.</summary>
    internal static bool Lists(ImmutableArray<string> ids, string id)
    {
        foreach (var wider in ids)
            if (IsSameOrNarrower(id, wider))
                return true;
        return false;
    }

    /// <summary>Whether the purpose rests on consent.</summary>
    internal bool NeedsConsent(string purpose) => FindPurpose(purpose) is { RestsOnConsent: true };

    /// <summary>How data of a category is to be stored: <c>encrypted</c> or <c>plain</c>.</summary>
    internal string StorageOf(string category) => FindCategory(category)?.Storage ?? StorageProtection;

    /// <summary>The entries of a kind, in the ordinal order of their ids.</summary>
    internal IEnumerable<PolicyEntry> Entries(PolicyKind kind) => kind switch
    {
        PolicyKind.Purpose => Purposes.Values,
        PolicyKind.Category => Categories.Values,
        PolicyKind.Permission => Permissions.Values,
        PolicyKind.Recipient => Recipients.Values,
        _ => Obligations.Values,
    };

    /// <summary>Ids of the entries of a kind, in ordinal order.</summary>
    internal IEnumerable<string> Ids(PolicyKind kind) => Entries(kind).Select(e => e.Id);

    /// <summary>The entry's id that is spelt most like this one, if any is near enough to be meant.</summary>
    internal string? NearestId(string id, PolicyKind kind)
    {
        string? nearest = null;
        var best = Math.Max(2, id.Length / 3) + 1;
        foreach (var candidate in Ids(kind))
        {
            var distance = Distance(id, candidate, best);
            if (distance < best)
            {
                best = distance;
                nearest = candidate;
            }
        }
        return nearest;
    }

    private static T? Find<T>(ImmutableSortedDictionary<string, T> entries, string id)
        where T : PolicyEntry
    {
        for (; id.Length > 0; id = Above(id))
            if (entries.TryGetValue(id, out var entry))
                return entry;
        return null;
    }

    private static string Above(string id)
    {
        var dot = id.LastIndexOf('.');
        return dot < 0 ? "" : id.Substring(0, dot);
    }

    /// <summary>The number of single-character edits that lead from one text to the other, as far as it is below a limit.</summary>
    private static int Distance(string left, string right, int limit)
    {
        if (Math.Abs(left.Length - right.Length) >= limit)
            return limit;
        var previous = Enumerable.Range(0, right.Length + 1).ToArray();
        var current = new int[right.Length + 1];
        for (var i = 1; i <= left.Length; i++)
        {
            current[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var same = char.ToLowerInvariant(left[i - 1]) == char.ToLowerInvariant(right[j - 1]);
                current[j] = Math.Min(Math.Min(current[j - 1], previous[j]) + 1, previous[j - 1] + (same ? 0 : 1));
            }
            (previous, current) = (current, previous);
        }
        return previous[right.Length];
    }

    private static ImmutableSortedDictionary<string, T> NoEntries<T>() =>
        ImmutableSortedDictionary<string, T>.Empty.WithComparers(StringComparer.Ordinal);
}
