using System;
using System.Collections.Immutable;
using System.Linq;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using PrivacyAnalyzers.Policy;

namespace PrivacyAnalyzers.Constants;

/// <summary>
/// Generates a constant for each id of the policy, so that code names purposes, categories, permissions, recipients and obligations
/// without spelling them. <c>PrivacyAnalyzersConstants=false</c> switches it off.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class PolicyConstantsGenerator : IIncrementalGenerator
{
    /// <summary>Name of the step that reads the policy.</summary>
    internal const string ConstantsStep = "PolicyConstants";

    /// <summary>Name of the step that reads the project's properties.</summary>
    internal const string OptionsStep = "PolicyConstantsOptions";

    /// <inheritdoc />
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var policies = context.AdditionalTextsProvider
            .Where(static file => PolicyFiles.IsPolicyPath(file.Path))
            .Select(static (file, _) => (file.Path, Constants: Read(file)))
            .WithTrackingName(ConstantsStep)
            .Collect();
        var options = context.AnalyzerConfigOptionsProvider
            .Select(static (provider, _) => (
                IsOn: !provider.GlobalOptions.TryGetValue("build_property.PrivacyAnalyzersConstants", out var on) || !on.Trim().Equals("false", StringComparison.OrdinalIgnoreCase),
                RootNamespace: provider.GlobalOptions.TryGetValue("build_property.RootNamespace", out var name) ? name : ""))
            .WithTrackingName(OptionsStep);
        context.RegisterSourceOutput(policies.Combine(options), static (output, input) =>
        {
            var (files, (isOn, rootNamespace)) = input;
            // As the rules do: of several policies the first by path is the policy.
            if (isOn && files.OrderBy(f => f.Path, StringComparer.Ordinal).FirstOrDefault().Constants is { } constants && !constants.All.IsEmpty)
                output.AddSource("PrivacyPolicy.g.cs", SourceText.From(constants.ToSource(rootNamespace), Encoding.UTF8));
        });
    }

    private static PolicyConstants Read(AdditionalText file) =>
        PolicyConstants.From(PolicyReader.Read(JsonTree.Read(file), ImmutableArray.CreateBuilder<PolicyProblem>()));
}
