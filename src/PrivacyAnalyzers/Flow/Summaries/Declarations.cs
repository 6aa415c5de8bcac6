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

    /// <summary>What of the node is not another frame: the members of a type are frames of their own.</summary>
    internal IEnumerable<SyntaxNode> Parts => Node switch
    {
        CompilationUnitSyntax unit => unit.Members.OfType<GlobalStatementSyntax>(),
        TypeDeclarationSyntax type => type.ChildNodes().Where(c => c is not MemberDeclarationSyntax),
        _ => [Node],
    };
}

/// <summary>A member, found by the names in its type: of what type it can be, or give, something.</summary>
internal sealed record TypedMember(string Owner, string Name, bool IsPrivate, bool IsShown);

/// <summary>
/// The names in the source, and where they stand: by them <see cref="Relevance"/> decides before anything is bound. A name alone would
/// join all members that are called alike; so a clue is a name and the type whose member it is, and a body follows it only if its file
/// also names that type, its bases, what derives from it, or a member that is typed with one of these. Bodies are looked into only in
/// the files that have a clue's name among their words.
/// </summary>
internal sealed class Declarations(ImmutableHashSet<string> keys)
{
    private readonly ImmutableHashSet<string> _keys = keys;
    private readonly List<File> _files = [];
    private readonly Dictionary<SyntaxTree, File> _byTree = [];
    private readonly Dictionary<string, List<File>> _parts = [];
    private readonly Dictionary<string, HashSet<string>> _privates = [];
    private readonly Dictionary<string, HashSet<string>> _bases = [];
    private readonly Dictionary<string, HashSet<string>> _derived = [];
    private readonly Dictionary<string, HashSet<string>> _listing = [];
    private readonly Dictionary<string, HashSet<string>> _typedWith = [];
    private readonly Dictionary<string, List<TypedMember>> _shown = [];
    private readonly Dictionary<string, Evidence> _evidence = [];
    private readonly Dictionary<DeclaredFrame, (HashSet<string> Kept, HashSet<(string Type, string Method)> HandedTo)> _keeping = [];
    private readonly HashSet<ulong> _words = [];
    private readonly HashSet<string> _everywhere = [];
    private readonly HashSet<string> _declared = [];
    private readonly HashSet<string> _methods = [];
    private readonly HashSet<string> _properties = [];
    private readonly HashSet<(string Name, string? Owner, bool IsPrivate)> _clues = [];
    private readonly List<(string Name, string? Owner, bool IsPrivate)> _open = [];

    /// <summary>Types whose objects hold personal data.</summary>
    internal HashSet<string> Holders { get; } = [];

    /// <summary>The types that name a type as their base, or as an interface of theirs: what it holds, they hold.</summary>
    internal IEnumerable<string> DerivedFrom(string type) => _derived.TryGetValue(type, out var types) ? types : [];

    /// <summary>The members that an object shows in whose types a type is named.</summary>
    internal IReadOnlyList<TypedMember> TypedWith(string type) => _shown.TryGetValue(type, out var members) ? members : [];

    /// <summary>Whether code says anywhere what it works for.</summary>
    internal bool HasPurposes { get; set; }

    internal bool IsNamed(string name)
    {
        if (name == "this[]")
            return _files.Any(f => f.Words.HasKeys);
        if (_words.Count == 0)
            foreach (var file in _files)
                _words.UnionWith(file.Words.Hashes);
        return _words.Contains(Words.Hash(name));
    }

    internal bool IsMethod(string name) => _methods.Contains(name);

    /// <summary>Adds a file; what it declares is added by itself.</summary>
    internal void AddFile(SyntaxTree tree, Words words)
    {
        var file = new File(tree, words);
        _files.Add(file);
        _byTree.Add(tree, file);
    }

    /// <summary>Adds a name that leads to personal data; its owner is null where no more is known than the name.</summary>
    internal void Clue(string name, string? owner, bool isPrivate)
    {
        // An extension block has no name: its members are named by those of what it extends.
        if (owner is "")
            owner = null;
        if (_clues.Add((name, owner, isPrivate)))
            _open.Add((name, owner, isPrivate));
    }

    /// <summary>Notes the names by which code comes to objects of a library's type; the type.</summary>
    internal string Through(string type, IEnumerable<string> names)
    {
        _declared.Add(type);
        foreach (var name in names)
            AddListing(type, name);
        return type;
    }

    /// <summary>The clues that were added since they were asked for last.</summary>
    internal List<(string Name, string? Owner, bool IsPrivate)> Next()
    {
        var next = _open.ToList();
        _open.Clear();
        return next;
    }

