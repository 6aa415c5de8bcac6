using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using PrivacyAnalyzers.Flow;

namespace PrivacyAnalyzers.Rules.Transfer;

/// <summary>Reports personal data that is handed to a third party which the policy does not name.</summary>
public sealed class RecipientNotInPolicyAnalyzer : RecipientRule
{
    /// <summary>Id of the rule.</summary>
    public const string Id = "PRIV5002";

    private static readonly DiagnosticDescriptor s_rule = new(
        Id,
        "Recipient is not in the policy",
        "{0} {1} handed to '{2}', which is no recipient of the policy",
        Descriptors.Transfer,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "The policy names every third party that gets personal data: what is handed to any other breaks that promise.",
        helpLinkUri: Descriptors.HelpLink(Id),
        customTags: Descriptors.Tags(false));

    /// <inheritdoc />
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [s_rule];

    private protected override FlowFinding? Judge(FlowEvent flow, ThirdParty recipient, FlowScope scope)
    {
        if (recipient.Entry is not null)
            return null;
        var labels = flow.Unprotected(SinkProtection.Recipient);
        if (labels.IsEmpty)
            return null;
        var finding = Finding(flow, recipient, labels, recipient.Name);
        finding.Properties[FindingProperties.RecipientName] = recipient.Name;
        finding.Properties[FindingProperties.Host] = recipient.Host;
        finding.Properties[FindingProperties.Api] = recipient.Api;
        finding.Properties[FindingProperties.Purposes] = string.Join(",", flow.Purposes);
        return finding;
    }
}
