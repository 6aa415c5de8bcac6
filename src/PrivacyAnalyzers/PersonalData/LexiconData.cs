using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Text.Json;

namespace PrivacyAnalyzers.PersonalData;

/// <summary>One kind of personal data of the published vocabulary.</summary>
internal sealed class LexiconKind
{
    internal LexiconKind(string id, string name, string dpv, string fideslang, ImmutableArray<string> types, ImmutableArray<string> terms, ImmutableArray<string> personTerms, ImmutableHashSet<string> not, ImmutableHashSet<string> notIn, ImmutableHashSet<string> @in)
    {
        Id = id;
        Name = name;
        Dpv = dpv;
        Fideslang = fideslang;
        Types = types;
        Terms = terms;
        PersonTerms = personTerms;
        Not = not;
        NotIn = notIn;
        In = @in;
    }

    /// <summary>Id of the category.</summary>
    internal string Id { get; }

    internal string Name { get; }

    /// <summary>The corresponding term of W3C DPV (<c>dpv:</c>, or <c>pd:</c> of its extension for personal data).</summary>
    internal string Dpv { get; }

    /// <summary>The corresponding data category of fideslang.</summary>
    internal string Fideslang { get; }

    /// <summary>What values may be: text, number, date, bool, enum, guid, bytes, uri, ip, geo.</summary>
    internal ImmutableArray<string> Types { get; }

    /// <summary>Names that mean this in any type.</summary>
    internal ImmutableArray<string> Terms { get; }

    /// <summary>Names that mean this only in a type that is about a person (<c>User.Name</c>), or right after a word for one (<c>CustomerName</c>).</summary>
    internal ImmutableArray<string> PersonTerms { get; }

    /// <summary>Words that, right before the term or as what the type around it is, mean something else (<c>ListenAddress</c>).</summary>
    internal ImmutableHashSet<string> Not { get; }

    /// <summary>Words, or two in a row, that, anywhere in the name of the type around it, mean something else (<c>SmtpAccount.UserName</c>).</summary>
    internal ImmutableHashSet<string> NotIn { get; }

    /// <summary>Words that, as what the type around it is, stand for a person (<c>SetPassword.Password</c>).</summary>
    internal ImmutableHashSet<string> In { get; }

    /// <summary>City, street and the like.</summary>
    internal bool IsPartOfAddress => Id.StartsWith("contact.address.", StringComparison.Ordinal);

    internal bool Has(string type) => Types.Contains(type);
}

/// <summary>A name of a kind.</summary>
internal sealed record LexiconTerm(LexiconKind Kind, string Text, bool NeedsPerson);

/// <summary>The terms that end a name, and where they start in it.</summary>
internal sealed record LexiconMatch(ImmutableArray<LexiconTerm> Terms, NameWords Words, int Start);

/// <summary>The embedded lexicon, read once.</summary>
internal sealed class LexiconData
{
    internal const string Resource = "PersonalData/lexicon.json";

    private readonly Dictionary<string, ImmutableArray<LexiconTerm>> _terms = new(StringComparer.Ordinal);
    private readonly int _longest;

    private LexiconData(JsonElement root)
    {
        var words = root.GetProperty("words");
        Persons = Set(words, "persons");
        Alone = Set(words, "alone");
        Carriers = Set(words, "carriers");
        Verbs = Set(words, "verbs");
        Organisations = Set(words, "organisations");
        Settings = Set(words, "settings");
        Code = Set(words, "code");
        Speaks = Set(words, "speaks");
        Neutral = Set(words, "neutral");
        Prepositions = Set(words, "prepositions");
        Adjectives = Set(words, "adjectives");
        Postal = Set(words, "postal");
        Tails = Set(words, "tails");
        GeoTypes = [.. Strings(root, "geoTypes")];
        Attributes = Map(root, "attributes");
        Types = Map(root, "types");
        TypeNames = [.. Types.Keys.Select(n => n.Substring(n.LastIndexOf('.') + 1))];

        var kinds = ImmutableArray.CreateBuilder<LexiconKind>();
        foreach (var element in root.GetProperty("kinds").EnumerateArray())
        {
            var kind = new LexiconKind(Text(element, "id"), Text(element, "name"), Text(element, "dpv"), Text(element, "fideslang"),
                Strings(element, "types"), Strings(element, "terms"), Strings(element, "personTerms"), Set(element, "not"), Set(element, "notIn"), Set(element, "in"));
            kinds.Add(kind);
            foreach (var term in kind.Terms)
                Add(new LexiconTerm(kind, term, false));
            foreach (var term in kind.PersonTerms)
                Add(new LexiconTerm(kind, term, true));
        }
        Kinds = kinds.ToImmutable();
        _longest = _terms.Keys.Max(k => k.Length);
        NoPostalAddress = Kinds.First(k => k.Id == "contact.address").Not;
    }

    internal ImmutableArray<LexiconKind> Kinds { get; }

    /// <summary>Words for people, and two in a row that mean one (<c>JobApplication</c>).</summary>
    internal ImmutableHashSet<string> Persons { get; }

