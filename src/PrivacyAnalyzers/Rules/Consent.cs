using System.Collections.Immutable;
using PrivacyAnalyzers.Policy;

namespace PrivacyAnalyzers.Rules;

/// <summary>What consents cover.</summary>
internal static class Consent
{
    /// <summary>Whether one of the consents is to this purpose or to a wider one.</summary>
    internal static bool Covers(ImmutableArray<string> consents, string purpose) => PrivacyPolicy.Lists(consents, purpose);

    /// <summary>Whether consents cover every purpose of code; for code without purpose any consent does.</summary>
    internal static bool CoversCode(ImmutableArray<string> consents, ImmutableArray<string> purposes)
    {
        if (purposes.IsEmpty)
            return !consents.IsEmpty;
        foreach (var purpose in purposes)
            if (!Covers(consents, purpose))
                return false;
        return true;
    }
}
