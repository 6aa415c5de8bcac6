using PrivacyAnalyzers.CodeFixes;
using PrivacyAnalyzers.Rules.Purpose;

namespace PrivacyAnalyzers.Tests.Rules;

public class PRIV2003Tests
{
    [Fact]
    public Task Wider_target() => Code.Verify<StoredForWiderPurposesAnalyzer>(Code.Account +
        """
        class Contact
        {
            [PersonalInformation("contact.email", "account", "marketing")]
            public string Wide { get; set; } = "";

            [PersonalInformation("contact.email", "account.recovery")]
            public string Narrow { get; set; } = "";
        }

        class Importer
        {
            void Import(Account account, Contact contact)
            {
                contact.Narrow = account.Email;
                contact.Wide = {|PRIV2003:account.Email|};
            }
        }
        """);

    [Fact]
    public Task Narrows_the_target() => Code.VerifyFix<StoredForWiderPurposesAnalyzer, NarrowTargetFix>(
        Code.Account + """
        class Contact
        {
            [PersonalInformation("contact.email", "account", "marketing")]
            public string Address { get; set; } = "";

            static void Import(Account account, Contact contact) => contact.Address = {|PRIV2003:account.Email|};
        }
        """,
        Code.Account + """
        class Contact
        {
            [PersonalInformation("contact.email", "account")]
            public string Address { get; set; } = "";

            static void Import(Account account, Contact contact) => contact.Address = account.Email;
        }
        """,
        key: "NarrowTarget");
}
