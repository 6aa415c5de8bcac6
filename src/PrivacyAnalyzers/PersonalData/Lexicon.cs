using System;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PrivacyAnalyzers.PersonalData;

/// <summary>What the lexicon recognised: the category, and why, for the message.</summary>
internal sealed record Recognition(string Category, string Reason);

/// <summary>
/// Recognises personal data by the names and types of members. What ends the name decides: <c>WorkEmail</c> is an e-mail address,
/// <c>EmailTemplate</c> a template. The words before it, the type of the value and the type around it may speak against that.
/// </summary>
internal static class Lexicon
{
    private static readonly Lazy<LexiconData> s_data = new(LexiconData.Load);

    /// <summary>The published vocabulary, in its order.</summary>
    internal static ImmutableArray<LexiconKind> Kinds => s_data.Value.Kinds;

    /// <summary>Whether a name alone can be one of personal data: a cheap question to ask before there are symbols.</summary>
    internal static bool MayName(string name) => Find(new NameWords(name)) is not null;

    /// <summary>Whether an attribute of this name (as written, without namespace) confirms personal data.</summary>
    internal static bool MayConfirm(string attributeName) =>
        attributeName == "DataType" || s_data.Value.Attributes.ContainsKey(WithoutSuffix(attributeName));

    /// <summary>Whether a type of this simple name may by itself be personal data.</summary>
    internal static bool MayBeType(string typeName) => s_data.Value.TypeNames.Contains(typeName);

    /// <summary>
    /// What a property, field or parameter is recognised as, or null. Where a mark already says that it is personal
    /// (<paramref name="marked"/>), what surrounds it is not asked.
    /// </summary>
    internal static Recognition? Recognize(ISymbol symbol, bool marked = false)
    {
        if (symbol is ITypeSymbol named)
            return marked && Find(new NameWords(named.Name)) is { } ofType ? new Recognition(ofType.Terms[0].Kind.Id, Says(ofType.Terms[0])) : null;
        var type = symbol switch
        {
            IPropertySymbol { IsIndexer: false } property => property.Type,
            IFieldSymbol { IsConst: false, IsImplicitlyDeclared: false } field => field.Type,
            IParameterSymbol parameter => parameter.Type,
            _ => null,
        };
        if (type is null)
            return null;
        var surroundings = marked ? null : new Surroundings(symbol, s_data.Value);
        if (surroundings is { SpeaksAgainst: true } || !marked && IsConstant(symbol))
            return null;

        if (FromAttribute(symbol, type) is { } confirmed)
            return confirmed;
        if (FromType(type) is { } typed)
            return typed;
        if (Find(new NameWords(symbol.Name)) is not { } match)
            return null;
        foreach (var term in match.Terms)
            if (Fits(type, term.Kind) && (surroundings is null || surroundings.Admits(term, match)))
                return new Recognition(term.Kind.Id, Says(term));
        return null;
    }

    private static string Says(LexiconTerm term) => $"its name says '{term.Text}'";

    private static string WithoutSuffix(string attributeName) =>
        attributeName.EndsWith("Attribute", StringComparison.Ordinal) ? attributeName.Substring(0, attributeName.Length - 9) : attributeName;

    /// <summary>The longest term that ends a name; numbers and words such as <c>Text</c> may follow it.</summary>
    private static LexiconMatch? Find(NameWords words)
    {
        var data = s_data.Value;
        var end = words.Count;
        for (var stripped = 0; end > 0 && stripped < 3; stripped++)
        {
            if (data.Longest(words, end) is { } match)
                return match;
            var last = words[end - 1];
            if (!char.IsDigit(last[0]) && !data.Tails.Contains(last))
                return null;
            end--;
        }
        return null;
    }

