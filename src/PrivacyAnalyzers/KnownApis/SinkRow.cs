using System.Collections.Immutable;

namespace PrivacyAnalyzers.KnownApis;

/// <summary>What kind of place a sink is.</summary>
internal enum SinkKind
{
    Log,
    Exception,
    Telemetry,
    Url,
    Storage,
    Transport,

    /// <summary>An API of a third party's SDK (the catalogue's <c>recipients</c>, or <c>[Recipient]</c>).</summary>
    Recipient,
}

/// <summary>How a sink shows a value that is an object.</summary>
internal enum SinkShape
{
    /// <summary>As text: what its <c>ToString</c> shows.</summary>
    Text,

    /// <summary>As text, and a sequence, tuple or anonymous object by its elements (loggers).</summary>
    LogValue,

    /// <summary>By its public members (serialisation, saving an entity).</summary>
    Object,
}

/// <summary>A row of the catalogue that names a sink.</summary>
internal sealed class SinkRow
{
    internal SinkRow(string api, SinkKind kind, ImmutableArray<string> arguments, SinkShape shape, string? recipient = null, string? protocol = null, string? whenArgument = null, string? whenIs = null)
    {
        Api = api;
        Kind = kind;
        Arguments = arguments;
        Shape = shape;
        Recipient = recipient;
        Protocol = protocol;
        WhenArgument = whenArgument;
        WhenIs = whenIs;
    }

    /// <summary>Documentation comment id, <c>*</c> for all overloads or members.</summary>
    internal string Api { get; }

    internal SinkKind Kind { get; }

    /// <summary>Names of the parameters that reach the sink (<c>this</c>: the receiver, <c>value</c>: what a property is assigned, <c>return</c>: what it gives is itself a sink); empty: all.</summary>
    internal ImmutableArray<string> Arguments { get; }

    internal SinkShape Shape { get; }

    /// <summary>Id of the catalogue's or, by <c>[Recipient]</c>, of the policy's recipient.</summary>
    internal string? Recipient { get; }

    /// <summary>For a transport whose protocol is always the same and in clear (<c>tcp</c>, <c>udp</c>, <c>ftp</c>, <c>smtp</c>, <c>mqtt</c>); null: the address decides.</summary>
    internal string? Protocol { get; }

    /// <summary>The parameter that decides whether the row holds; null: it always does.</summary>
    internal string? WhenArgument { get; }

    /// <summary>The constant or static member that is to be passed for it. The row goes before those that hold always.</summary>
    internal string? WhenIs { get; }
}
