namespace PrivacyAnalyzers.Tests.Flow;

public class AliasingTests
{
    [Fact]
    public Task Objects_are_followed_one_by_one() => FlowCode.Verify(
        """
        class Slot
        {
            private string _text = "";
            internal string Text { get => _text; set => _text = value; }
        }

        class Two_names
        {
            void M(Person person)
            {
                var one = new Slot();
                var same = one;
                var other = new Slot();
                same.Text = person.Email;
                Console.WriteLine({|PRIV3001:one.Text|});
                Console.WriteLine(other.Text);
            }
        }

        class Overwritten
        {
            void M(Person person)
            {
                var slot = new Slot { Text = person.Email };
                Console.WriteLine({|PRIV3001:slot.Text|});
                slot.Text = person.Tier;
                Console.WriteLine(slot.Text);
            }
        }

        class One_of_two
        {
            void M(Person person, bool first)
            {
                var a = new Slot();
                var b = new Slot();
                var spare = new Slot();
                var chosen = first ? a : b;
                chosen.Text = person.Email;
                Console.WriteLine({|PRIV3001:a.Text|});
                Console.WriteLine({|PRIV3001:b.Text|});
                Console.WriteLine(spare.Text);
            }
        }

        class Slot_of_an_array
        {
            void M(Person person)
            {
                var slots = new[] { new Slot(), new Slot() };
                var first = slots[0];
                first.Text = person.Email;
                Console.WriteLine({|PRIV3001:slots[0].Text|});
            }
        }

        class Inside_another
        {
            private class Outer
            {
                internal Slot Inner = new();
            }

            void M(Person person)
            {
                var slot = new Slot();
                var outer = new Outer { Inner = slot };
                slot.Text = person.Email;
                Console.WriteLine({|PRIV3001:outer.Inner.Text|});
                outer.Inner = new Slot();
                Console.WriteLine(outer.Inner.Text);
            }
        }

        class Filled_by_a_helper
        {
            static void Fill(Slot slot, string text) => slot.Text = text;

            void M(Person person)
            {
                var one = new Slot();
                var two = new Slot();
                Fill(one, person.Email);
                Fill(two, person.Tier);
                Console.WriteLine({|PRIV3001:one.Text|});
                Console.WriteLine(two.Text);
            }
        }
        """);
}
