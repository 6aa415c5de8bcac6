using PrivacyAnalyzers.CodeFixes;
using PrivacyAnalyzers.Rules.Exposure;

namespace PrivacyAnalyzers.Tests.Rules;

public class PRIV3002Tests
{
    [Fact]
    public Task In_the_message() => Code.Verify<PersonalDataInExceptionAnalyzer>(Code.Account +
        """
        class Registration
        {
            Exception Refuse(Account account) => new InvalidOperationException("In use: " + {|PRIV3002:account.Email|});
            Exception RefuseId(Account account) => new InvalidOperationException("In use: " + account.Id);
        }
        """);

    [Fact]
    public Task In_the_data() => Code.Verify<PersonalDataInExceptionAnalyzer>(Code.Account +
        """
        class Registration
        {
            void Refuse(Account account)
            {
                var refused = new InvalidOperationException("In use");
                refused.Data["id"] = account.Id;
                refused.Data["email"] = {|PRIV3002:account.Email|};
                refused.Data.Add("again", {|PRIV3002:account.Email|});
                throw refused;
            }
        }
        """);

    [Fact]
    public Task Drops_it() => Code.VerifyFix<PersonalDataInExceptionAnalyzer, ProtectFix>(
        Code.Account + """
        class Registration
        {
            Exception Refuse(Account account) => new InvalidOperationException($"In use: {{|PRIV3002:account.Email|}}.");
        }
        """,
        Code.Account + """
        class Registration
        {
            Exception Refuse(Account account) => new InvalidOperationException($"In use: .");
        }
        """,
        key: "Drop");

    [Fact]
    public Task In_the_data_and_by_helpers_that_throw() => Code.Verify<PersonalDataInExceptionAnalyzer>(
        """
        class Account
        {
            public int Id { get; set; }

            [PersonalInformation("identity.age", "account")]
            public int Age { get; set; }
        }

        class Login
        {
            void Check(Account account)
            {
                ArgumentOutOfRangeException.ThrowIfNegative({|PRIV3002:account.Age|});
                ArgumentOutOfRangeException.ThrowIfGreaterThan(account.Id, 5);
                var exception = new InvalidOperationException("Too young");
                exception.Data["age"] = {|PRIV3002:account.Age|};
                exception.Data["id"] = account.Id;
                throw exception;
            }

            void Again(Account account, Exception caught)
            {
                caught.Data.Add("age", {|PRIV3002:account.Age|});
                if (caught.Data.Contains(account.Age))
                    throw new InvalidOperationException("Failed", caught);
            }
        }
        """);

    [Fact]
    public Task Once_however_often_it_is_wrapped() => Code.Verify<PersonalDataInExceptionAnalyzer>(Code.Account +
        """
        class Login
        {
            void Fail(Account account)
            {
                try
                {
                    throw new InvalidOperationException("Bad " + {|PRIV3002:account.Email|});
                }
                catch (InvalidOperationException e)
                {
                    throw new ArgumentException("Failed: " + e.Message, e);
                }
            }
        }
        """);
}
