namespace PrivacyAnalyzers.Benchmarks;

/// <summary>The analyzers of others, restored as packages on first use.</summary>
internal sealed class Peers(string folder)
{
    private static readonly (string Id, string Version)[] s_packages =
        [("SecurityCodeScan.VS2019", "5.6.7"), ("SonarAnalyzer.CSharp", "9.32.0.97167"), ("Meziantou.Analyzer", "3.0.321")];

    internal void Restore()
    {
        Directory.CreateDirectory(folder);
        var downloads = string.Concat(s_packages.Select(package => $"<PackageDownload Include=\"{package.Id}\" Version=\"[{package.Version}]\" />"));
        var project = Path.Combine(folder, "Peers.csproj");
        File.WriteAllText(
            project,
            $"<Project Sdk=\"Microsoft.NET.Sdk\"><PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup><ItemGroup>{downloads}</ItemGroup></Project>");
        // Beside the project, so that nothing above it has a say.
        File.WriteAllText(Path.Combine(folder, "Directory.Build.props"), "<Project />");
        File.WriteAllText(Path.Combine(folder, "Directory.Packages.props"), "<Project />");
        Command.Output("dotnet", ["restore", project, "--packages", Path.Combine(folder, "packages"), "-v", "q"], folder);
    }

    /// <summary>The analyzers for C# of a package, of the newest compiler it has a folder for.</summary>
    internal IEnumerable<string> Of(string id)
    {
        var package = s_packages.Single(package => package.Id == id);
        var root = Path.Combine(folder, "packages", id.ToLowerInvariant(), package.Version, "analyzers");
        var dlls = Directory.GetFiles(root, "*.dll", SearchOption.AllDirectories)
            .Where(dll => !dll.EndsWith(".resources.dll", StringComparison.Ordinal) && !dll.Contains($"{Path.DirectorySeparatorChar}vb{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .ToLookup(dll => Path.GetDirectoryName(dll)!);
        return dlls.MaxBy(group => group.Key, StringComparer.Ordinal)!;
    }
}
