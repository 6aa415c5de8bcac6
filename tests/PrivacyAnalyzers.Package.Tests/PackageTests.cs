using System.IO.Compression;

namespace PrivacyAnalyzers.Package.Tests;

/// <summary>What is in the package, and that a fresh project that restores it gets the findings.</summary>
[Collection(nameof(PackageCollection))]
public sealed class PackageTests(PackedPackage package)
{
    private const string Source = """
        using System;
        using PrivacyAnalyzers;

        var account = new Account { Email = Console.ReadLine() ?? "" };
        Console.WriteLine(account.Email);

        internal sealed class Account
        {
            [PersonalInformation("contact.email", "account")]
            public string Email { get; set; } = "";
        }
        """;

    private const string Policy = """
        {
          "name": "Console", "version": "1",
          "purposes": { "account": { "description": "Keep the account" } },
          "categories": {
            "contact.email": { "description": "E-mail address", "purposes": ["account"], "retention": "account" }
          }
        }
        """;

    [Fact]
    public void HoldsEveryPart()
    {
        using var archive = ZipFile.OpenRead(package.PackageFile);
        var entries = archive.Entries.Select(entry => entry.FullName).ToHashSet();
        string[] expected =
        [
            "README.md",
            "privacy-policy.schema.json",
            "analyzers/dotnet/cs/PrivacyAnalyzers.dll",
            "analyzers/dotnet/cs/PrivacyAnalyzers.CodeFixes.dll",
            "analyzers/dotnet/cs/System.Text.Json.dll",
            "lib/netstandard2.0/PrivacyAnalyzers.Annotations.dll",
            "lib/netstandard2.0/PrivacyAnalyzers.Annotations.xml",
            "build/PrivacyAnalyzers.props",
            "build/PrivacyAnalyzers.targets",
            "build/config/PrivacyAnalysisMode.Strict.globalconfig",
            "build/config/PrivacyAnalysisMode.Audit.globalconfig",
            "build/config/PrivacyAnalysisMode.None.globalconfig",
            "buildTransitive/PrivacyAnalyzers.props",
            "buildTransitive/PrivacyAnalyzers.targets",
        ];
        Assert.Superset(expected.ToHashSet(), entries);
        // The compiler brings its own; a second copy of them would break the analyzers.
        Assert.DoesNotContain(entries, entry => entry.Contains("Microsoft.CodeAnalysis", StringComparison.Ordinal));
        Assert.DoesNotContain("<dependency ", Nuspec(archive), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Default", 0, "warning PRIV3001")]
    [InlineData("Strict", 1, "error PRIV3001")]
    [InlineData("None", 0, null)]
    [InlineData("Lenient", 1, "error : PrivacyAnalysisMode 'Lenient' is none of Default, Strict, Audit, None.")]
    public async Task ConsumerGetsTheFinding(string mode, int exitCode, string? finding)
    {
        var folder = Consumer("mode-" + mode);
        File.WriteAllText(Path.Combine(folder, "privacy-policy.json"), Policy);

        var result = await BuildAsync(folder, $"-p:PrivacyAnalysisMode={mode}");

        Assert.True(result.ExitCode == exitCode, result.Output);
        if (finding is null)
            Assert.DoesNotContain("PRIV", result.Output.Replace("PRIVACY", "", StringComparison.OrdinalIgnoreCase), StringComparison.Ordinal);
        else
            Assert.Contains(finding, result.Output, StringComparison.Ordinal);
        if (finding?.Contains("PRIV3001", StringComparison.Ordinal) == true)
            Assert.Contains("Program.cs(5,19)", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ChangedModeReachesABuildThatIsUpToDate()
    {
        var folder = Consumer("mode-changed");
        File.WriteAllText(Path.Combine(folder, "privacy-policy.json"), Policy);

        var before = await BuildAsync(folder);
        var after = await BuildAsync(folder, "-p:PrivacyAnalysisMode=Strict");

        Assert.True(before.ExitCode == 0, before.Output);
        Assert.Contains("error PRIV3001", after.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PolicyOfAFolderAboveIsFoundAndAMissingOneIsAnError()
    {
        var folder = Consumer(Path.Combine("above", "app"));
        File.WriteAllText(Path.Combine(folder, "..", "privacy-policy.json"), Policy.Replace("\"account\"]", "\"acount\"]"));

        var above = await BuildAsync(folder);
        var missing = await BuildAsync(folder, "-p:PrivacyPolicyFile=nowhere.json");

        Assert.Contains("error PRIV9003", above.Output, StringComparison.Ordinal);
        Assert.Matches(@"nowhere\.json' does not exist", missing.Output);
    }

    private string Consumer(string name)
    {
        var folder = package.NewFolder(name);
        File.WriteAllText(Path.Combine(folder, "Program.cs"), Source);
        File.WriteAllText(Path.Combine(folder, "Consumer.csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <Nullable>enable</Nullable>
                <UseAppHost>false</UseAppHost>
                <NuGetAudit>false</NuGetAudit>
                <RestorePackagesPath>{package.Cache}</RestorePackagesPath>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="PrivacyAnalyzers" Version="{package.Version}" />
              </ItemGroup>
            </Project>
            """);
        return folder;
    }

    private static Task<(int ExitCode, string Output)> BuildAsync(string folder, params string[] arguments) =>
        Dotnet.RunAsync(folder, ["build", "-nologo", .. arguments, .. Dotnet.NoServers]);

    private static string Nuspec(ZipArchive archive)
    {
        using var reader = new StreamReader(archive.GetEntry("PrivacyAnalyzers.nuspec")!.Open());
        return reader.ReadToEnd();
    }
}

/// <summary>One package for all tests, which run one after the other: each starts builds that use every core.</summary>
[CollectionDefinition(nameof(PackageCollection))]
public sealed class PackageCollection : ICollectionFixture<PackedPackage>;
