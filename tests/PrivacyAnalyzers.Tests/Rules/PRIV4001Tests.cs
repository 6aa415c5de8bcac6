using PrivacyAnalyzers.CodeFixes;
using PrivacyAnalyzers.Rules.Storage;

namespace PrivacyAnalyzers.Tests.Rules;

public class PRIV4001Tests
{
    [Fact]
    public Task In_a_file() => Code.Verify<StoredUnencryptedAnalyzer>(Code.Account +
        """
        class Export
        {
            void Save(Account account)
            {
                File.WriteAllText("account.txt", {|PRIV4001:account.Email|});
                File.WriteAllText("account.txt", account.Id.ToString());
                File.WriteAllText("account.txt", Seal(account.Email));
            }

            [Protects(Protection.Encrypted)]
            static string Seal(string text) => text;
        }
        """);

    [Fact]
    public Task Plain_storage() => Code.Verify<StoredUnencryptedAnalyzer>(Code.Account +
        """
        class Export
        {
            void Save(Account account) => File.WriteAllText("account.txt", account.Email);
        }
        """,
        """
        {
          "name": "Test", "version": "1",
          "purposes": { "account": { "description": "Run the account" } },
          "categories": { "contact": { "description": "Contact", "purposes": ["account"], "retention": "account", "storage": "plain" } }
        }
        """);

    [Fact]
    public Task Protects_with_the_projects_method() => Code.VerifyFix<StoredUnencryptedAnalyzer, ProtectFix>(
        Code.Account + """
        class Export
        {
            void Save(Account account) => File.WriteAllText("account.txt", {|PRIV4001:account.Email|});

            [Protects(Protection.Encrypted)]
            static string Seal(string text) => text;
        }
        """,
        Code.Account + """
        class Export
        {
            void Save(Account account) => File.WriteAllText("account.txt", Seal(account.Email));

            [Protects(Protection.Encrypted)]
            static string Seal(string text) => text;
        }
        """,
        key: "Protect");
}
