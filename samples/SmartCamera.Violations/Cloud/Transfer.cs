using PrivacyAnalyzers;

namespace SmartCamera.Cloud;

[Recipient("tp-link")]
public interface ITpLink
{
    Task ConfirmAsync(string number);
}

[Recipient("jpush")]
public interface IJPush
{
    Task RegisterAsync(string device);
}

[Recipient("support-desk")]
public interface ISupportDesk
{
    Task OpenAsync(string customer, string question);
}

[Recipient("backup-host")]
public interface IBackupHost
{
    Task SaveAsync(string row);
}

/// <summary>Hands data to others.</summary>
[Purpose("account")]
public sealed class Sharing(HttpClient http, ITpLink tpLink, IJPush jpush, IBackupHost backup)
{
    public Task SendAsync(Account account) =>
        http.PostAsJsonAsync("http://api.macro-video.com/accounts", new { account.Email }); // violates: PRIV5001 (clause 21)

    public Task AdvertiseAsync(Account account) =>
        http.PostAsJsonAsync("https://api.offers.example/people", new { account.Email }); // violates: PRIV5002 (clause 12, 15)

    public Task ConfirmAsync(Account account) => tpLink.ConfirmAsync(account.Email); // violates: PRIV5003 (clause 7)

    public Task RegisterAsync(Account account) => jpush.RegisterAsync(account.Phone); // violates: PRIV5003 (clause 8, 14)

    public Task SaveAsync(Account account) => backup.SaveAsync(account.Email); // violates: PRIV5004 (clause 32)
}

/// <summary>Helps customers, through a supplier that they were not asked about.</summary>
[Purpose("support")]
public sealed class Support(ISupportDesk desk)
{
    public Task AskAsync(Account account) => desk.OpenAsync(account.Email, "Camera is offline"); // violates: PRIV5005 (clause 15)
}
