using System.Collections.Immutable;
using System.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using PrivacyAnalyzers.Rules;

namespace PrivacyAnalyzers.Benchmarks;

/// <summary>
/// Time of the flow engine alone, then of each rule, in this process and warm. What rules share is counted for the one that asks first.
/// </summary>
internal static class Profile
{
    internal static async Task RunAsync(Subject subject)
    {
        var arguments = CSharpCommandLineParser.Default.Parse(subject.Arguments.Append("/noconfig").Append("/out:profile.dll"), subject.Folder, sdkDirectory: null);
        var trees = arguments.SourceFiles.Select(file => CSharpSyntaxTree.ParseText(SourceText.From(File.ReadAllText(file.Path)), arguments.ParseOptions, file.Path)).ToList();
        var references = arguments.MetadataReferences.Select(reference => reference.Reference)
            .Append(typeof(PersonalInformationAttribute).Assembly.Location)
            .Select(path => MetadataReference.CreateFromFile(path))
            .ToList();
        ImmutableArray<AdditionalText> files = [.. arguments.AdditionalFiles.Select(file => new Text(file.Path))];
        ImmutableArray<DiagnosticAnalyzer> rules =
        [
            .. typeof(PrivacyContext).Assembly.GetTypes()
                .Where(type => type is { IsClass: true, IsAbstract: false } && typeof(PrivacyRule).IsAssignableFrom(type))
                .Select(type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!)
                .OrderBy(rule => rule.SupportedDiagnostics[0].Id, StringComparer.Ordinal),
        ];
        for (var run = 0; run < 3; run++)
        {
            var compilation = CSharpCompilation.Create("Profile", trees, references, arguments.CompilationOptions);
            var clock = Stopwatch.StartNew();
            compilation.GetDiagnostics();
            var bound = clock.Elapsed;
            clock.Restart();
            var context = PrivacyContext.Get(compilation, new AnalyzerOptions(files));
            var events = trees.Sum(tree => context.Flow.EventsIn(tree, default).Length);
            var flow = clock.Elapsed;
            clock.Restart();
            // One thread: the times are those of the rules, not of waiting for one another.
            var options = new CompilationWithAnalyzersOptions(new AnalyzerOptions(files), onAnalyzerException: null, concurrentAnalysis: false, logAnalyzerExecutionTime: true);
            var result = await compilation.WithAnalyzers(rules, options).GetAnalysisResultAsync(default);
            Console.WriteLine(FormattableString.Invariant(
                $"run {run}: bind {bound.TotalMilliseconds:0} ms, flows {flow.TotalMilliseconds:0} ms ({events} events), rules {clock.Elapsed.TotalMilliseconds:0} ms ({result.GetAllDiagnostics().Length} findings)"));
            if (run < 2)
                continue;
            foreach (var (rule, telemetry) in result.AnalyzerTelemetryInfo.OrderByDescending(pair => pair.Value.ExecutionTime).Take(15))
                Console.WriteLine(FormattableString.Invariant($"  {rule.SupportedDiagnostics[0].Id} {telemetry.ExecutionTime.TotalMilliseconds,8:0.0} ms"));
        }
    }

    private sealed class Text(string path) : AdditionalText
    {
        public override string Path => path;

        public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(File.ReadAllText(path));
    }
}
