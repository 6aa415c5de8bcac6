using PrivacyAnalyzers.Rules.Transfer;

namespace PrivacyAnalyzers.Tests.Rules;

public class PRIV5004Tests
{
    [Fact]
    public Task Other_region() => Code.Verify<LeavesItsRegionAnalyzer>(Code.Account +
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
                push.Send({|PRIV5004:account.Email|});
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
            "pushline": { "name": "Pushline", "role": "controller", "categories": ["contact"], "purposes": ["account"], "region": "US", "hosts": ["api.pushline.io"] }
          }
        }
        """);

    [Fact]
    public Task Own_region() => Code.Verify<LeavesItsRegionAnalyzer>(Code.Account +
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
}
