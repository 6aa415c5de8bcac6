using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PrivacyAnalyzers.Flow.Summaries;

/// <summary>A body, or a type's head: what of the source is looked at as one.</summary>
internal sealed class DeclaredFrame(SyntaxNode node, string outermost)
{
    internal SyntaxNode Node { get; } = node;

    /// <summary>The name of the outermost type around it; empty for top-level statements.</summary>
    internal string Outermost { get; } = outermost;

    /// <summary>Private members in which the body may keep something.</summary>
    internal HashSet<string> Kept { get; } = [];

    /// <summary>Whether there is a mark inside, on a parameter.</summary>
    internal bool IsMarked { get; set; }
}

/// <summary>A member with the names in its type: of what type it can be, or give, something.</summary>
internal sealed record TypedMember(string Owner, string Name, HashSet<string> Types, bool IsPrivate, bool IsShown);

/// <summary>
/// The names in the source, and where they stand: by them <see cref="Relevance"/> decides before anything is bound. A name alone would
/// join all members that are called alike; so a clue is a name and the type whose member it is, and a body follows it only if its file
/// also names that type, its bases, what derives from it, or a member that is typed with one of these. Bodies are looked into only in
/// the files that have a clue's name among their words.
/// </summary>
internal sealed class Declarations(ImmutableHashSet<string> keys, Func<string, bool> isMark)
{
    private readonly ImmutableHashSet<string> _keys = keys;
    private readonly Func<string, bool> _isMark = isMark;
    private readonly List<File> _files = [];
    private readonly Dictionary<SyntaxTree, File> _byTree = [];
    private readonly Dictionary<string, List<File>> _parts = [];
    private readonly Dictionary<string, HashSet<string>> _privates = [];
    private readonly Dictionary<string, HashSet<string>> _bases = [];
    private readonly Dictionary<string, HashSet<string>> _listing = [];
    private readonly Dictionary<string, HashSet<string>> _typedWith = [];
    private readonly Dictionary<string, HashSet<string>> _evidence = [];
    private readonly HashSet<string> _everywhere = [];
    private readonly HashSet<string> _declared = [];
    private readonly HashSet<string> _methods = [];
    private readonly HashSet<(string Name, string? Owner, bool IsPrivate)> _clues = [];
    private readonly Queue<(string Name, string? Owner, bool IsPrivate)> _open = new();

    /// <summary>Types whose objects hold personal data.</summary>
    internal HashSet<string> Holders { get; } = [];

    internal List<TypedMember> Typed { get; } = [];

    /// <summary>Whether code says anywhere what it works for.</summary>
    internal bool HasPurposes { get; set; }

    internal bool IsNamed(string name) => _files.Any(f => f.Words.Contains(name));

    internal bool IsMethod(string name) => _methods.Contains(name);

    /// <summary>Adds a file; what it declares is added by itself.</summary>
    internal void AddFile(SyntaxTree tree, Words words)
    {
        var file = new File(tree, words);
        _files.Add(file);
        _byTree.Add(tree, file);
    }

    /// <summary>Adds a name that leads to personal data; its owner is null where no more is known than the name. True: it is new.</summary>
    internal bool Clue(string name, string? owner, bool isPrivate)
    {
        // An extension block has no name: its members are named by those of what it extends.
        if (owner is "")
            owner = null;
        if (!_clues.Add((name, owner, isPrivate)))
            return false;
        _open.Enqueue((name, owner, isPrivate));
        return true;
    }

    /// <summary>Notes the names by which code comes to objects of a library's type; the type.</summary>
    internal string Through(string type, IEnumerable<string> names)
    {
        _declared.Add(type);
        foreach (var name in names)
            AddListing(type, name);
        return type;
    }

    /// <summary>The next clue that was not followed yet, or null.</summary>
    internal (string Name, string? Owner, bool IsPrivate)? Next() => _open.Count > 0 ? _open.Dequeue() : null;

