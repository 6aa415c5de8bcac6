using PrivacyAnalyzers;

namespace SmartCamera.Cloud;

/// <summary>Marks that say less, more or other than the policy.</summary>
public sealed class Profile
{
    public string MobilePhone { get; set; } = ""; // violates: PRIV1001 (clause 11)

    [PersonalInformation("identity.name")] // violates: PRIV1002 (clause 11)
    public string Name { get; set; } = "";

    [PersonalInformation("contact.fax", "account")] // violates: PRIV1003 PRIV1008 (clause 11)
    public string Fax { get; set; } = "";

    [PersonalInformation("contact.phone", "moderation")] // violates: PRIV1005 PRIV1008 (clause 11)
    public string WorkPhone { get; set; } = "";

    [PersonalInformation("contact.phone")]
    public string OldPhone { get; set; } = ""; // violates: PRIV1006 (clause 11, 13)

    [PersonalInformation("contact.email", "account", "security")] // violates: PRIV1008 (clause 13)
    public string Recovery { get; set; } = "";
}

/// <summary>Names a purpose that nobody announced.</summary>
[Purpose("profiling")] // violates: PRIV1004 (clause 11, 13)
public static class Profiling
{
    public static bool IsOn { get; set; }
}

/// <summary>Handles profiles.</summary>
[Purpose("account")]
public static class Profiles
{
    public static void Clear(Profile profile) => profile.OldPhone = "none";

    public static bool CanRecover(Profile profile) => profile.Recovery.Length > 0;

    public static bool IsReachable(Account account) => HasEmail(account);

    private static bool HasEmail(Account account) => account.Email.Contains('@'); // violates: PRIV1007 (clause 13)
}
