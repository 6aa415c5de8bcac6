using Microsoft.CodeAnalysis;

namespace PrivacyAnalyzers.Rules;

/// <summary>Makes the descriptors of the rules, so that all have the same form of help link, tags and defaults.</summary>
internal static class Descriptors
{
    internal const string Minimization = "Privacy.Minimization";
    internal const string Purpose = "Privacy.Purpose";
    internal const string Exposure = "Privacy.Exposure";
    internal const string Storage = "Privacy.Storage";
    internal const string Transfer = "Privacy.Transfer";
    internal const string Permissions = "Privacy.Permissions";
    internal const string Rights = "Privacy.Rights";
    internal const string Policy = "Privacy.Policy";

    /// <summary>Where the page of a rule is published; the id and <c>.md</c> follow.</summary>
    internal const string HelpLinkBase = "https://github.com/privacyanalyzers/privacyanalyzers/blob/main/docs/rules/";

    /// <summary>The compilation-end form is for rules whose finding is known only when the whole compilation has been seen.</summary>
    internal static string[] Tags(bool compilationEnd) =>
        compilationEnd ? [WellKnownDiagnosticTags.CompilationEnd] : [];

    /// <summary>Link to the page of a rule.</summary>
    internal static string HelpLink(string id) => HelpLinkBase + id + ".md";
}
