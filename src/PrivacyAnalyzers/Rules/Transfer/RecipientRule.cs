using System.Collections.Immutable;
using PrivacyAnalyzers.Flow;

namespace PrivacyAnalyzers.Rules.Transfer;

/// <summary>Base of the rules on what is handed to third parties.</summary>
public abstract class RecipientRule : FlowRule
{
    private protected RecipientRule()
    {
    }

    /// <summary>What the rule has to say of data that reaches a third party, or null.</summary>
    private protected abstract FlowFinding? Judge(FlowEvent flow, ThirdParty recipient, FlowScope scope);

    private protected sealed override FlowFinding? Judge(FlowEvent flow, FlowScope scope) =>
        ThirdParty.Of(flow, scope.Privacy) is { } recipient ? Judge(flow, recipient, scope) : null;

    /// <summary>A finding that tells its fix which recipient it is about.</summary>
    private protected static FlowFinding Finding(FlowEvent flow, ThirdParty recipient, ImmutableArray<FlowLabel> labels, params string[] words)
    {
        var finding = new FlowFinding(flow, labels, words);
        finding.Properties[FindingProperties.Recipient] = recipient.Id;
        return finding;
    }
}
