using System.Collections.Immutable;
using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using PrivacyAnalyzers.Rules;

namespace PrivacyAnalyzers.Tests.Conformance;

/// <summary>What every rule owes: the facts that users rely on, a page, a row of the release notes, a test class, a fix or a reason.</summary>
public sealed partial class RuleTests
{
    private static readonly string[] s_headings = ["## Why", "## Violation", "## Fix", "## When to suppress", "## Options"];

    /// <summary>The rules as published. An id, a name or a severity that changes here changes for every user.</summary>
    private static readonly ImmutableArray<Published> s_published =
    [
        new("PRIV1001", "Personal data is not marked", "Privacy.Minimization", DiagnosticSeverity.Info),
        new("PRIV1002", "Personal data has no purpose", "Privacy.Minimization", DiagnosticSeverity.Warning),
        new("PRIV1003", "Category is not in the policy", "Privacy.Minimization", DiagnosticSeverity.Warning),
        new("PRIV1004", "Purpose is not in the policy", "Privacy.Minimization", DiagnosticSeverity.Warning),
        new("PRIV1005", "Purpose goes beyond the policy", "Privacy.Minimization", DiagnosticSeverity.Warning),
        new("PRIV1006", "Collected but never used", "Privacy.Minimization", DiagnosticSeverity.Warning),
        new("PRIV1007", "Takes more personal data than it uses", "Privacy.Minimization", DiagnosticSeverity.Info),
        new("PRIV1008", "Purpose is never exercised", "Privacy.Minimization", DiagnosticSeverity.Warning, Enabled: false),
        new("PRIV2001", "Used outside its purpose", "Privacy.Purpose", DiagnosticSeverity.Warning),
        new("PRIV2002", "Used without a purpose", "Privacy.Purpose", DiagnosticSeverity.Warning, Enabled: false),
        new("PRIV2003", "Stored for wider purposes", "Privacy.Purpose", DiagnosticSeverity.Warning),
        new("PRIV2004", "Loses its mark", "Privacy.Purpose", DiagnosticSeverity.Warning),
        new("PRIV2005", "Consent is not checked", "Privacy.Purpose", DiagnosticSeverity.Warning),
        new("PRIV3001", "Personal data in a log", "Privacy.Exposure", DiagnosticSeverity.Warning),
        new("PRIV3002", "Personal data in an exception", "Privacy.Exposure", DiagnosticSeverity.Warning),
        new("PRIV3003", "Personal data in telemetry", "Privacy.Exposure", DiagnosticSeverity.Warning),
        new("PRIV3004", "Personal data in a URL", "Privacy.Exposure", DiagnosticSeverity.Warning),
        new("PRIV3005", "Personal data in text", "Privacy.Exposure", DiagnosticSeverity.Warning),
        new("PRIV3006", "Response holds more than its purpose", "Privacy.Exposure", DiagnosticSeverity.Warning),
        new("PRIV3007", "Personal data without authorization", "Privacy.Exposure", DiagnosticSeverity.Warning),
        new("PRIV4001", "Stored unencrypted", "Privacy.Storage", DiagnosticSeverity.Warning),
        new("PRIV4002", "Column is not encrypted", "Privacy.Storage", DiagnosticSeverity.Warning),
        new("PRIV4003", "Stored without retention", "Privacy.Storage", DiagnosticSeverity.Warning),
        new("PRIV4004", "Weak protection", "Privacy.Storage", DiagnosticSeverity.Warning),
        new("PRIV5001", "Sent in clear", "Privacy.Transfer", DiagnosticSeverity.Warning),
        new("PRIV5002", "Recipient is not in the policy", "Privacy.Transfer", DiagnosticSeverity.Warning),
        new("PRIV5003", "Recipient gets more than agreed", "Privacy.Transfer", DiagnosticSeverity.Warning),
        new("PRIV5004", "Leaves its region", "Privacy.Transfer", DiagnosticSeverity.Warning),
        new("PRIV5005", "Shared without consent", "Privacy.Transfer", DiagnosticSeverity.Warning),
        new("PRIV6001", "Permission is not in the policy", "Privacy.Permissions", DiagnosticSeverity.Warning),
        new("PRIV6002", "Permission outside its purpose", "Privacy.Permissions", DiagnosticSeverity.Warning),
        new("PRIV6003", "Manifest asks for more than the policy", "Privacy.Permissions", DiagnosticSeverity.Warning),
        new("PRIV6004", "Policy permission is never used", "Privacy.Permissions", DiagnosticSeverity.Info),
        new("PRIV6005", "Periodic collection is not in the policy", "Privacy.Permissions", DiagnosticSeverity.Warning),
        new("PRIV6006", "Refusal is not handled", "Privacy.Permissions", DiagnosticSeverity.Info),
        new("PRIV7001", "Obligation is not fulfilled", "Privacy.Rights", DiagnosticSeverity.Warning),
        new("PRIV7002", "Obligation is fulfilled in part", "Privacy.Rights", DiagnosticSeverity.Warning),
        new("PRIV7003", "Recipient is not told of the erasure", "Privacy.Rights", DiagnosticSeverity.Warning),
        new("PRIV7004", "Automated decision is not explained", "Privacy.Rights", DiagnosticSeverity.Warning),
        new("PRIV7005", "Age is not checked", "Privacy.Rights", DiagnosticSeverity.Warning),
        new("PRIV9001", "Policy is missing", "Privacy.Policy", DiagnosticSeverity.Warning),
        new("PRIV9002", "Policy cannot be read", "Privacy.Policy", DiagnosticSeverity.Error),
        new("PRIV9003", "Policy names an unknown entry", "Privacy.Policy", DiagnosticSeverity.Error),
        new("PRIV9004", "Policy entry is never used", "Privacy.Policy", DiagnosticSeverity.Info),
        new("PRIV9005", "Policy changed under its version", "Privacy.Policy", DiagnosticSeverity.Warning),
        new("PRIV9006", "Material change is not announced", "Privacy.Policy", DiagnosticSeverity.Warning),
        new("PRIV9007", "Suppression has no reason", "Privacy.Policy", DiagnosticSeverity.Warning),
        new("PRIV9008", "Catalogue cannot be read", "Privacy.Policy", DiagnosticSeverity.Error),
        new("PRIV9009", "Analysis is incomplete", "Privacy.Policy", DiagnosticSeverity.Info),
    ];

