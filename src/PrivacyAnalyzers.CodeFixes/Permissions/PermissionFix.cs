using System.Collections.Generic;
using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Text;
using PrivacyAnalyzers.Policy;
using PrivacyAnalyzers.Rules;
using PrivacyAnalyzers.Rules.Permissions;

namespace PrivacyAnalyzers.CodeFixes.Permissions;

/// <summary>Brings the permissions of the policy in line with the code: adds an entry or a purpose, sets <c>periodic</c>.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(PermissionFix))]
[Shared]
public sealed class PermissionFix : PolicyFixProvider
{
    /// <inheritdoc />
    public override ImmutableArray<string> FixableDiagnosticIds { get; } =
        [PermissionNotInPolicyAnalyzer.Id, PermissionOutsideItsPurposeAnalyzer.Id, PeriodicCollectionAnalyzer.Id];

    private protected override IEnumerable<PolicyFix> Fixes(Diagnostic diagnostic, SourceText text)
    {
        var permissions = List(diagnostic, FindingProperties.Permissions);
        var purposes = List(diagnostic, FindingProperties.Purposes);
        if (permissions.Length == 0)
            yield break;
        var named = "'" + string.Join("', '", permissions) + "'";
        switch (diagnostic.Id)
        {
            case PermissionNotInPolicyAnalyzer.Id:
                yield return PolicyFix.InPolicy($"Add {named} to the policy", "AddPermission", policy =>
                {
                    foreach (var permission in permissions)
                        policy = AddOrExtend(policy, permission, purposes);
                    return policy;
                });
                break;
            case PermissionOutsideItsPurposeAnalyzer.Id when purposes.Length > 0:
                yield return PolicyFix.InPolicy($"Add '{string.Join("', '", purposes)}' to the purposes of {named}", "AddPermissionPurpose", policy =>
                {
                    foreach (var permission in permissions)
                        policy = Extend(policy, permission, purposes);
                    return policy;
                });
                break;
            case PeriodicCollectionAnalyzer.Id:
                yield return PolicyFix.InPolicy($"Say in the policy that {named} is used periodically", "SetPeriodic", policy =>
                {
                    foreach (var permission in permissions)
                        policy = PolicyFileEditor.SetInEntry(policy, PolicyKind.Permission, permission, "periodic", "true");
                    return policy;
                });
                break;
        }
    }

    /// <summary>Several findings may add the same entry, each for the purposes of its code.</summary>
    private static SourceText AddOrExtend(SourceText policy, string permission, ImmutableArray<string> purposes) =>
        Extend(PolicyFileEditor.AddPermission(policy, permission, purposes), permission, purposes);

    private static SourceText Extend(SourceText policy, string permission, ImmutableArray<string> purposes)
    {
        foreach (var purpose in purposes)
            policy = PolicyFileEditor.AddToEntry(policy, PolicyKind.Permission, permission, "purposes", purpose);
        return policy;
    }

    private static ImmutableArray<string> List(Diagnostic diagnostic, string key) =>
        diagnostic.Properties.TryGetValue(key, out var ids) && !string.IsNullOrEmpty(ids) ? [.. ids!.Split(',')] : [];
}
