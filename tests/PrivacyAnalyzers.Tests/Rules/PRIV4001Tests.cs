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

    [Fact]
    public Task Inherited_members_of_what_stores() => Code.Verify<StoredUnencryptedAnalyzer>("using Microsoft.AspNetCore.Mvc;\nusing Microsoft.AspNetCore.Mvc.ViewFeatures;\n" + Code.Account +
        """
        class Pages(ITempDataDictionary temp, StreamWriter writer)
        {
            void Save(Account account)
            {
                temp["mail"] = {|PRIV4001:account.Email|};
                temp["id"] = account.Id;
                temp.Add("mail", {|PRIV4001:account.Email|});
                temp.Remove(account.Email);
                writer.Write({|PRIV4001:account.Email|} + account.Id);
            }
        }
        """);

    [Fact]
    public Task Writers_over_memory_and_over_files() => Code.Verify<StoredUnencryptedAnalyzer>("using System.Security.Cryptography;\n" + Code.Account +
        """
        class Export
        {
            void Save(Account account, Aes aes)
            {
                using var file = File.Create("a");
                using var writer = new StreamWriter(file);
                writer.Write({|PRIV4001:account.Email|});
                using var memory = new StreamWriter(new MemoryStream());
                memory.Write(account.Email);
                using var encrypted = new StreamWriter(new CryptoStream(File.Create("b"), aes.CreateEncryptor(), CryptoStreamMode.Write));
                encrypted.Write(account.Email);
            }
        }
        """);

    [Fact]
    public Task A_parameter_is_stored_once() => Code.Verify<StoredUnencryptedAnalyzer>("using System.Data;\nusing System.Data.Common;\n" + Code.Account +
        """
        class Table
        {
            void Save(Account account, DbCommand command)
            {
                Add(command, "mail", {|PRIV4001:account.Email|});
                Add(command, "id", account.Id);
            }

            static void Add(DbCommand command, string name, object value)
            {
                var parameter = command.CreateParameter();
                parameter.Value = value;
                command.Parameters.Add(parameter);
            }
        }
        """);

}
