using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PrivacyAnalyzers.Benchmarks;

/// <summary>Does nothing: what the compiler's analyzer driver costs, whoever is driven.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class Nothing : DiagnosticAnalyzer
{
    public const string Id = "BENCH0";

    private static readonly DiagnosticDescriptor s_rule = new(Id, "Bench", "Bench", "Bench", DiagnosticSeverity.Warning, true);

    /// <inheritdoc />
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [s_rule];

    /// <inheritdoc />
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationAction(static _ => { });
    }
}

/// <summary>Asks for every body as operations and does nothing with them: the least that a careless analyzer costs.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class EveryOperationBlock : DiagnosticAnalyzer
{
    public const string Id = "BENCH1";

    private static readonly DiagnosticDescriptor s_rule = new(Id, "Bench", "Bench", "Bench", DiagnosticSeverity.Warning, true);

    /// <inheritdoc />
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [s_rule];

    /// <inheritdoc />
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterOperationBlockAction(static _ => { });
    }
}

/// <summary>Builds the control flow graph of every body and walks it once.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class EveryControlFlowGraph : DiagnosticAnalyzer
{
    public const string Id = "BENCH2";

    private static readonly DiagnosticDescriptor s_rule = new(Id, "Bench", "Bench", "Bench", DiagnosticSeverity.Warning, true);

    /// <inheritdoc />
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [s_rule];

    /// <inheritdoc />
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterOperationBlockAction(static block =>
        {
            foreach (var operation in block.OperationBlocks)
                foreach (var basic in block.GetControlFlowGraph(operation).Blocks)
                    foreach (var statement in basic.Operations)
                        foreach (var _ in statement.Descendants())
                        {
                        }
        });
    }
}
