using System.Collections.Generic;
using System.Collections.Immutable;
using System.Composition;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Text;
using PrivacyAnalyzers.Rules.PolicyFile;

namespace PrivacyAnalyzers.CodeFixes.PolicyFile;

/// <summary>Adds a policy that says what the code does (PRIV9001).</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AddPolicyFix)), Shared]
public sealed class AddPolicyFix : PolicyFixProvider
{
    /// <inheritdoc />
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [PolicyMissingAnalyzer.Id];

    private protected override bool CreatesPolicy => true;

    private protected override IEnumerable<PolicyFix> Fixes(Diagnostic diagnostic, SourceText text)
    {
        var properties = diagnostic.Properties;
        yield return PolicyFix.InPolicy("Add a policy made from the code", diagnostic.Id + ".Add", policy =>
        {
            if (policy.Length == 0)
            {
                var name = PolicyFileEditor.Quote(properties.TryGetValue(PolicyMissingAnalyzer.NameProperty, out var n) && n is not null ? n : "App");
                policy = SourceText.From($"{{\n  \"name\": {name},\n  \"version\": \"1\",\n  \"purposes\": {{}},\n  \"categories\": {{}}\n}}\n", Encoding.UTF8);
            }
            foreach (var purpose in Lines(properties, PolicyMissingAnalyzer.PurposesProperty))
                policy = PolicyFileEditor.AddPurpose(policy, purpose);
            foreach (var (id, purposes) in Entries(properties, PolicyMissingAnalyzer.CategoriesProperty))
                policy = PolicyFileEditor.AddCategory(policy, id, purposes);
            foreach (var (id, purposes) in Entries(properties, PolicyMissingAnalyzer.PermissionsProperty))
                policy = PolicyFileEditor.AddPermission(policy, id, purposes);
            return policy;
        });
    }

    private static string[] Lines(ImmutableDictionary<string, string?> properties, string key) =>
        properties.TryGetValue(key, out var text) && !string.IsNullOrEmpty(text) ? text!.Split('\n') : [];

    private static IEnumerable<(string Id, string[] Purposes)> Entries(ImmutableDictionary<string, string?> properties, string key)
    {
        foreach (var line in Lines(properties, key))
        {
            var at = line.IndexOf('=');
            if (at > 0)
                yield return (line.Substring(0, at), at + 1 < line.Length ? line.Substring(at + 1).Split('|') : []);
        }
    }
}
