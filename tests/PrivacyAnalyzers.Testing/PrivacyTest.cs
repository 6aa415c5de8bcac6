using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Testing;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Testing;

namespace PrivacyAnalyzers.Testing;

/// <summary>
/// A test of one rule on C# source: .NET and ASP.NET Core, the attributes and the implicit usings are there, nullable is on.
/// </summary>
public class PrivacyTest<TAnalyzer> : CSharpAnalyzerTest<TAnalyzer, DefaultVerifier>
    where TAnalyzer : DiagnosticAnalyzer, new()
{
    /// <summary>Sets up the references.</summary>
    public PrivacyTest()
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

    /// <summary>Lines of a global analyzer config, as <c>privacy_analyzers.inference = enforce</c>.</summary>
    public string? Config
    {
        get => Preset.Find(TestState.AnalyzerConfigFiles, Preset.ConfigPath);
        set => Preset.Replace(TestState.AnalyzerConfigFiles, Preset.ConfigPath, Preset.Config(value));
    }

    /// <summary>Adds a file beside the policy: its archive, a catalogue, a manifest.</summary>
    public PrivacyTest<TAnalyzer> WithFile(string path, string content)
    {
        TestState.AdditionalFiles.Add((path, content));
        return this;
    }

    /// <summary>Adds references by path.</summary>
    public PrivacyTest<TAnalyzer> With(params string[] extraReferenceDlls)
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
        return base.RunImplAsync(cancellationToken);
    }
}
