namespace PrivacyAnalyzers.Benchmarks;

/// <summary>A set of analyzers that the same code is compiled with, and the variant that its cost is a ratio to.</summary>
internal sealed record Variant(string Key, string Name, IReadOnlyList<string> Analyzers, string Config = "", string Beside = Variant.Bare, string? LevelConfig = null)
{
    /// <summary>The compile without analyzers.</summary>
    internal const string Bare = "none";

    /// <summary>The compile as the SDK sets it up, its own analyzers and generators on.</summary>
    internal const string Usual = "usual";

    /// <summary>Switches every rule off but those named.</summary>
    private const string NothingElse = "dotnet_analyzer_diagnostic.severity = none\n";

    internal static IEnumerable<Variant> All(Sdk sdk, Peers peers, Subject subject)
    {
        var yardsticks = typeof(EveryOperationBlock).Assembly.Location;
        string[] ours = [typeof(PrivacyContext).Assembly.Location];
        string[] net = [.. sdk.NetAnalyzers];
        var taint = string.Concat(Enumerable.Range(3001, 12).Select(id => $"dotnet_diagnostic.CA{id}.severity = warning\n"));
        yield return new(Bare, "no analyzers", []);
        yield return new("empty", "an analyzer that does nothing", [yardsticks], Only(Nothing.Id));
        yield return new("block", "empty operation-block action", [yardsticks], Only(EveryOperationBlock.Id));
        yield return new("cfg", "every control flow graph", [yardsticks], Only(EveryControlFlowGraph.Id));
        yield return new("ours", "PrivacyAnalyzers", ours);
        yield return new("enforce", "PrivacyAnalyzers, inference = enforce", ours, "privacy_analyzers.inference = enforce\n");
        yield return new("net", "NetAnalyzers CA3001–3012", net, NothingElse + taint);
        yield return new("scs", "SecurityCodeScan", [.. peers.Of("SecurityCodeScan.VS2019")]);
        yield return new("sonar", "SonarAnalyzer", [.. peers.Of("SonarAnalyzer.CSharp")]);
        yield return new("meziantou", "Meziantou MA0153", [.. peers.Of("Meziantou.Analyzer")], NothingElse + "dotnet_diagnostic.MA0153.severity = warning\n");

        string[] usual = [.. sdk.UsualAnalyzers.Where(analyzer => !subject.Arguments.Any(argument => argument.StartsWith("/analyzer:", StringComparison.Ordinal) && argument.EndsWith('/' + Path.GetFileName(analyzer), StringComparison.Ordinal)))];
        yield return new(Usual, "usual build", usual, LevelConfig: sdk.UsualConfig);
        yield return new("usual-ours", "usual build + PrivacyAnalyzers", [.. usual, .. ours], "", Usual, sdk.UsualConfig);
        yield return new("usual-net", "usual build + CA3001–3012", usual, taint, Usual, sdk.UsualConfig);
    }

    private static string Only(string id) =>
        string.Concat(new[] { Nothing.Id, EveryOperationBlock.Id, EveryControlFlowGraph.Id }.Where(other => other != id).Select(other => $"dotnet_diagnostic.{other}.severity = none\n"));
}
