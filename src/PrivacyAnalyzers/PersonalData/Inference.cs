using System;
using System.Collections.Concurrent;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace PrivacyAnalyzers.PersonalData;

/// <summary>What is done with members that the lexicon recognises.</summary>
internal enum InferenceMode
{
    /// <summary>Nothing.</summary>
    Off,

    /// <summary>A mark is suggested.</summary>
    Suggest,

    /// <summary>They count as marked everywhere.</summary>
    Enforce,
}

/// <summary>The option <c>privacy_analyzers.inference</c>, of the whole compilation and of each file.</summary>
internal sealed class Inference
{
    internal const string Option = "privacy_analyzers.inference";

    private readonly Compilation _compilation;
    private readonly AnalyzerConfigOptionsProvider _options;
    private readonly ConcurrentDictionary<SyntaxTree, InferenceMode> _modes = new();
    private readonly Lazy<bool> _enforced;

    internal Inference(Compilation compilation, AnalyzerConfigOptionsProvider options)
    {
        _compilation = compilation;
        _options = options;
        _enforced = new(() => Read(options.GlobalOptions) == InferenceMode.Enforce || compilation.SyntaxTrees.Any(t => ModeOf(t) == InferenceMode.Enforce));
    }

    /// <summary>Whether recognised members count as marked in any file.</summary>
    internal bool IsEnforced => _enforced.Value;

    internal InferenceMode ModeOf(SyntaxTree tree) =>
        _modes.TryGetValue(tree, out var mode) ? mode
        : _modes.GetOrAdd(tree, Read(_options.GetOptions(tree)) ?? Read(_options.GlobalOptions) ?? InferenceMode.Suggest);

    /// <summary>
    /// Whether a recognised member counts as marked: as the file of its declaration says; what another project declares, where it
    /// is enforced here. Members of the framework never are.
    /// </summary>
    internal bool Enforces(ISymbol symbol)
    {
        if (!IsEnforced || symbol.ContainingAssembly is not { } assembly)
            return false;
        if (!SymbolEqualityComparer.Default.Equals(assembly, _compilation.Assembly))
            return MayEnforce(assembly);
        return symbol.DeclaringSyntaxReferences.Any(r => ModeOf(r.SyntaxTree) == InferenceMode.Enforce);
    }

    /// <summary>Whether recognised members of another assembly may count as marked: those of the framework never do.</summary>
    internal static bool MayEnforce(IAssemblySymbol assembly) =>
        assembly.Name is not ("System" or "mscorlib" or "netstandard")
        && !assembly.Name.StartsWith("System.", StringComparison.Ordinal) && !assembly.Name.StartsWith("Microsoft.", StringComparison.Ordinal)
        && !assembly.Name.StartsWith("Windows.", StringComparison.Ordinal);

    private static InferenceMode? Read(AnalyzerConfigOptions options)
    {
        if (!options.TryGetValue(Option, out var value))
            return null;
        return value.Trim().ToLowerInvariant() switch
        {
            "off" => InferenceMode.Off,
            "suggest" => InferenceMode.Suggest,
            "enforce" => InferenceMode.Enforce,
            _ => null,
        };
    }
}
