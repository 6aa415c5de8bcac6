using PrivacyAnalyzers.CodeFixes;
using PrivacyAnalyzers.Rules.Transfer;

namespace PrivacyAnalyzers.Tests.Rules;

public class PRIV5001Tests
{
    [Fact]
    public Task Scheme() => Code.Verify<SentInClearAnalyzer>(Code.Account +
        """
        class Sync(HttpClient http)
        {
            async Task Send(Account account)
            {
                await http.PostAsync("http://api.example.com/", {|PRIV5001:new StringContent(account.Email)|});
                await http.PostAsync("https://api.example.com/", new StringContent(account.Email));
                await http.PostAsync("http://localhost:5000/", new StringContent(account.Email));
            }
        }
        """);

    [Fact]
    public Task Uses_tls() => Code.VerifyFix<SentInClearAnalyzer, TlsFix>(
        Code.Account + """
        class Sync(HttpClient http)
        {
            Task Send(Account account) => http.PostAsync("http://api.example.com/", {|PRIV5001:new StringContent(account.Email)|});
        }
        """,
        Code.Account + """
        class Sync(HttpClient http)
        {
            Task Send(Account account) => http.PostAsync("https://api.example.com/", new StringContent(account.Email));
        }
        """,
        key: "UseTls");
}
