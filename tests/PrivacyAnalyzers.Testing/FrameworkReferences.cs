using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;

namespace PrivacyAnalyzers.Testing;

/// <summary>What test code compiles against: the reference packs of the installed SDK, read once and shared by all tests.</summary>
public static class FrameworkReferences
{
    private static readonly Lazy<ImmutableArray<MetadataReference>> s_all = new(Load);

    /// <summary>.NET, ASP.NET Core and the attributes.</summary>
    public static ImmutableArray<MetadataReference> All => s_all.Value;

    /// <summary>Only .NET and ASP.NET Core, for code that does not know the attributes.</summary>
    public static ImmutableArray<MetadataReference> WithoutAnnotations => All.RemoveAt(All.Length - 1);

    /// <summary>Names no package, so that no test asks the network for one.</summary>
    internal static ReferenceAssemblies None { get; } = new("net10.0");

    /// <summary>A reference by path; a bare file name is looked for beside the tests.</summary>
    public static MetadataReference File(string dll) =>
        MetadataReference.CreateFromFile(Path.Combine(AppContext.BaseDirectory, dll));

    private static ImmutableArray<MetadataReference> Load()
    {
        var packs = Path.Combine(DotnetRoot(), "packs");
        string[] names = ["Microsoft.NETCore.App.Ref", "Microsoft.AspNetCore.App.Ref"];
        return
        [
            .. names
                .Select(name => Path.Combine(Newest(Path.Combine(packs, name)), "ref"))
                .SelectMany(reference => Directory.GetFiles(Directory.GetDirectories(reference).Max(StringComparer.Ordinal)!, "*.dll"))
                .Order(StringComparer.Ordinal)
                .Select(dll => MetadataReference.CreateFromFile(dll)),
            MetadataReference.CreateFromFile(typeof(PersonalInformationAttribute).Assembly.Location),
        ];
    }

    private static string DotnetRoot()
    {
        var runtime = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "../../.."));
        return Environment.GetEnvironmentVariable("DOTNET_ROOT") is { } root && Directory.Exists(Path.Combine(root, "packs")) ? root : runtime;
    }

    private static string Newest(string pack) =>
        Directory.GetDirectories(pack).MaxBy(version => Version.TryParse(Path.GetFileName(version).Split('-')[0], out var parsed) ? parsed : new Version())!;
}
