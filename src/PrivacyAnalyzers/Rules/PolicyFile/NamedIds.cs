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
using PrivacyAnalyzers.Policy;
using PrivacyAnalyzers.Rules.Minimization;
using PrivacyAnalyzers.Rules.Permissions;
using PrivacyAnalyzers.Rules.Transfer;

namespace PrivacyAnalyzers.Rules.PolicyFile;

/// <summary>
/// The ids of the policy that the code of a compilation, and of the assemblies that it is made of, names: by attributes, by the
/// sources and third parties that it uses.
/// </summary>
internal sealed class NamedIds
{
    private readonly PrivacyContext _privacy;
    private readonly MarkReader _marks;
    private readonly ConcurrentDictionary<string, byte> _purposes = new();
    private readonly ConcurrentDictionary<string, byte> _categories = new();
    private readonly ConcurrentDictionary<string, byte> _recipients = new();
    private readonly ConcurrentDictionary<SyntaxTree, byte> _seen = new();
    private readonly Lazy<ImmutableHashSet<string>> _checks;
    private readonly ImmutableHashSet<string> _apiNames;

    internal NamedIds(PrivacyContext privacy)
    {
        _privacy = privacy;
        _marks = MarkReader.Of(privacy);
        _checks = new(FindChecks);
        _apiNames = FindApiNames();
    }

    internal IEnumerable<string> Purposes => _purposes.Keys;

    internal IEnumerable<string> Categories => _categories.Keys;

    internal IEnumerable<string> Recipients => _recipients.Keys;

    /// <summary>Looks at a tree.</summary>
    internal void Collect(SemanticModel model, CancellationToken cancellation)
    {
        if (!_seen.TryAdd(model.SyntaxTree, 0))
            return;
        var sources = _privacy.Catalogue.SourceNames;
        var infers = _privacy.Options.AnalyzerConfigOptionsProvider.GetOptions(model.SyntaxTree).TryGetValue("privacy_analyzers.inference", out var inference)
            && inference.Equals("enforce", StringComparison.OrdinalIgnoreCase);
        foreach (var node in model.SyntaxTree.GetRoot(cancellation).DescendantNodes())
        {
            switch (node)
            {
                case AttributeSyntax attribute:
                    CollectAttribute(attribute, model, cancellation);
                    break;
                case InvocationExpressionSyntax call when Name(call.Expression) is { } name && _checks.Value.Contains(name):
                    foreach (var argument in call.ArgumentList.Arguments)
                        if (model.GetConstantValue(argument.Expression, cancellation).Value is string purpose)
                            _purposes[purpose] = 0;
                    break;
                case LiteralExpressionSyntax { Token.Value: string text }:
                    CollectHost(text);
                    break;
                case InterpolatedStringTextSyntax text:
                    CollectHost(text.TextToken.ValueText);
                    break;
                case SimpleNameSyntax name:
                    var isSource = sources.Contains(name.Identifier.ValueText);
                    var isApi = _apiNames.Contains(name.Identifier.ValueText);
                    if ((isSource || isApi) && Symbol(name, model, cancellation) is { } symbol)
                    {
                        if (isSource)
                            foreach (var source in _privacy.Catalogue.SourcesOf(symbol))
                                _categories[source.Category] = 0;
                        if (isApi)
                            CollectApi(symbol, name);
                    }
                    break;
                case MemberDeclarationSyntax or ParameterSyntax or VariableDeclaratorSyntax when infers && Inferred(node, model, cancellation) is { } inferred:
                    _categories[inferred.Category] = 0;
                    break;
            }
        }
    }

    /// <summary>Looks at what no rule is called for: generated trees, and the assemblies that share the policy.</summary>
    internal void CollectRest(CancellationToken cancellation)
    {
        foreach (var tree in _privacy.Compilation.SyntaxTrees)
            if (!_seen.ContainsKey(tree))
                Collect(_privacy.Model(tree), cancellation);
        foreach (var assembly in _privacy.Compilation.SourceModule.ReferencedAssemblySymbols)
        {
            cancellation.ThrowIfCancellationRequested();
            if (!assembly.Modules.Any(m => m.ReferencedAssemblies.Any(r => r.Name == "PrivacyAnalyzers.Annotations")))
                continue;
            CollectAttributes(assembly.GetAttributes());
            CollectMembers(assembly.GlobalNamespace, cancellation);
        }
    }

