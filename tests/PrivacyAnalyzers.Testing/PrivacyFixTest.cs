using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Testing;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Testing;

namespace PrivacyAnalyzers.Testing;

/// <summary>A test of one rule and its fix; what <see cref="PrivacyTest{TAnalyzer}"/> sets up is there.</summary>
public class PrivacyFixTest<TAnalyzer, TCodeFix> : CSharpCodeFixTest<TAnalyzer, TCodeFix, DefaultVerifier>
    where TAnalyzer : DiagnosticAnalyzer, new()
    where TCodeFix : CodeFixProvider, new()
{
    /// <summary>Sets up the references.</summary>
    public PrivacyFixTest()
    {
        ReferenceAssemblies = FrameworkReferences.None;
        TestState.AdditionalReferences.AddRange(FrameworkReferences.All);
    }

    /// <summary>The text of <c>privacy-policy.json</c>; null: there is none.</summary>
    public string? Policy
    {
        get => Preset.Find(TestState.AdditionalFiles, Preset.PolicyPath);
        set => Preset.Replace(TestState.AdditionalFiles, Preset.PolicyPath, value);
    }

    /// <summary>The text of <c>privacy-policy.json</c> after the fix; unset: it stays as it was.</summary>
    public string? FixedPolicy
    {
        get => Preset.Find(FixedState.AdditionalFiles, Preset.PolicyPath);
        set => Preset.Replace(FixedState.AdditionalFiles, Preset.PolicyPath, value);
    }

    /// <summary>Lines of a global analyzer config, as <c>privacy_analyzers.inference = enforce</c>.</summary>
    public string? Config
    {
        get => Preset.Find(TestState.AnalyzerConfigFiles, Preset.ConfigPath);
        set => Preset.Replace(TestState.AnalyzerConfigFiles, Preset.ConfigPath, Preset.Config(value));
    }

    /// <summary>Adds references by path.</summary>
    public PrivacyFixTest<TAnalyzer, TCodeFix> With(params string[] extraReferenceDlls)
    {
        TestState.AdditionalReferences.AddRange(extraReferenceDlls.Select(FrameworkReferences.File));
        return this;
    }

    /// <inheritdoc />
    protected override ParseOptions CreateParseOptions() => Preset.ParseOptions;

    /// <inheritdoc />
    protected override CompilationOptions CreateCompilationOptions() => Preset.CompilationOptions;

    /// <inheritdoc />
    protected override Task RunImplAsync(CancellationToken cancellationToken)
    {
        Preset.AddUsings(TestState);
        Preset.AddUsings(FixedState);
        Preset.AddUsings(BatchFixedState);
        return base.RunImplAsync(cancellationToken);
    }
}
