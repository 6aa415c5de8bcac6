using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using PrivacyAnalyzers.Policy;

namespace PrivacyAnalyzers.Rules.PolicyFile;

/// <summary>PRIV9006: the policy was widened or weakened, and does not say so.</summary>
public sealed class ChangeNotAnnouncedAnalyzer : PrivacyRule
{
    /// <summary>Id of the rule.</summary>
    public const string Id = "PRIV9006";

    /// <summary>Property of a finding: the version that is to be announced.</summary>
    internal const string VersionProperty = "version";

    /// <summary>Property of a finding: what changed.</summary>
    internal const string ChangeProperty = "change";

    private static readonly DiagnosticDescriptor s_rule = new(
        Id,
        "Material change is not announced",
        "Since version '{0}' of the policy {1}, and 'changes' has no entry for version '{2}'",
        Descriptors.Policy,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "Compared with the newest archived policy, a purpose, category, permission or recipient was added, or a right, a retention or another promise was weakened, and the policy's changes do not tell of this version.",
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
            var policy = files.Policy;
            if (files.Tree?.Path != file.AdditionalFile.Path || policy.Version is not { } version)
                return;
            foreach (var change in policy.Changes)
                if (change.Version == version.Value)
                    return;
            ArchivedPolicy? newest = null;
            foreach (var archived in files.Archive)
                if (archived.Version != version.Value && (newest is null || PolicyComparison.CompareVersions(archived.Version, newest.Version) > 0))
                    newest = archived;
            if (newest is null)
                return;
            foreach (var change in PolicyComparison.Compare(newest.Policy, policy))
            {
                var properties = ImmutableDictionary<string, string?>.Empty.Add(VersionProperty, version.Value).Add(ChangeProperty, change.Text);
                file.ReportDiagnostic(Diagnostic.Create(s_rule, change.Location, properties, newest.Version, change.Text, version.Value));
            }
        });
    }
}
