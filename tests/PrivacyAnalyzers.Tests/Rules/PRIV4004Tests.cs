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

    [Fact]
    public Task Algorithms_of_objects() => Code.Verify<WeakProtectionAnalyzer>("using System.Security.Cryptography;\nusing System.Text;\n" + Code.Account +
        """
        class Keys(byte[] key)
        {
            private readonly HashAlgorithm _md5 = MD5.Create();
            private readonly SymmetricAlgorithm _ecb = Aes.Create();

            Keys() : this([]) => _ecb.Mode = CipherMode.ECB;

            byte[] Field(Account account) => _md5.ComputeHash({|PRIV4004:Encoding.UTF8.GetBytes(account.Email)|});

            byte[] Mode(Account account)
            {
                var plain = Encoding.UTF8.GetBytes(account.Email);
                return _ecb.CreateEncryptor().TransformFinalBlock({|PRIV4004:plain|}, 0, plain.Length);
            }

            void Through_a_stream(Account account, Stream stream)
            {
                using var des = DES.Create();
                using var writer = new StreamWriter(new CryptoStream(stream, des.CreateEncryptor(), CryptoStreamMode.Write));
                writer.Write({|PRIV4004:account.Email|});
                using var aes = Aes.Create();
                using var good = new StreamWriter(new CryptoStream(stream, aes.CreateEncryptor(), CryptoStreamMode.Write));
                good.Write(account.Email);
            }

            byte[] Keyed(Account account)
            {
                using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
                hash.AppendData(Encoding.UTF8.GetBytes(account.Email));
                return hash.GetHashAndReset();
            }

            byte[] Derived(Account account)
            {
                using var weak = new Rfc2898DeriveBytes({|PRIV4004:account.Email|}, key, 100_000, HashAlgorithmName.SHA1);
                using var derived = new Rfc2898DeriveBytes(account.Email, key, 100_000, HashAlgorithmName.SHA256);
                return derived.GetBytes(32);
            }
        }
        """);

    [Fact]
    public Task In_the_body_of_a_protection() => Code.Verify<WeakProtectionAnalyzer>("using System.Security.Cryptography;\nusing System.Text;\n" + Code.Account +
        """
        static class Hashing
        {
            [Protects(Protection.Pseudonymized)]
            internal static byte[] Weak(string text) => MD5.HashData({|PRIV4004:Encoding.UTF8.GetBytes(text)|});

            [Protects(Protection.Pseudonymized)]
            internal static byte[] Strong(string text, byte[] key) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text));

            internal static byte[] Checksum(string text) => MD5.HashData(Encoding.UTF8.GetBytes(text));
        }

        class Keys
        {
            byte[] Trusted(Account account) => Hashing.Weak(account.Email);
        }
        """);

    [Fact]
    public Task Algorithms_by_name() => Code.Verify<WeakProtectionAnalyzer>("using System.Security.Cryptography;\n#pragma warning disable SYSLIB0045\n" + Letter +
        """
        class Hashes
        {
            byte[] Weak(Letter letter) => HashAlgorithm.Create("MD5")!.ComputeHash({|PRIV4004:letter.Text|});
            byte[] Long(Letter letter) => ((HashAlgorithm)CryptoConfig.CreateFromName("System.Security.Cryptography.SHA1")!).ComputeHash({|PRIV4004:letter.Text|});
            byte[] Strong(Letter letter) => HashAlgorithm.Create("SHA256")!.ComputeHash(letter.Text);
        }
        """, LetterPolicy);

    private const string Letter =
        """
        public class Letter
        {
            [PersonalInformation("content.letter", "account")]
            public byte[] Text { get; set; } = [];
        }

        """;

    private const string LetterPolicy =
        """{ "name": "Test", "version": "1", "purposes": { "account": { "description": "Run the account" } }, "categories": { "content": { "description": "Letters", "purposes": ["account"] } } }""";
}
