using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using PrivacyAnalyzers.Flow;
using PrivacyAnalyzers.KnownApis;

namespace PrivacyAnalyzers.Rules.Exposure;

/// <summary>Reports unprotected personal data that reaches a log or the console.</summary>
public sealed class PersonalDataInLogAnalyzer : ExposureRule
{
    /// <summary>Id of the rule.</summary>
    public const string Id = "PRIV3001";

    private static readonly DiagnosticDescriptor s_rule = new(
        Id,
        "Personal data in a log",
        "{0} {1} written to the log by '{2}'",
        Descriptors.Exposure,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "Logs are kept longer, copied further and read by more people than the data they are about: personal data belongs there only in a protected form.",
        helpLinkUri: Descriptors.HelpLink(Id),
        customTags: Descriptors.Tags(false));

    /// <inheritdoc />
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [s_rule];

    private protected override SinkKind Kind => SinkKind.Log;

    private protected override void Inform(FlowFinding finding, FlowScope scope) =>
        Protectors.Inform(finding, scope, ProtectionSet.Masked);
}
