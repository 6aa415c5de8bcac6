using Microsoft.EntityFrameworkCore;
using PrivacyAnalyzers;
using SmartCamera.Cloud.Model;

namespace SmartCamera.Cloud.Accounts;

/// <summary>What people agreed to, and took back.</summary>
public interface IConsents
{
    [ConsentCheck]
    Task<bool> AgreedAsync(Guid accountId, string purpose);

    Task WithdrawAsync(Guid accountId, string purpose);
}

internal sealed class StoredConsents(CameraDb db) : IConsents
{
    public Task<bool> AgreedAsync(Guid accountId, string purpose) =>
        db.Consents.AnyAsync(consent => consent.AccountId == accountId && consent.Purpose == purpose);

    [Fulfills("rights.withdrawal")]
    public async Task WithdrawAsync(Guid accountId, string purpose)
    {
        db.Consents.RemoveRange(db.Consents.Where(consent => consent.AccountId == accountId && consent.Purpose == purpose));
        await db.SaveChangesAsync();
    }
}
