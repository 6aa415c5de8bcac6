using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using PrivacyAnalyzers.Rules.Transfer;

namespace PrivacyAnalyzers.CodeFixes;

/// <summary>
/// Gives a constant address the scheme that encrypts (<c>https:</c>, <c>wss:</c>, <c>ftps:</c>), or tells the client of a mail server
/// to use TLS.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class TlsFix : PolicyFixProvider
{
    private const string None = ".None";

    /// <inheritdoc />
    public override ImmutableArray<string> FixableDiagnosticIds => [SentInClearAnalyzer.Id];

    private protected override IEnumerable<PolicyFix> Fixes(Diagnostic diagnostic, SourceText text)
    {
        if (diagnostic.EditAt() is { SourceTree: { } tree } location && Change(location, tree.GetText().ToString(location.SourceSpan)) is { } change)
            yield return PolicyFix.InTree("Use TLS", "UseTls", tree, change);
    }

    private static TextChange? Change(Location location, string cause)
    {
        var span = location.SourceSpan;
        if (cause == "false")
            return new TextChange(span, "true");
        if (cause.EndsWith(None, StringComparison.Ordinal))
            return new TextChange(new TextSpan(span.End - None.Length, None.Length), ".StartTls");
        if (location.Node()?.FirstAncestorOrSelf<BaseObjectCreationExpressionSyntax>() is { } creation && creation.Span == span)
        {
            return creation.Initializer is { Expressions: { Count: > 0 } set }
                ? new TextChange(new TextSpan(set[set.Count - 1].Span.End, 0), ", EnableSsl = true")
                : new TextChange(new TextSpan(span.End, 0), " { EnableSsl = true }");
        }
        var colon = cause.IndexOf("://", StringComparison.Ordinal);
        return colon > 0 ? new TextChange(new TextSpan(span.Start + colon, 0), "s") : null;
    }
}
