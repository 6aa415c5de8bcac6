using System.Collections.Generic;
using System.Collections.Immutable;
using System.Composition;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Text;
using PrivacyAnalyzers.Policy;
using PrivacyAnalyzers.Rules;
using PrivacyAnalyzers.Rules.Storage;

namespace PrivacyAnalyzers.CodeFixes;

/// <summary>Gives a category of the policy a retention, to be made true.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class RetentionFix : PolicyFixProvider
{
    /// <inheritdoc />
    public override ImmutableArray<string> FixableDiagnosticIds => [StoredWithoutRetentionAnalyzer.Id];

    private protected override IEnumerable<PolicyFix> Fixes(Diagnostic diagnostic, SourceText text)
    {
        var categories = diagnostic.List(FindingProperties.Categories);
        if (categories.Count > 0)
        {
            yield return PolicyFix.InPolicy(
                $"Keep {string.Join(", ", categories.Select(c => "'" + c + "'"))} for a year in the policy",
                "AddRetention",
                policy => categories.Aggregate(policy, (edited, category) => PolicyFileEditor.SetInEntry(edited, PolicyKind.Category, category, "retention", "\"P1Y\"")));
        }
    }
}
