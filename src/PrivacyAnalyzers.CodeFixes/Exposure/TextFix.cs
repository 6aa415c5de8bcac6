using System.Collections.Generic;
using System.Collections.Immutable;
using System.Composition;
using System.Linq;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using PrivacyAnalyzers.Rules.Exposure;

namespace PrivacyAnalyzers.CodeFixes.Exposure;

/// <summary>Gives a record a <c>PrintMembers</c> without its personal members, or takes the member out of a written text.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class TextFix : PolicyFixProvider
{
    /// <inheritdoc />
    public override ImmutableArray<string> FixableDiagnosticIds => [PersonalDataInTextAnalyzer.Id];

    private protected override IEnumerable<PolicyFix> Fixes(Diagnostic diagnostic, SourceText text)
    {
        var node = diagnostic.Location.Node();
        if (node is RecordDeclarationSyntax record && diagnostic.Get(PersonalDataInTextAnalyzer.ModifiersProperty) is { } modifiers)
        {
            yield return PolicyFix.InDocument("Print the record without its personal members", "PrintMembers", Change(record, modifiers, diagnostic.List(PersonalDataInTextAnalyzer.ShownProperty)));
        }
        else if (node is ExpressionSyntax expression && Removal.Of(expression) is { Length: > 0 } changes)
        {
            yield return PolicyFix.InDocument("Take it out of the text", "Drop", [.. changes]);
        }
    }

    private static TextChange Change(RecordDeclarationSyntax record, string modifiers, IReadOnlyList<string> shown)
    {
        var newLine = Finding.NewLine(record);
        var indent = Finding.Indent(record);
        var inner = indent + "    ";
        var method = new StringBuilder();
        method.Append(inner).Append(modifiers).Append(" bool PrintMembers(System.Text.StringBuilder builder)").Append(newLine).Append(inner).Append('{').Append(newLine);
        var derived = modifiers.Contains("override");
        if (shown.Count == 0)
        {
            method.Append(inner).Append(derived ? "    return base.PrintMembers(builder);" : "    return false;").Append(newLine);
        }
        else
        {
            if (derived)
                method.Append(inner).Append("    if (base.PrintMembers(builder))").Append(newLine).Append(inner).Append("        builder.Append(\", \");").Append(newLine);
            for (var i = 0; i < shown.Count; i++)
                method.Append(inner).Append("    builder.Append(\"").Append(i == 0 ? "" : ", ").Append(shown[i]).Append(" = \").Append(").Append(shown[i]).Append(");").Append(newLine);
            method.Append(inner).Append("    return true;").Append(newLine);
        }
        method.Append(inner).Append('}').Append(newLine);

        if (record.OpenBraceToken.Span.Length == 0)
            return new TextChange(record.SemicolonToken.Span, newLine + indent + "{" + newLine + method + indent + "}");
        var brace = record.CloseBraceToken;
        var before = record.Members.Any() ? newLine : "";
        // The brace stands on a line of its own, or after what it closes.
        var line = brace.SyntaxTree!.GetText().Lines.GetLineFromPosition(brace.SpanStart);
        var alone = brace.SyntaxTree.GetText().ToString(TextSpan.FromBounds(line.Start, brace.SpanStart)).Trim().Length == 0;
        return alone
            ? new TextChange(new TextSpan(line.Start, 0), before + method)
            : new TextChange(new TextSpan(brace.SpanStart, 0), newLine + method + indent);
    }
}
