using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using PrivacyAnalyzers.KnownApis;
using PrivacyAnalyzers.PersonalData;
using PrivacyAnalyzers.Policy;

namespace PrivacyAnalyzers.Rules.Permissions;

/// <summary>
/// Finds where code uses permissions: the catalogue's APIs and <c>[RequiresPermission]</c> members. Names decide which nodes are
/// bound; the uses of a tree are found once and shared by the rules.
/// </summary>
internal sealed class PermissionUses
{
    private const string AnyName = "*";

    private static readonly WordSet s_attribute = new(["RequiresPermission", "RequiresPermissionAttribute"]);

    private static readonly ConditionalWeakTable<PrivacyContext, PermissionUses> s_instances = new();

    private readonly PrivacyContext _privacy;
    private readonly ConcurrentDictionary<SyntaxTree, ImmutableArray<PermissionUse>> _uses = new();
    private readonly ConcurrentDictionary<ISymbol, ImmutableArray<string>> _required = new(SymbolEqualityComparer.Default);
    private readonly Lazy<WordSet> _names;
    private readonly Lazy<CallSites> _calls;
    private volatile Dictionary<SyntaxTree, ImmutableArray<PermissionUse>>? _byHelpers;
    private readonly Dictionary<IMethodSymbol, Forwarder> _forwarders = new(SymbolEqualityComparer.Default);
    private bool _bindsImplicitCreations;

    private PermissionUses(PrivacyContext privacy)
    {
        _privacy = privacy;
        _names = new(FindNames);
        _calls = new(() => new CallSites(privacy));
    }

    /// <summary>The calls of the compilation, for those who follow uses to callers.</summary>
    internal CallSites Calls => _calls.Value;

    internal static PermissionUses Of(PrivacyContext privacy) => s_instances.GetValue(privacy, static p => new PermissionUses(p));

    /// <summary>The uses in a tree, in the order of the source.</summary>
    internal ImmutableArray<PermissionUse> In(SyntaxTree tree, CancellationToken cancellation)
    {
        if (_uses.TryGetValue(tree, out var uses))
            return uses;
        return _uses.GetOrAdd(tree, Find(tree, cancellation));
    }

    /// <summary>The uses in all trees, in their order.</summary>
    internal IEnumerable<PermissionUse> All(CancellationToken cancellation)
    {
        foreach (var tree in _privacy.Compilation.SyntaxTrees)
            foreach (var use in In(tree, cancellation))
                yield return use;
    }

    /// <summary>The permissions that <c>[RequiresPermission]</c> names anywhere in the compilation's source.</summary>
    internal IEnumerable<string> DeclaredInSource(CancellationToken cancellation)
    {
        foreach (var (attribute, tree) in Attributes())
        {
            var model = _privacy.Model(tree);
            foreach (var argument in attribute.ArgumentList?.Arguments ?? default)
                foreach (var node in argument.Expression.DescendantNodesAndSelf())
                    if (node is ExpressionSyntax && model.GetConstantValue(node, cancellation).Value is string permission)
                        yield return permission;
        }
    }

    /// <summary>
    /// The calls in a tree by which code with a purpose uses permissions through code without one, which works for its callers.
    /// </summary>
    internal ImmutableArray<PermissionUse> ByHelpers(SyntaxTree tree, CancellationToken cancellation)
    {
        var byTree = _byHelpers;
        if (byTree is null)
        {
            byTree = FollowHelpers(cancellation);
            _byHelpers = byTree;
        }
        return byTree.TryGetValue(tree, out var uses) ? uses : [];
    }

