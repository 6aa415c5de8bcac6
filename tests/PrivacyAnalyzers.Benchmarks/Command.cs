using System.ComponentModel;
using System.Diagnostics;

namespace PrivacyAnalyzers.Benchmarks;

/// <summary>Runs a program to its end, and what that cost.</summary>
internal static class Command
{
    internal sealed record Result(int ExitCode, string Output, double Cpu, double Wall, double PeakMegabytes);

    internal static Result Run(string program, IEnumerable<string> arguments, string folder)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        var clock = Stopwatch.StartNew();
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        TimeSpan cpu = default;
        long peak = 0;
        // The counters of a process are gone with it where the system is not Windows: what they were last is the answer.
        while (!process.WaitForExit(20))
        {
            try
            {
                process.Refresh();
                cpu = process.TotalProcessorTime;
                peak = Math.Max(peak, process.PeakWorkingSet64);
            }
            catch (Exception e) when (e is InvalidOperationException or Win32Exception)
            {
                // It ended meanwhile.
                break;
            }
        }
        process.WaitForExit();
        var wall = clock.Elapsed.TotalSeconds;
        return new Result(process.ExitCode, output.Result + error.Result, cpu.TotalSeconds, wall, peak / 1048576.0);
    }

    /// <summary>Runs a program that must succeed; what it printed.</summary>
    internal static string Output(string program, IEnumerable<string> arguments, string folder)
    {
        var result = Run(program, arguments, folder);
        return result.ExitCode == 0
            ? result.Output
            : throw new InvalidOperationException($"{program} ended with {result.ExitCode}:\n{result.Output}");
    }
}
