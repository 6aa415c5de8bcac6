using PrivacyAnalyzers.Rules.Storage;
using PrivacyAnalyzers.Testing;

namespace PrivacyAnalyzers.Tests.Rules;

public class PRIV4002Tests
{
    [Fact]
    public Task Columns_without_an_encrypting_converter() => new PrivacyTest<UnencryptedColumnAnalyzer>
    {
        TestCode =
            """
            using System.ComponentModel.DataAnnotations.Schema;
            using Microsoft.EntityFrameworkCore;
            using PrivacyAnalyzers;

            namespace Microsoft.EntityFrameworkCore
            {
                public class DbContext;

                public class DbSet<T>;

                public class ModelBuilder
                {
                    public EntityTypeBuilder<T> Entity<T>() => new();
                }

                public class EntityTypeBuilder<T>
                {
                    public PropertyBuilder<P> Property<P>(System.Linq.Expressions.Expression<Func<T, P>> member) => new();
                }

                public class PropertyBuilder<P>
                {
                    public void HasConversion<S>(System.Linq.Expressions.Expression<Func<P, S>> to, System.Linq.Expressions.Expression<Func<S, P>> from)
                    {
                    }
                }
            }

            public class EncryptedAttribute : Attribute;

            public class Account
            {
                public int Id { get; set; }

                [PersonalInformation("contact.email")]
                public string {|PRIV4002:Email|} { get; set; } = "";

                [PersonalInformation("contact.phone")]
                public string Phone { get; set; } = "";

                [PersonalInformation("contact.fax")]
                public string {|PRIV4002:Fax|} { get; set; } = "";

                [Encrypted, PersonalInformation("identity.name")]
                public string Name { get; set; } = "";

                [NotMapped, PersonalInformation("identity.name")]
                public string Nick { get; set; } = "";

                [PersonalInformation("identity.name")]
                public string Shown => Name;

                public List<Order> Orders { get; } = [];

                public IEnumerable<Note> Notes => [];
            }

            public class Order
            {
                [PersonalInformation("contact.email")]
                public string {|PRIV4002:Email|} { get; set; } = "";
            }

            public class Note
            {
                [PersonalInformation("contact.email")]
                public string Email { get; set; } = "";
            }

            public class Form
            {
                [PersonalInformation("contact.email")]
                public string Email { get; set; } = "";
            }

            public class Db : DbContext
            {
                public DbSet<Account> Accounts { get; } = new();

                protected void OnModelCreating(ModelBuilder builder)
                {
                    builder.Entity<Account>().Property(a => a.Phone).HasConversion(v => Seal(v), v => v);
                    builder.Entity<Account>().Property(a => a.Fax).HasConversion(v => v.Trim(), v => v);
                }

                [Protects(Protection.Encrypted)]
                private static string Seal(string value) => value;
            }
            """,
    }.RunAsync();
}
