using PrivacyAnalyzers.Rules.Minimization;
using PrivacyAnalyzers.Testing;

namespace PrivacyAnalyzers.Tests.Rules;

public class PRIV1008Tests
{
    private const string Code =
        """
        using PrivacyAnalyzers;

        public class Login
        {
            [PersonalInformation("contact.email", "account")]
            public string Email { get; set; } = "";

            [PersonalInformation("contact.phone", "account", {|PRIV1008:"marketing"|})]
            public string Phone { get; set; } = "";

            [PersonalInformation("identity.name", {|PRIV1008:"marketing"|})]
            public string Name { get; set; } = "";
        }

        [Purpose("account.recovery")]
        public class Recovery
        {
            public string Text(Login login) => login.Email + Helper.Phone(login);
        }

        internal static class Helper
        {
            internal static string Phone(Login login) => login.Phone;
        }
        """;

    [Fact]
    public Task No_code_of_the_purpose_reads_it() => new PrivacyTest<PurposeNeverExercisedAnalyzer> { TestCode = Code, Config = "dotnet_diagnostic.PRIV1008.severity = warning" }.RunAsync();
}
