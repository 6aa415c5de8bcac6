using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using PrivacyAnalyzers.PersonalData;
using PrivacyAnalyzers.Rules;

namespace PrivacyAnalyzers.Flow.Summaries;

/// <summary>
/// Which bodies may have to do with personal data, decided from names alone before anything is bound: those that name a mark, a type
/// that holds one, or a source; and those that name something in such a body's keeping, or that gives what it got.
/// </summary>
internal sealed class Relevance
{
    private static readonly string[] s_marks = ["PersonalInformation", "PersonalData", "ProtectedPersonalData"];

    private static readonly WordSet s_purposes = new(["Purpose", "PurposeAttribute"]);

    /// <summary>By these names a project comes to have ASP.NET Core Identity's users.</summary>
    private static readonly string[] s_identity = ["IdentityUser", "IdentityDbContext", "IdentityUserContext", "UserManager", "SignInManager", "AddIdentity", "AddIdentityCore", "AddDefaultIdentity", "AddIdentityApiEndpoints"];

    private readonly PrivacyContext _privacy;
    private readonly HashSet<SyntaxNode> _relevant = [];
    private readonly Declarations _declarations;
    private readonly HashSet<string> _aliases = [];

    /// <summary>How many relevant bodies are not generated: only these are looked at for their own sake.</summary>
    private int _written;

    internal Relevance(PrivacyContext privacy, CancellationToken cancellation)
    {
        _privacy = privacy;
        _declarations = new(privacy.Catalogue.SourceKeys);
        Compute(cancellation);
    }

    /// <summary>Whether names led to more bodies than are looked at, so that those far from personal data were left out.</summary>
    internal bool IsNarrowed { get; private set; }

    /// <summary>Whether what may have to do with personal data is more than can be looked at finely.</summary>
    internal bool IsLarge => IsNarrowed || _written > Limits.ManyBodies;

    /// <summary>Whether a member's declaration (or a type's, for its initializers) may have to do with personal data.</summary>
    internal bool Contains(SyntaxNode declaration) => _relevant.Contains(declaration);