    /// <summary>The permissions that code uses.</summary>
    internal IEnumerable<string> Permissions(CancellationToken cancellation)
    {
        var uses = PermissionUses.Of(_privacy);
        return uses.All(cancellation).SelectMany(u => u.Permissions).Concat(uses.DeclaredInSource(cancellation))
            .Concat(_privacy.Options.AdditionalFiles.SelectMany(f => Manifests.Read(f, cancellation)).Select(r => r.Permission));
    }

    private void CollectAttribute(AttributeSyntax attribute, SemanticModel model, CancellationToken cancellation)
    {
        if (_marks.ReadMark(attribute, model, cancellation) is { } mark)
        {
            _categories[mark.Category] = 0;
            foreach (var purpose in mark.Purposes)
                _purposes[purpose.Id] = 0;
        }
        foreach (var purpose in _marks.ReadPurposes(attribute, model, cancellation))
            _purposes[purpose.Id] = 0;
        if (_marks.ReadRecipient(attribute, model, cancellation) is { } recipient)
            _recipients[recipient.Id] = 0;
    }

    private void CollectMembers(INamespaceOrTypeSymbol container, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        foreach (var member in container.GetMembers())
        {
            CollectAttributes(member.GetAttributes());
            if (member is IMethodSymbol method)
            {
                CollectAttributes(method.GetReturnTypeAttributes());
                foreach (var parameter in method.Parameters)
                    CollectAttributes(parameter.GetAttributes());
            }
            else if (member is INamespaceOrTypeSymbol nested)
            {
                CollectMembers(nested, cancellation);
            }
        }
    }

    private void CollectAttributes(ImmutableArray<AttributeData> attributes)
    {
        foreach (var attribute in attributes)
        {
            if (Labels.IsOurs(attribute, "PersonalInformation"))
            {
                if (attribute.ConstructorArguments.Length > 0 && attribute.ConstructorArguments[0].Kind == TypedConstantKind.Primitive && attribute.ConstructorArguments[0].Value is string category)
                    _categories[category] = 0;
                foreach (var purpose in Labels.Strings(attribute, 1))
                    _purposes[purpose] = 0;
            }
            else if (Labels.IsOurs(attribute, "Purpose") || Labels.IsOurs(attribute, "ConsentCheck") || Labels.IsOurs(attribute, "RequiresConsent"))
            {
                foreach (var purpose in Labels.Strings(attribute))
                    _purposes[purpose] = 0;
            }
            else if (Labels.IsOurs(attribute, "Recipient"))
            {
                foreach (var recipient in Labels.Strings(attribute))
                    _recipients[recipient] = 0;
            }
        }
    }

    private void CollectHost(string text)
    {
        if (text.IndexOf('.') < 0 || _privacy.Policy.Recipients.IsEmpty)
            return;
        var host = Address.Read(text)?.Host ?? text;
        foreach (var recipient in _privacy.Policy.Recipients.Values)
            if (recipient.Hosts.Any(p => Address.Matches(p, host)))
                _recipients[recipient.Id] = 0;
        if (_privacy.Catalogue.RecipientOfHost(host) is { } known)
            _recipients[known.Id] = 0;
    }

    private void CollectApi(ISymbol symbol, SimpleNameSyntax name)
    {
        var type = symbol as INamedTypeSymbol ?? symbol.ContainingType;
        var full = type?.ToDisplayString(SymbolDisplayFormat.CSharpErrorMessageFormat) ?? symbol.ToDisplayString();
        foreach (var recipient in _privacy.Policy.Recipients.Values)
            if (recipient.Apis.Any(p => Matches(p, full) || Matches(p, full + "." + symbol.Name)) && !IsWithin(name, recipient))
                _recipients[recipient.Id] = 0;
        if (_privacy.Catalogue.RecipientOf(symbol) is { } known)
            _recipients[known.Id] = 0;
    }

    /// <summary>Whether a name stands in code that is itself the recipient's API.</summary>
    private static bool IsWithin(SyntaxNode node, RecipientEntry recipient)
    {
        var names = node.Ancestors().Select(a => a switch
        {
            BaseNamespaceDeclarationSyntax ns => ns.Name.ToString(),
            BaseTypeDeclarationSyntax type => type.Identifier.ValueText,
            _ => null,
        }).Where(n => n is not null).Reverse();
        var full = string.Join(".", names);
        return full.Length > 0 && recipient.Apis.Any(p => Matches(p, full));
    }