    [Fact]
    public void Every_published_rule_exists()
    {
        var have = Product.Rules.SelectMany(rule => rule.SupportedDiagnostics).Select(rule => rule.Id).ToHashSet();
        Report(s_published.Where(rule => !have.Contains(rule.Id)).Select(rule => $"{rule.Id} ({rule.Title}): add the rule under src/PrivacyAnalyzers/Rules"));
    }

    [Fact]
    public void Every_rule_has_one_descriptor_and_the_form_of_a_rule()
    {
        Report(Product.Rules.SelectMany(Problems));

        static IEnumerable<string> Problems(PrivacyRule rule)
        {
            var type = rule.GetType();
            if (rule.SupportedDiagnostics.Length != 1)
                yield return $"{type.Name}: give each rule its own type; it has {rule.SupportedDiagnostics.Length} descriptors";
            if (!type.IsSealed || !type.IsPublic)
                yield return $"{type.Name}: make it public and sealed";
            if (type.GetField("Id")?.GetRawConstantValue() as string != rule.SupportedDiagnostics[0].Id)
                yield return $"{type.Name}: add `public const string Id` with its id";
        }
    }

    [Fact]
    public void The_one_analyzer_runs_every_rule()
    {
        var analyzer = Assert.IsType<PrivacyAnalyzer>(Assert.Single(Product.Analyzers));
        Assert.Equal(Descriptors().Select(rule => rule.Id), analyzer.SupportedDiagnostics.Select(rule => rule.Id));
    }

