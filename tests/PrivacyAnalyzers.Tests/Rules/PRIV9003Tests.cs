using PrivacyAnalyzers.Rules.PolicyFile;
using PrivacyAnalyzers.Testing;

namespace PrivacyAnalyzers.Tests.Rules;

public class PRIV9003Tests
{
    [Fact]
    public Task Rule() => new PrivacyTest<UnknownEntryAnalyzer>
    {
        TestCode = "class C;",
        Policy = """
            {
              "purposes": {
                "account": { "description": "A", "compatibleWith": ["*"] },
                "push.alarm": { "description": "P", "compatibleWith": [[|"research"|]] }
              },
              "categories": { "contact": { "description": "C", "purposes": ["account.recovery", [|"push"|]] } },
              "recipients": { "r": { "categories": ["contact.email", [|"device"|]], "purposes": ["push.alarm"] } },
              "classifications": { "Contoso.Euii": [|"identity"|], "Contoso.Oii": "contact" },
              "children": { "purposes": [[|"acount"|]] }
            }
            """,
    }.RunAsync();

    [Fact]
    public Task OnlyPurposesAndCategoriesAreLookedUp() => new PrivacyTest<UnknownEntryAnalyzer>
    {
        TestCode = "class C;",
        Policy = """
            {
              "purposes": { "account": { "description": "A" } },
              "categories": { "contact": { "description": "C", "purposes": [[|"*"|]] } },
              "permissions": { "own.permission": { "description": "P", "purposes": ["account.recovery.mail"] } },
              "recipients": { "r": { "categories": [], "purposes": [], "region": "Atlantis" } },
              "storage": { "regions": ["Mars"] },
              "obligations": { "anything.goes": "O" },
              "changes": [ { "version": "7" } ]
            }
            """,
    }.RunAsync();
}
