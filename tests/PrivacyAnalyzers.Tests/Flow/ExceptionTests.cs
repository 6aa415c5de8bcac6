namespace PrivacyAnalyzers.Tests.Flow;

public class ExceptionTests
{
    [Fact]
    public Task What_is_thrown_is_what_is_caught() => FlowCode.Verify(
        """
        class Messages
        {
            void M(Person person)
            {
                try
                {
                    throw new InvalidOperationException("unknown " + person.Email);
                }
                catch (InvalidOperationException e)
                {
                    Console.WriteLine({|PRIV3001:e.Message|});
                    Console.WriteLine({|PRIV3001:e|});
                    Console.WriteLine(e.GetType());
                }
            }

            void Clean(Person person)
            {
                try
                {
                    throw new InvalidOperationException("unknown " + person.Tier);
                }
                catch (InvalidOperationException e)
                {
                    Console.WriteLine(e.Message);
                }
            }
        }

        class By_a_callee
        {
            static void Check(string text) => throw new ArgumentException(text);

            void M(Person person)
            {
                try
                {
                    Check(person.Email);
                }
                catch (ArgumentException e)
                {
                    Console.WriteLine({|PRIV3001:e.Message|});
                }
            }

            void Clean(Person person)
            {
                try
                {
                    Check(person.Tier);
                }
                catch (ArgumentException e)
                {
                    Console.WriteLine(e.Message);
                }
            }
        }

        class One_of_two
        {
            void M(Person person)
            {
                try
                {
                    if (person.Id > 0)
                        throw new InvalidOperationException(person.Email);
                    throw new FormatException("format");
                }
                catch (InvalidOperationException e)
                {
                    Console.WriteLine({|PRIV3001:e.Message|});
                }
            }
        }

        class Finally
        {
            void M(Person person)
            {
                var text = "";
                try
                {
                    text = person.Email;
                }
                finally
                {
                    Console.WriteLine({|PRIV3001:text|});
                    text = "";
                }
                Console.WriteLine(text);
            }
        }
        """);
}
