using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using PrivacyAnalyzers.KnownApis;

namespace PrivacyAnalyzers.Rules.PolicyFile;

/// <summary>PRIV9008: the user's catalogue of APIs has an error, so that rows of it do not count.</summary>
public sealed class CatalogueCannotBeReadAnalyzer : PrivacyRule
{
    /// <summary>Id of the rule.</summary>
    public const string Id = "PRIV9008";

    private static readonly DiagnosticDescriptor s_rule = new(
        Id,
        "Catalogue cannot be read",
        "The catalogue cannot be read: {0}",
        Descriptors.Policy,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "privacy-catalog.json has a syntax error, a wrong type, a missing or unknown key or a value that means nothing. What it says there is not applied.",
        helpLinkUri: Descriptors.HelpLink(Id),
        customTags: Descriptors.Tags(false));

    /// <inheritdoc />
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [s_rule];

    private protected override bool RunsWithoutMarks => true;

    private protected override void Start(CompilationStartAnalysisContext context, PrivacyContext privacy)
    {
        context.RegisterAdditionalFileAction(file =>
        {
            if (!Catalogue.IsCatalogue(file.AdditionalFile.Path))
                return;
            foreach (var problem in privacy.Catalogue.Problems)
            {
                if (problem.Path == file.AdditionalFile.Path)
                    file.ReportDiagnostic(Diagnostic.Create(s_rule, problem.Location, problem.Message));
            }
        });
    }
}