    private static bool Matches(string pattern, string name)
    {
        if (!pattern.EndsWith("*", StringComparison.Ordinal))
            return name == pattern || name.StartsWith(pattern + ".", StringComparison.Ordinal) || name.StartsWith(pattern + "<", StringComparison.Ordinal);
        var prefix = pattern.Substring(0, pattern.Length - 1);
        return name.StartsWith(prefix, StringComparison.Ordinal) || name + "." == prefix;
    }

    private static ISymbol? Symbol(SimpleNameSyntax name, SemanticModel model, CancellationToken cancellation)
    {
        var info = model.GetSymbolInfo(name, cancellation);
        return info.Symbol ?? info.CandidateSymbols.FirstOrDefault();
    }

    private Mark? Inferred(SyntaxNode node, SemanticModel model, CancellationToken cancellation)
    {
        var symbol = model.GetDeclaredSymbol(node, cancellation);
        return symbol is IPropertySymbol or IFieldSymbol or IParameterSymbol && _privacy.Labels.MarkOf(symbol) is { Origin: MarkOrigin.Inferred } mark ? mark : null;
    }

    private static string? Name(ExpressionSyntax expression) => expression switch
    {
        SimpleNameSyntax name => name.Identifier.ValueText,
        MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
        MemberBindingExpressionSyntax binding => binding.Name.Identifier.ValueText,
        _ => null,
    };

    /// <summary>Names of the methods that check consent to the purpose which they are given.</summary>
    private ImmutableHashSet<string> FindChecks()
    {
        var names = ImmutableHashSet.CreateBuilder<string>();
        var attribute = new WordSet(["ConsentCheck", "ConsentCheckAttribute"]);
        foreach (var tree in _privacy.Compilation.SyntaxTrees)
            foreach (var name in _privacy.Named(tree, attribute, default))
                if (name.FirstAncestorOrSelf<AttributeSyntax>()?.Parent?.Parent is MethodDeclarationSyntax method)
                    names.Add(method.Identifier.ValueText);
        return names.ToImmutable();
    }

    /// <summary>Simple names by which code may use a recipient's API: the types that a pattern names, and their members.</summary>
    private ImmutableHashSet<string> FindApiNames()
    {
        var names = ImmutableHashSet.CreateBuilder<string>();
        foreach (var pattern in _privacy.Policy.Recipients.Values.SelectMany(r => r.Apis))
        {
            INamespaceOrTypeSymbol container = _privacy.Compilation.GlobalNamespace;
            foreach (var part in pattern.TrimEnd('*').Split(['.'], StringSplitOptions.RemoveEmptyEntries))
            {
                // What is left of a name that ends in a star: all that starts so is below this container.
                if (container.GetMembers(part).OfType<INamespaceOrTypeSymbol>().FirstOrDefault() is not { } next)
                    break;
                container = next;
            }
            if (container is not INamespaceSymbol { IsGlobalNamespace: true })
                AddNames(container, names);
        }
        // Recipients that the catalogue knows need no patterns of their own.
        if (_privacy.Policy.Recipients.Values.Any(r => r.Apis.IsEmpty && r.Hosts.IsEmpty))
            foreach (var type in _privacy.Compilation.SourceModule.ReferencedAssemblySymbols.SelectMany(a => TopTypes(a.GlobalNamespace)))
                if (_privacy.Catalogue.RecipientOf(type) is not null)
                    AddNames(type, names);
        return names.ToImmutable();
    }

    private static IEnumerable<INamedTypeSymbol> TopTypes(INamespaceSymbol ns) =>
        ns.GetTypeMembers().Concat(ns.GetNamespaceMembers().SelectMany(TopTypes));

    private static void AddNames(INamespaceOrTypeSymbol container, ImmutableHashSet<string>.Builder names)
    {
        if (container is INamedTypeSymbol type)
        {
            names.Add(type.Name);
            foreach (var member in type.GetMembers())
                if (member is IMethodSymbol { MethodKind: MethodKind.Ordinary } or IPropertySymbol or IEventSymbol)
                    names.Add(member.Name);
        }
        foreach (var member in container.GetMembers())
            if (member is INamespaceOrTypeSymbol nested)
                AddNames(nested, names);
    }
}
