using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace PrivacyAnalyzers.Rules.Permissions;

/// <summary>PRIV6005: a permission is used again and again, and the policy does not say so.</summary>
public sealed class PeriodicCollectionAnalyzer : PermissionRule
{
    /// <summary>Id of the rule.</summary>
    public const string Id = "PRIV6005";

    private static readonly DiagnosticDescriptor s_rule = new(
        Id,
        "Periodic collection is not in the policy",
        "'{0}' uses the permission {1} periodically, which the policy does not say",
        Descriptors.Permissions,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "A permission is used from a timer, an endless loop or a hosted background service, and its entry in the policy is not 'periodic'.",
        helpLinkUri: Descriptors.HelpLink(Id),
        customTags: Descriptors.Tags(false));

    /// <inheritdoc />
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [s_rule];

    private protected override IEnumerable<Diagnostic> Judge(SyntaxTree tree, PrivacyContext privacy, PermissionUses uses, CancellationToken cancellation)
    {
        foreach (var use in uses.In(tree, cancellation))
        {
            var permissions = use.Permissions.Where(p => privacy.Policy.FindPermission(p) is { Periodic: false }).ToList();
            if (permissions.Count == 0)
                continue;
            // Callers of a wrapper answer for the permissions that it declares.
            var followCallers = permissions.Any(p => !use.IsDeclared(p));
            if (new Repetition(privacy, uses.Calls, cancellation).Of(use.Node, use.Frame, followCallers) is { } reason)
                yield return Diagnostic.Create(s_rule, use.Node.GetLocation(), [reason], Properties(permissions, []), use.DisplayName, Quoted(permissions));
        }
    }
}
