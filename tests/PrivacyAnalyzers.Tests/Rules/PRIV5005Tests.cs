using PrivacyAnalyzers.CodeFixes;
using PrivacyAnalyzers.Rules.Transfer;

namespace PrivacyAnalyzers.Tests.Rules;

public class PRIV5005Tests
{
    [Fact]
    public Task Checked_or_not() => Code.Verify<SharedWithoutConsentAnalyzer>(Code.Account +
        """
        [Recipient("pushline")]
        interface IPush
        {
            void Send(string text);
        }

        interface IConsents
        {
            [ConsentCheck("account")]
            bool Given(int id);
        }

        [Purpose("account")]
        class Alerts(IPush push, IConsents consents)
        {
            void Send(Account account)
            {
                push.Send({|PRIV5005:account.Email|});
                if (consents.Given(account.Id))
                    push.Send(account.Email);
                push.Send(consents.Given(account.Id) ? account.Email : "");
                push.Send(account.Id > 0 ? {|PRIV5005:account.Email|} : "");
            }
        }
        """,
        """
        {
          "name": "Test", "version": "1",
          "purposes": { "account": { "description": "Run the account" } },
          "categories": { "contact": { "description": "Contact", "purposes": ["account"], "retention": "account" } },
          "hosts": ["*.example.com"],
          "storage": { "regions": ["EU"] },
          "recipients": {
            "pushline": { "name": "Pushline", "role": "controller", "categories": ["contact"], "purposes": ["account"], "region": "EU", "consent": true, "hosts": ["api.pushline.io"] }
          }
        }
        """);

    [Fact]
    public Task Guards_with_the_check() => Code.VerifyFix<SharedWithoutConsentAnalyzer, GuardFix>(
        Code.Account + """
        [Recipient("pushline")]
        interface IPush
        {
            void Send(string text);
        }

        interface IConsents
        {
            [ConsentCheck("account")]
            bool Given(int id);
        }

        [Purpose("account")]
        class Alerts(IPush push, IConsents consents)
        {
            void Send(Account account)
            {
                push.Send({|PRIV5005:account.Email|});
            }
        }
        """,
        Code.Account + """
        [Recipient("pushline")]
        interface IPush
        {
            void Send(string text);
        }

        interface IConsents
        {
            [ConsentCheck("account")]
            bool Given(int id);
        }

        [Purpose("account")]
        class Alerts(IPush push, IConsents consents)
        {
            void Send(Account account)
            {
                if (!consents.Given(account.Id))
                    return;
                push.Send(account.Email);
            }
        }
        """,
        policy: """
        {
          "name": "Test", "version": "1",
          "purposes": { "account": { "description": "Run the account" } },
          "categories": { "contact": { "description": "Contact", "purposes": ["account"], "retention": "account" } },
          "hosts": ["*.example.com"],
          "storage": { "regions": ["EU"] },
          "recipients": {
            "pushline": { "name": "Pushline", "role": "controller", "categories": ["contact"], "purposes": ["account"], "region": "EU", "consent": true, "hosts": ["api.pushline.io"] }
          }
        }
        """,
        key: "Guard");
}
