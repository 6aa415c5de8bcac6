using PrivacyAnalyzers.Rules.Rights;
using PrivacyAnalyzers.Testing;

namespace PrivacyAnalyzers.Tests.Rules;

public class PRIV7002Tests
{
    [Fact]
    public Task Members_left_out() => new PrivacyTest<ObligationInPartAnalyzer>
    {
        TestCode =
            """
            using System.Text.Json;
            using PrivacyAnalyzers;

            public class Member
            {
                public int Id { get; set; }

                [PersonalInformation("identity.name")]
                public string? Name { get; set; }

                [PersonalInformation("contact.email")]
                public string? Email { get; set; }
            }

            public class Rights
            {
                private readonly Dictionary<int, Member> _members = [];

                [[|Fulfills("rights.access", typeof(Member))|]]
                public string? Part(Member member) => member.Name;

                [Fulfills("rights.access", typeof(Member))]
                public string All(Member member) => member.Name + Rest(member);

                private static string? Rest(Member member) => member.Email;

                [Fulfills("rights.portability", typeof(Member))]
                public string Copy(Member member) => JsonSerializer.Serialize(member);

                [Fulfills("rights.erasure", typeof(Member))]
                public void Erase(int id) => _members.Remove(id);

                [[|Fulfills("rights.erasure", typeof(Member))|]]
                public void Blank(Member member) => member.Name = null;

                [Fulfills("rights.erasure", typeof(Member))]
                public void BlankAll(Member member) => (member.Name, member.Email) = (null, null);
            }
            """,
    }.RunAsync();
}
