using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace PrivacyAnalyzers.Rules;

/// <summary>
/// Base of every rule. Turns concurrency on, leaves generated code out of what is reported, and hands each compilation's
/// shared context (policy, labels, known APIs, flows) to the rule.
/// </summary>
public abstract class PrivacyRule : DiagnosticAnalyzer
{
    private protected PrivacyRule()
    {
    }

    /// <summary>
    /// Whether the rule has anything to say about a compilation that neither has marks nor a policy. Rules on marks have not,
    /// so that a project which does not use them pays nothing.
    /// </summary>
    private protected virtual bool RunsWithoutMarks => false;

    /// <inheritdoc />
    public sealed override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(start =>
        {
            var privacy = PrivacyContext.Get(start.Compilation, start.Options);
            if (RunsWithoutMarks || privacy.HasMarks)
                Start(start, privacy);
        });
    }

    /// <summary>Registers the rule's actions for one compilation.</summary>
    private protected abstract void Start(CompilationStartAnalysisContext context, PrivacyContext privacy);
}
