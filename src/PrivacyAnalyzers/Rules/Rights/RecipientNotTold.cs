using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using PrivacyAnalyzers.PersonalData;
using PrivacyAnalyzers.Policy;

namespace PrivacyAnalyzers.Rules.Rights;

/// <summary>PRIV7003: code that fulfils <c>rights.erasure</c> for a type never calls a recipient that gets one of its categories.</summary>
public sealed class RecipientNotToldAnalyzer : PrivacyRule
{
    /// <summary>Id of the rule.</summary>
    public const string Id = "PRIV7003";

    private static readonly DiagnosticDescriptor s_rule = new(
        Id,
        "Recipient is not told of the erasure",
        "'{0}' erases, but never calls {1}, which gets the data",
        Descriptors.Rights,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "Recipients have to be told of an erasure; what they keep is not erased.",
        helpLinkUri: Descriptors.HelpLink(Id),
        customTags: Descriptors.Tags(false));

    /// <inheritdoc />
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [s_rule];

    private protected override void Start(CompilationStartAnalysisContext context, PrivacyContext privacy)
    {
        if (privacy.Policy.Recipients.Count > 0)
            OnAttributes(context, privacy, (syntax, model) => Judge(syntax, model, privacy));
    }

    private static void Judge(AttributeSyntax syntax, SemanticModelAnalysisContext context, PrivacyContext privacy)
    {
        if (Fulfilment.Read(syntax, context.SemanticModel) is not { Obligation: "rights.erasure", Types.Length: > 0 } fulfilment)
            return;
        var policy = privacy.Policy;
        var categories = new HashSet<string>(fulfilment.Types.SelectMany(t => privacy.Labels.MarkedMembers(t)).Select(m => privacy.Labels.MarkOf(m)!.Category));
        var missing = policy.Recipients.Values
            .Where(r => categories.Any(c => PrivacyPolicy.Lists(r.Categories, c) || policy.FindCategory(c) is { } entry && PrivacyPolicy.Lists(r.Categories, entry.Id)))
            .ToDictionary(r => r.Id);
        if (missing.Count == 0)
            return;
        foreach (var (body, model, _) in fulfilment.Code(privacy))
        {
            foreach (var node in body.DescendantNodes())
            {
                if (node is LiteralExpressionSyntax { Token.Value: string text } && text.Length > 3)
                    RemoveHosts(missing, text);
                else if (node is InvocationExpressionSyntax or BaseObjectCreationExpressionSyntax && model.GetSymbolInfo(node).Symbol is IMethodSymbol called)
                    RemoveCalled(missing, called, privacy);
            }
            if (missing.Count == 0)
                return;
        }
        context.ReportDiagnostic(Diagnostic.Create(s_rule, syntax.GetLocation(), fulfilment.Owner.Name,
            string.Join(", ", missing.Values.OrderBy(r => r.Id, StringComparer.Ordinal).Select(r => $"'{r.Name}'"))));
    }

    private static void RemoveHosts(Dictionary<string, RecipientEntry> missing, string text)
    {
        foreach (var recipient in missing.Values.ToList())
            foreach (var host in recipient.Hosts)
                if (text.IndexOf(host.TrimStart('*', '.'), StringComparison.OrdinalIgnoreCase) >= 0)
                    missing.Remove(recipient.Id);
    }

    private static void RemoveCalled(Dictionary<string, RecipientEntry> missing, IMethodSymbol called, PrivacyContext privacy)
    {
        var method = (called.ReducedFrom ?? called).OriginalDefinition;
        foreach (var id in RecipientsOf(method).Concat(privacy.Catalogue.RecipientOf(method) is { } row ? [row.Id] : []))
        {
            missing.Remove(id);
            if (privacy.Policy.FindRecipient(id) is { } entry)
                missing.Remove(entry.Id);
        }
        foreach (var recipient in missing.Values.ToList())
            if (recipient.Apis.Any(pattern => Matches(pattern, method)))
                missing.Remove(recipient.Id);
        if (method.ContainingType is { TypeKind: TypeKind.Interface } || method.IsAbstract)
            foreach (var implementation in SourceTypes.Of(privacy).Implementations(method))
                foreach (var id in RecipientsOf(implementation))
                    missing.Remove(id);
    }

    private static IEnumerable<string> RecipientsOf(IMethodSymbol method)
    {
        foreach (var candidate in Labels.SelfAndInherited(method))
        {
            foreach (var symbol in Owners(candidate))
                if (Labels.Attribute(symbol, "Recipient") is { } attribute)
                    foreach (var id in Labels.Strings(attribute))
                        yield return id;
            if (candidate is IMethodSymbol m)
                foreach (var parameter in m.Parameters)
                    if (Labels.Attribute(parameter, "Recipient") is { } onParameter)
                        foreach (var id in Labels.Strings(onParameter))
                            yield return id;
        }
    }

    private static IEnumerable<ISymbol> Owners(ISymbol symbol)
    {
        yield return symbol;
        for (var type = symbol.ContainingType; type is not null; type = type.ContainingType)
            for (var t = type; t is not null && t.SpecialType == SpecialType.None; t = t.BaseType)
                yield return t;
        if (symbol.ContainingAssembly is { } assembly && !assembly.Locations.Any(l => l.IsInSource))
            yield return assembly;
    }

    /// <summary>Whether a pattern of the policy, a namespace or type with <c>*</c> at its end, covers a method's type.</summary>
    private static bool Matches(string pattern, IMethodSymbol method)
    {
        if (method.ContainingType is not { } type)
            return false;
        var name = type.ToDisplayString(SymbolDisplayFormat.CSharpErrorMessageFormat);
        var angle = name.IndexOf('<');
        if (angle >= 0)
            name = name.Substring(0, angle);
        var full = name + "." + method.Name;
        if (pattern.Length > 2 && pattern[1] == ':')
            pattern = pattern.Substring(2);
        return pattern.EndsWith("*", StringComparison.Ordinal)
            ? full.StartsWith(pattern.Substring(0, pattern.Length - 1), StringComparison.Ordinal)
            : name == pattern || full == pattern || name.StartsWith(pattern + ".", StringComparison.Ordinal);
    }
}
