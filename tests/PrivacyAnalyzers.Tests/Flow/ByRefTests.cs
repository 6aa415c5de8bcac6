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
}
