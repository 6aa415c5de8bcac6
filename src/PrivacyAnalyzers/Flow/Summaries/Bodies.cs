using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PrivacyAnalyzers.Flow.Summaries;

/// <summary>The control-flow graphs of a compilation's methods, lambdas, local functions and initializers, made on demand.</summary>
internal sealed class Bodies
{
    private const int MaxDepth = 2_000;

    private readonly PrivacyContext _privacy;
    private readonly Dictionary<ISymbol, ControlFlowGraph?> _graphs = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<SyntaxNode, ControlFlowGraph?> _initializers = new();
    private readonly Dictionary<ISymbol, List<IMethodSymbol>> _functions = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<SyntaxNode, List<IMethodSymbol>> _initializerFunctions = new();
    private List<IMethodSymbol>? _registered;

    internal Bodies(PrivacyContext privacy) => _privacy = privacy;

    /// <summary>Methods whose syntax is too deep to be analysed.</summary>
    internal HashSet<ISymbol> TooDeep { get; } = new(SymbolEqualityComparer.Default);

    internal SemanticModel Model(SyntaxTree tree) => _privacy.Model(tree);

    /// <summary>The member in whose code a lambda or local function stands; what is none is its own.</summary>
    internal static ISymbol? MemberAround(ISymbol? code)
    {
        while (code is IMethodSymbol { MethodKind: MethodKind.AnonymousFunction or MethodKind.LocalFunction } && code.ContainingSymbol is { } outer)
            code = outer;
        return code;
    }

    /// <summary>The syntax that declares a method with a body in source, or null.</summary>
    internal static SyntaxNode? Declaration(IMethodSymbol method, CancellationToken cancellation)
    {
        var declared = method.PartialImplementationPart ?? method;
        foreach (var reference in declared.DeclaringSyntaxReferences)
        {
            var syntax = reference.GetSyntax(cancellation);
            switch (syntax)
            {
                case BaseMethodDeclarationSyntax { Body: not null } or BaseMethodDeclarationSyntax { ExpressionBody: not null }:
                case AccessorDeclarationSyntax { Body: not null } or AccessorDeclarationSyntax { ExpressionBody: not null }:
                case ArrowExpressionClauseSyntax:
                case CompilationUnitSyntax:
                    return syntax;
                case ConstructorDeclarationSyntax { Initializer: not null }:
                    return syntax;
                case PropertyDeclarationSyntax { ExpressionBody: { } arrow }:
                    return arrow;
                case IndexerDeclarationSyntax { ExpressionBody: { } arrow }:
                    return arrow;
            }
        }
        return null;
    }

    /// <summary>The graph of a method, lambda or local function; null where there is no body in source.</summary>
    internal ControlFlowGraph? Graph(IMethodSymbol method, CancellationToken cancellation)
    {
        if (_graphs.TryGetValue(method, out var graph))
            return graph;
        if (method.MethodKind is MethodKind.AnonymousFunction or MethodKind.LocalFunction)
        {
            // Known once the graph of the member around it is made.
            if (method.ContainingSymbol is IMethodSymbol outer)
            {
                Graph(outer, cancellation);
                if (_graphs.TryGetValue(method, out graph))
                    return graph;
            }
            return null;
        }
        if (Declaration(method, cancellation) is { } syntax && _privacy.Compilation.ContainsSyntaxTree(syntax.SyntaxTree))
            graph = Create(syntax, method, cancellation);
        _graphs[method] = graph;
        return graph;
    }

    /// <summary>The graph of a field's or property's initializer, or null.</summary>
    internal ControlFlowGraph? Initializer(EqualsValueClauseSyntax syntax, CancellationToken cancellation)
    {
        if (!_initializers.TryGetValue(syntax, out var graph))
            _initializers.Add(syntax, graph = Create(syntax, null, cancellation));
        return graph;
    }

    private ControlFlowGraph? Create(SyntaxNode syntax, ISymbol? owner, CancellationToken cancellation)
    {
        if (IsTooDeep(syntax))
        {
            if (owner is not null)
                TooDeep.Add(owner);
            return null;
        }
        var operation = Model(syntax.SyntaxTree).GetOperation(syntax, cancellation);
        var graph = operation switch
        {
            IMethodBodyOperation body => ControlFlowGraph.Create(body, cancellation),
            IConstructorBodyOperation body => ControlFlowGraph.Create(body, cancellation),
            IBlockOperation { Parent: null } block => ControlFlowGraph.Create(block, cancellation),
            IFieldInitializerOperation initializer => ControlFlowGraph.Create(initializer, cancellation),
            IPropertyInitializerOperation initializer => ControlFlowGraph.Create(initializer, cancellation),
            _ => null,
        };
        if (graph is not null)
        {
            _registered = [];
            Register(graph, cancellation);
            if (owner is not null)
                _functions[owner] = _registered;
            else
                _initializerFunctions[syntax] = _registered;
        }
        return graph;
    }

    /// <summary>The lambdas and local functions inside of a method, once its graph is made.</summary>
    internal IReadOnlyList<IMethodSymbol> Functions(ISymbol method) => _functions.TryGetValue(method, out var functions) ? functions : [];

    /// <summary>The lambdas inside of a field's or property's initializer, once its graph is made.</summary>
    internal IReadOnlyList<IMethodSymbol> Functions(EqualsValueClauseSyntax initializer) => _initializerFunctions.TryGetValue(initializer, out var functions) ? functions : [];

    private void Register(ControlFlowGraph graph, CancellationToken cancellation)
    {
        foreach (var function in graph.LocalFunctions)
        {
            var inner = graph.GetLocalFunctionControlFlowGraph(function, cancellation);
            _graphs[function] = inner;
            _registered!.Add(function);
            Register(inner, cancellation);
        }
        foreach (var block in graph.Blocks)
        {
            foreach (var operation in block.Operations)
                RegisterLambdas(graph, operation, cancellation);
            if (block.BranchValue is { } value)
                RegisterLambdas(graph, value, cancellation);
        }
    }

    private void RegisterLambdas(ControlFlowGraph graph, IOperation operation, CancellationToken cancellation)
    {
        foreach (var descendant in operation.DescendantsAndSelf())
        {
            if (descendant is not IFlowAnonymousFunctionOperation lambda)
                continue;
            var inner = graph.GetAnonymousFunctionControlFlowGraph(lambda, cancellation);
            _graphs[lambda.Symbol] = inner;
            _registered!.Add(lambda.Symbol);
            Register(inner, cancellation);
        }
    }

    /// <summary>Whether the syntax nests so deeply that walking it recursively could overflow the stack; decided without recursion.</summary>
    private static bool IsTooDeep(SyntaxNode root)
    {
        // Each level takes a character at least.
        if (root.Span.Length <= MaxDepth)
            return false;
        // Descend and climb by hand: an enumerator keeps a stack, but a depth is not to be had from it.
        var stack = new Stack<(SyntaxNode Node, int Depth)>();
        stack.Push((root, 0));
        while (stack.Count > 0)
        {
            var (current, d) = stack.Pop();
            if (d > MaxDepth)
                return true;
            foreach (var child in current.ChildNodes())
                stack.Push((child, d + 1));
        }
        return false;
    }
}
