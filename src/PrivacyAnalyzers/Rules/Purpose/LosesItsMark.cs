using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using PrivacyAnalyzers.Flow;
using PrivacyAnalyzers.PersonalData;

namespace PrivacyAnalyzers.Rules.Purpose;

/// <summary>Reports personal data that is stored in, or returned by, a member without a mark that others can see.</summary>
public sealed class LosesItsMarkAnalyzer : FlowRule
{
    /// <summary>Id of the rule.</summary>
    public const string Id = "PRIV2004";

    private static readonly DiagnosticDescriptor s_rule = new(
        Id,
        "Loses its mark",
        "{0} {1} {2} without a mark",
        Descriptors.Purpose,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "Personal data that others can reach must stay recognisable as such: an unmarked member that holds it hides it from every other rule.",
        helpLinkUri: Descriptors.HelpLink(Id),
        customTags: Descriptors.Tags(false));

    /// <inheritdoc />
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [s_rule];

    private protected override FlowFinding? Judge(FlowEvent flow, FlowScope scope) => flow.Kind switch
    {
        FlowEventKind.Store when flow.TargetMark is null => Stored(flow),
        FlowEventKind.Return => Returned(flow, scope),
        _ => null,
    };

    private static FlowFinding? Stored(FlowEvent flow)
    {
        if (flow.Target is not (IFieldSymbol or IPropertySymbol) || flow.Target.DeclaringSyntaxReferences.IsEmpty || Visibility.IsPrivate(flow.Target))
            return null;
        var labels = flow.Unprotected(SinkProtection.UnmarkedMember);
        if (labels.IsEmpty)
            return null;
        var target = flow.Target;
        var finding = new FlowFinding(flow, labels, $"stored in '{target.ContainingType.Name}.{target.Name}'");
        Markable(finding, target);
        return finding;
    }

    /// <summary>What a library gives to others must bear its mark as well: they see no body.</summary>
    private static FlowFinding? Returned(FlowEvent flow, FlowScope scope)
    {
        if (flow.Frame is not IMethodSymbol { MethodKind: MethodKind.Ordinary or MethodKind.PropertyGet } method
            || scope.Privacy.Compilation.Options.OutputKind != OutputKind.DynamicallyLinkedLibrary
            || !Labels.IsPlainValue(method.ReturnType) || method.OverriddenMethod is { DeclaringSyntaxReferences.IsEmpty: true })
            return null;
        var member = method.AssociatedSymbol ?? method;
        if (!Visibility.IsPublic(member) || member is IPropertySymbol { IsIndexer: true } || scope.Privacy.Labels.MarkOf(member) is not null || IsEndpoint(method.ContainingType)
            || Labels.Attribute(member, "Protects") is not null
            || member.Locations.FirstOrDefault(l => l.SourceTree == flow.Expression.SyntaxTree) is not { } identifier)
            return null;
        var labels = flow.Unprotected(SinkProtection.UnmarkedMember);
        if (labels.IsEmpty)
            return null;
        var finding = new FlowFinding(flow, labels, $"returned by '{member.ContainingType.Name}.{member.Name}'") { At = identifier };
        Markable(finding, member);
        return finding;
    }

    private static void Markable(FlowFinding finding, ISymbol target)
    {
        // One mark says one category; where several meet, the choice is not the fix's.
        if (finding.Labels.Select(l => l.Mark.Category).Distinct().Take(2).Count() != 1 || target.Locations.FirstOrDefault(l => l.IsInSource) is not { } location)
            return;
        finding.Properties[FindingProperties.Purposes] = string.Join(",", finding.Labels[0].Mark.Purposes);
        finding.EditAt(location);
    }

    /// <summary>What an endpoint returns is judged by the rules on responses.</summary>
    private static bool IsEndpoint(INamedTypeSymbol? type)
    {
        for (; type is not null; type = type.BaseType)
            if (type.Name is "ControllerBase" or "PageModel" or "Hub")
                return true;
        return false;
    }
}