    private Dictionary<SyntaxTree, ImmutableArray<PermissionUse>> FollowHelpers(CancellationToken cancellation)
    {
        var known = new Dictionary<ISymbol, HashSet<string>>(SymbolEqualityComparer.Default);
        var work = new Queue<(ISymbol Helper, string Permission)>();
        foreach (var use in All(cancellation))
            if (use.Purposes.IsEmpty)
                foreach (var permission in use.Permissions)
                    if (!use.IsDeclared(permission))
                        Learn(use.Frame, permission);

        var found = new Dictionary<SyntaxNode, (CallSite Site, ISymbol Helper, SortedSet<string> Permissions)>();
        while (work.Count > 0)
        {
            cancellation.ThrowIfCancellationRequested();
            var (helper, permission) = work.Dequeue();
            foreach (var site in Calls.Of(helper, cancellation))
            {
                if (PrivacyPolicy.Lists(DeclaredAround(site.Frame), permission))
                    continue;
                if (_privacy.Labels.PurposesOf(site.Frame).IsEmpty)
                {
                    Learn(site.Frame, permission);
                    continue;
                }
                if (!found.TryGetValue(site.Node, out var entry))
                    found.Add(site.Node, entry = (site, helper, new SortedSet<string>(StringComparer.Ordinal)));
                entry.Permissions.Add(permission);
            }
        }
        return found.Values
            .GroupBy(static f => f.Site.Node.SyntaxTree)
            .ToDictionary(static group => group.Key, group => group.OrderBy(static f => f.Site.Node.SpanStart)
                .Select(f => new PermissionUse(f.Site.Node, f.Helper, [.. f.Permissions], false, f.Site.Frame, _privacy.Labels.PurposesOf(f.Site.Frame), []))
                .ToImmutableArray());

        void Learn(ISymbol? frame, string permission)
        {
            if (CallSites.CalledMember(frame) is not { } helper)
                return;
            if (!known.TryGetValue(helper, out var permissions))
                known.Add(helper, permissions = new HashSet<string>(StringComparer.Ordinal));
            if (permissions.Add(permission))
                work.Enqueue((helper, permission));
        }
    }

    /// <summary>The permissions that <c>[RequiresPermission]</c> names on a member or what it overrides or implements.</summary>
    internal ImmutableArray<string> RequiredBy(ISymbol symbol)
    {
        symbol = ((symbol as IMethodSymbol)?.ReducedFrom ?? symbol).OriginalDefinition;
        if (symbol is not (IMethodSymbol or IPropertySymbol) || !_privacy.Labels.MayHaveAttributes(symbol))
            return [];
        return _required.GetOrAdd(symbol, static symbol =>
        {
            foreach (var candidate in Labels.SelfAndInherited(symbol))
                if (Labels.Attribute(candidate, "RequiresPermission") is { } attribute)
                    return [.. Labels.Strings(attribute).Distinct()];
            return symbol is IMethodSymbol { AssociatedSymbol: IPropertySymbol property } && Labels.Attribute(property, "RequiresPermission") is { } ofProperty
                ? [.. Labels.Strings(ofProperty).Distinct()]
                : [];
        });
    }

    private ImmutableArray<PermissionUse> Find(SyntaxTree tree, CancellationToken cancellation)
    {
        if (_names.Value.IsEmpty)
            return [];
        SemanticModel? model = null;
        var uses = ImmutableArray.CreateBuilder<PermissionUse>();
        var seen = new HashSet<SyntaxNode>();
        foreach (var target in _privacy.Named(tree, _names.Value, cancellation).Select(TargetOf).Concat(Nameless(tree, cancellation)))
        {
            if (target is null || !seen.Add(target))
                continue;
            model ??= _privacy.Model(tree);
            if (UseAt(target, model, cancellation) is { } use)
                uses.Add(use);
        }
        uses.Sort(static (left, right) => left.Node.SpanStart != right.Node.SpanStart
            ? left.Node.SpanStart.CompareTo(right.Node.SpanStart)
            : left.Node.Span.End.CompareTo(right.Node.Span.End));
        return uses.ToImmutable();
    }

    /// <summary>What calls a constructor without naming its type, if any constructor requires a permission.</summary>
    private IEnumerable<SyntaxNode> Nameless(SyntaxTree tree, CancellationToken cancellation) => _bindsImplicitCreations
        ? tree.GetRoot(cancellation).DescendantNodes().Where(static n => n is ImplicitObjectCreationExpressionSyntax or ConstructorInitializerSyntax)
        : [];

