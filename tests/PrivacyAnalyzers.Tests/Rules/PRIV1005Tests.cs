using PrivacyAnalyzers.CodeFixes.Minimization;
using PrivacyAnalyzers.Rules.Minimization;
using PrivacyAnalyzers.Testing;

namespace PrivacyAnalyzers.Tests.Rules;

public class PRIV1005Tests
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
        [PersonalInformation("contact.email", "account", [|"marketing"|])]
        class Customer
        {
            [PersonalInformation("contact.phone", "account.recovery", "fraud")] public string? Phone { get; set; }
            [PersonalInformation("contact.fax", [|"marketing"|], "account")] public string? Fax { get; set; }
            [PersonalInformation("health", "marketing", "loyalty")] public string? Unknown { get; set; }
        }
        """;

    [Fact]
    public Task Drop() => new PrivacyFixTest<PurposeBeyondPolicyAnalyzer, PurposeBeyondPolicyFix>
    {
        TestCode = Code,
        FixedCode = Code.Replace(", [|\"marketing\"|]", ""),
        Policy = Policy,
        CodeActionEquivalenceKey = "PRIV1005.Drop",
    }.RunAsync();

    [Fact]
    public Task AddToPolicy() => new PrivacyFixTest<PurposeBeyondPolicyAnalyzer, PurposeBeyondPolicyFix>
    {
        TestCode = Code,
        FixedCode = Code.Replace("[|", "").Replace("|]", ""),
        Policy = Policy,
        FixedPolicy = Policy.Replace("\"purposes\": [\"account\"]", "\"purposes\": [\"account\", \"marketing\"]"),
        CodeActionEquivalenceKey = "PRIV1005.Add",
        NumberOfIncrementalIterations = 1,
        NumberOfFixAllIterations = 1,
    }.RunAsync();

    [Fact]
    public Task ForeignMark() => new PrivacyTest<PurposeBeyondPolicyAnalyzer>
    {
        TestCode = """
            using Microsoft.AspNetCore.Identity;
            using PrivacyAnalyzers;
            class User { [PersonalData] [Purpose([|"account"|])] public string? Xyz { get; set; } }
            """,
        Policy = Policy,
    }.RunAsync();
}
