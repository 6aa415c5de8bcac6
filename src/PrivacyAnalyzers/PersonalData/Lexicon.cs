using Microsoft.CodeAnalysis;

namespace PrivacyAnalyzers.PersonalData;

/// <summary>What the lexicon recognised: the category, and why, for the message.</summary>
internal sealed record Recognition(string Category, string Reason);

/// <summary>Recognises personal data by the names and types of members.</summary>
internal static class Lexicon
{
    /// <summary>What a property, field or parameter is recognised as, or null.</summary>
    internal static Recognition? Recognize(ISymbol symbol) => null;
}
