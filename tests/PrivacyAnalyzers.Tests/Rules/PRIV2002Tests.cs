using PrivacyAnalyzers.Rules.Purpose;

namespace PrivacyAnalyzers.Tests.Rules;

public class PRIV2002Tests
{
    [Fact]
    public Task Code_without_purpose() => Code.Verify<UsedWithoutPurposeAnalyzer>(Code.Account +
        """
        public class Mailer
        {
            public string To(Account account) => {|PRIV2002:account.Email|};
            public bool Has(Account account) => account.Email == null;
        }

        [Purpose("account")]
        public class Receipts
        {
            public string To(Account account) => account.Email;
        }
        """);

    [Fact]
    public Task Helper_of_code_with_purpose() => Code.Verify<UsedWithoutPurposeAnalyzer>(Code.Account +
        """
        [Purpose("account")]
        public class Receipts
        {
            public string To(Account account) => Text.Address(account);
        }

        static class Text
        {
            internal static string Address(Account account) => "<" + account.Email + ">";
        }
        """);

    [Fact]
    public Task Helpers_called_by_code_with_and_without_purpose() => Code.Verify<UsedWithoutPurposeAnalyzer>(Code.Account +
        """
        public class Receipts
        {
            [Purpose("account")]
            public string Send(Account account) => Chain(account) + Both(account) + Twice(account, 2);

            public string Show(Account account) => Both(account);

            private static string Chain(Account account) => End(account) + Diamond(account);
            private static string End(Account account) => account.Email + Diamond(account);
            private static string Diamond(Account account) => account.Email;
            private static string Twice(Account account, int times) => times == 0 ? "" : account.Email + Twice(account, times - 1);
            private static string Both(Account account) => {|PRIV2002:account.Email|};
            private static string Never(Account account) => {|PRIV2002:account.Email|};
        }
        """);

    [Fact]
    public Task A_marked_parameter() => Code.Verify<UsedWithoutPurposeAnalyzer>(
        """
        public class Mailer
        {
            public string To([PersonalInformation("contact.email", "account")] string address) => {|PRIV2002:address|}.Trim();
            public string Name([PersonalInformation("contact.email", "account")] string address) => nameof(address);
        }
        """);

    [Fact]
    public Task A_member_that_a_selector_only_names() => Code.Verify<UsedWithoutPurposeAnalyzer>(Code.Account +
        """
        public class Configuration
        {
            public void M(EntityBuilder<Account> entity, IMapping<Account, Account> map, IUpdate<Account> update)
            {
                entity.Property(a => a.Email);
                entity.HasIndex(a => new { a.Email, a.Id });
                entity.Show(a => {|PRIV2002:a.Email|});
                entity.Show(a => new { {|PRIV2002:a.Email|} });
                map.ForMember(a => a.Email, a => {|PRIV2002:a.Email|});
                update.SetProperty(a => a.Email, "");
                update.SetProperty(a => a.Id, a => {|PRIV2002:a.Email|}.Length);
            }
        }

        public interface EntityBuilder<T>
        {
            void Property<TValue>(System.Linq.Expressions.Expression<Func<T, TValue>> member);
            void HasIndex<TValue>(System.Linq.Expressions.Expression<Func<T, TValue>> members);
            void Show<TValue>(System.Linq.Expressions.Expression<Func<T, TValue>> member);
        }

        public interface IMapping<TFrom, TTo>
        {
            void ForMember<TValue>(System.Linq.Expressions.Expression<Func<TTo, TValue>> to, System.Linq.Expressions.Expression<Func<TFrom, TValue>> from);
        }

        public interface IUpdate<T>
        {
            void SetProperty<TValue>(System.Linq.Expressions.Expression<Func<T, TValue>> member, TValue value);
            void SetProperty<TValue>(System.Linq.Expressions.Expression<Func<T, TValue>> member, Func<T, TValue> value);
        }
        """);
}
