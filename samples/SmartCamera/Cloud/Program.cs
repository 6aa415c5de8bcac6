using Microsoft.EntityFrameworkCore;
using Serilog;
using SmartCamera.Cloud.Accounts;
using SmartCamera.Cloud.Model;
using SmartCamera.Cloud.Operations;
using SmartCamera.Cloud.Recipients;
using SmartCamera.Cloud.Rights;

Log.Logger = new LoggerConfiguration().CreateLogger();

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddControllers();
builder.Services.AddDataProtection();
builder.Services.AddAuthentication();
builder.Services.AddAuthorizationBuilder()
    .AddPolicy("owner", policy => policy.RequireAssertion(IsOwner))
    .AddPolicy("legal-officer", policy => policy.RequireRole("legal-officer"));
builder.Services.AddDbContext<CameraDb>(options => options.UseSqlite("Data Source=camera.db"));
builder.Services.AddHttpClient<TpLinkClient>();
builder.Services.AddHttpClient<JPushClient>();
builder.Services.AddHttpClient<SupportDeskClient>();
builder.Services.AddHttpClient<SocialClient>();
builder.Services.AddScoped<IConsents, StoredConsents>();
builder.Services.AddScoped<PersonRights>();
builder.Services.AddScoped<AlarmPush>();
builder.Services.AddScoped<ThirdPartySharing>();
builder.Services.AddScoped<Support>();
builder.Services.AddScoped<CameraSetup>();
builder.Services.AddScoped<Moderation>();
builder.Services.AddScoped<Retention>();
builder.Services.AddScoped<Notices>();
builder.Services.AddSingleton<AuditTrail>();

var app = builder.Build();
app.UseAuthorization();
app.MapControllers();
app.MapRights();
app.Run();

static bool IsOwner(Microsoft.AspNetCore.Authorization.AuthorizationHandlerContext context) =>
    context.Resource is HttpContext http
    && http.Request.RouteValues.TryGetValue("id", out var id)
    && context.User.HasClaim("account", id?.ToString() ?? "");
