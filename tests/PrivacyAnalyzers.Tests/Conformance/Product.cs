using System.Collections.Immutable;
using System.Reflection;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;
using PrivacyAnalyzers.Rules;

namespace PrivacyAnalyzers.Tests.Conformance;

/// <summary>The rules and fixes of the product, found by reflection, and the repository that the tests lie in.</summary>
internal static class Product
{
    internal static ImmutableArray<PrivacyRule> Rules { get; } =
        [.. Instances<PrivacyRule>("PrivacyAnalyzers").OrderBy(rule => rule.SupportedDiagnostics[0].Id, StringComparer.Ordinal)];

    /// <summary>What the compiler loads.</summary>
    internal static ImmutableArray<DiagnosticAnalyzer> Analyzers { get; } =
        [.. Instances<DiagnosticAnalyzer>("PrivacyAnalyzers").Where(analyzer => analyzer.GetType().IsDefined(typeof(DiagnosticAnalyzerAttribute), inherit: false))];

    internal static ImmutableArray<CodeFixProvider> Fixes { get; } = [.. Instances<CodeFixProvider>("PrivacyAnalyzers.CodeFixes")];

    internal static string Root { get; } = FindRoot();

    internal static string PathOf(params string[] parts) => Path.Combine([Root, .. parts]);

    /// <summary>The C# sources under a folder of the repository, in a fixed order.</summary>
    internal static ImmutableArray<string> SourcesUnder(params string[] folder) =>
    [
        .. Directory.EnumerateFiles(PathOf(folder), "*.cs", SearchOption.AllDirectories)
            .Where(path => !path.Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj"))
            .Order(StringComparer.Ordinal),
    ];

    private static IEnumerable<T> Instances<T>(string assembly) =>
        Assembly.Load(assembly).GetTypes()
            .Where(type => type is { IsClass: true, IsAbstract: false } && typeof(T).IsAssignableFrom(type))
            .OrderBy(type => type.FullName, StringComparer.Ordinal)
            .Select(type => (T)Activator.CreateInstance(type)!);

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "PrivacyAnalyzers.sln")))
            folder = folder.Parent ?? throw new InvalidOperationException("The tests do not lie in the repository.");
        return folder.FullName;
    }
}
