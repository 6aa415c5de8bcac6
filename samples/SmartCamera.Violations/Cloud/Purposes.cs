using PrivacyAnalyzers;

namespace SmartCamera.Cloud;

/// <summary>Acts on violations of the rules, with data given for something else.</summary>
[Purpose("moderation")]
public static class Moderation
{
    public static bool IsSamePerson(Account account, string email) => account.Email == email; // violates: PRIV2001 (clause 11, 13)

    public static bool IsSameHome(Account account, string ssid) => account.Ssid == ssid; // violates: PRIV2001 (clause 3)

    public static bool IsSameFriend(Account account, string friend) => account.ThirdPartyAccount == friend; // violates: PRIV2001 (clause 12, 16)

    [AutomatedDecision] // violates: PRIV7004 (clause 30)
    public static bool IsBlocked(int violations) => violations > 3;
}

/// <summary>Something that others can see.</summary>
public sealed class Badge
{
    public string Text { get; set; } = "";
}

/// <summary>Moves values to where they may be used for more.</summary>
[Purpose("account")]
public static class Accounts
{
    public static void UsePhoneAsEmail(Account account) => account.Email = account.Phone; // violates: PRIV2003 (clause 13)

    public static void Print(Account account, Badge badge) => badge.Text = account.Email; // violates: PRIV2004 (clause 13)
}

/// <summary>Pushes alarm messages without asking.</summary>
[Purpose("push")]
public static class AlarmPush
{
    public static bool IsReachable(Account account) => account.PhoneState == "online"; // violates: PRIV2005 (clause 16, 28)
}
