using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Text;
using PrivacyAnalyzers.Rules.Transfer;

namespace PrivacyAnalyzers.CodeFixes;

/// <summary>Gives a constant address the scheme that encrypts: <c>https:</c>, <c>wss:</c>, <c>ftps:</c>.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class TlsFix : PolicyFixProvider
{
    /// <inheritdoc />
    public override ImmutableArray<string> FixableDiagnosticIds => [SentInClearAnalyzer.Id];

    private protected override IEnumerable<PolicyFix> Fixes(Diagnostic diagnostic, SourceText text)
    {
        if (diagnostic.EditAt() is not { SourceTree: { } tree } location)
            yield break;
        var address = tree.GetText().ToString(location.SourceSpan);
        var colon = address.IndexOf("://", StringComparison.Ordinal);
        if (colon > 0)
            yield return PolicyFix.InTree("Use TLS", "UseTls", tree, new TextChange(new TextSpan(location.SourceSpan.Start + colon, 0), "s"));
    }
}
