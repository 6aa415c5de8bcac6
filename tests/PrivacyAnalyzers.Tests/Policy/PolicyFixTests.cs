using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using PrivacyAnalyzers.CodeFixes.PolicyFile;
using PrivacyAnalyzers.Rules.Permissions;
using PrivacyAnalyzers.Rules.PolicyFile;
using PrivacyAnalyzers.Testing;

namespace PrivacyAnalyzers.Tests.Policy;

/// <summary>
/// Fixes of findings that stand in the policy itself: the rule runs over two applications that share the policy, its findings are
/// fixed one after the other, or all at once; both have the new text then, and the rule says nothing more.
/// </summary>
public class PolicyFixTests
{
    private const string PolicyPath = "/privacy-policy.json";

    private const string Code = """
        [PrivacyAnalyzers.Purpose("push")]
        class Program { static void Main() { } }
        """;

    [Fact]
    public Task UsesTheNearestId() => Check<UnknownEntryAnalyzer, NearestEntryFix>(
        """
        {
          "purposes": { "push": {}, "network-setup": {} },
          "categories": {
            // the SSID, and how to reach people
            "network": { "purposes": ["netwrok-setup", "pus"] }, "contact": {}
          },
          "classifications": { "Contoso.Euii": "contakt" }
        }
        """,
        """
        {
          "purposes": { "push": {}, "network-setup": {} },
          "categories": {
            // the SSID, and how to reach people
            "network": { "purposes": ["network-setup", "push"] }, "contact": {}
          },
          "classifications": { "Contoso.Euii": "contact" }
        }
        """);

    [Fact]
    public Task OffersNothingWhereNoIdIsNear() => Check<UnknownEntryAnalyzer, NearestEntryFix>(
        """{ "purposes": { "push": {} }, "categories": { "network": { "purposes": ["something-else"] } } }""",
        """{ "purposes": { "push": {} }, "categories": { "network": { "purposes": ["something-else"] } } }""");

    [Fact]
    public Task RemovesEntriesThatNoCodeNames() => Check<EntryNeverUsedAnalyzer, RemoveEntryFix>(
        """
        {
          "purposes": {
            "push": {}, // used
            "sale": {} // never
          },
          "categories": { "contact": { "purposes": ["push"] } },
          "recipients": {
            "a": {},
            "b": {},
          }
        }
        """,
        """
        {
          "purposes": {
            "push": {} // used
          },
          "categories": { },
          "recipients": {
          }
        }
        """);

    [Fact]
    public Task RemovesPermissionsThatNothingUses() => Check<PermissionNeverUsedAnalyzer, RemoveEntryFix>(
        """
        {
          "purposes": { "push": {} },
          "permissions": {
            "camera": { "purposes": ["push"] }, // scan
            "nfc": { "purposes": ["push"] },
            "sms": {
              "purposes": ["push"]
            }
          }
        }
        """,
        """
        {
          "purposes": { "push": {} },
          "permissions": {
            "nfc": { "purposes": ["push"] }
          }
        }
        """,
        code: "new Reader().Read(); class Reader { [PrivacyAnalyzers.RequiresPermission(\"nfc\")] public void Read() { } }");

    [Fact]
    public Task AnnouncesTheChange() => Check<ChangeNotAnnouncedAnalyzer, AnnounceChangeFix>(
        """
        {
          "version": "2",
          "purposes": { "push": {}, "sale": {} }
        }
        """,
        """
        {
          "version": "2",
          "purposes": { "push": {}, "sale": {} },
          "changes": [{ "version": "2", "notice": "", "summary": "purpose 'sale' is new" }]
        }
        """,
        archive: """{ "version": "1", "purposes": { "push": {} } }""");

    [Fact]
    public Task AnnouncesBesideOlderChanges() => Check<ChangeNotAnnouncedAnalyzer, AnnounceChangeFix>(
        """
        {
          "version": "2",
          "purposes": { "push": {}, "sale": {} },
          "categories": { "contact": {} },
          "changes": [
            { "version": "1" }
          ]
        }
        """,
        """
        {
          "version": "2",
          "purposes": { "push": {}, "sale": {} },
          "categories": { "contact": {} },
          "changes": [
            { "version": "1" },
            { "version": "2", "notice": "", "summary": "purpose 'sale' is new" }
          ]
        }
        """,
        archive: """{ "version": "1", "purposes": { "push": {} } }""");

