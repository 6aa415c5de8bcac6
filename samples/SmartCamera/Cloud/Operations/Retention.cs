using PrivacyAnalyzers;
using SmartCamera.Cloud.Model;

namespace SmartCamera.Cloud.Operations;

/// <summary>Anonymises what has been kept long enough.</summary>
[Purpose("account")]
[Fulfills("retention", typeof(Account), typeof(PushDevice), typeof(NetworkSetup), typeof(Recording), typeof(ConductRecord))]
public sealed class Retention(CameraDb db)
{
    private static readonly TimeSpan s_kept = TimeSpan.FromDays(30);

    public async Task RunAsync(DateTimeOffset now)
    {
        foreach (var account in db.Accounts.Where(account => !account.IsActive && account.LastUsed < now - s_kept))
        {
            account.Email = "";
            account.Phone = "";
            account.ThirdPartyAccount = "";
            db.PushDevices.RemoveRange(db.PushDevices.Where(row => row.AccountId == account.Id));
            db.NetworkSetups.RemoveRange(db.NetworkSetups.Where(row => row.AccountId == account.Id));
            db.Recordings.RemoveRange(db.Recordings.Where(row => row.AccountId == account.Id));
        }
        await db.SaveChangesAsync();
    }
}
