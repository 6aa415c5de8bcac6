using PrivacyAnalyzers.CodeFixes;
using PrivacyAnalyzers.Rules.Transfer;

namespace PrivacyAnalyzers.Tests.Rules;

public class PRIV5003Tests
{
    [Fact]
    public Task Category_not_listed() => Code.Verify<RecipientGetsMoreAnalyzer>(Code.Account +
        """
        [Recipient("pushline")]
        interface IPush
        {
            void Send(string text);
        }

        [Purpose("account")]
        class Alerts(IPush push)
        {
            void Send(Account account)
            {
                push.Send({|PRIV5003:account.Email|});
                push.Send(account.Id.ToString());
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
            "pushline": { "name": "Pushline", "role": "controller", "categories": ["device"], "purposes": ["account"], "region": "EU", "hosts": ["api.pushline.io"] }
          }
        }
        """);

    [Fact]
    public Task Agreed() => Code.Verify<RecipientGetsMoreAnalyzer>(Code.Account +
        """
        [Recipient("pushline")]
        interface IPush
        {
            void Send(string text);
        }

        [Purpose("account")]
        class Alerts(IPush push)
        {
            void Send(Account account) => push.Send(account.Email);
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
            "pushline": { "name": "Pushline", "role": "controller", "categories": ["contact"], "purposes": ["account"], "region": "EU", "hosts": ["api.pushline.io"] }
          }
        }
        """);

    [Fact]
    public Task Adds_what_is_missing() => Code.VerifyFix<RecipientGetsMoreAnalyzer, RecipientFix>(
        Code.Account + """
        [Recipient("pushline")]
        interface IPush
        {
            void Send(string text);
        }

        [Purpose("account")]
        class Alerts(IPush push)
        {
            void Send(Account account) => push.Send({|PRIV5003:account.Email|});
        }
        """,
        Code.Account + """
        [Recipient("pushline")]
        interface IPush
        {
            void Send(string text);
        }

        [Purpose("account")]
        class Alerts(IPush push)
        {
            void Send(Account account) => push.Send(account.Email);
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
            "pushline": { "name": "Pushline", "role": "controller", "categories": ["device"], "purposes": ["account"], "region": "EU", "hosts": ["api.pushline.io"] }
          }
        }
        """,
        fixedPolicy: """
        {
          "name": "Test", "version": "1",
          "purposes": { "account": { "description": "Run the account" } },
          "categories": { "contact": { "description": "Contact", "purposes": ["account"], "retention": "account" } },
          "hosts": ["*.example.com"],
          "storage": { "regions": ["EU"] },
          "recipients": {
            "pushline": { "name": "Pushline", "role": "controller", "categories": ["device", "contact.email"], "purposes": ["account"], "region": "EU", "hosts": ["api.pushline.io"] }
          }
        }
        """,
        key: "ExtendRecipient");
}
