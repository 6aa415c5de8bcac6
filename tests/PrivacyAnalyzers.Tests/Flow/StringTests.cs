namespace PrivacyAnalyzers.Tests.Flow;

public class StringTests
{
    [Fact]
    public Task Text_stays_what_it_was_made_of() => FlowCode.Verify(
        """
        class Parts
        {
            void M(Person person)
            {
                Console.WriteLine({|PRIV3001:person.Email.Trim().ToUpperInvariant()|});
                Console.WriteLine({|PRIV3001:person.Email[..3]|});
                Console.WriteLine({|PRIV3001:person.Email[0]|});
                Console.WriteLine({|PRIV3001:person.Email.Split('@')[1]|});
                Console.WriteLine({|PRIV3001:person.Email.Replace("@", " at ")|});
                Console.WriteLine(person.Tier.Trim());
                Console.WriteLine(person.Email.Length);
                Console.WriteLine(person.Email.IndexOf('@'));
                Console.WriteLine(person.Email.StartsWith("a"));
                Console.WriteLine(string.IsNullOrEmpty(person.Email));
                Console.WriteLine(nameof(person.Email));
                Console.WriteLine(person.Email.GetHashCode());
            }
        }

        class Composed
        {
            void M(Person person)
            {
                Console.WriteLine("to " + {|PRIV3001:person.Email|});
                Console.WriteLine($"{person.Tier}: {{|PRIV3001:person.Email|}}");
                Console.WriteLine({|PRIV3001:string.Format("{0}", person.Email)|});
                Console.WriteLine("{0} {1}", person.Tier, {|PRIV3001:person.Email|});
                Console.WriteLine({|PRIV3001:string.Concat(person.Tier, person.Email)|});
                var builder = new StringBuilder();
                builder.Append(person.Tier);
                Console.WriteLine(builder.ToString());
                builder.Append('<').Append(person.Email).Append('>');
                Console.WriteLine({|PRIV3001:builder.ToString()|});
                Console.WriteLine(builder.Length);
            }
        }

        class Encodings
        {
            void M(Person person)
            {
                var bytes = Encoding.UTF8.GetBytes(person.Email);
                Console.WriteLine({|PRIV3001:Convert.ToBase64String(bytes)|});
                Console.WriteLine({|PRIV3001:Encoding.UTF8.GetString(bytes)|});
                Console.WriteLine(bytes.Length);
                Console.WriteLine({|PRIV3001:Uri.EscapeDataString(person.Email)|});
                Console.WriteLine({|PRIV3001:System.Text.Json.JsonSerializer.Serialize(person)|});
            }
        }

        class Characters
        {
            void M(Person person)
            {
                foreach (var c in person.Email)
                    Console.WriteLine({|PRIV3001:c|});
                foreach (var c in person.Tier)
                    Console.WriteLine(c);
            }
        }

        class Readers
        {
            void M(Person person)
            {
                using var stream = new MemoryStream();
                using var writer = new StreamWriter(stream);
                writer.Write(person.Email);
                writer.Flush();
                Console.WriteLine({|PRIV3001:Encoding.UTF8.GetString(stream.ToArray())|});
                Console.WriteLine(stream.Length);
            }
        }
        """);

    [Fact]
    public Task Written_into_what_is_given() => FlowCode.Verify(
        """
        class Buffers
        {
            void M(Person person)
            {
                Span<byte> bytes = stackalloc byte[64];
                var written = Encoding.UTF8.GetBytes(person.Email, bytes);
                Console.WriteLine(written);
                Console.WriteLine({|PRIV3001:Encoding.UTF8.GetString(bytes[..written])|});
                Console.WriteLine({|PRIV3001:string.Create(3, person, (span, p) => p.Email.AsSpan(0, 3).CopyTo(span))|});
                Console.WriteLine(string.Create(3, person, (span, p) => p.Tier.AsSpan(0, 3).CopyTo(span)));
                FormattableString text = $"<{person.Email}>";
                Console.WriteLine(text.Format);
                Console.WriteLine({|PRIV3001:text.ToString()|});
            }
        }

        class Json
        {
            void M(Person person)
            {
                using var document = System.Text.Json.JsonDocument.Parse("{ \"email\": \"" + person.Email + "\" }");
                Console.WriteLine({|PRIV3001:document.RootElement.GetProperty("email").GetString()|});
            }
        }

        [InterpolatedStringHandler]
        ref struct Line
        {
            private readonly StringBuilder _text;

            public Line(int literal, int holes) => _text = new StringBuilder(literal);

            public void AppendLiteral(string text) => _text.Append(text);

            public void AppendFormatted<T>(T value) => _text.Append(value);

            internal string Done() => _text.ToString();
        }

        class OwnHandler
        {
            private static void Write(Line line) => Console.WriteLine(line.Done());

            void M(Person person)
            {
                Write($"tier {person.Tier}");
                Write($"email {{|PRIV3001:person.Email|}}");
            }
        }
        """);

