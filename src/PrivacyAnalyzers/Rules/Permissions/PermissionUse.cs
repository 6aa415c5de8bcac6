using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using PrivacyAnalyzers.Policy;

namespace PrivacyAnalyzers.Rules.Permissions;

/// <summary>A place in code that uses permissions.</summary>
internal sealed class PermissionUse
{
    internal PermissionUse(
        SyntaxNode node, ISymbol api, ImmutableArray<string> permissions, bool isRequest, ISymbol? frame, ImmutableArray<string> purposes,
        ImmutableArray<string> declared)
    {
        Node = node;
        Api = api;
        Permissions = permissions;
        IsRequest = isRequest;
        Frame = frame;
        Purposes = purposes;
        Declared = declared;
    }

    /// <summary>The call, creation or member access.</summary>
    internal SyntaxNode Node { get; }

    /// <summary>What is called.</summary>
    internal ISymbol Api { get; }

    /// <summary>Ids of the permissions, without double ones.</summary>
    internal ImmutableArray<string> Permissions { get; }

    /// <summary>Whether the person is asked for the permission here.</summary>
    internal bool IsRequest { get; }

    /// <summary>The method, accessor, lambda or member in which the node stands.</summary>
    internal ISymbol? Frame { get; }

    /// <summary>Purposes of the code in which the node stands; empty: none.</summary>
    internal ImmutableArray<string> Purposes { get; }

    /// <summary>Permissions that a <c>[RequiresPermission]</c> around the node declares; callers answer for them.</summary>
    internal ImmutableArray<string> Declared { get; }

    /// <summary>How messages name what is called.</summary>
    internal string DisplayName => Display(Api);

    /// <summary>Whether the callers of the enclosing member answer for a permission.</summary>
    internal bool IsDeclared(string permission) => PrivacyPolicy.Lists(Declared, permission);

    /// <summary>How messages name a member.</summary>
    internal static string Display(ISymbol symbol) => symbol switch
    {
        IMethodSymbol { MethodKind: MethodKind.Constructor } constructor => constructor.ContainingType.Name,
        IMethodSymbol { MethodKind: MethodKind.PropertyGet or MethodKind.PropertySet, AssociatedSymbol: { } associated } => associated.Name,
        _ => symbol.Name,
    };
}
