using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Text;
using PrivacyAnalyzers.Policy;

namespace PrivacyAnalyzers.CodeFixes;

/// <summary>
/// One fix of a finding: an edit of the policy file, or changes of a document, that in which the finding stands if no other is named.
/// </summary>
internal sealed class PolicyFix
{
    private PolicyFix(string title, string key, Func<SourceText, SourceText>? policy, ImmutableArray<TextChange> changes, SyntaxTree? tree = null)
    {
        Tree = tree;
        Title = title;
        Key = key;
        Policy = policy;
        Changes = changes;
    }

    internal string Title { get; }

    /// <summary>The same for the same kind of fix of other findings: what Fix All goes by.</summary>
    internal string Key { get; }

    internal Func<SourceText, SourceText>? Policy { get; }

    internal ImmutableArray<TextChange> Changes { get; }

    /// <summary>The document that is changed; null: that in which the finding stands.</summary>
    internal SyntaxTree? Tree { get; }

    /// <summary>Where another fix of the same title need not be made beside this one.</summary>
    internal TextSpan? Covered { get; private init; }

    /// <summary>The fix, which makes others of the same title within a span needless.</summary>
    internal PolicyFix Covering(TextSpan span) => new(Title, Key, Policy, Changes, Tree) { Covered = span };

    internal static PolicyFix InPolicy(string title, string key, Func<SourceText, SourceText> edit) => new(title, key, edit, []);

    internal static PolicyFix InDocument(string title, string key, params TextChange[] changes) => new(title, key, null, [.. changes]);

    internal static PolicyFix InTree(string title, string key, SyntaxTree tree, params TextChange[] changes) => new(title, key, null, [.. changes], tree);
}

/// <summary>
/// Base of the fixes that edit the policy file or the text of a document. Several projects may share one policy: every additional
/// document of its path gets the same text.
/// </summary>
public abstract class PolicyFixProvider : CodeFixProvider
{
    private protected PolicyFixProvider()
    {
    }

    /// <inheritdoc />
    public sealed override FixAllProvider GetFixAllProvider() => AllFixes.Instance;

