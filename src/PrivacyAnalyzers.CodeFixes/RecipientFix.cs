using System.Collections.Generic;
using System.Collections.Immutable;
using System.Composition;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Text;
using PrivacyAnalyzers.Policy;
using PrivacyAnalyzers.Rules;
using PrivacyAnalyzers.Rules.Transfer;

namespace PrivacyAnalyzers.CodeFixes;

/// <summary>Adds a recipient to the policy, or to the entry of one what it gets.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class RecipientFix : PolicyFixProvider
{
    /// <inheritdoc />
    public override ImmutableArray<string> FixableDiagnosticIds => [RecipientNotInPolicyAnalyzer.Id, RecipientGetsMoreAnalyzer.Id];

    private protected override IEnumerable<PolicyFix> Fixes(Diagnostic diagnostic, SourceText text)
    {
        if (diagnostic.Get(FindingProperties.Recipient) is not { } recipient)
            yield break;
        var categories = diagnostic.List(FindingProperties.Categories);
        var purposes = diagnostic.List(FindingProperties.Purposes);
        yield return diagnostic.Id == RecipientNotInPolicyAnalyzer.Id
            ? PolicyFix.InPolicy(
                $"Add recipient '{recipient}' to the policy",
                "AddRecipient",
                policy => Extend(
                    PolicyFileEditor.AddRecipient(
                        policy, recipient, diagnostic.Get(FindingProperties.RecipientName) ?? recipient, categories, purposes,
                        diagnostic.List(FindingProperties.Api), diagnostic.List(FindingProperties.Host)),
                    recipient, categories, purposes))
            : PolicyFix.InPolicy(
                $"Add {string.Join(", ", categories.Concat(purposes).Select(id => "'" + id + "'"))} to recipient '{recipient}' in the policy",
                "ExtendRecipient",
                policy => Extend(policy, recipient, categories, purposes));
    }

    /// <summary>Several findings may be about one recipient: each adds what it is about.</summary>
    private static SourceText Extend(SourceText policy, string recipient, IEnumerable<string> categories, IEnumerable<string> purposes)
    {
        foreach (var category in categories)
            policy = PolicyFileEditor.AddToEntry(policy, PolicyKind.Recipient, recipient, "categories", category);
        foreach (var purpose in purposes)
            policy = PolicyFileEditor.AddToEntry(policy, PolicyKind.Recipient, recipient, "purposes", purpose);
        return policy;
    }
}
