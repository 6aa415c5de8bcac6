namespace PrivacyAnalyzers.Tests.Flow;

public class DispatchTests
{
    /// <summary>What a loop or <c>using</c> does away with is of the type that it has there, not any that can be done away with.</summary>
    [Fact]
    public Task What_is_declared_a_narrower_interface_answers_as_one() => FlowCode.Verify(
        """
        interface IResult
        {
            IHandle Open();
        }

        interface IUsers
        {
            IEnumerable<string> Parts(string text);
            IResult Create(string email);
        }

        interface IHandle : IDisposable;

        class Measure(string text) : IDisposable
        {
            private readonly string _text = text;

            public void Dispose() => Console.WriteLine(_text);
        }

        class Loops
        {
            void M(Person person, IUsers users)
            {
                foreach (var part in users.Parts(person.Email))
                    Console.WriteLine({|PRIV3001:part|});
                using var handle = users.Create(person.Email).Open();
            }
        }

        interface IShown : IDisposable;

        class ShownBase(string text)
        {
            private readonly string _text = text;

            public void Dispose() => Console.WriteLine(_text);
        }

        class Shown(string text) : ShownBase(text), IShown;

        class Shows
        {
            void M(Person person)
            {
                IShown shown = new Shown(person.Email);
                End({|PRIV3001:shown|});
            }

            void End(IShown shown) => shown.Dispose();
        }
        """);

    [Fact]
    public Task What_is_called_by_the_object() => FlowCode.Verify(
        """
        interface IPrinter
        {
            void Print(string text);
        }

        class Loud : IPrinter
        {
            public void Print(string text) => Console.WriteLine(text);
        }

        class Silent : IPrinter
        {
            public void Print(string text) => Console.WriteLine(text.Length);
        }

        class Prefixed(IPrinter inner) : IPrinter
        {
            public void Print(string text) => inner.Print("> " + text);
        }

        class Any_implementation
        {
            void M(IPrinter printer, Person person)
            {
                printer.Print({|PRIV3001:person.Email|});
                printer.Print(person.Tier);
            }
        }

        class Known_implementation
        {
            void M(Person person)
            {
                IPrinter silent = new Silent();
                silent.Print(person.Email);
                IPrinter loud = new Loud();
                loud.Print({|PRIV3001:person.Email|});
            }
        }

        class Decorator
        {
            void M(Person person)
            {
                new Prefixed(new Silent()).Print(person.Email);
                new Prefixed(new Loud()).Print({|PRIV3001:person.Email|});
            }
        }

        abstract class Template
        {
            internal void Run(string text) => Step(text);

            protected abstract void Step(string text);
        }

        sealed class Shows : Template
        {
            protected override void Step(string text) => Console.WriteLine(text);
        }

        sealed class Drops : Template
        {
            protected override void Step(string text)
            {
            }
        }

        class Template_method
        {
            void M(Person person)
            {
                new Shows().Run({|PRIV3001:person.Email|});
                new Drops().Run(person.Email);
            }
        }

        class Overloads
        {
            static void Show(string text) => Console.WriteLine(text);

            static void Show(object text) => Console.WriteLine("an object");

            void M(Person person)
            {
                Show({|PRIV3001:person.Email|});
                Show((object)person.Email);
            }
        }

        class Generic_abstract
        {
            interface IParse<T>
            {
                static abstract string Text(T value);
            }

            struct Shown : IParse<string>
            {
                public static string Text(string value) => value;
            }

            struct Hidden : IParse<string>
            {
                public static string Text(string value) => "hidden";
            }

            static string Of<T>(string text)
                where T : IParse<string> => T.Text(text);

            void M(Person person) => Console.WriteLine({|PRIV3001:Of<Shown>(person.Email)|});
        }
        """);

    [Fact]
    public Task A_framework_interface_is_answered_by_the_project() => FlowCode.Verify(
        """
        class Progress : IProgress<string>
        {
            public void Report(string value) => Console.WriteLine(value);
        }

        class Steps : IProgress<int>
        {
            public void Report(int value) => Console.WriteLine(value);
        }

        class Work
        {
            void M(IProgress<string> progress, Person person)
            {
                progress.Report("started");
                progress.Report({|PRIV3001:person.Email|});
            }
        }
        """);

