using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using PrivacyAnalyzers.PersonalData;
using PrivacyAnalyzers.Policy;

namespace PrivacyAnalyzers.Rules.Minimization;

/// <summary>PRIV1008: a mark's purpose under which no code in the compilation reads it.</summary>
public sealed class PurposeNeverExercisedAnalyzer : PrivacyRule
{
    /// <summary>Id of the rule.</summary>
    public const string Id = "PRIV1008";

    /// <summary>Set on the last purpose of a mark of which no other would be left.</summary>
    internal const string OnlyProperty = "only";

    private static readonly DiagnosticDescriptor s_rule = new(
        Id,
        "Purpose is never exercised",
        "No code with the purpose '{0}' reads '{1}'",
        Descriptors.Minimization,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: false,
        description: "A purpose that no code has is a permission that nobody needs.",
        helpLinkUri: Descriptors.HelpLink(Id),
        customTags: Descriptors.Tags(true));

    /// <inheritdoc />
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [s_rule];

    private protected override void Start(CompilationStartAnalysisContext context, PrivacyContext privacy)
    {
        var marks = new ConcurrentBag<Mark>();
        context.RegisterSymbolAction(
            c =>
            {
                Add(c.Symbol);
                if (c.Symbol is IMethodSymbol method)
                    foreach (var parameter in method.Parameters)
                        Add(parameter);
            },
            SymbolKind.Property,
            SymbolKind.Field,
            SymbolKind.Method,
            SymbolKind.NamedType);
        context.RegisterCompilationEndAction(c => Judge(c, privacy, marks));

        void Add(ISymbol symbol)
        {
            if (!symbol.IsImplicitlyDeclared && privacy.Labels.MarkOf(symbol) is { Purposes.Length: > 0, Origin: MarkOrigin.Own or MarkOrigin.Type or MarkOrigin.Foreign } mark)
                marks.Add(mark);
        }
    }

    private static void Judge(CompilationAnalysisContext context, PrivacyContext privacy, ConcurrentBag<Mark> marks)
    {
        // Marks that stand on one attribute (inherited, passed on, of a type) are exercised together.
        var byAttribute = new Dictionary<SyntaxReference, List<Mark>>();
        var places = new Dictionary<(SyntaxTree, int), SyntaxReference>();
        foreach (var mark in marks)
        {
            if (mark.Attribute?.ApplicationSyntaxReference is not { } reference)
                continue;
            if (!places.TryGetValue((reference.SyntaxTree, reference.Span.Start), out var known))
                places.Add((reference.SyntaxTree, reference.Span.Start), known = reference);
            if (!byAttribute.TryGetValue(known, out var list))
                byAttribute.Add(known, list = []);
            list.Add(mark);
        }
        if (byAttribute.Count == 0)
            return;
        var exercised = new Exercise(privacy);
        foreach (var pair in byAttribute.OrderBy(p => p.Key.SyntaxTree.FilePath, StringComparer.Ordinal).ThenBy(p => p.Key.Span.Start))
        {
            if (pair.Key.GetSyntax(context.CancellationToken) is not AttributeSyntax syntax)
                continue;
            var purposes = new HashSet<string>(pair.Value.SelectMany(m => exercised.PurposesOf(m.Symbol)));
            var mark = pair.Value.OrderBy(m => m.Symbol is ITypeSymbol ? 0 : 1).ThenBy(m => m.Symbol.Locations[0].SourceSpan.Start).First();
            var beside = IsBeside(mark);
            var arguments = Arguments(syntax, beside, privacy, mark).ToList();
            var unexercised = arguments.Where(a => !purposes.Any(p => PrivacyPolicy.IsSameOrNarrower(p, a.Purpose))).ToList();
            foreach (var (argument, purpose) in unexercised)
            {
                var isOnly = unexercised.Count == arguments.Count && argument == arguments[arguments.Count - 1].Argument;
                var properties = isOnly ? ImmutableDictionary<string, string?>.Empty.Add(OnlyProperty, "true") : ImmutableDictionary<string, string?>.Empty;
                context.ReportDiagnostic(Diagnostic.Create(s_rule, argument.GetLocation(), properties, purpose, mark.DisplayName));
            }
        }
    }

    /// <summary>The purposes of a foreign mark are named by the <c>[Purpose]</c> beside it.</summary>
    private static bool IsBeside(Mark mark) => mark.Origin == MarkOrigin.Foreign;

    private static IEnumerable<(SyntaxNode Argument, string Purpose)> Arguments(AttributeSyntax syntax, bool beside, PrivacyContext privacy, Mark mark)
    {
        var skip = 1;
        if (beside)
        {
            if (Labels.Attribute(mark.Symbol, "Purpose")?.ApplicationSyntaxReference?.GetSyntax() is not AttributeSyntax purpose)
                yield break;
            syntax = purpose;
            skip = 0;
        }
        var model = privacy.Model(syntax.SyntaxTree);
        foreach (var argument in (syntax.ArgumentList?.Arguments ?? default).Skip(skip))
        {
            foreach (var expression in Elements(argument.Expression))
                if (model.GetConstantValue(expression).Value is string text)
                    yield return (expression, text);
        }
    }

