using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using PrivacyAnalyzers;
using SmartCamera.Cloud.Model;
using SmartCamera.Cloud.Operations;
using SmartCamera.Cloud.Recipients;

namespace SmartCamera.Cloud.Rights;

/// <summary>Answers what people may ask of us.</summary>
[Purpose("rights")]
public sealed class PersonRights(
    CameraDb db, TpLinkClient tpLink, JPushClient jpush, SupportDeskClient desk, SocialClient social, AuditTrail audit)
{
    /// <summary>Everything that is held about the person, in a form that another service can read.</summary>
    [Fulfills("rights.access", typeof(Account), typeof(PushDevice), typeof(NetworkSetup), typeof(Recording), typeof(ConductRecord))]
    [Fulfills("rights.portability", typeof(Account), typeof(PushDevice), typeof(NetworkSetup), typeof(Recording), typeof(ConductRecord))]
    public async Task<string> CopyAsync(Guid accountId)
    {
        audit.Record("copied", accountId);
        var account = await db.Accounts.SingleAsync(row => row.Id == accountId);
        var devices = await db.PushDevices.Where(row => row.AccountId == accountId).ToListAsync();
        var setups = await db.NetworkSetups.Where(row => row.AccountId == accountId).ToListAsync();
        var recordings = await db.Recordings.Where(row => row.AccountId == accountId).ToListAsync();
        var conduct = await db.ConductRecords.Where(row => row.AccountId == accountId).ToListAsync();
        return string.Join(
            '\n',
            JsonSerializer.Serialize(account),
            JsonSerializer.Serialize(devices),
            JsonSerializer.Serialize(setups),
            JsonSerializer.Serialize(recordings),
            JsonSerializer.Serialize(conduct));
    }

    /// <summary>Puts what the person says in the place of what was held.</summary>
    [Fulfills("rights.rectification", typeof(Account), typeof(PushDevice), typeof(NetworkSetup), typeof(Recording), typeof(ConductRecord))]
    public async Task CorrectAsync<T>(Guid accountId, T held, T corrected)
        where T : class
    {
        db.Entry(held).CurrentValues.SetValues(corrected);
        await db.SaveChangesAsync();
        audit.Record("corrected", accountId);
    }

    /// <summary>Deletes what is held, and has those who got the data delete it too.</summary>
    [Fulfills("rights.erasure", typeof(Account), typeof(PushDevice), typeof(NetworkSetup), typeof(Recording), typeof(ConductRecord))]
    public async Task EraseAsync(Guid accountId)
    {
        db.Accounts.RemoveRange(db.Accounts.Where(row => row.Id == accountId));
        db.PushDevices.RemoveRange(db.PushDevices.Where(row => row.AccountId == accountId));
        db.NetworkSetups.RemoveRange(db.NetworkSetups.Where(row => row.AccountId == accountId));
        db.Recordings.RemoveRange(db.Recordings.Where(row => row.AccountId == accountId));
        db.ConductRecords.RemoveRange(db.ConductRecords.Where(row => row.AccountId == accountId));
        await db.SaveChangesAsync();
        await tpLink.EraseAsync(accountId);
        await jpush.EraseAsync(accountId);
        await desk.EraseAsync(accountId);
        await social.EraseAsync(accountId);
        audit.Record("erased", accountId);
    }

    [Fulfills("rights.deactivation")]
    public async Task DeactivateAsync(Guid accountId)
    {
        var account = await db.Accounts.SingleAsync(row => row.Id == accountId);
        account.IsActive = false;
        await db.SaveChangesAsync();
        audit.Record("deactivated", accountId);
    }
}
