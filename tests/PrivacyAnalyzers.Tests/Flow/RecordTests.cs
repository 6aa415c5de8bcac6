namespace PrivacyAnalyzers.Tests.Flow;

public class RecordTests
{
    [Fact]
    public Task Records_tuples_and_anonymous_objects() => FlowCode.Verify(
        """
        record Contact([property: PersonalInformation("contact.email", "account")] string Email, string Tier);

        class Records
        {
            void M(Contact contact)
            {
                Console.WriteLine({|PRIV3001:contact|});
                Console.WriteLine({|PRIV3001:contact.ToString()|});
                Console.WriteLine(contact.Tier);
                var (mail, tier) = contact;
                Console.WriteLine({|PRIV3001:mail|});
                Console.WriteLine(tier);
                Console.WriteLine(contact == contact with { Tier = "" });
            }
        }

        class With
        {
            private record Row(string Text, string Other);

            void M(Person person)
            {
                var row = new Row("", "");
                var filled = row with { Text = person.Email };
                Console.WriteLine({|PRIV3001:filled.Text|});
                Console.WriteLine(filled.Other);
                Console.WriteLine(row.Text);
                Console.WriteLine({|PRIV3001:filled|});
                Console.WriteLine(row);
            }
        }

        class Tuples
        {
            static (string Mail, string Tier) Both(Person person) => (person.Email, person.Tier);

            void M(Person person)
            {
                var (mail, tier) = Both(person);
                Console.WriteLine({|PRIV3001:mail|});
                Console.WriteLine(tier);
                var both = Both(person);
                Console.WriteLine({|PRIV3001:both|});
                Console.WriteLine(both.Tier);
                (mail, tier) = (tier, mail);
                Console.WriteLine(mail);
                Console.WriteLine({|PRIV3001:tier|});
            }
        }

        class Anonymous
        {
            void M(Person person)
            {
                var row = new { person.Email, person.Tier };
                Console.WriteLine({|PRIV3001:row|});
                Console.WriteLine(row.Tier);
                Console.WriteLine({|PRIV3001:row.Email|});
            }
        }

        class Plain_class
        {
            void M(Person person) => Console.WriteLine(person);
        }
        """);

    [Fact]
    public Task A_struct_s_copies() => FlowCode.Verify(
        """
        record struct Pair(string First, string Second);

        struct Slot
        {
            internal string Text;
            internal string[] Cells;
        }

        class Copies
        {
            static void Fill(Slot slot, Person person)
            {
                slot.Text = person.Email;
                slot.Cells[0] = person.Email;
            }

            void M(Person person)
            {
                var pair = new Pair(person.Tier, person.Tier);
                var other = pair with { First = person.Email };
                Console.WriteLine({|PRIV3001:other.First|});
                Console.WriteLine(pair.First);
                var slot = new Slot { Cells = new string[1] };
                Fill(slot, person);
                Console.WriteLine(slot.Text);
                Console.WriteLine({|PRIV3001:slot.Cells[0]|});
            }
        }
        """);

    [Fact]
    public Task A_written_text_that_shows_a_record() => FlowCode.Verify(
        """
        record Mailbox([property: PersonalInformation("contact.email", "account")] string Address, int Size);

        class Owner(Mailbox box)
        {
            public Mailbox Box { get; } = box;

            public override string ToString() => $"owner of {Box}";
        }

        class Keeper(Mailbox box)
        {
            public Mailbox Box { get; } = box;

            public override string ToString() => $"keeper of {Box.Size}";
        }

        class Texts
        {
            void M(Owner owner, Keeper keeper)
            {
                Console.WriteLine({|PRIV3001:owner|});
                Console.WriteLine($"{{|PRIV3001:owner|}}");
                Console.WriteLine(keeper);
            }
        }
        """);

    [Fact]
    public Task The_rest_of_a_long_tuple() => FlowCode.Verify(
        """
        class Long
        {
            void M(Person person)
            {
                var long8 = (1, 2, 3, 4, 5, 6, 7, person.Email, 9);
                Console.WriteLine({|PRIV3001:long8.Rest|});
                Console.WriteLine({|PRIV3001:long8.Rest.Item1|});
                Console.WriteLine(long8.Rest.Item2);
                var plain = (person.Email, 2, 3, 4, 5, 6, 7, person.Tier, 9);
                Console.WriteLine(plain.Rest);
            }
        }
        """);

    [Fact]
    public Task Parts_that_an_extension_method_gives() => FlowCode.Verify(
        """
        static class Apart
        {
            static void Deconstruct(this Person person, out string mail, out string tier)
            {
                mail = person.Email;
                tier = person.Tier;
            }

            static void M(Person person, List<Person> people)
            {
                var (mail, tier) = person;
                Console.WriteLine({|PRIV3001:mail|});
                Console.WriteLine(tier);
                foreach (var (each, other) in people)
                {
                    Console.WriteLine({|PRIV3001:each|});
                    Console.WriteLine(other);
                }
                if (person is var (matched, rest))
                {
                    Console.WriteLine({|PRIV3001:matched|});
                    Console.WriteLine(rest);
                }
            }
        }
        """);
}
