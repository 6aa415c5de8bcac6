using System.Collections.Generic;
using System.Collections.Immutable;
using System.Composition;
using System.Globalization;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Text;
using PrivacyAnalyzers.Rules.Minimization;

namespace PrivacyAnalyzers.CodeFixes.Minimization;

/// <summary>Adds one of the policy's purposes to a mark that has none (PRIV1002).</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AddPurposeFix)), Shared]
public sealed class AddPurposeFix : PolicyFixProvider
{
    /// <inheritdoc />
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [MarkWithoutPurposeAnalyzer.Id];

    private protected override IEnumerable<PolicyFix> Fixes(Diagnostic diagnostic, SourceText text)
    {
        if (diagnostic.Properties.TryGetValue(MarkWithoutPurposeAnalyzer.PurposesProperty, out var purposes) && !string.IsNullOrEmpty(purposes)
            && diagnostic.Properties.TryGetValue(MarkWithoutPurposeAnalyzer.FormatProperty, out var format) && format is not null
            && diagnostic.Properties.TryGetValue(MarkWithoutPurposeAnalyzer.InsertProperty, out var insert)
            && int.TryParse(insert, NumberStyles.None, CultureInfo.InvariantCulture, out var at) && at <= text.Length)
        {
            // More than a handful would hide the others of the menu.
            foreach (var purpose in purposes!.Split('\n').Take(8))
                yield return PolicyFix.InDocument($"Add purpose '{purpose}'", diagnostic.Id + "." + purpose, new TextChange(new TextSpan(at, 0), string.Format(CultureInfo.InvariantCulture, format, purpose)));
        }
    }
}
