namespace PrivacyAnalyzers.Tests.Flow;

public class ByRefTests
{
    [Fact]
    public Task Parameters_and_locals_by_reference() => FlowCode.Verify(
        """
        class Parameters
        {
            static void Get(Person person, out string mail, out string tier)
            {
                mail = person.Email;
                tier = person.Tier;
            }

            static void Append(ref string text, string more) => text += more;

            static void Swap(ref string a, ref string b) => (a, b) = (b, a);

            void M(Person person)
            {
                Get(person, out var mail, out var tier);
                Console.WriteLine({|PRIV3001:mail|});
                Console.WriteLine(tier);
                var text = "a";
                Append(ref text, person.Tier);
                Console.WriteLine(text);
                Append(ref text, person.Email);
                Console.WriteLine({|PRIV3001:text|});
                string one = person.Email, two = person.Tier;
                Swap(ref one, ref two);
                Console.WriteLine(one);
                Console.WriteLine({|PRIV3001:two|});
            }
        }

        class Locals
        {
            void M(Person person)
            {
                string a = "", b = "";
                ref var alias = ref a;
                alias = person.Email;
                Console.WriteLine({|PRIV3001:a|});
                Console.WriteLine(b);
            }
        }

        class Returns
        {
            static ref string First(string[] items) => ref items[0];

            void M(Person person)
            {
                var items = new[] { "", "" };
                First(items) = person.Email;
                Console.WriteLine({|PRIV3001:items[0]|});
                var clean = new[] { "" };
                First(clean) = person.Tier;
                Console.WriteLine(clean[0]);
            }
        }

        class Spans
        {
            void M(Person person)
            {
                Span<char> buffer = stackalloc char[64];
                person.Email.AsSpan().CopyTo(buffer);
                Console.WriteLine({|PRIV3001:buffer.ToString()|});
                Span<char> clean = stackalloc char[8];
                person.Tier.AsSpan().CopyTo(clean);
                Console.WriteLine(clean.ToString());
            }
        }

        class Pointers
        {
            unsafe void M(Person person)
            {
                fixed (char* first = person.Email)
                    Console.WriteLine({|PRIV3001:*first|});
            }
        }

        class Structs
        {
            private struct Box
            {
                internal string Text;
            }

            void M(Person person)
            {
                var one = new Box { Text = person.Tier };
                var copy = one;
                copy.Text = person.Email;
                Console.WriteLine(one.Text);
                Console.WriteLine({|PRIV3001:copy.Text|});
            }
        }
        """);

    [Fact]
    public Task References_to_what_is_chosen_or_kept() => FlowCode.Verify(
        """
        class Chosen
        {
            void M(Person person, bool first)
            {
                var a = "a";
                var b = "b";
                var c = "c";
                ref var one = ref (first ? ref a : ref b);
                one = person.Email;
                Console.WriteLine({|PRIV3001:a|});
                Console.WriteLine({|PRIV3001:b|});
                Console.WriteLine({|PRIV3001:one|});
                Console.WriteLine(c);
            }
        }

        class Kept
        {
            private struct Slot
            {
                internal string Text;
                internal int Count;
            }

            private static ref Slot Find(Slot[] slots, int count)
            {
                for (var i = 0; i < slots.Length; i++)
                    if (slots[i].Count == count)
                        return ref slots[i];
                return ref slots[0];
            }

            private static void Change(Slot slot, Person person) => slot.Text = person.Email;

            void M(Person person)
            {
                var slots = new Slot[2];
                ref var slot = ref Find(slots, 1);
                slot.Text = person.Email;
                slot.Count++;
                Console.WriteLine(slots[0].Count);
                Console.WriteLine({|PRIV3001:slots[0].Text|});
                var copy = new Slot();
                Change(copy, person);
                Console.WriteLine(copy.Text);
                var byId = new Dictionary<int, Slot> { [1] = new Slot { Text = person.Tier } };
                var taken = byId[1];
                taken.Text = person.Email;
                Console.WriteLine(byId[1].Text);
            }
        }

        class Shared
        {
            void M(Person person)
            {
                string? text = person.Email;
                Console.WriteLine({|PRIV3001:Interlocked.Exchange(ref text, "x")|});
                Console.WriteLine(text);
                Volatile.Write(ref text, person.Email);
                Console.WriteLine({|PRIV3001:Volatile.Read(ref text)|});
                Interlocked.CompareExchange(ref text, "y", null);
                Console.WriteLine({|PRIV3001:text|});
                new Dictionary<int, string>().TryGetValue(1, out text);
                Console.WriteLine(text);
            }
        }

        unsafe class Addresses
        {
            private static string Show(string text) => text;

            void M(Person person)
            {
                var first = 'x';
                char* pointer = &first;
                *pointer = person.Email[0];
                Console.WriteLine({|PRIV3001:first|});
                delegate*<string, string> show = &Show;
                Console.WriteLine(show(person.Tier));
                Console.WriteLine({|PRIV3001:show(person.Email)|});
            }
        }
        """);

    [Fact]
    public Task One_variable_by_two_references() => FlowCode.Verify(
        """
        class Twice
        {
            static void Set(string text, ref string first, ref string second) => first = text;

            static void Add(ref List<string>? list, string text)
            {
                list ??= new List<string>();
                list.Add(text);
            }

            void M(Person person)
            {
                var text = "";
                Set(person.Email, ref text, ref text);
                Console.WriteLine({|PRIV3001:text|});
                var clean = "";
                var other = "";
                Set(person.Email, ref clean, ref other);
                Console.WriteLine(other);
                List<string>? emails = null;
                Add(ref emails, person.Email);
                Console.WriteLine({|PRIV3001:emails[0]|});
                List<string>? tiers = null;
                Add(ref tiers, person.Tier);
                Console.WriteLine(tiers[0]);
            }
        }
        """);
}