    /// <summary>The bodies that follow a clue.</summary>
    internal IEnumerable<DeclaredFrame> Naming((string Name, string? Owner, bool IsPrivate) clue)
    {
        if (clue is { Owner: { } type, IsPrivate: true })
            return (_parts.TryGetValue(type, out var own) ? own : _files).Where(f => f.Words.Contains(clue.Name)).SelectMany(f => Frames(f, clue.Name)).Where(f => f.Outermost == type);
        var hash = Words.Hash(clue.Name);
        var all = _files.Where(f => clue.Name == "this[]" ? f.Words.HasKeys : f.Words.Contains(hash)).SelectMany(f => Frames(f, clue.Name));
        if (clue.Owner is not { } owner)
            return all;
        var evidence = Evidence(owner);
        if (evidence.Overlaps(_everywhere))
            return all;
        ulong[] hashes = [.. evidence.Select(Words.Hash), Words.Hash("dynamic")];
        var seen = new Dictionary<File, bool>();
        return all.Where(Sees);

        // Whether what stands around a body can be dealing with an object that the evidence tells of.
        bool Sees(DeclaredFrame frame) =>
            frame.Outermost.Length > 0 && _parts.TryGetValue(frame.Outermost, out var parts) ? parts.Any(Tells) : Tells(_byTree[frame.Node.SyntaxTree]);

        bool Tells(File file)
        {
            if (!seen.TryGetValue(file, out var tells))
                seen.Add(file, tells = hashes.Any(file.Words.Contains));
            return tells;
        }
    }

    /// <summary>The bodies of files that may have a mark inside.</summary>
    internal IEnumerable<DeclaredFrame> Marked(IEnumerable<string> marks) =>
        _files.Where(f => marks.Any(f.Words.Contains)).SelectMany(f => Built(f).Frames).Where(f => f.IsMarked);

    /// <summary>The body, or head of a type, that a node declares.</summary>
    internal DeclaredFrame? Frame(SyntaxNode node) => _byTree.TryGetValue(node.SyntaxTree, out var file) && Built(file).ByNode.TryGetValue(node, out var frame) ? frame : null;

    /// <summary>All names by which a body can come to have an object of a type.</summary>
    private HashSet<string> Evidence(string owner)
    {
        if (_evidence.TryGetValue(owner, out var evidence))
            return evidence;
        evidence = [];
        Close(_bases);
        Close(_listing);
        // A class of a library is a base of too many (controllers, hosted services) to tell anything; its interfaces are called through.
        evidence.RemoveWhere(t => t != owner && !_declared.Contains(t) && !(t.Length > 1 && t[0] == 'I' && char.IsUpper(t[1])));
        foreach (var type in evidence.ToArray())
            if (_typedWith.TryGetValue(type, out var members))
                evidence.UnionWith(members);
        _evidence.Add(owner, evidence);
        return evidence;

        void Close(Dictionary<string, HashSet<string>> next)
        {
            var work = new Stack<string>();
            work.Push(owner);
            var seen = new HashSet<string>();
            while (work.Count > 0)
            {
                var type = work.Pop();
                if (!seen.Add(type))
                    continue;
                evidence.Add(type);
                if (next.TryGetValue(type, out var more))
                    foreach (var other in more)
                        work.Push(other);
            }
        }
    }

    /// <summary>Using directives that give a type another name, or its members without a name.</summary>
    internal void AddUsings(CompilationUnitSyntax unit)
    {
        foreach (var directive in unit.DescendantNodes(n => n is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax).OfType<UsingDirectiveSyntax>())
        {
            if (directive.Alias is { } alias)
                foreach (var type in Names(directive.NamespaceOrType))
                    AddListing(type, alias.Name.Identifier.ValueText);
            else if (directive.StaticKeyword.IsKind(SyntaxKind.StaticKeyword))
                _everywhere.UnionWith(Names(directive.NamespaceOrType));
        }
    }

    internal void AddType(TypeDeclarationSyntax type)
    {
        var name = type.Identifier.ValueText;
        _declared.Add(name);
        if (type.Parent is not TypeDeclarationSyntax)
        {
            if (!_parts.TryGetValue(name, out var files))
                _parts.Add(name, files = []);
            files.Add(_byTree[type.SyntaxTree]);
        }
        if (type.BaseList is not { } list)
            return;
        foreach (var based in list.Types)
        {
            if (RightMost(based.Type) is { } above)
                Add(_bases, name, above);
            foreach (var named in Names(based.Type))
                AddListing(named, name);
        }
    }

    internal void AddDelegate(DelegateDeclarationSyntax type)
    {
        foreach (var part in type.ParameterList.Parameters.Select(p => p.Type).Append(type.ReturnType))
            if (part is not null)
                foreach (var named in Names(part))
                    AddListing(named, type.Identifier.ValueText);
    }

    internal void AddMethod(string name) => _methods.Add(name);

