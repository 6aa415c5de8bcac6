using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Text;
using PrivacyAnalyzers.CodeFixes.PolicyFile;

namespace PrivacyAnalyzers.Tests.Policy;

/// <summary>Fixes of findings that stand in the policy itself.</summary>
public class PolicyFixTests
{
    private const string Text = "{\n  \"version\": \"2\",\n  \"purposes\": {\n    \"a\": {},\n    \"b\": {}\n  }\n}\n";

    [Fact]
    public Task UsesTheNearestId() => Check(new NearestEntryFix(), "\"a\"", new() { ["nearest"] = "c" }, Text.Replace("\"a\"", "\"c\""));

    [Fact]
    public Task RemovesTheEntry() => Check(new RemoveEntryFix(), "\"b\"", new() { ["kind"] = "Purpose", ["id"] = "b" }, Text.Replace(",\n    \"b\": {}", ""));

    [Fact]
    public Task AnnouncesTheChange() => Check(
        new AnnounceChangeFix(), "\"b\"", new() { ["version"] = "2", ["change"] = "purpose 'b' is new" },
        Text.Replace("  }\n}", "  },\n  \"changes\": [{ \"version\": \"2\", \"notice\": \"\", \"summary\": \"purpose 'b' is new\" }]\n}"));

    /// <summary>Two projects share the policy: both get the new text.</summary>
    private static async Task Check(CodeFixProvider fix, string at, Dictionary<string, string?> properties, string expected)
    {
        using var workspace = new AdhocWorkspace();
        var solution = workspace.CurrentSolution;
        var ids = new List<DocumentId>();
        foreach (var name in new[] { "P", "Q" })
        {
            var project = ProjectId.CreateNewId();
            ids.Add(DocumentId.CreateNewId(project));
            solution = solution.AddProject(project, name, name, LanguageNames.CSharp)
                .AddAdditionalDocument(ids[^1], "privacy-policy.json", SourceText.From(Text), filePath: "/privacy-policy.json");
        }
        var document = solution.GetAdditionalDocument(ids[0])!;
        var text = SourceText.From(Text);
        var span = new TextSpan(Text.IndexOf(at, StringComparison.Ordinal), at.Length);
        var id = fix.FixableDiagnosticIds.Single();
        var diagnostic = Diagnostic.Create(
            new DiagnosticDescriptor(id, "title", "message", "category", DiagnosticSeverity.Warning, true),
            Location.Create("/privacy-policy.json", span, text.Lines.GetLinePositionSpan(span)),
            System.Collections.Immutable.ImmutableDictionary.CreateRange(properties));
        var actions = new List<CodeAction>();
        await fix.RegisterCodeFixesAsync(new CodeFixContext(document, span, [diagnostic], (action, _) => actions.Add(action), default));
        var operation = (await Assert.Single(actions).GetOperationsAsync(default)).OfType<ApplyChangesOperation>().Single();
        foreach (var one in ids)
            Assert.Equal(expected, (await operation.ChangedSolution.GetAdditionalDocument(one)!.GetTextAsync()).ToString());
    }
}
