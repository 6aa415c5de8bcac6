using PrivacyAnalyzers.Rules.Storage;

namespace PrivacyAnalyzers.Tests.Rules;

public class PRIV4004Tests
{
    [Fact]
    public Task Broken_or_plain() => Code.Verify<WeakProtectionAnalyzer>(Code.Account +
        """
        class Keys(byte[] key)
        {
            byte[] Md5(Account account) => System.Security.Cryptography.MD5.HashData({|PRIV4004:System.Text.Encoding.UTF8.GetBytes(account.Email)|});
            byte[] Plain(Account account) => System.Security.Cryptography.SHA256.HashData({|PRIV4004:System.Text.Encoding.UTF8.GetBytes(account.Email)|});
            byte[] Keyed(Account account) => System.Security.Cryptography.HMACSHA256.HashData(key, System.Text.Encoding.UTF8.GetBytes(account.Email));
        }
        """);
}
