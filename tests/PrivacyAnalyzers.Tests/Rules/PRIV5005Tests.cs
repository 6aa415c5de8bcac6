using PrivacyAnalyzers.CodeFixes;
using PrivacyAnalyzers.Rules.Transfer;

namespace PrivacyAnalyzers.Tests.Rules;

public class PRIV5005Tests
{
    [Fact]
    public Task Checked_or_not() => Code.Verify<SharedWithoutConsentAnalyzer>(Code.Account + SharingCode.Push + SharingCode.Consents("account") +
        """
        [Purpose("account")]
        class Alerts(IPush push, IConsents consents)
        {
            void Send(Account account)
            {
                push.Send({|PRIV5005:account.Email|});
                if (consents.Given(account.Id))
                    push.Send(account.Email);
                push.Send(consents.Given(account.Id) ? account.Email : "");
                push.Send(account.Id > 0 ? {|PRIV5005:account.Email|} : "");
            }
        }
        """,
        SharingCode.Policy(more: "\"consent\": true, "));

    [Fact]
    public Task Guards_with_the_check() => Code.VerifyFix<SharedWithoutConsentAnalyzer, GuardFix>(
        Code.Account + SharingCode.Push + SharingCode.Consents("account") + """
        [Purpose("account")]
        class Alerts(IPush push, IConsents consents)
        {
            void Send(Account account)
            {
                push.Send({|PRIV5005:account.Email|});
            }
        }
        """,
        Code.Account + SharingCode.Push + SharingCode.Consents("account") + """
        [Purpose("account")]
        class Alerts(IPush push, IConsents consents)
        {
            void Send(Account account)
            {
                if (!consents.Given(account.Id))
                    return;
                push.Send(account.Email);
            }
        }
        """,
        policy: SharingCode.Policy(more: "\"consent\": true, "),
        key: "Guard");

    [Fact]
    public Task A_filter_tells_nothing_of_what_comes_after_it() => Code.Verify<SharedWithoutConsentAnalyzer>(Code.Account + SharingCode.Push + SharingCode.Consents("account") +
        """
        [Purpose("account")]
        class Alerts(IPush push, IConsents consents)
        {
            void Send(List<Account> accounts)
            {
                accounts.Where(a => consents.Given(a.Id)).ToList().ForEach(a => push.Send(a.Email));
                var ids = accounts.Where(a => consents.Given(a.Id)).Select(a => a.Id).ToList();
                accounts.ForEach(a => push.Send({|PRIV5005:a.Email|}));
                foreach (var account in accounts)
                    push.Send({|PRIV5005:account.Email|});
            }

            void Wrapped(Account account)
            {
                Agreed(account);
                push.Send({|PRIV5005:account.Email|});
            }

            [RequiresConsent("account")]
            private void Agreed(Account account) => push.Send(account.Email);
        }
        """,
        SharingCode.Policy(more: "\"consent\": true, "));
}
