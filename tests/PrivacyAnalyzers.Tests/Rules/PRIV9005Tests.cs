using PrivacyAnalyzers.Rules.PolicyFile;
using PrivacyAnalyzers.Testing;

namespace PrivacyAnalyzers.Tests.Rules;

public class PRIV9005Tests
{
    private const string Policy = """{ "name": "N", "version": "1", "purposes": {}, "categories": { "a": { "retention": "P1Y" } } }""";

    [Fact]
    public Task OtherContent() => new PrivacyTest<ChangedUnderItsVersionAnalyzer> { TestCode = "class C;", Policy = Policy.Replace("\"1\"", "[|\"1\"|]") }
        .WithFile("/privacy-policy.archive/1.json", Policy.Replace("P1Y", "P30D")).RunAsync();

    [Fact]
    public Task OtherOrderOrVersion() => new PrivacyTest<ChangedUnderItsVersionAnalyzer> { TestCode = "class C;", Policy = Policy }
        .WithFile("/privacy-policy.archive/1.json", """{ "version": "1", "name": "N", /* */ "categories": { "a": { "retention": "P1Y" } }, "purposes": {} }""")
        .WithFile("/privacy-policy.archive/0.json", Policy.Replace("\"1\"", "\"0\"").Replace("P1Y", "P30D")).RunAsync();
}