    private static Recognition? FromAttribute(ISymbol symbol, ITypeSymbol type)
    {
        if (Labels.Unwrap(type)?.SpecialType is not (SpecialType.System_String or SpecialType.System_Int64))
            return null;
        foreach (var attribute in symbol.GetAttributes())
        {
            if (attribute.AttributeClass is not { } name || name.ContainingNamespace?.ToDisplayString() != "System.ComponentModel.DataAnnotations")
                continue;
            var text = WithoutSuffix(name.Name);
            if (text == "DataType" && attribute.ConstructorArguments.Length == 1 && attribute.ConstructorArguments[0] is { Kind: TypedConstantKind.Enum, Value: int kind })
                text = kind switch { 5 => "Phone", 10 => "EmailAddress", 14 => "CreditCard", _ => text };
            if (s_data.Value.Attributes.TryGetValue(text, out var category))
                return new Recognition(category, $"it bears [{WithoutSuffix(name.Name)}]");
        }
        return null;
    }

    private static Recognition? FromType(ITypeSymbol type) =>
        Labels.Unwrap(type) is INamedTypeSymbol named && s_data.Value.TypeNames.Contains(named.Name)
            && s_data.Value.Types.TryGetValue(named.ContainingNamespace?.ToDisplayString() + "." + named.Name, out var category)
            ? new Recognition(category, $"its type is '{named.Name}'")
            : null;

    private static bool Fits(ITypeSymbol type, LexiconKind kind)
    {
        if (type is IArrayTypeSymbol { ElementType.SpecialType: SpecialType.System_Byte })
            return kind.Has("bytes");
        var value = Labels.Unwrap(type);
        switch (value?.SpecialType)
        {
            case null or SpecialType.System_Object:
                return false;
            case SpecialType.System_String or SpecialType.System_Char:
                return kind.Has("text");
            case SpecialType.System_Boolean:
                return kind.Has("bool");
            case SpecialType.System_DateTime:
                return kind.Has("date");
            case >= SpecialType.System_SByte and <= SpecialType.System_Double:
                return kind.Has("number");
        }
        if (value is not INamedTypeSymbol named)
            return false;
        if (named.TypeKind == TypeKind.Enum)
            return kind.Has("enum");
        switch (named.Name)
        {
            case "Guid":
                return kind.Has("guid");
            case "DateOnly" or "DateTimeOffset" or "LocalDate" or "Instant":
                return kind.Has("date");
            case "Uri":
                return kind.Has("uri") || kind.Has("text");
            case "IPAddress":
                return kind.Has("ip");
            case "Stream" or "IFormFile" or "Image" or "Bitmap" or "Byte" or "BinaryData":
                return kind.Has("bytes");
            case "StringValues" or "SecureString":
                return kind.Has("text");
        }
        if (kind.Has("geo") && s_data.Value.GeoTypes.Contains(named.Name))
            return true;
        return IsValueObject(named) && Find(new NameWords(named.Name)) is { } match && match.Terms.Any(t => t.Kind == kind);
    }

    /// <summary>A small type made for one kind of value (<c>EmailAddress</c>, <c>PhoneNumber</c>), not an object with members of its own.</summary>
    private static bool IsValueObject(INamedTypeSymbol type) =>
        type.TypeKind is TypeKind.Class or TypeKind.Struct && type.Arity == 0 && !type.IsStatic && !type.IsAbstract
        && type.GetMembers().Count(m => m is IPropertySymbol { IsStatic: false, DeclaredAccessibility: Accessibility.Public, IsIndexer: false }) <= 2;

