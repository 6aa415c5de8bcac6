using PrivacyAnalyzers.Rules.Rights;
using PrivacyAnalyzers.Testing;

namespace PrivacyAnalyzers.Tests.Rules;

public class PRIV7004Tests
{
    private const string Policy =
        """
        {
          "name": "Test", "version": "1", "contact": "privacy@example.com",
          "purposes": { "account": { "description": "Account" } },
          "categories": { "contact": { "description": "Contact", "purposes": ["account"], "retention": "P30D" } },
          "recipients": { "post": { "name": "Post", "role": "controller", "categories": ["contact"], "purposes": ["account"] } },
          "obligations": { "rights.erasure": "Delete", "rights.access": "Show", "rights.explanation": "Explain", "incident.notification": "Tell" }
        }
        """;

    [Fact]
    public Task Explanation_has_to_exist() => new PrivacyTest<UnexplainedDecisionAnalyzer>
    {
        Policy = Policy,
        TestCode =
            """
            using PrivacyAnalyzers;

            public class Base
            {
                protected string Reasons => "";
            }

            public class Decisions : Base
            {
                private readonly string _field = "";

                [[|AutomatedDecision|]]
                public bool Silent(int age) => age > 99;

                [AutomatedDecision([|Explanation = "Missing"|])]
                public bool Missing1(int age) => age > 99;

                [AutomatedDecision([|Explanation = nameof(_field)|])]
                public bool Field(int age) => age > 99 && _field.Length == 0;

                [AutomatedDecision(Explanation = nameof(Reasons))]
                public bool Inherited(int age) => age > 99;

                [AutomatedDecision(Explanation = nameof(Explain))]
                public bool Explained(int age) => age > 99;

                private static string Explain() => "";
            }
            """,
    }.RunAsync();
}
