using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using PrivacyAnalyzers.Policy;

namespace PrivacyAnalyzers.Rules.Minimization;

/// <summary>PRIV1003: a mark's category is no entry of the policy.</summary>
public sealed class UnknownCategoryAnalyzer : PrivacyRule
{
    /// <summary>Id of the rule.</summary>
    public const string Id = "PRIV1003";

    /// <summary>Property of a finding: the category.</summary>
    internal const string CategoryProperty = "category";

    /// <summary>Property of a finding: the purposes of the mark, one a line.</summary>
    internal const string PurposesProperty = "purposes";

    /// <summary>Property of a finding: the category that may be meant, where the mark writes one.</summary>
    internal const string NearestProperty = "nearest";

    private static readonly DiagnosticDescriptor s_rule = new(
        Id,
        "Category is not in the policy",
        "Category '{0}' of '{1}' is not in the policy",
        Descriptors.Minimization,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "The policy lists what personal data is collected. The category of a mark must have an entry, its own or one above it.",
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
            if (marks.ReadMark(attribute, model.SemanticModel, model.CancellationToken) is not { Category.Length: > 0 } mark
                || privacy.Policy.FindCategory(mark.Category) is not null)
                return;
            var properties = ImmutableDictionary<string, string?>.Empty
                .Add(CategoryProperty, mark.Category)
                .Add(PurposesProperty, string.Join("\n", mark.Purposes.Select(p => p.Id)))
                .Add(NearestProperty, mark.CategoryArgument is null ? null : privacy.Policy.NearestId(mark.Category, PolicyKind.Category));
            var at = mark.CategoryArgument?.Expression.GetLocation() ?? mark.Attribute.GetLocation();
            model.ReportDiagnostic(Diagnostic.Create(s_rule, at, properties, mark.Category, mark.Name));
        });
    }
}
