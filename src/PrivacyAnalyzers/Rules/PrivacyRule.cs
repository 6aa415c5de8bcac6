using System;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace PrivacyAnalyzers.Rules;

/// <summary>
/// Base of every rule. A rule can be run by itself, as the tests do; the compiler runs all of them as one <see cref="PrivacyAnalyzer"/>.
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
        Run(context, [this]);
    }

    /// <summary>
    /// Hands each compilation's shared context (policy, labels, known APIs, flows) to those of the rules that can say something there.
    /// </summary>
    internal static void Run(AnalysisContext context, ImmutableArray<PrivacyRule> rules)
    {
        var minimum = context.MinimumReportedSeverity;
        context.RegisterCompilationStartAction(start =>
        {
            PrivacyContext? privacy = null;
            var severities = new Severities(start.Compilation, start.Options.AnalyzerConfigOptionsProvider, start.CancellationToken);
            foreach (var rule in rules)
            {
                if (!severities.MayReach(rule.SupportedDiagnostics[0], minimum))
                    continue;
                privacy ??= PrivacyContext.Get(start.Compilation, start.Options);
                if (rule.RunsWithoutMarks || privacy.HasMarks)
                    rule.Start(start, privacy);
            }
        });
    }

    /// <summary>Registers the rule's actions for one compilation.</summary>
    private protected abstract void Start(CompilationStartAnalysisContext context, PrivacyContext privacy);

    /// <summary>
    /// Registers an action on each attribute that is written. The compiler's own action on syntax would have it walk all code to find them.
    /// </summary>
    private protected static void OnAttributes(CompilationStartAnalysisContext context, PrivacyContext privacy, Action<AttributeSyntax, SemanticModelAnalysisContext> judge) =>
        context.RegisterSemanticModelAction(model =>
        {
            foreach (var attribute in privacy.Attributes(model.SemanticModel.SyntaxTree, model.CancellationToken))
                judge(attribute, model);
        });
}
