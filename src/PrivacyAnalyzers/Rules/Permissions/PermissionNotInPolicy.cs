using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace PrivacyAnalyzers.Rules.Permissions;

/// <summary>PRIV6001: code uses a permission that the policy does not have.</summary>
public sealed class PermissionNotInPolicyAnalyzer : PermissionRule
{
    /// <summary>Id of the rule.</summary>
    public const string Id = "PRIV6001";

    private static readonly DiagnosticDescriptor s_rule = new(
        Id,
        "Permission is not in the policy",
        "'{0}' needs the permission {1}, which the policy does not have",
        Descriptors.Permissions,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "A call needs a permission that is no entry of the policy, neither under its id nor under one above it.",
        helpLinkUri: Descriptors.HelpLink(Id),
        customTags: Descriptors.Tags(false));

    /// <inheritdoc />
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [s_rule];

    private protected override IEnumerable<Diagnostic> Judge(SyntaxTree tree, PrivacyContext privacy, PermissionUses uses, CancellationToken cancellation)
    {
        foreach (var use in uses.In(tree, cancellation))
        {
            var missing = use.Permissions.Where(p => privacy.Policy.FindPermission(p) is null && !use.IsDeclared(p)).ToList();
            if (missing.Count > 0)
                yield return Diagnostic.Create(s_rule, use.Node.GetLocation(), Properties(missing, use.Purposes), use.DisplayName, Quoted(missing));
        }
    }
}
