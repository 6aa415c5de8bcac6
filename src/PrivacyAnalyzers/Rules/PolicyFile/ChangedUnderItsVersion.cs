using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using PrivacyAnalyzers.Policy;

namespace PrivacyAnalyzers.Rules.PolicyFile;

/// <summary>PRIV9005: the policy differs from the archived one of the same version.</summary>
public sealed class ChangedUnderItsVersionAnalyzer : PrivacyRule
{
    /// <summary>Id of the rule.</summary>
    public const string Id = "PRIV9005";

    private static readonly DiagnosticDescriptor s_rule = new(
        Id,
        "Policy changed under its version",
        "The archive has version '{0}' of the policy with other content",
        Descriptors.Policy,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "The archive keeps a policy of this version whose content is another: who agreed to that version agreed to something else.",
        helpLinkUri: Descriptors.HelpLink(Id),
        customTags: Descriptors.Tags(false));

    /// <inheritdoc />
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [s_rule];

    private protected override bool RunsWithoutMarks => true;

    private protected override void Start(CompilationStartAnalysisContext context, PrivacyContext privacy)
    {
        context.RegisterAdditionalFileAction(file =>
        {
            var files = privacy.PolicyFiles;
            if (files.Tree is not { Root: { } root } tree || tree.Path != file.AdditionalFile.Path || files.Policy.Version is not { } version)
                return;
            foreach (var archived in files.Archive)
            {
                if (archived.Version == version.Value && !JsonNode.AreEqual(root, archived.Tree.Root!))
                {
                    file.ReportDiagnostic(Diagnostic.Create(s_rule, version.Location, [archived.Tree.LocationOf(default)], version.Value));
                    return;
                }
            }
        });
    }
}
