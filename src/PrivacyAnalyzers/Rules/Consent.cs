using System.Collections.Immutable;
using System.Linq;
using PrivacyAnalyzers.Flow;
using PrivacyAnalyzers.Policy;

namespace PrivacyAnalyzers.Rules;

/// <summary>What consents cover.</summary>
internal static class Consent
{
    /// <summary>Whether one of the consents is to this purpose or to a wider one.</summary>
    internal static bool Covers(ImmutableArray<string> consents, string purpose) => PrivacyPolicy.Lists(consents, purpose);

    /// <summary>Whether the consents on the way of a value cover every purpose of the code that it comes to; for code without purpose any consent does.</summary>
    internal static bool CoversCode(FlowEvent flow, FlowLabel label)
    {
        var consents = flow.Consents.Union(label.Consents).ToImmutableArray();
        if (flow.Purposes.IsEmpty)
            return !consents.IsEmpty;
        foreach (var purpose in flow.Purposes)
            if (!Covers(consents, purpose))
                return false;
        return true;
    }
}
