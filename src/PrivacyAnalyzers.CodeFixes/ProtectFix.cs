using System.Collections.Generic;
using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using PrivacyAnalyzers.Rules;
using PrivacyAnalyzers.Rules.Exposure;
using PrivacyAnalyzers.Rules.Storage;

namespace PrivacyAnalyzers.CodeFixes;

/// <summary>Sends the value through the project's own protecting method, or drops it from the log, exception or telemetry.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class ProtectFix : PolicyFixProvider
{
    /// <inheritdoc />
    public override ImmutableArray<string> FixableDiagnosticIds =>
        [PersonalDataInLogAnalyzer.Id, PersonalDataInExceptionAnalyzer.Id, PersonalDataInTelemetryAnalyzer.Id, StoredUnencryptedAnalyzer.Id];

    private protected override IEnumerable<PolicyFix> Fixes(Diagnostic diagnostic, SourceText text)
    {
        if (diagnostic.Location.Node()?.FirstAncestorOrSelf<ExpressionSyntax>() is not { } expression)
            yield break;
        if (diagnostic.Get(FindingProperties.Protector) is { } protector)
        {
            yield return PolicyFix.InDocument(
                $"Protect it with '{protector}'",
                "Protect",
                new TextChange(new TextSpan(expression.SpanStart, 0), protector + "("),
                new TextChange(new TextSpan(expression.Span.End, 0), ")"));
        }
        if (diagnostic.Id != StoredUnencryptedAnalyzer.Id && Removal.Of(expression) is { IsEmpty: false } changes)
            yield return PolicyFix.InDocument("Drop it", "Drop", [.. changes]);
    }
}
