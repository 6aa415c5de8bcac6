using PrivacyAnalyzers.CodeFixes.Exposure;
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

    [Fact]
    public Task Attributes_that_stand_for_a_filter() => Verify(
        """
        public class KeyFilter : Microsoft.AspNetCore.Mvc.Filters.IAsyncAuthorizationFilter
        {
            public Task OnAuthorizationAsync(Microsoft.AspNetCore.Mvc.Filters.AuthorizationFilterContext context) => Task.CompletedTask;
        }

        public class NeedsKeyAttribute : TypeFilterAttribute
        {
            public NeedsKeyAttribute(bool lax = false)
                : base(typeof(KeyFilter)) => Arguments = new object[] { lax };
        }

        public class KeyedAttribute() : ServiceFilterAttribute(typeof(KeyFilter));

        public class GenericKeyAttribute : TypeFilterAttribute<KeyFilter>;

        public class MembersOnlyAttribute : TypeFilterAttribute
        {
            public MembersOnlyAttribute()
                : base(Filter)
            {
            }

            private static System.Type Filter => typeof(Inner);

            private sealed class Inner : Microsoft.AspNetCore.Mvc.Filters.IAuthorizationFilter
            {
                public void OnAuthorization(Microsoft.AspNetCore.Mvc.Filters.AuthorizationFilterContext context)
                {
                }
            }
        }

        public class TimedAttribute() : TypeFilterAttribute(typeof(TimedAttribute.Inner))
        {
            internal sealed class Inner : Microsoft.AspNetCore.Mvc.Filters.IActionFilter
            {
                public void OnActionExecuting(Microsoft.AspNetCore.Mvc.Filters.ActionExecutingContext context)
                {
                }

                public void OnActionExecuted(Microsoft.AspNetCore.Mvc.Filters.ActionExecutedContext context)
                {
                }
            }
        }

        public class LoopAttribute() : TypeFilterAttribute(typeof(LoopAttribute));

        [MembersOnly]
        public abstract class MembersBase : ControllerBase;

        public class InnerController(List<Member> members) : MembersBase
        {
            public Member Get(int id) => members[id];
        }

        public class MembersController(List<Member> members) : ControllerBase
        {
            [NeedsKey(true)] public Member Needed(int id) => members[id];
            [Keyed] public Member Keyed(int id) => members[id];
            [GenericKey] public Member Generic(int id) => members[id];
            [Timed] public Member {|PRIV3007:Timed|}(int id) => members[id];
            [Loop] public Member {|PRIV3007:Loop|}(int id) => members[id];
        }
        """);

    [Fact]
    public Task Filters_by_type_and_what_hubs_send() => Verify(
        """
        public class KeyFilter : Microsoft.AspNetCore.Mvc.Filters.IAsyncAuthorizationFilter
        {
            public Task OnAuthorizationAsync(Microsoft.AspNetCore.Mvc.Filters.AuthorizationFilterContext context) => Task.CompletedTask;
        }

        public class MembersController(List<Member> members) : ControllerBase
        {
            [TypeFilter(typeof(KeyFilter))] public Member Typed(int id) => members[id];
            // Runs as an authorization filter, and lets everyone in.
            [RequireHttps] public Member {|PRIV3007:Secure|}(int id) => members[id];
            [ServiceFilter(typeof(KeyFilter))] public Member Service(int id) => members[id];
            [ServiceFilter(typeof(string))] public Member {|PRIV3007:Other|}(int id) => members[id];
        }

        public interface IClient
        {
            Task Joined(Member member);
            Task Counted(int count);
        }

        public class Chat : Hub
        {
            public async Task {|PRIV3007:Join|}(Member member) => await Clients.All.SendAsync("joined", member);
            public Task {|PRIV3007:Tell|}(Member member) { return Clients.Caller.SendAsync("told", member.Email); }
            public Task Count(Member member) => Clients.Others.SendAsync("counted", member.City);
            public Task Keep(Member member) => System.IO.File.WriteAllTextAsync("members", member.Email);
        }

        public class TypedChat : Hub<IClient>
        {
            public Task {|PRIV3007:Join|}(Member member) => Clients.All.Joined(member);
            public Task Count(Member member) => Clients.All.Counted(member.City.Length);
        }
        """);

    [Fact]
    public Task Requires_authorization() => new PrivacyFixTest<UnauthorizedEndpointAnalyzer, AuthorizeFix>
    {
        TestCode = Member +
            """
            public class MembersController(List<Member> members) : ControllerBase
            {
                [HttpGet]
                public Member {|PRIV3007:Get|}(int id) => members[id];

                public Member {|PRIV3007:First|}() => members[0];
            }

            public class IndexModel(List<Member> members) : PageModel
            {
                public Member? Member { get; set; }

                public void {|PRIV3007:OnGet|}(int id) => Member = members[id];

                public void {|PRIV3007:OnPost|}(int id) => Member = members[id];
            }

            public static class Api
            {
                public static void Map(WebApplication app, List<Member> members)
                {
                    app.MapGet("/members", {|PRIV3007:() => members|}).WithName("members");
                    app.MapGet("/members/{id}", {|PRIV3007:(int id) => members[id]|});
                }
            }
            """,
        FixedCode = Member +
            """
            public class MembersController(List<Member> members) : ControllerBase
            {
                [Authorize]
                [HttpGet]
                public Member Get(int id) => members[id];

                [Authorize]
                public Member First() => members[0];
            }

            [Authorize]
            public class IndexModel(List<Member> members) : PageModel
            {
                public Member? Member { get; set; }

                public void OnGet(int id) => Member = members[id];

                public void OnPost(int id) => Member = members[id];
            }

            public static class Api
            {
                public static void Map(WebApplication app, List<Member> members)
                {
                    app.MapGet("/members", () => members).RequireAuthorization().WithName("members");
                    app.MapGet("/members/{id}", (int id) => members[id]).RequireAuthorization();
                }
            }
            """,
        CodeActionEquivalenceKey = "Authorize",
    }.RunAsync();
}
