using Microsoft.CodeAnalysis.Text;
using PrivacyAnalyzers.CodeFixes;
using PrivacyAnalyzers.Policy;

namespace PrivacyAnalyzers.Tests.Policy;

public class PolicyFileEditorTests
{
    [Fact]
    public void AddsBehindTheLastMemberAndItsComment()
    {
        const string text = """
            {
              // why
              "purposes": {
                "a": { "description": "A" } // first
              },
              "categories": {}
            }
            """;
        const string expected = """
            {
              // why
              "purposes": {
                "a": { "description": "A" }, // first
                "push-news": { "description": "Push news" }
              },
              "categories": {}
            }
            """;
        var once = PolicyFileEditor.AddPurpose(SourceText.From(text), "push-news");
        Assert.Equal(expected, once.ToString());
        Assert.Equal(expected, PolicyFileEditor.AddPurpose(once, "push-news").ToString());
    }

    [Fact]
    public void KeepsTrailingCommasAndTabs()
    {
        const string text = "{\r\n\t\"permissions\": {\r\n\t\t\"camera\": { \"description\": \"C\", \"purposes\": [\"a\",] },\r\n\t},\r\n}\r\n";
        var added = PolicyFileEditor.AddPermission(SourceText.From(text), "sms", ["a"]);
        Assert.Equal(
            "{\r\n\t\"permissions\": {\r\n\t\t\"camera\": { \"description\": \"C\", \"purposes\": [\"a\",] },\r\n\t\t\"sms\": { \"description\": \"Sms\", \"purposes\": [\"a\"] },\r\n\t},\r\n}\r\n",
            added.ToString());
        var extended = PolicyFileEditor.AddToEntry(SourceText.From(text), PolicyKind.Permission, "camera.front", "purposes", "b");
        Assert.Contains("\"purposes\": [\"a\", \"b\"]", extended.ToString());
    }

    [Fact]
    public void MakesWhatIsMissing()
    {
        var text = SourceText.From("{\n  \"name\": \"Café\"\n}\n");
        var added = PolicyFileEditor.AddCategory(text, "contact.email", []);
        Assert.Equal(
            "{\n  \"name\": \"Café\",\n  \"categories\": {\n    \"contact.email\": { \"description\": \"Contact email\", \"purposes\": [] }\n  }\n}\n",
            added.ToString());
        var listed = PolicyFileEditor.AddToEntry(added, PolicyKind.Category, "contact.email", "purposes", "account");
        Assert.Contains("\"purposes\": [\"account\"]", listed.ToString());
        var set = PolicyFileEditor.SetInEntry(listed, PolicyKind.Category, "contact.email", "retention", "\"P30D\"");
        Assert.Contains("\"purposes\": [\"account\"], \"retention\": \"P30D\" }", set.ToString());
    }

    [Theory]
    [InlineData("{\n  \"purposes\": {\n    \"a\": {},\n    \"b\": {}\n  }\n}", "b", "{\n  \"purposes\": {\n    \"a\": {}\n  }\n}")]
    [InlineData("{\n  \"purposes\": {\n    \"a\": {},\n    \"b\": {}\n  }\n}", "a", "{\n  \"purposes\": {\n    \"b\": {}\n  }\n}")]
    [InlineData("{ \"purposes\": { \"a\": {}, \"b\": {} } }", "b", "{ \"purposes\": { \"a\": {} } }")]
    [InlineData("{ \"purposes\": { \"a\": {}, \"b\": {} } }", "a", "{ \"purposes\": { \"b\": {} } }")]
    [InlineData("{ \"purposes\": { \"a\": {} } }", "c", "{ \"purposes\": { \"a\": {} } }")]
    public void Removes(string text, string id, string expected) =>
        Assert.Equal(expected, PolicyFileEditor.RemoveEntry(SourceText.From(text), PolicyKind.Purpose, id).ToString());

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{ \"purposes\": ")]
    [InlineData("{ \"purposes\": [] }")]
    public void LeavesWhatIsNoPolicy(string text) =>
        Assert.Equal(text, PolicyFileEditor.AddPurpose(SourceText.From(text), "a").ToString());
}
