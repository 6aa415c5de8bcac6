using PrivacyAnalyzers.Rules.PolicyFile;
using PrivacyAnalyzers.Testing;

namespace PrivacyAnalyzers.Tests.Rules;

public class PRIV9002Tests
{
    private static Task Check(string policy) => new PrivacyTest<PolicyCannotBeReadAnalyzer> { TestCode = "class C;", Policy = policy }.RunAsync();

    [Theory]
    [InlineData("""{ "name": "N", "version": "1", "purposes": {}, "categories": {} }""")]
    [InlineData("""[|{|] "name": "N", "version": "1", "purposes": {} }""")]
    [InlineData("""{ "name": [|""|], "version": "1", "purposes": {}, "categories": {}, }""")]
    [InlineData("""{ "name": "é", "version": "1", "purposes": {}, "categories": {}, [|"owner"|]: "me" }""")]
    [InlineData("""{ "name": "N", "version": "1", "purposes": { [|"Push"|]: { "description": "P" } }, "categories": {} }""")]
    [InlineData("""{ "name": "N", "version": "1", "purposes": {}, "categories": { "a": { "description": "A", "retention": [|"30 days"|] } } }""")]
    [InlineData("""{ "name": "N", "version": "1", "purposes": {}, "categories": {}, [|"obligations"|]: { "rights.access": "Show" } }""")]
    [InlineData("""{ "name": "N", "version": "1", "purposes": {}, "categories": {}, "obligations": { "incident.notification": "Tell" } }""")]
    [InlineData("""{ "name": [|'|]N' }""")]
    [InlineData("[|[]|]")]
    public Task Rule(string policy) => Check(policy);

    [Fact]
    public Task SecondPolicy() => new PrivacyTest<PolicyCannotBeReadAnalyzer>
    {
        TestCode = "class C;",
        Policy = """{ "name": "N", "version": "1", "purposes": {}, "categories": {} }""",
        ExpectedDiagnostics = { new Microsoft.CodeAnalysis.Testing.DiagnosticResult(PolicyCannotBeReadAnalyzer.Id, Microsoft.CodeAnalysis.DiagnosticSeverity.Error).WithSpan("/sub/privacy-policy.json", 1, 1, 1, 1).WithArguments("a project has one policy, and '/privacy-policy.json' is it") },
    }.WithFile("/sub/privacy-policy.json", "{}").RunAsync();
}
