using Microsoft.CodeAnalysis.Text;
using PrivacyAnalyzers.CodeFixes.PolicyFile;
using PrivacyAnalyzers.Rules.PolicyFile;
using PrivacyAnalyzers.Testing;

namespace PrivacyAnalyzers.Tests.Rules;

public class PRIV9001Tests
{
    private const string Code = """
        using PrivacyAnalyzers;
        [Purpose("account")]
        class Customer
        {
            [{|PRIV9001:PersonalInformation("contact.email", "account", "marketing")|}] public string? Email { get; set; }
            [PersonalInformation("health")] public string? Health { get; set; }
        }
        """;

    [Fact]
    public Task NothingPersonal() => new PrivacyTest<PolicyMissingAnalyzer> { TestCode = "[PrivacyAnalyzers.Purpose(\"account\")] class C { }" }.RunAsync();

    [Fact]
    public Task PolicyIsGiven() => new PrivacyTest<PolicyMissingAnalyzer> { TestCode = Code.Replace("{|PRIV9001:", "").Replace("|}", ""), Policy = "" }.RunAsync();

    [Fact]
    public Task FirstByPath() => new PrivacyTest<PolicyMissingAnalyzer>
    {
        TestState =
        {
            Sources =
            {
                ("/b.cs", Code.Replace("{|PRIV9001:", "").Replace("|}", "")),
                ("/a.cs", "class A { [{|PRIV9001:PrivacyAnalyzers.PersonalInformation(\"contact\")|}] int Id; }"),
                ("/0.g.cs", "class G { [PrivacyAnalyzers.PersonalInformation(\"contact\")] int Id; }"),
            },
        },
    }.RunAsync();

    [Fact]
    public Task Fix() => new PrivacyFixTest<PolicyMissingAnalyzer, AddPolicyFix>
    {
        TestCode = Code,
        FixedCode = Code.Replace("{|PRIV9001:", "").Replace("|}", ""),
        FixedState =
        {
            AdditionalFiles =
            {
                ("privacy-policy.json", SourceText.From("""
                {
                  "name": "TestProject",
                  "version": "1",
                  "purposes": {
                    "account": { "description": "Account" },
                    "marketing": { "description": "Marketing" }
                  },
                  "categories": {
                    "contact.email": { "description": "Contact email", "purposes": ["account", "marketing"] },
                    "health": { "description": "Health", "purposes": [] }
                  }
                }

                """, System.Text.Encoding.UTF8)),
            },
        },
    }.RunAsync();
}
