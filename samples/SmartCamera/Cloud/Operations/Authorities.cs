using System.Text.Json;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Mvc;
using PrivacyAnalyzers;
using SmartCamera.Cloud.Model;

namespace SmartCamera.Cloud.Operations;

/// <summary>Keeps what the law asks to keep: encrypted, and apart from the service's store.</summary>
[Purpose("legal-archive")]
public sealed class LegalArchive(IDataProtectionProvider protection, string folder)
{
    private readonly IDataProtector _protector = protection.CreateProtector("legal-archive");

    [Fulfills("retention.legal-archive")]
    public Task KeepAsync(Account account) =>
        File.WriteAllBytesAsync(Path.Combine(folder, account.Id.ToString("N")), _protector.Protect(JsonSerializer.SerializeToUtf8Bytes(account)));
}

/// <summary>Answers lawful requests of authorities.</summary>
[ApiController]
[Route("disclosures")]
[Authorize("legal-officer")]
[Purpose("legal-disclosure")]
public sealed class DisclosureController(CameraDb db, AuditTrail audit) : ControllerBase
{
    [HttpGet("{id:guid}")]
    public async Task<ActionResult<Account>> GetAsync(Guid id)
    {
        audit.Record("disclosed", id);
        var account = await db.Accounts.FindAsync(id);
        return account is null ? NotFound() : account;
    }
}
