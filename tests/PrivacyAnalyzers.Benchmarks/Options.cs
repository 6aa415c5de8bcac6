using System.Globalization;

namespace PrivacyAnalyzers.Benchmarks;

/// <summary>What the command line asks for.</summary>
internal sealed record Options(int Lines, int Runs, int Seed, string? Project, IReadOnlyList<string> Only, bool Profile)
{
    internal const string Help =
        """
        Cost of the analyzers beside a bare compile and beside their peers.

        dotnet run -c Release --project tests/PrivacyAnalyzers.Benchmarks -- [options]
          --lines N        lines of generated code (default 10000)
          --seed N         another code of the same kind (default 1)
          --project PATH   measure a project instead of generated code
          --runs N         measured runs of each variant (default 3); the median counts
          --only A,B       only these variants (a bare compile is always measured)
          --profile        time of each rule, in this process, instead of whole compiles
        """;

    internal static Options? Parse(string[] arguments)
    {
        var options = new Options(10_000, 3, 1, null, [], false);
        for (var i = 0; i < arguments.Length; i++)
        {
            if (arguments[i] == "--profile")
            {
                options = options with { Profile = true };
                continue;
            }
            if (i + 1 == arguments.Length)
                return null;
            var value = arguments[++i];
            var number = int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var parsed) ? parsed : 0;
            switch (arguments[i - 1])
            {
                case "--lines" when number > 0:
                    options = options with { Lines = number };
                    break;
                case "--seed":
                    options = options with { Seed = number };
                    break;
                case "--runs" when number > 0:
                    options = options with { Runs = number };
                    break;
                case "--project":
                    options = options with { Project = Path.GetFullPath(value) };
                    break;
                case "--only":
                    options = options with { Only = value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) };
                    break;
                default:
                    return null;
            }
        }
        return options;
    }
}
