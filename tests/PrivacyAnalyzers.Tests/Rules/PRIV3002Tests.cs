using PrivacyAnalyzers.CodeFixes;
using PrivacyAnalyzers.Rules.Exposure;

namespace PrivacyAnalyzers.Tests.Rules;

public class PRIV3002Tests
{
    [Fact]
    public Task In_the_message() => Code.Verify<PersonalDataInExceptionAnalyzer>(Code.Account +
        """
        class Registration
        {
            Exception Refuse(Account account) => new InvalidOperationException("In use: " + {|PRIV3002:account.Email|});
            Exception RefuseId(Account account) => new InvalidOperationException("In use: " + account.Id);
        }
        """);

    [Fact]
    public Task Drops_it() => Code.VerifyFix<PersonalDataInExceptionAnalyzer, ProtectFix>(
        Code.Account + """
        class Registration
        {
            Exception Refuse(Account account) => new InvalidOperationException($"In use: {{|PRIV3002:account.Email|}}.");
        }
        """,
        Code.Account + """
        class Registration
        {
            Exception Refuse(Account account) => new InvalidOperationException($"In use: .");
        }
        """,
        key: "Drop");
}
