using Microsoft.CodeAnalysis;
using PrivacyAnalyzers.Flow;
using PrivacyAnalyzers.KnownApis;

namespace PrivacyAnalyzers.Rules.Exposure;

/// <summary>Base of the rules on places where an unprotected value becomes visible: a kind of sink each.</summary>
public abstract class ExposureRule : FlowRule
{
    private protected ExposureRule()
    {
    }

    private protected abstract SinkKind Kind { get; }

    private protected sealed override FlowFinding? Judge(FlowEvent flow, FlowScope scope)
    {
        if (flow.Kind != FlowEventKind.Sink || flow.Sink?.Kind != Kind)
            return null;
        var labels = flow.Unprotected(SinkProtection.Exposure);
        return labels.IsEmpty ? null : new FlowFinding(flow, labels, NameOf(flow.Target));
    }
}