    /// <summary>The bodies that follow a clue.</summary>
    internal IEnumerable<DeclaredFrame> Naming((string Name, string? Owner, bool IsPrivate) clue)
    {
        if (clue is { Owner: { } type, IsPrivate: true })
        {
            var naming = In(_parts.TryGetValue(type, out var own) ? own : _files, static _ => true).Where(f => f.Outermost == type).ToList();
            // Who asks an indexer of its own type has no name for it.
            return naming.Any(f => f.Node is IndexerDeclarationSyntax) ? naming.Union(ThisNaming(type).Where(f => f.Parts.Any(p => p.DescendantNodes().Any(IsIndexedThis)))) : naming;
        }
        if (clue.Owner is not { } owner || EvidenceOf(owner) is not { IsEverywhere: false } evidence)
            return In(_files, static _ => true);
        // Names as common as Id stand in most files: those that cannot see an object are left out at once.
        return In(_files, f => evidence.In(f) || f.Types.Any(t => _parts[t] is { Count: > 1 } parts && parts.Any(evidence.In))).Where(Sees);

        IEnumerable<DeclaredFrame> In(List<File> files, Func<File, bool> sees)
        {
            if (clue.Name == "this[]")
                return files.Where(f => f.Words.HasKeys && sees(f)).SelectMany(f => Keyed(f.Built()));
            var hash = Words.Hash(clue.Name);
            return files.Where(f => f.Words.Contains(hash) && sees(f)).SelectMany(f => f.Built().Naming(hash));
        }

        // Whether what stands around a body can be dealing with an object that the evidence tells of.
        bool Sees(DeclaredFrame frame) =>
            frame.Outermost.Length > 0 && _parts.TryGetValue(frame.Outermost, out var parts) ? parts.Any(evidence.In) : evidence.In(_byTree[frame.Node.SyntaxTree]);
    }

    /// <summary>The bodies of an outermost type in which <c>this</c> stands.</summary>
    private IEnumerable<DeclaredFrame> ThisNaming(string type) =>
        _parts.TryGetValue(type, out var parts) ? parts.SelectMany(p => p.Built().Naming(Words.Hash("this"))).Where(f => f.Outermost == type) : [];

    private static bool IsIndexedThis(SyntaxNode node) => node is ElementAccessExpressionSyntax { Expression: ThisExpressionSyntax };

    /// <summary>The body in which a node stands; null: it stands in none, or in a type's head.</summary>
    internal DeclaredFrame? BodyAround(SyntaxNode node) =>
        _byTree.TryGetValue(node.SyntaxTree, out var file) && file.Built().At(node.SpanStart) is { Node: not TypeDeclarationSyntax } frame ? frame : null;

    /// <summary>The body, or head of a type, that a node declares.</summary>
    internal DeclaredFrame? Frame(SyntaxNode node) => _byTree.TryGetValue(node.SyntaxTree, out var file) ? file.Built().Of(node) : null;

    /// <summary>Private members in which a body may keep something.</summary>
    internal IReadOnlyCollection<string> KeptBy(DeclaredFrame frame) => Keeping(frame).Kept;

    /// <summary>
    /// The same, each with its type, and those in which methods keep something that the body hands them: methods of its own type, and
    /// static ones of others.
    /// </summary>
    internal IEnumerable<(string Owner, string Name)> KeptThrough(DeclaredFrame frame)
    {
        var seen = new HashSet<DeclaredFrame> { frame };
        var work = new Queue<DeclaredFrame>(seen);
        while (work.Count > 0)
        {
            var current = work.Dequeue();
            var (kept, handedTo) = Keeping(current);
            foreach (var name in kept)
                yield return (current.Outermost, name);
            foreach (var (type, name) in handedTo)
                if (_parts.TryGetValue(type, out var parts))
                    foreach (var method in parts.SelectMany(p => p.Built().Naming(Words.Hash(name))))
                        if (NameOf(method.Node) == name && method.Outermost == type && seen.Add(method))
                            work.Enqueue(method);
        }
    }

    private static string? NameOf(SyntaxNode member) => member switch
    {
        MethodDeclarationSyntax method => method.Identifier.ValueText,
        PropertyDeclarationSyntax property => property.Identifier.ValueText,
        _ => null,
    };

    private (HashSet<string> Kept, HashSet<(string Type, string Method)> HandedTo) Keeping(DeclaredFrame frame)
    {
        if (_keeping.TryGetValue(frame, out var keeping))
            return keeping;
        _keeping.Add(frame, keeping = ([], []));
        var own = Privates(Outermost(frame.Node));
        foreach (var token in frame.Parts.SelectMany(p => p.DescendantTokens()))
        {
            // What an indexer of the own type is given, it may keep.
            if (token.IsKind(SyntaxKind.ThisKeyword) && token.Parent?.Parent is { } indexed && IsIndexedThis(indexed))
                foreach (var indexer in ThisNaming(frame.Outermost).Where(f => f.Node is IndexerDeclarationSyntax).ToList())
                    keeping.Kept.UnionWith(Keeping(indexer).Kept);
            if (!token.IsKind(SyntaxKind.IdentifierToken))
                continue;
            if (own.Contains(token.ValueText) && !keeping.Kept.Contains(token.ValueText) && MayKeep(token.Parent))
                keeping.Kept.Add(token.ValueText);
            if ((_methods.Contains(token.ValueText) || _properties.Contains(token.ValueText)) && HandsTo(token.Parent) is { } type)
                keeping.HandedTo.Add((type.Length == 0 ? frame.Outermost : type, token.ValueText));
        }
        return keeping;
    }

