using System;
using System.Collections.Immutable;

namespace PrivacyAnalyzers.Flow.Domain;

/// <summary>Where something is sent: as much of the address as is constant, and the inputs that have it or what it is relative to.</summary>
internal sealed class Destination
{
    internal static readonly Destination Unknown = new(null, []);

    internal Destination(string? text, ImmutableArray<InputLoc> from)
    {
        Text = text;
        From = from;
    }

    internal string? Text { get; }

    /// <summary>Inputs of which a caller knows more; what is relative to another before that.</summary>
    internal ImmutableArray<InputLoc> From { get; }

    private bool IsAbsolute => Text?.Contains("://") == true;

    /// <summary>A destination that is told relative to this one.</summary>
    internal Destination With(Destination relative) =>
        relative.IsAbsolute ? relative
        : ReferenceEquals(relative, Unknown) ? this
        : ReferenceEquals(this, Unknown) ? relative
        : new(IsAbsolute ? Text : relative.Text ?? Text, Value.Union(relative.From, From));

    /// <summary>The same over TLS; of an unknown address the scheme alone is told.</summary>
    internal Destination Secured()
    {
        var scheme = Text?.IndexOf("://", StringComparison.Ordinal) ?? -1;
        return scheme < 0 ? new("tls://", From) : Text![scheme - 1] == 's' ? this : new(Text.Insert(scheme, "s"), From);
    }
}
