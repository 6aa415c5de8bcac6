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
}