    /// <summary>A property that always gives the same literal says nothing of a person.</summary>
    private static bool IsConstant(ISymbol symbol)
    {
        if (symbol is IFieldSymbol { IsStatic: true, IsReadOnly: true } or IPropertySymbol { IsStatic: true, SetMethod: null })
            return true;
        return symbol is IPropertySymbol { SetMethod: null } && symbol.DeclaringSyntaxReferences.Length == 1
            && symbol.DeclaringSyntaxReferences[0].GetSyntax() is PropertyDeclarationSyntax { ExpressionBody.Expression: { } value }
            && (value is LiteralExpressionSyntax || value is InvocationExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: "nameof" } }
                || value.IsKind(SyntaxKind.ThrowExpression));
    }

    /// <summary>What the type around a member and the member's accessibility say.</summary>
    private sealed class Surroundings
    {
        private readonly LexiconData _data;
        private readonly INamedTypeSymbol? _type;
        private readonly NameWords _words;
        private int _head = -1;
        private bool? _person;

        internal Surroundings(ISymbol symbol, LexiconData data)
        {
            _data = data;
            _type = symbol.ContainingType;
            SpeaksAgainst = symbol is not IParameterSymbol && (_type is null || _type.TypeKind is TypeKind.Enum or TypeKind.Delegate || IsPrivate(symbol));
            for (var type = _type; type is not null && !SpeaksAgainst; type = type.ContainingType)
            {
                _words = new NameWords(type.Name);
                _head = _words.Count;
                if (!SkipCarriers(ReferenceEquals(type, _type)))
                {
                    SpeaksAgainst = true;
                    return;
                }
                // What follows a preposition only says more: GetUserById, RegisterFromAdmin.
                for (var i = 1; i < _head; i++)
                {
                    if (!data.Prepositions.Contains(_words[i]) || Pair(i) is { } verb && data.Alone.Contains(verb)
                        || Pair(i + 1) is { } adjective && data.Adjectives.Contains(adjective))
                        continue;
                    _head = i;
                    SkipCarriers(mayBeOfTheApp: false);
                    break;
                }
                // A nested InputModel speaks of what the type around it is about.
                if (_head >= 0 || IsAlone)
                    break;
            }
        }

        /// <summary>Private, an enum member, or a member of a service or of the settings of the app.</summary>
        internal bool SpeaksAgainst { get; }

        /// <summary>Moves the head before it to the last word that is no carrier; false at a word for a service or for settings.</summary>
        private bool SkipCarriers(bool mayBeOfTheApp)
        {
            while (--_head >= 0)
            {
                var word = _words[_head];
                if (mayBeOfTheApp && IsOfTheApp(word))
                    return false;
                if (!_data.Carriers.Contains(word) && !char.IsDigit(word[0]))
                    break;
            }
            return true;
        }

        private string? Head => _head >= 0 ? _words[_head] : null;

        /// <summary>A name such as <c>Profile</c> or <c>AccountDto</c>, in which only words for carriers stand.</summary>
        private bool IsAlone
        {
            get
            {
                for (var i = 0; i < _words.Count; i++)
                {
                    if (IsAloneAt(i))
                        return true;
                    if (!_data.Verbs.Contains(_words[i]))
                        return false;
                }
                return false;
            }
        }

        private bool IsAloneAt(int index) =>
            _data.Alone.Contains(_words[index]) || Pair(index + 1) is { } pair && _data.Alone.Contains(pair);

        /// <summary>A word of the type's name and the one before it, joined.</summary>
        private string? Pair(int end) => end > 0 && end < _words.Count ? _words.Joined(end - 1, end + 1) : null;

        internal bool Admits(LexiconTerm term, LexiconMatch match)
        {
            var before = match.Start;
            for (var i = 0; i < before; i++)
                if (_data.Speaks.Contains(match.Words[i]))
                    return false;
            if (term.Kind.NotIn.Count > 0 && Mentions(term.Kind.NotIn))
                return false;
            var previous = before > 0 ? match.Words[before - 1] : null;
            if (previous is not null && (_data.Organisations.Contains(previous) || term.Kind.Not.Contains(previous)))
                return false;
            if (previous is not null && _data.Persons.Contains(previous) && !IsAddress(previous))
                return true;
            // The contact's name of a shop is that of a person.
            var namesPerson = before + 1 < match.Words.Count && !IsAddress(match.Words[before]) && _data.Persons.Contains(match.Words[before]);
            if (!namesPerson && Head is { } head && (IsOrganisation(head) || term.Kind.Not.Contains(head) && !IsPersonHead))
                return false;
            if (!term.NeedsPerson || previous is not null && (IsAddress(previous) || term.Kind.IsPartOfAddress && _data.Postal.Contains(previous)))
                return true;
            for (var i = 0; i < before; i++)
                if (!_data.Neutral.Contains(match.Words[i]))
                    return false;
            // The address in an address or a checkout may as well be one of the network or of a wallet.
            if (before == 0 && term.Kind.Id == "contact.address" && Head is { } thing && (IsAddress(thing) || thing == "checkout") && !HasPartsOfAddress())
                return false;
            return IsPerson || Head is { } type && term.Kind.In.Contains(type);
        }

        /// <summary>
        /// Whether one of the words, or two in a row, stands in the name of the type; not the verb of <c>UpdateUserRequest</c>, nor
        /// what a <c>ConfirmEmail</c> is about.
        /// </summary>
        private bool Mentions(ImmutableHashSet<string> words)
        {
            for (var i = _head > 0 && _data.Verbs.Contains(_words[0]) ? 1 : 0; i < _words.Count; i++)
                if (words.Contains(_words[i]) && !(Pair(i) is { } about && _data.Alone.Contains(about)) || Pair(i + 1) is { } pair && words.Contains(pair))
                    return true;
            return false;
        }

        /// <summary>What is no person but has a name and an address, or the address of such (<c>VendorAddress</c>).</summary>
        private bool IsOrganisation(string head) =>
            IsAddress(head)
                ? _head > 0 && _data.Organisations.Contains(_words[_head - 1]) && !_data.Neutral.Contains(_words[_head - 1])
                : _data.Organisations.Contains(head) && !IsPersonPhrase;

        /// <summary>Settings of the app and services, but for what a user has set.</summary>
        private bool IsOfTheApp(string word)
        {
            if (_data.Code.Contains(word))
                return true;
            return _data.Settings.Contains(word) && !(_head > 0 && _words[_head - 1] is "user" or "profile");
        }

        /// <summary>What has an address may be a person or not; what stands in one is as personal as the address.</summary>
        private static bool IsAddress(string word) => word is "address" or "anschrift" or "adresse";

        /// <summary>Two words that mean a person together: a <c>JobApplication</c> speaks of the applicant.</summary>
        private bool IsPersonPhrase => Pair(_head) is { } pair && _data.Persons.Contains(pair);

        private bool IsPersonHead =>
            Head is { } head && (_data.Persons.Contains(head) || IsPersonPhrase)
            && !(IsAddress(head) && _head > 0 && _data.NoPostalAddress.Contains(_words[_head - 1]));

        private bool IsPerson => _person ??= IsPersonHead || IsAlone && (_head < 0 || _data.Alone.Contains(Head!) || Pair(_head) is { } pair && _data.Alone.Contains(pair)) || HasPersonMembers();

        private bool HasPersonMembers()
        {
            for (var type = _type; type is { SpecialType: SpecialType.None }; type = type.BaseType)
                foreach (var name in type.MemberNames)
                    if (Find(new NameWords(name)) is { Start: 0 } match && match.Terms.Any(t => !t.NeedsPerson && t.Kind.Id is "identity.first-name" or "identity.last-name" or "identity.birth-date"))
                        return true;
            return false;
        }

        private bool HasPartsOfAddress() =>
            _type is not null && _type.MemberNames.Any(name => Find(new NameWords(name)) is { } match && match.Terms.Any(t => t.Kind.IsPartOfAddress));

        private static bool IsPrivate(ISymbol symbol)
        {
            for (var s = symbol; s is not null and not INamespaceSymbol; s = s.ContainingSymbol)
                if (s.DeclaredAccessibility == Accessibility.Private)
                    return true;
            return false;
        }
    }
}
