using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using PrivacyAnalyzers.KnownApis;

namespace PrivacyAnalyzers.Rules.Exposure;

/// <summary>Reports unprotected personal data in the message or data of an exception.</summary>
public sealed class PersonalDataInExceptionAnalyzer : ExposureRule
{
    /// <summary>Id of the rule.</summary>
    public const string Id = "PRIV3002";

    private static readonly DiagnosticDescriptor s_rule = new(
        Id,
        "Personal data in an exception",
        "{0} {1} put in an exception by '{2}'",
        Descriptors.Exposure,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "Exceptions end in logs, crash reports and responses: their message and data must not hold unprotected personal data.",
        helpLinkUri: Descriptors.HelpLink(Id),
        customTags: Descriptors.Tags(false));

    /// <inheritdoc />
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [s_rule];

    private protected override SinkKind Kind => SinkKind.Exception;
}