    /// <inheritdoc />
    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var text = await context.TextDocument.GetTextAsync(context.CancellationToken).ConfigureAwait(false);
        foreach (var diagnostic in context.Diagnostics)
        {
            foreach (var fix in Fixes(diagnostic, text))
            {
                if (fix.Policy is not null && !CreatesPolicy && PolicyDocument(context.TextDocument.Project) is null)
                    continue;
                context.RegisterCodeFix(
                    CodeAction.Create(
                        fix.Title,
                        cancellation => ApplyAsync(context.TextDocument.Project.Solution, [(context.TextDocument.Project.Id, context.TextDocument.Id, [fix])], cancellation),
                        fix.Key),
                    diagnostic);
            }
        }
    }

    /// <summary>Whether the fixes make a policy file where none is.</summary>
    private protected virtual bool CreatesPolicy => false;

    /// <summary>The fixes of a finding, from its properties alone. The text is that of the document in which it stands.</summary>
    private protected abstract IEnumerable<PolicyFix> Fixes(Diagnostic diagnostic, SourceText text);

    /// <summary>The policy among a project's additional documents; the first by path, as the analyzers read it.</summary>
    private static TextDocument? PolicyDocument(Project project) =>
        project.AdditionalDocuments
            .Where(d => PolicyFiles.IsPolicyPath(d.FilePath ?? d.Name))
            .OrderBy(d => d.FilePath ?? d.Name, StringComparer.Ordinal)
            .FirstOrDefault();

    /// <summary>Makes fixes found in documents of a solution; a document that several change is changed once.</summary>
    private static async Task<Solution> ApplyAsync(
        Solution solution, IReadOnlyList<(ProjectId Project, DocumentId? Document, IReadOnlyList<PolicyFix> Fixes)> found, CancellationToken cancellation)
    {
        var changes = new List<(DocumentId Document, TextChange Change)>();
        foreach (var (_, document, fixes) in found)
            foreach (var fix in fixes)
                if ((fix.Tree is null ? document : solution.GetDocument(fix.Tree)?.Id) is { } changed)
                    changes.AddRange(fix.Changes.Select(c => (changed, c)));
        foreach (var group in changes.GroupBy(c => c.Document))
        {
            var document = (TextDocument?)solution.GetDocument(group.Key) ?? solution.GetAdditionalDocument(group.Key);
            if (document is null)
                continue;
            var text = (await document.GetTextAsync(cancellation).ConfigureAwait(false)).WithChanges(Merge(group.Select(c => c.Change)));
            solution = document is Document ? solution.WithDocumentText(document.Id, text) : WithPolicy(solution, document, text);
        }
        foreach (var (project, _, fixes) in found)
            solution = await ApplyToPolicyAsync(solution, project, fixes, cancellation).ConfigureAwait(false);
        return solution;
    }

    private static async Task<Solution> ApplyToPolicyAsync(Solution solution, ProjectId id, IReadOnlyList<PolicyFix> fixes, CancellationToken cancellation)
    {
        var edits = fixes.Where(f => f.Policy is not null).ToList();
        if (edits.Count == 0 || solution.GetProject(id) is not { } project)
            return solution;
        if (PolicyDocument(project) is not { } policy)
        {
            var made = edits.Aggregate(SourceText.From("", System.Text.Encoding.UTF8), (text, fix) => fix.Policy!(text));
            var folder = System.IO.Path.GetDirectoryName(project.FilePath);
            return project.AddAdditionalDocument(
                PolicyFiles.FileName, made, filePath: folder is null ? PolicyFiles.FileName : System.IO.Path.Combine(folder, PolicyFiles.FileName)).Project.Solution;
        }
        var edited = edits.Aggregate(await policy.GetTextAsync(cancellation).ConfigureAwait(false), (text, fix) => fix.Policy!(text));
        return WithPolicy(solution, policy, edited);
    }

    private static Solution WithPolicy(Solution solution, TextDocument policy, SourceText text)
    {
        foreach (var project in solution.Projects)
            foreach (var document in project.AdditionalDocuments)
                if (document.Id == policy.Id || document.FilePath is not null && document.FilePath == policy.FilePath)
                    solution = solution.WithAdditionalDocumentText(document.Id, text);
        return solution;
    }

    /// <summary>The changes in order, those left out that are in the way of an earlier one; items that are added to one list follow each other.</summary>
    private static List<TextChange> Merge(IEnumerable<TextChange> changes)
    {
        var result = new List<TextChange>();
        foreach (var change in changes.Distinct().OrderBy(c => c.Span.Start))
            if (result.Count == 0 || !result[result.Count - 1].Span.OverlapsWith(change.Span) && result[result.Count - 1].Span != change.Span)
                result.Add(change);
            else if (result[result.Count - 1] is var before && before.Span == change.Span && IsItem(before) && IsItem(change) && !(before.NewText + ",").Contains(change.NewText + ","))
                result[result.Count - 1] = new TextChange(change.Span, before.NewText + change.NewText);
        return result;
    }

    private static bool IsItem(TextChange change) => change.Span.IsEmpty && change.NewText?.StartsWith(", ", StringComparison.Ordinal) == true;

    /// <summary>Makes all fixes of one kind at once: the edits of the policy one after the other on one text.</summary>
    private sealed class AllFixes : FixAllProvider
    {
        internal static readonly AllFixes Instance = new();

        public override async Task<CodeAction?> GetFixAsync(FixAllContext context)
        {
            if (context.CodeFixProvider is not PolicyFixProvider provider)
                return null;
            var cancellation = context.CancellationToken;
            var solution = context.Solution;
            IEnumerable<Project> projects = context.Scope == FixAllScope.Solution ? solution.Projects : [context.Project];
            var found = new List<(ProjectId Project, DocumentId? Document, IReadOnlyList<PolicyFix> Fixes)>();
            var shared = new HashSet<string>(StringComparer.Ordinal);
            foreach (var project in projects)
            {
                var diagnostics = context.Scope == FixAllScope.Document && context.Document is { } only
                    ? await context.GetDocumentDiagnosticsAsync(only).ConfigureAwait(false)
                    : await context.GetAllDiagnosticsAsync(project).ConfigureAwait(false);
                foreach (var group in diagnostics.GroupBy(d => DocumentOf(project, d)?.Id))
                {
                    var document = group.Key is null ? null : (TextDocument?)project.GetDocument(group.Key) ?? project.GetAdditionalDocument(group.Key);
                    // A policy that projects share has the same findings in each: they are fixed once.
                    if (document is not (null or Document) && document.FilePath is { } path && !shared.Add(path))
                        continue;
                    var text = document is null ? SourceText.From("") : await document.GetTextAsync(cancellation).ConfigureAwait(false);
                    var fixes = new List<PolicyFix>();
                    foreach (var diagnostic in group.OrderBy(d => d.Location.SourceSpan.Start))
                        fixes.AddRange(provider.Fixes(diagnostic, text).Where(f => f.Key == context.CodeActionEquivalenceKey
                            && !fixes.Any(k => k.Title == f.Title && k.Covered is { } covered && covered.Contains(diagnostic.Location.SourceSpan))));
                    if (fixes.Count > 0)
                        found.Add((project.Id, document?.Id, fixes));
                }
            }
            if (found.Count == 0)
                return null;
            return CodeAction.Create(found[0].Fixes[0].Title, token => ApplyAsync(solution, found, token), context.CodeActionEquivalenceKey);
        }

        private static TextDocument? DocumentOf(Project project, Diagnostic diagnostic)
        {
            if (diagnostic.Location.SourceTree is { } tree)
                return project.GetDocument(tree);
            var path = diagnostic.Location.GetLineSpan().Path;
            return project.AdditionalDocuments.FirstOrDefault(d => (d.FilePath ?? d.Name) == path);
        }
    }
}
