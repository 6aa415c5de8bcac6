using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace PrivacyAnalyzers.Rules.PolicyFile;

/// <summary>PRIV9002: the policy has an error, so that not all of it counts.</summary>
public sealed class PolicyCannotBeReadAnalyzer : PrivacyRule
{
    /// <summary>Id of the rule.</summary>
    public const string Id = "PRIV9002";

    private static readonly DiagnosticDescriptor s_rule = new(
        Id,
        "Policy cannot be read",
        "The policy cannot be read: {0}",
        Descriptors.Policy,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "privacy-policy.json or a file of its archive has a syntax error, a wrong type, a missing, unknown or repeated key, a bad id, a value outside its list, or is a second policy.",
        helpLinkUri: Descriptors.HelpLink(Id),
        customTags: Descriptors.Tags(false));

    /// <inheritdoc />
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [s_rule];

    private protected override bool RunsWithoutMarks => true;

    private protected override void Start(CompilationStartAnalysisContext context, PrivacyContext privacy)
    {
        context.RegisterAdditionalFileAction(file =>
        {
            foreach (var problem in privacy.PolicyFiles.Problems)
                if (problem.RuleId == Id && problem.Location.GetLineSpan().Path == file.AdditionalFile.Path)
                    file.ReportDiagnostic(Diagnostic.Create(s_rule, problem.Location, problem.Properties, problem.Message));
        });
    }
}
