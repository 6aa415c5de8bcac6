using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using PrivacyAnalyzers.Policy;

namespace PrivacyAnalyzers.Tests.Policy;

public class PolicyReaderTests
{
    private const string Start = """{ "name": "N", "version": "1", "purposes": { "a": { "description": "A" }, "a.b": { "description": "B", "compatibleWith": ["c"] }, "c": { "description": "C", "basis": "consent" } }, "categories": { "x": { "description": "X", "purposes": ["a"] } }""";

    private static PolicyFiles Read(params (string Path, string? Text)[] files) =>
        PolicyFiles.Read([.. files.Select(f => new File(f.Path, f.Text))]);

    private static IEnumerable<string> Problems(string text) =>
        Read(("/p/privacy-policy.json", text)).Problems.Select(p => p.RuleId + " " + (p.Location.GetLineSpan().StartLinePosition.Line + 1) + ":" + (p.Location.GetLineSpan().StartLinePosition.Character + 1));

    [Fact]
    public void LooksUpEntriesAndPurposes()
    {
        var policy = Read(("/p/Privacy-Policy.json", Start + "}")).Policy;
        Assert.Equal("a.b", policy.FindPurpose("a.b.c")!.Id);
        Assert.Equal("a", policy.FindPurpose("a.bc")!.Id);
        Assert.Null(policy.FindPurpose("ab"));
        Assert.Equal("x", policy.FindCategory("x.y")!.Id);
        Assert.Equal(["a"], policy.AllowedPurposes("x.y", []).AsEnumerable());
        Assert.Equal(["c"], policy.AllowedPurposes("x.y", ["c"]).AsEnumerable());
        Assert.True(policy.MayServe(["a"], "a.b"));
        Assert.False(policy.MayServe(["a.b"], "a"));
        Assert.True(policy.MayServe(["c"], "a.b"));
        Assert.True(policy.MayServe(["c"], "a.b.d"));
        Assert.False(policy.MayServe(["c"], "a"));
        Assert.True(policy.NeedsConsent("c.d"));
        Assert.Equal("x", policy.NearestId("y", PolicyKind.Category));
        Assert.Null(policy.NearestId("something.else", PolicyKind.Category));
    }

    [Theory]
    [InlineData("", "PRIV9002 1:1")]
    [InlineData("[]", "PRIV9002 1:1")]
    [InlineData("{\n  \"name\": \"é😀\" x }", "PRIV9002 2:17")]
    [InlineData("{\n  \"name\": \"\\ud800\" }", "PRIV9002 2:11")]
    [InlineData("\0\u0001\u0002", "PRIV9002 1:1")]
    public void GivesOneProblemForWhatIsNoPolicy(string text, string expected) => Assert.Equal([expected], Problems(text));

    [Fact]
    public void AcceptsWhatIsRight() => Assert.Empty(Problems(Start + """
        , // comment
          "hosts": ["*.example.com"], "storage": { "regions": ["CN"] }, "children": { "age": 14, "purposes": ["a.b.d"], }, }
        """));

    [Fact]
    public void AcceptsCommentsWhereverWhiteSpaceMayStand() => Assert.Empty(Problems("""
        // "a
        { // 'b'
          "name" // c "
          : // d
          "N // no comment" // e
          , /* f */ "version"/* g */:/* h */"1"/* i */, "purposes": { /* "j" */ },
          "categories": { "x" : { "description": "\\" /* k */, "purposes" : [ // l
          ] // m
          , } }
        } // n
        // o
        """));

    [Theory]
    [InlineData("{ \"name\": \"N\" /* ", "PRIV9002 1:15")]
    [InlineData("{ \"name\": /x/ \"N\" }", "PRIV9002 1:11")]
    [InlineData("{ // é😀 \"\n \"name\": 'N' }", "PRIV9002 2:10")]
    [InlineData("{ /* é😀 */ \"name\": 'N' }", "PRIV9002 1:21")]
    [InlineData("{ \"name\": \"N, // not closed\n \"version\": 1 }", "PRIV9002 1:28")]
    public void FindsWhatIsWrongBesideComments(string text, string expected) => Assert.Equal([expected], Problems(text));