    [Fact]
    public void Ids_are_unique() => Report(Descriptors()
        .GroupBy(rule => rule.Id)
        .Where(same => same.Count() > 1)
        .Select(same => $"{same.Key}: {same.Count()} rules have this id"));

    [Fact]
    public void Descriptors_are_as_published()
    {
        Report(Descriptors().SelectMany(Problems));

        static IEnumerable<string> Problems(DiagnosticDescriptor rule)
        {
            if (s_published.FirstOrDefault(row => row.Id == rule.Id) is not { } expected)
            {
                yield return $"{rule.Id}: add it to the published rules in this test";
                yield break;
            }
            if (rule.Title.ToString() != expected.Title)
                yield return $"{rule.Id}: the title is '{rule.Title}', published is '{expected.Title}'";
            if (rule.Category != expected.Category)
                yield return $"{rule.Id}: the category is {rule.Category}, published is {expected.Category}";
            if (rule.DefaultSeverity != expected.Severity)
                yield return $"{rule.Id}: the severity is {rule.DefaultSeverity}, published is {expected.Severity}";
            if (rule.IsEnabledByDefault != expected.Enabled)
                yield return $"{rule.Id}: enabled by default is {rule.IsEnabledByDefault}, published is {expected.Enabled}";
            if (rule.HelpLinkUri != PrivacyAnalyzers.Rules.Descriptors.HelpLink(rule.Id))
                yield return $"{rule.Id}: the help link is '{rule.HelpLinkUri}'; use Descriptors.HelpLink(Id)";
            if (string.IsNullOrWhiteSpace(rule.Description.ToString()))
                yield return $"{rule.Id}: add a description";
        }
    }

    [Fact]
    public void Every_rule_has_a_page_that_agrees_with_it()
    {
        Report(Descriptors().SelectMany(Problems));

        static IEnumerable<string> Problems(DiagnosticDescriptor rule)
        {
            var name = $"docs/rules/{rule.Id}.md";
            if (Page(rule.Id) is not { } page)
            {
                yield return $"{rule.Id}: add {name}";
                yield break;
            }
            if (page[0] != $"# {rule.Id}: {rule.Title}")
                yield return $"{name}: begin with `# {rule.Id}: {rule.Title}`";
            var headings = page.Where(line => line.StartsWith("## ", StringComparison.Ordinal)).ToArray();
            foreach (var missing in s_headings.Except(headings))
                yield return $"{name}: add `{missing}`";
            if (!headings.Where(s_headings.Contains).SequenceEqual(s_headings.Where(headings.Contains)))
                yield return $"{name}: order the headings {string.Join(", ", s_headings)}";
            if (Section(page, "## Violation").All(line => line.StartsWith("```", StringComparison.Ordinal) || line.Length == 0))
                yield return $"{name}: show a violation";
            var fixable = Fixable().Contains(rule.Id);
            var facts = $"| {rule.Category} | {rule.DefaultSeverity} | {(rule.IsEnabledByDefault ? "Yes" : "No")} | {(fixable ? "Yes" : "No")} |";
            if (Facts(page) is not [var category, var severity, var enabled, var fix])
            {
                yield return $"{name}: add the table `| Category | Severity | Enabled | Fix |` with the row `{facts}`";
                yield break;
            }
            if (category != rule.Category || severity != rule.DefaultSeverity.ToString() || Says(enabled) != rule.IsEnabledByDefault || Says(fix) != fixable)
                yield return $"{name}: the row of facts must be `{facts}`";
        }
    }

    [Fact]
    public void Every_rule_has_a_fix_or_says_why_not() => Report(Descriptors()
        .Where(rule => !Fixable().Contains(rule.Id))
        .Where(rule => Page(rule.Id) is { } page && !Section(page, "## Fix").Any(line => line.Length > 0 && !line.StartsWith("```", StringComparison.Ordinal)))
        .Select(rule => $"{rule.Id}: add a fix to src/PrivacyAnalyzers.CodeFixes, or say under `## Fix` of docs/rules/{rule.Id}.md why there is none"));

