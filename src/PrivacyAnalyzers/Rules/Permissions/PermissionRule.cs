using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace PrivacyAnalyzers.Rules.Permissions;

/// <summary>Base of the rules that judge uses of permissions; those that compare with the policy say nothing where none can be read.</summary>
public abstract class PermissionRule : PrivacyRule
{
    private protected PermissionRule()
    {
    }

    private protected sealed override bool RunsWithoutMarks => true;

    /// <summary>Whether the rule compares with the policy.</summary>
    private protected virtual bool NeedsPolicy => true;

    private protected sealed override void Start(CompilationStartAnalysisContext context, PrivacyContext privacy)
    {
        if (NeedsPolicy && !privacy.PolicyFiles.IsReadable)
            return;
        var uses = PermissionUses.Of(privacy);
        context.RegisterSemanticModelAction(model =>
        {
            foreach (var diagnostic in Judge(model.SemanticModel.SyntaxTree, privacy, uses, model.CancellationToken))
                model.ReportDiagnostic(diagnostic);
        });
    }

    /// <summary>The findings in a tree.</summary>
    private protected abstract IEnumerable<Diagnostic> Judge(SyntaxTree tree, PrivacyContext privacy, PermissionUses uses, CancellationToken cancellation);

    /// <summary>What fixes need: the permissions, and the purposes to add.</summary>
    private protected static ImmutableDictionary<string, string?> Properties(IEnumerable<string> permissions, IEnumerable<string> purposes) =>
        ImmutableDictionary<string, string?>.Empty
            .Add(FindingProperties.Permissions, string.Join(",", permissions))
            .Add(FindingProperties.Purposes, string.Join(",", purposes));

    /// <summary>Ids as a message lists them.</summary>
    private protected static string Quoted(IEnumerable<string> ids) => string.Join(", ", ids.Select(static id => "'" + id + "'"));
}
