using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using PrivacyAnalyzers.Flow;

namespace PrivacyAnalyzers.Rules.Exposure;

/// <summary>PRIV3006: an endpoint with a purpose returns an object holding marked members that may not serve it.</summary>
public sealed class ResponseBeyondPurposeAnalyzer : PrivacyRule
{
    /// <summary>Id of the rule.</summary>
    public const string Id = "PRIV3006";

    private static readonly DiagnosticDescriptor s_rule = new(
        Id,
        "Response holds more than its purpose",
        "{0} part of the response, but may not serve '{1}'",
        Descriptors.Exposure,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "An object that is returned whole tells all that it holds, also what the endpoint's purpose does not need.",
        helpLinkUri: Descriptors.HelpLink(Id),
        customTags: Descriptors.Tags(false));

    /// <inheritdoc />
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [s_rule];

    private protected override void Start(CompilationStartAnalysisContext context, PrivacyContext privacy) =>
        context.RegisterSemanticModelAction(c => Judge(c, privacy));

    private static void Judge(SemanticModelAnalysisContext context, PrivacyContext privacy)
    {
        if (context.IsGeneratedCode)
            return;
        foreach (var (endpoint, returned) in Endpoints.Of(privacy).AnsweringIn(context.SemanticModel.SyntaxTree))
        {
            context.CancellationToken.ThrowIfCancellationRequested();
            if (endpoint.Kind is EndpointKind.Controller or EndpointKind.MinimalApi && privacy.Labels.PurposesOf(endpoint.Method) is { Length: > 0 } purposes)
                foreach (var arm in Arms(returned))
                    Judge(context, privacy, arm, purposes);
        }
    }

    private static void Judge(SemanticModelAnalysisContext context, PrivacyContext privacy, ExpressionSyntax returned, ImmutableArray<string> purposes)
    {
        var beyond = new List<PersonalData.Mark>();
        var unserved = new List<string>();
        foreach (var traced in ValueTrace.Of(privacy, returned, ProtectionSet.Anonymized, objects: true))
        {
            if (!traced.InObject)
                continue;
            var allowed = privacy.Policy.AllowedPurposes(traced.Mark.Category, traced.Mark.Purposes);
            if (allowed.Length == 0)
                continue;
            var not = purposes.Where(p => !privacy.Policy.MayServe(allowed, p)).ToList();
            if (not.Count == 0)
                continue;
            beyond.Add(traced.Mark);
            unserved.AddRange(not);
        }
        if (beyond.Count > 0)
            context.ReportDiagnostic(Diagnostic.Create(s_rule, returned.GetLocation(), Marks.Describe(beyond), string.Join("', '", unserved.Distinct())));
    }

    /// <summary>The alternatives of a returned expression.</summary>
    private static IEnumerable<ExpressionSyntax> Arms(ExpressionSyntax expression)
    {
        switch (expression)
        {
            case ParenthesizedExpressionSyntax e:
                return Arms(e.Expression);
            case ConditionalExpressionSyntax e:
                return Arms(e.WhenTrue).Concat(Arms(e.WhenFalse));
            case SwitchExpressionSyntax e:
                return e.Arms.SelectMany(a => Arms(a.Expression));
            case BinaryExpressionSyntax { RawKind: (int)Microsoft.CodeAnalysis.CSharp.SyntaxKind.CoalesceExpression } e:
                return Arms(e.Left).Concat(Arms(e.Right));
            default:
                return [expression];
        }
    }
}
