using PrivacyAnalyzers;

namespace SmartCamera.Cloud;

/// <summary>What the registration form asks for.</summary>
public sealed class RegistrationForm
{
    [PersonalInformation("contact.email", "account.registration")]
    public string Email { get; set; } = "";

    [AgeCheck]
    public bool OldEnoughOrGuardianAgreed { get; set; }
}

/// <summary>Registers whoever comes.</summary>
[Purpose("account.registration")]
public static class Registration
{
    public static void Register(string file, RegistrationForm form) =>
        File.AppendAllText(file, form.Email); // violates: PRIV7005 PRIV4001 (clause 31, 20)
}

/// <summary>Answers requests by halves.</summary>
[Purpose("rights")]
public sealed class PersonRights(CameraDb db)
{
    [Fulfills("rights.access", typeof(Account))] // violates: PRIV7002 (clause 26)
    public string Show(Account account) => $"{account.Email}, {account.Phone}";

    [Fulfills("rights.erasure", typeof(Account))] // violates: PRIV7003 (clause 27)
    public void Erase(Account account) => db.Accounts.Remove(account);
}
