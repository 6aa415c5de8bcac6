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

    [Fact]
    public Task Shapes_of_code_that_covers() => new PrivacyTest<ObligationInPartAnalyzer>
    {
        TestCode =
            """
            using System.Text.Json;
            using System.Text.Json.Serialization;
            using PrivacyAnalyzers;

            public class Person
            {
                [PersonalInformation("identity.name")]
                public string? Name { get; set; }
            }

            public class Member : Person
            {
                [PersonalInformation("contact.email")]
                public string? Email { get; set; }

                [JsonIgnore, PersonalInformation("health")]
                public string? Health { get; set; }
            }

            public sealed record Card([property: PersonalInformation("identity.name")] string Holder, [property: PersonalInformation("financial.card")] string Number);

            public sealed record Sheet(string? Name, string? Email, string? Health);

            public enum EntityState { Unchanged, Deleted }

            public class Entry<T> { public EntityState State { get; set; } }

            public class Context { public Entry<T> Entry<T>(T entity) => new(); }

            public class Rights(Context context, Dictionary<int, Card> cards)
            {
                [Fulfills("rights.erasure", typeof(Member))]
                public void Deleted(Member member) => context.Entry(member).State = EntityState.Deleted;

                [[|Fulfills("rights.erasure", typeof(Member))|]]
                public void Kept(Member member) => context.Entry(member).State = EntityState.Unchanged;

                [[|Fulfills("rights.erasure", typeof(Member))|]]
                public void Inherited_member_stays(Member member) => member.Email = member.Health = null;

                [Fulfills("rights.erasure", typeof(Card))]
                public void Emptied(int id) => cards[id] = cards[id] with { Holder = "", Number = "" };

                [[|Fulfills("rights.erasure", typeof(Card))|]]
                public void Emptied_in_part(int id) => cards[id] = cards[id] with { Number = "" };

                [[|Fulfills("rights.portability", typeof(Member))|]]
                public string Ignored_member_is_not_in_it(Member member) => JsonSerializer.Serialize(member);

                [Fulfills("rights.access", typeof(Member))]
                public Sheet All(Member member) => new(member.Name, member.Email, member.Health);

                [[|Fulfills("rights.access", typeof(Card))|]]
                public string? Name_only_chooses(string name) => cards.Values.Where(card => card.Holder == name).Select(card => card.Number).FirstOrDefault();

                [Fulfills("rights.access", typeof(Card))]
                public IEnumerable<string> Taken_apart(int id)
                {
                    var (holder, number) = cards[id];
                    yield return holder;
                    yield return number;
                }

                [Fulfills("rights.erasure")]
                public void Without_types() { }

                [Fulfills("rights.rectification", typeof(Member))]
                public void Other_right(Member member) => member.Email = "";
            }
            """,
    }.RunAsync();
}
