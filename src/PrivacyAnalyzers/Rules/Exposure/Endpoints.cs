using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using PrivacyAnalyzers.PersonalData;

namespace PrivacyAnalyzers.Rules.Exposure;

/// <summary>What kind of framework calls an endpoint.</summary>
internal enum EndpointKind
{
    Controller,
    MinimalApi,
    RazorPage,
    Hub,
    Grpc,
}

/// <summary>Code that answers a request from outside.</summary>
internal sealed class Endpoint
{
    internal EndpointKind Kind { get; init; }

    /// <summary>The action, hub or service method, or the handler; a lambda's is its own.</summary>
    internal IMethodSymbol Method { get; init; } = null!;

    /// <summary>Where it is reported: the method's identifier, or the mapping's handler.</summary>
    internal Location Location { get; init; } = Location.None;

    internal bool IsAuthorized { get; init; }

    /// <summary>Whether it is expressly open to everyone.</summary>
    internal bool IsAnonymous { get; init; }

    internal ImmutableArray<IParameterSymbol> Parameters => Method.Parameters;

    /// <summary>The expressions that it answers with.</summary>
    internal ImmutableArray<ExpressionSyntax> Returned { get; init; } = [];
}

/// <summary>
/// The endpoints of the compilation: controllers' actions, minimal APIs, Razor Pages' handlers, hubs' and gRPC services' methods;
/// what each answers with, and whether it requires authorization.
/// </summary>
internal sealed class Endpoints
{
    private static readonly ImmutableHashSet<string> s_mapVerbs = ImmutableHashSet.Create(
        "Map", "MapGet", "MapPost", "MapPut", "MapDelete", "MapPatch", "MapMethods", "MapFallback");

    private static readonly ImmutableHashSet<string> s_mapAll = ImmutableHashSet.Create(
        "MapControllers", "MapControllerRoute", "MapDefaultControllerRoute", "MapAreaControllerRoute", "MapRazorPages", "MapHub", "MapGrpcService", "MapRazorComponents");

    /// <summary>Other names that <see cref="ReadConfiguration"/> looks for.</summary>
    private static readonly ImmutableHashSet<string> s_settings = ImmutableHashSet.Create(
        "FallbackPolicy", "SetFallbackPolicy", "Filters", "AuthorizeFolder", "AuthorizePage", "AuthorizeAreaFolder", "AuthorizeAreaPage",
        "AllowAnonymousToPage", "AllowAnonymousToFolder", "AllowAnonymousToAreaPage", "AllowAnonymousToAreaFolder");

    private static readonly WordSet s_startUp = new(s_mapVerbs.Concat(s_mapAll).Concat(s_settings));

    private readonly PrivacyContext _privacy;
    private readonly List<(InvocationExpressionSyntax Call, SemanticModel Model)> _mappings = [];
    private readonly Dictionary<string, bool> _mappedAll = [];
    private readonly HashSet<ISymbol> _authorizedTypes = new(SymbolEqualityComparer.Default);
    private readonly List<string> _authorizedPages = [];
    private readonly List<string> _anonymousPages = [];
    private readonly List<Endpoint> _all = [];
    private readonly Lazy<ILookup<SyntaxTree?, Endpoint>> _byPlace;
    private readonly Lazy<ILookup<SyntaxTree, (Endpoint, ExpressionSyntax Returned)>> _byAnswer;
    private bool _fallback;
    private bool _mvcFilter;

    private Endpoints(PrivacyContext privacy)
    {
        _privacy = privacy;
        _byPlace = new(() => _all.ToLookup(e => e.Location.SourceTree));
        _byAnswer = new(() => _all.SelectMany(e => e.Returned.Select(r => (e, r))).ToLookup(a => a.r.SyntaxTree));
        if (privacy.Compilation.GetTypeByMetadataName("Microsoft.AspNetCore.Builder.WebApplication") is null
            && !privacy.Compilation.ReferencedAssemblyNames.Any(a => a.Name.StartsWith("Microsoft.AspNetCore.", StringComparison.Ordinal) || a.Name.StartsWith("Grpc.", StringComparison.Ordinal)))
            return;
        foreach (var tree in privacy.Compilation.SyntaxTrees)
            ReadConfiguration(tree);
        foreach (var type in SourceTypes.Of(privacy).All)
            if (type.TypeKind == TypeKind.Class && !type.IsStatic)
                AddMethods(type);
        foreach (var (call, model) in _mappings)
            AddMapping(call, model);
    }

    internal IReadOnlyList<Endpoint> All => _all;

    /// <summary>The endpoints that are reported in a tree.</summary>
    internal IEnumerable<Endpoint> In(SyntaxTree tree) => _byPlace.Value[tree];

