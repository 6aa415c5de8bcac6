using System.Reflection;

namespace PrivacyAnalyzers.Package.Tests;

/// <summary>The package, packed once into a local feed, and a folder in which consumers of it are laid out.</summary>
public sealed class PackedPackage : IAsyncLifetime
{
    /// <summary>Of its own for every run, so that no package cache can hold an older one of the same name.</summary>
    internal string Version { get; } = $"0.0.0-test.{DateTime.UtcNow:yyyyMMddHHmmss}.{Environment.ProcessId}";

    internal string Root { get; } = FindRoot();

    internal string Folder { get; } = Directory.CreateTempSubdirectory("privacy-analyzers-").FullName;

    internal string PackageFile => Path.Combine(Folder, "feed", $"PrivacyAnalyzers.{Version}.nupkg");

    /// <summary>The packages of this run only: the user's cache is left as it was, and is read for everything else.</summary>
    internal string Cache => Path.Combine(Folder, "packages");

    public async Task InitializeAsync()
    {
        var configuration = typeof(PackedPackage).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(attribute => attribute.Key == "Configuration").Value!;
        var (exitCode, output) = await Dotnet.RunAsync(
            Path.Combine(Root, "src", "PrivacyAnalyzers.Package"),
            ["pack", "--no-build", "-c", configuration, "-o", Path.Combine(Folder, "feed"), $"-p:PackageVersion={Version}", .. Dotnet.NoServers]);
        Assert.True(exitCode == 0, output);
        File.WriteAllText(Path.Combine(Folder, "nuget.config"), """
            <configuration>
              <packageSources>
                <add key="local" value="feed" />
              </packageSources>
            </configuration>
            """);
        // Nothing of the folders above reaches the consumers.
        File.WriteAllText(Path.Combine(Folder, "Directory.Build.props"), "<Project />");
        File.WriteAllText(Path.Combine(Folder, "Directory.Build.targets"), "<Project />");
        File.WriteAllText(Path.Combine(Folder, "Directory.Packages.props"), "<Project />");
        File.WriteAllText(Path.Combine(Folder, ".editorconfig"), "root = true\n");
    }

    public Task DisposeAsync()
    {
        try
        {
            Directory.Delete(Folder, recursive: true);
        }
        catch (IOException)
        {
            // A file still held by a build that just ended: left to the system's cleaning of temporary files.
        }
        return Task.CompletedTask;
    }

    /// <summary>An empty folder for one consumer.</summary>
    internal string NewFolder(string name) => Directory.CreateDirectory(Path.Combine(Folder, name)).FullName;

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "PrivacyAnalyzers.sln")))
            folder = folder.Parent ?? throw new InvalidOperationException("The tests do not lie in the repository.");
        return folder.FullName;
    }
}
