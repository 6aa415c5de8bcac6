using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using PrivacyAnalyzers.PersonalData;

namespace PrivacyAnalyzers.Flow.Summaries;

/// <summary>
/// Which bodies may have to do with personal data, decided from names alone before anything is bound: those that name a mark, a type
/// that holds one, or a source; and those that name something in such a body's keeping, or that gives what it got.
/// </summary>
internal sealed class Relevance
{
    private static readonly string[] s_marks = ["PersonalInformation", "PersonalData", "ProtectedPersonalData"];

    private readonly PrivacyContext _privacy;
    private readonly HashSet<SyntaxNode> _relevant = [];
    private readonly bool _everything;

    internal Relevance(PrivacyContext privacy, CancellationToken cancellation)
    {
        _privacy = privacy;
        // Recognised members may stand anywhere: names do not tell.
        _everything = privacy.Inference.IsEnforced;
        if (!_everything)
            Compute(cancellation);
    }

    /// <summary>Whether a member's declaration (or a type's, for its initializers) may have to do with personal data.</summary>
    internal bool Contains(SyntaxNode declaration) => _everything || _relevant.Contains(declaration);

    /// <summary>Whether a method's code may have to do with personal data.</summary>
    internal bool Contains(IMethodSymbol method)
    {
        if (_everything)
            return true;
        ISymbol symbol = method;
        while (symbol is IMethodSymbol { MethodKind: MethodKind.AnonymousFunction or MethodKind.LocalFunction } && symbol.ContainingSymbol is { } outer)
            symbol = outer;
        if (symbol is IMethodSymbol { MethodKind: MethodKind.Constructor or MethodKind.StaticConstructor })
            foreach (var type in symbol.ContainingType.DeclaringSyntaxReferences)
                if (type.GetSyntax() is TypeDeclarationSyntax declaration && declaration.Members.Any(m => _relevant.Contains(m) && HasInitializer(m)))
                    return true;
        var references = symbol.DeclaringSyntaxReferences.IsEmpty ? symbol.ContainingType?.DeclaringSyntaxReferences ?? [] : symbol.DeclaringSyntaxReferences;
        foreach (var reference in references)
            if (Frame(reference.GetSyntax()) is { } frame && _relevant.Contains(frame))
                return true;
        return false;
    }

    /// <summary>Whether a member is initialised with more than a constant or an empty object; the constructors do that.</summary>
    private static bool HasInitializer(MemberDeclarationSyntax member) => member switch
    {
        PropertyDeclarationSyntax { Initializer.Value: { } value } => IsMade(value),
        FieldDeclarationSyntax field => field.Declaration.Variables.Any(v => v.Initializer is { } initializer && IsMade(initializer.Value)),
        _ => false,
    };

    private static bool IsMade(ExpressionSyntax value) =>
        value.DescendantNodesAndSelf().Any(n => n is IdentifierNameSyntax { Parent: not (ObjectCreationExpressionSyntax or TypeArgumentListSyntax or MemberAccessExpressionSyntax { Expression: PredefinedTypeSyntax }) });

    private static SyntaxNode? Frame(SyntaxNode node) => node.FirstAncestorOrSelf<SyntaxNode>(IsFrame);

    private static bool IsFrame(SyntaxNode node) => node is MemberDeclarationSyntax and not (BaseNamespaceDeclarationSyntax or GlobalStatementSyntax) or CompilationUnitSyntax;

