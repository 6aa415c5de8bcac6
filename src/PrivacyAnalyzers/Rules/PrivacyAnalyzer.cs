using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using PrivacyAnalyzers.Rules.Exposure;
using PrivacyAnalyzers.Rules.Minimization;
using PrivacyAnalyzers.Rules.Permissions;
using PrivacyAnalyzers.Rules.PolicyFile;
using PrivacyAnalyzers.Rules.Purpose;
using PrivacyAnalyzers.Rules.Rights;
using PrivacyAnalyzers.Rules.Storage;
using PrivacyAnalyzers.Rules.Transfer;

namespace PrivacyAnalyzers.Rules;

/// <summary>
/// All rules, as the one analyzer that the compiler loads: what the compiler does for each analyzer, it does for every file.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class PrivacyAnalyzer : DiagnosticAnalyzer
{
    private static readonly ImmutableArray<PrivacyRule> s_rules =
    [
        new PersonalDataIsNotMarkedAnalyzer(),
        new MarkWithoutPurposeAnalyzer(),
        new UnknownCategoryAnalyzer(),
        new UnknownPurposeAnalyzer(),
        new PurposeBeyondPolicyAnalyzer(),
        new CollectedButNeverUsedAnalyzer(),
        new TakesMoreThanItUsesAnalyzer(),
        new PurposeNeverExercisedAnalyzer(),
        new UsedOutsideItsPurposeAnalyzer(),
        new UsedWithoutPurposeAnalyzer(),
        new StoredForWiderPurposesAnalyzer(),
        new LosesItsMarkAnalyzer(),
        new ConsentNotCheckedAnalyzer(),
        new PersonalDataInLogAnalyzer(),
        new PersonalDataInExceptionAnalyzer(),
        new PersonalDataInTelemetryAnalyzer(),
        new PersonalDataInUrlAnalyzer(),
        new PersonalDataInTextAnalyzer(),
        new ResponseBeyondPurposeAnalyzer(),
        new UnauthorizedEndpointAnalyzer(),
        new StoredUnencryptedAnalyzer(),
        new UnencryptedColumnAnalyzer(),
        new StoredWithoutRetentionAnalyzer(),
        new WeakProtectionAnalyzer(),
        new SentInClearAnalyzer(),
        new RecipientNotInPolicyAnalyzer(),
        new RecipientGetsMoreAnalyzer(),
        new LeavesItsRegionAnalyzer(),
        new SharedWithoutConsentAnalyzer(),
        new PermissionNotInPolicyAnalyzer(),
        new PermissionOutsideItsPurposeAnalyzer(),
        new ManifestAsksForMoreAnalyzer(),
        new PermissionNeverUsedAnalyzer(),
        new PeriodicCollectionAnalyzer(),
        new RefusalNotHandledAnalyzer(),
        new UnfulfilledObligationAnalyzer(),
        new ObligationInPartAnalyzer(),
        new RecipientNotToldAnalyzer(),
        new UnexplainedDecisionAnalyzer(),
        new AgeNotCheckedAnalyzer(),
        new PolicyMissingAnalyzer(),
        new PolicyCannotBeReadAnalyzer(),
        new UnknownEntryAnalyzer(),
        new EntryNeverUsedAnalyzer(),
        new ChangedUnderItsVersionAnalyzer(),
        new ChangeNotAnnouncedAnalyzer(),
        new SuppressionWithoutReasonAnalyzer(),
        new CatalogueCannotBeReadAnalyzer(),
        new AnalysisIncompleteAnalyzer(),
    ];

    /// <inheritdoc />
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [.. s_rules.SelectMany(rule => rule.SupportedDiagnostics)];

    /// <inheritdoc />
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        PrivacyRule.Run(context, s_rules);
    }
}
