using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using PrivacyAnalyzers.Constants;
using PrivacyAnalyzers.Testing;

namespace PrivacyAnalyzers.Tests.Constants;

public class PolicyConstantsGeneratorTests
{
    private const string Policy = """
        {
          "purposes": {
            "network-setup": { "description": "Connect <a> camera & more\nnow" },
            "a.b": {}, "a-b": {}, "purposes": {}, "equals": {}, "Wrong": {}
          },
          "categories": { "network.ssid": { "description": "Wi-Fi" } },
          "permissions": { "location.precise": {} },
          "recipients": { "jpush": { "name": "JPush" } },
          "obligations": { "rights.erasure": "Delete" }
        }
        """;

    private static readonly CSharpCompilation s_compilation = CSharpCompilation.Create(
        "Test",
        [CSharpSyntaxTree.ParseText("""class Use { string[] All = [My_App.@class.PrivacyPolicy.Purposes.NetworkSetup, My_App.@class.PrivacyPolicy.Purposes.AB, My_App.@class.PrivacyPolicy.Purposes.A_B, My_App.@class.PrivacyPolicy.Purposes.Purposes_, My_App.@class.PrivacyPolicy.Categories.NetworkSsid, My_App.@class.PrivacyPolicy.Permissions.LocationPrecise, My_App.@class.PrivacyPolicy.Recipients.Jpush, My_App.@class.PrivacyPolicy.Obligations.RightsErasure]; }""")],
        FrameworkReferences.All,
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));

    private static GeneratorDriver Driver(string policy, string on = "true") => Driver(new Text("/p/privacy-policy.json", policy), on);

    private static GeneratorDriver Driver(Text policy, string on = "true") =>
        CSharpGeneratorDriver.Create(
            [new PolicyConstantsGenerator().AsSourceGenerator()],
            [policy, new Text("/p/other.json", "{")],
            optionsProvider: new Options(new() { ["build_property.RootNamespace"] = "My-App.class", ["build_property.PrivacyAnalyzersConstants"] = on }),
            driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));

    [Fact]
    public void EachIdIsAConstant()
    {
        var driver = Driver(Policy).RunGeneratorsAndUpdateCompilation(s_compilation, out var compilation, out _);
        Assert.Empty(compilation.GetDiagnostics().Where(d => d.Severity >= DiagnosticSeverity.Warning));
        var source = driver.GetRunResult().GeneratedTrees.Single().ToString();
        Assert.Contains("/// <summary>Connect &lt;a&gt; camera &amp; more now</summary>", source);
        Assert.Contains("internal const string NetworkSetup = \"network-setup\";", source);
        Assert.DoesNotContain("Wrong", source);
    }

    [Theory]
    [InlineData(Policy, "False")]
    [InlineData("{", "true")]
    [InlineData("{}", "true")]
    public void NothingIsGenerated(string policy, string on) =>
        Assert.Empty(Driver(policy, on: on).RunGenerators(s_compilation).GetRunResult().GeneratedTrees);

    [Fact]
    public void WhatDoesNotChangeAnIdGeneratesNothingAnew()
    {
        var policy = new Text("/p/privacy-policy.json", Policy);
        var driver = Driver(policy).RunGenerators(s_compilation);
        driver = driver.RunGenerators(s_compilation.AddSyntaxTrees(CSharpSyntaxTree.ParseText("class C;")));
        AssertOutput(driver, IncrementalStepRunReason.Cached);
        driver = driver.ReplaceAdditionalText(policy, new Text(policy.Path, "// a comment\n" + Policy)).RunGenerators(s_compilation);
        AssertOutput(driver, IncrementalStepRunReason.Cached);
    }

    private static void AssertOutput(GeneratorDriver driver, IncrementalStepRunReason expected) =>
        Assert.All(
            driver.GetRunResult().Results.Single().TrackedOutputSteps.SelectMany(s => s.Value).SelectMany(s => s.Outputs),
            output => Assert.Equal(expected, output.Reason));

    private sealed class Text(string path, string text) : AdditionalText
    {
        public override string Path => path;

        public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(text);
    }

    private sealed class Options(Dictionary<string, string> values) : AnalyzerConfigOptionsProvider
    {
        public override AnalyzerConfigOptions GlobalOptions { get; } = new Values(values);

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => GlobalOptions;

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => GlobalOptions;

        private sealed class Values(Dictionary<string, string> values) : AnalyzerConfigOptions
        {
            public override bool TryGetValue(string key, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out string? value) => values.TryGetValue(key, out value);
        }
    }
}
