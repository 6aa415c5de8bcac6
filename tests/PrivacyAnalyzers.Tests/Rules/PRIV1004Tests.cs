using PrivacyAnalyzers.CodeFixes.Minimization;
using PrivacyAnalyzers.Rules.Minimization;
using PrivacyAnalyzers.Testing;

namespace PrivacyAnalyzers.Tests.Rules;

public class PRIV1004Tests
{
    private const string Policy = """
        {
          "purposes": {
            "account": { "description": "Account" },
            "marketing": { "description": "Marketing" },
            "fraud": { "description": "Fraud", "compatibleWith": ["account"] }
          },
          "categories": { "contact": { "description": "Contact", "purposes": ["account"] }, "personal": { "description": "Other" } }
        }
        """;

    private const string Code = """
        using PrivacyAnalyzers;
        [assembly: Purpose("account.recovery", [|"acount"|])]
        [Purpose([|"loyalty"|])]
        class Customer
        {
            const string Loyalty = "loyalty";
            [PersonalInformation("loyalty", "account", [|Loyalty|])] public string? Points { get; set; }
            [ConsentCheck([|"loyalty"|])] bool Agreed => true;
            [RequiresConsent("marketing")] void Send() { }
            [System.ComponentModel.Description("loyalty")] int Other;
        }
        """;

    [Fact]
    public Task Rule() => new PrivacyTest<UnknownPurposeAnalyzer> { TestCode = Code, Policy = Policy }.RunAsync();

    [Fact]
    public Task BrokenPolicy() => new PrivacyTest<UnknownPurposeAnalyzer> { TestCode = Code.Replace("[|", "").Replace("|]", ""), Policy = "{" }.RunAsync();

    [Fact]
    public Task AddToPolicy() => new PrivacyFixTest<UnknownPurposeAnalyzer, UnknownPurposeFix>
    {
        TestCode = Code.Replace("[|\"acount\"|]", "\"account\""),
        FixedCode = Code.Replace("[|\"acount\"|]", "\"account\"").Replace("[|", "").Replace("|]", ""),
        Policy = Policy,
        FixedPolicy = Policy.Replace("[\"account\"] }\n  }", "[\"account\"] },\n    \"loyalty\": { \"description\": \"Loyalty\" }\n  }"),
        CodeActionEquivalenceKey = "PRIV1004.Add",
        // All findings name one purpose: the first fix repairs them all.
        NumberOfIncrementalIterations = 1,
        NumberOfFixAllIterations = 1,
    }.RunAsync();
}
