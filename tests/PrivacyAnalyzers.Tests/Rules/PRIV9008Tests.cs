using Microsoft.CodeAnalysis.Testing;
using PrivacyAnalyzers.Rules.PolicyFile;
using PrivacyAnalyzers.Testing;

namespace PrivacyAnalyzers.Tests.Rules;

public class PRIV9008Tests
{
    [Theory]
    [InlineData("{ }")]
    [InlineData("""
        // What our own libraries do.
        {
          "sinks": [ { "api": "M:Contoso.Audit.Write*", "kind": "log", "arguments": ["message"] }, ], // comma
          "propagators": [ { "api": "M:Contoso.Text.Trim(System.String)", "from": ["value"], "to": "return" } ],
          "protections" // what seals
            : [ { "api": "M:Contoso.Vault.Seal*", "protection": "Encrypted" } ],
          "permissions": [ { "api": "M:Contoso.Mic.Start*", "permission": "microphone", "when": { "argument": 0, "is": "Audio" } } ],
          "sources": [ { "api": "P:Contoso.Device.Serial", "category": "device.identifier", "readIn": "contoso/device" } ],
          "recipients": [ { "id": "openai", "name": "OpenAI", "apis": ["OpenAI.*"], "hosts": ["api.openai.com"] } ]
        }
        """)]
    public Task Readable(string catalogue) => Verify(catalogue);

    [Theory]
    [InlineData("""{ "sinks": [ } }""", 1, 14)]
    [InlineData("""{ "sinks": [ { "api": "M:A.B", "kind": "logs" } ] }""", 1, 40)]
    [InlineData("""{ "sinks": [ { "api": 1, "kind": "log" } ] }""", 1, 23)]
    [InlineData("""{ "sinks": [ { "kind": "log" } ] }""", 1, 14)]
    [InlineData("""{ "sink": [] }""", 1, 3)]
    [InlineData("""{ "sinks": {} }""", 1, 12)]
    [InlineData("""{ "sources": [ { "api": "P:A.B", "category": "Not an id" } ] }""", 1, 46)]
    [InlineData("""{ "propagators": [ { "api": "M:A.B", "flows": ["x"] } ] }""", 1, 48)]
    [InlineData("{\n  \"protections\": [\n    { \"api\": \"M:*.B\", \"protection\": \"Masked\" } ] }", 3, 14)]
    [InlineData("""{ "permissions": [ { "api": "M:A.B", "permission": "nfc", "use": "ask" } ] }""", 1, 66)]
    [InlineData("""{ "sinks": [ { "api": "M:A.B", "kind": "transport", "protocol": "tls" } ] }""", 1, 65)]
    [InlineData("""{ "sources": [ { "api": "P:A.B", "category": "personal", "readIn": 1 } ] }""", 1, 68)]
    [InlineData("[]", 1, 1)]
    public Task Unreadable(string catalogue, int line, int column) => Verify(catalogue, (line, column));

    private static Task Verify(string catalogue, params (int Line, int Column)[] expected)
    {
        var test = new PrivacyTest<CatalogueCannotBeReadAnalyzer> { TestCode = "class C { }" };
        test.WithFile("/privacy-catalog.json", catalogue);
        foreach (var (line, column) in expected)
        {
            test.ExpectedDiagnostics.Add(DiagnosticResult.CompilerError(CatalogueCannotBeReadAnalyzer.Id)
                .WithLocation("/privacy-catalog.json", line, column).WithOptions(DiagnosticOptions.IgnoreAdditionalLocations));
        }
        return test.RunAsync();
    }
}
