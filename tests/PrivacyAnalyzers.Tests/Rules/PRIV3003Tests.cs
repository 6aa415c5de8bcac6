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

    [Fact]
    public Task Properties_of_an_sdk_in_source() => Code.Verify<PersonalDataInTelemetryAnalyzer>("using Sentry;\n" + Code.Account +
        """
        class Crashes
        {
            void Describe(Account account) => SentrySdk.ConfigureScope(scope =>
            {
                scope.User = new SentryUser { Email = {|PRIV3003:account.Email|}, Segment = account.Email };
                scope.User.Id = account.Id.ToString();
            });
        }

        // The library's signatures.
        namespace Sentry
        {
            public class SentryUser { public string? Id { get; set; } public string? Email { get; set; } public string? Segment { get; set; } }
            public class Scope { public SentryUser User { get; set; } = new(); }
            public static class SentrySdk { public static void ConfigureScope(Action<Scope> configureScope) => throw new NotSupportedException(); }
        }
        """);
}
