using System.Security.Cryptography;
using System.Text;
using PrivacyAnalyzers;

namespace SmartCamera.Cloud;

/// <summary>Keeps copies beside the store.</summary>
[Purpose("account")]
public static class Copies
{
    public static void Write(Account account, string file) => File.WriteAllText(file, account.Email); // violates: PRIV4001 (clause 20)

    public static byte[] Fingerprint(Account account) =>
        MD5.HashData(Encoding.UTF8.GetBytes(account.Email)); // violates: PRIV4004 (clause 20)
}

/// <summary>Archives for the authorities, as plain text.</summary>
[Purpose("legal-archive")]
public static class LegalArchive
{
    public static void Keep(Account account, string file) => File.AppendAllText(file, account.Phone); // violates: PRIV4001 (clause 18)
}
