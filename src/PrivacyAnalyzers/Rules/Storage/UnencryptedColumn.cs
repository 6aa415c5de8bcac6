using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace PrivacyAnalyzers.Rules.Storage;

/// <summary>PRIV4002: a marked property of an entity has no encrypting converter, and its category's storage is not <c>plain</c>.</summary>
public sealed class UnencryptedColumnAnalyzer : PrivacyRule
{
    /// <summary>Id of the rule.</summary>
    public const string Id = "PRIV4002";

    private static readonly DiagnosticDescriptor s_rule = new(
        Id,
        "Column is not encrypted",
        "'{0}' ({1}) is a column of '{2}' that is stored in clear",
        Descriptors.Storage,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "The policy promises encrypted storage; a column holds what its property holds unless a converter encrypts it.",
        helpLinkUri: Descriptors.HelpLink(Id),
        customTags: Descriptors.Tags(false));

    /// <inheritdoc />
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [s_rule];

    private protected override void Start(CompilationStartAnalysisContext context, PrivacyContext privacy) =>
        context.RegisterSymbolAction(c => Judge(c, privacy), SymbolKind.Property);

    private static void Judge(SymbolAnalysisContext context, PrivacyContext privacy)
    {
        var property = (IPropertySymbol)context.Symbol;
        // Of most types it is known at once that they are no entities; whether a member is marked is dear to know of all there are.
        var entities = EntityModel.Of(privacy);
        if (property.IsStatic || !entities.Contains(property.ContainingType))
            return;
        if (privacy.Labels.MarkOf(property) is not { EncryptedAtRest: false } mark || privacy.Policy.StorageOf(mark.Category) == "plain"
            || !entities.IsColumn(property) || entities.IsEncrypted(property))
            return;
        context.ReportDiagnostic(Diagnostic.Create(s_rule, property.Locations.FirstOrDefault(l => l.IsInSource), mark.DisplayName, mark.Category, property.ContainingType.Name));
    }
}
