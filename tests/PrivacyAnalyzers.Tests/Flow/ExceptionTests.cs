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

    [Fact]
    public Task What_cannot_fail_is_done_before_finally() => FlowCode.Verify(
        """
        class Cleared
        {
            void M(Person person)
            {
                var text = person.Email;
                try
                {
                    text = "removed";
                    Console.Beep();
                }
                finally
                {
                    Console.WriteLine(text);
                }
            }

            void Late(Person person)
            {
                var text = person.Email;
                try
                {
                    Console.Beep();
                    text = "removed";
                }
                finally
                {
                    Console.WriteLine({|PRIV3001:text|});
                }
            }
        }
        """);

    [Fact]
    public Task What_is_put_with_an_exception_is_read_from_it() => FlowCode.Verify(
        """
        class Data
        {
            void M(Person person)
            {
                var e = new Exception("unknown");
                e.Data["mail"] = person.Email;
                e.Data["tier"] = person.Tier;
                Console.WriteLine({|PRIV3001:e.Data["mail"]|});
                Console.WriteLine(e.Data["tier"]);
                Console.WriteLine(new Exception("another").Data["mail"]);
            }
        }
        """);

    [Fact]
    public Task What_fails_on_the_way_through_finally() => FlowCode.Verify(
        """
        class Before_it_was_replaced
        {
            static void Check(int id) { if (id == 0) throw new InvalidOperationException("none"); }

            void M(Person person)
            {
                var text = "";
                try
                {
                    text = person.Email;
                    Check(person.Id);
                    text = "checked";
                }
                finally
                {
                    Console.WriteLine({|PRIV3001:text|});
                }
                Console.WriteLine(text);
            }

            void A_variable_is_thrown(Person person)
            {
                var failure = new InvalidOperationException("none");
                var text = "";
                try
                {
                    text = person.Email;
                    throw failure;
                }
                catch (InvalidOperationException)
                {
                    Console.WriteLine({|PRIV3001:text|});
                }
            }

            void Nothing_fails_between(Person person)
            {
                var text = "";
                try
                {
                    text = person.Email;
                    text = "checked";
                    Check(person.Id);
                }
                finally
                {
                    Console.WriteLine(text);
                }
                try
                {
                    text = person.Email;
                    text = "";
                    Check(person.Id);
                }
                catch (InvalidOperationException)
                {
                    Console.WriteLine(text);
                }
            }
        }
        """);

    [Fact]
    public Task What_another_exception_wraps_leaves_the_method_with_it() => FlowCode.Verify(
        """
        class Wraps
        {
            static void Check(Person person) => throw new FormatException("unknown " + person.Email);

            static void Open(Person person)
            {
                try
                {
                    Check(person);
                }
                catch (FormatException e)
                {
                    throw new InvalidOperationException("not opened", e);
                }
            }

            void M(Person person)
            {
                try
                {
                    Open(person);
                }
                catch (InvalidOperationException e)
                {
                    Console.WriteLine(e.Message);
                    Console.WriteLine({|PRIV3001:e.InnerException!.Message|});
                    Console.WriteLine({|PRIV3001:e|});
                }
            }
        }
        """);

    [Fact]
    public Task Data_and_links_of_an_exception() => FlowCode.Verify(
        """
        class Adds
        {
            void M(Person person)
            {
                var e = new InvalidOperationException("failed");
                e.Data["tier"] = person.Tier;
                Console.WriteLine(e.Data["tier"]);
                e.Data["email"] = person.Email;
                Console.WriteLine({|PRIV3001:e.Data["email"]|});
            }

            void Initialized(Person person)
            {
                try
                {
                    throw new InvalidOperationException("failed") { Data = { ["email"] = person.Email }, HelpLink = "https://example.com" };
                }
                catch (InvalidOperationException e)
                {
                    Console.WriteLine({|PRIV3001:e.Data["email"]|});
                    Console.WriteLine(e.HelpLink);
                    Console.WriteLine(e.Message);
                }
            }

            void In_a_lambda(Person person)
            {
                try
                {
                    Action act = () => Console.WriteLine({|PRIV3001:person.Email|});
                    act();
                }
                finally
                {
                    Console.WriteLine(person.Tier);
                }
            }
        }
        """);

    [Fact]
    public Task What_a_handler_takes() => FlowCode.Verify(
        """
        class Another
        {
            void M(Person person)
            {
                try
                {
                    if (person.Id > 0)
                        throw new InvalidOperationException(person.Email);
                    throw new FormatException("format");
                }
                catch (FormatException e)
                {
                    Console.WriteLine(e.Message);
                }
            }
        }

        class Wrapped
        {
            void M(Person person)
            {
                try
                {
                    try
                    {
                        throw new FormatException(person.Email);
                    }
                    catch (FormatException inner)
                    {
                        throw new IOException("outer", inner);
                    }
                }
                catch (IOException outer)
                {
                    Console.WriteLine(outer.Message);
                    Console.WriteLine({|PRIV3001:outer.InnerException!.Message|});
                    Console.WriteLine({|PRIV3001:outer.GetBaseException().Message|});
                }
            }
        }

        class Again
        {
            private static void Check(Person person)
            {
                try
                {
                    throw new FormatException(person.Email);
                }
                catch (FormatException)
                {
                    throw;
                }
            }

            void M(Person person)
            {
                try
                {
                    Check(person);
                }
                catch (FormatException e)
                {
                    Console.WriteLine({|PRIV3001:e.Message|});
                }
            }
        }

        class Several
        {
            void M(Person person)
            {
                var errors = new List<Exception> { new FormatException(person.Email) };
                try
                {
                    throw new AggregateException("several", errors);
                }
                catch (AggregateException all)
                {
                    Console.WriteLine(all.InnerExceptions.Count);
                    foreach (var one in all.InnerExceptions)
                        Console.WriteLine({|PRIV3001:one.Message|});
                }
            }
        }

        class OwnMessage(string text) : Exception("own")
        {
            public override string Message => base.Message + text;
        }

        class BaseMessage
        {
            private class Rejected(string text) : Exception("rejected " + text);

            void M(Person person)
            {
                try
                {
                    throw new Rejected(person.Email);
                }
                catch (Rejected e)
                {
                    Console.WriteLine({|PRIV3001:e.Message|});
                }
            }
        }
        """);
}
