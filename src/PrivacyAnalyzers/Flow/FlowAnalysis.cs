using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using PrivacyAnalyzers.Flow.Domain;
using PrivacyAnalyzers.Flow.Summaries;

namespace PrivacyAnalyzers.Flow;

/// <summary>
/// The flows of one compilation. Rules ask for the events of a tree; what they need of other trees is computed on demand and shared.
/// </summary>
internal sealed class FlowAnalysis
{
    private readonly PrivacyContext _privacy;
    private readonly SummaryStore _store;
    private readonly Dictionary<SyntaxTree, ImmutableArray<FlowEvent>> _events = new();
    private readonly Dictionary<SyntaxTree, ImmutableArray<IMethodSymbol>> _incomplete = new();
    private bool _summarized;
    private Location? _first;

    internal FlowAnalysis(PrivacyContext privacy)
    {
        _privacy = privacy;
        _store = new SummaryStore(privacy);
    }

    /// <summary>All uses of personal data whose expression stands in <paramref name="tree"/>, in the order of the source.</summary>
    internal ImmutableArray<FlowEvent> EventsIn(SyntaxTree tree, CancellationToken cancellation)
    {
        lock (_store)
        {
            if (_events.TryGetValue(tree, out var events))
                return events;
            events = Compute(tree, cancellation);
            _events.Add(tree, events);
            return events;
        }
    }

    /// <summary>The methods of a tree whose analysis spent its budget, in the order of the source.</summary>
    internal ImmutableArray<IMethodSymbol> IncompleteIn(SyntaxTree tree, CancellationToken cancellation)
    {
        EventsIn(tree, cancellation);
        lock (_store)
            return _incomplete[tree];
    }

    /// <summary>
    /// The name of the first member that has to do with personal data, if the tree has it and some bodies were left out to which it may
    /// come; else null.
    /// </summary>
    internal Location? NarrowedAt(SyntaxTree tree, CancellationToken cancellation)
    {
        EventsIn(tree, cancellation);
        lock (_store)
        {
            if (!_store.IsNarrowed)
                return null;
            _first ??= _privacy.Compilation.SyntaxTrees.Select(t => Frames(t, cancellation).Select(f => f.Locations[0]).FirstOrDefault(l => l.SourceTree == t)).FirstOrDefault(l => l is not null);
            return _first?.SourceTree == tree ? _first : null;
        }
    }

    private ImmutableArray<FlowEvent> Compute(SyntaxTree tree, CancellationToken cancellation)
    {
        var found = new Dictionary<(FlowEventKind, SyntaxNode, ISymbol?, KnownApis.SinkRow?), FlowEvent>();
        var open = new List<IMethodSymbol>();
        var incomplete = ImmutableArray.CreateBuilder<IMethodSymbol>();
        _store.Bound(() => _privacy.Compilation.SyntaxTrees.SelectMany(t => Frames(t, cancellation)), cancellation);
        foreach (var frame in Frames(tree, cancellation))
        {
            var summary = _store.Summary(frame, Binding.None, cancellation);
            Add(frame, summary);
            if (summary.Incomplete && frame.Locations.Length > 0 && frame.Locations[0].SourceTree == tree)
                incomplete.Add(frame);
            foreach (var functions in FunctionsOf(frame, cancellation))
                AddFunctions(functions);
        }
        if (open.Count > 0)
            SummarizeAll(cancellation);
        foreach (var method in open)
            foreach (var summary in _store.Specialised(method))
                foreach (var e in summary.Events)
                    Put(Under(_store.AllCalledUnder(method), e));
        _incomplete[tree] = incomplete.ToImmutable();
        return [.. found.Values.Where(e => e.Expression.SyntaxTree == tree).OrderBy(e => e.Expression.SpanStart).ThenBy(e => e.Expression.Span.Length).ThenBy(e => e.Kind).ThenBy(e => e.Sink?.Api, StringComparer.Ordinal).ThenBy(e => e.Target?.Name, StringComparer.Ordinal)];

        // A local function may be called from any other: all are analysed before any is asked.
        void AddFunctions(IReadOnlyList<IMethodSymbol> functions)
        {
            foreach (var function in functions)
                _store.Summary(function, Binding.None, cancellation);
            foreach (var function in functions)
                Add(function, _store.Summary(function, Binding.None, cancellation));
        }

        void Add(IMethodSymbol frame, MethodSummary summary)
        {
            // Where personal data that the method reads goes may depend on what its callers hand it.
            if (summary.Dispatches.Count > 0 && summary.Events.Length > 0)
                open.Add(frame);
            var facts = _store.AllCalledUnder(frame);
            foreach (var e in summary.Events)
                Put(Under(facts, e));
            foreach (var use in summary.Uses)
                foreach (var e in Resolve(use))
                    Put(Under(facts, e));
        }

        static FlowEvent Under(ImmutableHashSet<string> facts, FlowEvent e) => facts.Count == 0
            ? e
            : e with
            {
                Consents = [.. facts.Union(e.Consents).Where(f => f != SummaryStore.AgeFact).OrderBy(f => f, StringComparer.Ordinal)],
                AgeChecked = e.AgeChecked || facts.Contains(SummaryStore.AgeFact),
            };

        void Put(FlowEvent e)
        {
            var key = (e.Kind, e.Expression, e.Target, e.Sink);
            if (!found.ContainsKey(key))
                found.Add(key, e);
        }
    }

