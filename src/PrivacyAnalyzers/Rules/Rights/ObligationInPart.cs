using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace PrivacyAnalyzers.Rules.Rights;

/// <summary>PRIV7002: code that fulfils access, portability or erasure for a type leaves out a marked member.</summary>
public sealed class ObligationInPartAnalyzer : PrivacyRule
{
    /// <summary>Id of the rule.</summary>
    public const string Id = "PRIV7002";

    private static readonly DiagnosticDescriptor s_rule = new(
        Id,
        "Obligation is fulfilled in part",
        "'{0}' fulfils '{1}', but leaves out {2}",
        Descriptors.Rights,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "Whoever asks for access, a copy or erasure is promised all of the data.",
        helpLinkUri: Descriptors.HelpLink(Id),
        customTags: Descriptors.Tags(false));

    /// <inheritdoc />
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [s_rule];

    private protected override void Start(CompilationStartAnalysisContext context, PrivacyContext privacy) =>
        OnAttributes(context, privacy, (syntax, model) => Judge(syntax, model, privacy));

    private static void Judge(AttributeSyntax syntax, SemanticModelAnalysisContext context, PrivacyContext privacy)
    {
        if (Fulfilment.Read(syntax, context.SemanticModel) is not { Obligation: "rights.access" or "rights.portability" or "rights.erasure" } fulfilment)
            return;
        var leftOut = fulfilment.Types.SelectMany(t => Coverage.LeftOut(privacy, fulfilment, t)).ToList();
        if (leftOut.Count > 0)
            context.ReportDiagnostic(Diagnostic.Create(s_rule, syntax.GetLocation(), leftOut.Select(m => m.Locations[0]), fulfilment.Owner.Name, fulfilment.Obligation,
                string.Join(", ", leftOut.Select(m => $"'{privacy.Labels.MarkOf(m)!.DisplayName}'").Distinct())));
    }
}
