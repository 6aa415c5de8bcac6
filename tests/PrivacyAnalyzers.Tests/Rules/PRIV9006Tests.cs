using PrivacyAnalyzers.Rules.PolicyFile;
using PrivacyAnalyzers.Testing;

namespace PrivacyAnalyzers.Tests.Rules;

public class PRIV9006Tests
{
    private const string Before = """{ "name": "N", "version": "1.9", "contact": "c", "purposes": { "p": {} }, "categories": { "a": { "purposes": ["p"], "retention": "P30D" } }, "obligations": { "rights.access": "Show" } }""";

    [Theory]
    [InlineData("""{ "version": "1.10", "contact": "c", "purposes": { "p": {}, [|"q"|]: {} }, "categories": { "a": { "purposes": ["p.q"], "retention": "P4W" } }, "obligations": { "rights.access": "See" } }""")]
    [InlineData("""{ "version": [|"1.10"|], "contact": [|"d"|], "purposes": { "p": {} }, "categories": { [|"a"|]: { "purposes": ["p"], "retention": "account" } } }""")]
    [InlineData("""{ "version": "1.10", "contact": "d", "purposes": { "q": {} }, "categories": {}, "changes": [ { "version": "1.10" } ] }""")]
    [InlineData("""{ "version": "1.10", "contact": "c", "purposes": {}, "categories": {}, "obligations": { "rights.access": "See", "rights.erasure": "Delete" } }""")]
    public Task Rule(string policy) => new PrivacyTest<ChangeNotAnnouncedAnalyzer> { TestCode = "class C;", Policy = policy }
        .WithFile("/privacy-policy.archive/1.9.json", Before)
        .WithFile("/privacy-policy.archive/1.8.json", """{ "version": "1.8" }""")
        .WithFile("/privacy-policy.archive/1.10.json", """{ "version": "1.10" }""").RunAsync();
}
