using Microsoft.CodeAnalysis.Testing;
using PrivacyAnalyzers.CodeFixes.Minimization;
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

    [Fact]
    public Task Drops_what_no_code_exercises_but_the_last() => new PrivacyFixTest<PurposeNeverExercisedAnalyzer, DropPurposeFix>
    {
        TestCode = """
            using PrivacyAnalyzers;

            public class Login
            {
                [PersonalInformation("contact.email", {|PRIV1008:"marketing"|}, "account", {|PRIV1008:"statistics"|})]
                public string Email { get; set; } = "";

                [PersonalInformation("contact.phone", new[] { {|PRIV1008:"marketing"|} })]
                public string Phone { get; set; } = "";

                [PersonalInformation("contact.address", {|PRIV1008:"marketing"|}, {|PRIV1008:"statistics"|})]
                public string Address { get; set; } = "";
            }

            [Purpose("account")]
            public class Accounts
            {
                public string To(Login login) => login.Email;
            }
            """,
        FixedState =
        {
            Sources =
            {
                """
                using PrivacyAnalyzers;

                public class Login
                {
                    [PersonalInformation("contact.email", "account")]
                    public string Email { get; set; } = "";

                    [PersonalInformation("contact.phone", new[] { {|PRIV1008:"marketing"|} })]
                    public string Phone { get; set; } = "";

                    [PersonalInformation("contact.address", {|PRIV1008:"statistics"|})]
                    public string Address { get; set; } = "";
                }

                [Purpose("account")]
                public class Accounts
                {
                    public string To(Login login) => login.Email;
                }
                """,
            },
            MarkupHandling = MarkupMode.Allow,
        },
        Config = "dotnet_diagnostic.PRIV1008.severity = warning",
        CodeActionEquivalenceKey = "Drop",
        CodeFixTestBehaviors = CodeFixTestBehaviors.SkipLocalDiagnosticCheck,
    }.RunAsync();
}
