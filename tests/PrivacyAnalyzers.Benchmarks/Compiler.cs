namespace PrivacyAnalyzers.Benchmarks;

/// <summary>Compiles a subject in a process of its own, without a compiler server.</summary>
internal sealed class Compiler(Sdk sdk, Subject subject, string folder)
{
    internal Command.Result Compile(Variant variant)
    {
        var config = Path.Combine(folder, variant.Key + ".globalconfig");
        // Stronger than what a project sets itself: each variant has the severities that it says.
        File.WriteAllText(config, "is_global = true\nglobal_level = 1000\n" + variant.Config);
        var response = Path.Combine(folder, variant.Key + ".rsp");
        File.WriteAllLines(
            response,
            subject.Arguments
                .Append("/reference:" + typeof(PersonalInformationAttribute).Assembly.Location)
                .Append("/analyzerconfig:" + config)
                .Concat(variant.LevelConfig is { } level ? ["/analyzerconfig:" + level] : [])
                .Append("/out:" + Path.Combine(folder, variant.Key + ".dll"))
                .Concat(variant.Analyzers.Select(analyzer => "/analyzer:" + analyzer))
                .Select(argument => argument.Contains(' ', StringComparison.Ordinal) && !argument.Contains('"', StringComparison.Ordinal) ? '"' + argument + '"' : argument));
        var result = Command.Run("dotnet", ["exec", sdk.Compiler, "/noconfig", "@" + response], subject.Folder);
        if (result.ExitCode != 0 || result.Output.Contains("AD0001", StringComparison.Ordinal) || result.Output.Contains("CS8032", StringComparison.Ordinal))
            throw new InvalidOperationException($"{variant.Name}: the compiler ended with {result.ExitCode}:\n{string.Join('\n', result.Output.Split('\n').Where(line => line.Contains("error", StringComparison.Ordinal) || line.Contains("AD0001", StringComparison.Ordinal) || line.Contains("CS8032", StringComparison.Ordinal)).Take(20))}");
        return result;
    }

    /// <summary>How many findings of analyzers a compile printed.</summary>
    internal static int Findings(string output) =>
        output.Split('\n').Count(line => line.Contains(": warning ", StringComparison.Ordinal) && !line.Contains(": warning CS", StringComparison.Ordinal));
}
