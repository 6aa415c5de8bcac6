using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace PrivacyAnalyzers.Rules.Storage;

/// <summary>PRIV4002: a marked property of an entity has no encrypting converter, and its category's storage is not <c>plain</c>.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
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
        if (property.IsStatic || privacy.Labels.MarkOf(property) is not { EncryptedAtRest: false } mark || privacy.Policy.StorageOf(mark.Category) == "plain")
            return;
        var entities = EntityModel.Of(privacy);
        if (!entities.Contains(property.ContainingType) || !entities.IsMapped(property) || entities.IsEncrypted(property) || IsNavigation(property, entities))
            return;
        context.ReportDiagnostic(Diagnostic.Create(s_rule, property.Locations.FirstOrDefault(l => l.IsInSource), mark.DisplayName, mark.Category, property.ContainingType.Name));
    }

    /// <summary>A property that leads to an entity of a marked type, or to one whose own members are marked, is no column itself.</summary>
    private static bool IsNavigation(IPropertySymbol property, EntityModel entities) =>
        ValueTrace.Parts(property.Type).OfType<INamedTypeSymbol>().LastOrDefault() is { SpecialType: SpecialType.None } type && entities.Contains(type)
        && property.GetAttributes().Length == 0;
}
