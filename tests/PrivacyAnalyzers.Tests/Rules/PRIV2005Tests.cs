using PrivacyAnalyzers.CodeFixes;
using PrivacyAnalyzers.Rules.Purpose;

namespace PrivacyAnalyzers.Tests.Rules;

public class PRIV2005Tests
{
    [Fact]
    public Task Before_and_after_the_check() => Code.Verify<ConsentNotCheckedAnalyzer>(
        """
        class Customer
        {
            public int Id { get; set; }

            [PersonalInformation("contact.email", "marketing")]
            public string Email { get; set; } = "";
        }

        interface IConsents
        {
            [ConsentCheck("marketing")]
            bool Given(int customerId);
        }

        [Purpose("marketing")]
        class Offers(IConsents consents)
        {
            string? Checked(Customer customer)
            {
                if (!consents.Given(customer.Id))
                    return null;
                return customer.Email;
            }

            string Unchecked(Customer customer) => {|PRIV2005:customer.Email|};
        }
        """);

    [Fact]
    public Task Guards_with_the_check() => Code.VerifyFix<ConsentNotCheckedAnalyzer, GuardFix>(
        """
        class Customer
        {
            public int Id { get; set; }

            [PersonalInformation("contact.email", "marketing")]
            public string Email { get; set; } = "";
        }

        interface IConsents
        {
            [ConsentCheck("marketing")]
            bool Given(int customerId);
        }

        [Purpose("marketing")]
        class Offers(IConsents consents)
        {
            void Send(Customer customer, ICollection<string> outbox)
            {
                outbox.Add({|PRIV2005:customer.Email|});
            }
        }
        """,
        """
        class Customer
        {
            public int Id { get; set; }

            [PersonalInformation("contact.email", "marketing")]
            public string Email { get; set; } = "";
        }

        interface IConsents
        {
            [ConsentCheck("marketing")]
            bool Given(int customerId);
        }

        [Purpose("marketing")]
        class Offers(IConsents consents)
        {
            void Send(Customer customer, ICollection<string> outbox)
            {
                if (!consents.Given(customer.Id))
                    return;
                outbox.Add(customer.Email);
            }
        }
        """,
        key: "Guard");
}