    /// <summary>The call, creation or member access that a name belongs to, or null where it names nothing that runs.</summary>
    internal static SyntaxNode? TargetOf(SimpleNameSyntax name)
    {
        SyntaxNode node = name;
        if (node.Parent is QualifiedNameSyntax qualified && qualified.Right == node)
            node = qualified;
        else if (node.Parent is AliasQualifiedNameSyntax alias)
            node = alias;
        if (node.Parent is ObjectCreationExpressionSyntax creation && creation.Type == node)
            return creation;
        if (node is not SimpleNameSyntax)
            return null;
        if (name.Parent is MemberAccessExpressionSyntax access && access.Name != name)
            return null;
        var expression = MemberAccesses.Whole(name);
        return expression.Parent switch
        {
            InvocationExpressionSyntax invocation when invocation.Expression == expression => invocation,
            TypeSyntax or TypeArgumentListSyntax or NameColonSyntax or NameEqualsSyntax or AttributeSyntax or BaseTypeSyntax or ParameterSyntax
                or VariableDeclarationSyntax or UsingDirectiveSyntax or ObjectCreationExpressionSyntax or CastExpressionSyntax or TypeOfExpressionSyntax => null,
            ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: "nameof" } } } => null,
            _ => expression,
        };
    }

    private PermissionUse? UseAt(SyntaxNode node, SemanticModel model, CancellationToken cancellation)
    {
        var info = model.GetSymbolInfo(node, cancellation);
        var symbol = info.Symbol ?? (info.CandidateReason is CandidateReason.MemberGroup or CandidateReason.OverloadResolutionFailure ? info.CandidateSymbols.FirstOrDefault() : null);
        if (symbol is not (IMethodSymbol or IPropertySymbol or IEventSymbol))
            return null;

        var isRequest = false;
        var permissions = RequiredBy(symbol);
        if (permissions.IsEmpty && IsUsed(node, symbol))
        {
            var rows = _privacy.Catalogue.PermissionsOf(symbol);
            if (!rows.IsEmpty)
            {
                permissions = Resolve(rows, index => NamesAt(index, node, symbol, model, cancellation));
                isRequest = rows.Any(static row => row.Use == "request");
            }
            else if (symbol is IMethodSymbol method && _forwarders.TryGetValue((method.ReducedFrom ?? method).OriginalDefinition, out var forwarder))
            {
                permissions = Resolve(forwarder.Rows, _ => forwarder.NamesAt(method, node, model, cancellation));
            }
        }
        if (permissions.IsEmpty)
            return null;

        var frame = model.GetEnclosingSymbol(node.SpanStart, cancellation);
        return new PermissionUse(node, symbol, permissions, isRequest, frame, _privacy.Labels.PurposesOf(frame), DeclaredAround(frame));
    }

    /// <summary>A property of the platform is used by reading it, an event by subscribing to it.</summary>
    private static bool IsUsed(SyntaxNode node, ISymbol symbol) => symbol switch
    {
        IPropertySymbol => !(node.Parent is AssignmentExpressionSyntax assignment && assignment.Left == node && assignment.IsKind(SyntaxKind.SimpleAssignmentExpression)),
        IEventSymbol => node.Parent is AssignmentExpressionSyntax subscription && subscription.Left == node && subscription.IsKind(SyntaxKind.AddAssignmentExpression),
        _ => true,
    };

    private ImmutableArray<string> DeclaredAround(ISymbol? frame)
    {
        for (var symbol = frame; symbol is not null and not INamedTypeSymbol; symbol = symbol.ContainingSymbol)
            if (RequiredBy(symbol) is { IsEmpty: false } declared)
                return declared;
        return [];
    }

    /// <summary>Rows with a condition that holds win over those without one.</summary>
    private static ImmutableArray<string> Resolve(ImmutableArray<PermissionRow> rows, Func<int, ConstantNames> namesAt)
    {
        var matched = new List<string>();
        var always = new List<string>();
        var names = new Dictionary<int, ConstantNames>();
        foreach (var row in rows)
        {
            if (row.Use == "status")
                continue;
            if (row.WhenIs is not { } wanted)
            {
                always.Add(row.Permission);
                continue;
            }
            var index = row.WhenArgument ?? -1;
            if (!names.TryGetValue(index, out var named))
                names.Add(index, named = namesAt(index));
            if (wanted == AnyName)
                matched.AddRange(named.Names.Select(PlatformPermissions.BuiltIn.Find).OfType<string>().OrderBy(static p => p, StringComparer.Ordinal));
            else if (named.Has(wanted))
                matched.Add(row.Permission);
        }
        return [.. (matched.Count > 0 ? matched : always).Distinct()];
    }

    /// <summary>What the argument of an index names; without one, the type arguments and the object that is called.</summary>
    private static ConstantNames NamesAt(int index, SyntaxNode node, ISymbol symbol, SemanticModel model, CancellationToken cancellation)
    {
        var names = new ConstantNames(model, cancellation);
        var method = symbol as IMethodSymbol;
        if (index < 0)
        {
            foreach (var type in method?.TypeArguments ?? [])
                names.AddType(type);
            if (ReceiverOf(node) is { } receiver)
            {
                if (receiver is SimpleNameSyntax or MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax })
                    names.AddObject(receiver);
                else
                    names.Add(receiver);
                if (model.GetTypeInfo(receiver, cancellation).Type is { } type)
                    names.AddType(type);
            }
            return names;
        }

        // An extension method that is called as a static one has its receiver among the arguments.
        if (method is { IsExtensionMethod: true, ReducedFrom: null })
            index++;
        if (method is not null)
            foreach (var argument in ArgumentsAt(index, node, method))
                names.Add(argument);
        return names;
    }

    /// <summary>What is passed for a parameter.</summary>
    private static IEnumerable<ExpressionSyntax> ArgumentsAt(int index, SyntaxNode node, IMethodSymbol method)
    {
        if (index < 0 || index >= method.Parameters.Length)
            yield break;
        var arguments = node switch
        {
            InvocationExpressionSyntax invocation => invocation.ArgumentList.Arguments,
            BaseObjectCreationExpressionSyntax { ArgumentList: { } list } => list.Arguments,
            ConstructorInitializerSyntax initializer => initializer.ArgumentList.Arguments,
            _ => default,
        };
        var parameter = method.Parameters[index];
        for (var i = 0; i < arguments.Count; i++)
        {
            var argument = arguments[i];
            if (argument.NameColon is { } colon ? colon.Name.Identifier.ValueText == parameter.Name : i == index || parameter.IsParams && i > index)
                yield return argument.Expression;
        }
    }

    /// <summary>
    /// Finds the helpers that ask for what their caller names: they hand a type parameter or parameter of theirs to an API whose
    /// permission hangs on it. Helpers of helpers are found in the next round.
    /// </summary>
    private void FindForwarders(HashSet<string> names)
    {
        const int maxRounds = 4;
        var wanted = new WordSet(names);
        for (var round = 0; round < maxRounds && !wanted.IsEmpty; round++)
        {
            var found = new HashSet<string>();
            foreach (var tree in _privacy.Compilation.SyntaxTrees)
            {
                SemanticModel? model = null;
                foreach (var name in _privacy.Named(tree, wanted, default))
                {
                    if (TargetOf(name) is not InvocationExpressionSyntax call || !MentionsParameter(call, name))
                        continue;
                    model ??= _privacy.Model(tree);
                    if (model.GetSymbolInfo(call).Symbol is IMethodSymbol callee && ForwarderAt(call, callee, model) is { } forwarder && !_forwarders.ContainsKey(forwarder.Method))
                    {
                        _forwarders.Add(forwarder.Method, forwarder);
                        found.Add(forwarder.Method.Name);
                    }
                }
            }
            wanted = new WordSet(found);
            names.UnionWith(found);
        }
    }

    private static bool MentionsParameter(InvocationExpressionSyntax call, SimpleNameSyntax name)
    {
        var (parameters, types) = call.Ancestors().Select(static a => a switch
        {
            MethodDeclarationSyntax method => (method.ParameterList, method.TypeParameterList),
            LocalFunctionStatementSyntax function => (function.ParameterList, function.TypeParameterList),
            _ => ((ParameterListSyntax?)null, (TypeParameterListSyntax?)null),
        }).FirstOrDefault(static l => l.Item1 is not null);
        return name is GenericNameSyntax generic && types is not null
                && generic.TypeArgumentList.Arguments.Any(a => a is IdentifierNameSyntax id && types.Parameters.Any(p => p.Identifier.ValueText == id.Identifier.ValueText))
            || parameters is { Parameters.Count: > 0 }
                && call.ArgumentList.DescendantNodes().OfType<IdentifierNameSyntax>().Any(id => parameters.Parameters.Any(p => p.Identifier.ValueText == id.Identifier.ValueText));
    }

    private Forwarder? ForwarderAt(InvocationExpressionSyntax call, IMethodSymbol callee, SemanticModel model)
    {
        var definition = (callee.ReducedFrom ?? callee).OriginalDefinition;
        var isForwarder = _forwarders.TryGetValue(definition, out var inner);
        var rows = isForwarder ? inner.Rows : _privacy.Catalogue.PermissionsOf(callee);
        rows = [.. rows.Where(static row => row.WhenIs is not null)];
        if (rows.IsEmpty || rows.Length != _privacy.Catalogue.PermissionsOf(callee).Length && !isForwarder)
            return null;
        foreach (var row in rows)
        {
            var index = isForwarder ? inner.Ordinal : row.WhenArgument ?? -1;
            if (isForwarder ? inner.IsType : index < 0)
            {
                foreach (var type in callee.TypeArguments)
                    if (type is ITypeParameterSymbol { DeclaringMethod: { } helper } parameter)
                        return new Forwarder(helper.OriginalDefinition, parameter.Ordinal, true, rows);
                continue;
            }
            foreach (var argument in ArgumentsAt(index, call, callee))
                foreach (var identifier in argument.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>())
                    if (model.GetSymbolInfo(identifier).Symbol is IParameterSymbol { ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.Ordinary or MethodKind.LocalFunction } helper } parameter)
                        return new Forwarder(helper.OriginalDefinition, parameter.Ordinal, false, rows);
        }
        return null;
    }

    /// <summary>A helper whose caller names the permission, by a type argument or an argument.</summary>
    private sealed record Forwarder(IMethodSymbol Method, int Ordinal, bool IsType, ImmutableArray<PermissionRow> Rows)
    {
        internal ConstantNames NamesAt(IMethodSymbol called, SyntaxNode node, SemanticModel model, CancellationToken cancellation)
        {
            var names = new ConstantNames(model, cancellation);
            if (IsType)
            {
                if (Ordinal < called.TypeArguments.Length)
                    names.AddType(called.TypeArguments[Ordinal]);
                return names;
            }
            // The receiver of a reduced extension method is the first parameter of its definition.
            foreach (var argument in ArgumentsAt(called.ReducedFrom is null ? Ordinal : Ordinal - 1, node, called))
                names.Add(argument);
            return names;
        }
    }

    /// <summary>The expression whose member is called, if there is one.</summary>
    private static ExpressionSyntax? ReceiverOf(SyntaxNode node)
    {
        var expression = node is InvocationExpressionSyntax invocation ? invocation.Expression : node;
        return expression switch
        {
            MemberAccessExpressionSyntax access => access.Expression,
            MemberBindingExpressionSyntax binding => binding.FirstAncestorOrSelf<ConditionalAccessExpressionSyntax>()?.Expression,
            _ => null,
        };
    }

    private WordSet FindNames()
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var compilation = _privacy.Compilation;
        var known = new Dictionary<string, INamespaceOrTypeSymbol?>(StringComparer.Ordinal) { [""] = compilation.GlobalNamespace };
        foreach (var api in _privacy.Catalogue.PermissionApis)
            AddApi(api);
        FindForwarders(names);
        if (compilation.GetTypesByMetadataName("PrivacyAnalyzers.RequiresPermissionAttribute").IsEmpty)
            return new(names);

        foreach (var (attribute, _) in Attributes())
            if (attribute.Parent?.Parent is { } declaration)
                Add(DeclaredName(declaration), declaration is ConstructorDeclarationSyntax or TypeDeclarationSyntax);

        foreach (var reference in compilation.SourceModule.ReferencedAssemblySymbols)
            if (reference.Modules.Any(static m => m.ReferencedAssemblies.Any(static a => a.Name == "PrivacyAnalyzers.Annotations")))
                AddWrappers(reference.GlobalNamespace);
        return new(names);

        // Only what the compilation can call: most of the catalogue is about platforms that it does not reference.
        void AddApi(string api)
        {
            var start = api.Length > 1 && api[1] == ':' ? 2 : 0;
            var end = api.IndexOfAny(['(', '*']);
            var name = api.Substring(start, (end < 0 ? api.Length : end) - start);
            var dot = name.LastIndexOf('.');
            if (dot < 0 || Find(name.Substring(0, dot)) is not { } container)
                return;
            var simple = name.Substring(dot + 1).Split('`')[0];
            if (simple == "#ctor")
            {
                Add(container.Name, true);
                return;
            }
            names.Add(simple);
            // A beginning stands for every member that has it.
            if (end < 0 || api[end] != '*' || api.Length != end + 1)
                return;
            if (container is INamespaceSymbol)
                foreach (var type in container.GetMembers().OfType<INamedTypeSymbol>().Where(t => t.Name.StartsWith(simple, StringComparison.Ordinal)))
                    AddMembers(type, "");
            else
                AddMembers(container, simple);
        }

        void AddMembers(INamespaceOrTypeSymbol type, string beginning)
        {
            foreach (var member in type.GetMembers())
                if (member.CanBeReferencedByName && member.Name.StartsWith(beginning, StringComparison.Ordinal))
                    names.Add(member.Name);
        }

        INamespaceOrTypeSymbol? Find(string container)
        {
            if (known.TryGetValue(container, out var found))
                return found;
            var dot = container.LastIndexOf('.');
            var outer = Find(dot < 0 ? "" : container.Substring(0, dot));
            var simple = container.Substring(dot + 1).Split('`')[0];
            return known[container] = outer?.GetMembers(simple).OfType<INamespaceOrTypeSymbol>().FirstOrDefault();
        }

        void Add(string? name, bool isConstructor)
        {
            if (name is null)
                return;
            names.Add(name);
            _bindsImplicitCreations |= isConstructor;
        }

        void AddWrappers(INamespaceOrTypeSymbol container)
        {
            foreach (var member in container.GetMembers())
            {
                if (member is INamespaceOrTypeSymbol inner)
                    AddWrappers(inner);
                else if (member is IMethodSymbol or IPropertySymbol && Labels.Attribute(member, "RequiresPermission") is not null)
                    Add(member is IMethodSymbol { MethodKind: MethodKind.Constructor } ? member.ContainingType.Name : member.Name, member is IMethodSymbol { MethodKind: MethodKind.Constructor });
            }
        }
    }

    private IEnumerable<(AttributeSyntax Attribute, SyntaxTree Tree)> Attributes()
    {
        foreach (var tree in _privacy.Compilation.SyntaxTrees)
            foreach (var name in _privacy.Named(tree, s_attribute, default))
                if ((name.Parent is QualifiedNameSyntax or AliasQualifiedNameSyntax ? name.Parent.Parent : name.Parent) is AttributeSyntax attribute)
                    yield return (attribute, tree);
    }

    private static string? DeclaredName(SyntaxNode declaration) => declaration switch
    {
        MethodDeclarationSyntax method => method.Identifier.ValueText,
        ConstructorDeclarationSyntax constructor => constructor.Identifier.ValueText,
        PropertyDeclarationSyntax property => property.Identifier.ValueText,
        TypeDeclarationSyntax type => type.Identifier.ValueText,
        LocalFunctionStatementSyntax function => function.Identifier.ValueText,
        AccessorDeclarationSyntax { Parent.Parent: PropertyDeclarationSyntax property } => property.Identifier.ValueText,
        _ => null,
    };
}