    [Fact]
    public Task Extension_members() => FlowCode.Verify(
        """
        static class PersonExtensions
        {
            private static readonly Person s_person = new();

            extension(Person person)
            {
                public string Address => "<" + person.Email + ">";

                public string Level => person.Tier;

                public string Titled(string title) => title + person.Id;

                public void Show(bool all)
                {
                    Console.WriteLine(person.Id);
                    if (all)
                        Console.WriteLine({|PRIV3001:person.Email|});
                }

                public static string Kind(string text) => "person";
            }

            extension(string text)
            {
                public string Half() => text[..(text.Length / 2)];

                public Func<string> Later() => () => text;

                public void Print() => Console.WriteLine(text);
            }

            extension<T>(IEnumerable<T> items)
            {
                public T Second() => items.Skip(1).First();
            }

            extension(object)
            {
                internal static string Known => s_person.Email;

                internal static string Rank => s_person.Tier;
            }

            extension(ref int number)
            {
                public void Become(int other) => number = other;
            }
        }

        class Uses
        {
            void M(Person person, List<Person> people)
            {
                Console.WriteLine(person.Level);
                Console.WriteLine({|PRIV3001:person.Address|});
                Console.WriteLine(person.Titled(person.Tier));
                Console.WriteLine({|PRIV3001:person.Titled(person.Email)|});
                person.Show(true);
                Console.WriteLine(Person.Kind(person.Email));
                Console.WriteLine(person.Tier.Half());
                Console.WriteLine({|PRIV3001:person.Email.Half()|});
                Console.WriteLine({|PRIV3001:PersonExtensions.Half(person.Email)|});
                Console.WriteLine({|PRIV3001:person.Email.Later()()|});
                person.Tier.Print();
                {|PRIV3001:person.Email|}.Print();
                PersonExtensions.Print({|PRIV3001:person.Email|});
                Console.WriteLine(people.Select(p => p.Tier).Second());
                Console.WriteLine({|PRIV3001:people.Select(p => p.Email).Second()|});
                var number = 0;
                number.Become(person.Id);
                Console.WriteLine(number);
                number.Become(person.Email[0]);
                Console.WriteLine({|PRIV3001:number|});
            }

            void Others()
            {
                Console.WriteLine({|PRIV3001:object.Known|});
                Console.WriteLine(object.Rank);
            }
        }
        """);

    [Fact]
    public Task What_types_tell() => FlowCode.Verify(
        """
        abstract class Report
        {
            internal abstract string Text(Person person);
        }

        class Full : Report
        {
            internal override string Text(Person person) => person.Email;
        }

        class Short : Report
        {
            internal override string Text(Person person) => person.Tier;
        }

        class By_pattern
        {
            private static Report Choose(int n) => n > 0 ? new Full() : new Short();

            void M(Person person, int n)
            {
                Console.WriteLine({|PRIV3001:Choose(n).Text(person)|});
                if (Choose(n) is Short little)
                    Console.WriteLine(little.Text(person));
                Console.WriteLine(((Short)Choose(n)).Text(person));
            }
        }

        interface IHandler<in TRequest, TResult>
        {
            TResult Handle(TRequest request);
        }

        record AskTier(Person Person);

        record AskEmail(Person Person);

        class TierHandler : IHandler<AskTier, string>
        {
            public string Handle(AskTier request) => request.Person.Tier;
        }

        class EmailHandler : IHandler<AskEmail, string>
        {
            public string Handle(AskEmail request) => request.Person.Email;
        }

        class By_type_arguments(IHandler<AskTier, string> tiers, IHandler<AskEmail, string> emails)
        {
            void M(Person person)
            {
                Console.WriteLine(tiers.Handle(new AskTier(person)));
                Console.WriteLine({|PRIV3001:emails.Handle(new AskEmail(person))|});
            }
        }
        """);

    [Fact]
    public Task Operators_and_partial_members() => FlowCode.Verify(
        """
        interface IJoined<T>
            where T : IJoined<T>
        {
            static abstract T operator /(T left, T right);

            string Text { get; }
        }

        class Joined(string text) : IJoined<Joined>
        {
            public string Text => text;

            public static Joined operator /(Joined left, Joined right) => right;
        }

        class Through_an_interface
        {
            static void Show<T>(T left, T right)
                where T : IJoined<T>
            {
                var joined = left / right;
                Console.WriteLine(joined.Text);
            }

            void M(Person person)
            {
                Show(new Joined(person.Tier), {|PRIV3001:new Joined(person.Email)|});
                Show(new Joined(person.Email), new Joined(person.Tier));
            }
        }

        partial class Parts
        {
            private readonly string[] _cells = new string[1];

            private partial string this[int index] { get; set; }

            private static partial string Same(string text);
        }

        partial class Parts
        {
            private partial string this[int index]
            {
                get => _cells[index];
                set => _cells[index] = value;
            }

            private static partial string Same(string text) => text;

            static void M(Person person)
            {
                var parts = new Parts();
                parts[0] = person.Email;
                Console.WriteLine({|PRIV3001:parts[0]|});
                Console.WriteLine({|PRIV3001:Same(person.Email)|});
                Console.WriteLine(Same(person.Tier));
            }
        }
        """);

