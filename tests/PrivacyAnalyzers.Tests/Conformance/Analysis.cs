using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using PrivacyAnalyzers.Testing;

namespace PrivacyAnalyzers.Tests.Conformance;

/// <summary>Runs every rule at once over sources that need not compile, and gives findings and exceptions.</summary>
internal static class Analysis
{
    /// <summary>The rules, and what the engine gives them.</summary>
    private static readonly ImmutableArray<DiagnosticAnalyzer> s_analyzers = Product.Analyzers.Add(new FlowProbe());

    private static readonly CSharpParseOptions s_parse = new(LanguageVersion.Preview);

    private static readonly SyntaxTree s_usings = CSharpSyntaxTree.ParseText(
        "global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq;"
        + "global using System.Net.Http; global using System.Threading; global using System.Threading.Tasks;",
        s_parse,
        "Usings.g.cs");

    internal static string Source(string name) => File.ReadAllText(Product.PathOf("tests", "PrivacyAnalyzers.Tests", "Conformance", "Sources", name));

    internal static CSharpCompilation Compile(IEnumerable<(string Path, string Text)> sources, IEnumerable<MetadataReference> references, OutputKind kind = OutputKind.DynamicallyLinkedLibrary)
    {
        // Off by default means that a run would leave the rule out: every rule is a warning here.
        var severities = Product.Rules.SelectMany(rule => rule.SupportedDiagnostics).ToDictionary(rule => rule.Id, _ => ReportDiagnostic.Warn);
        return CSharpCompilation.Create(
            "Sources",
            sources.Select(source => CSharpSyntaxTree.ParseText(SourceText.From(source.Text), s_parse, source.Path)).Append(s_usings),
            references,
            new CSharpCompilationOptions(kind, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Enable, specificDiagnosticOptions: severities));
    }

    /// <summary>The findings of all rules, in order of place, as text; what a rule threw comes first and makes the test fail.</summary>
    internal static async Task<ImmutableArray<string>> RunAsync(CSharpCompilation compilation, string? policy, bool enforce = true, bool concurrent = true, CancellationToken cancellation = default)
    {
        var thrown = new ConcurrentQueue<string>();
        ImmutableArray<AdditionalText> files = policy is null ? [] : [new Text("/privacy-policy.json", policy)];
        var options = new CompilationWithAnalyzersOptions(
            new AnalyzerOptions(files, new Options(enforce ? "enforce" : "suggest")),
            (exception, rule, _) => thrown.Enqueue($"{rule.GetType().Name}: {exception}"),
            concurrent,
            logAnalyzerExecutionTime: false);
        var findings = await compilation.WithAnalyzers(s_analyzers, options).GetAnalyzerDiagnosticsAsync(cancellation);
        Assert.True(thrown.IsEmpty && !findings.Any(finding => finding.Id == "AD0001"), string.Join("\n\n", thrown.Concat(findings.Where(finding => finding.Id == "AD0001").Select(finding => finding.ToString()))));
        return
        [
            .. findings
                .OrderBy(finding => finding.Location.GetLineSpan().Path, StringComparer.Ordinal)
                .ThenBy(finding => finding.Location.SourceSpan.Start)
                .ThenBy(finding => finding.Id, StringComparer.Ordinal)
                .ThenBy(finding => finding.GetMessage(), StringComparer.Ordinal)
                .Select(finding => string.Join(" <- ", finding.AdditionalLocations.Select(location => location.GetLineSpan().ToString()).Prepend(finding.ToString()))
                    + string.Concat(finding.Properties.OrderBy(property => property.Key, StringComparer.Ordinal).Select(property => $" {property.Key}={property.Value}"))),
        ];
    }

    private sealed class Text(string path, string content) : AdditionalText
    {
        private readonly SourceText _text = SourceText.From(content);

        public override string Path => path;

        public override SourceText GetText(CancellationToken cancellationToken = default) => _text;
    }

    private sealed class Options(string inference) : AnalyzerConfigOptionsProvider
    {
        public override AnalyzerConfigOptions GlobalOptions { get; } = new Values(inference);

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => GlobalOptions;

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => GlobalOptions;

        private sealed class Values(string inference) : AnalyzerConfigOptions
        {
            public override bool TryGetValue(string key, [NotNullWhen(true)] out string? value)
            {
                value = key == "privacy_analyzers.inference" ? inference : null;
                return value is not null;
            }
        }
    }
}
