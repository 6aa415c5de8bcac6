using PrivacyAnalyzers.CodeFixes.Minimization;
using PrivacyAnalyzers.Rules.Minimization;
using PrivacyAnalyzers.Testing;

namespace PrivacyAnalyzers.Tests.Rules;

public class PRIV1003Tests
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
        class Customer
        {
            [PersonalInformation("contact.email")] public string? Email { get; set; }
            [PersonalInformation([|"contac.phone"|], "account")] public string? Phone { get; set; }
            [PersonalInformation([|"contac.fax"|], "account")] public string? Fax { get; set; }
        }
        """;

    [Fact]
    public Task ForeignMarks() => new PrivacyTest<UnknownCategoryAnalyzer>
    {
        TestCode = """
            using Microsoft.AspNetCore.Identity;
            class User { [[|PersonalData|]] public string? Xyz { get; set; } }
            """,
        Policy = Policy.Replace("personal", "other"),
    }.RunAsync();

    [Fact]
    public Task NoPolicy() => new PrivacyTest<UnknownCategoryAnalyzer> { TestCode = Code.Replace("[|", "").Replace("|]", "") }.RunAsync();

    [Fact]
    public Task AddToPolicy() => new PrivacyFixTest<UnknownCategoryAnalyzer, UnknownCategoryFix>
    {
        TestCode = Code,
        FixedCode = Code.Replace("[|", "").Replace("|]", ""),
        Policy = Policy,
        FixedPolicy = Policy.Replace(
            "\"Other\" } }",
            "\"Other\" }, \"contac.phone\": { \"description\": \"Contac phone\", \"purposes\": [\"account\"] }, \"contac.fax\": { \"description\": \"Contac fax\", \"purposes\": [\"account\"] } }"),
        CodeActionEquivalenceKey = "PRIV1003.Add",
    }.RunAsync();

    [Fact]
    public Task UseNearest() => new PrivacyFixTest<UnknownCategoryAnalyzer, UnknownCategoryFix>
    {
        TestCode = Code.Replace("contac.fax", "contac.fone"),
        FixedCode = Code.Replace("[|\"contac.phone\"|]", "\"contact.phone\"").Replace("[|\"contac.fax\"|]", "\"contact.phone\""),
        Policy = Policy.Replace("\"personal\"", "\"contact.phone\""),
        CodeActionEquivalenceKey = "PRIV1003.Nearest",
    }.RunAsync();
}
