using System.Diagnostics;
using System.Text;

namespace PrivacyAnalyzers.Package.Tests;

/// <summary>Runs the dotnet command as a user would, without servers that outlive it.</summary>
internal static class Dotnet
{
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(15);

    internal static string[] NoServers { get; } = ["-nodereuse:false", "-p:UseSharedCompilation=false"];

    internal static async Task<(int ExitCode, string Output)> RunAsync(string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        start.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        start.Environment["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0";
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["NUGET_XMLDOC_MODE"] = "skip";
        // The test host's own settings must not reach the build that it starts.
        foreach (var name in start.Environment.Keys.Where(key => key.StartsWith("MSBuild", StringComparison.Ordinal)).ToList())
            start.Environment.Remove(name);

        var output = new StringBuilder();
        using var process = new Process { StartInfo = start };
        DataReceivedEventHandler add = (_, line) =>
        {
            lock (output)
                output.AppendLine(line.Data);
        };
        process.OutputDataReceived += add;
        process.ErrorDataReceived += add;
        process.Start();
        process.StandardInput.Close();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        using var limit = new CancellationTokenSource(s_limit);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"dotnet {string.Join(' ', arguments)} took more than {s_limit}:\n{output}");
        }
        lock (output)
            return (process.ExitCode, output.ToString());
    }
}
