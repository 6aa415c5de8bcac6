using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using PrivacyAnalyzers.Benchmarks;
using PrivacyAnalyzers.Testing;

namespace PrivacyAnalyzers.Tests.Conformance;

/// <summary>No rule throws, whatever it is given, and the same input gives the same findings.</summary>
public sealed class RobustnessTests
{
    private static readonly string s_tour = Analysis.Source("Tour.txt");
    private static readonly string s_policy = Analysis.Source("Policy.txt");

    [Fact]
    public async Task The_tour_of_the_language_compiles_and_is_analysed()
    {
        var compilation = Analysis.Compile([("Tour.cs", s_tour)], FrameworkReferences.All, OutputKind.ConsoleApplication);
        Assert.Empty(compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
        await Analysis.RunAsync(compilation, s_policy);
        await Analysis.RunAsync(compilation, policy: null, enforce: false);
    }

    [Theory]
    [InlineData("PrivacyAnalyzers", 0)]
    [InlineData("PrivacyAnalyzers.CodeFixes", 10)]
    [InlineData("PrivacyAnalyzers.Annotations", 0)]
    public async Task Our_own_source_is_analysed(string project, int marked)
    {
        var random = new Random(4);
        var sources = Product.SourcesUnder("src", project).Select(path => (path, WithMarks(File.ReadAllText(path), random, marked)));
        var roslyn = AppDomain.CurrentDomain.GetAssemblies()
            .Where(assembly => assembly.GetName().Name!.StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal) && !assembly.IsDynamic)
            .Select(assembly => (MetadataReference)MetadataReference.CreateFromFile(assembly.Location));
        var compilation = Analysis.Compile(sources, FrameworkReferences.All.AddRange(roslyn));
        await Analysis.RunAsync(compilation, s_policy);
    }

    [Fact]
    public async Task Source_that_ends_anywhere_is_analysed()
    {
        var random = new Random(1);
        var tokens = CSharpSyntaxTree.ParseText(s_tour).GetRoot().DescendantTokens().ToList();
        for (var i = 0; i < 60; i++)
        {
            var end = tokens[random.Next(tokens.Count)].Span.End;
            await RunBrokenAsync(s_tour[..end], $"the first {end} characters");
        }
    }

    /// <summary>Application code, each file cut off somewhere else: types that are missing or open meet each other.</summary>
    [Fact]
    public async Task Application_code_that_ends_anywhere_is_analysed()
    {
        var random = new Random(3);
        var modules = new Generator(3).Files(2_500).Select(file => (file.Name, file.Text, Tokens: CSharpSyntaxTree.ParseText(file.Text).GetRoot().DescendantTokens().ToList())).ToList();
        for (var i = 0; i < 20; i++)
        {
            var cut = modules.Select(module => (module.Name, module.Text[..module.Tokens[random.Next(module.Tokens.Count)].Span.End]));
            await Analysis.RunAsync(Analysis.Compile(cut, FrameworkReferences.All), Generator.Policy);
        }
    }

    [Fact]
    public async Task Source_without_some_tokens_is_analysed()
    {
        var random = new Random(2);
        var tokens = CSharpSyntaxTree.ParseText(s_tour).GetRoot().DescendantTokens().ToList();
        for (var i = 0; i < 40; i++)
        {
            var left = tokens.Where(_ => random.Next(100) != 0).Select(token => token.ToFullString());
            await RunBrokenAsync(string.Concat(left), $"round {i}");
        }
    }

    [Fact]
    public async Task Source_without_its_references_is_analysed()
    {
        await Analysis.RunAsync(Analysis.Compile([("Tour.cs", s_tour)], []), s_policy);
        await Analysis.RunAsync(Analysis.Compile([("Tour.cs", s_tour)], FrameworkReferences.WithoutAnnotations), s_policy);
        await Analysis.RunAsync(Analysis.Compile([("Tour.cs", s_tour)], [FrameworkReferences.All[^1]]), s_policy);
    }

