using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace PrivacyAnalyzers.Policy;

/// <summary>The policy of a project.</summary>
internal sealed class PrivacyPolicy
{
    internal static readonly PrivacyPolicy Empty = new();

    /// <summary>Category that a foreign classification attribute (by full name) stands for.</summary>
    internal ImmutableDictionary<string, string> Classifications { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>What a value may be used for: the purposes on its mark; where the mark has none, those of its category's entry.</summary>
    internal ImmutableArray<string> AllowedPurposes(string category, ImmutableArray<string> markPurposes) => markPurposes;

    /// <summary>Whether data allowed for <paramref name="allowed"/> may serve <paramref name="purpose"/>: the same, a wider one, or one that it is compatible with.</summary>
    internal bool MayServe(ImmutableArray<string> allowed, string purpose) => allowed.Contains(purpose);
}

/// <summary>The policy files of a project, read.</summary>
internal sealed class PolicyFiles
{
    internal PrivacyPolicy Policy { get; init; } = PrivacyPolicy.Empty;

    /// <summary>Whether a policy file is given, readable or not.</summary>
    internal bool Exists { get; init; }

    internal static PolicyFiles Read(ImmutableArray<AdditionalText> files) => new();
}
