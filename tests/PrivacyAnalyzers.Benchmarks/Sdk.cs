namespace PrivacyAnalyzers.Benchmarks;

/// <summary>The SDK that the repository uses: its compiler, its analyzers, its reference packs.</summary>
internal sealed class Sdk(string folder)
{
    private readonly string _version = Command.Output("dotnet", ["--version"], folder).Trim();

    private static string Root { get; } = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "../../.."));

    internal string Compiler => Path.Combine(Root, "sdk", _version, "Roslyn", "bincore", "csc.dll");

    internal IEnumerable<string> NetAnalyzers => new[] { "Microsoft.CodeAnalysis.CSharp.NetAnalyzers.dll", "Microsoft.CodeAnalysis.NetAnalyzers.dll" }
        .Select(name => Path.Combine(Root, "sdk", _version, "Sdks", "Microsoft.NET.Sdk", "analyzers", name));

    internal static IEnumerable<string> References => new[] { "Microsoft.NETCore.App.Ref", "Microsoft.AspNetCore.App.Ref" }
        .Select(pack => Directory.GetDirectories(Path.Combine(Root, "packs", pack)).Max(StringComparer.Ordinal)!)
        .SelectMany(version => Directory.GetFiles(Directory.GetDirectories(Path.Combine(version, "ref")).Max(StringComparer.Ordinal)!, "*.dll"));
}
