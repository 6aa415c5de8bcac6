using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using PrivacyAnalyzers.Flow;

namespace PrivacyAnalyzers.KnownApis;

/// <summary>A row that names a source: personal data that a platform gives without a mark.</summary>
internal sealed record SourceRow(string Api, string Category, string? WhenArgument, string? WhenValue);

/// <summary>A row that names an API which protects what goes in. Weakness: what is wrong with it, if anything (<c>MD5</c>).</summary>
internal sealed record ProtectionRow(string Api, ProtectionSet Protection, string? Weakness);

/// <summary>
/// A row that says how an API passes values on. Flows have the form <c>from => to</c>: <c>this</c>, <c>return</c>, a parameter's
/// name, each with access path: <c>.*</c> elements, <c>.key</c> keys, <c>.Name</c> a member; a callback is called as
/// <c>selector(source.*)</c>. An empty list of flows: nothing passes.
/// </summary>
internal sealed record PropagatorRow(string Api, ImmutableArray<string> Flows);

/// <summary>A row that names a permission-bearing API. When: only if the argument (by index) or type argument names this constant or type.</summary>
internal sealed record PermissionRow(string Api, string Permission, int? WhenArgument, string? WhenIs, string? Use);

/// <summary>A third party and how code that hands data to it is recognised.</summary>
internal sealed record RecipientRow(string Id, string Name, ImmutableArray<string> Apis, ImmutableArray<string> Hosts);

/// <summary>
/// The known APIs: embedded files by subject and the user's <c>privacy-catalog.json</c>, which adds to or overrides them. Rows are
/// found by symbol: its documentation comment id, that of what it overrides or implements, or one with <c>*</c>.
/// </summary>
internal sealed class Catalogue
{
    internal static Catalogue Load(ImmutableArray<AdditionalText> files) => new();

    internal ImmutableArray<SinkRow> SinksOf(ISymbol symbol) => [];

    internal SourceRow? SourceOf(ISymbol symbol) => null;

    internal ProtectionRow? ProtectionOf(ISymbol symbol) => null;

    internal PropagatorRow? PropagatorOf(ISymbol symbol) => null;

    internal ImmutableArray<PermissionRow> PermissionsOf(ISymbol symbol) => [];

    internal RecipientRow? RecipientOf(ISymbol symbol) => null;

    internal RecipientRow? RecipientOfHost(string host) => null;

    /// <summary>Simple names of all APIs that are sources, so that bodies which name none need not be looked at.</summary>
    internal ImmutableHashSet<string> SourceNames => [];
}
