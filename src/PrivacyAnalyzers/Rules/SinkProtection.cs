using System.Collections.Immutable;
using System.Linq;
using PrivacyAnalyzers.Flow;

namespace PrivacyAnalyzers.Rules;

/// <summary>Which protections satisfy which kind of place: the one table that the rules on flows share.</summary>
internal static class SinkProtection
{
    /// <summary>Logs, exceptions, telemetry, URLs, text.</summary>
    internal const ProtectionSet Exposure = ProtectionSet.Any;

    /// <summary>Storage of any kind.</summary>
    internal const ProtectionSet Storage = ProtectionSet.Any;

    /// <summary>A transport in clear.</summary>
    internal const ProtectionSet Transport = ProtectionSet.Any;

    /// <summary>A member without a mark.</summary>
    internal const ProtectionSet UnmarkedMember = ProtectionSet.Any;

    /// <summary>Another region, where the policy allows de-identification.</summary>
    internal const ProtectionSet Deidentified = ProtectionSet.Masked | ProtectionSet.Pseudonymized | ProtectionSet.Anonymized;

    /// <summary>Another purpose.</summary>
    internal const ProtectionSet Purpose = ProtectionSet.Anonymized;

    /// <summary>A recipient.</summary>
    internal const ProtectionSet Recipient = ProtectionSet.Anonymized;

    /// <summary>The labels of an event that none of these protections covers.</summary>
    internal static ImmutableArray<FlowLabel> Unprotected(this FlowEvent flow, ProtectionSet satisfiedBy) =>
        flow.Labels.All(l => (l.Protection & satisfiedBy) == 0)
            ? flow.Labels
            : flow.Labels.Where(l => (l.Protection & satisfiedBy) == 0).ToImmutableArray();
}
