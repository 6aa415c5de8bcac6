using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using PrivacyAnalyzers.CodeFixes;
using PrivacyAnalyzers.Rules.Exposure;
using PrivacyAnalyzers.Testing;

namespace PrivacyAnalyzers.Tests.Rules;

public class PRIV3001Tests
{
    [Fact]
    public Task Logged() => Code.Verify<PersonalDataInLogAnalyzer>(Code.Account +
        """
        class Login(Microsoft.Extensions.Logging.ILogger<Login> logger)
        {
            void Done(Account account)
            {
                Console.WriteLine({|PRIV3001:account.Email|});
                Console.WriteLine(account.Id);
                Console.WriteLine(account.Email.Length);
                Console.WriteLine(Mask(account.Email));
                _ = logger;
            }

            [Protects(Protection.Masked)]
            static string Mask(string text) => text[..1] + "***";
        }
        """);

    [Fact]
    public Task Marks_of_contracts_and_of_what_a_type_parameter_is_bound_to() => Code.Verify<PersonalDataInLogAnalyzer>(
        """
        [PersonalInformation("identity.document", "check")] interface IDocument { string Number { get; } }
        interface IScan : IDocument { }
        interface IShelf { }
        readonly record struct Passport(string Number) : IScan;
        record Book(string Number) : IShelf;
        class Shelf : List<Book>, IShelf;

        class Desk
        {
            void See(Passport passport, Book book, Shelf shelf, IScan scan)
            {
                Console.WriteLine({|PRIV3001:passport|});
                Console.WriteLine({|PRIV3001:scan.Number|});
                Console.WriteLine(book);
                Console.WriteLine(shelf.Count);
            }

            void Any<T, U>(T document, U item) where T : IDocument where U : IShelf
            {
                Console.WriteLine({|PRIV3001:document.Number|});
                Console.WriteLine(item);
            }
        }
        """);

    [Fact]
    public Task Marks_of_parameters_that_are_implemented() => Code.Verify<PersonalDataInLogAnalyzer>(
        """
        interface IOutbox
        {
            void Put([PersonalInformation("contact.phone", "account")] string phone, string text);
        }

        class Printed : IOutbox
        {
            public void Put(string phone, string text)
            {
                Console.WriteLine({|PRIV3001:phone|});
                Console.WriteLine(text);
            }
        }

        class Unrelated
        {
            public void Put(string phone) => Console.WriteLine(phone);
        }
        """);

    [Fact]
    public Task What_the_formatter_of_a_state_gives() => Code.Verify<PersonalDataInLogAnalyzer>(Code.Account +
        """
        class Login(Microsoft.Extensions.Logging.ILogger logger)
        {
            void Done(Account account)
            {
                logger.Log(Microsoft.Extensions.Logging.LogLevel.Debug, default, account, null, {|PRIV3001:(a, _) => "in: " + a.Email|});
                logger.Log(Microsoft.Extensions.Logging.LogLevel.Debug, default, account, null, (a, _) => "in: " + a.Id);
            }
        }
        """);

    [Fact]
    public Task A_writer_that_a_member_keeps_from_its_initializer() => Code.Verify<PersonalDataInLogAnalyzer>(Code.Account +
        """
        class Screen
        {
            private readonly System.IO.TextWriter _screen = Console.Out;
            private readonly System.IO.TextWriter _text = new System.IO.StringWriter();

            void Show(Account account)
            {
                _screen.WriteLine({|PRIV3001:account.Email|});
                _screen.WriteLine(account.Id);
                _text.WriteLine(account.Email);
            }
        }
        """);

    [Fact]
    public Task Logged_by_log4net() => Code.Verify<PersonalDataInLogAnalyzer>(Code.Account +
        """
        class Login(log4net.ILog log)
        {
            void Done(Account account)
            {
                log.InfoFormat("in: {0}", {|PRIV3001:account.Email|});
                log.Error("failed: " + {|PRIV3001:account.Email|});
                log.Info(account.Id);
            }
        }

        namespace log4net
        {
            interface ILog
            {
                void Info(object message);
                void Error(object message);
                void InfoFormat(string format, object arg0);
            }
        }
        """);

    [Fact]
    public Task Masks() => Code.VerifyFix<PersonalDataInLogAnalyzer, ProtectFix>(
        Code.Account + """
        class Login
        {
            void Done(Account account) => Console.WriteLine($"in: {{|PRIV3001:account.Email|}}");

            [Protects(Protection.Masked)]
            static string Mask(string text) => text[..1] + "***";
        }
        """,
        Code.Account + """
        class Login
        {
            void Done(Account account) => Console.WriteLine($"in: {Mask(account.Email)}");

            [Protects(Protection.Masked)]
            static string Mask(string text) => text[..1] + "***";
        }
        """,
        key: "Protect");

