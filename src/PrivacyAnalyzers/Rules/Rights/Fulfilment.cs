using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using PrivacyAnalyzers.PersonalData;

namespace PrivacyAnalyzers.Rules.Rights;

/// <summary>One <c>[Fulfills]</c>: the obligation, the types that it names, and the code that it stands on.</summary>
internal sealed class Fulfilment
{
    private Fulfilment(AttributeSyntax syntax, string obligation, ImmutableArray<INamedTypeSymbol> types, ISymbol owner)
    {
        Syntax = syntax;
        Obligation = obligation;
        Types = types;
        Owner = owner;
    }

    internal AttributeSyntax Syntax { get; }

    internal string Obligation { get; }

    /// <summary>The data types; empty: all.</summary>
    internal ImmutableArray<INamedTypeSymbol> Types { get; }

    /// <summary>The method or class.</summary>
    internal ISymbol Owner { get; }

    /// <summary>The attribute read, or null if it is not ours or not on a method or class.</summary>
    internal static Fulfilment? Read(AttributeSyntax syntax, SemanticModel model)
    {
        if (Marks.SimpleName(syntax.Name) is not ("Fulfills" or "FulfillsAttribute") || syntax.Parent?.Parent is not { } declaration)
            return null;
        var owner = declaration is LambdaExpressionSyntax lambda ? model.GetSymbolInfo(lambda).Symbol : model.GetDeclaredSymbol(declaration);
        if (owner is not (IMethodSymbol or INamedTypeSymbol))
            return null;
        foreach (var attribute in owner.GetAttributes())
            if (attribute.ApplicationSyntaxReference is { } reference && reference.Span == syntax.Span && reference.SyntaxTree == syntax.SyntaxTree && Labels.IsOurs(attribute, "Fulfills"))
                return ObligationOf(attribute) is { } obligation ? new Fulfilment(syntax, obligation, TypesOf(attribute), owner) : null;
        return null;
    }

    /// <summary>The id of the obligation that an attribute names.</summary>
    internal static string? ObligationOf(AttributeData attribute) =>
        attribute.ConstructorArguments.Length > 0 && attribute.ConstructorArguments[0].Kind == TypedConstantKind.Primitive ? attribute.ConstructorArguments[0].Value as string : null;

    /// <summary>The types that an attribute names.</summary>
    internal static ImmutableArray<INamedTypeSymbol> TypesOf(AttributeData attribute)
    {
        if (attribute.ConstructorArguments.Length < 2)
            return [];
        var argument = attribute.ConstructorArguments[1];
        if (argument.Kind == TypedConstantKind.Array)
            return argument.IsNull ? [] : [.. argument.Values.Select(v => v.Value).OfType<INamedTypeSymbol>()];
        return argument.Value is INamedTypeSymbol single ? [single] : [];
    }

    /// <summary>The bodies of the code, and of the helpers that it calls, each with whether it is the fulfilling code itself.</summary>
    internal IEnumerable<(SyntaxNode Body, SemanticModel Model, bool IsOwn)> Code(PrivacyContext privacy)
    {
        var seen = new HashSet<SyntaxNode>();
        var pending = new Queue<(SyntaxNode Body, bool IsOwn)>();
        if (Owner is INamedTypeSymbol type)
        {
            foreach (var reference in type.DeclaringSyntaxReferences)
                pending.Enqueue((reference.GetSyntax(), true));
        }
        else
        {
            foreach (var (_, body) in ValueTrace.BodiesOf(privacy, (IMethodSymbol)Owner))
                pending.Enqueue((body, true));
        }
        var steps = 0;
        while (pending.Count > 0 && steps++ < 400)
        {
            var (body, own) = pending.Dequeue();
            if (!seen.Add(body))
                continue;
            var model = privacy.Model(body.SyntaxTree);
            yield return (body, model, own);
            foreach (var node in body.DescendantNodes())
            {
                if (node is not (SimpleNameSyntax or BaseObjectCreationExpressionSyntax))
                    continue;
                // What a framework declares has no body here; names of locals and types neither.
                if (node is SimpleNameSyntax { Parent: QualifiedNameSyntax or NameColonSyntax or NameEqualsSyntax })
                    continue;
                switch (model.GetSymbolInfo(node).Symbol)
                {
                    case IMethodSymbol called:
                        foreach (var (_, helper) in ValueTrace.BodiesOf(privacy, called))
                            pending.Enqueue((helper, false));
                        break;
                    case IPropertySymbol property when property.DeclaringSyntaxReferences.Length > 0 && privacy.Labels.MarkOf(property) is null:
                        foreach (var reference in property.DeclaringSyntaxReferences)
                            if (ValueTrace.BodyOf(reference.GetSyntax()) is { } getter)
                                pending.Enqueue((getter, false));
                        break;
                }
            }
        }
    }
}