    private void Compute(CancellationToken cancellation)
    {
        var frames = new List<SyntaxNode>();
        var keeps = new List<List<string>?>();
        var privates = new Dictionary<SyntaxNode, (string Type, HashSet<string> Names)>();
        var byName = new Dictionary<string, List<int>>();
        var names = new HashSet<string>();
        var holders = new HashSet<string>();
        var typed = new List<(string Owner, string[] Names, HashSet<string> Types)>();
        var purposes = false;

        foreach (var tree in _privacy.Compilation.SyntaxTrees)
        {
            cancellation.ThrowIfCancellationRequested();
            var root = tree.GetRoot(cancellation);
            foreach (var node in root.DescendantNodesAndSelf(n => n is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax or BaseTypeDeclarationSyntax))
            {
                switch (node)
                {
                    case CompilationUnitSyntax unit:
                        var statements = unit.Members.OfType<GlobalStatementSyntax>().ToList();
                        if (statements.Count > 0)
                            AddFrame(unit, statements);
                        break;
                    case TypeDeclarationSyntax type:
                        // Signature, base list and attributes; the members are frames of their own.
                        AddFrame(type, type.ChildNodes().Where(c => c is not MemberDeclarationSyntax));
                        if (type.ParameterList is { } positional)
                            foreach (var parameter in positional.Parameters)
                                AddTyped(type, [parameter.Identifier.ValueText], parameter.Type);
                        if (IsMarked(type.AttributeLists) || type.ParameterList is { } parameters && parameters.Parameters.Any(p => IsMarked(p.AttributeLists)))
                            holders.Add(type.Identifier.ValueText);
                        if (type.ParameterList is { } list)
                            foreach (var parameter in list.Parameters)
                                if (IsMarked(parameter.AttributeLists))
                                    names.Add(parameter.Identifier.ValueText);
                        break;
                    case EnumDeclarationSyntax enumeration when IsMarked(enumeration.AttributeLists):
                        holders.Add(enumeration.Identifier.ValueText);
                        break;
                    case MemberDeclarationSyntax member and not BaseTypeDeclarationSyntax and not BaseNamespaceDeclarationSyntax and not GlobalStatementSyntax and not EnumMemberDeclarationSyntax:
                        AddFrame(member, [member]);
                        var declared = DeclaredNames(member);
                        if (member is PropertyDeclarationSyntax property)
                            AddTyped(member.Parent, declared, property.Type);
                        else if (member is FieldDeclarationSyntax field)
                            AddTyped(member.Parent, declared, field.Declaration.Type);
                        if (IsMarked(member.AttributeLists) || member is BasePropertyDeclarationSyntax { AccessorList: { } accessors } && accessors.Accessors.Any(a => IsMarked(a.AttributeLists)))
                        {
                            foreach (var name in declared)
                                names.Add(name);
                            if (member.Parent is BaseTypeDeclarationSyntax owner)
                                holders.Add(owner.Identifier.ValueText);
                        }
                        // Who calls it must have checked consent, whatever it passes.
                        if (member is MethodDeclarationSyntax or ConstructorDeclarationSyntax && member.AttributeLists.SelectMany(l => l.Attributes).Any(a => NameOf(a.Name) is "RequiresConsent" or "RequiresConsentAttribute"))
                            names.UnionWith(member is ConstructorDeclarationSyntax constructor ? [constructor.Identifier.ValueText] : declared);
                        break;
                }
            }
            purposes |= root.DescendantNodes(n => n is not BlockSyntax and not ArrowExpressionClauseSyntax).OfType<AttributeSyntax>().Any(a => NameOf(a.Name) is "Purpose" or "PurposeAttribute");
        }
        AddReferenced(names, holders, cancellation);

        // A type with a member that holds personal data holds it too; the member's name leads to it.
        for (var changed = true; changed;)
        {
            changed = false;
            foreach (var (owner, memberNames, types) in typed)
            {
                if (!types.Overlaps(holders))
                    continue;
                foreach (var name in memberNames)
                    changed |= names.Add(name);
                changed |= owner.Length > 0 && holders.Add(owner);
            }
        }
        names.UnionWith(holders);
        // What has a marked parameter or result names the mark.
        names.UnionWith(s_marks.Concat(s_marks.Select(m => m + "Attribute")));
        foreach (var name in _privacy.Catalogue.SourceNames)
            if (byName.ContainsKey(name))
                names.Add(name);

        var work = new Queue<string>(names);
        var reached = new bool[frames.Count];
        while (work.Count > 0)
        {
            if (!byName.TryGetValue(work.Dequeue(), out var naming))
                continue;
            foreach (var index in naming)
            {
                if (reached[index])
                    continue;
                reached[index] = true;
                _relevant.Add(frames[index]);
                foreach (var name in Leads(frames[index], purposes).Concat(keeps[index] ?? []))
                    if (names.Add(name))
                        work.Enqueue(name);
            }
        }

        void AddFrame(SyntaxNode node, IEnumerable<SyntaxNode> parts)
        {
            var index = frames.Count;
            var set = new HashSet<string>();
            var own = PrivatesOf(node);
            List<string>? kept = null;
            foreach (var part in parts)
                foreach (var token in part.DescendantTokens())
                    if (token.IsKind(SyntaxKind.IdentifierToken) && set.Add(token.ValueText))
                    {
                        Put(token.ValueText, index);
                        if (own.Names is null || !own.Names.Contains(token.ValueText))
                            continue;
                        // What the body keeps in a private member, the other bodies of the type find there.
                        var key = own.Type + "/" + token.ValueText;
                        Put(key, index);
                        (kept ??= []).Add(key);
                    }
            frames.Add(node);
            keeps.Add(kept);
        }

        void Put(string name, int index)
        {
            if (!byName.TryGetValue(name, out var list))
                byName.Add(name, list = []);
            list.Add(index);
        }

        (string Type, HashSet<string>? Names) PrivatesOf(SyntaxNode node)
        {
            TypeDeclarationSyntax? outer = null;
            for (SyntaxNode? n = node; n is not null; n = n.Parent)
                if (n is TypeDeclarationSyntax type)
                    outer = type;
            if (outer is null)
                return ("", null);
            if (!privates.TryGetValue(outer, out var known))
            {
                var declared = new HashSet<string>();
                AddPrivate(outer, false);
                privates.Add(outer, known = (outer.Identifier.ValueText, declared));

                void AddPrivate(TypeDeclarationSyntax type, bool all)
                {
                    if (type.ParameterList is { } captured)
                        foreach (var parameter in captured.Parameters)
                            declared.Add(parameter.Identifier.ValueText);
                    foreach (var member in type.Members)
                    {
                        var isPrivate = all || !member.Modifiers.Any(m => m.IsKind(SyntaxKind.PublicKeyword) || m.IsKind(SyntaxKind.InternalKeyword) || m.IsKind(SyntaxKind.ProtectedKeyword));
                        if (member is TypeDeclarationSyntax nested)
                            AddPrivate(nested, isPrivate);
                        else if (isPrivate && member is BaseFieldDeclarationSyntax or PropertyDeclarationSyntax || member is EventFieldDeclarationSyntax)
                            declared.UnionWith(DeclaredNames(member));
                    }
                }
            }
            return known;
        }

        void AddTyped(SyntaxNode? owner, string[] declared, TypeSyntax? type)
        {
            if (type is null or PredefinedTypeSyntax)
                return;
            var types = new HashSet<string>(type.DescendantTokens().Where(t => t.IsKind(SyntaxKind.IdentifierToken)).Select(t => t.ValueText));
            if (types.Count > 0)
                typed.Add(((owner as BaseTypeDeclarationSyntax)?.Identifier.ValueText ?? "", declared, types));
        }

        bool IsMarked(SyntaxList<AttributeListSyntax> lists)
        {
            foreach (var list in lists)
                foreach (var attribute in list.Attributes)
                {
                    var name = NameOf(attribute.Name);
                    if (name.EndsWith("Attribute", StringComparison.Ordinal))
                        name = name.Substring(0, name.Length - 9);
                    if (s_marks.Contains(name) || IsClassification(name))
                        return true;
                }
            return false;
        }
    }

