using PrivacyAnalyzers.Rules.Exposure;

namespace PrivacyAnalyzers.Tests.Rules;

public class PRIV3004Tests
{
    [Fact]
    public Task In_the_query() => Code.Verify<PersonalDataInUrlAnalyzer>(Code.Account +
        """
        class Verifier(HttpClient http)
        {
            Task<string> Check(Account account) => http.GetStringAsync("check?email=" + {|PRIV3004:account.Email|});
            Task<string> CheckId(Account account) => http.GetStringAsync("check?id=" + account.Id);
        }
        """);
}
