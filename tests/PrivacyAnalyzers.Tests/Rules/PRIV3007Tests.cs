using PrivacyAnalyzers.Rules.Exposure;
using PrivacyAnalyzers.Testing;

namespace PrivacyAnalyzers.Tests.Rules;

public class PRIV3007Tests
{
    private const string Member =
        """
        using Microsoft.AspNetCore.Authorization;
        using Microsoft.AspNetCore.Builder;
        using Microsoft.AspNetCore.Http;
        using Microsoft.AspNetCore.Mvc;
        using Microsoft.AspNetCore.Mvc.RazorPages;
        using Microsoft.AspNetCore.SignalR;
        using PrivacyAnalyzers;

        public class Member
        {
            public string City { get; set; } = "";

            [PersonalInformation("contact.email")]
            public string Email { get; set; } = "";
        }

        """;

    private static Task Verify(string code) => new PrivacyTest<UnauthorizedEndpointAnalyzer> { TestCode = Member + code }.RunAsync();

    [Fact]
    public Task Controllers_pages_and_hubs() => Verify(
        """
        public class OpenController(List<Member> members) : ControllerBase
        {
            public IActionResult {|PRIV3007:Get|}(int id) => Ok(members[id]);

            public string {|PRIV3007:Email|}(int id) => members[id].Email.Trim();

            public int Count() => members.Count(m => m.Email.Length > 0);

            public string City(int id) => members[id].City;

            [Authorize]
            public Member Authorized(int id) => members[id];
        }

        [Authorize]
        public class ClosedController(List<Member> members) : ControllerBase
        {
            public Member Get(int id) => members[id];

            [AllowAnonymous]
            public Member {|PRIV3007:Open|}(int id) => members[id];
        }

        public class IndexModel(List<Member> members) : PageModel
        {
            public Member? Shown { get; set; }

            public void {|PRIV3007:OnGet|}(int id) => Shown = members[id];

            public IActionResult OnPost() => RedirectToPage("Index");
        }

        public class ChatHub(List<Member> members) : Hub
        {
            public Member {|PRIV3007:Find|}(int id) => members[id];
        }
        """);

    [Fact]
    public Task Mappings_and_their_groups() => Verify(
        """
        public static class Mapping
        {
            private static readonly List<Member> s_members = [];

            public static void Map(WebApplication app)
            {
                app.MapGet("/a", {|PRIV3007:(int id) => s_members[id]|});
                app.MapGet("/b", (int id) => s_members[id]).RequireAuthorization();
                app.MapGet("/c", [Authorize] (int id) => s_members[id]);
                app.MapGet("/d", (int id) => Results.Ok(s_members[id].City));
                var group = app.MapGroup("/g").RequireAuthorization();
                group.MapGet("/a", (int id) => s_members[id]);
                group.MapGet("/b", {|PRIV3007:(int id) => s_members[id]|}).AllowAnonymous();
                MapMembers(group);
                Func<int, Member> handler = id => s_members[id];
                app.MapGet("/e", {|PRIV3007:handler|});
            }

            private static void MapMembers(Microsoft.AspNetCore.Routing.RouteGroupBuilder members) => members.MapGet("/c", (int id) => s_members[id]);
        }
        """);

    [Fact]
    public Task Fallback_policy() => Verify(
        """
        public class OpenController(List<Member> members) : ControllerBase
        {
            public IActionResult Get(int id) => Ok(members[id]);

            internal static void Configure(AuthorizationOptions options) => options.FallbackPolicy = options.DefaultPolicy;
        }
        """);
}
