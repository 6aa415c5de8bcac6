using PrivacyAnalyzers.Rules.Transfer;

namespace PrivacyAnalyzers.Tests.Rules;

public class PRIV5004Tests
{
    [Fact]
    public Task Other_region() => Code.Verify<LeavesItsRegionAnalyzer>(Code.Account + SharingCode.Push +
        """
        [Purpose("account")]
        class Alerts(IPush push)
        {
            void Send(Account account)
            {
                push.Send({|PRIV5004:account.Email|});
                push.Send(account.Id.ToString());
            }
        }
        """,
        SharingCode.Policy(region: "US"));

    [Fact]
    public Task Own_region() => Code.Verify<LeavesItsRegionAnalyzer>(Code.Account + SharingCode.Push +
        """
        [Purpose("account")]
        class Alerts(IPush push)
        {
            void Send(Account account) => push.Send(account.Email);
        }
        """,
        SharingCode.Policy());
}
