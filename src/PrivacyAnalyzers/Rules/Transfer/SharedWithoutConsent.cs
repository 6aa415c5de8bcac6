using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using PrivacyAnalyzers.Flow;

namespace PrivacyAnalyzers.Rules.Transfer;

/// <summary>Reports personal data that is handed to a recipient which needs consent, on a path where no check succeeded.</summary>
public sealed class SharedWithoutConsentAnalyzer : RecipientRule
{
    /// <summary>Id of the rule.</summary>
    public const string Id = "PRIV5005";

    private static readonly DiagnosticDescriptor s_rule = new(
        Id,
        "Shared without consent",
        "{0} {1} handed to '{2}' without a check of consent",
        Descriptors.Transfer,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "The policy promises that a recipient gets data only of people who agreed: every path to it needs a check that succeeded.",
        helpLinkUri: Descriptors.HelpLink(Id),
        customTags: Descriptors.Tags(false));

    /// <inheritdoc />
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [s_rule];

    private protected override FlowFinding? Judge(FlowEvent flow, ThirdParty recipient, FlowScope scope)
    {
        if (recipient.Entry is not { Consent: true } entry)
            return null;
        var labels = flow.Unprotected(SinkProtection.Recipient).Where(l => !Consent.CoversCode(flow, l)).ToImmutableArray();
        if (labels.IsEmpty)
            return null;
        var finding = Finding(flow, recipient, labels, entry.Id);
        finding.Properties[FindingProperties.Purposes] = string.Join(",", flow.Purposes);
        return finding;
    }

    private protected override void Inform(FlowFinding finding, FlowScope scope) =>
        Checks.Inform(finding, scope, "ConsentCheck", finding.Properties[FindingProperties.Purposes]);
}