    [Fact]
    public Task Drops_the_argument_and_its_placeholder() => Code.VerifyFix<PersonalDataInLogAnalyzer, ProtectFix>(
        Code.Account + """
        class Login(Microsoft.Extensions.Logging.ILogger logger)
        {
            void Done(Account account) => Microsoft.Extensions.Logging.LoggerExtensions.LogInformation(logger, "{Id} {Email}", account.Id, {|PRIV3001:account.Email|});
        }
        """,
        Code.Account + """
        class Login(Microsoft.Extensions.Logging.ILogger logger)
        {
            void Done(Account account) => Microsoft.Extensions.Logging.LoggerExtensions.LogInformation(logger, "{Id} ", account.Id);
        }
        """,
        key: "Drop");

    [Fact]
    public Task Objects_that_log_in_private_members() => Code.Verify<PersonalDataInLogAnalyzer>(Code.Account +
        """
        class Login(Microsoft.Extensions.Logging.ILogger<Login> logger)
        {
            private static readonly Action<Microsoft.Extensions.Logging.ILogger, string, Exception?> s_done =
                Microsoft.Extensions.Logging.LoggerMessage.Define<string>(Microsoft.Extensions.Logging.LogLevel.Information, 1, "{Address} is in");
            private readonly TextWriter _errors = Console.Error;
            private readonly TextWriter _text = new StringWriter();

            void Done(Account account)
            {
                s_done(logger, {|PRIV3001:account.Email|}, null);
                s_done(logger, account.Id.ToString(), null);
                _errors.WriteLine({|PRIV3001:account.Email|});
                _text.WriteLine(account.Email);
            }
        }
        """);

    [Fact]
    public Task Text_of_a_collection_is_its_type() => Code.Verify<PersonalDataInLogAnalyzer>(
        """
        class Account
        {
            [PersonalInformation("contact.email", "account")]
            public List<string> Addresses { get; } = [];

            [PersonalInformation("identity.photo", "account")]
            public byte[] Photo { get; set; } = [];
        }

        class Login
        {
            void Done(Account account)
            {
                Console.WriteLine($"{account.Addresses} and {account.Photo}");
                Console.WriteLine("in: " + account.Addresses);
                Console.WriteLine(account.Addresses.ToString());
                Console.WriteLine({|PRIV3001:string.Join(", ", account.Addresses)|});
                Console.WriteLine({|PRIV3001:Convert.ToHexString(account.Photo)|});
                foreach (var address in account.Addresses)
                    Console.WriteLine({|PRIV3001:address|});
            }
        }
        """);

    [Theory]
    [InlineData("enforce", true)]
    [InlineData("suggest", false)]
    [InlineData("off", false)]
    public Task Recognised_members_count_as_marked_where_that_is_enforced(string inference, bool reported)
    {
        var code = """
            public class Customer
            {
                public int Id { get; set; }
                public string Email { get; set; } = "";
                public string Phone { get; set; } = "";
                public string EmailTemplate { get; set; } = "";
            }

            public record Guest(int Room, string LastName);

            public class Login
            {
                public void Done(Customer customer, Guest guest)
                {
                    var text = "in: " + customer.Phone.Trim();
                    Console.WriteLine({|PRIV3001:customer.Email|});
                    Console.WriteLine({|PRIV3001:text|});
                    Console.WriteLine({|PRIV3001:guest|});
                    Write({|PRIV3001:guest.LastName|});
                    Console.WriteLine(customer.Id + customer.EmailTemplate);
                }

                private static void Write(string text) => Console.WriteLine(text);
            }
            """;
        return new PrivacyTest<PersonalDataInLogAnalyzer>
        {
            TestCode = reported ? code : System.Text.RegularExpressions.Regex.Replace(code, @"\{\|PRIV3001:(.*?)\|\}", "$1"),
            Config = "privacy_analyzers.inference = " + inference,
        }.RunAsync();
    }

