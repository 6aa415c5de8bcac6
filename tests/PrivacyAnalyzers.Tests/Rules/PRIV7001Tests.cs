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

    [Theory]
    [InlineData("", "{|PRIV7001:\"rights.access\"|}", "{|PRIV7001:\"retention\"|}")]
    [InlineData("[Fulfills(\"rights.access\"), Fulfills(\"retention\")]", "\"rights.access\"", "\"retention\"")]
    [InlineData("[Fulfills(\"rights.access\", typeof(Customer)), Fulfills(\"retention\", typeof(Customer))]", "{|PRIV7001:\"rights.access\"|}", "{|PRIV7001:\"retention\"|}")]
    [InlineData("[Fulfills(\"rights.access\", typeof(Customer), typeof(Order)), Fulfills(\"retention\", typeof(Customer), typeof(Order))]", "\"rights.access\"", "\"retention\"")]
    [InlineData("[Fulfills(\"rights.erasure\", typeof(Customer)), Fulfills(\"retention\", typeof(Record))]", "{|PRIV7001:\"rights.access\"|}", "{|PRIV7001:\"retention\"|}")]
    public Task Rights_per_stored_type_and_retention_per_category(string attributes, string access, string retention) => new PrivacyTest<UnfulfilledObligationAnalyzer>
    {
        TestState = { OutputKind = Microsoft.CodeAnalysis.OutputKind.ConsoleApplication },
        Policy =
            $$"""
            {
              "name": "Test", "version": "1", "contact": "privacy@example.com",
              "purposes": { "account": { "description": "Account" } },
              "categories": {
                "contact": { "description": "How to reach", "retention": "account" },
                "location": { "description": "Where to deliver", "retention": "P30D" },
                "conduct": { "description": "Violations", "retention": "permanent" }
              },
              "obligations": { {{access}}: "Show", {{retention}}: "Anonymise" }
            }
            """,
        TestCode =
            $$"""
            using PrivacyAnalyzers;

            public class Customer { [PersonalInformation("contact.email")] public string Email { get; set; } = ""; }

            public class Order { [PersonalInformation("location.precise")] public string Place { get; set; } = ""; }

            public class Record { [PersonalInformation("conduct.violations")] public string Text { get; set; } = ""; }

            public class Form { [PersonalInformation("contact.phone")] public string Never_stored { get; set; } = ""; }

            public static class Program
            {
                {{attributes}}
                public static void Main() => Keep(new(), new(), new());

                [Fulfills("rights.access", typeof(Record))]
                private static void Keep(Customer customer, Order order, Record record)
                {
                    File.WriteAllText("a", customer.Email);
                    File.WriteAllText("b", order.Place);
                    File.WriteAllText("c", record.Text);
                }
            }
            """,
    }.RunAsync();

    [Fact]
    public Task What_is_kept_for_good_needs_no_retention() => new PrivacyTest<UnfulfilledObligationAnalyzer>
    {
        TestState = { OutputKind = Microsoft.CodeAnalysis.OutputKind.ConsoleApplication },
        Policy =
            """
            {
              "name": "Test", "version": "1",
              "purposes": { "account": { "description": "Account" } },
              "categories": { "conduct": { "description": "Violations", "retention": "permanent" } },
              "obligations": { "retention": "Anonymise" }
            }
            """,
        TestCode =
            """
            using PrivacyAnalyzers;

            File.WriteAllText("c", new Record().Text);

            public class Record { [PersonalInformation("conduct.violations")] public string Text { get; set; } = ""; }
            """,
    }.RunAsync();

    [Fact]
    public Task Libraries_are_fulfilled_elsewhere() => new PrivacyTest<UnfulfilledObligationAnalyzer>
    {
        Policy = """{ "name": "Test", "version": "1", "purposes": {}, "categories": {}, "obligations": { "incident.notification": "Tell" } }""",
        TestCode = "public class Empty;",
    }.RunAsync();
}
