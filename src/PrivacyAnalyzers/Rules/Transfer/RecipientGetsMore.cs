using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using PrivacyAnalyzers.Flow;
using PrivacyAnalyzers.Policy;

namespace PrivacyAnalyzers.Rules.Transfer;

/// <summary>Reports personal data that is handed to a recipient beyond the categories or purposes of its entry.</summary>
public sealed class RecipientGetsMoreAnalyzer : RecipientRule
{
    /// <summary>Id of the rule.</summary>
    public const string Id = "PRIV5003";

    private static readonly DiagnosticDescriptor s_rule = new(
        Id,
        "Recipient gets more than agreed",
        "{0} {1} handed to '{2}', whose entry does not list {3}",
        Descriptors.Transfer,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "The policy says which categories a recipient gets and for which purposes: more than that was not agreed.",
        helpLinkUri: Descriptors.HelpLink(Id),
        customTags: Descriptors.Tags(false));

    /// <inheritdoc />
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [s_rule];

    private protected override FlowFinding? Judge(FlowEvent flow, ThirdParty recipient, FlowScope scope)
    {
        if (recipient.Entry is not { } entry)
            return null;
        var unprotected = flow.Unprotected(SinkProtection.Recipient);
        var purposes = flow.Purposes.Where(p => !PrivacyPolicy.Lists(entry.Purposes, p)).ToImmutableArray();
        var labels = purposes.IsEmpty
            ? unprotected.Where(l => !PrivacyPolicy.Lists(entry.Categories, l.Mark.Category)).ToImmutableArray()
            : unprotected;
        if (labels.IsEmpty)
            return null;
        var categories = labels.Select(l => l.Mark.Category).Where(c => !PrivacyPolicy.Lists(entry.Categories, c)).Distinct().ToList();
        var finding = Finding(flow, recipient, labels, entry.Id, FlowFinding.Quote(categories.Concat(purposes)));
        finding.Properties[FindingProperties.Categories] = string.Join(",", categories);
        finding.Properties[FindingProperties.Purposes] = string.Join(",", purposes);
        return finding;
    }
}