    [Fact]
    public Task Recognised_members_of_a_library_count_as_marked_where_that_is_enforced()
    {
        var library = CSharpCompilation.Create(
            "Shop",
            [CSharpSyntaxTree.ParseText(
                """
                namespace Shop;

                public class Buyer
                {
                    public string FirstName { get; set; } = "";
                    public System.Net.Mail.MailAddress Contact { get; set; } = null!;
                    public string Voucher { get; set; } = "";
                }

                public class Article
                {
                    public string Name { get; set; } = "";
                }

                public static class Orders
                {
                    public static Buyer Buyer(int order) => new();
                    public static Article Article(int order) => new();
                }
                """)],
            FrameworkReferences.All,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        var test = new PrivacyTest<PersonalDataInLogAnalyzer>
        {
            // Nothing here names the type of the object.
            TestCode = """
                using System;
                using Shop;

                public class Login
                {
                    public void Done(int order)
                    {
                        var buyer = Orders.Buyer(order);
                        Console.WriteLine({|PRIV3001:buyer.FirstName|});
                        Console.WriteLine(buyer.Voucher);
                        Console.WriteLine(Orders.Article(order).Name);
                    }

                    public void Seen(int order) => Console.WriteLine({|PRIV3001:Orders.Buyer(order).Contact.Address|});
                }
                """,
            Config = "privacy_analyzers.inference = enforce",
        };
        test.TestState.AdditionalReferences.Add(library.ToMetadataReference());
        return test.RunAsync();
    }

    [Fact]
    public Task Generated_code_is_followed_where_other_code_calls_it()
    {
        var test = new PrivacyTest<PersonalDataInLogAnalyzer>
        {
            TestCode = "using System;\nusing PrivacyAnalyzers;\n" + Code.Account +
                """
                static partial class Mapper
                {
                    internal static partial string Line(Account account);

                    internal static partial int Size(Account account);
                }

                partial class Model
                {
                    private string _shown = "";

                    public void Save() => Console.WriteLine({|PRIV3001:_shown|});
                }

                class Login
                {
                    void Done(Account account, Model model)
                    {
                        Console.WriteLine({|PRIV3001:Mapper.Line(account)|});
                        Console.WriteLine(Mapper.Size(account));
                        model.Show(account);
                    }
                }
                """,
            Policy = Code.Policy,
        };
        test.TestState.Sources.Add(("Mapper.g.cs",
            """
            // <auto-generated/>
            using System;

            static partial class Mapper
            {
                internal static partial string Line(Account account) => account.Email.Trim();

                internal static partial int Size(Account account) => account.Id;
            }

            partial class Model
            {
                public void Show(Account account)
                {
                    _shown = account.Email;
                    // Nothing is reported here.
                    Console.WriteLine(account.Email);
                }
            }
            """));
        return test.RunAsync();
    }

    [Fact]
    public Task Properties_of_a_context_that_are_taken_apart() => Code.Verify<PersonalDataInLogAnalyzer>("using Serilog;\nusing Serilog.Context;\n" + Code.Account +
        """
        class Login
        {
            void Done(ILogger log, Account account)
            {
                log.ForContext("user", {|PRIV3001:account|}, destructureObjects: true);
                log.ForContext("user", account, destructureObjects: false);
                log.ForContext("user", account);
                log.ForContext("user", {|PRIV3001:account.Email|});
                log.ForContext("id", account.Id, destructureObjects: true);
                LogContext.PushProperty("user", {|PRIV3001:account|}, true);
                LogContext.PushProperty("user", account);
            }
        }

        // The library's signatures.
        namespace Serilog
        {
            public interface ILogger
            {
                ILogger ForContext(string propertyName, object? value, bool destructureObjects = false);
            }
        }

        namespace Serilog.Context
        {
            public static class LogContext
            {
                public static IDisposable PushProperty(string name, object? value, bool destructureObjects = false) => throw new NotSupportedException();
            }
        }
        """);

    [Fact]
    public Task The_browsers_console() => Code.Verify<PersonalDataInLogAnalyzer>("using Microsoft.JSInterop;\n" + Code.Account +
        """
        class Browser(IJSRuntime js)
        {
            async Task Show(Account account)
            {
                await js.InvokeVoidAsync("console.log", {|PRIV3001:account.Email|});
                await js.InvokeVoidAsync("console.log", account.Id);
                await js.InvokeVoidAsync("form.show", account.Email);
            }
        }
        """);

    [Fact]
    public Task Properties_that_a_library_in_source_has() => Code.Verify<PersonalDataInLogAnalyzer>("using log4net;\n" + Code.Account +
        """
        class Context
        {
            void Push(Account account)
            {
                ThreadContext.Properties["mail"] = {|PRIV3001:account.Email|};
                ThreadContext.Properties["id"] = account.Id;
            }
        }

        // The library's signatures.
        namespace log4net
        {
            public static class ThreadContext { public static Util.ThreadContextProperties Properties { get; } = new(); }
        }

        namespace log4net.Util
        {
            public abstract class ContextPropertiesBase { public abstract object this[string key] { get; set; } }
            public sealed class ThreadContextProperties : ContextPropertiesBase
            {
                public override object this[string key] { get => ""; set { } }
            }
        }
        """);
}
