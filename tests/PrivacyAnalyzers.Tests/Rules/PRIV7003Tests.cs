using PrivacyAnalyzers.Rules.Rights;
using PrivacyAnalyzers.Testing;

namespace PrivacyAnalyzers.Tests.Rules;

public class PRIV7003Tests
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
    public Task Recipient_of_the_category_is_called() => new PrivacyTest<RecipientNotToldAnalyzer>
    {
        Policy = Policy,
        TestCode =
            """
            using PrivacyAnalyzers;

            public class Member
            {
                [PersonalInformation("contact.email")]
                public string? Email { get; set; }
            }

            public class Other
            {
                [PersonalInformation("health")]
                public string? Diet { get; set; }
            }

            [Recipient("post")]
            public interface IPost
            {
                void Forget(int id);
            }

            public class Rights(Dictionary<int, Member> members, IPost post)
            {
                [[|Fulfills("rights.erasure", typeof(Member))|]]
                public void Silent(int id) => members.Remove(id);

                [Fulfills("rights.erasure", typeof(Member))]
                public void Told(int id)
                {
                    members.Remove(id);
                    Tell(id);
                }

                [Fulfills("rights.erasure", typeof(Other))]
                public void NoneOfTheirs(Other other) => other.Diet = null;

                private void Tell(int id) => post.Forget(id);
            }
            """,
    }.RunAsync();
}
