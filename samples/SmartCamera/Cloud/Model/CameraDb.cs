using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace SmartCamera.Cloud.Model;

/// <summary>The service's store: personal columns are encrypted before they reach the database.</summary>
public sealed class CameraDb(DbContextOptions<CameraDb> options, IDataProtectionProvider protection) : DbContext(options)
{
    public DbSet<Account> Accounts => Set<Account>();

    public DbSet<PushDevice> PushDevices => Set<PushDevice>();

    public DbSet<NetworkSetup> NetworkSetups => Set<NetworkSetup>();

    public DbSet<Recording> Recordings => Set<Recording>();

    public DbSet<ConductRecord> ConductRecords => Set<ConductRecord>();

    public DbSet<Consent> Consents => Set<Consent>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        var encrypted = new EncryptedConverter(protection.CreateProtector("columns"));
        modelBuilder.Entity<Account>().Property(account => account.Email).HasConversion(encrypted);
        modelBuilder.Entity<Account>().Property(account => account.Phone).HasConversion(encrypted);
        modelBuilder.Entity<Account>().Property(account => account.ThirdPartyAccount).HasConversion(encrypted);
        modelBuilder.Entity<PushDevice>().Property(device => device.PhoneState).HasConversion(encrypted);
        modelBuilder.Entity<NetworkSetup>().Property(setup => setup.Ssid).HasConversion(encrypted);
        modelBuilder.Entity<NetworkSetup>().Property(setup => setup.WifiList).HasConversion(encrypted);
        modelBuilder.Entity<NetworkSetup>().Property(setup => setup.BluetoothList).HasConversion(encrypted);
        modelBuilder.Entity<Recording>().Property(recording => recording.Video).HasConversion(encrypted);
        modelBuilder.Entity<ConductRecord>().Property(record => record.Violation).HasConversion(encrypted);
    }
}

/// <summary>Encrypts a column with the service's data-protection keys.</summary>
internal sealed class EncryptedConverter(IDataProtector protector)
    : ValueConverter<string, string>(plain => protector.Protect(plain), stored => protector.Unprotect(stored));