    /// <summary>Looks at all callers there may be, once.</summary>
    private void SummarizeAll(CancellationToken cancellation)
    {
        if (_summarized)
            return;
        foreach (var tree in _privacy.Compilation.SyntaxTrees)
            foreach (var frame in Frames(tree, cancellation))
            {
                _store.Summary(frame, Binding.None, cancellation);
                foreach (var functions in FunctionsOf(frame, cancellation))
                    foreach (var function in functions)
                        _store.Summary(function, Binding.None, cancellation);
            }
        _summarized = true;
    }

    /// <summary>The lambdas and local functions of a method, for a constructor those of the initializers that it runs too.</summary>
    private IEnumerable<IReadOnlyList<IMethodSymbol>> FunctionsOf(IMethodSymbol frame, CancellationToken cancellation)
    {
        yield return _store.Bodies.Functions(frame);
        if (frame.MethodKind is MethodKind.Constructor or MethodKind.StaticConstructor)
            foreach (var member in frame.ContainingType.GetMembers())
                if (SummaryStore.InitializerOf(member, cancellation) is { } initializer)
                    yield return _store.Bodies.Functions(initializer);
    }

    /// <summary>A use of a private member is an event, if the type's own code stores personal data in it.</summary>
    private IEnumerable<FlowEvent> Resolve(Use use)
    {
        if (use.Lifted || use.Label.Input is not { } input || use.Label.Mark is not null || !_store.IsCarried(input) || _store.Contents.Of(input, ContentAspect.Labels, null) is not { Labels.Count: > 0 } content)
            yield break;
        var labels = content.Labels.Select(l => new FlowLabel(l.Mark!, l.Protection | use.Label.Protection, Trace.Locations(l.Trace)) { PlainHash = l.PlainHash || use.Label.PlainHash, Checked = use.Facts.Union(l.Checked).Union(use.Label.Checked) })
            .OrderBy(l => l.Mark.DisplayName, StringComparer.Ordinal).ThenBy(l => l.Protection)
            .GroupBy(l => (l.Mark.DisplayName, l.Mark.Category, l.Protection)).Select(g => g.Aggregate((all, l) => all.And(l))).ToImmutableArray();
        yield return new FlowEvent
        {
            Kind = use.Kind,
            Expression = use.Expression,
            Labels = labels,
            Frame = use.Frame,
            Target = use.Target,
            TargetMark = use.TargetMark,
            Sink = use.Sink,
            Destination = use.Destination.Text,
            SinkLocation = use.Site == use.Expression || use.Site.Contains(use.Expression) ? null : use.Site.GetLocation(),
            Purposes = _privacy.Labels.PurposesOf(use.Frame),
            TargetPurposes = use.TargetPurposes,
            Consents = [.. use.Facts.Where(f => f != SummaryStore.AgeFact).OrderBy(f => f, StringComparer.Ordinal)],
            AgeChecked = use.Facts.Contains(SummaryStore.AgeFact),
            Weakness = use.Weakness,
        };
    }

    /// <summary>
    /// The methods, accessors and constructors in a tree that may have to do with personal data. Nothing is reported in generated code:
    /// it is looked at where other code calls it, or asks what it keeps.
    /// </summary>
    private IEnumerable<IMethodSymbol> Frames(SyntaxTree tree, CancellationToken cancellation) =>
        _privacy.IsGenerated(tree) ? [] : Declared(tree, cancellation).Where(_store.Relevance(cancellation).Contains);

    /// <summary>The methods, accessors and constructors whose code stands in a tree, as far as names tell that they are worth a symbol.</summary>
    private IEnumerable<IMethodSymbol> Declared(SyntaxTree tree, CancellationToken cancellation)
    {
        var root = tree.GetRoot(cancellation);
        var relevance = _store.Relevance(cancellation);
        if (!root.DescendantNodesAndSelf(n => n is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax or BaseTypeDeclarationSyntax).Any(relevance.Contains))
            yield break;
        var model = _store.Bodies.Model(tree);
        var seen = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        foreach (var node in root.DescendantNodesAndSelf(n => n is not (BlockSyntax or ArrowExpressionClauseSyntax or StatementSyntax or GlobalStatementSyntax)))
        {
            cancellation.ThrowIfCancellationRequested();
            switch (node)
            {
                case CompilationUnitSyntax unit when unit.Members.Any(m => m is GlobalStatementSyntax):
                    if (model.GetDeclaredSymbol(unit, cancellation) is IMethodSymbol main)
                        yield return main;
                    break;
                case BaseMethodDeclarationSyntax or AccessorDeclarationSyntax:
                    if (!relevance.Contains(node is AccessorDeclarationSyntax ? node.Parent!.Parent! : node))
                        break;
                    if (model.GetDeclaredSymbol(node, cancellation) is IMethodSymbol method && _store.HasSource(method) && seen.Add(method))
                        yield return method;
                    break;
                case PropertyDeclarationSyntax { ExpressionBody: not null } or IndexerDeclarationSyntax { ExpressionBody: not null }:
                    if (relevance.Contains(node) && model.GetDeclaredSymbol(node, cancellation) is IPropertySymbol { GetMethod: { } getter } && seen.Add(getter))
                        yield return getter;
                    break;
                case TypeDeclarationSyntax type:
                    if (!relevance.Contains(type) && !type.Members.Any(relevance.Contains) || model.GetDeclaredSymbol(type, cancellation) is not INamedTypeSymbol symbol)
                        break;
                    foreach (var constructor in symbol.InstanceConstructors.Concat(symbol.StaticConstructors))
                        if ((constructor.IsImplicitlyDeclared || constructor.DeclaringSyntaxReferences.Any(r => r.Span == type.Span && r.SyntaxTree == tree)) && _store.HasSource(constructor) && seen.Add(constructor))
                            yield return constructor;
                    break;
            }
        }
    }
}
