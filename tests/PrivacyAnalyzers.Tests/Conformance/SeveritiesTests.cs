using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using PrivacyAnalyzers.Rules;

namespace PrivacyAnalyzers.Tests.Conformance;

/// <summary>A rule runs where its findings may be seen, and only there.</summary>
public sealed class SeveritiesTests
{
    private static readonly DiagnosticDescriptor s_warning = Rule(DiagnosticSeverity.Warning, enabled: true);
    private static readonly DiagnosticDescriptor s_info = Rule(DiagnosticSeverity.Info, enabled: true);
    private static readonly DiagnosticDescriptor s_off = Rule(DiagnosticSeverity.Warning, enabled: false);

    [Fact]
    public void By_default()
    {
        Assert.True(MayReach(s_warning));
        Assert.False(MayReach(s_info));
        Assert.True(MayReach(s_info, DiagnosticSeverity.Hidden));
        Assert.False(MayReach(s_off));
    }

    [Fact]
    public void As_the_project_says()
    {
        Assert.False(MayReach(s_warning, project: ReportDiagnostic.Suppress));
        Assert.False(MayReach(s_warning, project: ReportDiagnostic.Info));
        Assert.True(MayReach(s_info, project: ReportDiagnostic.Error));
        Assert.False(MayReach(s_info, project: ReportDiagnostic.Default));
        Assert.True(MayReach(s_off, project: ReportDiagnostic.Warn));
    }

    [Fact]
    public void As_a_global_file_says()
    {
        Assert.False(MayReach(s_warning, global: ReportDiagnostic.Suppress));
        Assert.True(MayReach(s_off, global: ReportDiagnostic.Warn));
    }

    [Fact]
    public void As_the_options_of_one_file_say()
    {
        Assert.True(MayReach(s_off, file: ReportDiagnostic.Warn));
        Assert.True(MayReach(s_info, file: ReportDiagnostic.Error));
        Assert.False(MayReach(s_info, file: ReportDiagnostic.Hidden));
        // The other file is as the project says.
        Assert.True(MayReach(s_warning, file: ReportDiagnostic.Suppress));
        Assert.True(MayReach(s_warning, project: ReportDiagnostic.Suppress, file: ReportDiagnostic.Warn));
    }

    [Theory]
    [InlineData("dotnet_analyzer_diagnostic.severity")]
    [InlineData("dotnet_analyzer_diagnostic.category-Test.severity")]
    public void As_is_said_of_many_rules(string key)
    {
        Assert.True(MayReach(s_info, many: key));
        Assert.False(MayReach(s_off, many: key));
    }

    [Fact]
    public void Another_category_is_not_meant() => Assert.False(MayReach(s_info, many: "dotnet_analyzer_diagnostic.category-Other.severity"));

    private static DiagnosticDescriptor Rule(DiagnosticSeverity severity, bool enabled) => new("TEST", "Test", "Test", "Test", severity, enabled);

    private static bool MayReach(
        DiagnosticDescriptor rule,
        DiagnosticSeverity minimum = DiagnosticSeverity.Warning,
        ReportDiagnostic? project = null,
        ReportDiagnostic? global = null,
        ReportDiagnostic? file = null,
        string? many = null)
    {
        SyntaxTree[] trees = [CSharpSyntaxTree.ParseText("", path: "A.cs"), CSharpSyntaxTree.ParseText("", path: "B.cs")];
        var options = new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary).WithSyntaxTreeOptionsProvider(new FileOptions(trees[1], global, file));
        if (project is { } said)
            options = options.WithSpecificDiagnosticOptions(ImmutableDictionary<string, ReportDiagnostic>.Empty.Add(rule.Id, said));
        return new Severities(CSharpCompilation.Create("Test", trees, options: options), new Config(trees[1], many), default).MayReach(rule, minimum);
    }

    private sealed class FileOptions(SyntaxTree tree, ReportDiagnostic? global, ReportDiagnostic? file) : SyntaxTreeOptionsProvider
    {
        public override GeneratedKind IsGenerated(SyntaxTree syntaxTree, CancellationToken cancellationToken) => GeneratedKind.Unknown;

        public override bool TryGetDiagnosticValue(SyntaxTree syntaxTree, string diagnosticId, CancellationToken cancellationToken, out ReportDiagnostic severity)
        {
            severity = file ?? default;
            return file is not null && syntaxTree == tree;
        }

        public override bool TryGetGlobalDiagnosticValue(string diagnosticId, CancellationToken cancellationToken, out ReportDiagnostic severity)
        {
            severity = global ?? default;
            return global is not null;
        }
    }

    private sealed class Config(SyntaxTree tree, string? key) : AnalyzerConfigOptionsProvider
    {
        public override AnalyzerConfigOptions GlobalOptions { get; } = new Options(null);

        public override AnalyzerConfigOptions GetOptions(SyntaxTree syntaxTree) => syntaxTree == tree ? new Options(key) : GlobalOptions;

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => GlobalOptions;

        private sealed class Options(string? known) : AnalyzerConfigOptions
        {
            public override bool TryGetValue(string key, [NotNullWhen(true)] out string? value)
            {
                value = key == known ? "warning" : null;
                return value is not null;
            }
        }
    }
}
