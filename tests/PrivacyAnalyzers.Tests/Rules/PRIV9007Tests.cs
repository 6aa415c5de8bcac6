using Microsoft.CodeAnalysis.Testing;
using PrivacyAnalyzers.Rules.PolicyFile;
using PrivacyAnalyzers.Testing;

namespace PrivacyAnalyzers.Tests.Rules;

public class PRIV9007Tests
{
    [Fact]
    public Task Pragmas() => new PrivacyTest<SuppressionWithoutReasonAnalyzer>
    {
        // The check of the library suppresses without a reason, and is found.
        TestBehaviors = TestBehaviors.SkipSuppressionCheck,
        TestCode = """
            #pragma warning disable CS0618, [|PRIV3001|]
            #pragma warning restore PRIV3001
            #pragma warning disable PRIV3001 // the ward's own screen
            #pragma warning disable [|PRIV3002|] //
            #pragma warning disable CS0618, PRIVATE1
            #pragma warning disable
            class C;
            """,
    }.RunAsync();

    [Fact]
    public Task Attributes() => new PrivacyTest<SuppressionWithoutReasonAnalyzer>
    {
        // The check of the library suppresses without a reason, and is found.
        TestBehaviors = TestBehaviors.SkipSuppressionCheck,
        TestCode = """
            using System.Diagnostics.CodeAnalysis;
            using Quiet = System.Diagnostics.CodeAnalysis.SuppressMessageAttribute;
            [assembly: [|SuppressMessage("Privacy.Exposure", "PRIV3001:Personal data in a log", Scope = "member", Target = "~M:C.M")|]]
            class C
            {
                [[|Quiet("Privacy.Exposure", checkId: "PRIV3001", Justification = "<Pending>")|]]
                [SuppressMessage("Privacy.Exposure", "PRIV3002", Justification = "the ward's own screen")]
                [SuppressMessage("Style", "IDE0001")]
                void M() { }
            }
            """,
    }.RunAsync();
}
