using System;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using PrivacyAnalyzers.Flow;

namespace PrivacyAnalyzers.Rules.Transfer;

/// <summary>Reports personal data that is handed to a recipient in another region without what the policy asks for that.</summary>
public sealed class LeavesItsRegionAnalyzer : RecipientRule
{
    /// <summary>Id of the rule.</summary>
    public const string Id = "PRIV5004";

    private static readonly DiagnosticDescriptor s_rule = new(
        Id,
        "Leaves its region",
        "{0} {1} handed to '{2}' in '{3}', outside the regions of the policy",
        Descriptors.Transfer,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "The policy says in which regions data is kept: it may leave them only under the conditions that the policy names.",
        helpLinkUri: Descriptors.HelpLink(Id),
        customTags: Descriptors.Tags(false));

    /// <inheritdoc />
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [s_rule];

    private protected override bool Applies(PrivacyContext privacy) => !privacy.Policy.StorageRegions.IsEmpty;

    private protected override FlowFinding? Judge(FlowEvent flow, ThirdParty recipient, FlowScope scope)
    {
        var policy = scope.Privacy.Policy;
        if (recipient.Entry is not { Region: { } region } entry || policy.StorageRegions.Contains(region, StringComparer.OrdinalIgnoreCase))
            return null;
        var labels = policy.CrossBorderAllowedBy.Contains("deidentification") ? flow.Unprotected(SinkProtection.Deidentified) : flow.Labels;
        if (policy.CrossBorderAllowedBy.Contains("consent"))
            labels = [.. labels.Where(l => !Consent.CoversCode(flow, l))];
        return labels.IsEmpty ? null : Finding(flow, recipient, labels, entry.Id, region);
    }
}
