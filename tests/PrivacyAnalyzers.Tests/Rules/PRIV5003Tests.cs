using PrivacyAnalyzers.CodeFixes;
using PrivacyAnalyzers.Rules.Transfer;

namespace PrivacyAnalyzers.Tests.Rules;

public class PRIV5003Tests
{
    [Fact]
    public Task Category_not_listed() => Code.Verify<RecipientGetsMoreAnalyzer>(Code.Account + SharingCode.Push +
        """
        [Purpose("account")]
        class Alerts(IPush push)
        {
            void Send(Account account)
            {
                push.Send({|PRIV5003:account.Email|});
                push.Send(account.Id.ToString());
            }
        }
        """,
        SharingCode.Policy("\"device\""));

    [Fact]
    public Task Agreed() => Code.Verify<RecipientGetsMoreAnalyzer>(Code.Account + SharingCode.Push +
        """
        [Purpose("account")]
        class Alerts(IPush push)
        {
            void Send(Account account) => push.Send(account.Email);
        }
        """,
        SharingCode.Policy());

    [Fact]
    public Task Adds_what_is_missing() => Code.VerifyFix<RecipientGetsMoreAnalyzer, RecipientFix>(
        Code.Account + SharingCode.Push + """
        [Purpose("account")]
        class Alerts(IPush push)
        {
            void Send(Account account) => push.Send({|PRIV5003:account.Email|});
        }
        """,
        Code.Account + SharingCode.Push + """
        [Purpose("account")]
        class Alerts(IPush push)
        {
            void Send(Account account) => push.Send(account.Email);
        }
        """,
        policy: SharingCode.Policy("\"device\""),
        fixedPolicy: SharingCode.Policy("\"device\", \"contact.email\""),
        key: "ExtendRecipient");
}
