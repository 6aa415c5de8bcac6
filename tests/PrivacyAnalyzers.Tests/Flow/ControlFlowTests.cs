namespace PrivacyAnalyzers.Tests.Flow;

public class ControlFlowTests
{
    [Fact]
    public Task Order_branches_and_loops() => FlowCode.Verify(
        """
        class Order
        {
            void M(Person person)
            {
                var text = "";
                Console.WriteLine(text);
                text = person.Email;
                Console.WriteLine({|PRIV3001:text|});
                text = "done";
                Console.WriteLine(text);
            }
        }

        class Branches
        {
            void M(Person person, bool yes)
            {
                var text = "";
                if (yes)
                    text = person.Email;
                Console.WriteLine({|PRIV3001:text|});
                Console.WriteLine(yes ? person.Tier : {|PRIV3001:person.Email|});
                var never = person.Tier;
                if (false)
                    never = person.Email;
                Console.WriteLine(never);
            }
        }

        class Loops
        {
            void M(Person person)
            {
                string a = "", b = "", c = "";
                for (var i = 0; i < 3; i++)
                {
                    Console.WriteLine({|PRIV3001:c|});
                    c = b;
                    b = a;
                    a = person.Email;
                }
                var count = 0;
                foreach (var _ in person.Email)
                    count++;
                Console.WriteLine(count);
            }
        }

        class Implicit
        {
            void M(Person person)
            {
                var known = person.Email == "a@example.com";
                Console.WriteLine(known);
                Console.WriteLine(person.Email.Contains('@') ? "yes" : "no");
                var name = person.Email switch { "" => "none", _ => "some" };
                Console.WriteLine(name);
            }
        }

        class Patterns
        {
            void M(object thing)
            {
                if (thing is Person { Email: var mail, Tier: var tier })
                {
                    Console.WriteLine({|PRIV3001:mail|});
                    Console.WriteLine(tier);
                }
                switch (thing)
                {
                    case Person { Email: { Length: > 3 } longer }:
                        Console.WriteLine({|PRIV3001:longer|});
                        break;
                    case Person p:
                        Console.WriteLine(p.Id);
                        break;
                }
            }
        }

        class Never
        {
            void M(Person person)
            {
                return;
        #pragma warning disable CS0162
                Console.WriteLine(person.Email);
            }
        }

        class Jumps
        {
            void M(Person person, int state)
            {
                var text = "";
                switch (state)
                {
                    case 0:
                        text = person.Email;
                        goto case 1;
                    case 1:
                        Console.WriteLine({|PRIV3001:text|});
                        break;
                    case 2:
                        Console.WriteLine(text);
                        break;
                }
            }
        }
        """);

    [Fact]
    public Task Constants_that_decide() => FlowCode.Verify(
        """
        class Switched
        {
            void M(Person person)
            {
                const int level = 2;
                switch (level)
                {
                    case 1:
                        Console.WriteLine(person.Email);
                        break;
                    case 2:
                        Console.WriteLine({|PRIV3001:person.Email|});
                        break;
                }
            }
        }
        """);
}