    /// <summary>Adds members by the types in their signature. Shown: an object of the owner shows them when it is taken apart.</summary>
    internal void AddTyped(SyntaxNode? owner, string[] names, IEnumerable<TypeSyntax?> types, bool isPrivate, bool isShown)
    {
        var named = new HashSet<string>(types.Where(t => t is not (null or PredefinedTypeSyntax)).SelectMany(t => Names(t!)));
        if (named.Count == 0 || names.Length == 0)
            return;
        // Who names a private member names its type too, where it is declared.
        if (!isPrivate)
            foreach (var type in named)
                foreach (var name in names)
                    Add(_typedWith, type, name);
        if (!isShown)
            return;
        // A private member is a clue in all of the outermost type; a set of entities makes the database no holder of them.
        var key = isPrivate && owner is not null ? Outermost(owner)?.Identifier.ValueText ?? "" : (owner as BaseTypeDeclarationSyntax)?.Identifier.ValueText ?? "";
        foreach (var name in names)
            Typed.Add(new(key, name, named, isPrivate, !named.Contains("DbSet")));
    }

    private List<DeclaredFrame> Frames(File file, string name) =>
        Built(file).ByName.TryGetValue(name, out var frames) ? frames : [];

    /// <summary>Splits a file into its bodies, once.</summary>
    private File Built(File file)
    {
        if (file.IsBuilt)
            return file;
        file.IsBuilt = true;
        foreach (var node in file.Tree.GetRoot().DescendantNodesAndSelf(IsAround))
        {
            switch (node)
            {
                case CompilationUnitSyntax unit when unit.Members.Any(m => m is GlobalStatementSyntax):
                    AddFrame(file, unit, unit.Members.OfType<GlobalStatementSyntax>());
                    break;
                case TypeDeclarationSyntax type:
                    // Signature, base list and attributes; the members are frames of their own.
                    AddFrame(file, type, type.ChildNodes().Where(c => c is not MemberDeclarationSyntax));
                    break;
                case MemberDeclarationSyntax member and not BaseTypeDeclarationSyntax and not DelegateDeclarationSyntax and not BaseNamespaceDeclarationSyntax and not GlobalStatementSyntax and not EnumMemberDeclarationSyntax:
                    AddFrame(file, member, [member]);
                    break;
            }
        }
        return file;
    }

    /// <summary>Whether declarations of members stand in a node.</summary>
    internal static bool IsAround(SyntaxNode node) => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax or BaseTypeDeclarationSyntax;

    private void AddFrame(File file, SyntaxNode node, IEnumerable<SyntaxNode> parts)
    {
        var outer = Outermost(node);
        var outermost = outer?.Identifier.ValueText ?? "";
        var frame = new DeclaredFrame(node, outermost);
        file.Frames.Add(frame);
        file.ByNode.Add(node, frame);
        var own = Privates(outer);
        var seen = new HashSet<string>();
        foreach (var part in parts)
            foreach (var token in part.DescendantTokens())
            {
                if (token.IsKind(SyntaxKind.OpenBracketToken))
                {
                    if (token.Parent is BracketedArgumentListSyntax { Arguments: { Count: 1 } arguments } && IsKey(arguments[0].Expression) && seen.Add("this[]"))
                        Put("this[]");
                    continue;
                }
                if (!token.IsKind(SyntaxKind.IdentifierToken))
                    continue;
                var name = token.ValueText;
                frame.IsMarked |= node is not TypeDeclarationSyntax && token.Parent?.Parent is AttributeSyntax or QualifiedNameSyntax { Parent: AttributeSyntax } && _isMark(name);
                if (seen.Add(name))
                    Put(name);
                if (own.Contains(name) && !frame.Kept.Contains(name) && MayKeep(token.Parent))
                    frame.Kept.Add(name);
            }

        void Put(string name)
        {
            if (!file.ByName.TryGetValue(name, out var list))
                file.ByName.Add(name, list = []);
            list.Add(frame);
        }
    }

    /// <summary>Whether an index may be a constant under which a source is found.</summary>
    private bool IsKey(ExpressionSyntax index) => index switch
    {
        LiteralExpressionSyntax literal => _keys.Contains(literal.Token.ValueText),
        MemberAccessExpressionSyntax or IdentifierNameSyntax => char.IsUpper(index.GetFirstToken().ValueText.FirstOrDefault()),
        _ => false,
    };

    /// <summary>What only the parts of an outermost type can name.</summary>
    private HashSet<string> Privates(TypeDeclarationSyntax? outer)
    {
        var outermost = outer?.Identifier.ValueText ?? "";
        if (_privates.TryGetValue(outermost, out var own))
            return own;
        _privates.Add(outermost, own = []);
        if (_parts.TryGetValue(outermost, out var files))
            foreach (var part in files.SelectMany(f => f.Tree.GetRoot().DescendantNodes(n => n is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax)).OfType<TypeDeclarationSyntax>())
                if (part.Identifier.ValueText == outermost)
                    AddPrivates(part, false, own);
        return own;
    }

