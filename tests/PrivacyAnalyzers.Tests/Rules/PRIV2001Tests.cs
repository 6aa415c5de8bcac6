using PrivacyAnalyzers.CodeFixes;
using PrivacyAnalyzers.Rules.Purpose;

namespace PrivacyAnalyzers.Tests.Rules;

public class PRIV2001Tests
{
    [Fact]
    public Task Read_for_another_purpose() => Code.Verify<UsedOutsideItsPurposeAnalyzer>(Code.Account +
        """
        [Purpose("marketing")]
        class Newsletter
        {
            string Greeting(Account account) => "Dear " + {|PRIV2001:account.Email|};
            int Id(Account account) => account.Id;
            void Forget(Account account) => account.Email = nameof(account.Email);
        }

        [Purpose("account.recovery")]
        class Recovery
        {
            string To(Account account) => account.Email;
        }
        """);

    [Fact]
    public Task Helper_works_for_its_caller() => Code.Verify<UsedOutsideItsPurposeAnalyzer>(Code.Account +
        """
        static class Text
        {
            internal static string Address(Account account) => "<" + account.Email + ">";
        }

        [Purpose("marketing")]
        class Newsletter
        {
            string To(Account account) => {|PRIV2001:Text.Address(account)|};
        }

        [Purpose("account")]
        class Receipts
        {
            string To(Account account) => Text.Address(account);
        }
        """);

    [Fact]
    public Task Adds_the_purpose_to_the_mark() => Code.VerifyFix<UsedOutsideItsPurposeAnalyzer, PurposeFix>(
        """
        class Person
        {
            [PersonalInformation("contact.phone", "account")]
            public string Phone { get; set; } = "";
        }

        [Purpose("marketing")]
        class Newsletter
        {
            string To(Person person) => {|PRIV2001:person.Phone|};
        }
        """,
        """
        class Person
        {
            [PersonalInformation("contact.phone", "account", "marketing")]
            public string Phone { get; set; } = "";
        }

        [Purpose("marketing")]
        class Newsletter
        {
            string To(Person person) => person.Phone;
        }
        """,
        key: "AddPurposeToMark");

    [Fact]
    public Task Adds_the_purpose_to_the_category() => Code.VerifyFix<UsedOutsideItsPurposeAnalyzer, PurposeFix>(
        """
        class Person
        {
            [PersonalInformation("contact.phone")]
            public string Phone { get; set; } = "";
        }

        [Purpose("marketing")]
        class Newsletter
        {
            string To(Person person) => {|PRIV2001:person.Phone|};
        }
        """,
        """
        class Person
        {
            [PersonalInformation("contact.phone")]
            public string Phone { get; set; } = "";
        }

        [Purpose("marketing")]
        class Newsletter
        {
            string To(Person person) => person.Phone;
        }
        """,
        fixedPolicy: Code.Policy.Replace("""["account"]""", """["account", "marketing"]"""),
        key: "AddPurposeToCategory");
}
