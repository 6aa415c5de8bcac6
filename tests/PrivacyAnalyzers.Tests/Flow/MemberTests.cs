namespace PrivacyAnalyzers.Tests.Flow;

public class MemberTests
{
    [Fact]
    public Task Private_members_carry() => FlowCode.Verify(
        """
        class Field
        {
            private string _last = "";
            private string _tier = "";

            void Set(Person person)
            {
                _last = person.Email;
                _tier = person.Tier;
            }

            void Show()
            {
                Console.WriteLine({|PRIV3001:_last|});
                Console.WriteLine(_tier);
            }
        }

        class Cleared
        {
            private string _last = "";

            void M(Person person)
            {
                _last = person.Email;
                Console.WriteLine({|PRIV3001:_last|});
                _last = "";
                Console.WriteLine(_last);
            }
        }

        class By_object
        {
            private class Box(string text)
            {
                internal string Text => text;
            }

            void M(Person person)
            {
                Console.WriteLine({|PRIV3001:new Box(person.Email).Text|});
                Console.WriteLine(new Box(person.Tier).Text);
            }
        }

        class Printer(string text)
        {
            internal void Print() => Console.WriteLine(text);
        }

        class Receiver
        {
            void M(Person person)
            {
                var box = new Printer(person.Email);
                {|PRIV3001:box|}.Print();
                new Printer(person.Tier).Print();
            }
        }

        class Computed(Person person)
        {
            private string Label => person.Id + ":" + person.Email;

            private string Rank => person.Id + ":" + person.Tier;

            void M()
            {
                Console.WriteLine({|PRIV3001:Label|});
                Console.WriteLine(Rank);
            }
        }

        class Marked_whatever_was_stored
        {
            void M()
            {
                var person = new Person { Email = "constant" };
                Console.WriteLine({|PRIV3001:person.Email|});
            }
        }

        class Builder
        {
            private readonly List<string> _parts = [];

            internal Builder Add(string part)
            {
                _parts.Add(part);
                return this;
            }

            internal string Build() => string.Join(",", _parts);

            static void M(Person person)
            {
                Console.WriteLine({|PRIV3001:new Builder().Add("a").Add(person.Email).Build()|});
                Console.WriteLine(new Builder().Add("a").Add(person.Tier).Build());
            }
        }
        """);

    [Fact]
    public Task Static_members_and_their_initializers() => FlowCode.Verify(
        """
        class Statics
        {
            private static string s_last = "";
            private static string s_tier = "";
            private static readonly List<string> s_all = [];

            static void Set(Person person)
            {
                s_last = person.Email;
                s_tier = person.Tier;
                s_all.Add(person.Email);
            }

            static void Show()
            {
                Console.WriteLine({|PRIV3001:s_last|});
                Console.WriteLine(s_tier);
                Console.WriteLine({|PRIV3001:s_all[0]|});
                Console.WriteLine(s_all.Count);
            }
        }

        class Initializers
        {
            private static readonly Func<Person, string> s_mail = p => p.Email;
            private static readonly Func<Person, string> s_tier = p => p.Tier;

            void M(Person person)
            {
                Console.WriteLine({|PRIV3001:s_mail(person)|});
                Console.WriteLine(s_tier(person));
            }
        }
        """);

    [Fact]
    public Task Delegates_in_a_private_dictionary() => FlowCode.Verify(
        """
        class Fields
        {
            private readonly Dictionary<string, Func<Person, string>> _fields = new()
            {
                ["tier"] = p => p.Tier,
                ["mail"] = p => p.Email,
            };

            private readonly Dictionary<string, Func<Person, string>> _clean = new() { ["tier"] = p => p.Tier };

            private string Render(string template, Person person)
            {
                var text = template;
                foreach (var (name, read) in _fields)
                    text = text.Replace(name, read(person));
                return text;
            }

            private string Clean(string template, Person person)
            {
                foreach (var (name, read) in _clean)
                    template = template.Replace(name, read(person));
                return template;
            }

            void M(Person person)
            {
                Console.WriteLine({|PRIV3001:Render("{mail}", person)|});
                Console.WriteLine(Clean("{mail}", person));
                Console.WriteLine({|PRIV3001:_fields["mail"](person)|});
            }
        }
        """);

    /// <summary>As many ways lead to an object as there are paths among them; each is looked at once.</summary>
    [Fact]
    public Task A_private_member_that_holds_a_mesh_of_objects()
    {
        var objects = string.Concat(Enumerable.Range(0, 150).Select(_ => "all.Add(new Node()); "));
        return FlowCode.Verify(
            $$"""
            class Node
            {
                internal List<Node> Others = [];
                internal List<Node> More = [];
                private string _text = "";

                internal string Get() => _text;

                internal void Put(string text) => _text = text;
            }

            class Mesh
            {
                private List<Node> _all = [];

                internal Mesh(Person person)
                {
                    var all = new List<Node>();
                    {{objects}}
                    foreach (var node in all)
                    {
                        node.Others = all;
                        node.More = all;
                    }
                    all[0].Put(person.Email);
                    _all = all;
                }

                internal void M() => Console.WriteLine({|PRIV3001:_all[0].Get()|});
            }
            """);
    }

