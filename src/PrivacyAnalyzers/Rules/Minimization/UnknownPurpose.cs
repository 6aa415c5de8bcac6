using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using PrivacyAnalyzers.Policy;

namespace PrivacyAnalyzers.Rules.Minimization;

/// <summary>PRIV1004: an attribute names a purpose that is no entry of the policy.</summary>
public sealed class UnknownPurposeAnalyzer : PrivacyRule
{
    /// <summary>Id of the rule.</summary>
    public const string Id = "PRIV1004";

    /// <summary>Property of a finding: the purpose.</summary>
    internal const string PurposeProperty = "purpose";

    /// <summary>Property of a finding: the purpose that may be meant.</summary>
    internal const string NearestProperty = "nearest";

    private static readonly DiagnosticDescriptor s_rule = new(
        Id,
        "Purpose is not in the policy",
        "Purpose '{0}' is not in the policy",
        Descriptors.Minimization,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "The policy lists why personal data is processed. A purpose that a mark, [Purpose], [ConsentCheck] or [RequiresConsent] names must have an entry, its own or one above it.",
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
            foreach (var purpose in marks.ReadPurposes(attribute, model.SemanticModel, model.CancellationToken))
            {
                if (privacy.Policy.FindPurpose(purpose.Id) is not null)
                    continue;
                var properties = ImmutableDictionary<string, string?>.Empty
                    .Add(PurposeProperty, purpose.Id)
                    .Add(NearestProperty, privacy.Policy.NearestId(purpose.Id, PolicyKind.Purpose));
                model.ReportDiagnostic(Diagnostic.Create(s_rule, purpose.Expression.GetLocation(), properties, purpose.Id));
            }
        });
    }
}
