using System.Collections.Generic;
using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Text;
using PrivacyAnalyzers.Rules.Minimization;

namespace PrivacyAnalyzers.CodeFixes.Minimization;

/// <summary>Uses the policy's nearest purpose, or adds the purpose to the policy (PRIV1004).</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(UnknownPurposeFix)), Shared]
public sealed class UnknownPurposeFix : PolicyFixProvider
{
    /// <inheritdoc />
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [UnknownPurposeAnalyzer.Id];

    private protected override IEnumerable<PolicyFix> Fixes(Diagnostic diagnostic, SourceText text)
    {
        if (!diagnostic.Properties.TryGetValue(UnknownPurposeAnalyzer.PurposeProperty, out var purpose) || purpose is null)
            yield break;
        if (diagnostic.Properties.TryGetValue(UnknownPurposeAnalyzer.NearestProperty, out var nearest) && nearest is not null)
            yield return PolicyFix.InDocument($"Use purpose '{nearest}'", diagnostic.Id + ".Nearest", new TextChange(diagnostic.Location.SourceSpan, PolicyFileEditor.Quote(nearest)));
        yield return PolicyFix.InPolicy($"Add purpose '{purpose}' to the policy", diagnostic.Id + ".Add", policy => PolicyFileEditor.AddPurpose(policy, purpose));
    }
}