    [Fact]
    public Task What_other_types_let_a_static_member_keep() => FlowCode.Verify(
        """
        static class Cache
        {
            private static readonly Dictionary<string, string> s_values = new();
            private static string s_last = "";

            public static string Tier { get => s_values["tier"]; set => s_values["tier"] = value; }

            public static string Last { get => s_last; set => s_last = value; }

            public static void Put(string key, string value) => s_values[key] = value;

            public static string Get(string key) => s_values[key];
        }

        sealed class Session
        {
            private string _mail = "";
            private string _tier = "";

            public static Session Current { get; } = new();

            public void Enter(string mail, string tier) => (_mail, _tier) = (mail, tier);

            public string Mail() => _mail;

            public string Tier() => _tier;
        }

        class Fills
        {
            void M(Person person)
            {
                Cache.Put("mail", person.Email);
                Cache.Tier = person.Tier;
                Cache.Last = person.Email;
                Session.Current.Enter(person.Email, person.Tier);
            }
        }

        class Reads
        {
            void M()
            {
                Console.WriteLine({|PRIV3001:Cache.Get("mail")|});
                Console.WriteLine(Cache.Get("tier"));
                Console.WriteLine(Cache.Tier);
                Console.WriteLine({|PRIV3001:Cache.Last|});
                Console.WriteLine({|PRIV3001:Session.Current.Mail()|});
                Console.WriteLine(Session.Current.Tier());
            }
        }
        """);

    [Fact]
    public Task What_a_helper_keeps_for_another_method() => FlowCode.Verify(
        """
        class Keeper
        {
            private readonly List<string> _all = new();
            private string _mail = "";
            private string _tier = "";
            private string _text = "";
            private string _given = "";

            void Fill(Person person)
            {
                Put(person.Email, person.Tier);
                Do(text => _text = text, person.Email);
                Do(Give, person.Email);
            }

            private void Put(string mail, string tier)
            {
                _mail = mail;
                _tier = tier;
                _all.Add(mail);
            }

            private void Give(string text) => _given = text;

            private static void Do(Action<string> action, string text) => action(text);

            void Show()
            {
                Console.WriteLine({|PRIV3001:_mail|});
                Console.WriteLine(_tier);
                Console.WriteLine({|PRIV3001:_all[0]|});
                Console.WriteLine({|PRIV3001:_text|});
                Console.WriteLine({|PRIV3001:_given|});
            }
        }
        """);

    [Fact]
    public Task What_the_end_of_a_using_leaves() => FlowCode.Verify(
        """
        class Disposed
        {
            sealed class Secret : IDisposable
            {
                public string Text = "";
                public void Dispose() => Text = "";
            }

            void M(Person person)
            {
                var secret = new Secret();
                using (secret)
                {
                    secret.Text = person.Email;
                    Console.WriteLine({|PRIV3001:secret.Text|});
                }
                Console.WriteLine(secret.Text);
                var other = new Secret { Text = person.Email };
                other?.Dispose();
                Console.WriteLine(other!.Text);
                var kept = new Secret { Text = person.Email };
                if (kept != null)
                    Console.WriteLine({|PRIV3001:kept.Text|});
                else
                    Console.WriteLine({|PRIV3001:person.Email|});
            }
        }
        """);

    [Fact]
    public Task A_private_member_of_any_type() => FlowCode.Verify(
        """
        class Any_type
        {
            object _one = "";
            readonly Dictionary<string, object> _many = new();

            void Keep(Person person)
            {
                _one = person.Email;
                _many["mail"] = person.Email;
                _many["tier"] = person.Tier;
                Show();
            }

            void Show()
            {
                Console.WriteLine({|PRIV3001:_one|});
                Console.WriteLine({|PRIV3001:_many["mail"]|});
                Console.WriteLine(_many["tier"]);
            }
        }
        """);

    [Fact]
    public Task What_an_indexer_keeps() => FlowCode.Verify(
        """
        class Shelf
        {
            readonly string[] _slots = new string[4];
            readonly Dictionary<string, string> _named = new();

            string this[int at]
            {
                get => _slots[at];
                set => _slots[at] = value;
            }

            string this[string key]
            {
                get => _named[key];
                set => _named[key] = value;
            }

            public void Fill(Person person)
            {
                this[1] = person.Email;
                this[2] = person.Tier;
                this["mail"] = person.Email;
                this["tier"] = person.Tier;
            }

            public void Show()
            {
                Console.WriteLine({|PRIV3001:this[1]|});
                Console.WriteLine(this[2]);
                Console.WriteLine({|PRIV3001:this["mail"]|});
                Console.WriteLine(this["tier"]);
            }
        }
        """);

    [Fact]
    public Task What_a_factory_fills_is_read_later() => FlowCode.Verify(
        """
        class Card
        {
            string _owner = "";
            string _tier = "";
            readonly Dictionary<string, string> _extra = new();

            Card() { }

            public static Card Of(Person person)
            {
                var card = new Card();
                card._owner = person.Email;
                card._tier = person.Tier;
                card._extra["mail"] = person.Email;
                card._extra["tier"] = person.Tier;
                return card;
            }

            public void Show()
            {
                Console.WriteLine({|PRIV3001:_owner|});
                Console.WriteLine(_tier);
                Console.WriteLine({|PRIV3001:_extra["mail"]|});
                Console.WriteLine(_extra["tier"]);
            }
        }

        class Kept
        {
            Card? _card;

            void Keep(Person person) => _card = Card.Of(person);

            void Show() => _card!.Show();
        }
        """);
}