    /// <summary>Classification attributes are the project's own: any that the policy names, or whose name says so.</summary>
    private bool IsClassification(string name) =>
        name.EndsWith("Data", StringComparison.Ordinal) || name.EndsWith("Classification", StringComparison.Ordinal)
        || _privacy.Policy.Classifications.Keys.Any(k => k.EndsWith("." + name + "Attribute", StringComparison.Ordinal) || k == name + "Attribute");

    private static string NameOf(NameSyntax name) => name switch
    {
        QualifiedNameSyntax qualified => qualified.Right.Identifier.ValueText,
        AliasQualifiedNameSyntax alias => alias.Name.Identifier.ValueText,
        SimpleNameSyntax simple => simple.Identifier.ValueText,
        _ => "",
    };

    private static string[] DeclaredNames(MemberDeclarationSyntax member) => member switch
    {
        MethodDeclarationSyntax method => [method.Identifier.ValueText],
        PropertyDeclarationSyntax property => [property.Identifier.ValueText],
        EventDeclarationSyntax @event => [@event.Identifier.ValueText],
        BaseFieldDeclarationSyntax field => [.. field.Declaration.Variables.Select(v => v.Identifier.ValueText)],
        DelegateDeclarationSyntax @delegate => [@delegate.Identifier.ValueText],
        _ => [],
    };

