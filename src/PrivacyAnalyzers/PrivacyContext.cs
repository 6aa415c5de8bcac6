using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using PrivacyAnalyzers.Flow;
using PrivacyAnalyzers.KnownApis;
using PrivacyAnalyzers.PersonalData;
using PrivacyAnalyzers.Policy;

namespace PrivacyAnalyzers;

/// <summary>
/// What all rules share of one compilation: policy, labels, known APIs, flows. Made once, computed on demand, held weakly.
/// </summary>
internal sealed class PrivacyContext
{
    private static readonly ConditionalWeakTable<Compilation, PrivacyContext> s_contexts = new();

    // Kept beyond a compilation: in an editor the next one has the same trees but for the one that is typed in.
    private static readonly ConditionalWeakTable<SyntaxTree, Words> s_words = new();

    private readonly Lazy<PolicyFiles> _policy;
    private readonly Lazy<Catalogue> _catalogue;
    private readonly Lazy<Labels> _labels;
    private readonly Lazy<FlowAnalysis> _flow;
    private readonly ConcurrentDictionary<Type, object> _services = new();
    private readonly ConcurrentDictionary<SyntaxTree, SemanticModel> _models = new();
    private readonly ConcurrentDictionary<SyntaxTree, ImmutableArray<AttributeSyntax>> _attributes = new();
    private readonly ConcurrentDictionary<SyntaxTree, bool> _generated = new();

    private PrivacyContext(Compilation compilation, AnalyzerOptions options)
    {
        Compilation = compilation;
        Options = options;
        Inference = new(compilation, options.AnalyzerConfigOptionsProvider);
        _policy = new(() => PolicyFiles.Read(options.AdditionalFiles));
        _catalogue = new(() => Catalogue.Load(options.AdditionalFiles));
        _labels = new(() => new Labels(this));
        _flow = new(() => new FlowAnalysis(this));
    }

    internal Compilation Compilation { get; }

    internal AnalyzerOptions Options { get; }

    /// <summary>What is done with members that the lexicon recognises.</summary>
    internal Inference Inference { get; }

    /// <summary>The policy, its problems, its archive.</summary>
    internal PolicyFiles PolicyFiles => _policy.Value;

    /// <summary>The policy as far as it can be read; an empty one where there is none.</summary>
    internal PrivacyPolicy Policy => _policy.Value.Policy;

    internal Catalogue Catalogue => _catalogue.Value;

    internal Labels Labels => _labels.Value;

    internal FlowAnalysis Flow => _flow.Value;

    /// <summary>Whether the compilation can have marks at all: it references the attributes, a foreign mark's assembly, or infers them.</summary>
    internal bool HasMarks => Labels.Any;

    /// <summary>What several rules need and one of them computes first; a computation that is cancelled is not kept.</summary>
    internal T Service<T>(Func<PrivacyContext, T> make)
        where T : class => (T)_services.GetOrAdd(typeof(T), _ => make(this));

    /// <summary>
    /// The semantic model of a tree, one for all rules, so that what was bound once stays bound. The compiler shares its bodies with it,
    /// both ways: with a model of other options, or one that is let go meanwhile, they are bound twice.
    /// </summary>
    internal SemanticModel Model(SyntaxTree tree) => _models.GetOrAdd(tree, t => Owner(Compilation, t, 0)?.GetSemanticModel(t) ?? throw new ArgumentException("no compilation has the tree", nameof(tree)));

    /// <summary>The compilation that has a tree: in an editor, what another project declares has syntax too.</summary>
    private static Compilation? Owner(Compilation compilation, SyntaxTree tree, int depth)
    {
        const int maxDepth = 16;
        if (compilation.ContainsSyntaxTree(tree))
            return compilation;
        foreach (var reference in compilation.References)
            if (depth < maxDepth && reference is CompilationReference { Compilation: { } referenced } && Owner(referenced, tree, depth + 1) is { } owner)
                return owner;
        return null;
    }

    /// <summary>The words of a tree's text: a tree without a name need not be walked to find it.</summary>
    internal Words Words(SyntaxTree tree) => s_words.GetValue(tree, static t => new Words(t.GetText()));

    /// <summary>Whether a tree's code is generated: nothing is reported in it.</summary>
    internal bool IsGenerated(SyntaxTree tree) => _generated.GetOrAdd(tree, t => GeneratedCode.Is(t, Options));

    /// <summary>The attributes that are written in a tree, in the order of the source.</summary>
    internal ImmutableArray<AttributeSyntax> Attributes(SyntaxTree tree, CancellationToken cancellation) =>
        _attributes.TryGetValue(tree, out var known) ? known : _attributes.GetOrAdd(tree, AttributeScan.In(tree, cancellation));

    /// <summary>
    /// The simple names in a tree that are among some words, in the order of the source. They are found in the text, so that of the
    /// syntax only what is around them is made.
    /// </summary>
    internal IEnumerable<SimpleNameSyntax> Named(SyntaxTree tree, WordSet words, CancellationToken cancellation)
    {
        foreach (var token in Tokens(tree, words, cancellation))
            if (token.Parent is SimpleNameSyntax name)
                yield return name;
    }

    /// <summary>The same of every token, so of keywords and of the names that declarations give.</summary>
    internal IEnumerable<SyntaxToken> Tokens(SyntaxTree tree, WordSet words, CancellationToken cancellation)
    {
        if (!Words(tree).ContainsAny(words))
            yield break;
        var root = tree.GetRoot(cancellation);
        foreach (var position in PrivacyAnalyzers.Words.Positions(tree.GetText(cancellation), words))
        {
            cancellation.ThrowIfCancellationRequested();
            var token = root.FindToken(position);
            if (token.Span.Contains(position) && words.Contains(token.ValueText))
                yield return token;
        }
    }

    internal static PrivacyContext Get(Compilation compilation, AnalyzerOptions options)
    {
        if (s_contexts.TryGetValue(compilation, out var context) && context.Options.AdditionalFiles.SequenceEqual(options.AdditionalFiles))
            return context;
        lock (s_contexts)
        {
            if (s_contexts.TryGetValue(compilation, out context))
            {
                if (context.Options.AdditionalFiles.SequenceEqual(options.AdditionalFiles))
                    return context;
                s_contexts.Remove(compilation);
            }
            context = new PrivacyContext(compilation, options);
            s_contexts.Add(compilation, context);
            return context;
        }
    }
}
