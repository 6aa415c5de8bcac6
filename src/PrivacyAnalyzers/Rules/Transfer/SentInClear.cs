using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using PrivacyAnalyzers.Flow;
using PrivacyAnalyzers.KnownApis;

namespace PrivacyAnalyzers.Rules.Transfer;

/// <summary>Reports unprotected personal data that leaves over a protocol in clear.</summary>
public sealed class SentInClearAnalyzer : FlowRule
{
    /// <summary>Id of the rule.</summary>
    public const string Id = "PRIV5001";

    private static readonly DiagnosticDescriptor s_rule = new(
        Id,
        "Sent in clear",
        "{0} {1} sent in clear over '{2}' by '{3}'",
        Descriptors.Transfer,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "The policy promises that data is encrypted on its way: what is sent in clear can be read by everyone between.",
        helpLinkUri: Descriptors.HelpLink(Id),
        customTags: Descriptors.Tags(false));

    /// <inheritdoc />
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [s_rule];

    private protected override bool Applies(PrivacyContext privacy) => privacy.Policy.TransportProtection != "plain";

    private protected override FlowFinding? Judge(FlowEvent flow, FlowScope scope)
    {
        if (flow is not { Kind: FlowEventKind.Sink, Sink: { } sink } || ClearProtocol(flow, sink) is not { } protocol)
            return null;
        var labels = flow.Unprotected(SinkProtection.Transport);
        return labels.IsEmpty ? null : new FlowFinding(flow, labels, protocol, NameOf(flow.Target));
    }

    private protected override void Inform(FlowFinding finding, FlowScope scope)
    {
        if ((ConstantAddress.Near(finding.Flow.Expression, scope) ?? TlsSwitch.Near(finding.Flow.Expression, scope)) is { } cause)
            finding.EditAt(cause);
    }

    private static string? ClearProtocol(FlowEvent flow, SinkRow sink)
    {
        var sends = sink.Kind switch
        {
            SinkKind.Transport or SinkKind.Recipient => true,
            SinkKind.Url => ThirdParty.Sends(flow.Target),
            _ => sink.Protocol is not null,
        };
        if (!sends)
            return null;
        var address = Address.Read(flow.Destination);
        if (address?.Host is { } host && Address.IsLoopback(host))
            return null;
        // An address with another scheme (https, wss) says that the protocol is not in clear here.
        if (address is not null)
            return address.Scheme is "http" or "ws" or "ftp" or "tcp" or "udp" or "smtp" ? address.Scheme : null;
        return sink.Protocol;
    }
}
