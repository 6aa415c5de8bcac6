namespace PrivacyAnalyzers.Benchmarks;

/// <summary>The SDK that the repository uses: its compiler, its analyzers, its reference packs.</summary>
internal sealed class Sdk(string folder)
{
    private readonly string _version = Command.Output("dotnet", ["--version"], folder).Trim();

    private static string Root { get; } = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "../../.."));

    private string Sdks => Path.Combine(Root, "sdk", _version, "Sdks");

    private static IEnumerable<string> Packs => new[] { "Microsoft.NETCore.App.Ref", "Microsoft.AspNetCore.App.Ref" }
        .Select(pack => Directory.GetDirectories(Path.Combine(Root, "packs", pack)).Max(StringComparer.Ordinal)!);

    internal string Compiler => Path.Combine(Root, "sdk", _version, "Roslyn", "bincore", "csc.dll");

    internal IEnumerable<string> NetAnalyzers => new[] { "Microsoft.CodeAnalysis.CSharp.NetAnalyzers.dll", "Microsoft.CodeAnalysis.NetAnalyzers.dll" }
        .Select(name => Path.Combine(Sdks, "Microsoft.NET.Sdk", "analyzers", name));

    /// <summary>The generators that the SDK gives to nobody who does not ask for them: Microsoft.NET.Sdk.FrameworkReferenceResolution.targets.</summary>
    private static readonly string[] s_offByDefault = ["Microsoft.AspNetCore.Http.RequestDelegateGenerator.dll", "Microsoft.Extensions.Configuration.Binder.SourceGeneration.dll"];

    /// <summary>The analyzers and generators that the SDK gives a web project which asks for nothing (Razor's left out).</summary>
    internal IEnumerable<string> UsualAnalyzers => NetAnalyzers
        .Concat(Directory.GetFiles(Path.Combine(Sdks, "Microsoft.NET.Sdk.Web", "analyzers", "cs"), "*.dll"))
        .Concat(Packs.SelectMany(pack => Directory.GetFiles(Path.Combine(pack, "analyzers", "dotnet", "cs"), "*.dll")))
        .Where(analyzer => !s_offByDefault.Contains(Path.GetFileName(analyzer)));

    /// <summary>The severities that the SDK gives a project which asks for nothing.</summary>
    internal string UsualConfig => Path.Combine(Sdks, "Microsoft.NET.Sdk", "analyzers", "build", "config", $"analysislevel_{_version.Split('.')[0]}_default.globalconfig");

    internal static IEnumerable<string> References => Packs
        .SelectMany(version => Directory.GetFiles(Directory.GetDirectories(Path.Combine(version, "ref")).Max(StringComparer.Ordinal)!, "*.dll"));
}
