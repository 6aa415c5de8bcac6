using System.Text;
using System.Text.RegularExpressions;
using PrivacyAnalyzers.PersonalData;
using PrivacyAnalyzers.Tests.Conformance;

namespace PrivacyAnalyzers.Tests.PersonalData;

/// <summary>
/// The published vocabulary: well-formed, and documented as it is. With the environment variable UPDATE_DOCS=1 the page is written
/// anew instead.
/// </summary>
public partial class VocabularyTests
{
    [Fact]
    public void IsWellFormed()
    {
        Assert.True(Lexicon.Kinds.Length >= 150);
        var ids = Lexicon.Kinds.Select(k => k.Id).ToHashSet();
        Assert.Equal(Lexicon.Kinds.Length, ids.Count);
        string[] types = ["text", "number", "date", "bool", "enum", "guid", "bytes", "uri", "ip", "geo"];
        Assert.All(Lexicon.Kinds, kind =>
        {
            Assert.Matches(Id(), kind.Id);
            Assert.Matches("^(dpv|pd):[A-Z][A-Za-z]+$", kind.Dpv);
            Assert.StartsWith("user", kind.Fideslang, StringComparison.Ordinal);
            Assert.NotEmpty(kind.Name);
            Assert.All(kind.Types, t => Assert.Contains(t, types.Append("any")));
            Assert.True(kind.Id.LastIndexOf('.') is var dot && dot < 0 || ids.Contains(kind.Id[..dot]), $"{kind.Id}: nothing above it");
        });
    }

    [Theory]
    [InlineData("IPAddress", "ip address")]
    [InlineData("m_homePhone2", "home phone 2")]
    [InlineData("USER_EMAIL", "user email")]
    [InlineData("Straße", "strasse")]
    [InlineData("用户Email", "用 户 email")]
    [InlineData("_", "")]
    [InlineData("AdresseÉlectronique", "adresse electronique")]
    [InlineData("Tele\u0301fono", "telefono")]
    [InlineData("ÂäÇÉîÑøÚý", "aa c ei no uy")]
    [InlineData("ĀčĘğİłŃőŘšŤůŹž", "ac eg il no rs tu zz")]
    public void Words(string name, string expected)
    {
        var words = new NameWords(name);
        Assert.Equal(expected, string.Join(' ', Enumerable.Range(0, words.Count).Select(i => words[i])));
    }

    [Fact]
    public void PageIsUpToDate()
    {
        var path = Product.PathOf("docs", "vocabulary.md");
        var expected = Page();
        if (Environment.GetEnvironmentVariable("UPDATE_DOCS") == "1")
            File.WriteAllText(path, expected);
        Assert.True(File.Exists(path) && File.ReadAllText(path) == expected, $"{path} differs from the lexicon; `UPDATE_DOCS=1 dotnet test --filter Vocabulary` writes it anew.");
    }

    private static string Page()
    {
        var page = new StringBuilder(
            """
            # Vocabulary

            The categories of personal data that the rules recognise by name and that built-in sources give, with the corresponding terms of the [W3C Data Privacy Vocabulary](https://w3id.org/dpv/pd) (`pd:` its extension for personal data) and of [fideslang](https://ethyca.github.io/fideslang/). A policy may name others.

            A dot narrows: an entry of the policy for `contact` covers `contact.email`. Names in parentheses count only in a type that is about a person, or right after a word for one. How names are read says [PRIV1001](rules/PRIV1001.md). This page is written from the lexicon by a test.

            | Category | Meaning | DPV | fideslang | Values | Names |
            | --- | --- | --- | --- | --- | --- |

            """);
        foreach (var kind in Lexicon.Kinds)
        {
            var names = kind.Terms.Concat(kind.PersonTerms.Select(t => $"({t})"));
            page.Append($"| `{kind.Id}` | {kind.Name} | {kind.Dpv} | {kind.Fideslang} | {string.Join(", ", kind.Types)} | {string.Join(", ", names)} |\n");
        }
        return page.ToString();
    }

    [GeneratedRegex(@"^[a-z][a-z0-9]*(-[a-z0-9]+)*(\.[a-z][a-z0-9]*(-[a-z0-9]+)*)*$")]
    private static partial Regex Id();
}
