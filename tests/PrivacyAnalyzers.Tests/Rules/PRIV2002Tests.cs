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
}
