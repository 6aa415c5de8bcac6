using PrivacyAnalyzers.CodeFixes;
using PrivacyAnalyzers.Rules.Rights;

namespace PrivacyAnalyzers.Tests.Rules;

public class PRIV7005Tests
{
    [Fact]
    public Task Checked_or_not() => Code.Verify<AgeNotCheckedAnalyzer>(
        """
        class Winner
        {
            [PersonalInformation("contact.address", "account")]
            public string Street { get; set; } = "";

            [AgeCheck]
            public bool IsAdult { get; init; }
        }

        [Purpose("account")]
        class Contest
        {
            void Add(Winner winner)
            {
                File.AppendAllText("winners.txt", {|PRIV7005:winner.Street|});
                if (winner.IsAdult)
                    File.AppendAllText("winners.txt", winner.Street);
            }
        }

        class Other
        {
            void Add(Winner winner) => File.AppendAllText("winners.txt", winner.Street);
        }
        """,
        """
        {
          "name": "Test", "version": "1",
          "purposes": { "account": { "description": "Run the account" } },
          "categories": { "contact": { "description": "Contact", "purposes": ["account"], "retention": "account", "storage": "plain" } },
          "children": { "age": 14, "purposes": ["account"] }
        }
        """);

    [Fact]
    public Task Guards_with_the_check() => Code.VerifyFix<AgeNotCheckedAnalyzer, GuardFix>(
        """
        class Winner
        {
            [PersonalInformation("contact.address", "account")]
            public string Street { get; set; } = "";

            [AgeCheck]
            public bool IsAdult { get; init; }
        }

        [Purpose("account")]
        class Contest
        {
            void Add(Winner winner)
            {
                File.AppendAllText("winners.txt", {|PRIV7005:winner.Street|});
            }
        }
        """,
        """
        class Winner
        {
            [PersonalInformation("contact.address", "account")]
            public string Street { get; set; } = "";

            [AgeCheck]
            public bool IsAdult { get; init; }
        }

        [Purpose("account")]
        class Contest
        {
            void Add(Winner winner)
            {
                if (!winner.IsAdult)
                    return;
                File.AppendAllText("winners.txt", winner.Street);
            }
        }
        """,
        policy: """
        {
          "name": "Test", "version": "1",
          "purposes": { "account": { "description": "Run the account" } },
          "categories": { "contact": { "description": "Contact", "purposes": ["account"], "retention": "account", "storage": "plain" } },
          "children": { "age": 14, "purposes": ["account"] }
        }
        """,
        key: "Guard");

    [Fact]
    public Task Checked_by_a_pattern() => Code.Verify<AgeNotCheckedAnalyzer>(
        """
        class Player
        {
            [PersonalInformation("contact.email", "account")]
            public string Email { get; set; } = "";

            [AgeCheck]
            public bool IsAdult { get; set; }
        }

        [Purpose("account")]
        class Scores
        {
            void Save(Player player)
            {
                if (player is { IsAdult: true })
                    File.WriteAllText("a", player.Email);
                if (player is { IsAdult: false })
                    File.WriteAllText("a", {|PRIV7005:player.Email|});
                if (player is not { IsAdult: true })
                    return;
                File.WriteAllText("a", player.Email);
            }
        }
        """,
        """
        {
          "name": "Test", "version": "1",
          "purposes": { "account": { "description": "Run the account" } },
          "categories": { "contact": { "description": "Contact", "purposes": ["account"], "retention": "account" } },
          "children": { "age": 14, "purposes": ["account"] }
        }
        """);

}
