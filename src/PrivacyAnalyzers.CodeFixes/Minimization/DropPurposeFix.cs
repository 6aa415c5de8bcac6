using System.Collections.Generic;
using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using PrivacyAnalyzers.Rules.Minimization;

namespace PrivacyAnalyzers.CodeFixes.Minimization;

/// <summary>Drops a purpose that no code exercises from a mark that names others; without any, the mark would allow all of its category's.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class DropPurposeFix : PolicyFixProvider
{
    /// <inheritdoc />
    public override ImmutableArray<string> FixableDiagnosticIds => [PurposeNeverExercisedAnalyzer.Id];

    private protected override IEnumerable<PolicyFix> Fixes(Diagnostic diagnostic, SourceText text)
    {
        if (diagnostic.Get(PurposeNeverExercisedAnalyzer.OnlyProperty) is not null
            || diagnostic.Location.Node()?.FirstAncestorOrSelf<AttributeArgumentSyntax>() is not { Parent: AttributeArgumentListSyntax list } argument
            || argument.Expression.Span != diagnostic.Location.SourceSpan)
            yield break;
        var index = list.Arguments.IndexOf(argument);
        var span = index > 0
            ? TextSpan.FromBounds(list.Arguments[index - 1].Span.End, argument.Span.End)
            : TextSpan.FromBounds(argument.SpanStart, list.Arguments[index + 1].SpanStart);
        yield return PolicyFix.InDocument($"Drop '{argument.Expression}'", "Drop", new TextChange(span, ""));
    }
}
