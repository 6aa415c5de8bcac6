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

    [Fact]
    public Task At_the_first_place_where_it_becomes_part_of_a_URL() => Code.Verify<PersonalDataInUrlAnalyzer>(Code.Account +
        """
        class Verifier(HttpClient http)
        {
            async Task Check(Account account)
            {
                var uri = Microsoft.AspNetCore.WebUtilities.QueryHelpers.AddQueryString("check", "email", {|PRIV3004:account.Email|});
                await http.GetStringAsync(uri);
                var builder = new UriBuilder("https://example.com") { Query = "email=" + {|PRIV3004:account.Email|} };
                await http.GetStringAsync(builder.ToString());
                await http.GetStringAsync("check/" + {|PRIV3004:account.Email|});
            }
        }
        """);

    /// <summary>What Identity's manager is given it stores; the tokens that it makes are none of it.</summary>
    [Fact]
    public Task A_user_manager_keeps_nothing() => Code.Verify<PersonalDataInUrlAnalyzer>(Code.Account +
        """
        class Member
        {
            public string Id { get; set; } = "";
        }

        class Members(Microsoft.AspNetCore.Identity.UserManager<Member> users, List<string> kept) : Microsoft.AspNetCore.Mvc.ControllerBase
        {
            async Task Register(Account account)
            {
                var member = new Member();
                await users.CreateAsync(member, account.Email);
                await users.SetEmailAsync(member, account.Email);
                await users.AddPasswordAsync(member, account.Email);
                kept.Add(account.Email);
            }

            async Task<object> Confirm(string id)
            {
                var member = await users.FindByIdAsync(id);
                return RedirectToAction("Confirm", new { id = member.Id, code = await users.GenerateEmailConfirmationTokenAsync(member) });
            }

            async Task<object> Show(Member member) => RedirectToAction("Show", new { name = await {|PRIV3004:users.GetUserNameAsync(member)|} });

            object Kept() => RedirectToAction("Show", new { name = {|PRIV3004:kept[0]|} });
        }
        """);

    [Fact]
    public Task Route_values_of_every_form() => Code.Verify<PersonalDataInUrlAnalyzer>(Code.Account +
        """
        class Accounts : Microsoft.AspNetCore.Mvc.ControllerBase
        {
            object Show(Account account) => RedirectToAction("Show", {|PRIV3004:account|});
            object ShowId(Account account) => RedirectToAction("Show", new { account.Id });
            object Routed(Account account) => RedirectToRoute(new Dictionary<string, object> { ["email"] = {|PRIV3004:account.Email|} });
            object Made(Account account) => Microsoft.AspNetCore.Http.TypedResults.Created("/accounts/" + {|PRIV3004:account.Email|}, account.Id);
        }
        """);

    [Fact]
    public Task The_header_that_redirects() => Code.Verify<PersonalDataInUrlAnalyzer>("using Microsoft.AspNetCore.Http;\n" + Code.Account +
        """
        class Moved
        {
            void Answer(HttpResponse response, Account account)
            {
                response.Headers.Location = "/accounts?mail=" + {|PRIV3004:account.Email|};
                response.Headers.Location = "/accounts/" + account.Id;
                response.Headers["X-Account"] = account.Email;
            }
        }
        """);
}
