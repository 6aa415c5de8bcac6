using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using PrivacyAnalyzers.Flow;
using PrivacyAnalyzers.KnownApis;
using PrivacyAnalyzers.PersonalData;
using PrivacyAnalyzers.Policy;
using PrivacyAnalyzers.Rules.Storage;

namespace PrivacyAnalyzers.Rules.Rights;

/// <summary>PRIV7001: no code fulfils an obligation of the policy.</summary>
public sealed class UnfulfilledObligationAnalyzer : PrivacyRule
{
    /// <summary>Id of the rule.</summary>
    public const string Id = "PRIV7001";

    private static readonly DiagnosticDescriptor s_rule = new(
        Id,
        "Obligation is not fulfilled",
        "No code fulfils '{0}'{1}",
        Descriptors.Rights,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "A right that the policy promises needs code that grants it.",
        helpLinkUri: Descriptors.HelpLink(Id),
        customTags: Descriptors.Tags(true));

    /// <inheritdoc />
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [s_rule];

    private protected override void Start(CompilationStartAnalysisContext context, PrivacyContext privacy)
    {
        if (privacy.Policy.Obligations.Count == 0
            || context.Compilation.Options.OutputKind is not (OutputKind.ConsoleApplication or OutputKind.WindowsApplication or OutputKind.WindowsRuntimeApplication))
            return;
        var fulfilled = new ConcurrentBag<(string Obligation, ImmutableArray<INamedTypeSymbol> Types)>();
        OnAttributes(context, privacy, (attribute, model) =>
        {
            if (Fulfilment.Read(attribute, model.SemanticModel) is { } fulfilment)
                fulfilled.Add((fulfilment.Obligation, fulfilment.Types));
        });
        context.RegisterCompilationEndAction(c => Judge(c, privacy, fulfilled));
    }

    private static void Judge(CompilationAnalysisContext context, PrivacyContext privacy, ConcurrentBag<(string Obligation, ImmutableArray<INamedTypeSymbol> Types)> own)
    {
        var fulfilled = own.Concat(InReferences(context.Compilation)).ToLookup(f => f.Obligation, f => f.Types);
        var stored = new Lazy<IReadOnlyList<INamedTypeSymbol>>(() => StoredTypes(privacy, context.CancellationToken));
        foreach (var entry in privacy.Policy.Obligations.Values)
        {
            var by = fulfilled[entry.Id].ToList();
            switch (entry.Id)
            {
                case "rights.explanation":
                    break;
                case "rights.access" or "rights.rectification" or "rights.erasure" or "rights.portability":
                    var types = by.Any(t => t.IsEmpty) ? [] : stored.Value.Where(s => !by.Any(ts => ts.Any(t => Covers(t, s)))).Select(t => t.Name).ToList();
                    Report(entry, types.Count > 0, types);
                    break;
                case "retention":
                    var covered = new HashSet<string>(by.SelectMany(ts => ts).SelectMany(t => Categories(privacy, t)));
                    var categories = by.Any(t => t.IsEmpty) ? [] : stored.Value.SelectMany(t => Categories(privacy, t)).Where(c => !covered.Contains(c)).Distinct().ToList();
                    Report(entry, categories.Count > 0, categories);
                    break;
                default:
                    Report(entry, by.Count == 0, []);
                    break;
            }
        }

        void Report(ObligationEntry entry, bool missing, IReadOnlyList<string> what)
        {
            if (missing)
                context.ReportDiagnostic(Diagnostic.Create(s_rule, entry.Location, entry.Id,
                    what.Count == 0 ? "" : " for " + string.Join(", ", what.OrderBy(w => w, StringComparer.Ordinal).Select(w => $"'{w}'"))));
        }
    }

    /// <summary>Whether code that fulfils for a type does so for a stored one: the same, or one derived from it.</summary>
    private static bool Covers(INamedTypeSymbol named, INamedTypeSymbol stored)
    {
        for (var t = stored; t is not null; t = t.BaseType)
            if (SymbolEqualityComparer.Default.Equals(t.OriginalDefinition, named.OriginalDefinition))
                return true;
        return stored.AllInterfaces.Any(i => SymbolEqualityComparer.Default.Equals(i.OriginalDefinition, named.OriginalDefinition));
    }

    /// <summary>The policy's categories of a type's marked members; what is kept for good, or not at all, needs no code.</summary>
    private static IEnumerable<string> Categories(PrivacyContext privacy, INamedTypeSymbol type)
    {
        foreach (var member in privacy.Labels.MarkedMembers(type))
            if (privacy.Policy.FindCategory(privacy.Labels.MarkOf(member)!.Category) is { Retention: not { Value: "permanent" or "none" } } entry)
                yield return entry.Id;
    }

    /// <summary>Types with marked members that are entities, or whose members or objects reach storage.</summary>
    private static IReadOnlyList<INamedTypeSymbol> StoredTypes(PrivacyContext privacy, CancellationToken cancellation)
    {
        var result = new List<INamedTypeSymbol>();
        foreach (var entity in EntityModel.Of(privacy).Stored)
            if (privacy.Labels.MarkedMembers(entity).Length > 0)
                result.Add(entity);
        foreach (var tree in privacy.Compilation.SyntaxTrees)
        {
            foreach (var flow in privacy.Flow.EventsIn(tree, cancellation))
            {
                if (flow.Kind != FlowEventKind.Sink || flow.Sink is not { Kind: SinkKind.Storage })
                    continue;
                foreach (var label in flow.Labels)
                    if (label.Mark.Symbol is IPropertySymbol or IFieldSymbol && label.Mark.Symbol.ContainingType is { TypeKind: not TypeKind.Interface } type
                        && label.Mark.Origin != MarkOrigin.Source && !result.Any(r => Covers(type, r)))
                        result.Add(type);
            }
        }
        return result;
    }

    /// <summary>What the project's other assemblies fulfil.</summary>
    private static IEnumerable<(string Obligation, ImmutableArray<INamedTypeSymbol> Types)> InReferences(Compilation compilation)
    {
        foreach (var assembly in compilation.SourceModule.ReferencedAssemblySymbols)
        {
            if (!assembly.Modules.Any(m => m.ReferencedAssemblies.Any(r => r.Name == "PrivacyAnalyzers.Annotations")))
                continue;
            foreach (var type in SourceTypes.TypesOf(assembly.GlobalNamespace))
                foreach (var symbol in type.GetMembers().OfType<IMethodSymbol>().Prepend<ISymbol>(type))
                    foreach (var attribute in symbol.GetAttributes())
                        if (Labels.IsOurs(attribute, "Fulfills") && Fulfilment.ObligationOf(attribute) is { } obligation)
                            yield return (obligation, Fulfilment.TypesOf(attribute));
        }
    }
}
