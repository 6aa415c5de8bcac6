using System.Net.Http.Json;
using PrivacyAnalyzers;

namespace SmartCamera.Cloud.Recipients;

/// <summary>The processor that confirms phone numbers for one-click registration.</summary>
[Recipient("tp-link")]
public sealed class TpLinkClient(HttpClient http)
{
    public Task ConfirmAsync(string phone) => http.PostAsJsonAsync("https://register.tp-link.example/confirm", new { phone });

    public Task EraseAsync(Guid accountId) => http.DeleteAsync($"https://register.tp-link.example/accounts/{accountId}");
}

/// <summary>The processor that pushes alarm messages.</summary>
[Recipient("jpush")]
public sealed class JPushClient(HttpClient http)
{
    public Task RegisterAsync(string phoneState) => http.PostAsJsonAsync("https://api.jpush.cn/devices", new { phoneState });

    public Task EraseAsync(Guid accountId) => http.DeleteAsync($"https://api.jpush.cn/accounts/{accountId}");
}

/// <summary>The supplier of customer support.</summary>
[Recipient("support-desk")]
public sealed class SupportDeskClient(HttpClient http)
{
    public Task OpenAsync(string email, string question) => http.PostAsJsonAsync("https://desk.example/tickets", new { email, question });

    public Task EraseAsync(Guid accountId) => http.DeleteAsync($"https://desk.example/accounts/{accountId}");
}

/// <summary>Third-party accounts.</summary>
[Recipient("social")]
public sealed class SocialClient(HttpClient http)
{
    public Task ShareAsync(string account, Uri clip) => http.PostAsJsonAsync("https://api.social.example/posts", new { account, clip });

    public Task EraseAsync(Guid accountId) => http.DeleteAsync($"https://api.social.example/accounts/{accountId}");
}
