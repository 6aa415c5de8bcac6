using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using PrivacyAnalyzers;

namespace SmartCamera.Cloud;

/// <summary>An account, marked as the policy says.</summary>
public sealed class Account
{
    public Guid Id { get; init; }

    [PersonalInformation("contact.email")]
    public string Email { get; set; } = "";

    [PersonalInformation("contact.phone")]
    public string Phone { get; set; } = "";

    [PersonalInformation("account.third-party")]
    public string ThirdPartyAccount { get; set; } = "";

    [PersonalInformation("network.ssid")]
    public string Ssid { get; set; } = "";

    [PersonalInformation("device.phone-state")]
    public string PhoneState { get; set; } = "";
}

/// <summary>A delivery of a camera.</summary>
public sealed class Delivery
{
    public Guid Id { get; init; }

    [PersonalInformation("contact.phone")]
    public string Phone { get; set; } = ""; // violates: PRIV4002 (clause 20)

    [PersonalInformation("contact.address")]
    public string Address { get; set; } = ""; // violates: PRIV4003 (clause 17)
}

/// <summary>Keeps accounts encrypted, but forgets the phone number of a delivery.</summary>
public sealed class CameraDb(DbContextOptions<CameraDb> options, IDataProtectionProvider protection) : DbContext(options)
{
    public DbSet<Account> Accounts => Set<Account>();

    public DbSet<Delivery> Deliveries => Set<Delivery>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        var encrypted = new EncryptedConverter(protection.CreateProtector("columns"));
        modelBuilder.Entity<Account>().Property(account => account.Email).HasConversion(encrypted);
        modelBuilder.Entity<Account>().Property(account => account.Phone).HasConversion(encrypted);
        modelBuilder.Entity<Account>().Property(account => account.ThirdPartyAccount).HasConversion(encrypted);
        modelBuilder.Entity<Account>().Property(account => account.Ssid).HasConversion(encrypted);
        modelBuilder.Entity<Account>().Property(account => account.PhoneState).HasConversion(encrypted);
        modelBuilder.Entity<Delivery>().Property(delivery => delivery.Address).HasConversion(encrypted);
    }
}

/// <summary>Encrypts a column with the service's data-protection keys.</summary>
internal sealed class EncryptedConverter(IDataProtector protector)
    : ValueConverter<string, string>(plain => protector.Protect(plain), stored => protector.Unprotect(stored));

/// <summary>What people agreed to.</summary>
public interface IConsents
{
    [ConsentCheck]
    Task<bool> AgreedAsync(Guid accountId, string purpose);
}
