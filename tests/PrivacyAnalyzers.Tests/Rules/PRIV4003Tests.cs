using PrivacyAnalyzers.CodeFixes;
using PrivacyAnalyzers.Rules.Storage;

namespace PrivacyAnalyzers.Tests.Rules;

public class PRIV4003Tests
{
    [Fact]
    public Task Without_retention() => Code.Verify<StoredWithoutRetentionAnalyzer>(Code.Account +
        """
        class Export
        {
            void Save(Account account)
            {
                File.WriteAllText("account.txt", {|PRIV4003:account.Email|});
                File.WriteAllText("account.txt", account.Id.ToString());
            }
        }
        """,
        """
        {
          "name": "Test", "version": "1",
          "purposes": { "account": { "description": "Run the account" } },
          "categories": { "contact": { "description": "Contact", "purposes": ["account"] } }
        }
        """);

    [Fact]
    public Task With_retention() => Code.Verify<StoredWithoutRetentionAnalyzer>(Code.Account +
        """
        class Export
        {
            void Save(Account account) => File.WriteAllText("account.txt", account.Email);
        }
        """);

    [Fact]
    public Task In_an_entity() => Code.Verify<StoredWithoutRetentionAnalyzer>(Code.Account +
        """
        namespace Microsoft.EntityFrameworkCore
        {
            public class DbContext { }
            public class DbSet<T> { }
        }

        class Context : Microsoft.EntityFrameworkCore.DbContext
        {
            public Microsoft.EntityFrameworkCore.DbSet<Customer> Customers { get; set; } = null!;
        }

        class Customer
        {
            public int Id { get; set; }

            [PersonalInformation("contact.phone", "account")]
            public string {|PRIV4003:Phone|} { get; set; } = "";
        }
        """,
        """
        {
          "name": "Test", "version": "1",
          "purposes": { "account": { "description": "Run the account" } },
          "categories": { "contact": { "description": "Contact", "purposes": ["account"] } }
        }
        """);

    [Fact]
    public Task Adds_a_retention() => Code.VerifyFix<StoredWithoutRetentionAnalyzer, RetentionFix>(
        Code.Account + """
        class Export
        {
            void Save(Account account) => File.WriteAllText("account.txt", {|PRIV4003:account.Email|});
        }
        """,
        Code.Account + """
        class Export
        {
            void Save(Account account) => File.WriteAllText("account.txt", account.Email);
        }
        """,
        policy: """
        {
          "name": "Test", "version": "1",
          "purposes": { "account": { "description": "Run the account" } },
          "categories": { "contact": { "description": "Contact", "purposes": ["account"] } }
        }
        """,
        fixedPolicy: """
        {
          "name": "Test", "version": "1",
          "purposes": { "account": { "description": "Run the account" } },
          "categories": { "contact": { "description": "Contact", "purposes": ["account"], "retention": "P1Y" } }
        }
        """,
        key: "AddRetention");
}
