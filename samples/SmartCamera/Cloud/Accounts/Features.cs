using PrivacyAnalyzers;
using SmartCamera.Cloud.Model;
using SmartCamera.Cloud.Recipients;

namespace SmartCamera.Cloud.Accounts;

/// <summary>Alarm messages.</summary>
[Purpose("push")]
public sealed class AlarmPush(CameraDb db, IConsents consents, JPushClient jpush)
{
    public async Task RegisterAsync(Guid deviceId)
    {
        var device = await db.PushDevices.FindAsync(deviceId);
        if (device is null || !await consents.AgreedAsync(device.AccountId, "push"))
            return;
        await jpush.RegisterAsync(device.PhoneState);
    }
}

/// <summary>Signing in with, and sharing to, third-party accounts.</summary>
[Purpose("account.third-party-login")]
public sealed class ThirdPartySharing(CameraDb db, IConsents consents, SocialClient social)
{
    public async Task ShareAsync(Guid accountId, Uri clip)
    {
        if (!await consents.AgreedAsync(accountId, "account.third-party-login"))
            return;
        if (await db.Accounts.FindAsync(accountId) is { } account)
            await social.ShareAsync(account.ThirdPartyAccount, clip);
    }
}

/// <summary>Customer support, given by a supplier abroad to those who agreed.</summary>
[Purpose("support")]
public sealed class Support(CameraDb db, IConsents consents, SupportDeskClient desk)
{
    public async Task AskAsync(Guid accountId, string question)
    {
        var account = await db.Accounts.FindAsync(accountId);
        if (account is null || !await consents.AgreedAsync(accountId, "support"))
            return;
        await desk.OpenAsync(account.Email, question);
    }
}

/// <summary>Connecting cameras to the network.</summary>
[Purpose("network-setup")]
public sealed class CameraSetup(CameraDb db, IConsents consents)
{
    /// <summary>Whether a camera of this account has been in that network before.</summary>
    public async Task<bool> IsKnownAsync(NetworkSetup found)
    {
        if (!await consents.AgreedAsync(found.AccountId, "network-setup"))
            return false;
        db.NetworkSetups.Add(found);
        await db.SaveChangesAsync();
        return db.NetworkSetups.AsEnumerable().Any(setup => setup.Id != found.Id && setup.AccountId == found.AccountId);
    }
}

/// <summary>Decides about accounts that break the platform's rules.</summary>
[Purpose("moderation")]
public sealed class Moderation(CameraDb db)
{
    private const int Limit = 3;

    [AutomatedDecision(Explanation = nameof(Explain))]
    public bool IsBlocked(Guid accountId) => Count(accountId) >= Limit;

    /// <summary>Why an account is blocked, in words for its owner.</summary>
    public string Explain(Guid accountId) => $"{Count(accountId)} violations are on record; {Limit} block an account.";

    private int Count(Guid accountId) => db.ConductRecords.Count(record => record.AccountId == accountId);
}