    [Fact]
    public void Fixes_fix_rules_that_exist()
    {
        var ids = Descriptors().Select(rule => rule.Id).ToHashSet();
        Report(Product.Fixes.SelectMany(fix => fix.FixableDiagnosticIds.Where(id => !ids.Contains(id)).Select(id => $"{fix.GetType().Name}: no rule has the id {id}")));
    }

    [Fact]
    public void Every_page_belongs_to_a_rule()
    {
        var ids = Descriptors().Select(rule => rule.Id).ToHashSet();
        Report(Pages().Where(id => !ids.Contains(id)).Select(id => $"docs/rules/{id}.md: no rule has this id"));

        static IEnumerable<string> Pages() => Directory.Exists(Product.PathOf("docs", "rules"))
            ? Directory.EnumerateFiles(Product.PathOf("docs", "rules"), "PRIV*.md").Select(path => Path.GetFileNameWithoutExtension(path)!)
            : [];
    }

    [Fact]
    public void Every_rule_has_a_test_class()
    {
        var tests = typeof(RuleTests).Assembly.GetTypes()
            .Where(type => type.GetMethods().Any(method => method.GetCustomAttributes<FactAttribute>(inherit: true).Any()))
            .Select(type => type.Name)
            .ToHashSet();
        Report(Descriptors()
            .Where(rule => !tests.Contains(rule.Id + "Tests"))
            .Select(rule => $"{rule.Id}: add the test class tests/PrivacyAnalyzers.Tests/Rules/{rule.Id}Tests.cs"));
    }

    [Fact]
    public void Every_rule_stands_in_the_release_notes()
    {
        var rows = new[] { "AnalyzerReleases.Shipped.md", "AnalyzerReleases.Unshipped.md" }
            .SelectMany(file => File.ReadLines(Product.PathOf("src", "PrivacyAnalyzers", file)))
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries))
            .ToLookup(cells => cells[0]);
        Report(Descriptors().SelectMany(rule =>
        {
            var severity = rule.IsEnabledByDefault ? rule.DefaultSeverity.ToString() : "Disabled";
            return rows[rule.Id].Any(cells => cells is [_, var category, var noted, ..] && category == rule.Category && noted == severity)
                ? Array.Empty<string>()
                : [$"{rule.Id}: add to AnalyzerReleases.Unshipped.md the row `{rule.Id} | {rule.Category} | {severity} | {rule.Title}, [docs](docs/rules/{rule.Id}.md)`"];
        }));
    }

    private static IEnumerable<DiagnosticDescriptor> Descriptors() => Product.Rules.SelectMany(rule => rule.SupportedDiagnostics);

    private static ImmutableHashSet<string> Fixable() => [.. Product.Fixes.SelectMany(fix => fix.FixableDiagnosticIds)];

    private static string[]? Page(string id)
    {
        var path = Product.PathOf("docs", "rules", id + ".md");
        return File.Exists(path) ? File.ReadAllLines(path) : null;
    }

    private static IEnumerable<string> Section(string[] page, string heading) => page
        .SkipWhile(line => line != heading)
        .Skip(1)
        .TakeWhile(line => !line.StartsWith("## ", StringComparison.Ordinal));

    /// <summary>The cells under the head of the table of facts.</summary>
    private static string[]? Facts(string[] page) => page
        .SkipWhile(line => !FactsHead().IsMatch(line))
        .Skip(2)
        .Select(line => line.Trim('|', ' ').Split('|', StringSplitOptions.TrimEntries))
        .FirstOrDefault();

    private static bool Says(string cell) => cell.StartsWith("yes", StringComparison.OrdinalIgnoreCase);

    private static void Report(IEnumerable<string> problems)
    {
        var all = problems.ToList();
        Assert.True(all.Count == 0, string.Join('\n', all));
    }

    [GeneratedRegex(@"^\| *Category *\| *Severity *\| *Enabled *\| *Fix *\|")]
    private static partial Regex FactsHead();

    private sealed record Published(string Id, string Title, string Category, DiagnosticSeverity Severity, bool Enabled = true);
}
