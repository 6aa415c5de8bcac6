using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using PrivacyAnalyzers.PersonalData;

namespace PrivacyAnalyzers.Rules.Permissions;

/// <summary>A place that calls a member or passes it on, and the code in which it stands.</summary>
internal sealed record CallSite(SyntaxNode Node, ISymbol? Frame);

/// <summary>Where the members of a compilation are called. Names are listed once; what bears the name asked for is bound on demand.</summary>
internal sealed class CallSites
{
    private const string Constructor = ".ctor";

    private readonly PrivacyContext _privacy;
    private readonly object _lock = new();
    private readonly ConcurrentDictionary<ISymbol, ImmutableArray<CallSite>> _sites = new(SymbolEqualityComparer.Default);
    private Dictionary<string, List<SyntaxNode>>? _names;

    internal CallSites(PrivacyContext privacy) => _privacy = privacy;

    /// <summary>The method whose callers run a frame: the outermost around lambdas, the frame itself for local functions.</summary>
    internal static ISymbol? CalledMember(ISymbol? frame)
    {
        while (frame is IMethodSymbol { MethodKind: MethodKind.AnonymousFunction })
            frame = frame.ContainingSymbol;
        return frame is IMethodSymbol or IPropertySymbol ? frame : null;
    }

    /// <summary>Where a method is called, directly or as what it overrides or implements.</summary>
    internal ImmutableArray<CallSite> Of(ISymbol member, CancellationToken cancellation)
    {
        if (member is IMethodSymbol { AssociatedSymbol: IPropertySymbol property })
            member = property;
        member = member.OriginalDefinition;
        return _sites.TryGetValue(member, out var sites) ? sites : _sites.GetOrAdd(member, Find(member, cancellation));
    }

    private ImmutableArray<CallSite> Find(ISymbol member, CancellationToken cancellation)
    {
        var isConstructor = member is IMethodSymbol { MethodKind: MethodKind.Constructor };
        var targets = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        foreach (var inherited in Labels.SelfAndInherited(member))
            targets.Add(inherited.OriginalDefinition);
        var names = Names(cancellation);
        var result = ImmutableArray.CreateBuilder<CallSite>();
        var simple = isConstructor ? member.ContainingType.Name : member.Name.Substring(member.Name.LastIndexOf('.') + 1);
        IEnumerable<SyntaxNode> candidates = names.TryGetValue(simple, out var named) ? named : [];
        if (isConstructor && names.TryGetValue(Constructor, out var constructors))
            candidates = candidates.Concat(constructors);
        SemanticModel? model = null;
        foreach (var node in candidates)
        {
            cancellation.ThrowIfCancellationRequested();
            if (model?.SyntaxTree != node.SyntaxTree)
                model = _privacy.Model(node.SyntaxTree);
            var symbol = model.GetSymbolInfo(node, cancellation).Symbol;
            symbol = ((symbol as IMethodSymbol)?.ReducedFrom ?? symbol)?.OriginalDefinition;
            if (symbol is not null && targets.Contains(symbol))
                result.Add(new CallSite(node, model.GetEnclosingSymbol(node.SpanStart, cancellation)));
        }
        return result.ToImmutable();
    }

    private Dictionary<string, List<SyntaxNode>> Names(CancellationToken cancellation)
    {
        lock (_lock)
        {
            if (_names is not null)
                return _names;
            var names = new Dictionary<string, List<SyntaxNode>>(StringComparer.Ordinal);
            foreach (var tree in _privacy.Compilation.SyntaxTrees)
            {
                foreach (var node in tree.GetRoot(cancellation).DescendantNodes())
                {
                    var (name, target) = node switch
                    {
                        SimpleNameSyntax simple => (simple.Identifier.ValueText, PermissionUses.TargetOf(simple)),
                        ImplicitObjectCreationExpressionSyntax or ConstructorInitializerSyntax => (Constructor, node),
                        _ => ("", null),
                    };
                    if (target is null)
                        continue;
                    if (!names.TryGetValue(name, out var nodes))
                        names.Add(name, nodes = []);
                    nodes.Add(target);
                }
            }
            return _names = names;
        }
    }
}
