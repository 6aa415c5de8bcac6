using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using PrivacyAnalyzers.Testing;

namespace PrivacyAnalyzers.Tests.Testing;

/// <summary>The presets hold what their summary says, shown with an analyzer that reports classes named as the policy says.</summary>
public class PresetTests
{
    [Fact]
    public Task Framework_attributes_usings_and_policy_are_there() => new PrivacyTest<NamedInPolicyAnalyzer>
    {
        TestCode =
            """
            using Microsoft.AspNetCore.Mvc;
            using PrivacyAnalyzers;

            class {|TEST1:Account|} : ControllerBase
            {
                [PersonalInformation("contact.email")]
                public required string Email { get; set; }

                public string? Name { get => field; set => field = value; }

                public Task<List<string>> Names() => Task.FromResult(new List<string> { Email });
            }

            class Other;
            """,
        Policy = """{ "name": "Account" }""",
    }.RunAsync();

    [Fact]
    public Task A_fix_may_change_code_and_policy() => new PrivacyFixTest<NamedInPolicyAnalyzer, RenameInPolicyFix>
    {
        TestCode = "class {|TEST1:Account|} { Task? _t; }",
        FixedCode = "class User { Task? _t; }",
        Policy = """{ "name": "Account" }""",
        FixedPolicy = """{ "name": "nobody" }""",
    }.RunAsync();

    /// <summary>Reports a class whose name stands in the policy.</summary>
    [DiagnosticAnalyzer(LanguageNames.CSharp)]
    public sealed class NamedInPolicyAnalyzer : DiagnosticAnalyzer
    {
        private static readonly DiagnosticDescriptor s_rule = new("TEST1", "Named", "Named", "Test", DiagnosticSeverity.Warning, true);

        public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [s_rule];

        public override void Initialize(AnalysisContext context)
        {
            context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
            context.EnableConcurrentExecution();
            context.RegisterSymbolAction(
                symbol =>
                {
                    if (symbol.Options.AdditionalFiles.Any(file => Path.GetFileName(file.Path) == "privacy-policy.json"
                        && file.GetText(symbol.CancellationToken)!.ToString().Contains('"' + symbol.Symbol.Name + '"')))
                    {
                        symbol.ReportDiagnostic(Diagnostic.Create(s_rule, symbol.Symbol.Locations[0]));
                    }
                },
                SymbolKind.NamedType);
        }
    }

    /// <summary>Renames the class, and takes the name out of the policy.</summary>
    public sealed class RenameInPolicyFix : CodeFixProvider
    {
        public override ImmutableArray<string> FixableDiagnosticIds => ["TEST1"];

        public override FixAllProvider? GetFixAllProvider() => null;

        public override async Task RegisterCodeFixesAsync(CodeFixContext context)
        {
            var document = context.Document;
            var root = (await document.GetSyntaxRootAsync(context.CancellationToken))!;
            var type = root.FindNode(context.Span).FirstAncestorOrSelf<ClassDeclarationSyntax>()!;
            var name = Microsoft.CodeAnalysis.CSharp.SyntaxFactory.Identifier("User").WithTriviaFrom(type.Identifier);
            var policy = document.Project.AdditionalDocuments.Single();
            var text = await policy.GetTextAsync(context.CancellationToken);
            context.RegisterCodeFix(
                CodeAction.Create(
                    "Rename",
                    _ => Task.FromResult(document
                        .WithSyntaxRoot(root.ReplaceToken(type.Identifier, name)).Project.Solution
                        .WithAdditionalDocumentText(policy.Id, Microsoft.CodeAnalysis.Text.SourceText.From(text.ToString().Replace("Account", "nobody"), text.Encoding))),
                    "rename"),
                context.Diagnostics);
        }
    }
}
