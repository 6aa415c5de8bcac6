using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using PrivacyAnalyzers.KnownApis;
using PrivacyAnalyzers.Rules.PolicyFile;

namespace PrivacyAnalyzers.Rules.Permissions;

/// <summary>PRIV6004: the policy has a permission that neither code nor manifest uses.</summary>
public sealed class PermissionNeverUsedAnalyzer : PrivacyRule
{
    /// <summary>Id of the rule.</summary>
    public const string Id = "PRIV6004";

    private static readonly DiagnosticDescriptor s_rule = new(
        Id,
        "Policy permission is never used",
        "No code and no manifest uses the permission '{0}'",
        Descriptors.Permissions,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        description: "An entry of the policy's permissions is used neither by a call nor by a manifest of the application.",
        helpLinkUri: Descriptors.HelpLink(Id),
        customTags: Descriptors.Tags(true));

    /// <inheritdoc />
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [s_rule];

    private protected override bool RunsWithoutMarks => true;

    private protected override void Start(CompilationStartAnalysisContext context, PrivacyContext privacy)
    {
        if (!privacy.PolicyFiles.IsReadable || privacy.Policy.Permissions.IsEmpty
            || context.Compilation.Options.OutputKind is OutputKind.DynamicallyLinkedLibrary or OutputKind.NetModule)
            return;
        // The uses of the trees are found side by side, before the end asks for all.
        var uses = PermissionUses.Of(privacy);
        context.RegisterSemanticModelAction(model => uses.In(model.SemanticModel.SyntaxTree, model.CancellationToken));
        context.RegisterCompilationEndAction(end =>
        {
            var used = new HashSet<string>();
            foreach (var permission in Used(privacy, uses, end.CancellationToken))
                if (privacy.Policy.FindPermission(permission) is { } entry)
                    used.Add(entry.Id);
            foreach (var entry in privacy.Policy.Permissions.Values)
                if (!used.Contains(entry.Id))
                    end.ReportDiagnostic(Diagnostic.Create(s_rule, entry.Location, EntryNeverUsedAnalyzer.Properties(entry), entry.Id));
        });
    }

    private static IEnumerable<string> Used(PrivacyContext privacy, PermissionUses uses, CancellationToken cancellation)
    {
        foreach (var use in uses.All(cancellation))
            foreach (var permission in use.Permissions)
                yield return permission;

        foreach (var permission in uses.DeclaredInSource(cancellation))
            yield return permission;

        // Xamarin and .NET for Android write the manifest from attributes, too.
        foreach (var attribute in privacy.Compilation.Assembly.GetAttributes())
        {
            if (attribute.AttributeClass?.Name != "UsesPermissionAttribute")
                continue;
            foreach (var value in attribute.ConstructorArguments.Concat(attribute.NamedArguments.Select(static a => a.Value)))
                if (value.Kind == TypedConstantKind.Primitive && value.Value is string name && PlatformPermissions.BuiltIn.Find("android", name) is { } permission)
                    yield return permission;
        }

        foreach (var file in privacy.Options.AdditionalFiles)
            foreach (var request in Manifests.Read(file, cancellation))
                yield return request.Permission;
    }
}
