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
}
