namespace PrivacyAnalyzers.Tests.Flow;

public class ReflectionTests
{
    [Fact]
    public Task By_name_and_by_dynamic() => FlowCode.Verify(
        """
        class By_name
        {
            void M(Person person)
            {
                Console.WriteLine({|PRIV3001:typeof(Person).GetProperty("Email")!.GetValue(person)|});
                Console.WriteLine(typeof(Person).GetProperty("Tier")!.GetValue(person));
            }
        }

        class Slot
        {
            private string _text = "";
            private string _other = "";

            static void M(Person person)
            {
                var slot = new Slot();
                typeof(Slot).GetField("_text", BindingFlags.NonPublic | BindingFlags.Instance)!.SetValue(slot, person.Email);
                Console.WriteLine({|PRIV3001:slot._text|});
                Console.WriteLine(slot._other);
            }
        }

        class Dynamic
        {
            void M(Person person)
            {
                dynamic text = person.Email;
                Console.WriteLine((string){|PRIV3001:text|});
                dynamic tier = person.Tier;
                Console.WriteLine((string)tier);
            }
        }

        class Dynamic_member
        {
            void M(Person person)
            {
                dynamic late = person;
                Console.WriteLine({|PRIV3001:late.Email|});
                Console.WriteLine(late.Tier);
            }
        }

        class Boxes
        {
            void M(Person person)
            {
                object boxed = person.Email;
                Console.WriteLine((string){|PRIV3001:boxed|});
                Console.WriteLine({|PRIV3001:boxed as string|});
                object clean = person.Tier;
                Console.WriteLine((string)clean);
            }
        }
        """);

    [Fact]
    public Task Methods_and_types_named_in_the_code() => FlowCode.Verify(
        """
        class Called
        {
            public static void Show(string text) => Console.WriteLine(text);

            public static void Size(string text) => Console.WriteLine(text.Length);

            public static string Same(string text) => text;

            void M(Person person)
            {
                typeof(Called).GetMethod("Show")!.Invoke(null, [{|PRIV3001:person.Email|}]);
                typeof(Called).GetMethod("Show")!.Invoke(null, [person.Tier]);
                typeof(Called).GetMethod("Size")!.Invoke(null, [person.Email]);
                var type = typeof(Called);
                var method = type.GetMethod(nameof(Same))!;
                Console.WriteLine({|PRIV3001:method.Invoke(null, new object[] { person.Email })|});
                Console.WriteLine(method.Invoke(null, new object[] { person.Tier }));
                var show = (Action<string>)Delegate.CreateDelegate(typeof(Action<string>), type.GetMethod("Show")!);
                show({|PRIV3001:person.Email|});
                type.GetMethod("Size")!.CreateDelegate<Action<string>>()(person.Email);
                Console.WriteLine(show.Method.Name);
            }
        }

        class Made
        {
            private readonly string _text;

            public Made(string text) => _text = text;

            static void M(Person person)
            {
                var made = (Made)Activator.CreateInstance(typeof(Made), person.Email)!;
                Console.WriteLine({|PRIV3001:made._text|});
                var clean = (Made)Activator.CreateInstance(typeof(Made), person.Tier)!;
                Console.WriteLine(clean._text);
            }
        }
        """);

    [Fact]
    public Task What_an_object_turns_out_to_be() => FlowCode.Verify(
        """
        class Unboxed
        {
            static void Cast(object value)
            {
                var text = (string)value;
                Console.WriteLine(text);
            }

            static void Matched(object value)
            {
                if (value is string text)
                    Console.WriteLine(text);
            }

            void M(Person person)
            {
                Cast({|PRIV3001:person.Email|});
                Cast(person.Tier);
                Matched({|PRIV3001:person.Email|});
                Matched(person.Tier);
            }
        }
        """);

    [Fact]
    public Task Members_that_are_not_known_and_methods_of_libraries() => FlowCode.Verify(
        """
        class All_properties
        {
            void M(Person person, Guid other)
            {
                foreach (var property in typeof(Person).GetProperties())
                {
                    Console.WriteLine(property.Name);
                    Console.WriteLine({|PRIV3001:property.GetValue(person)|});
                    Console.WriteLine(property.GetValue(other));
                }
            }
        }

        class Library
        {
            void M(Person person)
            {
                var upper = typeof(string).GetMethod("ToUpper", Type.EmptyTypes)!;
                Console.WriteLine({|PRIV3001:upper.Invoke(person.Email, null)|});
                Console.WriteLine(upper.Invoke(person.Tier, null));
            }
        }
        """);

    [Fact]
    public Task An_object_written_and_read_again_as_its_kind() => FlowCode.Verify(
        """
        class Copy
        {
            record Card(string Line);

            void M(Person person)
            {
                var text = System.Text.Json.JsonSerializer.Serialize(person);
                var copy = System.Text.Json.JsonSerializer.Deserialize<Person>(text)!;
                Console.WriteLine(copy.Tier);
                Console.WriteLine({|PRIV3001:copy.Email|});
                var other = System.Text.Json.JsonSerializer.Deserialize<Card>(text)!;
                Console.WriteLine({|PRIV3001:other.Line|});
            }
        }
        """);

    [Fact]
    public Task Methods_that_are_named_otherwise() => FlowCode.Verify(
        """
        class Otherwise
        {
            string _text = "";

            public static void Show<T>(T value) => Console.WriteLine(value);

            static string Pass(string text) => text;

            static string Drop(string text) => "";

            [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_kept")]
            static extern ref string Kept(Holder holder);

            [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "Say")]
            static extern void Say(Holder holder, string text);

            [UnsafeAccessor(UnsafeAccessorKind.Constructor)]
            static extern Holder Make(string text);

            sealed class Holder
            {
                private string _kept;
                private Holder(string text) => _kept = text;
                public Holder() : this("") { }
                private void Say(string text) => Console.WriteLine(text);
                public string Text => _kept;
            }

            void M(Person person)
            {
                var show = typeof(Otherwise).GetMethod("Show")!.MakeGenericMethod(typeof(string));
                show.Invoke(null, [{|PRIV3001:person.Email|}]);
                show.Invoke(null, [person.Tier]);
                var pass = (Func<string, string>)Delegate.CreateDelegate(typeof(Func<string, string>), typeof(Otherwise), "Pass");
                Console.WriteLine({|PRIV3001:pass(person.Email)|});
                var drop = (Func<string, string>)Delegate.CreateDelegate(typeof(Func<string, string>), typeof(Otherwise), "Drop");
                Console.WriteLine(drop(person.Email));
            }

            void Accessors(Person person)
            {
                var holder = new Holder();
                Kept(holder) = person.Email;
                Console.WriteLine({|PRIV3001:Kept(holder)|});
                Console.WriteLine({|PRIV3001:holder.Text|});
                Kept(holder) = person.Tier;
                Console.WriteLine(holder.Text);
                Say(holder, {|PRIV3001:person.Email|});
                Say(holder, person.Tier);
                Console.WriteLine({|PRIV3001:Make(person.Email).Text|});
                Console.WriteLine(Make(person.Tier).Text);
            }
        }

        class Indexed_dynamically
        {
            string this[string key]
            {
                get => key;
                set => Console.WriteLine(value);
            }

            void M(Person person)
            {
                dynamic self = this;
                self["a"] = {|PRIV3001:person.Email|};
                self["a"] = person.Tier;
                Console.WriteLine({|PRIV3001:self[person.Email]|});
                Console.WriteLine(self[person.Tier]);
            }
        }
        """);
}
