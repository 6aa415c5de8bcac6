using System.Collections.Generic;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace PrivacyAnalyzers.Rules;

/// <summary>
/// The severities that a compilation's options give rules. The compiler leaves out an analyzer whose findings nobody would see;
/// it cannot leave out one rule of an analyzer, which this does.
/// </summary>
internal sealed class Severities
{
    private readonly Compilation _compilation;
    private readonly AnalyzerConfigOptionsProvider _options;
    private readonly CancellationToken _cancellation;

    internal Severities(Compilation compilation, AnalyzerConfigOptionsProvider options, CancellationToken cancellation)
    {
        _compilation = compilation;
        _options = options;
        _cancellation = cancellation;
    }

    /// <summary>Whether a finding of a rule may have at least a severity anywhere in the compilation; what is said in doubt is yes.</summary>
    internal bool MayReach(DiagnosticDescriptor rule, DiagnosticSeverity minimum)
    {
        var options = _compilation.Options;
        if (options.SpecificDiagnosticOptions.TryGetValue(rule.Id, out var said)
            || options.SyntaxTreeOptionsProvider?.TryGetGlobalDiagnosticValue(rule.Id, _cancellation, out said) == true)
        {
            if (Reaches(said, rule, minimum))
                return true;
        }
        else if (rule.IsEnabledByDefault && (rule.DefaultSeverity >= minimum || AllAtOnce(rule)))
        {
            return true;
        }
        if (options.SyntaxTreeOptionsProvider is { } files)
            foreach (var tree in _compilation.SyntaxTrees)
                if (files.TryGetDiagnosticValue(tree, rule.Id, _cancellation, out said) && Reaches(said, rule, minimum))
                    return true;
        return false;
    }

    private static bool Reaches(ReportDiagnostic said, DiagnosticDescriptor rule, DiagnosticSeverity minimum) => said switch
    {
        ReportDiagnostic.Suppress => false,
        ReportDiagnostic.Default => rule.DefaultSeverity >= minimum,
        ReportDiagnostic.Hidden => DiagnosticSeverity.Hidden >= minimum,
        ReportDiagnostic.Info => DiagnosticSeverity.Info >= minimum,
        _ => true,
    };

    /// <summary>Whether a file's options give a severity to all rules, or to all of the rule's category.</summary>
    private bool AllAtOnce(DiagnosticDescriptor rule)
    {
        foreach (var options in Options())
            if (options.TryGetValue("dotnet_analyzer_diagnostic.severity", out _)
                || options.TryGetValue("dotnet_analyzer_diagnostic.category-" + rule.Category + ".severity", out _))
                return true;
        return false;
    }

    private IEnumerable<AnalyzerConfigOptions> Options()
    {
        yield return _options.GlobalOptions;
        foreach (var tree in _compilation.SyntaxTrees)
            yield return _options.GetOptions(tree);
    }
}
