using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using PrivacyAnalyzers.PersonalData;

namespace PrivacyAnalyzers.Rules.Minimization;

/// <summary>A constant id among an attribute's arguments.</summary>
internal sealed record IdArgument(string Id, ExpressionSyntax Expression);

/// <summary>A mark as it is written: what marks, the category and the purposes it says.</summary>
internal sealed class WrittenMark
{
    internal WrittenMark(AttributeSyntax attribute, string name, string category, IdArgument? categoryArgument, ImmutableArray<IdArgument> purposes, bool saysPurposes, bool isForeign)
    {
        Attribute = attribute;
        Name = name;
        Category = category;
        CategoryArgument = categoryArgument;
        Purposes = purposes;
        SaysPurposes = saysPurposes;
        IsForeign = isForeign;
    }

    internal AttributeSyntax Attribute { get; }

    /// <summary>What is marked, for messages.</summary>
    internal string Name { get; }

    internal string Category { get; }

    /// <summary>Where the category is written; null where others' mark implies it.</summary>
    internal IdArgument? CategoryArgument { get; }

    internal ImmutableArray<IdArgument> Purposes { get; }

    /// <summary>Whether any purpose is written, constant or not.</summary>
    internal bool SaysPurposes { get; }

    internal bool IsForeign { get; }
}

/// <summary>Reads marks and the other attributes that name purposes from the syntax of a compilation.</summary>
internal sealed class MarkReader
{
    private const string Mark = "PersonalInformation";

    private static readonly ImmutableHashSet<string> s_purposeAttributes = ["Purpose", "ConsentCheck", "RequiresConsent"];

    private readonly PrivacyContext _privacy;
    private readonly Lazy<HashSet<string>> _aliases;
    private readonly Lazy<bool> _classifies;

    private MarkReader(PrivacyContext privacy)
    {
        _privacy = privacy;
        _aliases = new(() => Aliases(privacy.Compilation));
        _classifies = new(() => privacy.Compilation.GetTypeByMetadataName("Microsoft.Extensions.Compliance.Classification.DataClassificationAttribute") is not null);
    }

    /// <summary>The one of a compilation.</summary>
    internal static MarkReader Of(PrivacyContext privacy) => privacy.Service(static p => new MarkReader(p));

    /// <summary>The mark that an attribute makes, or null.</summary>
    internal WrittenMark? ReadMark(AttributeSyntax attribute, SemanticModel model, CancellationToken cancellation)
    {
        var name = SimpleName(attribute);
        var mayBeOurs = name == Mark || _aliases.Value.Contains(name);
        if (!mayBeOurs && name is not ("PersonalData" or "ProtectedPersonalData") && !_classifies.Value)
            return null;
        if (TypeOf(attribute, model, cancellation) is not { } type)
            return null;
        if (!IsOurs(type, Mark))
            return ReadForeign(attribute, model, cancellation);

        var ids = Ids(attribute, model, cancellation);
        var category = ids.FirstOrDefault(i => i.Parameter == "category").Argument;
        var purposes = ids.Where(i => i.Parameter == "purposes").ToList();
        return new WrittenMark(
            attribute,
            DisplayName(DeclaredSymbol(attribute, model, cancellation)),
            category?.Id ?? "",
            category,
            [.. purposes.Where(p => p.Argument is not null).Select(p => p.Argument!)],
            purposes.Count > 0,
            isForeign: false);
    }

    /// <summary>The purposes that an attribute names: a mark, or one of those that name nothing else.</summary>
    internal IEnumerable<IdArgument> ReadPurposes(AttributeSyntax attribute, SemanticModel model, CancellationToken cancellation)
    {
        var name = SimpleName(attribute);
        if (name != Mark && !s_purposeAttributes.Contains(name) && !_aliases.Value.Contains(name)
            || TypeOf(attribute, model, cancellation) is not { } type
            || !IsOurs(type, Mark) && !s_purposeAttributes.Any(n => IsOurs(type, n)))
            return [];
        return Ids(attribute, model, cancellation).Where(i => i is { Parameter: "purposes", Argument: not null }).Select(i => i.Argument!);
    }

    /// <summary>The recipient that an attribute names, or null.</summary>
    internal IdArgument? ReadRecipient(AttributeSyntax attribute, SemanticModel model, CancellationToken cancellation)
    {
        var name = SimpleName(attribute);
        return (name == "Recipient" || _aliases.Value.Contains(name)) && TypeOf(attribute, model, cancellation) is { } type && IsOurs(type, "Recipient")
            ? Ids(attribute, model, cancellation).Select(i => i.Argument).FirstOrDefault()
            : null;
    }

    /// <summary>What stands in the source from the end of the argument before to the end of this one, or null for a first argument.</summary>
    internal static TextSpan? RemovalSpan(ExpressionSyntax expression)
    {
        SyntaxNode element = expression.Parent is AttributeArgumentSyntax argument ? argument : expression;
        var previous = element.GetFirstToken().GetPreviousToken();
        return previous.IsKind(SyntaxKind.CommaToken) ? TextSpan.FromBounds(previous.SpanStart, element.Span.End) : null;
    }

