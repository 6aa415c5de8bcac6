using PrivacyAnalyzers.CodeFixes;
using PrivacyAnalyzers.Rules.Exposure;

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
}
