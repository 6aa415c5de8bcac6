using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace PrivacyAnalyzers.Policy;

/// <summary>What an entry of the policy is about.</summary>
internal enum PolicyKind
{
    Purpose,
    Category,
    Permission,
    Recipient,
    Obligation,
}

/// <summary>A text of the policy and where it stands (quotes included).</summary>
internal sealed record PolicyText(string Value, TextSpan Span, Location Location);

/// <summary>An entry of the policy.</summary>
internal abstract class PolicyEntry
{
    internal string Id { get; init; } = "";

    /// <summary>Place of the key in the policy.</summary>
    internal Location Location { get; init; } = Location.None;

    /// <summary>Span of the key in the policy, its quotes included.</summary>
    internal TextSpan Span { get; init; }

    internal string Description { get; init; } = "";

    internal abstract PolicyKind Kind { get; }
}

/// <summary>Why data is processed.</summary>
internal sealed class PurposeEntry : PolicyEntry
{
    internal override PolicyKind Kind => PolicyKind.Purpose;

    /// <summary>What makes the processing lawful: <c>consent</c>, <c>contract</c> (default) …</summary>
    internal string Basis { get; init; } = "contract";

    internal bool RestsOnConsent => Basis == "consent";

    /// <summary>Data allowed for one of these may also serve this purpose (<c>*</c>: any).</summary>
    internal ImmutableArray<PolicyText> CompatibleWith { get; init; } = [];
}

/// <summary>An entry that lists purposes.</summary>
internal abstract class PurposefulEntry : PolicyEntry
{
    internal ImmutableArray<PolicyText> PurposeTexts { get; init; } = [];

    internal ImmutableArray<string> Purposes => PurposeTexts.Values();
}

/// <summary>A category of personal data.</summary>
internal sealed class CategoryEntry : PurposefulEntry
{
    internal override PolicyKind Kind => PolicyKind.Category;

    /// <summary>An ISO 8601 duration, <c>account</c>, <c>none</c>, <c>permanent</c>, or null.</summary>
    internal PolicyText? Retention { get; init; }

    /// <summary>Whether it may be stored: the entry has a retention, and not <c>none</c>.</summary>
    internal bool HasRetention => Retention is { Value: not "none" };

    /// <summary><c>encrypted</c>, <c>plain</c>, or null for the policy's default.</summary>
    internal string? Storage { get; init; }

    internal bool Sensitive { get; init; }
}

/// <summary>A permission that the app uses.</summary>
internal sealed class PermissionEntry : PurposefulEntry
{
    internal override PolicyKind Kind => PolicyKind.Permission;

    /// <summary>Whether the policy says that it is used again and again.</summary>
    internal bool Periodic { get; init; }
}

/// <summary>A third party that gets data.</summary>
internal sealed class RecipientEntry : PurposefulEntry
{
    internal override PolicyKind Kind => PolicyKind.Recipient;

    internal string Name { get; init; } = "";

    /// <summary><c>processor</c> or <c>controller</c>.</summary>
    internal string Role { get; init; } = "";

    internal string? Agreement { get; init; }

    internal ImmutableArray<PolicyText> CategoryTexts { get; init; } = [];

    internal ImmutableArray<string> Categories => CategoryTexts.Values();

    internal string? Region { get; init; }

    /// <summary>Whether sharing needs the person's consent.</summary>
    internal bool Consent { get; init; }

    /// <summary>Namespaces or types by which code is recognised, with <c>*</c>.</summary>
    internal ImmutableArray<string> Apis { get; init; } = [];

    /// <summary>Host patterns by which code is recognised.</summary>
    internal ImmutableArray<string> Hosts { get; init; } = [];
}

/// <summary>A promise that code keeps.</summary>
internal sealed class ObligationEntry : PolicyEntry
{
    internal override PolicyKind Kind => PolicyKind.Obligation;
}

/// <summary>An announced change.</summary>
internal sealed record PolicyChange(string Version, string Notice, string Summary);

/// <summary>Helpers for lists of texts.</summary>
internal static class PolicyTexts
{
    internal static ImmutableArray<string> Values(this ImmutableArray<PolicyText> texts)
    {
        if (texts.IsEmpty)
            return [];
        var result = ImmutableArray.CreateBuilder<string>(texts.Length);
        foreach (var text in texts)
            result.Add(text.Value);
        return result.MoveToImmutable();
    }
}
