using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace PrivacyAnalyzers.Rules.PolicyFile;

/// <summary>PRIV9003: the policy lists an id that no entry defines.</summary>
public sealed class UnknownEntryAnalyzer : PrivacyRule
{
    /// <summary>Id of the rule.</summary>
    public const string Id = "PRIV9003";

    private static readonly DiagnosticDescriptor s_rule = new(
        Id,
        "Policy names an unknown entry",
        "The policy names an entry that it does not have: {0}",
        Descriptors.Policy,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "The policy lists a purpose or category that no entry defines, neither under its id nor under one above it.",
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
