using Microsoft.CodeAnalysis.Text;

namespace PrivacyAnalyzers.Tests.Flow;

/// <summary>The words of a text, by which files are told apart before they are parsed further.</summary>
public class WordsTests
{
    [Theory]
    [InlineData("account.Email", "Email", true)]
    [InlineData("account.Email", "account", true)]
    [InlineData("account.EmailSent", "Email", false)]
    [InlineData("_email = 1;", "_email", true)]
    [InlineData("a1b2", "b2", false)]
    [InlineData("// Email", "Email", true)]
    [InlineData("\"Email\"", "Email", true)]
    [InlineData("größe", "größe", true)]
    [InlineData("", "Email", false)]
    public void Words_are_whole(string text, string word, bool contained) =>
        Assert.Equal(contained, Words(text).Contains(word));

    [Fact]
    public void Words_at_the_end_of_a_piece_of_the_text_are_whole()
    {
        var before = new string(' ', 4094);
        Assert.True(Words(before + "Email").Contains("Email"));
        Assert.False(Words(before + "Email").Contains("Em"));
        Assert.True(Words(new string('x', 5000) + " Email").Contains(new string('x', 5000)));
    }

    [Theory]
    [InlineData("map[\"key\"]", true)]
    [InlineData("map[key]", false)]
    public void A_text_in_brackets_is_a_key(string text, bool keys) => Assert.Equal(keys, Words(text).Contains("this[]"));

    private static Words Words(string text) => new(SourceText.From(text));
}
