using System.Text.Json;

namespace PrivacyAnalyzers.Benchmarks;

/// <summary>The code that is compiled: arguments of the compiler without analyzers, and how many lines it has.</summary>
internal sealed record Subject(string Name, string Folder, IReadOnlyList<string> Arguments, int Lines, bool Marked)
{
    internal static Subject Generated(Options options, string folder)
    {
        var sources = Path.Combine(folder, "generated");
        if (Directory.Exists(sources))
            Directory.Delete(sources, recursive: true);
        Directory.CreateDirectory(sources);
        var lines = 0;
        List<string> arguments = ["/target:library", "/nullable:enable", "/langversion:latest", "/optimize+", "/debug:portable"];
        foreach (var (name, text, count) in new Generator(options.Seed).Files(options.Lines))
        {
            var path = Path.Combine(sources, name);
            File.WriteAllText(path, text);
            arguments.Add(path);
            lines += count;
        }
        var policy = Path.Combine(sources, "privacy-policy.json");
        File.WriteAllText(policy, Generator.Policy);
        arguments.Add("/additionalfile:" + policy);
        arguments.AddRange(Sdk.References.Select(reference => "/reference:" + reference));
        return new Subject($"generated code, seed {options.Seed}", sources, arguments, lines, Marked: true);
    }

    internal static Subject Of(string project)
    {
        var folder = Path.GetDirectoryName(project)!;
        Command.Output("dotnet", ["build", project, "-v", "q", "-nodeReuse:false", "-p:NuGetAudit=false"], folder);
        // An output that never exists: else an up-to-date project has no command line. Into a file: the build prints other things too.
        var answer = Path.GetTempFileName();
        Command.Output(
            "dotnet",
            ["msbuild", project, "-t:Compile", "-p:BuildProjectReferences=false", "-p:SkipCompilerExecution=true", "-p:ProvideCommandLineArgs=true", "-p:NonExistentFile=none", "-nodeReuse:false", "-getItem:CscCommandLineArgs", "-getResultOutputFile:" + answer],
            folder);
        using var items = JsonDocument.Parse(File.ReadAllText(answer));
        File.Delete(answer);
        var all = items.RootElement.GetProperty("Items").GetProperty("CscCommandLineArgs").EnumerateArray()
            .Select(item => item.GetProperty("Identity").GetString()!)
            .ToList();
        // Generators stay, the code needs them; the SDK's analyzers go.
        List<string> arguments =
        [
            .. all.Where(argument => !(argument.StartsWith("/analyzer:", StringComparison.Ordinal) && argument.Contains("Microsoft.NET.Sdk", StringComparison.Ordinal))
                && !argument.StartsWith("/out:", StringComparison.Ordinal)
                && !argument.StartsWith("/refout:", StringComparison.Ordinal)
                && !argument.StartsWith("/warnaserror", StringComparison.Ordinal)
                && argument != "/noconfig"),
        ];
        var sources = all.Where(argument => !argument.StartsWith('/') || File.Exists(argument)).Select(argument => Path.Combine(folder, argument)).Where(File.Exists).ToList();
        return new Subject(project, folder, arguments, sources.Sum(source => File.ReadLines(source).Count()), Marked: false);
    }
}
