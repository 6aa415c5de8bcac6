using Microsoft.CodeAnalysis;
using PrivacyAnalyzers.Rules.PolicyFile;
using PrivacyAnalyzers.Testing;

namespace PrivacyAnalyzers.Tests.Rules;

public class PRIV9004Tests
{
    private const string Code = """
        using PrivacyAnalyzers;
        using System.Net.Http;
        class Customer
        {
            [PersonalInformation("contact.email", "account.recovery")] public string? Email { get; set; }
            [ConsentCheck] bool Agreed(string purpose) => purpose.Length > 0;
            bool News => Agreed("news");
            [Recipient("post")] void Mail() => new HttpClient().GetStringAsync("https://api.track.io/x");
            void Push() => JPush.Client.Send();
        }
        namespace JPush
        {
            static class Client { public static void Send() { } }
        }
        namespace Other
        {
            static class Client { public static void Send() => Client.Send(); }
        }
        """;

    private const string Policy = """
        {
          "purposes": { "account": {}, "news": {}, "support": {}, [|"sale"|]: {}, [|"account.other"|]: {} },
          "categories": { "contact": { "purposes": ["support"] }, [|"contact.phone"|]: { "purposes": ["sale"] } },
          "recipients": {
            "post": {}, "track": { "hosts": ["*.track.io"] }, "jpush": { "apis": ["JPush.*"] },
            [|"other"|]: { "apis": ["Other.*"], "hosts": ["other.com"] }
          }
        }
        """;

    private static PrivacyTest<EntryNeverUsedAnalyzer> Test(string policy, OutputKind kind)
    {
        var test = new PrivacyTest<EntryNeverUsedAnalyzer> { TestCode = Code + "class Program { static void Main() { } }", Policy = policy };
        test.TestState.OutputKind = kind;
        return test;
    }

    [Fact]
    public Task Application() => Test(Policy, OutputKind.ConsoleApplication).RunAsync();

    [Fact]
    public Task Library() => Test(Policy.Replace("[|", "").Replace("|]", ""), OutputKind.DynamicallyLinkedLibrary).RunAsync();
}
