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

    [Fact]
    public Task Personal_data_that_is_handed_to_the_caller_s_delegate() => FlowCode.Verify(
        """
        class Hands_over
        {
            static void Each(Person person, Action<string> action, Action<string> other)
            {
                action({|PRIV3001:person.Email|});
                action(person.Tier);
                other(person.Email);
            }

            static void Inner(Action<Action<string>> outer, Action<string> action) => outer(action);

            void M(Person person)
            {
                Each(person, text => Console.WriteLine(text), text => Console.WriteLine(text.Length));
                Inner(action => action({|PRIV3001:person.Email|}), text => Console.WriteLine(text));
                Inner(action => action(person.Email), text => Console.WriteLine(text.Length));
            }
        }

        class Made_with(Action<string> show, Action<string> drop)
        {
            private readonly Action<string> _show = show;

            internal void Run(Person person)
            {
                _show({|PRIV3001:person.Email|});
                drop(person.Email);
            }

            static void M(Person person) => new Made_with(text => Console.WriteLine(text), _ => { }).Run(person);
        }

        sealed class Inline<T>(Action<T> handler) : IProgress<T>
        {
            public void Report(T value) => handler(value);
        }

        class Reports
        {
            static void Work(Person person, IProgress<string> progress, IProgress<int> steps)
            {
                steps.Report(1);
                progress.Report(person.Tier);
                progress.Report({|PRIV3001:person.Email|});
            }

            static void M(Person person) => Work(person, new Inline<string>(text => Console.WriteLine(text)), new Inline<int>(step => Console.WriteLine(step)));
        }
        """);

    [Fact]
    public Task An_event_s_handlers_are_those_of_all_code() => FlowCode.Verify(
        """
        class Source
        {
            public event Action<string>? Changed;

            public event Action<string>? Quiet;

            internal void Raise(Person person)
            {
                Changed?.Invoke({|PRIV3001:person.Email|});
                Changed?.Invoke(person.Tier);
                Quiet?.Invoke(person.Email);
            }

            internal void Tell(string text) => Changed?.Invoke(text);

            static void Alone(Person person) => new Source().Tell(person.Email);
        }

        class Listener
        {
            void Listen(Source source)
            {
                source.Changed += text => Console.WriteLine(text);
                source.Quiet += text => Console.WriteLine(text.Length);
            }

            void Tell(Source source, Person person)
            {
                source.Tell({|PRIV3001:person.Email|});
                source.Tell(person.Tier);
            }
        }

        interface IClock
        {
            event Action<string> Ticked;
        }

        class Clock : IClock
        {
            public event Action<string>? Ticked;

            internal void Tick(Person person) => Ticked?.Invoke({|PRIV3001:person.Email|});
        }

        class Watcher(IClock clock)
        {
            void Watch() => clock.Ticked += Show;

            private void Show(string text) => Console.WriteLine(text);
        }

        class Own_accessors
        {
            private Action<string>? _handlers;

            private event Action<string> Changed
            {
                add => _handlers += value;
                remove => _handlers -= value;
            }

            void M(Person person)
            {
                Changed += text => Console.WriteLine(text);
                _handlers?.Invoke({|PRIV3001:person.Email|});
            }
        }

        class Everyone
        {
            public static event Action<string>? Said;

            internal static void Say(Person person) => Said?.Invoke({|PRIV3001:person.Email|});
        }

        class Hears
        {
            Hears() => Everyone.Said += text => Console.WriteLine(text);
        }
        """);

    [Fact]
    public Task Function_pointers() => FlowCode.Verify(
        """
        unsafe class Pointers
        {
            static void Show(string text) => Console.WriteLine(text);

            static void Size(string text) => Console.WriteLine(text.Length);

            static void Through(delegate*<string, void> pointer, string text) => pointer(text);

            void M(Person person)
            {
                delegate*<string, void> show = &Show;
                show({|PRIV3001:person.Email|});
                delegate*<string, void> size = &Size;
                size(person.Email);
                Through(&Show, {|PRIV3001:person.Email|});
                Through(&Size, person.Email);
            }
        }
        """);

    [Fact]
    public Task Methods_of_libraries_as_delegates() => FlowCode.Verify(
        """
        class Groups
        {
            void Sinks(List<Person> people)
            {
                var mails = people.Select(p => p.Email).ToList();
                {|PRIV3001:mails|}.ForEach(Console.WriteLine);
                var tiers = people.Select(p => p.Tier).ToList();
                tiers.ForEach(Console.WriteLine);
                Array.ForEach({|PRIV3001:mails.ToArray()|}, Console.WriteLine);
                Array.ForEach(tiers.ToArray(), Console.WriteLine);
            }

            void Propagators(List<string> tiers, Person person)
            {
                var mails = new List<string> { person.Email };
                foreach (var text in mails.Select(System.Net.WebUtility.HtmlEncode))
                    Console.WriteLine({|PRIV3001:text|});
                foreach (var text in tiers.Select(System.Net.WebUtility.HtmlEncode))
                    Console.WriteLine(text);
                foreach (var empty in mails.Select(string.IsNullOrEmpty))
                    Console.WriteLine(empty);
                Func<string> trim = person.Email.Trim;
                Console.WriteLine({|PRIV3001:trim()|});
            }

            void Threads(Person person)
            {
                new Thread(state => Console.WriteLine(state)).Start({|PRIV3001:person.Email|});
                new Thread(state => Console.WriteLine(state is null)).Start(person.Email);
                new Thread(new ParameterizedThreadStart(Console.WriteLine)).Start({|PRIV3001:person.Email|});
                new Thread(new ParameterizedThreadStart(Console.WriteLine)).Start(person.Tier);
            }
        }
        """);

    [Fact]
    public Task Closures_that_are_returned() => FlowCode.Verify(
        """
        class Returned
        {
            private static Action Make(string text) => () => Console.WriteLine(text);

            private static (Action<string> Set, Action Show) Cell()
            {
                var text = "";
                return (t => text = t, () => Console.WriteLine(text));
            }

            void M(Person person)
            {
                Make({|PRIV3001:person.Email|})();
                var show = Make(person.Tier);
                show();
                var later = Make({|PRIV3001:person.Email|});
                later();
                var cell = Cell();
                cell.Set(person.Tier);
                cell.Show();
            }
        }
        """);

    [Fact]
    public Task Lambdas_that_give_lambdas() => FlowCode.Verify(
        """
        class Curried
        {
            static Func<string, Func<string, string>> Curry(Func<string, string, string> function) => first => second => function(first, second);

            void M(Person person)
            {
                var joined = Curry((a, b) => a + b)(person.Email);
                Console.WriteLine({|PRIV3001:joined("!")|});
                var second = Curry((a, b) => b)(person.Email);
                Console.WriteLine(second("!"));
                var plain = Curry((a, b) => a + b)(person.Tier);
                Console.WriteLine(plain("!"));
            }
        }
        """);

    [Fact]
    public Task What_a_handler_of_other_code_captured_is_reported_there() => FlowCode.Verify(
        """
        class Clock
        {
            public event Action? Ticked;

            public void Tick() => Ticked?.Invoke();
        }

        class Clocks
        {
            void M(Person person)
            {
                var clock = new Clock();
                var captured = person.Email;
                var tier = person.Tier;
                clock.Ticked += () => Console.WriteLine({|PRIV3001:captured|});
                clock.Ticked += () => Console.WriteLine(tier);
                clock.Tick();
            }
        }
        """);
}
