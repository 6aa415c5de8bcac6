using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using PrivacyAnalyzers.Policy;

namespace PrivacyAnalyzers.Rules.Permissions;

/// <summary>PRIV6002: code with a purpose uses a permission that the policy has for other purposes.</summary>
public sealed class PermissionOutsideItsPurposeAnalyzer : PermissionRule
{
    /// <summary>Id of the rule.</summary>
    public const string Id = "PRIV6002";

    private static readonly DiagnosticDescriptor s_rule = new(
        Id,
        "Permission outside its purpose",
        "'{0}' uses the permission {1} for {2}, which the policy does not list for it",
        Descriptors.Permissions,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "Code with a purpose uses a permission, itself or by a helper that has no purpose, whose entry in the policy does not list this purpose or one above it.",
        helpLinkUri: Descriptors.HelpLink(Id),
        customTags: Descriptors.Tags(false));

    /// <inheritdoc />
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [s_rule];

    private protected override IEnumerable<Diagnostic> Judge(SyntaxTree tree, PrivacyContext privacy, PermissionUses uses, CancellationToken cancellation)
    {
        foreach (var use in uses.In(tree, cancellation).Concat(uses.ByHelpers(tree, cancellation)))
        {
            var permissions = new List<string>();
            var purposes = new List<string>();
            foreach (var permission in use.Permissions)
            {
                if (use.IsDeclared(permission) || privacy.Policy.FindPermission(permission) is not { } entry)
                    continue;
                var missing = use.Purposes.Where(p => !PrivacyPolicy.Lists(entry.Purposes, p)).ToList();
                if (missing.Count == 0)
                    continue;
                permissions.Add(permission);
                purposes.AddRange(missing.Where(p => !purposes.Contains(p)));
            }
            if (permissions.Count > 0)
                yield return Diagnostic.Create(s_rule, use.Node.GetLocation(), Properties(permissions, purposes), use.DisplayName, Quoted(permissions), Quoted(purposes));
        }
    }
}
