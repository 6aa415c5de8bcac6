using System.Collections.Generic;
using System.Collections.Immutable;
using System.Composition;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Text;
using PrivacyAnalyzers.Policy;
using PrivacyAnalyzers.Rules.Minimization;

namespace PrivacyAnalyzers.CodeFixes.Minimization;

/// <summary>Drops a purpose that the policy does not allow, or adds it to the category's entry (PRIV1005).</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(PurposeBeyondPolicyFix)), Shared]
public sealed class PurposeBeyondPolicyFix : PolicyFixProvider
{
    /// <inheritdoc />
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [PurposeBeyondPolicyAnalyzer.Id];

    private protected override IEnumerable<PolicyFix> Fixes(Diagnostic diagnostic, SourceText text)
    {
        if (!diagnostic.Properties.TryGetValue(PurposeBeyondPolicyAnalyzer.PurposeProperty, out var purpose) || purpose is null
            || !diagnostic.Properties.TryGetValue(PurposeBeyondPolicyAnalyzer.CategoryProperty, out var category) || category is null)
            yield break;
        if (Position(diagnostic, PurposeBeyondPolicyAnalyzer.DropStartProperty) is { } start && Position(diagnostic, PurposeBeyondPolicyAnalyzer.DropEndProperty) is { } end && end <= text.Length)
            yield return PolicyFix.InDocument($"Drop purpose '{purpose}'", diagnostic.Id + ".Drop", new TextChange(TextSpan.FromBounds(start, end), ""));
        yield return PolicyFix.InPolicy(
            $"Allow '{purpose}' for '{category}' in the policy",
            diagnostic.Id + ".Add",
            policy => PolicyFileEditor.AddToEntry(policy, PolicyKind.Category, category, "purposes", purpose));
    }

    private static int? Position(Diagnostic diagnostic, string property) =>
        diagnostic.Properties.TryGetValue(property, out var text) && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var position) ? position : null;
}