    [Fact]
    public async Task Attributes_that_only_look_like_ours_are_analysed()
    {
        var source = Analysis.Source("LookAlikes.txt");
        var alone = Analysis.Compile([("LookAlikes.cs", source)], FrameworkReferences.WithoutAnnotations);
        Assert.Empty(alone.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
        await Analysis.RunAsync(alone, s_policy);
        await Analysis.RunAsync(Analysis.Compile([("LookAlikes.cs", source), ("Tour.cs", s_tour)], FrameworkReferences.WithoutAnnotations), s_policy);
        await Analysis.RunAsync(Analysis.Compile([("LookAlikes.cs", source)], FrameworkReferences.All), s_policy);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{ \"name\": 1, \"purposes\": [], \"categories\": { \"A B\": 3, \"contact\": null } }")]
    [InlineData("{ \"categories\": { \"contact\": { \"purposes\": \"account\", \"retention\": [], \"storage\": 5 } }, \"recipients\": { \"x\": { \"apis\": [1, null, \"*\"], \"hosts\": [{}] } } }")]
    [InlineData("{ \"permissions\": 1, \"obligations\": [], \"children\": true, \"storage\": \"x\", \"transport\": 0, \"crossBorder\": [], \"changes\": {} }")]
    public async Task A_policy_that_cannot_be_read_breaks_no_rule(string policy) =>
        await Analysis.RunAsync(Analysis.Compile([("Tour.cs", s_tour)], FrameworkReferences.All), policy);

    [Fact]
    public async Task Deep_and_long_code_is_analysed()
    {
        var sum = string.Join(" + ", Enumerable.Repeat("account.Email", 2000));
        var blocks = string.Concat(Enumerable.Repeat("if (account.Email.Length > 1) { ", 150)) + "Console.WriteLine(account.Email);" + new string('}', 150);
        var calls = string.Concat(Enumerable.Range(0, 400).Select(i => $"static string F{i}(string text) => F{i + 1}(text + \"x\");\n"));
        var lambdas = string.Concat(Enumerable.Repeat("((Func<string>)(() => ", 40)) + "account.Email" + string.Concat(Enumerable.Repeat("))()", 40));
        var source =
            $$"""
            using PrivacyAnalyzers;
            class Account { [PersonalInformation("contact.email", "account")] public string Email { get; set; } = ""; }
            static class Deep
            {
                static string Sum(Account account) => {{sum}};
                static void Blocks(Account account) { {{blocks}} }
                static string Lambdas(Account account) => {{lambdas}};
                static void Calls(Account account) => Console.WriteLine(F0(account.Email));
                {{calls}}
                static string F400(string text) => text;
            }
            """;
        await Analysis.RunAsync(Analysis.Compile([("Deep.cs", source)], FrameworkReferences.All), s_policy);
    }

    /// <summary>What nests deeply keeps nothing beside it from being analysed. Much deeper, the compiler itself ends by its stack.</summary>
    [Theory]
    [InlineData(2_000, "", "account.Email + ", "account.Email")]
    [InlineData(500, "account.Email", ".Trim()", "")]
    [InlineData(100, "(", "account.Email", ")")]
    [InlineData(100, "account.Email.Length > 1 ? \"a\" : ", "account.Email", "")]
    [InlineData(20, "((Func<string>)(() => ", "account.Email", "))()")]
    public async Task Deep_expressions_are_analysed(int depth, string first, string second, string third)
    {
        string Many(string text) => text is "account.Email" or "" ? text : string.Concat(Enumerable.Repeat(text, depth));
        var source =
            $$"""
            using PrivacyAnalyzers;
            class Account { [PersonalInformation("contact.email", "account")] public string Email { get; set; } = ""; }
            static class Beside
            {
                static void Show(Account account) => Console.WriteLine(account.Email);
            }
            static class Deep
            {
                static void Show(Account account) => Console.WriteLine({{Many(first)}}{{Many(second)}}{{Many(third)}});
            }
            """;
        var findings = await Analysis.RunAsync(Analysis.Compile([("Deep.cs", source)], FrameworkReferences.All), s_policy);
        Assert.Contains(findings, finding => finding.StartsWith("Deep.cs(5,", StringComparison.Ordinal) && finding.Contains("PRIV3001", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_method_of_twenty_thousand_lines_is_analysed_or_named()
    {
        var lines = string.Concat(Enumerable.Range(0, 5_000).Select(i =>
            $"var text{i} = account.Email + {i};\nif (text{i}.Length > {i % 50})\n    total += text{i}.Length;\nConsole.WriteLine(text{i});\n"));
        var source =
            $$"""
            using PrivacyAnalyzers;
            class Account { [PersonalInformation("contact.email", "account")] public string Email { get; set; } = ""; }
            static class Long
            {
                static int Show(Account account)
                {
                    var total = 0;
                    {{lines}}
                    return total;
                }
            }
            """;
        var findings = await Analysis.RunAsync(Analysis.Compile([("Long.cs", source)], FrameworkReferences.All), s_policy);
        Assert.Contains(findings, finding => finding.Contains("PRIV9009", StringComparison.Ordinal) || finding.Contains("PRIV3001", StringComparison.Ordinal));
    }

    /// <summary>What a cancelled analysis had begun is made anew, not kept as it was.</summary>
    [Fact]
    public async Task An_analysis_that_was_cancelled_anywhere_gives_all_findings_the_next_time()
    {
        var files = new Generator(7).Files(400).Select(file => (file.Name, file.Text)).ToList();
        CSharpCompilation Compile() => Analysis.Compile(files, FrameworkReferences.All);
        await Analysis.RunAsync(Compile(), Generator.Policy);
        var clock = System.Diagnostics.Stopwatch.StartNew();
        var all = await Analysis.RunAsync(Compile(), Generator.Policy);
        var whole = clock.Elapsed;
        Assert.NotEmpty(all);

        var random = new Random(6);
        for (var i = 0; i < 100; i++)
        {
            var compilation = Compile();
            using var cancel = new CancellationTokenSource();
            cancel.CancelAfter(whole * random.NextDouble());
            try
            {
                await Analysis.RunAsync(compilation, Generator.Policy, concurrent: i % 2 == 0, cancellation: cancel.Token);
            }
            catch (OperationCanceledException)
            {
            }
            Assert.Equal(string.Join("\n", all), string.Join("\n", await Analysis.RunAsync(compilation, Generator.Policy)));
        }
    }

    [Fact]
    public async Task The_same_input_gives_the_same_findings()
    {
        ImmutableArray<string> first = [];
        for (var i = 0; i < 20; i++)
        {
            var compilation = Analysis.Compile([("Tour.cs", s_tour), ("LookAlikes.cs", "namespace Other { class C; }")], FrameworkReferences.All, OutputKind.ConsoleApplication);
            var findings = await Analysis.RunAsync(compilation, s_policy, concurrent: i > 0);
            if (i == 0)
                first = findings;
            Assert.Equal(string.Join("\n", first), string.Join("\n", findings));
        }
    }

    /// <summary>The source with the attribute on a share of its properties and fields.</summary>
    private static string WithMarks(string source, Random random, int percent)
    {
        var places = CSharpSyntaxTree.ParseText(source).GetRoot().DescendantNodes()
            .Where(node => node is PropertyDeclarationSyntax or FieldDeclarationSyntax && random.Next(100) < percent)
            .Select(node => node.SpanStart);
        foreach (var place in places.OrderDescending())
            source = source.Insert(place, "[global::PrivacyAnalyzers.PersonalInformation(\"contact.email\", \"account\")] ");
        return source;
    }

    private static async Task RunBrokenAsync(string source, string what)
    {
        try
        {
            await Analysis.RunAsync(Analysis.Compile([("Tour.cs", source)], FrameworkReferences.All), s_policy);
        }
        catch (Exception exception)
        {
            Assert.Fail($"{what}: {exception.Message}");
        }
    }
}
