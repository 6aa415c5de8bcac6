using PrivacyAnalyzers.Rules.Minimization;
using PrivacyAnalyzers.Testing;

namespace PrivacyAnalyzers.Tests.Rules;

public class PRIV1006Tests
{
    [Fact]
    public Task Written_and_never_read() => new PrivacyTest<CollectedButNeverUsedAnalyzer>
    {
        TestCode =
            """
            using PrivacyAnalyzers;

            internal class Signup
            {
                [PersonalInformation("contact.email")]
                public string Email { get; set; } = "";

                [PersonalInformation("identity.birth-date")]
                public string {|PRIV1006:BirthDate|} { get; set; } = "";

                [PersonalInformation("contact.phone")]
                public string NeverWritten { get; set; } = "";

                [PersonalInformation("identity.name")]
                public string {|PRIV1006:Log|} { get; set; } = "";
            }

            internal record {|#0:Person|}([PersonalInformation("identity.name")] string {|PRIV1006:Name|});

            public class Published
            {
                [PersonalInformation("contact.email")]
                public string Email { get; set; } = "";

                private static string Use(Signup signup, string text)
                {
                    signup.Email = text;
                    signup.BirthDate = text;
                    signup.Log += text;
                    if (signup.BirthDate != null)
                        _ = new Person(text);
                    new Published().Email = nameof(Signup.BirthDate);
                    return signup.Email;
                }
            }
            """,
    }.RunAsync();

    [Fact]
    public Task Serialised_whole_is_read() => new PrivacyTest<CollectedButNeverUsedAnalyzer>
    {
        TestCode =
            """
            using System.Text.Json;
            using System.Text.Json.Serialization;
            using PrivacyAnalyzers;

            internal class Ticket
            {
                [PersonalInformation("identity.name")]
                public string Customer { get; set; } = "";

                [JsonIgnore]
                [PersonalInformation("contact.phone")]
                public string {|PRIV1006:Phone|} { get; set; } = "";

                internal static string Save(string text) => JsonSerializer.Serialize(new Ticket { Customer = text, Phone = text });
            }
            """,
    }.RunAsync();

    [Fact]
    public Task A_position_that_a_pattern_asks_for_is_read() => new PrivacyTest<CollectedButNeverUsedAnalyzer>
    {
        TestCode = """
            using PrivacyAnalyzers;

            internal record Asked([PersonalInformation("identity.name")] string Name, int Age);

            internal record Skipped([PersonalInformation("identity.name")] string {|PRIV1006:Name|}, int Age);

            internal static class Code
            {
                internal static bool Run(string name) => new Asked(name, 1) is ("x", 1) && new Skipped(name, 1) is (_, 1);
            }
            """,
    }.RunAsync();

    [Fact]
    public Task Taken_apart_by_a_template_or_stored_whole() => Code.Verify<CollectedButNeverUsedAnalyzer>("using Microsoft.Extensions.Logging;\nusing MassTransit;\n" +
        """
        internal class Logged
        {
            [PersonalInformation("contact.email", "account")]
            public string? Email { get; set; }
        }

        internal class Published
        {
            [PersonalInformation("contact.email", "account")]
            public string? Email { get; set; }
        }

        internal class Named
        {
            [PersonalInformation("contact.email", "account")]
            public string? {|PRIV1006:Email|} { get; set; }
        }

        class Code(ILogger log, IPublishEndpoint bus)
        {
            async Task Run(string mail)
            {
                log.LogInformation("got {@Logged}", new Logged { Email = mail });
                log.LogInformation("got {Named}", new Named { Email = mail });
                await bus.Publish(new Published { Email = mail });
            }
        }

        // The library's signature.
        namespace MassTransit
        {
            public interface IPublishEndpoint { Task Publish<T>(T message, CancellationToken cancellationToken = default) where T : class; }
        }
        """);
}
