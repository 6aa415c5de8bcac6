using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using PrivacyAnalyzers.KnownApis;
using PrivacyAnalyzers.Testing;
using PrivacyAnalyzers.Tests.Conformance;

namespace PrivacyAnalyzers.Tests.KnownApis;

/// <summary>The page on the catalogue for users: every example can be read, compiles, and gives the findings that it announces.</summary>
public partial class CatalogPageTests
{
    private const string Usings =
        """
        global using System;
        global using System.IO;
        global using System.Net.Http;
        global using System.Threading.Tasks;
        global using PrivacyAnalyzers;
        """;

    private static readonly string s_page = File.ReadAllText(Product.PathOf("docs", "catalog.md"));

    [Fact]
    public async Task ExamplesGiveTheFindingsThatTheyAnnounce()
    {
        var blocks = Block().Matches(s_page).Select(block => (Language: block.Groups["language"].Value, Text: block.Groups["text"].Value)).ToList();
        Assert.Equal(["jsonc", "csharp"], blocks.Take(2).Select(block => block.Language));
        var policy = blocks[0].Text;
        var shared = blocks[1].Text;
        var examples = blocks.Skip(2).Chunk(2).ToList();
        Assert.True(examples.Count >= 6);
        foreach (var example in examples)
        {
            Assert.Equal(["json", "csharp"], example.Select(block => block.Language));
            var announced = example[1].Text.Split('\n').SelectMany((line, index) => RuleId().Matches(line).Select(id => $"{index + 1}: {id.Value}"));
            Assert.Equal(announced, await FindingsIn(example[1].Text, shared, policy, example[0].Text));
        }
    }

    [Fact]
    public void ExamplesShowEverySectionAndWord()
    {
        foreach (var word in (string[])["sources", "sinks", "propagators", "protections", "permissions", "recipients", "when", "use", "from", "flows", "weakness", "protocol"])
            Assert.Contains($"\"{word}\":", s_page, StringComparison.Ordinal);
    }

    private static async Task<IEnumerable<string>> FindingsIn(string code, string shared, string policy, string catalogue)
    {
        var files = ImmutableArray.Create<AdditionalText>(new Text("/privacy-policy.json", policy), new Text("/privacy-catalog.json", catalogue));
        Assert.Empty(Catalogue.Load(files).Problems);
        var compilation = CSharpCompilation.Create(
            "Example",
            new[] { ("Example.cs", code), ("Shared.cs", shared), ("Usings.cs", Usings) }.Select(source => CSharpSyntaxTree.ParseText(source.Item2, path: source.Item1)),
            FrameworkReferences.All,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
        Assert.Empty(compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
        var findings = await compilation.WithAnalyzers(Product.Analyzers, new AnalyzerOptions(files)).GetAnalyzerDiagnosticsAsync();
        return findings
            .Select(finding => (Line: finding.Location.GetLineSpan().StartLinePosition.Line + 1, finding.Id))
            .Order()
            .Select(finding => $"{finding.Line}: {finding.Id}");
    }

    [GeneratedRegex(@"^```(?<language>[a-z]+)\n(?<text>.*?)^```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Block();

    [GeneratedRegex(@"(?<=//.*)PRIV\d{4}")]
    private static partial Regex RuleId();

    private sealed class Text(string path, string content) : AdditionalText
    {
        public override string Path => path;

        public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(content);
    }
}
