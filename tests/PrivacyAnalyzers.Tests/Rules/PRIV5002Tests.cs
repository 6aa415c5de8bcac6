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
        SharingCode.Policy());

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
        policy: SharingCode.Policy(),
        fixedPolicy: SharingCode.Policy(others: ",\n    " + """
            "metricfarm": { "name": "collect.metricfarm.io", "role": "controller", "categories": ["contact.email"], "purposes": ["account"], "hosts": ["collect.metricfarm.io"] }
            """),
        key: "AddRecipient");

    [Fact]
    public Task A_message_is_no_sink() => Code.Verify<RecipientNotInPolicyAnalyzer>(
        """
        using SendGrid;
        using SendGrid.Helpers.Mail;

        """ + Code.Account +
        """
        namespace SendGrid
        {
            public interface ISendGridClient
            {
                Task SendEmailAsync(Helpers.Mail.SendGridMessage message);
            }
        }

        namespace SendGrid.Helpers.Mail
        {
            public class SendGridMessage
            {
                public void AddTo(string address) => throw new NotSupportedException();
            }

            public static class MailHelper
            {
                public static SendGridMessage CreateSingleEmail(string to, string text) => throw new NotSupportedException();
            }
        }

        class Mail(ISendGridClient client)
        {
            async Task Send(Account account)
            {
                var message = MailHelper.CreateSingleEmail(account.Email, "");
                await client.SendEmailAsync({|PRIV5002:message|});
                var other = new SendGridMessage();
                other.AddTo(account.Email);
                await client.SendEmailAsync({|PRIV5002:other|});
                await client.SendEmailAsync(new SendGridMessage());
            }
        }
        """);

    [Fact]
    public Task Clients_that_are_made_by_a_tool() => Code.Verify<RecipientNotInPolicyAnalyzer>("using Refit;\n" + Code.Account +
        """
        namespace Refit
        {
            public class PostAttribute(string path) : Attribute
            {
                public string Path => path;
            }

            public static class RestService
            {
                public static T For<T>(string hostUrl) => throw new NotSupportedException();
            }
        }

        interface IAccounts
        {
            [Post("/accounts")]
            Task Create(Account account);
        }

        class Sync(IAccounts configured)
        {
            async Task Send(Account account)
            {
                var accounts = RestService.For<IAccounts>("https://accounts.metricfarm.io");
                await accounts.Create({|PRIV5002:account|});
                await configured.Create(account);
            }
        }
        """);

}
