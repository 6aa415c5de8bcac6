using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using PrivacyAnalyzers;

namespace SmartCamera.Cloud;

/// <summary>Lets personal data out where nobody looks for it.</summary>
[Purpose("account")]
public sealed class SignIn(HttpClient http, ILogger<SignIn> logger)
{
    public void Log(Account account)
    {
        logger.LogInformation("Signed in: {Email}", account.Email); // violates: PRIV3001 (clause 23)
        Serilog.Log.Warning("No answer from {Phone}", account.Phone); // violates: PRIV3001 (clause 23)
        Activity.Current?.SetTag("account.email", account.Email); // violates: PRIV3003 (clause 23)
    }

    public void Check(Account account, string email)
    {
        if (account.Email != email)
            throw new InvalidOperationException($"{account.Email} is not the address given."); // violates: PRIV3002 (clause 23)
    }

    public Task<string> FindAsync(Account account) =>
        http.GetStringAsync($"https://id.macro-video.com/find?email={account.Email}"); // violates: PRIV3004 (clause 23)

    [SuppressMessage("Privacy.Exposure", "PRIV3001")] // violates: PRIV9007 (clause 23)
    public void LogSilently(Account account) => logger.LogInformation("Signed in: {Email}", account.Email);
}

/// <summary>Shows the address in every text that it is put into.</summary>
public sealed record Contact( // violates: PRIV3005 (clause 23)
    [PersonalInformation("contact.email")] string Email);

/// <summary>Answers with accounts.</summary>
[ApiController]
[Route("accounts")]
public sealed class AccountsController(CameraDb db) : ControllerBase
{
    [HttpGet("{id:guid}/conduct")]
    [Authorize]
    [Purpose("moderation")]
    public Account? Conduct(Guid id) => db.Accounts.Find(id); // violates: PRIV3006 (clause 13)

    [HttpGet("{id:guid}")]
    [Purpose("rights")]
    public Account? Get(Guid id) => db.Accounts.Find(id); // violates: PRIV3007 (clause 22)
}