    /// <summary>The endpoints that answer with an expression in a tree, each expression by itself.</summary>
    internal IEnumerable<(Endpoint Endpoint, ExpressionSyntax Returned)> AnsweringIn(SyntaxTree tree) => _byAnswer.Value[tree];

    internal static Endpoints Of(PrivacyContext privacy) => privacy.Service(p => new Endpoints(p));

    // ---- what the start-up code says ----

    private void ReadConfiguration(SyntaxTree tree)
    {
        SemanticModel? model = null;
        SemanticModel Model() => model ??= _privacy.Model(tree);
        foreach (var named in _privacy.Named(tree, s_startUp, default))
        {
            var name = named.Identifier.ValueText;
            var expression = MemberAccesses.Whole(named);
            switch (expression.Parent)
            {
                case AssignmentExpressionSyntax { Right: not LiteralExpressionSyntax { RawKind: (int)SyntaxKind.NullLiteralExpression } } assignment
                    when name == "FallbackPolicy" && assignment.Left == expression:
                    _fallback = true;
                    break;
                case MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Add", Parent: InvocationExpressionSyntax call } add when name == "Filters" && add.Expression == expression:
                    _mvcFilter |= IsAuthorizeFilter(call, add, Model());
                    break;
                case InvocationExpressionSyntax call when call.Expression == expression:
                    // A pattern and a handler: what maps one object to another has less.
                    if (s_mapVerbs.Contains(name) && (call.ArgumentList.Arguments.Count > 1 || name == "MapFallback"))
                        _mappings.Add((call, Model()));
                    else if (s_mapAll.Contains(name))
                        ReadMapAll(call, name, Model());
                    else if (name == "SetFallbackPolicy")
                        _fallback = true;
                    else if (name is "AuthorizeFolder" or "AuthorizePage" or "AuthorizeAreaFolder" or "AuthorizeAreaPage")
                        _authorizedPages.Add(PagePath(call, name, Model()));
                    else if (name is "AllowAnonymousToPage" or "AllowAnonymousToFolder" or "AllowAnonymousToAreaPage" or "AllowAnonymousToAreaFolder")
                        _anonymousPages.Add(PagePath(call, name, Model()));
                    break;
            }
        }
    }

    private bool IsAuthorizeFilter(InvocationExpressionSyntax call, MemberAccessExpressionSyntax add, SemanticModel model)
    {
        var type = add.Name is GenericNameSyntax { TypeArgumentList.Arguments: { Count: > 0 } arguments }
            ? model.GetTypeInfo(arguments[0]).Type
            : call.ArgumentList.Arguments.FirstOrDefault()?.Expression switch
            {
                TypeOfExpressionSyntax typeOf => model.GetTypeInfo(typeOf.Type).Type,
                { } expression => model.GetTypeInfo(expression).Type,
                _ => null,
            };
        return type is not null && (type.Name.StartsWith("Authorize", StringComparison.Ordinal) || Authorizes(type));
    }

    /// <summary>Path of a Razor page or folder that a convention names, ending with <c>/</c> for a folder.</summary>
    private static string PagePath(InvocationExpressionSyntax call, string name, SemanticModel model)
    {
        var parts = call.ArgumentList.Arguments.Select(a => model.GetConstantValue(a.Expression).Value as string).Where(s => s is not null).ToList();
        if (parts.Count == 0)
            return "?";
        var area = name.IndexOf("Area", StringComparison.Ordinal) >= 0;
        var path = area && parts.Count > 1 ? parts[1]! : parts[0]!;
        return name.IndexOf("Folder", StringComparison.Ordinal) >= 0 ? path.TrimEnd('/') + "/" : path;
    }

    private void ReadMapAll(InvocationExpressionSyntax call, string name, SemanticModel model)
    {
        var (authorized, anonymous) = Chain(call, model, 0);
        if (name is "MapHub" or "MapGrpcService")
        {
            if (authorized && !anonymous && call.Expression is MemberAccessExpressionSyntax { Name: GenericNameSyntax { TypeArgumentList.Arguments: { Count: > 0 } arguments } }
                && model.GetTypeInfo(arguments[0]).Type is { } type)
                _authorizedTypes.Add(type.OriginalDefinition);
            return;
        }
        var kind = name == "MapRazorPages" ? "pages" : "controllers";
        _mappedAll[kind] = (!_mappedAll.TryGetValue(kind, out var before) || before) && authorized && !anonymous;
    }

    // ---- authorization of a mapping ----