    [Theory]
    [InlineData(",\n\"nam\": 1}", "PRIV9002 2:1")]
    [InlineData(",\n\"name\": \"M\"}", "PRIV9002 2:1")]
    [InlineData(",\n\"hosts\": {}}", "PRIV9002 2:10")]
    [InlineData(",\n\"children\": { \"age\": \"14\" }}", "PRIV9002 2:22")]
    [InlineData(",\n\"children\": { \"purposes\": [\"A\", \"d\"] }}", "PRIV9003 2:28", "PRIV9003 2:33")]
    [InlineData(",\n\"obligations\": { \"rights.access\": \"Show\" }}", "PRIV9002 2:1")]
    [InlineData(",\n\"permissions\": { \"camera\": { } }}", "PRIV9002 2:28", "PRIV9002 2:28")]
    [InlineData(",\n\"recipients\": { \"r\":\n{ \"name\": \"\", \"role\": \"processor\", \"categories\": [], \"purposes\": [] } }}", "PRIV9002 3:1", "PRIV9002 3:11")]
    [InlineData(",\n\"classifications\": { \"A.B\": \"y\" }}", "PRIV9003 2:29")]
    [InlineData(",\n\"crossBorder\": { \"allowedBy\": [\"anything\"] }}", "PRIV9002 2:32")]
    public void SaysWhatIsWrongAndWhere(string rest, params string[] expected) => Assert.Equal(expected, Problems(Start + rest));

    [Fact]
    public void ASecondPolicyIsOneTooMany()
    {
        var files = Read(("/b/privacy-policy.json", Start + "}"), ("/a/privacy-policy.json", Start + "}"), ("/a/privacy-policy.archive/1.json", "{"), ("/a/other.json", "{"));
        Assert.Equal(["/b/privacy-policy.json", "/a/privacy-policy.archive/1.json"], files.Problems.Select(p => p.Location.GetLineSpan().Path));
        Assert.True(files.IsReadable);
    }

    [Fact]
    public void NeverThrows()
    {
        Assert.Single(Read(("privacy-policy.json", null)).Problems);
        Assert.Single(Read(("privacy-policy.json", new string(' ', JsonTree.MaxLength + 1))).Problems);
        Assert.Single(Read(("privacy-policy.json", new string('[', 100_000))).Problems);
    }

    [Theory]
    [InlineData("P30D", true)]
    [InlineData("P1Y2M3DT4H5M6S", true)]
    [InlineData("P2W", true)]
    [InlineData("PT36H", true)]
    [InlineData("P0.5Y", true)]
    [InlineData("P", false)]
    [InlineData("PT", false)]
    [InlineData("P1DT", false)]
    [InlineData("30D", false)]
    [InlineData("P30", false)]
    [InlineData("P1D1Y", false)]
    [InlineData("30 days", false)]
    public void KnowsDurations(string text, bool expected) => Assert.Equal(expected, Retention.IsDuration(text));

    [Theory]
    [InlineData("P1Y", "P30D", true)]
    [InlineData("P4W", "P30D", false)]
    [InlineData("account", "P10Y", true)]
    [InlineData("P10Y", "account", false)]
    [InlineData("permanent", "account", true)]
    [InlineData("P1D", "none", true)]
    [InlineData(null, "permanent", true)]
    [InlineData("permanent", null, false)]
    public void ComparesRetentions(string? now, string? before, bool longer) => Assert.Equal(longer, Retention.IsLonger(now, before));

    private sealed class File(string path, string? text) : AdditionalText
    {
        public override string Path => path;

        public override SourceText? GetText(CancellationToken cancellationToken = default) => text is null ? null : SourceText.From(text);
    }
}
