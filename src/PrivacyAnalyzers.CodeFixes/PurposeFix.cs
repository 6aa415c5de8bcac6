using System.Collections.Generic;
using System.Collections.Immutable;
using System.Composition;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using PrivacyAnalyzers.Policy;
using PrivacyAnalyzers.Rules;
using PrivacyAnalyzers.Rules.Purpose;

namespace PrivacyAnalyzers.CodeFixes;

/// <summary>Adds the purpose that data is used for to its mark or, where the mark leaves purposes to the policy, to its category.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class PurposeFix : PolicyFixProvider
{
    /// <inheritdoc />
    public override ImmutableArray<string> FixableDiagnosticIds => [UsedOutsideItsPurposeAnalyzer.Id];

    private protected override IEnumerable<PolicyFix> Fixes(Diagnostic diagnostic, SourceText text)
    {
        var purposes = diagnostic.List(FindingProperties.Purposes);
        if (purposes.Count == 0)
            yield break;
        var names = string.Join(", ", purposes.Select(p => "'" + p + "'"));
        if (diagnostic.EditAt() is { } mark)
        {
            if (mark.Node()?.FirstAncestorOrSelf<AttributeSyntax>() is { ArgumentList: { Arguments.Count: > 0 } list } attribute
                && list.Arguments.All(a => a.NameEquals is null && a.NameColon is null)
                && list.Arguments.Skip(1).All(a => a.Expression is not (ArrayCreationExpressionSyntax or ImplicitArrayCreationExpressionSyntax or CollectionExpressionSyntax)))
            {
                yield return PolicyFix.InTree(
                    $"Add {names} to the mark",
                    "AddPurposeToMark",
                    attribute.SyntaxTree,
                    new TextChange(new TextSpan(list.CloseParenToken.SpanStart, 0), string.Concat(purposes.Select(p => ", \"" + p + "\""))));
            }
            yield break;
        }
        // The mark has purposes of its own, but stands where it cannot be edited: the policy would not decide.
        if (diagnostic.Properties.ContainsKey(FindingProperties.EditAt))
            yield break;
        var categories = diagnostic.List(FindingProperties.Categories);
        yield return PolicyFix.InPolicy(
            $"Allow {names} for {string.Join(", ", categories.Select(c => "'" + c + "'"))} in the policy",
            "AddPurposeToCategory",
            policy => categories.Aggregate(
                policy,
                (edited, category) => purposes.Aggregate(edited, (e, purpose) => PolicyFileEditor.AddToEntry(e, PolicyKind.Category, category, "purposes", purpose))));
    }
}
