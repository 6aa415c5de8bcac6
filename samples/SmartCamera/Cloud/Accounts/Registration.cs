using Microsoft.AspNetCore.Mvc;
using PrivacyAnalyzers;
using SmartCamera.Cloud.Model;
using SmartCamera.Cloud.Operations;
using SmartCamera.Cloud.Recipients;

namespace SmartCamera.Cloud.Accounts;

/// <summary>What the registration form asks for, and nothing else.</summary>
public sealed class RegistrationForm
{
    [PersonalInformation("contact.email")]
    public string Email { get; set; } = "";

    [PersonalInformation("contact.phone")]
    public string Phone { get; set; } = "";

    /// <summary>The person is 14 or older, or a guardian agreed.</summary>
    [AgeCheck]
    public bool OldEnoughOrGuardianAgreed { get; set; }
}

/// <summary>Registers accounts.</summary>
[ApiController]
[Route("accounts")]
[Purpose("account.registration")]
public sealed class RegistrationController(CameraDb db, IConsents consents, TpLinkClient tpLink, AuditTrail audit) : ControllerBase
{
    [HttpPost]
    public async Task<ActionResult<Guid>> RegisterAsync(RegistrationForm form)
    {
        if (!form.OldEnoughOrGuardianAgreed)
            return BadRequest("A parent or guardian has to agree.");
        var account = new Account { Id = Guid.NewGuid(), Email = form.Email, Phone = form.Phone, LastUsed = DateTimeOffset.UtcNow };
        db.Accounts.Add(account);
        await db.SaveChangesAsync();
        audit.Record("registered", account.Id);
        return account.Id;
    }

    /// <summary>One-click registration: the network's operator confirms the phone number, if the person agrees to that.</summary>
    [HttpPost("{id:guid}/confirmation")]
    public async Task<IActionResult> ConfirmAsync(Guid id)
    {
        var account = await db.Accounts.FindAsync(id);
        if (account is null)
            return NotFound();
        if (!await consents.AgreedAsync(id, "account.registration"))
            return Forbid();
        await tpLink.ConfirmAsync(account.Phone);
        return NoContent();
    }
}
