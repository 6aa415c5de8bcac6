using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
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
    [InlineData("PrivacyAnalyzers")]
    [InlineData("PrivacyAnalyzers.CodeFixes")]
    [InlineData("PrivacyAnalyzers.Annotations")]
    public async Task Our_own_source_is_analysed(string project)
    {
        var sources = Product.SourcesUnder("src", project).Select(path => (path, File.ReadAllText(path)));
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
