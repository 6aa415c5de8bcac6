using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using PrivacyAnalyzers.Flow;
using PrivacyAnalyzers.KnownApis;

namespace PrivacyAnalyzers.Rules.Exposure;

/// <summary>Reports unprotected personal data that reaches a metric, a trace, an event or a crash report.</summary>
public sealed class PersonalDataInTelemetryAnalyzer : ExposureRule
{
    /// <summary>Id of the rule.</summary>
    public const string Id = "PRIV3003";

    private static readonly DiagnosticDescriptor s_rule = new(
        Id,
        "Personal data in telemetry",
        "{0} {1} sent as telemetry by '{2}'",
        Descriptors.Exposure,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "Metrics, traces, events and crash reports go to systems that the data was not collected for: personal data belongs there only in a protected form.",
        helpLinkUri: Descriptors.HelpLink(Id),
        customTags: Descriptors.Tags(false));

    /// <inheritdoc />
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [s_rule];

    private protected override SinkKind Kind => SinkKind.Telemetry;

    private protected override void Inform(FlowFinding finding, FlowScope scope) =>
        Protectors.Inform(finding, scope, ProtectionSet.Masked);
}
