using System.Text;
using Microsoft.CodeAnalysis;

namespace PrivacyAnalyzers.Tests.Conformance;

/// <summary>
/// What is written from the rules themselves: the table in README.md and the modes' global configs. With the environment
/// variable UPDATE_DOCS=1 the tests write them anew instead of failing.
/// </summary>
public sealed class GeneratedFilesTests
{
    private const string Begin = "<!-- rules:begin -->";
    private const string End = "<!-- rules:end -->";

    private static readonly bool s_update = Environment.GetEnvironmentVariable("UPDATE_DOCS") == "1";

    [Fact]
    public void ReadmeListsEveryRule()
    {
        var path = Product.PathOf("README.md");
        var text = File.ReadAllText(path);
        var begin = text.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        var end = text.IndexOf(End, StringComparison.Ordinal);
        Assert.True(begin >= Begin.Length && end > begin, $"README.md lacks the markers {Begin} and {End}.");
        Check(path, text, text[..begin] + "\n" + RuleTable() + text[end..]);
    }

    [Theory]
    [InlineData("Strict")]
    [InlineData("Audit")]
    [InlineData("None")]
    public void ModeListsEveryRule(string mode)
    {
        var path = Product.PathOf("src", "PrivacyAnalyzers.Package", "build", "config", $"PrivacyAnalysisMode.{mode}.globalconfig");
        Check(path, File.Exists(path) ? File.ReadAllText(path) : "", Mode(mode));
    }

    private static void Check(string path, string actual, string expected)
    {
        if (s_update)
        {
            if (actual != expected)
                File.WriteAllText(path, expected);
            return;
        }
        Assert.True(
            actual == expected,
            $"{path} differs from what the rules say; `UPDATE_DOCS=1 dotnet test --filter Conformance` writes it anew. Expected:\n{expected}");
    }

    private static string RuleTable()
    {
        var fixable = Product.Fixes.SelectMany(fix => fix.FixableDiagnosticIds).ToHashSet();
        var table = new StringBuilder("| Rule | Name | Category | Severity | Fix |\n| --- | --- | --- | --- | --- |\n");
        foreach (var rule in Rules())
        {
            table.Append(
                $"| [{rule.Id}](docs/rules/{rule.Id}.md) | {rule.Title} | {rule.Category.Replace("Privacy.", "")} | "
                + $"{(rule.IsEnabledByDefault ? rule.DefaultSeverity.ToString() : "off")} | {(fixable.Contains(rule.Id) ? "yes" : "")} |\n");
        }
        return table.ToString();
    }

    private static string Mode(string mode)
    {
        var about = mode switch
        {
            "Strict" => "Every rule on, warnings are errors.",
            "Audit" => "Every rule a warning, members recognised by name and type count as marked: a first look at existing code.",
            _ => "Every rule off.",
        };
        // A level below that of a project's own global config: what it sets by hand stays the stronger.
        var text = new StringBuilder($"# {about}\nis_global = true\nglobal_level = -1\n\n");
        if (mode == "Audit")
            text.Append("privacy_analyzers.inference = enforce\n\n");
        foreach (var rule in Rules())
            text.Append($"dotnet_diagnostic.{rule.Id}.severity = {Severity(mode, rule)}\n");
        return text.ToString();
    }

    private static string Severity(string mode, DiagnosticDescriptor rule) => mode switch
    {
        "None" => "none",
        "Audit" => rule.DefaultSeverity == DiagnosticSeverity.Error ? "error" : "warning",
        _ => rule.DefaultSeverity == DiagnosticSeverity.Info ? "suggestion" : "error",
    };

    /// <summary>The descriptors of the product's rules, by id.</summary>
    private static IEnumerable<DiagnosticDescriptor> Rules() =>
        Product.Rules
            .SelectMany(rule => rule.SupportedDiagnostics)
            .DistinctBy(rule => rule.Id)
            .OrderBy(rule => rule.Id, StringComparer.Ordinal);
}