    /// <summary>
    /// The type whose method is called with arguments, or handed on itself, or whose property is set, where its name stands; empty: the
    /// own one; null: it is not.
    /// </summary>
    private string? HandsTo(SyntaxNode? name)
    {
        var (whole, type) = name?.Parent is MemberAccessExpressionSyntax access && access.Name == name
            ? (access, access.Expression switch
            {
                ThisExpressionSyntax => "",
                SimpleNameSyntax simple => simple.Identifier.ValueText,
                // The one object that a type has of itself.
                MemberAccessExpressionSyntax { Expression: SimpleNameSyntax outer } when _parts.ContainsKey(outer.Identifier.ValueText) => outer.Identifier.ValueText,
                MemberAccessExpressionSyntax qualified => qualified.Name.Identifier.ValueText,
                _ => null,
            })
            : (name, "");
        return whole?.Parent is InvocationExpressionSyntax { ArgumentList.Arguments.Count: > 0 } or ArgumentSyntax or EqualsValueClauseSyntax or AssignmentExpressionSyntax ? type : null;
    }

    /// <summary>All names by which a body can come to have an object of a type.</summary>
    private Evidence EvidenceOf(string owner)
    {
        if (_evidence.TryGetValue(owner, out var known))
            return known;
        var evidence = new HashSet<string>();
        Close(_bases);
        Close(_listing);
        // A class of a library is a base of too many (controllers, hosted services) to tell anything; its interfaces are called through.
        evidence.RemoveWhere(t => t != owner && !_declared.Contains(t) && !(t.Length > 1 && t[0] == 'I' && char.IsUpper(t[1])));
        foreach (var type in evidence.ToArray())
            if (_typedWith.TryGetValue(type, out var members))
                evidence.UnionWith(members);
        known = new(evidence, evidence.Overlaps(_everywhere));
        _evidence.Add(owner, known);
        return known;

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

    /// <summary>The using directives of a file and of the namespaces in it.</summary>
    internal static IEnumerable<UsingDirectiveSyntax> Usings(SyntaxNode root) =>
        root.DescendantNodes(n => n is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax).OfType<UsingDirectiveSyntax>();

    /// <summary>Using directives that give a type another name, or its members without a name.</summary>
    internal void AddUsings(CompilationUnitSyntax unit)
    {
        foreach (var directive in Usings(unit))
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
            _byTree[type.SyntaxTree].Types.Add(name);
        }
        if (type.BaseList is not { } list)
            return;
        foreach (var based in list.Types)
        {
            if (RightMost(based.Type) is { } above)
            {
                Add(_bases, name, above);
                Add(_derived, above, name);
            }
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

    /// <summary>Adds a property whose setter has a body.</summary>
    internal void AddSetter(string name) => _properties.Add(name);

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
        {
            var member = new TypedMember(key, name, isPrivate, !named.Contains("DbSet"));
            foreach (var type in named)
            {
                if (!_shown.TryGetValue(type, out var members))
                    _shown.Add(type, members = []);
                members.Add(member);
            }
        }
    }

    /// <summary>The bodies of a file that index something by what may be a constant under which a source is found.</summary>
    private IEnumerable<DeclaredFrame> Keyed(File file)
    {
        var root = file.Tree.GetRoot();
        var found = new HashSet<DeclaredFrame>();
        foreach (var position in Words.Keys(file.Tree.GetText()))
            if (root.FindToken(position).Parent is BracketedArgumentListSyntax { Arguments: { Count: 1 } arguments } && IsKey(arguments[0].Expression)
                && file.At(position) is { } frame && found.Add(frame))
                yield return frame;
    }

    /// <summary>Whether declarations of members stand in a node.</summary>
    internal static bool IsAround(SyntaxNode node) => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax or BaseTypeDeclarationSyntax;

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

    /// <summary>The names by which code comes to have an object of a type, and the files in which one of them stands.</summary>
    private sealed class Evidence(IEnumerable<string> names, bool isEverywhere)
    {
        private readonly WordSet _names = new(names.Append("dynamic"));
        private readonly Dictionary<File, bool> _files = [];

        /// <summary>Whether files may use the members without naming anything.</summary>
        internal bool IsEverywhere { get; } = isEverywhere;

        internal bool In(File file)
        {
            if (!_files.TryGetValue(file, out var found))
                _files.Add(file, found = file.Words.ContainsAny(_names));
            return found;
        }
    }

    /// <summary>
    /// A source file: its words, and its bodies once they were asked for. What is around the bodies is walked; the names in them are
    /// found in the text, so that no syntax is made of bodies that nothing leads to.
    /// </summary>
    private sealed class File(SyntaxTree tree, Words words)
    {
        private const int None = -1;

        private readonly List<DeclaredFrame> _frames = [];
        private readonly Dictionary<SyntaxNode, DeclaredFrame> _byNode = [];
        private readonly List<int> _starts = [];
        private readonly List<int> _frameFrom = [];
        private ulong[] _names = [];
        private int[] _framesNaming = [];
        private bool _isBuilt;

        internal SyntaxTree Tree { get; } = tree;

        internal Words Words { get; } = words;

        /// <summary>The outermost types that have a part here.</summary>
        internal List<string> Types { get; } = [];

        internal File Built()
        {
            if (!_isBuilt)
            {
                _isBuilt = true;
                AddFrames();
                AddNames();
            }
            return this;
        }

        /// <summary>The body, or head of a type, that a node declares, or null.</summary>
        internal DeclaredFrame? Of(SyntaxNode node) => _byNode.TryGetValue(node, out var frame) ? frame : null;

        /// <summary>The innermost body, or head of a type, around a place, or null.</summary>
        internal DeclaredFrame? At(int position)
        {
            var change = _starts.BinarySearch(position);
            if (change < 0)
                change = ~change - 1;
            while (change >= 0 && change + 1 < _starts.Count && _starts[change + 1] == position)
                change++;
            return change >= 0 && _frameFrom[change] is var frame and not None ? _frames[frame] : null;
        }

        /// <summary>The bodies in which a word stands, in the order of the source.</summary>
        internal IEnumerable<DeclaredFrame> Naming(ulong word)
        {
            var at = Array.BinarySearch(_names, word);
            if (at < 0)
                return [];
            var (first, last) = (at, at);
            while (first > 0 && _names[first - 1] == word)
                first--;
            while (last + 1 < _names.Length && _names[last + 1] == word)
                last++;
            return _framesNaming.Skip(first).Take(last - first + 1).Distinct().OrderBy(f => f).Select(f => _frames[f]);
        }

        private void AddFrames()
        {
            var around = new Stack<(SyntaxNode Node, int Frame)>();
            var topLevel = None;
            foreach (var node in Tree.GetRoot().DescendantNodesAndSelf(IsAround))
            {
                var frame = None;
                switch (node)
                {
                    case CompilationUnitSyntax unit:
                        if (unit.Members.Any(m => m is GlobalStatementSyntax))
                            topLevel = Add(unit);
                        continue;
                    case GlobalStatementSyntax:
                        frame = topLevel;
                        break;
                    case EnumDeclarationSyntax or EnumMemberDeclarationSyntax or DelegateDeclarationSyntax or BaseNamespaceDeclarationSyntax:
                        break;
                    case MemberDeclarationSyntax:
                        frame = Add(node);
                        break;
                    default:
                        continue;
                }
                Leave(node.FullSpan.Start);
                around.Push((node, frame));
                // Comments before and after are nobody's.
                Change(node.FullSpan.Start, None);
                Change(node.SpanStart, frame);
            }
            Leave(int.MaxValue);

            int Add(SyntaxNode node)
            {
                var frame = new DeclaredFrame(node, Outermost(node)?.Identifier.ValueText ?? "");
                _frames.Add(frame);
                _byNode.Add(node, frame);
                return _frames.Count - 1;
            }

            void Leave(int position)
            {
                while (around.Count > 0 && around.Peek().Node.FullSpan.End <= position)
                {
                    var left = around.Pop().Node;
                    Change(left.Span.End, None);
                    Change(left.FullSpan.End, around.Count > 0 ? around.Peek().Frame : None);
                }
            }

            void Change(int start, int frame)
            {
                _starts.Add(start);
                _frameFrom.Add(frame);
            }
        }

        private void AddNames()
        {
            var names = new List<ulong>();
            var frames = new List<int>();
            var (next, frame) = (0, None);
            foreach (var (position, word) in Words.In(Tree.GetText()))
            {
                while (next < _starts.Count && _starts[next] <= position)
                    frame = _frameFrom[next++];
                if (frame == None)
                    continue;
                names.Add(word);
                frames.Add(frame);
            }
            _names = [.. names];
            _framesNaming = [.. frames];
            Array.Sort(_names, _framesNaming);
        }
    }
}
