using System.Collections.Generic;
using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Text;
using PrivacyAnalyzers.Policy;
using PrivacyAnalyzers.Rules.PolicyFile;

namespace PrivacyAnalyzers.CodeFixes.PolicyFile;

/// <summary>Uses the nearest id of the policy where it names one that it does not have (PRIV9003).</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(NearestEntryFix), DocumentKinds = [nameof(TextDocumentKind.AdditionalDocument)], DocumentExtensions = [".json"]), Shared]
public sealed class NearestEntryFix : PolicyFixProvider
{
    /// <inheritdoc />
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [UnknownEntryAnalyzer.Id];

    private protected override IEnumerable<PolicyFix> Fixes(Diagnostic diagnostic, SourceText text)
    {
        if (diagnostic.Properties.TryGetValue(PolicyReader.NearestProperty, out var nearest) && nearest is not null)
            yield return PolicyFix.InDocument($"Use '{nearest}'", diagnostic.Id + ".Nearest", new TextChange(diagnostic.Location.SourceSpan, PolicyFileEditor.Quote(nearest)));
    }
}