    [Fact]
    public Task A_service_that_is_asked_for_by_type() => FlowCode.Verify(
        """
        interface IShow
        {
            void Show(string text);
        }

        class Quiet : IShow
        {
            public void Show(string text) => Console.WriteLine(text.Length);
        }

        class Loud : IShow
        {
            public void Show(string text) => Console.WriteLine(text);
        }

        class Locator
        {
            void M(IServiceProvider services, Person person) => ((IShow)services.GetService(typeof(Quiet))!).Show(person.Email);

            void Other(IServiceProvider services, Person person) => ((IShow)services.GetService(typeof(Loud))!).Show({|PRIV3001:person.Email|});

            void Any(IServiceProvider services, Person person) => ((IShow)services.GetService(typeof(IShow))!).Show({|PRIV3001:person.Email|});
        }
        """);

    [Fact]
    public Task Type_arguments() => FlowCode.Verify(
        """
        interface IShow<TSelf>
            where TSelf : IShow<TSelf>
        {
            static abstract string Of(Person person);

            static abstract void Put(string text);

            static abstract string operator +(TSelf show, string text);
        }

        sealed class Mail : IShow<Mail>
        {
            public static string Of(Person person) => person.Email;

            public static void Put(string text) => Console.WriteLine(text);

            public static string operator +(Mail show, string text) => text;
        }

        sealed class Tier : IShow<Tier>
        {
            public static string Of(Person person) => person.Tier;

            public static void Put(string text) => Console.WriteLine(text.Length);

            public static string operator +(Tier show, string text) => "tier";
        }

        class Methods
        {
            private static string Get<T>(Person person) where T : IShow<T> => T.Of(person);

            private static void Give<T>(string text) where T : IShow<T> => T.Put(text);

            private static void Twice<T>(string text) where T : IShow<T> => Give<T>(text);

            private static string Plus<T>(T show, string text) where T : IShow<T> => show + text;

            private static Action<string> Later<T>() where T : IShow<T> => text => T.Put(text);

            void M(Person person)
            {
                Console.WriteLine({|PRIV3001:Get<Mail>(person)|});
                Console.WriteLine(Get<Tier>(person));
                Twice<Mail>({|PRIV3001:person.Email|});
                Twice<Tier>(person.Email);
                Console.WriteLine({|PRIV3001:Plus(new Mail(), person.Email)|});
                Console.WriteLine(Plus(new Tier(), person.Email));
                Later<Mail>()({|PRIV3001:person.Email|});
                Later<Tier>()(person.Email);
            }
        }

        sealed class Printer<T>
            where T : IShow<T>
        {
            public void Print(string text) => T.Put(text);
        }

        abstract class Step
        {
            public abstract string Do(string text);
        }

        sealed class Keep : Step
        {
            public override string Do(string text) => text;
        }

        sealed class Drop : Step
        {
            public override string Do(string text) => "dropped";
        }

        class Types
        {
            private static string Run<T>(string text) where T : Step, new() => new T().Do(text);

            private readonly Dictionary<Type, string> _byType = new();

            private void Put<T>(string text) => _byType[typeof(T)] = text;

            private string Get<T>() => _byType[typeof(T)];

            void M(Person person)
            {
                new Printer<Mail>().Print({|PRIV3001:person.Email|});
                new Printer<Tier>().Print(person.Email);
                Console.WriteLine({|PRIV3001:Run<Keep>(person.Email)|});
                Console.WriteLine(Run<Drop>(person.Email));
            }

            static void ByType(Person person)
            {
                var types = new Types();
                types.Put<Mail>(person.Email);
                types.Put<Tier>(person.Tier);
                Console.WriteLine(types.Get<Tier>());
                Console.WriteLine({|PRIV3001:types.Get<Mail>()|});
            }
        }
        """);

    [Fact]
    public Task What_the_caller_knows_an_object_to_be() => FlowCode.Verify(
        """
        class Turns_out
        {
            class A
            {
                public string Text = "";

                public virtual void M() { }
            }

            class B<T> : A { }

            sealed class C : B<int> { }

            sealed class D : B<string>
            {
                public override void M() => Console.WriteLine(Text);
            }

            static void Is(A a)
            {
                if (a is C c)
                    Console.WriteLine(c.Text);
            }

            static void Cast(A a) => Console.WriteLine((a as D)?.Text);

            static void Generic(A a)
            {
                if (a is B<int> b)
                    Console.WriteLine(b.Text);
            }

            static void Dynamic<T>(T a)
            {
                dynamic d = a!;
                d.M();
            }

            void M(Person person)
            {
                Is(new C { Text = {|PRIV3001:person.Email|} });
                Is(new D { Text = person.Email });
                Cast(new C { Text = person.Email });
                Cast(new D { Text = {|PRIV3001:person.Email|} });
                Generic(new C { Text = {|PRIV3001:person.Email|} });
                Generic(new D { Text = person.Email });
                Dynamic(new C { Text = person.Email });
                Dynamic(new D { Text = {|PRIV3001:person.Email|} });
            }
        }
        """);
}
