namespace PrivacyAnalyzers.Tests.Flow;

public class DelegateTests
{
    [Fact]
    public Task Lambdas_captures_and_events() => FlowCode.Verify(
        """
        class Lambdas
        {
            void M(Person person)
            {
                Action<string> show = text => Console.WriteLine(text);
                show({|PRIV3001:person.Email|});
                show(person.Tier);
                Action<string> size = text => Console.WriteLine(text.Length);
                size(person.Email);
                Func<Person, string> mail = p => p.Email;
                Console.WriteLine({|PRIV3001:mail(person)|});
            }
        }

        class Captures
        {
            void M(Person person)
            {
                var text = person.Tier;
                Action show = () => Console.WriteLine({|PRIV3001:text|});
                text = person.Email;
                show();
            }

            void Clean(Person person)
            {
                var text = person.Tier;
                Action show = () => Console.WriteLine(text);
                show();
            }
        }

        class Groups
        {
            static void Show(string text) => Console.WriteLine(text);

            static void Each(string text, Action<string> action) => action(text);

            void M(Person person)
            {
                Each({|PRIV3001:person.Email|}, Show);
                Each(person.Tier, Show);
                Each(person.Email, text => Console.WriteLine(text.Length));
            }
        }

        class Local_functions
        {
            void M(Person person)
            {
                void Show(string text) => Console.WriteLine(text);
                string Same(string text) => text;
                Show({|PRIV3001:person.Email|});
                Show(person.Tier);
                Console.WriteLine({|PRIV3001:Same(person.Email)|});
            }
        }

        class Events
        {
            private event Action<string>? Changed;

            void M(Person person)
            {
                Changed += text => Console.WriteLine(text);
                Changed?.Invoke({|PRIV3001:person.Email|});
                Changed?.Invoke(person.Tier);
            }
        }

        class Field
        {
            private readonly Func<string, string> _format = text => "<" + text + ">";
            private readonly Func<string, string> _drop = _ => "dropped";

            void M(Person person)
            {
                Console.WriteLine({|PRIV3001:_format(person.Email)|});
                Console.WriteLine(_drop(person.Email));
            }
        }

        class Table
        {
            void M(Person person)
            {
                var table = new Dictionary<string, Action<string>>
                {
                    ["length"] = text => Console.WriteLine(text.Length),
                    ["show"] = text => Console.WriteLine(text),
                };
                table["length"](person.Email);
                table["show"]({|PRIV3001:person.Email|});
                foreach (var pair in table)
                    pair.Value({|PRIV3001:person.Email|});
            }
        }
        """);

    [Fact]
    public Task Receivers_and_accessors() => FlowCode.Verify(
        """
        class Bound
        {
            private static void Show(Func<string> text) => Console.WriteLine(text());

            void M(Person person)
            {
                Show(person.Tier.ToString);
                Show({|PRIV3001:person.Email.ToString|});
            }
        }

        class Bell
        {
            private Action<string>? _listeners;

            internal event Action<string> Rang
            {
                add => _listeners += value;
                remove => _listeners -= value;
            }

            internal void Ring(string text) => _listeners?.Invoke(text);

            static void M(Person person)
            {
                var loud = new Bell();
                loud.Rang += text => Console.WriteLine(text);
                loud.Ring(person.Tier);
                loud.Ring({|PRIV3001:person.Email|});
                var quiet = new Bell();
                quiet.Rang += text => Console.WriteLine(text.Length);
                quiet.Ring(person.Email);
            }
        }

        class Threads
        {
            void M(Person person)
            {
                var thread = new Thread(state => Console.WriteLine(state));
                thread.Start(person.Tier);
                thread.Start({|PRIV3001:person.Email|});
            }
        }

        class Invocations
        {
            void M(Person person)
            {
                Action<string> all = text => Console.WriteLine(text.Length);
                all += text => Console.WriteLine(text);
                foreach (var one in all.GetInvocationList().Cast<Action<string>>())
                    one({|PRIV3001:person.Email|});
            }
        }
        """);
}