    /// <summary>Words that mean a person only if no other word stands with them (<c>Profile</c>, not <c>EncodingProfile</c>).</summary>
    internal ImmutableHashSet<string> Alone { get; }

    /// <summary>Words at the end of a type's name that say how it carries what it is about (<c>Dto</c>).</summary>
    internal ImmutableHashSet<string> Carriers { get; }

    /// <summary>Words at the beginning of a type's name that say what is done with what it is about (<c>Create</c>).</summary>
    internal ImmutableHashSet<string> Verbs { get; }

    /// <summary>Words for what is no person but has a name, an address and a telephone.</summary>
    internal ImmutableHashSet<string> Organisations { get; }

    /// <summary>Words for types that hold the settings of the app itself.</summary>
    internal ImmutableHashSet<string> Settings { get; }

    /// <summary>Words for types that do something rather than hold data.</summary>
    internal ImmutableHashSet<string> Code { get; }

    /// <summary>Words of names that only speak about data (<c>RequireEmail</c>).</summary>
    internal ImmutableHashSet<string> Speaks { get; }

    /// <summary>Words that may stand before a name which needs a person without changing what it is.</summary>
    internal ImmutableHashSet<string> Neutral { get; }

    /// <summary>Words within a type's name after which comes nothing but what the words before it refer to.</summary>
    internal ImmutableHashSet<string> Prepositions { get; }

    /// <summary>A preposition and a word that together say of what kind the words after them are (<c>InProgress</c>).</summary>
    internal ImmutableHashSet<string> Adjectives { get; }

    /// <summary>Words that, before a part of an address, say whose it is (<c>BillingCity</c>).</summary>
    internal ImmutableHashSet<string> Postal { get; }

    /// <summary>Words that may follow a term without changing what it is.</summary>
    internal ImmutableHashSet<string> Tails { get; }

    internal ImmutableHashSet<string> GeoTypes { get; }

    /// <summary>Attributes of DataAnnotations that confirm a category.</summary>
    internal ImmutableDictionary<string, string> Attributes { get; }

    /// <summary>Types, by full name, whose every value is personal.</summary>
    internal ImmutableDictionary<string, string> Types { get; }

    internal ImmutableHashSet<string> TypeNames { get; }

    /// <summary>Words before <c>Address</c> that make it none where people live.</summary>
    internal ImmutableHashSet<string> NoPostalAddress { get; }

    internal static LexiconData Load()
    {
        using var stream = typeof(LexiconData).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException(Resource);
        using var document = JsonDocument.Parse(ReadAll(stream));
        return new LexiconData(document.RootElement);
    }

    /// <summary>The longest term that is the words of a name up to an end.</summary>
    internal LexiconMatch? Longest(NameWords words, int end)
    {
        LexiconMatch? match = null;
        for (var from = end - 1; from >= 0; from--)
        {
            var key = words.Joined(from, end);
            if (key.Length > _longest)
                break;
            if (_terms.TryGetValue(key, out var terms))
                match = new LexiconMatch(terms, words, from);
        }
        return match;
    }

    private static byte[] ReadAll(Stream stream)
    {
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }

    private void Add(LexiconTerm term)
    {
        AddSpelling(term.Text, term);
        // Identifiers spell ä, ö and ü as ae, oe and ue where they keep to ASCII.
        if (term.Text.IndexOfAny(['ä', 'ö', 'ü']) >= 0)
            AddSpelling(term.Text.Replace("ä", "ae").Replace("ö", "oe").Replace("ü", "ue"), term);
    }

    private void AddSpelling(string text, LexiconTerm term)
    {
        var key = new NameWords(text).Text;
        AddKey(key, term);
        if (key.Length > 3 && key[key.Length - 1] is >= 'a' and <= 'z' and not 's')
            AddKey(key[key.Length - 1] == 'y' && key[key.Length - 2] is not ('a' or 'e' or 'o') ? key.Substring(0, key.Length - 1) + "ies" : key + "s", term);
        else if (key.EndsWith("ss", StringComparison.Ordinal))
            AddKey(key + "es", term);
    }

    private void AddKey(string key, LexiconTerm term)
    {
        if (!_terms.TryGetValue(key, out var terms))
            _terms.Add(key, [term]);
        else if (!terms.Any(t => t.Kind == term.Kind))
            _terms[key] = terms.Add(term);
    }

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString() ?? "";

    private static ImmutableArray<string> Strings(JsonElement element, string name) =>
        element.TryGetProperty(name, out var array) ? [.. array.EnumerateArray().Select(e => e.GetString() ?? "")] : [];

    private static ImmutableHashSet<string> Set(JsonElement element, string name) =>
        ImmutableHashSet.CreateRange(StringComparer.Ordinal, Strings(element, name).Select(text => new NameWords(text).Text));

    private static ImmutableDictionary<string, string> Map(JsonElement element, string name) =>
        element.GetProperty(name).EnumerateObject().ToImmutableDictionary(p => p.Name, p => p.Value.GetString() ?? "", StringComparer.Ordinal);
}