    private static IEnumerable<ExpressionSyntax> Elements(ExpressionSyntax expression) => expression switch
    {
        ArrayCreationExpressionSyntax { Initializer: { } initializer } => initializer.Expressions,
        ImplicitArrayCreationExpressionSyntax array => array.Initializer.Expressions,
        CollectionExpressionSyntax collection => collection.Elements.OfType<ExpressionElementSyntax>().Select(e => e.Expression),
        _ => [expression],
    };

    /// <summary>Under which purposes marked symbols are read; code without purpose works for its callers'.</summary>
    private sealed class Exercise
    {
        private readonly PrivacyContext _privacy;
        private readonly Dictionary<ISymbol, HashSet<string>> _byMember = new(SymbolEqualityComparer.Default);
        private readonly Dictionary<ISymbol, ImmutableArray<string>> _byCode = new(SymbolEqualityComparer.Default);
        private readonly Lazy<ILookup<string, SimpleNameSyntax>> _names;
        private readonly Lazy<ImmutableArray<BaseObjectCreationExpressionSyntax>> _creations;

        internal Exercise(PrivacyContext privacy)
        {
            _privacy = privacy;
            _names = new(() => privacy.Compilation.SyntaxTrees.SelectMany(t => t.GetRoot().DescendantNodes().OfType<SimpleNameSyntax>()).ToLookup(n => n.Identifier.ValueText));
            _creations = new(() => [.. privacy.Compilation.SyntaxTrees.SelectMany(t => t.GetRoot().DescendantNodes().OfType<BaseObjectCreationExpressionSyntax>())]);
            var uses = MarkedMemberUses.Of(privacy);
            foreach (var use in uses.Uses)
                if ((use.Access & MemberAccess.Read) != 0)
                    foreach (var member in MarkedMemberUses.Family(use.Symbol))
                        Add(member, use.Node);
            foreach (var (type, node) in uses.WholeReads)
                foreach (var member in privacy.Labels.MarkedMembers(type))
                    if (!ValueTrace.IsLeftOut(member))
                        Add(member, node);
        }

        internal IEnumerable<string> PurposesOf(ISymbol symbol) =>
            MarkedMemberUses.Family(symbol).SelectMany(m => _byMember.TryGetValue(m, out var purposes) ? purposes : Enumerable.Empty<string>());

        private void Add(ISymbol member, SyntaxNode node)
        {
            if (!_byMember.TryGetValue(member, out var purposes))
                _byMember.Add(member, purposes = []);
            purposes.UnionWith(At(node));
        }

        private ImmutableArray<string> At(SyntaxNode node)
        {
            var code = _privacy.Model(node.SyntaxTree).GetEnclosingSymbol(node.SpanStart);
            // A field's or property's initializer is not enclosed by the member.
            if (node.FirstAncestorOrSelf<PropertyDeclarationSyntax>() is { } property && code is INamedTypeSymbol)
                code = _privacy.Model(node.SyntaxTree).GetDeclaredSymbol(property) ?? code;
            return code is null ? [] : OfCode(code);
        }

        private ImmutableArray<string> OfCode(ISymbol code)
        {
            if (_byCode.TryGetValue(code, out var known))
                return known;
            // Recursion adds nothing of its own.
            _byCode[code] = [];
            var own = _privacy.Labels.PurposesOf(code);
            return _byCode[code] = own.Length > 0 ? own : OfCallers(code);
        }

        private ImmutableArray<string> OfCallers(ISymbol code)
        {
            while (code is IMethodSymbol { MethodKind: MethodKind.AnonymousFunction } && code.ContainingSymbol is { } outer)
                code = outer;
            ISymbol called = code is IMethodSymbol { AssociatedSymbol: IPropertySymbol property } ? property : code;
            var purposes = new HashSet<string>();
            var family = new HashSet<ISymbol>(MarkedMemberUses.Family(called), SymbolEqualityComparer.Default);
            if (called is IMethodSymbol { MethodKind: MethodKind.Constructor } or INamedTypeSymbol or IFieldSymbol)
            {
                var type = called as INamedTypeSymbol ?? called.ContainingType;
                foreach (var creation in _creations.Value)
                    if ((creation is ImplicitObjectCreationExpressionSyntax || creation is ObjectCreationExpressionSyntax { Type: NameSyntax name } && Marks.SimpleName(name) == type.Name)
                        && SymbolEqualityComparer.Default.Equals(_privacy.Model(creation.SyntaxTree).GetTypeInfo(creation).Type?.OriginalDefinition, type.OriginalDefinition))
                        purposes.UnionWith(At(creation));
            }
            else
            {
                foreach (var name in _names.Value[called.Name])
                {
                    var info = _privacy.Model(name.SyntaxTree).GetSymbolInfo(name);
                    var symbol = info.Symbol ?? info.CandidateSymbols.FirstOrDefault();
                    if (symbol is IMethodSymbol { ReducedFrom: { } reduced })
                        symbol = reduced;
                    if (symbol is not null && (family.Contains(symbol.OriginalDefinition) || MarkedMemberUses.Family(symbol).Any(family.Contains)))
                        purposes.UnionWith(At(name));
                }
            }
            return [.. purposes.OrderBy(p => p, StringComparer.Ordinal)];
        }
    }
}