    /// <summary>By what names others come to what a body gives; a method that gives nothing leads on only where purposes follow calls.</summary>
    private static IEnumerable<string> Leads(SyntaxNode frame, bool purposes)
    {
        switch (frame)
        {
            case MethodDeclarationSyntax method:
                if (purposes || !GivesNothing(method))
                    yield return method.Identifier.ValueText;
                if (method.Identifier.ValueText is "ToString" or "Deconstruct" or "GetEnumerator" or "GetAsyncEnumerator" && method.Parent is BaseTypeDeclarationSyntax owner)
                    yield return owner.Identifier.ValueText;
                break;
            case MemberDeclarationSyntax member and not BaseTypeDeclarationSyntax:
                foreach (var name in DeclaredNames(member))
                    yield return name;
                if (member is ConstructorDeclarationSyntax or OperatorDeclarationSyntax or ConversionOperatorDeclarationSyntax or IndexerDeclarationSyntax && member.Parent is BaseTypeDeclarationSyntax type)
                    yield return type.Identifier.ValueText;
                break;
            case TypeDeclarationSyntax declaration:
                yield return declaration.Identifier.ValueText;
                break;
        }
    }

    private static bool GivesNothing(MethodDeclarationSyntax method) =>
        method.ReturnType is PredefinedTypeSyntax { Keyword.RawKind: (int)SyntaxKind.VoidKeyword or (int)SyntaxKind.BoolKeyword } or IdentifierNameSyntax { Identifier.ValueText: "Task" or "ValueTask" }
        && method.ParameterList.Parameters.All(p => !p.Modifiers.Any(m => m.IsKind(SyntaxKind.OutKeyword) || m.IsKind(SyntaxKind.RefKeyword)) && !IsChangeable(p.Type));

    /// <summary>A parameter through whose members something may come back to the caller.</summary>
    private static bool IsChangeable(TypeSyntax? type) => type is not (null or PredefinedTypeSyntax or NullableTypeSyntax { ElementType: PredefinedTypeSyntax });

    /// <summary>Marks in referenced assemblies: those that use our attributes, and ASP.NET Core Identity's users where they are named.</summary>
    private void AddReferenced(HashSet<string> names, HashSet<string> holders, CancellationToken cancellation)
    {
        foreach (var assembly in _privacy.Compilation.SourceModule.ReferencedAssemblySymbols)
        {
            cancellation.ThrowIfCancellationRequested();
            if (assembly.Name != "Microsoft.Extensions.Identity.Stores" && !assembly.Modules.Any(m => m.ReferencedAssemblies.Any(r => r.Name is "PrivacyAnalyzers.Annotations" or "Microsoft.Extensions.Compliance.Abstractions")))
                continue;
            var types = new Stack<INamespaceOrTypeSymbol>();
            types.Push(assembly.GlobalNamespace);
            while (types.Count > 0)
            {
                var current = types.Pop();
                if (current is INamedTypeSymbol type)
                {
                    var members = _privacy.Labels.MarkedMembers(type);
                    if (members.Length > 0 || _privacy.Labels.MarkOfType(type) is not null)
                        holders.Add(type.Name);
                    foreach (var member in members)
                        names.Add(member.Name);
                }
                foreach (var member in current.GetMembers())
                    if (member is INamespaceOrTypeSymbol inner)
                        types.Push(inner);
                    else if (member is IMethodSymbol method && (_privacy.Labels.MarkOf(method) is { Origin: not MarkOrigin.Type } || Labels.Attribute(method, "RequiresConsent") is not null))
                        names.Add(method.MethodKind == MethodKind.Constructor ? method.ContainingType.Name : method.Name);
            }
        }
    }
}