    private static async Task Check<TRule, TFix>(string policy, string expected, string code = Code, string? archive = null)
        where TRule : DiagnosticAnalyzer, new()
        where TFix : CodeFixProvider, new()
    {
        using var workspace = new AdhocWorkspace();
        var start = workspace.CurrentSolution;
        foreach (var name in new[] { "P", "Q" })
            start = AddApplication(start, name, code, policy, archive);
        var rule = new TRule();
        var fix = new TFix();
        Assert.Contains(rule.SupportedDiagnostics[0].Id, fix.FixableDiagnosticIds);

        var (oneByOne, offered) = await FixEach(start, rule, fix);
        await AssertPolicy(oneByOne, expected);
        Assert.Equal(policy != expected, offered is not null);
        if (offered is not null)
        {
            await AssertPolicy(await FixAll(start, rule, fix, offered), expected);
            Assert.Empty(await FindingsOf(oneByOne.Projects.First(), rule));
        }
    }

    private static Solution AddApplication(Solution solution, string name, string code, string policy, string? archive)
    {
        var project = ProjectId.CreateNewId();
        solution = solution.AddProject(ProjectInfo.Create(
                project, VersionStamp.Default, name, name, LanguageNames.CSharp,
                compilationOptions: new CSharpCompilationOptions(OutputKind.ConsoleApplication), metadataReferences: FrameworkReferences.All))
            .AddDocument(DocumentId.CreateNewId(project), "Program.cs", SourceText.From(code))
            .AddAdditionalDocument(DocumentId.CreateNewId(project), "privacy-policy.json", SourceText.From(policy), filePath: PolicyPath);
        return archive is null
            ? solution
            : solution.AddAdditionalDocument(DocumentId.CreateNewId(project), "1.json", SourceText.From(archive), filePath: "/privacy-policy.archive/1.json");
    }

    private static async Task<ImmutableArray<Diagnostic>> FindingsOf(Project project, DiagnosticAnalyzer rule)
    {
        var compilation = (await project.GetCompilationAsync())!;
        Assert.Empty(compilation.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error));
        var findings = await compilation.WithAnalyzers([rule], project.AnalyzerOptions).GetAnalyzerDiagnosticsAsync();
        return [.. findings.OrderBy(finding => finding.Location.SourceSpan.Start)];
    }

    /// <summary>Fixes the first finding that can be fixed, until none can; with the key of the fixes that were offered.</summary>
    private static async Task<(Solution Solution, string? Key)> FixEach(Solution solution, DiagnosticAnalyzer rule, CodeFixProvider fix)
    {
        string? key = null;
        for (var round = 0; ; round++)
        {
            Assert.True(round < 10, "The fixes do not come to an end.");
            var project = solution.Projects.First();
            var policy = project.AdditionalDocuments.Single(d => d.FilePath == PolicyPath);
            var actions = new List<CodeAction>();
            foreach (var finding in await FindingsOf(project, rule))
                await fix.RegisterCodeFixesAsync(new CodeFixContext(policy, finding.Location.SourceSpan, [finding], (action, _) => actions.Add(action), default));
            if (actions.Count == 0)
                return (solution, key);
            key = actions[0].EquivalenceKey;
            solution = await Apply(actions[0]);
        }
    }

    private static async Task<Solution> FixAll(Solution solution, DiagnosticAnalyzer rule, CodeFixProvider fix, string key)
    {
        var context = new FixAllContext(
            solution.Projects.First(), fix, FixAllScope.Solution, key, fix.FixableDiagnosticIds, new Findings(rule), default);
        return await Apply((await fix.GetFixAllProvider()!.GetFixAsync(context))!);
    }

    private static async Task<Solution> Apply(CodeAction action) =>
        (await action.GetOperationsAsync(default)).OfType<ApplyChangesOperation>().Single().ChangedSolution;

    private static async Task AssertPolicy(Solution solution, string expected)
    {
        foreach (var project in solution.Projects)
            Assert.Equal(expected, (await project.AdditionalDocuments.Single(d => d.FilePath == PolicyPath).GetTextAsync()).ToString());
    }

    private sealed class Findings(DiagnosticAnalyzer rule) : FixAllContext.DiagnosticProvider
    {
        public override async Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            await FindingsOf(project, rule);

        public override Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken) =>
            Task.FromResult<IEnumerable<Diagnostic>>([]);

        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            Task.FromResult<IEnumerable<Diagnostic>>([]);
    }
}
