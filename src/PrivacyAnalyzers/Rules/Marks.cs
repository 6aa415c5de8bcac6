using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using PrivacyAnalyzers.PersonalData;

namespace PrivacyAnalyzers.Rules;

/// <summary>How messages speak of marks, and small things that rules on declarations share.</summary>
internal static class Marks
{
    /// <summary><c>'Account.Email' (contact.email) is</c>, or all of them joined, with <c>are</c>.</summary>
    internal static string Describe(IEnumerable<Mark> marks)
    {
        var names = marks.Select(m => $"'{m.DisplayName}' ({m.Category})").Distinct().ToList();
        return string.Join(", ", names) + (names.Count == 1 ? " is" : " are");
    }

    /// <summary>The last part of a possibly qualified name.</summary>
    internal static string SimpleName(NameSyntax name) => name switch
    {
        QualifiedNameSyntax qualified => qualified.Right.Identifier.ValueText,
        AliasQualifiedNameSyntax alias => alias.Name.Identifier.ValueText,
        SimpleNameSyntax simple => simple.Identifier.ValueText,
        _ => "",
    };
}
