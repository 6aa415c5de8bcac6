using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace PrivacyAnalyzers.Package.Tests;

/// <summary>A rule's finding on a line of a sample, whoever says so: the sample's comments or the compiler.</summary>
internal readonly record struct SampleFinding(string File, int Line, string Rule) : IComparable<SampleFinding>
{
    public int CompareTo(SampleFinding other)
    {
        var order = string.CompareOrdinal(File, other.File);
        if (order == 0)
            order = Line.CompareTo(other.Line);
        return order == 0 ? string.CompareOrdinal(Rule, other.Rule) : order;
    }

    public override string ToString() => $"{File}({Line}): {Rule}";
}

/// <summary>What a sample says of itself, and what the compiler says of it.</summary>
internal static partial class SampleFindings
{
    private static readonly string[] s_extensions = [".cs", ".json", ".xml", ".plist"];

    /// <summary>The findings that comments of the form <c>violates: PRIVnnnn PRIVnnnn (clause N, N)</c> announce.</summary>
    internal static IEnumerable<SampleFinding> Announced(string folder) =>
        from file in Files(folder)
        from line in File.ReadLines(file).Select((text, index) => (Text: text, Number: index + 1))
        let comment = Violates().Match(line.Text)
        where comment.Success
        from rule in comment.Groups["rules"].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries)
        select new SampleFinding(Path.GetRelativePath(folder, file).Replace('\\', '/'), line.Number, rule);

    /// <summary>The numbers of the clauses that the comments name, by file and line.</summary>
    internal static ILookup<(string File, int Line), int> Clauses(string folder) => (
        from file in Files(folder)
        from line in File.ReadLines(file).Select((text, index) => (Text: text, Number: index + 1))
        let clause = Clause().Match(line.Text)
        where clause.Success
        from number in clause.Groups["numbers"].Value.Split(',', StringSplitOptions.TrimEntries)
        select (Place: (Path.GetRelativePath(folder, file).Replace('\\', '/'), line.Number), Clause: int.Parse(number, CultureInfo.InvariantCulture)))
        .ToLookup(named => named.Place, named => named.Clause);

    /// <summary>The findings of the product in the error logs (SARIF 2.1) that a build left in the projects' folders.</summary>
    internal static IEnumerable<SampleFinding> Reported(string folder, string log)
    {
        foreach (var file in Directory.EnumerateFiles(folder, log, SearchOption.AllDirectories))
        {
            using var document = JsonDocument.Parse(File.ReadAllText(file));
            foreach (var result in document.RootElement.GetProperty("runs")[0].GetProperty("results").EnumerateArray())
            {
                var rule = result.GetProperty("ruleId").GetString()!;
                if (!rule.StartsWith("PRIV", StringComparison.Ordinal) || result.TryGetProperty("suppressions", out _))
                    continue;
                var place = result.GetProperty("locations")[0].GetProperty("physicalLocation");
                var path = new Uri(place.GetProperty("artifactLocation").GetProperty("uri").GetString()!).LocalPath;
                yield return new(
                    Path.GetRelativePath(folder, path).Replace('\\', '/'),
                    place.GetProperty("region").GetProperty("startLine").GetInt32(),
                    rule);
            }
        }
    }

    private static IEnumerable<string> Files(string folder) =>
        Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Where(file => s_extensions.Contains(Path.GetExtension(file)))
            .Where(file => !BuildOutput().IsMatch(Path.GetRelativePath(folder, file)));

    [GeneratedRegex(@"violates: (?<rules>(PRIV\d{4} )+)\(clause")]
    private static partial Regex Violates();

    [GeneratedRegex(@"\(?clause (?<numbers>\d+(, \d+)*)")]
    private static partial Regex Clause();

    [GeneratedRegex(@"(^|[\\/])(bin|obj)[\\/]")]
    private static partial Regex BuildOutput();
}