    /// <summary>What is said of an endpoint's or group's builder: in its chain of calls, through its variable, by the groups that it is in.</summary>
    private (bool Authorized, bool Anonymous) Chain(InvocationExpressionSyntax call, SemanticModel model, int depth)
    {
        var (authorized, anonymous) = After(call, model);
        if (depth < 12 && call.Expression is MemberAccessExpressionSyntax { Expression: { } receiver })
        {
            var (byGroup, anonymousGroup) = GroupOf(receiver, model, depth + 1);
            authorized |= byGroup;
            anonymous |= anonymousGroup;
        }
        return (authorized, anonymous);
    }

    /// <summary>The calls made on the builder that an invocation gives.</summary>
    private (bool Authorized, bool Anonymous) After(InvocationExpressionSyntax call, SemanticModel model)
    {
        bool authorized = false, anonymous = false;
        ExpressionSyntax outer = call;
        while (outer.Parent is MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax next } access && access.Expression == outer)
        {
            Read(next, access, model, ref authorized, ref anonymous);
            outer = next;
        }
        if (outer.Parent is EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax variable } && model.GetDeclaredSymbol(variable) is { } symbol)
            ReadVariable(symbol, variable, model, ref authorized, ref anonymous);
        return (authorized, anonymous);
    }

    private void ReadVariable(ISymbol variable, SyntaxNode declaration, SemanticModel model, ref bool authorized, ref bool anonymous)
    {
        var scope = declaration.Ancestors().FirstOrDefault(a => a is MemberDeclarationSyntax and not GlobalStatementSyntax or CompilationUnitSyntax);
        foreach (var name in scope?.DescendantNodes().OfType<IdentifierNameSyntax>() ?? [])
        {
            if (name.Identifier.ValueText != variable.Name || name.Parent is not MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax } first || first.Expression != name
                || !SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(name).Symbol, variable))
                continue;
            // A chain on the variable speaks of it until an endpoint or group is made from it.
            ExpressionSyntax outer = name;
            while (outer.Parent is MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax next } access && access.Expression == outer)
            {
                if (access.Name.Identifier.ValueText.StartsWith("Map", StringComparison.Ordinal))
                    break;
                Read(next, access, model, ref authorized, ref anonymous);
                outer = next;
            }
        }
    }

    private void Read(InvocationExpressionSyntax call, MemberAccessExpressionSyntax access, SemanticModel model, ref bool authorized, ref bool anonymous)
    {
        switch (access.Name.Identifier.ValueText)
        {
            case "RequireAuthorization":
                authorized = true;
                break;
            case "AllowAnonymous":
                anonymous = true;
                break;
            case "WithMetadata":
                foreach (var argument in call.ArgumentList.Arguments)
                {
                    var type = model.GetTypeInfo(argument.Expression).Type;
                    authorized |= type is not null && Authorizes(type);
                    anonymous |= type is not null && IsAnonymous(type);
                }
                break;
            default:
                // An own extension that requires it inside.
                if (model.GetSymbolInfo(call).Symbol is IMethodSymbol { ReducedFrom: { } extension } && extension.Locations.Any(l => l.IsInSource))
                    foreach (var (_, body) in ValueTrace.BodiesOf(_privacy, extension))
                        foreach (var inner in body.DescendantNodes().OfType<InvocationExpressionSyntax>())
                            switch (Name(inner.Expression))
                            {
                                case "RequireAuthorization":
                                    authorized = true;
                                    break;
                                case "AllowAnonymous":
                                    anonymous = true;
                                    break;
                            }
                break;
        }
    }

    /// <summary>What the groups say that a receiver (<c>group</c> in <c>group.MapGet</c>) is in.</summary>
    private (bool Authorized, bool Anonymous) GroupOf(ExpressionSyntax receiver, SemanticModel model, int depth)
    {
        if (depth > 12)
            return default;
        bool authorized = false, anonymous = false;
        switch (receiver)
        {
            case ParenthesizedExpressionSyntax parenthesized:
                return GroupOf(parenthesized.Expression, model, depth);
            case InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access } call:
                // A link of the chain, or the MapGroup itself.
                if (access.Name.Identifier.ValueText == "MapGroup")
                    return Chain(call, model, depth + 1);
                if (!access.Name.Identifier.ValueText.StartsWith("Map", StringComparison.Ordinal))
                    Read(call, access, model, ref authorized, ref anonymous);
                else if (model.GetSymbolInfo(call).Symbol is IMethodSymbol { ReturnType.Name: "RouteGroupBuilder" } own && own.Locations.Any(l => l.IsInSource))
                    foreach (var (_, body) in ValueTrace.BodiesOf(_privacy, own))
                        foreach (var returned in ValueTrace.Returned(body))
                        {
                            var inner = GroupOf(returned, _privacy.Model(returned.SyntaxTree), depth + 1);
                            authorized |= inner.Authorized;
                            anonymous |= inner.Anonymous;
                        }
                var before = GroupOf(access.Expression, model, depth + 1);
                return (authorized || before.Authorized, anonymous || before.Anonymous);
            case SimpleNameSyntax or MemberAccessExpressionSyntax:
                switch (model.GetSymbolInfo(receiver).Symbol)
                {
                    case ILocalSymbol local when local.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is VariableDeclaratorSyntax { Initializer.Value: { } value } declarator:
                        ReadVariable(local, declarator, model, ref authorized, ref anonymous);
                        var made = value is InvocationExpressionSyntax or SimpleNameSyntax ? GroupOf(value, model, depth + 1) : default;
                        return (authorized || made.Authorized, anonymous || made.Anonymous);
                    case IFieldSymbol { IsConst: false } field when field.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is VariableDeclaratorSyntax { Initializer.Value: { } initial }:
                        return GroupOf(initial, _privacy.Model(initial.SyntaxTree), depth + 1);
                    case IParameterSymbol parameter:
                        return ByCallers(parameter, depth + 1);
                }
                break;
        }
        return (authorized, anonymous);
    }

    /// <summary>A builder that is a parameter: authorized if every call of the method passes one that is.</summary>
    private (bool Authorized, bool Anonymous) ByCallers(IParameterSymbol parameter, int depth)
    {
        if (parameter.ContainingSymbol is not IMethodSymbol { MethodKind: MethodKind.Ordinary or MethodKind.LocalFunction } method || depth > 8)
            return default;
        var scope = parameter.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax().FirstAncestorOrSelf<MethodDeclarationSyntax>();
        bool authorized = false, anonymous = false;
        if (scope is not null)
            ReadVariable(parameter, parameter.DeclaringSyntaxReferences[0].GetSyntax(), _privacy.Model(scope.SyntaxTree), ref authorized, ref anonymous);
        bool? all = null;
        var named = new WordSet([method.Name]);
        foreach (var tree in _privacy.Compilation.SyntaxTrees)
        {
            foreach (var name in _privacy.Named(tree, named, default))
            {
                var expression = MemberAccesses.Whole(name);
                if (expression.Parent is not InvocationExpressionSyntax call || call.Expression != expression)
                    continue;
                var model = _privacy.Model(tree);
                if (model.GetSymbolInfo(call).Symbol is not IMethodSymbol called || !SymbolEqualityComparer.Default.Equals((called.ReducedFrom ?? called).OriginalDefinition, method))
                    continue;
                var index = parameter.Ordinal - (called.ReducedFrom is null ? 0 : 1);
                var passed = index < 0
                    ? (call.Expression as MemberAccessExpressionSyntax)?.Expression
                    : call.ArgumentList.Arguments.FirstOrDefault(a => a.NameColon?.Name.Identifier.ValueText == parameter.Name)?.Expression
                        ?? (index < call.ArgumentList.Arguments.Count ? call.ArgumentList.Arguments[index].Expression : null);
                var (byCaller, anonymousCaller) = passed is null ? default : GroupOf(passed, model, depth + 1);
                // What the call's result is told, the caller tells the group that the method may have returned.
                var after = After(call, model);
                all = (all ?? true) && (byCaller || after.Authorized && method.ReturnType.Name.EndsWith("Builder", StringComparison.Ordinal) && ReturnsGroup(method));
                anonymous |= anonymousCaller;
            }
        }
        return (authorized || all == true, anonymous);
    }

    private static bool ReturnsGroup(IMethodSymbol method) => method.ReturnType.Name is "RouteGroupBuilder" or "IEndpointConventionBuilder";

    // ---- controllers, pages, hubs, services ----

    private void AddMethods(INamedTypeSymbol type)
    {
        if (KindOf(type) is not { } kind)
            return;
        foreach (var method in type.GetMembers().OfType<IMethodSymbol>())
        {
            if (method.MethodKind != MethodKind.Ordinary || method.IsStatic || method.DeclaredAccessibility != Accessibility.Public || method.IsAbstract
                || !IsEndpoint(method, kind) || method.DeclaringSyntaxReferences.Length == 0)
                continue;
            foreach (var reference in method.DeclaringSyntaxReferences)
            {
                var syntax = reference.GetSyntax();
                if (ValueTrace.BodyOf(syntax) is not { } body)
                    continue;
                _all.Add(new Endpoint
                {
                    Kind = kind,
                    Method = method,
                    Location = syntax is MethodDeclarationSyntax declaration ? declaration.Identifier.GetLocation() : syntax.GetLocation(),
                    IsAuthorized = IsAuthorized(method, type, kind),
                    IsAnonymous = AllowsAnonymous(method, type),
                    Returned = Answers(method, body, kind),
                });
            }
        }
    }

    private static EndpointKind? KindOf(INamedTypeSymbol type)
    {
        if (HasAttribute(type, "NonControllerAttribute"))
            return null;
        for (var t = type.BaseType; t is not null && t.SpecialType == SpecialType.None; t = t.BaseType)
        {
            switch (t.Name)
            {
                case "ControllerBase" or "Controller" when InAspNet(t):
                    return EndpointKind.Controller;
                case "PageModel" when InAspNet(t):
                    return EndpointKind.RazorPage;
                case "Hub" when InAspNet(t):
                    return EndpointKind.Hub;
            }
            if (t.GetAttributes().Any(a => a.AttributeClass?.Name == "BindServiceMethodAttribute"))
                return EndpointKind.Grpc;
        }
        if (HasAttribute(type, "ApiControllerAttribute") || HasAttribute(type, "ControllerAttribute"))
            return EndpointKind.Controller;
        // A public class so named is a controller by convention; without any route attribute that is a guess.
        if (type.Name.EndsWith("Controller", StringComparison.Ordinal) && type.DeclaredAccessibility == Accessibility.Public
            && type.GetMembers().Any(m => m is IMethodSymbol && m.GetAttributes().Any(IsRoute)))
            return EndpointKind.Controller;
        // A service whose base is generated elsewhere is known by the context that its methods take.
        return type.GetMembers().Any(m => m is IMethodSymbol { IsOverride: true } method && method.Parameters.Any(p => p.Type.Name == "ServerCallContext"))
            ? EndpointKind.Grpc
            : null;
    }

    private static bool IsRoute(AttributeData attribute) =>
        attribute.AttributeClass is { Name: { } name } && (name.StartsWith("Http", StringComparison.Ordinal) || name is "RouteAttribute" or "AcceptVerbsAttribute");

    private static bool InAspNet(INamedTypeSymbol type) => type.ContainingNamespace?.ToDisplayString().StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal) == true;

    private static bool HasAttribute(INamedTypeSymbol type, string name)
    {
        for (var t = type; t is not null && t.SpecialType == SpecialType.None; t = t.BaseType)
            if (t.GetAttributes().Any(a => a.AttributeClass?.Name == name))
                return true;
        return false;
    }

    private static bool IsEndpoint(IMethodSymbol method, EndpointKind kind)
    {
        switch (kind)
        {
            case EndpointKind.Controller:
                return !method.IsGenericMethod && !method.GetAttributes().Any(a => a.AttributeClass?.Name == "NonActionAttribute") && !OverridesFramework(method) && method.Name != "Dispose";
            case EndpointKind.RazorPage:
                return method.Name.StartsWith("On", StringComparison.Ordinal) && !OverridesFramework(method) && !method.GetAttributes().Any(a => a.AttributeClass?.Name == "NonHandlerAttribute")
                    && ((string[])["OnGet", "OnPost", "OnPut", "OnDelete", "OnHead", "OnPatch"]).Any(v => method.Name.StartsWith(v, StringComparison.Ordinal));
            case EndpointKind.Hub:
                return !OverridesFramework(method);
            default:
                return method.Parameters.Any(p => p.Type.Name == "ServerCallContext");
        }
    }

    private static bool OverridesFramework(IMethodSymbol method)
    {
        for (var m = method.OverriddenMethod; m is not null; m = m.OverriddenMethod)
            if (m.ContainingType.SpecialType == SpecialType.System_Object || InAspNet(m.ContainingType))
                return true;
        return false;
    }

    private bool IsAuthorized(IMethodSymbol method, INamedTypeSymbol type, EndpointKind kind)
    {
        if (AllowsAnonymous(method, type))
            return false;
        var authorized = _fallback || Declared(method, type).Any(Authorizes);
        if (!authorized && type.IsAbstract)
        {
            // The actions of an abstract base are those of the types that derive from it.
            var derived = SourceTypes.Of(_privacy).All.Where(t => !t.IsAbstract && DerivesFrom(t, type)).ToList();
            authorized = derived.Count > 0 && derived.All(d => d.GetAttributes().Any(a => a.AttributeClass is { } c && Authorizes(c)));
        }
        switch (kind)
        {
            case EndpointKind.Controller:
                return authorized || _mvcFilter || _mappedAll.TryGetValue("controllers", out var controllers) && controllers;
            case EndpointKind.RazorPage:
                var path = PathOf(type);
                if (_anonymousPages.Any(p => Matches(p, path)))
                    return false;
                return authorized || _mvcFilter || _mappedAll.TryGetValue("pages", out var pages) && pages || _authorizedPages.Any(p => Matches(p, path));
            default:
                return authorized || _authorizedTypes.Contains(type.OriginalDefinition);
        }
    }

    private static bool AllowsAnonymous(IMethodSymbol method, INamedTypeSymbol type) => Declared(method, type).Any(IsAnonymous);

    /// <summary>The attributes of a method and its type, those of what they override and derive from included.</summary>
    private static IEnumerable<ITypeSymbol> Declared(IMethodSymbol method, INamedTypeSymbol type)
    {
        for (var m = method; m is not null; m = m.OverriddenMethod)
            foreach (var declared in m.GetAttributes().SelectMany(Named))
                yield return declared;
        for (var t = type; t is not null && t.SpecialType == SpecialType.None; t = t.BaseType)
            foreach (var declared in t.GetAttributes().SelectMany(Named))
                yield return declared;

        // [TypeFilter(typeof(T))] and its like name the filter.
        static IEnumerable<ITypeSymbol> Named(AttributeData attribute) => attribute.AttributeClass switch
        {
            null => [],
            { Name: "TypeFilterAttribute" or "ServiceFilterAttribute" } c => attribute.ConstructorArguments.Select(a => a.Value).OfType<ITypeSymbol>().Prepend(c),
            var c => [c],
        };
    }

    private static bool DerivesFrom(INamedTypeSymbol type, INamedTypeSymbol baseType)
    {
        for (var t = type.BaseType; t is not null; t = t.BaseType)
            if (SymbolEqualityComparer.Default.Equals(t.OriginalDefinition, baseType.OriginalDefinition))
                return true;
        return false;
    }

    /// <summary>The path of a page by convention: namespaces below <c>Pages</c>, and the model's name without <c>Model</c>.</summary>
    private static string PathOf(INamedTypeSymbol type)
    {
        var name = type.Name.EndsWith("Model", StringComparison.Ordinal) ? type.Name.Substring(0, type.Name.Length - 5) : type.Name;
        var path = "/" + name;
        for (var ns = type.ContainingNamespace; ns is { IsGlobalNamespace: false } && ns.Name != "Pages"; ns = ns.ContainingNamespace)
        {
            if (ns.ContainingNamespace is null or { IsGlobalNamespace: true })
                return "/" + name;
            path = "/" + ns.Name + path;
        }
        return path;
    }

    private static bool Matches(string convention, string path) =>
        convention == "/" || convention.EndsWith("/", StringComparison.Ordinal) && path.StartsWith(convention, StringComparison.OrdinalIgnoreCase)
        || path.Equals(convention, StringComparison.OrdinalIgnoreCase)
        || path.LastIndexOf('/') == 0 && convention.EndsWith(path, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether an attribute or filter requires authorization: ASP.NET Core's own, those derived from it, and attributes of a filter that does.</summary>
    private bool Authorizes(ITypeSymbol type)
    {
        if (IsAuthorization(type))
            return true;
        for (var t = type as INamedTypeSymbol; t is not null; t = t.BaseType)
            if (t.Name is "TypeFilterAttribute" or "ServiceFilterAttribute")
                return t.TypeArguments.Length == 1 ? IsAuthorization(t.TypeArguments[0]) : !SymbolEqualityComparer.Default.Equals(t, type) && NamesAuthorization((INamedTypeSymbol)type);
        return false;
    }

    /// <summary>Whether a type decides who comes in; not all that ASP.NET Core runs as authorization filters does.</summary>
    private static bool IsAuthorization(ITypeSymbol type)
    {
        for (var t = type; t is not null; t = t.BaseType)
            if (t.Name == "RequireHttpsAttribute")
                return false;
        if (type.AllInterfaces.Any(i => i.Name is "IAuthorizeData" or "IAuthorizationRequirementData" or "IAuthorizationFilter" or "IAsyncAuthorizationFilter")
            && !type.AllInterfaces.Any(i => i.Name == "IAntiforgeryPolicy"))
            return true;
        for (var t = type; t is not null; t = t.BaseType)
            if (t.Name is "AuthorizeAttribute" or "AuthorizeFilter")
                return true;
        return false;
    }

    /// <summary>
    /// Whether an attribute that tells its base which filter it stands for names one that authorizes, or has one nested in it. What
    /// constructors in another assembly name cannot be seen: there its own name tells.
    /// </summary>
    private bool NamesAuthorization(INamedTypeSymbol attribute)
    {
        if (attribute.GetTypeMembers().Any(IsAuthorization))
            return true;
        if (attribute.DeclaringSyntaxReferences.IsEmpty)
            return attribute.Name.StartsWith("Authorize", StringComparison.Ordinal);
        return attribute.DeclaringSyntaxReferences.Select(r => r.GetSyntax()).OfType<TypeDeclarationSyntax>()
            .SelectMany(d => d.Members.OfType<ConstructorDeclarationSyntax>().Select(c => c.Initializer?.ArgumentList)
                .Concat(d.BaseList?.Types.OfType<PrimaryConstructorBaseTypeSyntax>().Select(b => (ArgumentListSyntax?)b.ArgumentList) ?? []))
            .SelectMany(list => list?.Arguments ?? []).Select(a => a.Expression).OfType<TypeOfExpressionSyntax>()
            .Any(f => _privacy.Model(f.SyntaxTree).GetTypeInfo(f.Type).Type is { } filter && IsAuthorization(filter));
    }

    private static bool IsAnonymous(ITypeSymbol type) => type.Name == "AllowAnonymousAttribute" || type.AllInterfaces.Any(i => i.Name == "IAllowAnonymous");

    // ---- minimal APIs ----

    private void AddMapping(InvocationExpressionSyntax call, SemanticModel model)
    {
        if (model.GetSymbolInfo(call).Symbol is not IMethodSymbol { ContainingType: { } container } method || !InAspNet(container))
            return;
        var index = -1;
        for (var i = 0; i < method.Parameters.Length; i++)
            if (method.Parameters[i].Type.TypeKind == TypeKind.Delegate || method.Parameters[i].Type.SpecialType == SpecialType.System_Delegate || method.Parameters[i].Type.Name == "Delegate")
                index = i;
        if (index < 0)
            return;
        var argument = call.ArgumentList.Arguments.FirstOrDefault(a => a.NameColon?.Name.Identifier.ValueText == method.Parameters[index].Name)
            ?? (index < call.ArgumentList.Arguments.Count ? call.ArgumentList.Arguments[index] : null);
        if (argument is null)
            return;
        var (authorized, anonymous) = Chain(call, model, 0);
        foreach (var (handler, body) in HandlersOf(argument.Expression, model, 0))
        {
            var attributes = handler.GetAttributes();
            var declaresAnonymous = attributes.Any(a => a.AttributeClass is { } c && IsAnonymous(c));
            var declares = attributes.Any(a => a.AttributeClass is { } c && Authorizes(c));
            _all.Add(new Endpoint
            {
                Kind = EndpointKind.MinimalApi,
                Method = handler,
                Location = argument.Expression.GetLocation(),
                IsAnonymous = anonymous || declaresAnonymous,
                IsAuthorized = !anonymous && !declaresAnonymous && (_fallback || authorized || declares),
                Returned = Answers(handler, body, EndpointKind.MinimalApi),
            });
        }
    }

    private IEnumerable<(IMethodSymbol Handler, SyntaxNode Body)> HandlersOf(ExpressionSyntax expression, SemanticModel model, int depth)
    {
        if (depth > 5)
            yield break;
        switch (expression)
        {
            case ParenthesizedExpressionSyntax e:
                foreach (var handler in HandlersOf(e.Expression, model, depth + 1))
                    yield return handler;
                yield break;
            case CastExpressionSyntax e:
                foreach (var handler in HandlersOf(e.Expression, model, depth + 1))
                    yield return handler;
                yield break;
            case AnonymousFunctionExpressionSyntax lambda:
                if (model.GetSymbolInfo(lambda).Symbol is IMethodSymbol symbol)
                    yield return (symbol, lambda.Body);
                yield break;
            case BaseObjectCreationExpressionSyntax { ArgumentList.Arguments: { Count: 1 } arguments }:
                foreach (var handler in HandlersOf(arguments[0].Expression, model, depth + 1))
                    yield return handler;
                yield break;
            case InvocationExpressionSyntax factory:
                if (model.GetSymbolInfo(factory).Symbol is IMethodSymbol made)
                    foreach (var (_, body) in ValueTrace.BodiesOf(_privacy, made))
                        foreach (var returned in ValueTrace.Returned(body))
                            foreach (var handler in HandlersOf(returned, _privacy.Model(returned.SyntaxTree), depth + 1))
                                yield return handler;
                yield break;
        }
        var info = model.GetSymbolInfo(expression);
        switch (info.Symbol ?? info.CandidateSymbols.FirstOrDefault())
        {
            case IMethodSymbol method:
                foreach (var handler in ValueTrace.BodiesOf(_privacy, method))
                    yield return handler;
                break;
            case { } variable when variable is ILocalSymbol or IFieldSymbol or IPropertySymbol:
                var value = variable.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() switch
                {
                    VariableDeclaratorSyntax declarator => declarator.Initializer?.Value,
                    PropertyDeclarationSyntax property => property.Initializer?.Value ?? property.ExpressionBody?.Expression,
                    _ => null,
                };
                if (value is not null)
                    foreach (var handler in HandlersOf(value, _privacy.Model(value.SyntaxTree), depth + 1))
                        yield return handler;
                break;
        }
    }

    // ---- answers ----

    /// <summary>What an endpoint answers with: what it returns, writes to the response or its stream, and what its page shows.</summary>
    private ImmutableArray<ExpressionSyntax> Answers(IMethodSymbol method, SyntaxNode body, EndpointKind kind)
    {
        var result = ImmutableArray.CreateBuilder<ExpressionSyntax>();
        if (!method.ReturnsVoid && method.ReturnType is not INamedTypeSymbol { Name: "Task" or "ValueTask", Arity: 0 })
            result.AddRange(ValueTrace.Returned(body));
        var model = _privacy.Model(body.SyntaxTree);
        var shows = kind == EndpointKind.RazorPage && (method.ReturnsVoid || method.ReturnType is INamedTypeSymbol { Name: "Task", Arity: 0 });
        var assigned = new List<AssignmentExpressionSyntax>();
        foreach (var node in body.DescendantNodesAndSelf())
        {
            switch (node)
            {
                case InvocationExpressionSyntax call:
                    switch (Name(call.Expression))
                    {
                        case "Page" or "View" or "PartialView":
                            shows = true;
                            break;
                        case "WriteAsync" or "WriteAsJsonAsync" or "Write" when AnswersInPlace(call, model):
                        case not null when kind == EndpointKind.Hub && AnswersClients(call, method, model):
                            foreach (var argument in call.ArgumentList.Arguments)
                                result.Add(argument.Expression);
                            break;
                    }
                    break;
                case AssignmentExpressionSyntax assignment:
                    assigned.Add(assignment);
                    break;
            }
        }
        if (shows && kind is EndpointKind.RazorPage or EndpointKind.Controller)
            foreach (var assignment in assigned)
                if (IsShown(assignment.Left, model, kind))
                    result.Add(assignment.Right);
        return result.ToImmutable();
    }

    private static bool AnswersInPlace(InvocationExpressionSyntax call, SemanticModel model)
    {
        if (call.Expression is not MemberAccessExpressionSyntax access || model.GetTypeInfo(access.Expression).Type is not { } type)
            return false;
        return type.Name is "HttpResponse" or "IServerStreamWriter" || Name(access.Expression) is "Body" or "BodyWriter" && type.Name is "Stream" or "PipeWriter";
    }

    /// <summary>Whether a hub sends something to its clients, by name or by the interface that it knows them by.</summary>
    private static bool AnswersClients(InvocationExpressionSyntax call, IMethodSymbol method, SemanticModel model)
    {
        if (call.Expression is not MemberAccessExpressionSyntax access || model.GetTypeInfo(access.Expression).Type is not { TypeKind: TypeKind.Interface } type)
            return false;
        if (type.Name is "IClientProxy" or "ISingleClientProxy")
            return access.Name.Identifier.ValueText is "SendAsync" or "SendCoreAsync" or "InvokeAsync" or "InvokeCoreAsync";
        for (var t = method.ContainingType.BaseType; t is not null; t = t.BaseType)
            if (t is { Name: "Hub", TypeArguments.Length: 1 } && SymbolEqualityComparer.Default.Equals(t.TypeArguments[0], type))
                return true;
        return false;
    }

    /// <summary>Whether what is assigned to is seen by the page: the model's own public property, or the view's data.</summary>
    private static bool IsShown(ExpressionSyntax left, SemanticModel model, EndpointKind kind)
    {
        switch (left)
        {
            case ElementAccessExpressionSyntax element:
                return Name(element.Expression) is "ViewData" or "TempData";
            case MemberAccessExpressionSyntax { Expression: { } receiver } when Name(receiver) == "ViewBag":
                return true;
            case SimpleNameSyntax or MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax }:
                return kind == EndpointKind.RazorPage && model.GetSymbolInfo(left).Symbol is IPropertySymbol { DeclaredAccessibility: Accessibility.Public, IsStatic: false };
            default:
                return false;
        }
    }

    private static string? Name(ExpressionSyntax expression) => expression switch
    {
        SimpleNameSyntax name => name.Identifier.ValueText,
        MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
        MemberBindingExpressionSyntax binding => binding.Name.Identifier.ValueText,
        _ => null,
    };
}
