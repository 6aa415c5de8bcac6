namespace PrivacyAnalyzers.Tests.Flow;

public class DispatchTests
{
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
}
