using System.Net.Mail;
using PrivacyAnalyzers;
using SmartCamera.Cloud.Model;

namespace SmartCamera.Cloud.Operations;

/// <summary>Tells people what they have to know.</summary>
[Purpose("security")]
public sealed class Notices(CameraDb db, IConfiguration configuration)
{
    [Fulfills("incident.notification")]
    public Task TellOfIncidentAsync(Guid accountId, string incident, string advice) =>
        TellAsync(accountId, "Security incident", $"{incident}\n{advice}");

    [Fulfills("cessation")]
    public async Task TellOfCessationAsync(DateOnly lastDay)
    {
        foreach (var id in db.Accounts.Select(account => account.Id).ToList())
            await TellAsync(id, "End of the service", $"On {lastDay} the service ends; collection stops, and what is held is anonymised.");
    }

    private async Task TellAsync(Guid accountId, string subject, string text)
    {
        if (await db.Accounts.FindAsync(accountId) is not { } account)
            return;
        using var smtp = new SmtpClient(configuration["Mail:Host"]) { EnableSsl = true };
        await smtp.SendMailAsync("hsservice@macro-video.com", account.Email, subject, text);
    }
}
