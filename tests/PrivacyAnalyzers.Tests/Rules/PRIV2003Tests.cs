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

    [Fact]
    public Task Collections_and_delegates() => Code.Verify<StoredForWiderPurposesAnalyzer>(Code.Account +
        """
        class Contact
        {
            [PersonalInformation("contact.email", "account", "marketing")]
            public List<string> Wide { get; set; } = [];

            [PersonalInformation("contact.email", "account")]
            public List<string> Same { get; set; } = [];
        }

        class Importer
        {
            void Import(List<Account> accounts, Contact contact)
            {
                contact.Same = accounts.Select(a => a.Email).ToList();
                contact.Wide = {|PRIV2003:accounts.Select(a => a.Email).ToList()|};
                contact.Wide = [.. {|PRIV2003:contact.Same|}];
                contact.Wide = accounts.Select(a => a.Id.ToString()).ToList();
                Action<string> take = Take;
                take({|PRIV2003:accounts[0].Email|});
            }

            static void Take([PersonalInformation("contact.email", "marketing")] string address) { }
        }
        """);

    [Fact]
    public Task Columns_set_in_the_database() => Code.Verify<StoredForWiderPurposesAnalyzer>(Code.Account +
        """
        namespace Microsoft.EntityFrameworkCore.Query
        {
            public class SetPropertyCalls<T>
            {
                public SetPropertyCalls<T> SetProperty<P>(Func<T, P> property, P value) => this;
            }
        }

        class Contact
        {
            [PersonalInformation("contact.email", "account", "marketing")]
            public string Wide { get; set; } = "";

            [PersonalInformation("contact.email", "account.recovery")]
            public string Narrow { get; set; } = "";
        }

        class Importer
        {
            void Import(Microsoft.EntityFrameworkCore.Query.SetPropertyCalls<Contact> contact, Account account) =>
                contact.SetProperty(c => c.Narrow, account.Email).SetProperty(c => c.Wide, {|PRIV2003:account.Email|});
        }
        """);
}
