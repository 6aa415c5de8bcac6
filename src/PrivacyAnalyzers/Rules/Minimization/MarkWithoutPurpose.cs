using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using PrivacyAnalyzers.Policy;

namespace PrivacyAnalyzers.Rules.Minimization;

/// <summary>PRIV1002: neither a mark nor its category's entry names a purpose.</summary>
public sealed class MarkWithoutPurposeAnalyzer : PrivacyRule
{
    /// <summary>Id of the rule.</summary>
    public const string Id = "PRIV1002";

    /// <summary>Property of a finding: purposes of the policy, one a line.</summary>
    internal const string PurposesProperty = "purposes";

    /// <summary>Property of a finding: where in the document a purpose is added.</summary>
    internal const string InsertProperty = "insert";

    /// <summary>Property of a finding: what is written there, <c>{0}</c> for the purpose.</summary>
    internal const string FormatProperty = "format";

    private static readonly DiagnosticDescriptor s_rule = new(
        Id,
        "Personal data has no purpose",
        "'{0}' ({1}) has no purpose: neither its mark nor the policy's entry of its category names one",
        Descriptors.Minimization,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "Personal data is collected for specified purposes. A mark names them, or the policy does for the mark's category.",
        helpLinkUri: Descriptors.HelpLink(Id),
        customTags: Descriptors.Tags(false));

    /// <inheritdoc />
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [s_rule];

    private protected override void Start(CompilationStartAnalysisContext context, PrivacyContext privacy)
    {
        if (privacy.PolicyFiles is { Exists: true, IsReadable: false })
            return;
        var marks = MarkReader.Of(privacy);
        OnAttributes(context, privacy, (attribute, model) =>
        {
            if (marks.ReadMark(attribute, model.SemanticModel, model.CancellationToken) is not { SaysPurposes: false } mark
                || privacy.Policy.FindCategory(mark.Category) is { Purposes.Length: > 0 })
                return;
            var insert = mark.IsForeign ? attribute.Span.End : attribute.ArgumentList?.CloseParenToken.SpanStart ?? attribute.Span.End;
            var properties = ImmutableDictionary<string, string?>.Empty
                .Add(PurposesProperty, string.Join("\n", privacy.Policy.Ids(PolicyKind.Purpose)))
                .Add(InsertProperty, insert.ToString(CultureInfo.InvariantCulture))
                .Add(FormatProperty, mark.IsForeign ? ", PrivacyAnalyzers.Purpose(\"{0}\")" : ", \"{0}\"");
            model.ReportDiagnostic(Diagnostic.Create(s_rule, attribute.GetLocation(), properties, mark.Name, mark.Category));
        });
    }
}
