using System.Collections.Generic;
using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Text;
using PrivacyAnalyzers.Rules.PolicyFile;

namespace PrivacyAnalyzers.CodeFixes.PolicyFile;

/// <summary>Adds an entry for the version to the policy's changes (PRIV9006).</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AnnounceChangeFix), DocumentKinds = [nameof(TextDocumentKind.AdditionalDocument)], DocumentExtensions = [".json"]), Shared]
public sealed class AnnounceChangeFix : PolicyFixProvider
{
    /// <inheritdoc />
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [ChangeNotAnnouncedAnalyzer.Id];

    private protected override IEnumerable<PolicyFix> Fixes(Diagnostic diagnostic, SourceText text)
    {
        if (diagnostic.Properties.TryGetValue(ChangeNotAnnouncedAnalyzer.VersionProperty, out var version) && version is not null
            && diagnostic.Properties.TryGetValue(ChangeNotAnnouncedAnalyzer.ChangeProperty, out var change) && change is not null)
        {
            var json = $"{{ \"version\": {PolicyFileEditor.Quote(version)}, \"notice\": \"\", \"summary\": {PolicyFileEditor.Quote(change)} }}";
            yield return PolicyFix.InPolicy(
                $"Announce the changes of version '{version}'",
                diagnostic.Id + ".Announce",
                policy => PolicyFileEditor.AddElement(policy, ["changes"], json, entry => entry["version"]?.Value.Text == version));
        }
    }
}