    private WrittenMark? ReadForeign(AttributeSyntax attribute, SemanticModel model, CancellationToken cancellation)
    {
        if (DeclaredSymbol(attribute, model, cancellation) is not { } symbol
            || _privacy.Labels.MarkOf(symbol) is not { Origin: MarkOrigin.Foreign or MarkOrigin.Type, Attribute.ApplicationSyntaxReference: { } reference } mark
            || reference.Span != attribute.Span || reference.SyntaxTree != attribute.SyntaxTree)
            return null;
        var purposes = ImmutableArray.CreateBuilder<IdArgument>();
        if (attribute.Parent?.Parent is { } declaration)
            foreach (var list in declaration.ChildNodes().OfType<AttributeListSyntax>())
                foreach (var beside in list.Attributes)
                    if (beside != attribute)
                        purposes.AddRange(ReadPurposes(beside, model, cancellation));
        return new WrittenMark(attribute, DisplayName(symbol), mark.Category, null, purposes.ToImmutable(), !mark.Purposes.IsDefaultOrEmpty, isForeign: true);
    }

    private static ISymbol? DeclaredSymbol(AttributeSyntax attribute, SemanticModel model, CancellationToken cancellation)
    {
        if (attribute.Parent is not AttributeListSyntax { Parent: { } declaration } list)
            return null;
        var declared = declaration switch
        {
            BaseFieldDeclarationSyntax field => model.GetDeclaredSymbol(field.Declaration.Variables[0], cancellation),
            LambdaExpressionSyntax lambda => model.GetSymbolInfo(lambda, cancellation).Symbol,
            _ => model.GetDeclaredSymbol(declaration, cancellation),
        };
        if (declaration is ParameterSyntax && list.Target?.Identifier.ValueText is "property" or "field" && declared?.ContainingType is { } record)
            return record.GetMembers(declared.Name).FirstOrDefault(m => m is IPropertySymbol) ?? declared;
        return declared;
    }

    private static string DisplayName(ISymbol? symbol) => symbol switch
    {
        null => "",
        IPropertySymbol or IFieldSymbol or IMethodSymbol when symbol.ContainingType is { } type => type.Name + "." + symbol.Name,
        _ => symbol.Name,
    };

    /// <summary>The strings among the arguments; no argument where one is not constant.</summary>
    private static List<(string Parameter, IdArgument? Argument)> Ids(AttributeSyntax attribute, SemanticModel model, CancellationToken cancellation)
    {
        var result = new List<(string, IdArgument?)>();
        if (attribute.ArgumentList is not { } arguments)
            return result;
        var first = TypeOf(attribute, model, cancellation) is { } type && IsOurs(type, Mark) ? "category" : "purposes";
        for (var i = 0; i < arguments.Arguments.Count; i++)
        {
            var argument = arguments.Arguments[i];
            if (argument.NameEquals is null)
                Add(argument.NameColon?.Name.Identifier.ValueText ?? (i == 0 ? first : "purposes"), argument.Expression);
        }
        return result;

        void Add(string parameter, ExpressionSyntax expression)
        {
            var elements = expression switch
            {
                ImplicitArrayCreationExpressionSyntax array => array.Initializer.Expressions,
                ArrayCreationExpressionSyntax array => array.Initializer?.Expressions ?? [],
                CollectionExpressionSyntax collection => collection.Elements.OfType<ExpressionElementSyntax>().Select(e => e.Expression),
                _ => (IEnumerable<ExpressionSyntax>?)null,
            };
            if (elements is not null)
            {
                foreach (var element in elements)
                    Add(parameter, element);
                return;
            }
            result.Add((parameter, model.GetConstantValue(expression, cancellation).Value is string id ? new IdArgument(id, expression) : null));
        }
    }

    private static INamedTypeSymbol? TypeOf(AttributeSyntax attribute, SemanticModel model, CancellationToken cancellation)
    {
        var info = model.GetSymbolInfo(attribute, cancellation);
        return (info.Symbol ?? info.CandidateSymbols.FirstOrDefault())?.ContainingType;
    }

    private static bool IsOurs(INamedTypeSymbol type, string name) =>
        type.Name == name + "Attribute" && type.ContainingNamespace is { Name: Labels.Namespace, ContainingNamespace.IsGlobalNamespace: true };

    /// <summary>The last part of an attribute's name, without suffix.</summary>
    private static string SimpleName(AttributeSyntax attribute)
    {
        var name = attribute.Name switch
        {
            QualifiedNameSyntax qualified => qualified.Right.Identifier.ValueText,
            AliasQualifiedNameSyntax qualified => qualified.Name.Identifier.ValueText,
            SimpleNameSyntax simple => simple.Identifier.ValueText,
            _ => "",
        };
        return name.Length > 9 && name.EndsWith("Attribute", StringComparison.Ordinal) ? name.Substring(0, name.Length - 9) : name;
    }

    /// <summary>Names that files give to types by <c>using X = …</c>.</summary>
    private static HashSet<string> Aliases(Compilation compilation)
    {
        var aliases = new HashSet<string>(StringComparer.Ordinal);
        foreach (var tree in compilation.SyntaxTrees)
        {
            if (tree.GetRoot() is not CompilationUnitSyntax unit)
                continue;
            foreach (var directive in unit.Usings.Concat(unit.Members.OfType<BaseNamespaceDeclarationSyntax>().SelectMany(n => n.Usings)))
                if (directive.Alias is { } alias)
                    aliases.Add(alias.Name.Identifier.ValueText);
        }
        return aliases;
    }
}