    /// <summary>Whether a method's code may have to do with personal data.</summary>
    internal bool Contains(IMethodSymbol method)
    {
        if (method.MethodKind is MethodKind.Constructor or MethodKind.StaticConstructor)
            foreach (var type in method.ContainingType.DeclaringSyntaxReferences)
                if (type.GetSyntax() is TypeDeclarationSyntax declaration && declaration.Members.Any(m => _relevant.Contains(m) && HasInitializer(m)))
                    return true;
        foreach (var frame in FramesOf(method))
            if (_relevant.Contains(frame))
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

    /// <summary>The private members in which a method's code may keep something.</summary>
    internal IEnumerable<string> KeptBy(IMethodSymbol method) => FramesOf(method).SelectMany(f => _declarations.Frame(f) is { } frame ? _declarations.KeptBy(frame) : []);

    /// <summary>
    /// Whether a method's code may keep a delegate or a new object in a private member: what is called through the member depends on it,
    /// whether it has to do with personal data or not.
    /// </summary>
    internal bool KeepsTargets(IMethodSymbol method)
    {
        foreach (var frame in FramesOf(method))
            if (_declarations.Frame(frame) is { } declared && _declarations.KeptBy(declared).Count > 0 && frame.DescendantNodes().Any(n =>
                n is AnonymousFunctionExpressionSyntax or BaseObjectCreationExpressionSyntax
                || n is IdentifierNameSyntax name && n.Parent is not InvocationExpressionSyntax && _declarations.IsMethod(name.Identifier.ValueText)))
                return true;
        return false;
    }

    private static IEnumerable<SyntaxNode> FramesOf(IMethodSymbol method)
    {
        var symbol = Bodies.MemberAround(method)!;
        var references = symbol.DeclaringSyntaxReferences.IsEmpty ? symbol.ContainingType?.DeclaringSyntaxReferences ?? [] : symbol.DeclaringSyntaxReferences;
        foreach (var reference in references)
            if (Frame(reference.GetSyntax()) is { } frame)
                yield return frame;
    }

    private static SyntaxNode? Frame(SyntaxNode node) => node.FirstAncestorOrSelf<SyntaxNode>(IsFrame);

    private static bool IsFrame(SyntaxNode node) => node is MemberDeclarationSyntax and not (BaseNamespaceDeclarationSyntax or GlobalStatementSyntax) or CompilationUnitSyntax;

    private void Compute(CancellationToken cancellation)
    {
        AddAliases(cancellation);
        foreach (var tree in _privacy.Compilation.SyntaxTrees)
        {
            cancellation.ThrowIfCancellationRequested();
            Collect(tree, cancellation);
        }
        AddReferenced(cancellation);
        if (_privacy.Inference.IsEnforced)
            foreach (var frame in AddRecognised(cancellation))
                Reach(frame);

        var marks = MarkWords(["Protects", .. _aliases]);
        foreach (var tree in _privacy.Compilation.SyntaxTrees.Where(t => _privacy.Words(t).ContainsAny(marks)))
            foreach (var attribute in _privacy.Attributes(tree, cancellation))
                if ((NameOf(attribute.Name) is "Protects" or "ProtectsAttribute" || IsMark(NameOf(attribute.Name))) && _declarations.BodyAround(attribute) is { } body)
                    Reach(body);
        foreach (var name in _privacy.Catalogue.SourceNames.Where(_declarations.IsNamed))
            foreach (var (owner, through) in _privacy.Catalogue.SourceOwners(name).Where(o => IsReferenced(o.Owner)))
                foreach (var frame in NamingSource(name, through.IsEmpty ? null : _declarations.Through(owner.Substring(owner.LastIndexOf('.') + 1), through), cancellation))
                    Reach(frame);

        // What is nearest to personal data comes first: if it is too much, it is what is far from it that is left out.
        Follow(_declarations.Next(), int.MaxValue);
        var most = Math.Max(Limits.ManyBodies, 2 * _written);
        var leads = _declarations.Next();
        AddHolders(all: false);
        Follow(_declarations.Next(), most);
        leads.AddRange(_declarations.Next());
        FollowAll(leads);
        AddHolders(all: true);
        FollowAll(_declarations.Next());

        // A type that shows a member which holds personal data holds it too; the member's name leads to it.
        void AddHolders(bool all)
        {
            var holders = new Stack<string>(_declarations.Holders);
            while (holders.Count > 0)
            {
                var holder = holders.Pop();
                foreach (var derived in _declarations.DerivedFrom(holder))
                    if (_declarations.Holders.Add(derived))
                        holders.Push(derived);
                foreach (var member in _declarations.TypedWith(holder))
                {
                    _declarations.Clue(member.Name, member.Owner, member.IsPrivate);
                    if (all && !member.IsPrivate && member.IsShown && _declarations.Holders.Add(member.Owner))
                        holders.Push(member.Owner);
                }
            }
            foreach (var held in _declarations.Holders)
                _declarations.Clue(held, null, false);
        }

        void FollowAll(List<(string Name, string? Owner, bool IsPrivate)> clues)
        {
            while (clues.Count > 0 && Follow(clues, most))
            {
                cancellation.ThrowIfCancellationRequested();
                clues = _declarations.Next();
            }
        }

        // All clues of a distance, or none of them.
        bool Follow(List<(string Name, string? Owner, bool IsPrivate)> clues, int most)
        {
            var found = new HashSet<DeclaredFrame>(clues.SelectMany(_declarations.Naming).Where(f => !_relevant.Contains(f.Node)));
            if ((long)_written + found.Count(IsWritten) > most)
            {
                IsNarrowed = true;
                return false;
            }
            foreach (var frame in found)
                Reach(frame);
            return true;
        }

        bool IsWritten(DeclaredFrame frame) => !_privacy.IsGenerated(frame.Node.SyntaxTree);

        void Reach(DeclaredFrame frame)
        {
            if (!_relevant.Add(frame.Node))
                return;
            if (IsWritten(frame))
                _written++;
            foreach (var (type, kept) in _declarations.KeptThrough(frame))
                _declarations.Clue(kept, type, true);
            var isPrivate = frame.Node is MemberDeclarationSyntax member and not BaseTypeDeclarationSyntax && IsPrivateMember(member);
            foreach (var (name, owner) in Leads(frame.Node, _declarations.HasPurposes))
                _declarations.Clue(name, isPrivate && owner is not null ? frame.Outermost : owner, isPrivate && owner is not null);
        }
    }

    /// <summary>
    /// The bodies that name a source, and not another member that is called like one: these names are everywhere, and what is reached
    /// from one body may be a whole application. An indexer has no name to bind.
    /// </summary>
    private IEnumerable<DeclaredFrame> NamingSource(string name, string? owner, CancellationToken cancellation)
    {
        var word = new WordSet([name]);
        foreach (var file in _declarations.Naming((name, owner, false)).Where(f => !_relevant.Contains(f.Node)).ToLookup(f => f.Node.SyntaxTree))
        {
            var names = name == "this[]" ? [] : _privacy.Named(file.Key, word, cancellation).ToList();
            foreach (var frame in file)
                if (name == "this[]" || names.Any(n => frame.Node.Span.Contains(n.Span) && IsAny(n, s => !_privacy.Catalogue.SourcesOf(s).IsEmpty, cancellation)))
                    yield return frame;
        }
    }

    /// <summary>Whether what a name names, or may name, is of some kind.</summary>
    private bool IsAny(SimpleNameSyntax name, Func<ISymbol, bool> isOne, CancellationToken cancellation)
    {
        var info = _privacy.Model(name.SyntaxTree).GetSymbolInfo(name, cancellation);
        return info.Symbol is { } symbol ? isOne(symbol) : info.CandidateSymbols.Any(isOne);
    }

    private bool IsReferenced(string type) =>
        !_privacy.Compilation.GetTypesByMetadataName(type).IsEmpty
        || type.LastIndexOf('.') is >= 0 and var dot && !_privacy.Compilation.GetTypesByMetadataName(type.Substring(0, dot) + "+" + type.Substring(dot + 1)).IsEmpty;

    private void Collect(SyntaxTree tree, CancellationToken cancellation)
    {
        var words = _privacy.Words(tree);
        _declarations.AddFile(tree, words);
        var root = tree.GetRoot(cancellation);
        foreach (var node in root.DescendantNodesAndSelf(Declarations.IsAround))
        {
            switch (node)
            {
                case CompilationUnitSyntax unit:
                    _declarations.AddUsings(unit);
                    break;
                case TypeDeclarationSyntax type:
                    _declarations.AddType(type);
                    if (IsMarked(type.AttributeLists))
                        _declarations.Holders.Add(type.Identifier.ValueText);
                    if (type.ParameterList is not { } positional)
                        break;
                    foreach (var parameter in positional.Parameters)
                    {
                        _declarations.AddTyped(type, [parameter.Identifier.ValueText], [parameter.Type], type is not RecordDeclarationSyntax, true);
                        if (!IsMarked(parameter.AttributeLists))
                            continue;
                        _declarations.Holders.Add(type.Identifier.ValueText);
                        _declarations.Clue(parameter.Identifier.ValueText, type.Identifier.ValueText, false);
                    }
                    break;
                case EnumDeclarationSyntax enumeration when IsMarked(enumeration.AttributeLists):
                    _declarations.Holders.Add(enumeration.Identifier.ValueText);
                    break;
                case DelegateDeclarationSyntax @delegate:
                    _declarations.AddDelegate(@delegate);
                    break;
                case MemberDeclarationSyntax member and not BaseTypeDeclarationSyntax and not BaseNamespaceDeclarationSyntax and not GlobalStatementSyntax and not EnumMemberDeclarationSyntax:
                    var owner = (member.Parent as BaseTypeDeclarationSyntax)?.Identifier.ValueText ?? "";
                    var names = DeclaredNames(member);
                    if (member is MethodDeclarationSyntax)
                        _declarations.AddMethod(names[0]);
                    else if (member is PropertyDeclarationSyntax { AccessorList: { } written } && written.Accessors.Any(a => !a.IsKind(SyntaxKind.GetAccessorDeclaration) && (a.Body is not null || a.ExpressionBody is not null)))
                        _declarations.AddSetter(names[0]);
                    _declarations.AddTyped(member.Parent, names, TypesOf(member), IsPrivateMember(member), member is PropertyDeclarationSyntax or FieldDeclarationSyntax);
                    // What overrides or implements it has the mark of its parameter, and names it by its own name alone.
                    if (member is MethodDeclarationSyntax declared && declared.ParameterList.Parameters.Any(p => IsMarked(p.AttributeLists)))
                        _declarations.Clue(names[0], owner, false);
                    // Who calls it must have checked consent, whatever it passes.
                    if (member is MethodDeclarationSyntax or ConstructorDeclarationSyntax && member.AttributeLists.SelectMany(l => l.Attributes).Any(a => NameOf(a.Name) is "RequiresConsent" or "RequiresConsentAttribute"))
                        _declarations.Clue(member is MethodDeclarationSyntax ? names[0] : owner, null, false);
                    if (!IsMarked(member.AttributeLists) && !(member is BasePropertyDeclarationSyntax { AccessorList: { } accessors } && accessors.Accessors.Any(a => IsMarked(a.AttributeLists))))
                        break;
                    foreach (var name in names)
                        _declarations.Clue(name, owner, false);
                    _declarations.Holders.Add(owner);
                    break;
            }
        }
        _declarations.HasPurposes |= words.ContainsAny(s_purposes) && _privacy.Attributes(tree, cancellation).Any(a => NameOf(a.Name) is "Purpose" or "PurposeAttribute");
    }

    /// <summary>Whether only the outermost type around a member can name it.</summary>
    private static bool IsPrivateMember(MemberDeclarationSyntax member) =>
        member is EventFieldDeclarationSyntax
        || member.Parent is not InterfaceDeclarationSyntax && Declarations.IsPrivateByModifiers(member)
            && member is not MethodDeclarationSyntax { ExplicitInterfaceSpecifier: not null } and not BasePropertyDeclarationSyntax { ExplicitInterfaceSpecifier: not null };

    /// <summary>What the signature of a member is typed with: who gets something by its name, gets it by these types.</summary>
    private static IEnumerable<TypeSyntax?> TypesOf(MemberDeclarationSyntax member) => member switch
    {
        PropertyDeclarationSyntax property => [property.Type],
        BaseFieldDeclarationSyntax field => [field.Declaration.Type],
        EventDeclarationSyntax @event => [@event.Type],
        MethodDeclarationSyntax method => [method.ReturnType, .. method.ParameterList.Parameters.Select(p => p.Type)],
        _ => [],
    };

    private bool IsMarked(SyntaxList<AttributeListSyntax> lists)
    {
        foreach (var list in lists)
            foreach (var attribute in list.Attributes)
                if (IsMark(NameOf(attribute.Name)))
                    return true;
        return false;
    }

    private bool IsMark(string attribute)
    {
        var name = attribute.EndsWith("Attribute", StringComparison.Ordinal) ? attribute.Substring(0, attribute.Length - 9) : attribute;
        return s_marks.Contains(name) || _aliases.Contains(attribute) || IsClassification(name);
    }

    /// <summary>The words by which a file that has marks is known.</summary>
    private WordSet MarkWords(IEnumerable<string> others) => new(
    [
        .. s_marks.Concat(others).SelectMany(n => (string[])[n, n + "Attribute"]),
        .. _privacy.Policy.Classifications.Keys.Select(k => k.Substring(k.LastIndexOf('.') + 1)),
    ]);

    /// <summary>Other names that files give to marks.</summary>
    private void AddAliases(CancellationToken cancellation)
    {
        var marks = MarkWords([]);
        foreach (var tree in _privacy.Compilation.SyntaxTrees.Where(t => _privacy.Words(t).ContainsAny(marks)))
            foreach (var directive in Declarations.Usings(tree.GetRoot(cancellation)))
                if (directive is { Alias: { } alias, NamespaceOrType: NameSyntax type } && IsMark(NameOf(type)))
                    _aliases.Add(alias.Name.Identifier.ValueText);
    }

    /// <summary>Classification attributes are the project's own: any that the policy names, or whose name says so.</summary>
    private bool IsClassification(string name) =>
        name.EndsWith("Data", StringComparison.Ordinal) || name.EndsWith("Classification", StringComparison.Ordinal)
        || _privacy.Policy.Classifications.Keys.Any(k => k.EndsWith("." + name + "Attribute", StringComparison.Ordinal) || k == name + "Attribute");

    private static string NameOf(NameSyntax name) => Declarations.RightMost(name) ?? "";

    private static string[] DeclaredNames(MemberDeclarationSyntax member) => member switch
    {
        MethodDeclarationSyntax method => [method.Identifier.ValueText],
        PropertyDeclarationSyntax property => [property.Identifier.ValueText],
        EventDeclarationSyntax @event => [@event.Identifier.ValueText],
        BaseFieldDeclarationSyntax field => [.. field.Declaration.Variables.Select(v => v.Identifier.ValueText)],
        DelegateDeclarationSyntax @delegate => [@delegate.Identifier.ValueText],
        _ => [],
    };

    /// <summary>
    /// By what names, of which type's members, others come to what a body gives; a method that gives nothing leads on only where
    /// purposes follow calls.
    /// </summary>
    private static IEnumerable<(string Name, string? Owner)> Leads(SyntaxNode frame, bool purposes)
    {
        var owner = (frame.Parent as BaseTypeDeclarationSyntax)?.Identifier.ValueText;
        switch (frame)
        {
            case MethodDeclarationSyntax method:
                var isExtension = method.ParameterList.Parameters.Count > 0 && method.ParameterList.Parameters[0].Modifiers.Any(SyntaxKind.ThisKeyword);
                if (purposes || !GivesNothing(method))
                    yield return (method.Identifier.ValueText, isExtension ? null : owner);
                if (method.Identifier.ValueText is "ToString" or "Deconstruct" or "GetEnumerator" or "GetAsyncEnumerator" && owner is not null)
                    yield return (owner, null);
                break;
            case MemberDeclarationSyntax member and not BaseTypeDeclarationSyntax:
                foreach (var name in DeclaredNames(member))
                    yield return (name, owner);
                if (member is ConstructorDeclarationSyntax or OperatorDeclarationSyntax or ConversionOperatorDeclarationSyntax or IndexerDeclarationSyntax && owner is not null)
                    yield return (owner, null);
                break;
            case TypeDeclarationSyntax { ParameterList: not null } declaration:
                yield return (declaration.Identifier.ValueText, null);
                break;
        }
    }

    private static bool GivesNothing(MethodDeclarationSyntax method) =>
        method.ReturnType is PredefinedTypeSyntax { Keyword.RawKind: (int)SyntaxKind.VoidKeyword or (int)SyntaxKind.BoolKeyword } or IdentifierNameSyntax { Identifier.ValueText: "Task" or "ValueTask" }
        && method.ParameterList.Parameters.All(p => !p.Modifiers.Any(m => m.IsKind(SyntaxKind.OutKeyword) || m.IsKind(SyntaxKind.RefKeyword)) && !IsChangeable(p.Type));

    /// <summary>A parameter through whose members something may come back to the caller.</summary>
    private static bool IsChangeable(TypeSyntax? type) => type is not (null or PredefinedTypeSyntax or NullableTypeSyntax { ElementType: PredefinedTypeSyntax });

    /// <summary>Marks in referenced assemblies: those that use our attributes, and ASP.NET Core Identity's users where they are named.</summary>
    private void AddReferenced(CancellationToken cancellation)
    {
        foreach (var assembly in _privacy.Compilation.SourceModule.ReferencedAssemblySymbols)
        {
            cancellation.ThrowIfCancellationRequested();
            if (assembly.Name == "Microsoft.Extensions.Identity.Stores" ? !s_identity.Any(_declarations.IsNamed) : !assembly.Modules.Any(m => m.ReferencedAssemblies.Any(r => r.Name is "PrivacyAnalyzers.Annotations" or "Microsoft.Extensions.Compliance.Abstractions")))
                continue;
            foreach (var type in SourceTypes.TypesOf(assembly.GlobalNamespace))
            {
                var members = _privacy.Labels.MarkedMembers(type);
                if (members.Length > 0 || _privacy.Labels.MarkOfType(type) is not null)
                    _declarations.Holders.Add(type.Name);
                foreach (var member in members)
                    _declarations.Clue(member.Name, null, false);
                foreach (var method in type.GetMembers().OfType<IMethodSymbol>())
                    if (_privacy.Labels.MarkOf(method) is { Origin: not MarkOrigin.Type } || Labels.Attribute(method, "RequiresConsent") is not null
                        || method.Parameters.Any(p => _privacy.Labels.MarkOf(p) is { Origin: not MarkOrigin.Type }))
                        _declarations.Clue(method.MethodKind == MethodKind.Constructor ? method.ContainingType.Name : method.Name, null, false);
            }
        }
    }

    /// <summary>
    /// Members that count as marked because the lexicon recognises them: only their symbols tell. Names of libraries' members are
    /// everywhere (<c>Name</c>), so of these it is the bodies that name one which are given.
    /// </summary>
    private IEnumerable<DeclaredFrame> AddRecognised(CancellationToken cancellation)
    {
        var compilation = _privacy.Compilation;
        var foreign = new HashSet<string>();
        foreach (var assembly in compilation.SourceModule.ReferencedAssemblySymbols.Where(Inference.MayEnforce).Append(compilation.Assembly))
        {
            foreach (var type in SourceTypes.TypesOf(assembly.GlobalNamespace))
            {
                cancellation.ThrowIfCancellationRequested();
                foreach (var name in type.MemberNames.Where(_declarations.IsNamed))
                {
                    if (!type.GetMembers(name).Any(m => _privacy.Labels.MarkOf(m) is { Origin: MarkOrigin.Inferred }))
                        continue;
                    if (_declarations.IsNamed(type.Name))
                        _declarations.Holders.Add(type.Name);
                    if (SymbolEqualityComparer.Default.Equals(assembly, compilation.Assembly))
                        _declarations.Clue(name, type.Name, false);
                    else
                        foreign.Add(name);
                }
            }
        }
        if (foreign.Count == 0)
            yield break;
        var words = new WordSet(foreign);
        foreach (var tree in compilation.SyntaxTrees)
            foreach (var name in _privacy.Named(tree, words, cancellation))
                if (_declarations.BodyAround(name) is { } frame && !_relevant.Contains(frame.Node) && IsAny(name, s => _privacy.Labels.MarkOf(s) is not null, cancellation))
                    yield return frame;
    }
}
