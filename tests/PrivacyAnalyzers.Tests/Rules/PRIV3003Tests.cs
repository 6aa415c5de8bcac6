using PrivacyAnalyzers.CodeFixes;
using PrivacyAnalyzers.Rules.Exposure;

namespace PrivacyAnalyzers.Tests.Rules;

public class PRIV3003Tests
{
    [Fact]
    public Task In_a_tag() => Code.Verify<PersonalDataInTelemetryAnalyzer>(Code.Account +
        """
        class Login
        {
            void Done(Account account, System.Diagnostics.Activity activity)
            {
                activity.SetTag("user", {|PRIV3003:account.Email|});
                activity.SetTag("id", account.Id);
            }
        }
        """);

    [Fact]
    public Task Drops_the_tag() => Code.VerifyFix<PersonalDataInTelemetryAnalyzer, ProtectFix>(
        Code.Account + """
        class Login
        {
            void Done(Account account, System.Diagnostics.Activity activity)
            {
                activity.SetTag("user", {|PRIV3003:account.Email|});
                activity.SetTag("id", account.Id);
            }
        }
        """,
        Code.Account + """
        class Login
        {
            void Done(Account account, System.Diagnostics.Activity activity)
            {
                activity.SetTag("id", account.Id);
            }
        }
        """,
        key: "Drop");
}
