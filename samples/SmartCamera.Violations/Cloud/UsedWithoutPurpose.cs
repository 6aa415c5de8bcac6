namespace SmartCamera.Cloud;

/// <summary>Nobody says for what this works.</summary>
public static class Search
{
    public static bool Matches(Account account, string text) => account.Email.Contains(text, StringComparison.Ordinal); // violates: PRIV2002 (clause 13)
}
