using System.Collections.Generic;
using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Text;
using PrivacyAnalyzers.Rules.Minimization;

namespace PrivacyAnalyzers.CodeFixes.Minimization;

/// <summary>Uses the policy's nearest category, or adds the category to the policy (PRIV1003).</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(UnknownCategoryFix)), Shared]
public sealed class UnknownCategoryFix : PolicyFixProvider
{
    /// <inheritdoc />
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [UnknownCategoryAnalyzer.Id];

    private protected override IEnumerable<PolicyFix> Fixes(Diagnostic diagnostic, SourceText text)
    {
        if (!diagnostic.Properties.TryGetValue(UnknownCategoryAnalyzer.CategoryProperty, out var category) || category is null)
            yield break;
        if (diagnostic.Properties.TryGetValue(UnknownCategoryAnalyzer.NearestProperty, out var nearest) && nearest is not null)
            yield return PolicyFix.InDocument($"Use category '{nearest}'", diagnostic.Id + ".Nearest", new TextChange(diagnostic.Location.SourceSpan, PolicyFileEditor.Quote(nearest)));
        var purposes = diagnostic.Properties.TryGetValue(UnknownCategoryAnalyzer.PurposesProperty, out var ids) && !string.IsNullOrEmpty(ids) ? ids!.Split('\n') : [];
        yield return PolicyFix.InPolicy($"Add category '{category}' to the policy", diagnostic.Id + ".Add", policy => PolicyFileEditor.AddCategory(policy, category, purposes));
    }
}
