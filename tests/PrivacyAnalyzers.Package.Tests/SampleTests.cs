namespace PrivacyAnalyzers.Package.Tests;

/// <summary>
/// The samples, as consumers of the package: the keeping one is clean, the violating one has exactly the findings that its
/// comments announce, and the fixes mend it from the command line.
/// </summary>
[Collection(nameof(PackageCollection))]
public sealed class SampleTests(PackedPackage package)
{
    private const string Log = "findings.sarif";
    private const int Clauses = 34;

    [Fact]
    public async Task KeepingThePolicyGivesNoFinding()
    {
        var folder = Copy("SmartCamera", "keeping");

        var build = await BuildAsync(folder, "-warnaserror", $"-p:ErrorLog={Log}%2Cversion=2.1");

        Assert.True(build.ExitCode == 0, build.Output);
        Assert.Empty(SampleFindings.Reported(folder, Log));
        Assert.Equal(2, Directory.GetFiles(folder, Log, SearchOption.AllDirectories).Length);
    }

    [Fact]
    public async Task BreakingThePolicyGivesTheAnnouncedFindings()
    {
        var folder = Copy("SmartCamera.Violations", "breaking");

        var build = await BuildAsync(folder, $"-p:ErrorLog={Log}%2Cversion=2.1");

        Assert.True(build.ExitCode == 0, build.Output);
        var announced = SampleFindings.Announced(folder).ToHashSet();
        var reported = SampleFindings.Reported(folder, Log).ToHashSet();
        var differences = announced.Except(reported).Select(finding => $"not reported: {finding}")
            .Concat(reported.Except(announced).Select(finding => $"not announced: {finding}"))
            .Order(StringComparer.Ordinal)
            .ToList();
        Assert.True(differences.Count == 0, string.Join('\n', differences));
    }

    [Fact]
    public void EveryClauseOfThePolicyIsBroken() =>
        Assert.Equal(
            Enumerable.Range(1, Clauses),
            SampleFindings.Clauses(Path.Combine(package.Root, "samples", "SmartCamera.Violations")).Distinct().Order());

    [Fact]
    public async Task StrictFailsTheBuild()
    {
        var folder = Copy("SmartCamera.Violations", "strict");

        var build = await BuildAsync(folder, "-p:PrivacyAnalysisMode=Strict");

        Assert.NotEqual(0, build.ExitCode);
        Assert.Contains("error PRIV3001", build.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FormatMendsLogs()
    {
        var folder = Copy("SmartCamera.Violations", "mending");
        var restore = await Dotnet.RunAsync(folder, ["restore", .. Dotnet.NoServers]);
        Assert.True(restore.ExitCode == 0, restore.Output);

        var format = await Dotnet.RunAsync(
            folder, "format", "analyzers", "--no-restore", "--diagnostics", "PRIV3001", "--severity", "warn");

        Assert.True(format.ExitCode == 0, format.Output);
        var build = await BuildAsync(folder, $"-p:ErrorLog={Log}%2Cversion=2.1");
        Assert.True(build.ExitCode == 0, build.Output);
        Assert.Contains(SampleFindings.Announced(folder), finding => finding.Rule == "PRIV3001");
        Assert.DoesNotContain(SampleFindings.Reported(folder, Log), finding => finding.Rule == "PRIV3001");
        Assert.Contains(SampleFindings.Reported(folder, Log), finding => finding.Rule == "PRIV3002");
    }

    /// <summary>Copies a sample to where it gets the analyzers from the package instead of from the source tree.</summary>
    private string Copy(string sample, string name)
    {
        var samples = Path.Combine(package.Root, "samples");
        var target = package.NewFolder(name);
        foreach (var file in Directory.EnumerateFiles(Path.Combine(samples, sample), "*", SearchOption.AllDirectories))
        {
            var relative = Path.GetRelativePath(samples, file);
            if (relative.Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj"))
                continue;
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(target, relative))!);
            File.Copy(file, Path.Combine(target, relative));
        }
        var properties = File.ReadAllLines(Path.Combine(samples, "Directory.Build.props"))
            .Where(line => !line.Contains("<Import ", StringComparison.Ordinal));
        File.WriteAllLines(Path.Combine(target, "Directory.Build.props"), properties);
        File.WriteAllText(Path.Combine(target, "Directory.Build.targets"), $"""
            <Project>
              <PropertyGroup>
                <UseAppHost>false</UseAppHost>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="PrivacyAnalyzers" VersionOverride="{package.Version}" />
              </ItemGroup>
            </Project>
            """);
        File.Copy(Path.Combine(samples, "Directory.Packages.props"), Path.Combine(target, "Directory.Packages.props"));
        return Path.Combine(target, sample);
    }

    private static Task<(int ExitCode, string Output)> BuildAsync(string folder, params string[] arguments) =>
        Dotnet.RunAsync(folder, ["build", "-nologo", .. arguments, .. Dotnet.NoServers]);
}
