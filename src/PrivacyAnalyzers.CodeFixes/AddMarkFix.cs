using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Composition;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using PrivacyAnalyzers.Rules.Minimization;

namespace PrivacyAnalyzers.CodeFixes;

/// <summary>PRIV1001: adds the mark that was recognised, and the using that it needs.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AddMarkFix))]
[Shared]
public sealed class AddMarkFix : CodeFixProvider
{
    private const string Namespace = "PrivacyAnalyzers";
    private const string Attribute = "PersonalInformationAttribute";

    /// <inheritdoc />
    public override ImmutableArray<string> FixableDiagnosticIds => [PersonalDataIsNotMarkedAnalyzer.Id];

    /// <inheritdoc />
    public override FixAllProvider GetFixAllProvider() => AllMarks.Instance;

    /// <inheritdoc />
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        // Without a reference to the attributes the mark would not compile.
        var compilation = await context.Document.Project.GetCompilationAsync(context.CancellationToken).ConfigureAwait(false);
        if (compilation is null || compilation.GetTypesByMetadataName(Namespace + "." + Attribute).IsEmpty)
            return;
        foreach (var diagnostic in context.Diagnostics)
        {
            if (diagnostic.Properties.TryGetValue(PersonalDataIsNotMarkedAnalyzer.Category, out var category) && category is not null)
            {
                context.RegisterCodeFix(
                    CodeAction.Create(
                        $"Mark as '{category}'",
                        cancellation => ApplyAsync(context.Document, [diagnostic], cancellation),
                        nameof(AddMarkFix)),
                    diagnostic);
            }
        }
    }

    private static async Task<Document> ApplyAsync(Document document, ImmutableArray<Diagnostic> diagnostics, CancellationToken cancellation)
    {
        var root = await document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false);
        var model = await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false);
        if (root is not CompilationUnitSyntax unit || model is null)
            return document;
        var text = await document.GetTextAsync(cancellation).ConfigureAwait(false);
        var newLine = NewLine(text);
        var changes = new SortedDictionary<int, string>();
        var needsUsing = false;
        foreach (var diagnostic in diagnostics)
        {
            if (!diagnostic.Properties.TryGetValue(PersonalDataIsNotMarkedAnalyzer.Category, out var category)
                || unit.FindToken(diagnostic.Location.SourceSpan.Start).Parent?.FirstAncestorOrSelf<SyntaxNode>(IsDeclaration) is not { } declaration)
                continue;
            // Fields of one declaration share their attributes.
            if (changes.ContainsKey(declaration.SpanStart))
                continue;
            needsUsing |= model.LookupNamespacesAndTypes(declaration.SpanStart, name: Attribute).IsEmpty;
            var mark = (declaration is ParameterSyntax ? "[property: " : "[") + $"PersonalInformation({SymbolDisplay.FormatLiteral(category ?? "", quote: true)})]";
            var line = text.Lines.GetLineFromPosition(declaration.SpanStart);
            var indentation = text.ToString(TextSpan.FromBounds(line.Start, declaration.SpanStart));
            changes.Add(declaration.SpanStart, mark + (declaration is not ParameterSyntax && indentation.All(char.IsWhiteSpace) ? newLine + indentation : " "));
        }
        if (changes.Count == 0)
            return document;
        if (needsUsing)
        {
            var (position, insertion) = Using(unit, newLine);
            changes[position] = changes.TryGetValue(position, out var same) ? insertion + same : insertion;
        }
        return document.WithText(text.WithChanges(changes.Select(c => new TextChange(new TextSpan(c.Key, 0), c.Value))));
    }

    private static bool IsDeclaration(SyntaxNode node) => node is PropertyDeclarationSyntax or FieldDeclarationSyntax or ParameterSyntax;

    private static string NewLine(SourceText text)
    {
        var first = text.Lines[0];
        return first.EndIncludingLineBreak - first.End == 2 ? "\r\n" : "\n";
    }

    /// <summary>Where the using goes: among those that are there in their order, else before the first member.</summary>
    private static (int Position, string Text) Using(CompilationUnitSyntax unit, string newLine)
    {
        var directive = $"using {Namespace};";
        var usings = unit.Usings;
        if (usings.Count == 0 && unit.Members.Count == 1 && unit.Members[0] is BaseNamespaceDeclarationSyntax { Usings.Count: > 0 } inner)
            usings = inner.Usings;
        if (usings.Count > 0)
        {
            var indentation = usings[0].GetLeadingTrivia().LastOrDefault() is { RawKind: (int)SyntaxKind.WhitespaceTrivia } space ? space.ToString() : "";
            foreach (var existing in usings)
                if (ComesAfter(existing))
                    return (existing.SpanStart, directive + newLine + indentation);
            return (usings[usings.Count - 1].Span.End, newLine + indentation + directive);
        }
        if (unit.Members.Count == 0)
            return (unit.SpanStart, directive + newLine);
        var first = unit.Members[0];
        var position = first.SpanStart;
        foreach (var trivia in first.GetLeadingTrivia())
        {
            if (trivia.HasStructure)
            {
                position = trivia.FullSpan.Start;
                break;
            }
        }
        return (position, directive + newLine + newLine);
    }

    private static bool ComesAfter(UsingDirectiveSyntax directive)
    {
        if (directive.GlobalKeyword.IsKind(SyntaxKind.GlobalKeyword))
            return false;
        if (directive.Alias is not null || directive.StaticKeyword.IsKind(SyntaxKind.StaticKeyword))
            return true;
        var name = directive.NamespaceOrType.ToString();
        return name != "System" && !name.StartsWith("System.", StringComparison.Ordinal) && string.CompareOrdinal(name, Namespace) > 0;
    }

    private sealed class AllMarks : DocumentBasedFixAllProvider
    {
        internal static readonly AllMarks Instance = new();

        protected override string GetFixAllTitle(FixAllContext fixAllContext) => "Mark the personal data";

        protected override async Task<Document?> FixAllAsync(FixAllContext fixAllContext, Document document, ImmutableArray<Diagnostic> diagnostics) =>
            await ApplyAsync(document, diagnostics, fixAllContext.CancellationToken).ConfigureAwait(false);
    }
}