    [Fact]
    public Task The_text_of_a_list_is_its_type_s_name() => FlowCode.Verify(
        """
        record Kept(string Text);

        class Lists
        {
            void M(Person person)
            {
                var list = new List<string> { person.Email };
                Console.WriteLine(string.Format("{0}", list));
                Console.WriteLine(string.Format("{0} {1} {2} {3}", list, 1, 2, 3));
                Console.WriteLine({|PRIV3001:string.Format("{0} {1}", list, person.Email)|});
                Console.WriteLine($"{list}");
                var text = $"{list} of {person.Tier}";
                Console.WriteLine(text);
                Console.WriteLine("" + list);
                var builder = new StringBuilder();
                builder.AppendFormat("{0} {1}", list, 1);
                Console.WriteLine(builder);
                builder.AppendFormat("{0} {1}", person.Email, 1);
                Console.WriteLine({|PRIV3001:builder|});
                Console.WriteLine($"{{|PRIV3001:list[0]|}}");
                Console.WriteLine({|PRIV3001:string.Format("{0}", new Kept(person.Email))|});
                Console.WriteLine({|PRIV3001:string.Format("{0} {1} {2} {3}", new Kept(person.Email), 1, 2, 3)|});
                Console.WriteLine({|PRIV3001:string.Join(",", list)|});
            }
        }
        """);

    [Fact]
    public Task How_much_was_written_into_a_span() => FlowCode.Verify(
        """
        class Spans
        {
            void M(Person person)
            {
                Span<char> text = stackalloc char[64];
                text.TryWrite($"to {person.Email}", out var written);
                Console.WriteLine(written);
                Span<char> plain = stackalloc char[64];
                plain.TryWrite($"to {person.Tier}", out _);
                Console.WriteLine(new string(plain));
            }
        }
        """);

    [Fact]
    public Task What_objects_show_in_a_text() => FlowCode.Verify(
        """
        class Texts
        {
            sealed class Loud(Person person)
            {
                public override string ToString() => person.Email;
            }

            sealed class Quiet(Person person)
            {
                public override string ToString() => person.Tier;
            }

            void M(Person person)
            {
                var loud = new Loud(person);
                var quiet = new Quiet(person);
                var text = new StringBuilder().Append(quiet).Append(',').AppendJoin(';', new object[] { quiet });
                Console.WriteLine(text);
                Console.WriteLine({|PRIV3001:text.Append(loud)|});
                Console.WriteLine(string.Concat(quiet, "x"));
                Console.WriteLine({|PRIV3001:string.Concat(quiet, loud)|});
            }
        }

        class Emptied
        {
            void M(Person person)
            {
                var text = new StringBuilder(person.Email);
                text.Length = 3;
                Console.WriteLine({|PRIV3001:text|});
                text.Length = 0;
                text.Append(person.Tier);
                Console.WriteLine(text);
            }
        }

        class Written
        {
            void M(Person person)
            {
                Span<char> text = stackalloc char[64];
                text.TryWrite($"to {person.Email}", out _);
                Console.WriteLine({|PRIV3001:text[0]|});
                Span<char> over = new char[64];
                over.TryWrite($"to {person.Email}", out _);
                Console.WriteLine({|PRIV3001:over.ToString()|});
                over.Fill(' ');
                Console.WriteLine(over.ToString());
                var output = new System.Buffers.ArrayBufferWriter<char>();
                person.Email.CopyTo(output.GetSpan(64));
                output.Advance(10);
                Console.WriteLine({|PRIV3001:output.WrittenSpan.ToString()|});
                var plain = new System.Buffers.ArrayBufferWriter<char>();
                person.Tier.CopyTo(plain.GetSpan(64));
                Console.WriteLine(plain.WrittenSpan.ToString());
            }
        }
        """);

    [Fact]
    public Task What_a_helper_writes_to_a_writer_that_is_a_sink() => FlowCode.Verify(
        """
        class Helped
        {
            static void Write(System.IO.TextWriter writer, string text) => writer.WriteLine(text);

            static void WriteLength(System.IO.TextWriter writer, string text) => writer.WriteLine(text.Length);

            void M(Person person)
            {
                Write(Console.Out, {|PRIV3001:person.Email|});
                Write(Console.Out, person.Tier);
                WriteLength(Console.Out, person.Email);
                Write(new System.IO.StringWriter(), person.Email);
            }
        }

        class Formattable
        {
            sealed class Amount(Person person, bool all) : IFormattable
            {
                public string ToString(string? format, IFormatProvider? provider) => all ? person.Email : person.Tier;
            }

            sealed class Quiet(Person person) : IFormattable
            {
                public string ToString(string? format, IFormatProvider? provider) => person.Tier;
            }

            void M(Person person)
            {
                Console.WriteLine($"{{|PRIV3001:new Amount(person, true)|}:N}");
                Console.WriteLine($"{new Quiet(person):N}");
            }
        }
        """);
}
