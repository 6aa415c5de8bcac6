using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace PrivacyAnalyzers.Rules.Minimization;

/// <summary>PRIV1005: a mark allows a purpose that its category's entry does not.</summary>
public sealed class PurposeBeyondPolicyAnalyzer : PrivacyRule
{
    /// <summary>Id of the rule.</summary>
    public const string Id = "PRIV1005";

    /// <summary>Property of a finding: the category.</summary>
    internal const string CategoryProperty = "category";

    /// <summary>Property of a finding: the purpose.</summary>
    internal const string PurposeProperty = "purpose";

    /// <summary>Property of a finding: where what is to be removed starts, if the purpose can be dropped.</summary>
    internal const string DropStartProperty = "dropStart";

    /// <summary>Property of a finding: where what is to be removed ends.</summary>
    internal const string DropEndProperty = "dropEnd";

    private static readonly DiagnosticDescriptor s_rule = new(
        Id,
        "Purpose goes beyond the policy",
        "'{0}' ({1}) may serve '{2}' by its mark, but not by the policy's entry '{3}'",
        Descriptors.Minimization,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "The policy says what each category of data is used for. A mark may narrow that, not widen it; compatible purposes need not be listed.",
        helpLinkUri: Descriptors.HelpLink(Id),
        customTags: Descriptors.Tags(false));

    /// <inheritdoc />
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [s_rule];

    private protected override void Start(CompilationStartAnalysisContext context, PrivacyContext privacy)
    {
        if (!privacy.PolicyFiles.IsReadable)
            return;
        var marks = MarkReader.Of(privacy);
        OnAttributes(context, privacy, (attribute, model) =>
        {
            if (marks.ReadMark(attribute, model.SemanticModel, model.CancellationToken) is not { Purposes.Length: > 0 } mark
                || privacy.Policy.FindCategory(mark.Category) is not { } entry)
                return;
            foreach (var purpose in mark.Purposes)
            {
                // A purpose that the policy does not know is PRIV1004's.
                if (privacy.Policy.FindPurpose(purpose.Id) is null || privacy.Policy.MayServe(entry.Purposes, purpose.Id))
                    continue;
                var drop = MarkReader.RemovalSpan(purpose.Expression);
                var properties = ImmutableDictionary<string, string?>.Empty
                    .Add(CategoryProperty, mark.Category)
                    .Add(PurposeProperty, purpose.Id)
                    .Add(DropStartProperty, drop?.Start.ToString(CultureInfo.InvariantCulture))
                    .Add(DropEndProperty, drop?.End.ToString(CultureInfo.InvariantCulture));
                model.ReportDiagnostic(Diagnostic.Create(s_rule, purpose.Expression.GetLocation(), properties, mark.Name, mark.Category, purpose.Id, entry.Id));
            }
        });
    }
}
