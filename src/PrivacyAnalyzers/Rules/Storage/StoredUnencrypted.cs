using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using PrivacyAnalyzers.Flow;
using PrivacyAnalyzers.KnownApis;

namespace PrivacyAnalyzers.Rules.Storage;

/// <summary>Reports personal data that reaches storage unprotected, where the policy does not allow plain storage.</summary>
public sealed class StoredUnencryptedAnalyzer : FlowRule
{
    /// <summary>Id of the rule.</summary>
    public const string Id = "PRIV4001";

    private static readonly DiagnosticDescriptor s_rule = new(
        Id,
        "Stored unencrypted",
        "{0} {1} stored unencrypted by '{2}'",
        Descriptors.Storage,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "The policy promises that personal data is stored encrypted: whoever gets hold of the file, database, cache or device must not read it.",
        helpLinkUri: Descriptors.HelpLink(Id),
        customTags: Descriptors.Tags(false));

    /// <inheritdoc />
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [s_rule];

    private protected override FlowFinding? Judge(FlowEvent flow, FlowScope scope)
    {
        if (flow is not { Kind: FlowEventKind.Sink, Sink.Kind: SinkKind.Storage } || EntityModel.IsContextCall(flow.Target))
            return null;
        var policy = scope.Privacy.Policy;
        var labels = flow.Unprotected(SinkProtection.Storage).Where(l => policy.StorageOf(l.Mark.Category) != "plain").ToImmutableArray();
        return labels.IsEmpty ? null : new FlowFinding(flow, labels, NameOf(flow.Target));
    }

    private protected override void Inform(FlowFinding finding, FlowScope scope) =>
        Protectors.Inform(finding, scope, ProtectionSet.Encrypted, ProtectionSet.Pseudonymized, ProtectionSet.Masked);
}
