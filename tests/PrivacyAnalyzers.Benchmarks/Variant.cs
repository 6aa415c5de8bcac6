namespace PrivacyAnalyzers.Benchmarks;

/// <summary>A set of analyzers that the same code is compiled with.</summary>
internal sealed record Variant(string Key, string Name, IReadOnlyList<string> Analyzers, string Config = "")
{
    /// <summary>Switches every rule off but those named.</summary>
    private const string NothingElse = "dotnet_analyzer_diagnostic.severity = none\n";

    internal static IEnumerable<Variant> All(Sdk sdk, Peers peers, Subject subject)
    {
        var yardsticks = typeof(EveryOperationBlock).Assembly.Location;
        string[] ours = [typeof(PrivacyContext).Assembly.Location];
        yield return new("none", "no analyzers", []);
        yield return new("block", "empty operation-block action", [yardsticks], Off(EveryControlFlowGraph.Id));
        yield return new("cfg", "every control flow graph", [yardsticks], Off(EveryOperationBlock.Id));
        yield return new("ours", "PrivacyAnalyzers", ours);
        yield return new("enforce", "PrivacyAnalyzers, inference = enforce", ours, "privacy_analyzers.inference = enforce\n");
        yield return new("net", "NetAnalyzers CA3001–3012", [.. sdk.NetAnalyzers], NothingElse + string.Concat(Enumerable.Range(3001, 12).Select(id => $"dotnet_diagnostic.CA{id}.severity = warning\n")));
        yield return new("scs", "SecurityCodeScan", [.. peers.Of("SecurityCodeScan.VS2019")]);
        yield return new("sonar", "SonarAnalyzer", [.. peers.Of("SonarAnalyzer.CSharp")]);
        yield return new("meziantou", "Meziantou MA0153", [.. peers.Of("Meziantou.Analyzer")], NothingElse + "dotnet_diagnostic.MA0153.severity = warning\n");
    }

    private static string Off(string id) => $"dotnet_diagnostic.{id}.severity = none\n";
}
