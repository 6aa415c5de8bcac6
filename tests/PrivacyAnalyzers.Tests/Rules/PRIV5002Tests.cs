using PrivacyAnalyzers.CodeFixes;
using PrivacyAnalyzers.Rules.Transfer;

namespace PrivacyAnalyzers.Tests.Rules;

public class PRIV5002Tests
{
    [Fact]
    public Task Constant_hosts() => Code.Verify<RecipientNotInPolicyAnalyzer>(Code.Account +
        """
        [Purpose("account")]
        class Sync(HttpClient http)
        {
            async Task Send(Account account)
            {
                await http.PostAsync("https://collect.metricfarm.io/", {|PRIV5002:new StringContent(account.Email)|});
                await http.PostAsync("https://collect.metricfarm.io/", new StringContent(account.Id.ToString()));
                await http.PostAsync("https://api.pushline.io/", new StringContent(account.Email));
                await http.PostAsync("https://api.example.com/", new StringContent(account.Email));
                await http.PostAsync("https://192.168.1.4/", new StringContent(account.Email));
                await http.PostAsync("accounts", new StringContent(account.Email));
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
            "pushline": { "name": "Pushline", "role": "controller", "categories": ["contact"], "purposes": ["account"], "region": "EU", "hosts": ["api.pushline.io"] }
          }
        }
        """);

    [Fact]
    public Task Adds_the_recipient() => Code.VerifyFix<RecipientNotInPolicyAnalyzer, RecipientFix>(
        Code.Account + """
        [Purpose("account")]
        class Sync(HttpClient http)
        {
            Task Send(Account account) => http.PostAsync("https://collect.metricfarm.io/", {|PRIV5002:new StringContent(account.Email)|});
        }
        """,
        Code.Account + """
        [Purpose("account")]
        class Sync(HttpClient http)
        {
            Task Send(Account account) => http.PostAsync("https://collect.metricfarm.io/", new StringContent(account.Email));
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
            "pushline": { "name": "Pushline", "role": "controller", "categories": ["contact"], "purposes": ["account"], "region": "EU", "hosts": ["api.pushline.io"] }
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
            "pushline": { "name": "Pushline", "role": "controller", "categories": ["contact"], "purposes": ["account"], "region": "EU", "hosts": ["api.pushline.io"] },
            "metricfarm": { "name": "collect.metricfarm.io", "role": "controller", "categories": ["contact.email"], "purposes": ["account"], "hosts": ["collect.metricfarm.io"] }
          }
        }
        """,
        key: "AddRecipient");
}
