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

    [Fact]
    public Task Checked_on_the_way_of_the_value() => Code.Verify<AgeNotCheckedAnalyzer>(
        """
        class Player
        {
            [PersonalInformation("contact.email", "account")]
            public string? Email { get; set; }

            public bool Agreed { get; set; }

            [AgeCheck]
            public bool IsAdult { get; set; }
        }

        [Purpose("account")]
        class Scores
        {
            void Arm(Player player, Player other)
            {
                File.WriteAllText("a", player.IsAdult ? player.Email : null);
                File.WriteAllText("a", player.IsAdult ? null : {|PRIV7005:player.Email|});
                File.WriteAllText("a", player.Agreed ? {|PRIV7005:player.Email|} : null);
                File.WriteAllText("a", player.IsAdult ? player.Email : {|PRIV7005:other.Email|});
                File.WriteAllText("a", player.IsAdult switch { true => player.Email, false => "" });
                File.WriteAllText("a", $"1 {(player.IsAdult ? player.Email : "")}");
            }

            void Local(Player player)
            {
                var mail = player.IsAdult ? player.Email : null;
                File.WriteAllText("a", mail);
                string? late = null;
                if (player.IsAdult)
                    late = player.Email;
                File.WriteAllText("a", late);
                if (player.Agreed)
                    late = player.Email;
                File.WriteAllText("a", {|PRIV7005:late|});
            }

            void Helper(Player player)
            {
                File.WriteAllText("a", Adults(player));
                File.WriteAllText("a", {|PRIV7005:Minors(player)|});
            }

            void Leaving(Player player)
            {
                try
                {
                    if (!player.IsAdult)
                        return;
                }
                finally
                {
                    File.WriteAllText("a", {|PRIV7005:player.Email|});
                }
            }

            string? Adults(Player player)
            {
                if (!player.IsAdult)
                    return null;
                return player.Email;
            }

            string? Minors(Player player) => player.IsAdult ? null : player.Email;
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

    [Fact]
    public Task Entities_updated_in_the_database() => Code.Verify<AgeNotCheckedAnalyzer>(
        """
        namespace Microsoft.EntityFrameworkCore
        {
            public class DbContext;

            public class DbSet<T> : List<T>;
        }

        namespace Microsoft.EntityFrameworkCore.Query
        {
            public class UpdateSettersBuilder<T>
            {
                public UpdateSettersBuilder<T> SetProperty<P>(System.Linq.Expressions.Expression<Func<T, P>> property, P value) => this;

                public UpdateSettersBuilder<T> SetProperty<P>(System.Linq.Expressions.Expression<Func<T, P>> property, System.Linq.Expressions.Expression<Func<T, P>> value) => this;
            }
        }

        static class Updates
        {
            public static int ExecuteUpdate<T>(this IEnumerable<T> source, Action<Microsoft.EntityFrameworkCore.Query.UpdateSettersBuilder<T>> set) => 0;
        }

        class Player
        {
            public int Id { get; set; }

            [PersonalInformation("contact.email", "account")]
            public string? Email { get; set; }

            [AgeCheck]
            public bool IsAdult { get; set; }
        }

        class Game : Microsoft.EntityFrameworkCore.DbContext
        {
            public Microsoft.EntityFrameworkCore.DbSet<Player> Players { get; } = new();
        }

        [Purpose("account")]
        class Scores
        {
            void Save(Game game, Player player)
            {
                game.Players.Where(p => p.Id == 1).ExecuteUpdate(s => s.SetProperty(p => p.Email, {|PRIV7005:player.Email|}));
                game.Players.ExecuteUpdate(s => s.SetProperty(p => p.Email, p => {|PRIV7005:player.Email|}));
                game.Players.ExecuteUpdate(s => s.SetProperty(p => p.Email, ""));
                game.Players.ExecuteUpdate(s => s.SetProperty(p => p.Email, player.IsAdult ? player.Email : null));
                if (player.IsAdult)
                    game.Players.ExecuteUpdate(s => s.SetProperty(p => p.Email, player.Email));
            }

            void Reset(Game game, Player player) =>
                game.Players.ExecuteUpdate(s => s.SetProperty(p => p.Id, 2).SetProperty(p => p.Email, {|PRIV7005:player.Email|}));
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