    private static void AddPrivates(TypeDeclarationSyntax type, bool all, HashSet<string> own)
    {
        if (type.ParameterList is { } captured && type is not RecordDeclarationSyntax)
            foreach (var parameter in captured.Parameters)
                if (!IsLogger(parameter.Type))
                    own.Add(parameter.Identifier.ValueText);
        foreach (var member in type.Members)
        {
            var isPrivate = all || IsPrivateByModifiers(member);
            if (member is TypeDeclarationSyntax nested)
                AddPrivates(nested, isPrivate, own);
            else if (member is EventFieldDeclarationSyntax @event)
                own.UnionWith(@event.Declaration.Variables.Select(v => v.Identifier.ValueText));
            else if (!isPrivate)
                continue;
            else if (member is FieldDeclarationSyntax field && !IsLogger(field.Declaration.Type))
                own.UnionWith(field.Declaration.Variables.Select(v => v.Identifier.ValueText));
            else if (member is PropertyDeclarationSyntax property)
                own.Add(property.Identifier.ValueText);
        }
    }

    /// <summary>Whether no modifier lets a member be seen outside of the type around it.</summary>
    internal static bool IsPrivateByModifiers(MemberDeclarationSyntax member) =>
        !member.Modifiers.Any(m => m.IsKind(SyntaxKind.PublicKeyword) || m.IsKind(SyntaxKind.InternalKeyword) || m.IsKind(SyntaxKind.ProtectedKeyword));

    /// <summary>What a logger is given does not come back.</summary>
    private static bool IsLogger(TypeSyntax? type) => type is not null && RightMost(type) is "ILogger" or "Logger" or "ILog";

    /// <summary>Whether a body may keep something in the member that it names here: any use but reading it and calling it without arguments.</summary>
    private static bool MayKeep(SyntaxNode? name)
    {
        var node = name;
        while (node?.Parent is { } parent)
        {
            switch (parent)
            {
                case MemberAccessExpressionSyntax or ElementAccessExpressionSyntax or ParenthesizedExpressionSyntax or CastExpressionSyntax:
                case PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression }:
                    node = parent;
                    continue;
                case InvocationExpressionSyntax invocation:
                    return invocation.ArgumentList.Arguments.Count > 0;
                case AssignmentExpressionSyntax or ArgumentSyntax or EqualsValueClauseSyntax or ConditionalAccessExpressionSyntax or RefExpressionSyntax or VariableDeclarationSyntax:
                    return true;
                default:
                    return false;
            }
        }
        return false;
    }

    private static TypeDeclarationSyntax? Outermost(SyntaxNode node)
    {
        TypeDeclarationSyntax? outer = null;
        for (SyntaxNode? n = node; n is not null; n = n.Parent)
            if (n is TypeDeclarationSyntax type)
                outer = type;
        return outer;
    }

    /// <summary>The name of a type without what qualifies it; null: it has none.</summary>
    internal static string? RightMost(TypeSyntax type) => type switch
    {
        QualifiedNameSyntax qualified => qualified.Right.Identifier.ValueText,
        AliasQualifiedNameSyntax alias => alias.Name.Identifier.ValueText,
        SimpleNameSyntax simple => simple.Identifier.ValueText,
        NullableTypeSyntax nullable => RightMost(nullable.ElementType),
        _ => null,
    };

    private static IEnumerable<string> Names(SyntaxNode type) =>
        type.DescendantTokens().Where(t => t.IsKind(SyntaxKind.IdentifierToken)).Select(t => t.ValueText);

    private void AddListing(string named, string type)
    {
        _declared.Add(type);
        Add(_listing, named, type);
    }

    private static void Add(Dictionary<string, HashSet<string>> index, string key, string value)
    {
        if (!index.TryGetValue(key, out var values))
            index.Add(key, values = []);
        values.Add(value);
    }

    /// <summary>A source file: its words, and its bodies once they were asked for.</summary>
    private sealed class File(SyntaxTree tree, Words words)
    {
        internal SyntaxTree Tree { get; } = tree;

        internal Words Words { get; } = words;

        internal bool IsBuilt { get; set; }

        internal List<DeclaredFrame> Frames { get; } = [];

        internal Dictionary<SyntaxNode, DeclaredFrame> ByNode { get; } = [];

        internal Dictionary<string, List<DeclaredFrame>> ByName { get; } = [];
    }
}
