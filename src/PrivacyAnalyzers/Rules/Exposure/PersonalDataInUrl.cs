using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using PrivacyAnalyzers.KnownApis;

namespace PrivacyAnalyzers.Rules.Exposure;

/// <summary>Reports unprotected personal data in the path, query or fragment of a URI.</summary>
public sealed class PersonalDataInUrlAnalyzer : ExposureRule
{
    /// <summary>Id of the rule.</summary>
    public const string Id = "PRIV3004";

    private static readonly DiagnosticDescriptor s_rule = new(
        Id,
        "Personal data in a URL",
        "{0} {1} put in a URL by '{2}'",
        Descriptors.Exposure,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "URLs are kept by browsers, proxies and server logs, even where the connection is encrypted: personal data belongs in the body of a request.",
        helpLinkUri: Descriptors.HelpLink(Id),
        customTags: Descriptors.Tags(false));

    /// <inheritdoc />
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [s_rule];

    private protected override SinkKind Kind => SinkKind.Url;
}
