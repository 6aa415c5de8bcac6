namespace PrivacyAnalyzers.Package.Tests;

/// <summary>
/// The samples, as consumers of the package: the keeping one is clean, the violating one has exactly the findings that its
/// comments announce, and the fixes mend it from the command line.
/// </summary>
[Collection(nameof(PackageCollection))]
public sealed class SampleTests(PackedPackage package)
{
    private const string Log = "findings.sarif";
    private const string Keeping = "SmartCamera";
    private const string Breaking = "SmartCamera.Violations";

    private static readonly Dictionary<string, IReadOnlySet<SampleFinding>> s_findings = [];

    [Fact]
    public async Task KeepingThePolicyGivesNoFinding() => Assert.Empty(await FindingsAsync(Keeping));

    [Fact]
    public async Task BreakingThePolicyGivesTheAnnouncedFindings()
    {
        var announced = SampleFindings.Announced(SourceOf(Breaking)).ToHashSet();
        var reported = await FindingsAsync(Breaking);

        var differences = announced.Except(reported).Select(finding => $"not reported: {finding}")
            .Concat(reported.Except(announced).Select(finding => $"not announced: {finding}"))
            .Order(StringComparer.Ordinal)
            .ToList();
        Assert.True(differences.Count == 0, string.Join('\n', differences));
    }

    /// <summary>The report of the clauses, samples/CLAUSES.md; UPDATE_DOCS=1 writes it anew.</summary>
    [Fact]
    public async Task EveryClauseIsStatedKeptAndItsBreachCaught()
    {
        var samples = Path.Combine(package.Root, "samples");
        var clauses = SampleClause.Read(Path.Combine(samples, "clauses.json"));
        Assert.Equal(Enumerable.Range(1, 34), clauses.Select(clause => clause.Number));

        var keeping = await FindingsAsync(Keeping);
        var breaking = await FindingsAsync(Breaking);
        var named = SampleFindings.Clauses(SourceOf(Breaking));
        var gaps = SampleClause.Gaps(clauses, File.ReadAllText(Path.Combine(SourceOf(Keeping), "privacy-policy.json")), breaking, named).ToList();
        Assert.True(keeping.Count == 0 && gaps.Count == 0, string.Join('\n', keeping.Select(finding => finding.ToString()).Concat(gaps)));

        var page = SampleClause.Report(clauses, keeping, Breaking, breaking, named);
        var path = Path.Combine(samples, "CLAUSES.md");
        if (Environment.GetEnvironmentVariable("UPDATE_DOCS") == "1")
            File.WriteAllText(path, page);
        Assert.True(
            File.Exists(path) && File.ReadAllText(path) == page,
            $"{path} differs from what the samples give; `UPDATE_DOCS=1 dotnet test tests/PrivacyAnalyzers.Package.Tests` writes it anew. Expected:\n{page}");
    }

    [Fact]
    public async Task StrictFailsTheBuild()
    {
        var folder = Copy(Breaking, "strict");

        var build = await BuildAsync(folder, "-p:PrivacyAnalysisMode=Strict");

        Assert.NotEqual(0, build.ExitCode);
        Assert.Contains("error PRIV3001", build.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FormatMendsLogs()
    {
        var folder = Copy(Breaking, "mending");
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

    private string SourceOf(string sample) => Path.Combine(package.Root, "samples", sample);

    /// <summary>What a build of a sample reports; each sample is built once. A sample without violations builds without any warning.</summary>
    private async Task<IReadOnlySet<SampleFinding>> FindingsAsync(string sample)
    {
        if (s_findings.TryGetValue(sample, out var known))
            return known;
        var folder = Copy(sample, "findings-" + sample);
        string[] strictly = sample == Keeping ? ["-warnaserror"] : [];

        var build = await BuildAsync(folder, [.. strictly, $"-p:ErrorLog={Log}%2Cversion=2.1"]);

        Assert.True(build.ExitCode == 0, build.Output);
        Assert.Equal(
            Directory.GetFiles(folder, "*.csproj", SearchOption.AllDirectories).Length,
            Directory.GetFiles(folder, Log, SearchOption.AllDirectories).Length);
        return s_findings[sample] = SampleFindings.Reported(folder, Log).ToHashSet();
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
