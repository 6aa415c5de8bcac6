using System.Collections.Generic;
using System.Collections.Immutable;
using System.Composition;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using PrivacyAnalyzers.Rules;
using PrivacyAnalyzers.Rules.Purpose;

namespace PrivacyAnalyzers.CodeFixes;

/// <summary>Takes from the mark of a member the purposes that what is stored in it may not serve.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class NarrowTargetFix : PolicyFixProvider
{
    /// <inheritdoc />
    public override ImmutableArray<string> FixableDiagnosticIds => [StoredForWiderPurposesAnalyzer.Id];

    private protected override IEnumerable<PolicyFix> Fixes(Diagnostic diagnostic, SourceText text)
    {
        var purposes = diagnostic.List(FindingProperties.Purposes);
        if (diagnostic.EditAt()?.Node()?.FirstAncestorOrSelf<AttributeSyntax>() is not { ArgumentList: { } list } attribute)
            yield break;
        var arguments = list.Arguments;
        var changes = new List<TextChange>();
        for (var i = 1; i < arguments.Count; i++)
            if (arguments[i].Expression is LiteralExpressionSyntax { Token.Value: string purpose } && purposes.Contains(purpose))
                changes.Add(new TextChange(TextSpan.FromBounds(arguments[i - 1].Span.End, arguments[i].Span.End), ""));
        if (changes.Count == purposes.Count)
            yield return PolicyFix.InTree($"Remove {string.Join(", ", purposes.Select(p => "'" + p + "'"))} from the target's mark", "NarrowTarget", attribute.SyntaxTree, [.. changes]);
    }
}
