using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using PrivacyAnalyzers.Flow;

namespace PrivacyAnalyzers.Rules.Exposure;

/// <summary>PRIV3007: an endpoint returns marked data, and neither it nor its type, nor its mapping, requires authorization.</summary>
public sealed class UnauthorizedEndpointAnalyzer : PrivacyRule
{
    /// <summary>Id of the rule.</summary>
    public const string Id = "PRIV3007";

    /// <summary>Where the fix requires authorization: on the method, its type or the mapping; not set where the endpoint is expressly open.</summary>
    internal const string TargetProperty = "target";

    internal const string MethodTarget = "method";

    /// <summary>A Razor Page is authorized as a whole: attributes of its handlers say nothing.</summary>
    internal const string TypeTarget = "type";

    internal const string MappingTarget = "mapping";

    private static readonly DiagnosticDescriptor s_rule = new(
        Id,
        "Personal data without authorization",
        "{0} returned by '{1}' to anyone who asks: nothing requires authorization",
        Descriptors.Exposure,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "Whoever can reach the endpoint gets the personal data that it returns.",
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
        var reported = new HashSet<Location>();
        foreach (var endpoint in Endpoints.Of(privacy).In(context.SemanticModel.SyntaxTree))
        {
            context.CancellationToken.ThrowIfCancellationRequested();
            if (endpoint.IsAuthorized)
                continue;
            var returned = endpoint.Returned
                .SelectMany(e => ValueTrace.Of(privacy, e, ProtectionSet.Anonymized, objects: true))
                .ToList();
            if (returned.Count == 0 || !reported.Add(endpoint.Location))
                continue;
            var properties = endpoint.IsAnonymous
                ? ImmutableDictionary<string, string?>.Empty
                : ImmutableDictionary<string, string?>.Empty.Add(TargetProperty, endpoint.Kind switch
                {
                    EndpointKind.MinimalApi => MappingTarget,
                    EndpointKind.RazorPage => TypeTarget,
                    _ => MethodTarget,
                });
            context.ReportDiagnostic(Diagnostic.Create(s_rule, endpoint.Location, returned.Select(r => r.Anchor.GetLocation()).Distinct(), properties,
                Marks.Describe(returned.Select(r => r.Mark)), endpoint.Method.Name.Length > 0 ? endpoint.Method.Name : "the handler"));
        }
    }
}
