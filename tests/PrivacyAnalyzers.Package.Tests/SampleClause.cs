using System.Text;
using System.Text.Json;

namespace PrivacyAnalyzers.Package.Tests;

/// <summary>A clause of the samples' policy: where the policy file states it (keys joined by <c>/</c>), and the rules that watch over it.</summary>
internal sealed record SampleClause(int Number, string Clause, string[] Policy, string[] Rules)
{
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web);

    internal static IReadOnlyList<SampleClause> Read(string path) => JsonSerializer.Deserialize<SampleClause[]>(File.ReadAllText(path), s_json)!;

    /// <summary>The page of the clauses: a row each, with every line at which a rule of the clause reports its breach.</summary>
    internal static string Report(
        IReadOnlyList<SampleClause> clauses,
        IReadOnlySet<SampleFinding> keeping,
        string sample,
        IReadOnlySet<SampleFinding> breaking,
        ILookup<(string File, int Line), int> named)
    {
        var caught = clauses.Count(clause => clause.Breaches(breaking, named).Any());
        var page = new StringBuilder(
            $"""
            # The clauses of the policy

            Each clause of the camera app's privacy policy: where [the policy file](SmartCamera/privacy-policy.json) states it, and the lines at
            which the rules report its breach in `{sample}`. Of {clauses.Count} clauses, {caught} are caught and {clauses.Count - caught} skipped; in the app
            that keeps them, the rules report {keeping.Count} findings. Written by the test of the samples; do not edit.

            | # | Clause | In the policy | Caught at |
            | --- | --- | --- | --- |

            """);
        foreach (var clause in clauses)
        {
            page.Append($"| {clause.Number} | {clause.Clause} | {string.Join(", ", clause.Policy.Select(key => $"`{key}`"))} | ");
            page.AppendJoin(", ", clause.Breaches(breaking, named).Order().Select(breach => $"[{breach.Rule}]({sample}/{breach.File}#L{breach.Line})"));
            page.Append(" |\n");
        }
        return page.ToString();
    }

    /// <summary>
    /// What the samples lack: a statement in the policy, a rule of a clause that reports no breach of it, a clause for what is
    /// reported.
    /// </summary>
    internal static IEnumerable<string> Gaps(
        IReadOnlyList<SampleClause> clauses, string policy, IReadOnlySet<SampleFinding> breaking, ILookup<(string File, int Line), int> named)
    {
        using var document = JsonDocument.Parse(policy, new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip });
        foreach (var clause in clauses)
        {
            foreach (var key in clause.Policy.Where(key => !IsStated(document.RootElement, key)))
                yield return $"clause {clause.Number}: the policy has no {key}";
            if (clause.Rules.Length == 0)
                yield return $"clause {clause.Number}: no rule watches over it";
            foreach (var rule in clause.Rules.Except(clause.Breaches(breaking, named).Select(breach => breach.Rule)))
                yield return $"clause {clause.Number}: {rule} reports no breach of it";
        }
        foreach (var finding in breaking.Order())
            if (!clauses.Any(clause => clause.Breaches(breaking, named).Contains(finding)))
                yield return $"{finding}: no clause that its line names has this rule";
    }

    private IEnumerable<SampleFinding> Breaches(IReadOnlySet<SampleFinding> breaking, ILookup<(string File, int Line), int> named) =>
        breaking.Where(finding => Rules.Contains(finding.Rule) && named[(finding.File, finding.Line)].Contains(Number));

    private static bool IsStated(JsonElement element, string key)
    {
        foreach (var part in key.Split('/'))
            if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(part, out element))
                return false;
        return true;
    }
}
