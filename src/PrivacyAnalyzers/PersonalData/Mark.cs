using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace PrivacyAnalyzers.PersonalData;

/// <summary>Who made a mark.</summary>
internal enum MarkOrigin
{
    /// <summary><c>[PersonalInformation]</c> on the member, parameter or result, or inherited from what it overrides or implements.</summary>
    Own,

    /// <summary>An attribute of ASP.NET Core Identity or a data classification of Microsoft.Extensions.Compliance.</summary>
    Foreign,

    /// <summary>The type of the value is marked.</summary>
    Type,

    /// <summary>Recognised by the lexicon, with inference <c>enforce</c>.</summary>
    Inferred,

    /// <summary>A source of the catalogue: a platform gives it without a mark.</summary>
    Source,
}

/// <summary>What a mark says of a value: its category and the purposes it may serve.</summary>
internal sealed class Mark
{
    internal Mark(ISymbol symbol, string category, ImmutableArray<string> purposes, MarkOrigin origin, AttributeData? attribute, bool encryptedAtRest = false)
    {
        Symbol = symbol;
        Category = category;
        Purposes = purposes;
        Origin = origin;
        Attribute = attribute;
        EncryptedAtRest = encryptedAtRest;
    }

    /// <summary>The same mark on another symbol: what inherits it.</summary>
    internal Mark On(ISymbol symbol) => new(symbol, Category, Purposes, Origin, Attribute, EncryptedAtRest);

    /// <summary>The marked member, parameter, method (its result) or type, or the source API; the original definition.</summary>
    internal ISymbol Symbol { get; }

    /// <summary>Id of the category.</summary>
    internal string Category { get; }

    /// <summary>The purposes on the mark itself; empty: those of the category's entry in the policy.</summary>
    internal ImmutableArray<string> Purposes { get; }

    internal MarkOrigin Origin { get; }

    /// <summary>The attribute that marks, where there is one.</summary>
    internal AttributeData? Attribute { get; }

    /// <summary>Whether the store encrypts the value by itself (<c>[ProtectedPersonalData]</c>).</summary>
    internal bool EncryptedAtRest { get; }

    /// <summary>How messages name what is marked: <c>Account.Email</c>, a parameter's name, a type's name.</summary>
    internal string DisplayName => Symbol switch
    {
        IParameterSymbol or ITypeSymbol => Symbol.Name,
        _ when Symbol.ContainingType is { } type => type.Name + "." + Symbol.Name,
        _ => Symbol.Name,
    };
}
