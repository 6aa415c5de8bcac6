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

    [Theory]
    [InlineData("\"purposes\": { \"p\": { \"basis\": \"consent\" } }", "\"purposes\": { [|\"p\"|]: { \"basis\": \"contract\" } }")]
    [InlineData("\"purposes\": { \"p\": {} }", "\"purposes\": { [|\"p\"|]: { \"compatibleWith\": [\"q\"] } }")]
    [InlineData("\"purposes\": { \"p\": {} }", "\"purposes\": { \"p\": { \"description\": \"other words\" } }")]
    [InlineData("\"purposes\": { \"p\": {}, \"q\": {} }", "\"purposes\": { \"p\": {} }")]
    [InlineData("\"categories\": { \"a\": { \"purposes\": [\"p\"] } }", "\"categories\": { [|\"a\"|]: { \"purposes\": [\"p\", \"q\"] } }")]
    [InlineData("\"categories\": { \"a\": { \"purposes\": [\"p\", \"q\"] } }", "\"categories\": { \"a\": { \"purposes\": [\"q\"] } }")]
    [InlineData("\"categories\": { \"a\": {} }", "\"categories\": { \"a\": {}, [|\"a.b\"|]: {} }")]
    [InlineData("\"categories\": { \"a\": { \"retention\": \"P30D\" } }", "\"categories\": { [|\"a\"|]: {} }")]
    [InlineData("\"categories\": { \"a\": { \"retention\": \"P30D\" } }", "\"categories\": { \"a\": { \"retention\": \"PT720H\" } }")]
    [InlineData("\"categories\": { \"a\": { \"retention\": \"P30D\" } }", "\"categories\": { \"a\": { \"retention\": \"none\" } }")]
    [InlineData("\"categories\": { \"a\": {} }", "\"categories\": { \"a\": { \"retention\": \"P30D\" } }")]
    [InlineData("\"permissions\": {}", "\"permissions\": { [|\"nfc\"|]: { \"purposes\": [] } }")]
    [InlineData("\"permissions\": { \"nfc\": { \"purposes\": [\"p\"] } }", "\"permissions\": { [|\"nfc\"|]: { \"purposes\": [\"q\"] } }")]
    [InlineData("\"permissions\": { \"nfc\": {} }", "\"permissions\": { [|\"nfc\"|]: { \"periodic\": true } }")]
    [InlineData("\"permissions\": { \"nfc\": { \"periodic\": true } }", "\"permissions\": { \"nfc\": { \"periodic\": false } }")]
    [InlineData("\"recipients\": {}", "\"recipients\": { [|\"r\"|]: {} }")]
    [InlineData("\"recipients\": { \"r\": { \"categories\": [\"a\"] } }", "\"recipients\": { [|\"r\"|]: { \"categories\": [\"a\", \"b\"] } }")]
    [InlineData("\"recipients\": { \"r\": { \"purposes\": [\"p\"] } }", "\"recipients\": { [|\"r\"|]: { \"purposes\": [\"p\", \"q\"] } }")]
    [InlineData("\"recipients\": { \"r\": { \"consent\": true } }", "\"recipients\": { [|\"r\"|]: {} }")]
    [InlineData("\"controller\": \"A\"", "\"controller\": [|\"B\"|]")]
    [InlineData("\"hosts\": []", "\"hosts\": [\"a.example\"]")]
    public Task WhatIsMaterial(string before, string now) => new PrivacyTest<ChangeNotAnnouncedAnalyzer> { TestCode = "class C;", Policy = "{ \"version\": \"2\", " + now + " }" }
        .WithFile("/privacy-policy.archive/1.json", "{ \"version\": \"1\", " + before + " }").RunAsync();

    [Theory]
    [InlineData("9", "10")]
    [InlineData("2025-9", "2025-10")]
    [InlineData("1.0-alpha", "1.0-beta")]
    [InlineData("1", "1.1")]
    public Task ComparesWithTheNewest(string older, string newer) => new PrivacyTest<ChangeNotAnnouncedAnalyzer>
    {
        TestCode = "class C;",
        Policy = """{ "version": "3000", "purposes": { "p": {} } }""",
    }
        .WithFile("/privacy-policy.archive/a.json", $$"""{ "version": "{{newer}}", "purposes": { "p": {} } }""")
        .WithFile("/privacy-policy.archive/b.json", $$"""{ "version": "{{older}}" }""").RunAsync();
}
