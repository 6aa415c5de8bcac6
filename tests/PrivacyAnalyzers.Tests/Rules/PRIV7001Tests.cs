using PrivacyAnalyzers.Rules.Rights;
using PrivacyAnalyzers.Testing;

namespace PrivacyAnalyzers.Tests.Rules;

public class PRIV7001Tests
{
    [Fact]
    public Task Obligations_without_code() => new PrivacyTest<UnfulfilledObligationAnalyzer>
    {
        TestState = { OutputKind = Microsoft.CodeAnalysis.OutputKind.ConsoleApplication },
        Policy =
            """
            {
              "name": "Test", "version": "1", "contact": "privacy@example.com",
              "purposes": { "account": { "description": "Account" } },
              "categories": {},
              "obligations": { "security.audit": "Record", {|PRIV7001:"incident.notification"|}: "Tell", "rights.explanation": "Explain" }
            }
            """,
        TestCode =
            """
            using PrivacyAnalyzers;

            public static class Program
            {
                public static void Main() => Record();

                [Fulfills("security.audit")]
                private static void Record()
                {
                }
            }
            """,
    }.RunAsync();

    [Fact]
    public Task Libraries_are_fulfilled_elsewhere() => new PrivacyTest<UnfulfilledObligationAnalyzer>
    {
        Policy = """{ "name": "Test", "version": "1", "purposes": {}, "categories": {}, "obligations": { "incident.notification": "Tell" } }""",
        TestCode = "public class Empty;",
    }.RunAsync();
}
