using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace PrivacyAnalyzers.Rules.Permissions;

/// <summary>PRIV6003: a manifest asks for a permission that the policy does not have.</summary>
public sealed class ManifestAsksForMoreAnalyzer : PrivacyRule
{
    /// <summary>Id of the rule.</summary>
    public const string Id = "PRIV6003";

    private static readonly DiagnosticDescriptor s_rule = new(
        Id,
        "Manifest asks for more than the policy",
        "'{0}' asks for the permission '{1}', which the policy does not have",
        Descriptors.Permissions,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "A manifest names a permission that is no entry of the policy, neither under its id nor under one above it.",
        helpLinkUri: Descriptors.HelpLink(Id),
        customTags: Descriptors.Tags(false));

    /// <inheritdoc />
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [s_rule];

    private protected override bool RunsWithoutMarks => true;

    private protected override void Start(CompilationStartAnalysisContext context, PrivacyContext privacy)
    {
        if (!privacy.PolicyFiles.IsReadable)
            return;
        context.RegisterAdditionalFileAction(file =>
        {
            foreach (var request in Manifests.Read(file.AdditionalFile, file.CancellationToken))
                if (privacy.Policy.FindPermission(request.Permission) is null)
                    file.ReportDiagnostic(Diagnostic.Create(s_rule, request.Location, request.Name, request.Permission));
        });
    }
}
