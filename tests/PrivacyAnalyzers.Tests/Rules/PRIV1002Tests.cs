using PrivacyAnalyzers.CodeFixes.Minimization;
using PrivacyAnalyzers.Rules.Minimization;
using PrivacyAnalyzers.Testing;

namespace PrivacyAnalyzers.Tests.Rules;

public class PRIV1002Tests
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

    [Fact]
    public Task Rule() => new PrivacyTest<MarkWithoutPurposeAnalyzer>
    {
        TestCode = """
            using PrivacyAnalyzers;
            using Mark = PrivacyAnalyzers.PersonalInformationAttribute;
            class Customer
            {
                [PersonalInformation("contact.email")] public string? Email;
                [PersonalInformation("health", "account")] public string? Health { get; set; }
                [[|PersonalInformation("health.allergy")|]] public string? Allergy { get; set; }
                [[|Mark("health")|]] public string? Aliased { get; set; }
                void M([[|PersonalInformation("health")|]] string blood) { }
                [return: [|PersonalInformation("health")|]] string Blood() => "";
            }
            [[|PersonalInformation("health")|]] struct BloodType;
            record Person([property: [|PersonalInformation("health")|]] string Blood);
            """,
        Policy = Policy,
    }.RunAsync();

    [Fact]
    public Task ForeignMarks() => new PrivacyTest<MarkWithoutPurposeAnalyzer>
    {
        TestCode = """
            using Microsoft.AspNetCore.Identity;
            using PrivacyAnalyzers;
            class User
            {
                [[|PersonalData|]] public string? Xyz { get; set; }
                [PersonalData, Purpose("account")] public string? Abc { get; set; }
            }
            """,
        Policy = Policy,
    }.RunAsync();

    [Fact]
    public Task Fix() => new PrivacyFixTest<MarkWithoutPurposeAnalyzer, AddPurposeFix>
    {
        TestCode = """
            using PrivacyAnalyzers;
            [[|PersonalInformation("health")|]] struct Blood;
            class User
            {
                [[|Microsoft.AspNetCore.Identity.PersonalData|]] public string? Xyz { get; set; }
            }
            """,
        FixedCode = """
            using PrivacyAnalyzers;
            [PersonalInformation("health", "account")] struct Blood;
            class User
            {
                [Microsoft.AspNetCore.Identity.PersonalData, PrivacyAnalyzers.Purpose("account")] public string? Xyz { get; set; }
            }
            """,
        Policy = Policy,
    }.RunAsync();
}
