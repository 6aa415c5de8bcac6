using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Text;
using PrivacyAnalyzers.Policy;
using PrivacyAnalyzers.Rules.Permissions;
using PrivacyAnalyzers.Rules.PolicyFile;

namespace PrivacyAnalyzers.CodeFixes.PolicyFile;

/// <summary>Removes an entry of the policy that no code uses (PRIV6004, PRIV9004).</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RemoveEntryFix), DocumentKinds = [nameof(TextDocumentKind.AdditionalDocument)], DocumentExtensions = [".json"]), Shared]
public sealed class RemoveEntryFix : PolicyFixProvider
{
    /// <inheritdoc />
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [PermissionNeverUsedAnalyzer.Id, EntryNeverUsedAnalyzer.Id];

    private protected override IEnumerable<PolicyFix> Fixes(Diagnostic diagnostic, SourceText text)
    {
        if (diagnostic.Properties.TryGetValue(EntryNeverUsedAnalyzer.IdProperty, out var id) && id is not null
            && diagnostic.Properties.TryGetValue(EntryNeverUsedAnalyzer.KindProperty, out var name) && Enum.TryParse<PolicyKind>(name, out var kind))
            yield return PolicyFix.InPolicy($"Remove '{id}'", diagnostic.Id + ".Remove", policy => PolicyFileEditor.RemoveEntry(policy, kind, id));
    }
}
