using System;
using System.Globalization;
using System.Linq;

namespace PrivacyAnalyzers.Rules.Transfer;

/// <summary>As much as is known of the address that data is sent to.</summary>
internal sealed class Address
{
    private Address(string scheme, string? host)
    {
        Scheme = scheme;
        Host = host;
    }

    /// <summary>In lower case.</summary>
    internal string Scheme { get; }

    /// <summary>In lower case; null where it is not known whole.</summary>
    internal string? Host { get; }

    /// <summary>Reads the constant beginning of an address; null where it is relative or unknown.</summary>
    internal static Address? Read(string? destination)
    {
        if (destination is null)
            return null;
        var at = destination.IndexOf("://", StringComparison.Ordinal);
        if (at <= 0)
            return null;
        var scheme = destination.Substring(0, at).Trim().ToLowerInvariant();
        var rest = destination.Substring(at + 3);
        var end = rest.IndexOfAny(['/', '?', '#', '\\']);
        var authority = end < 0 ? rest : rest.Substring(0, end);
        authority = authority.Substring(authority.LastIndexOf('@') + 1);
        var host = authority.StartsWith("[", StringComparison.Ordinal)
            ? authority.Substring(1, Math.Max(0, authority.IndexOf(']') - 1))
            : authority.Split(':')[0];
        host = host.TrimEnd('.').ToLowerInvariant();
        // Where the constant ends within the host, more of it may follow.
        var whole = end >= 0 || authority.Length > host.Length || host.Contains('.') && !rest.EndsWith(".", StringComparison.Ordinal) && !rest.EndsWith("-", StringComparison.Ordinal) || host == "localhost";
        return new Address(scheme, whole && host.Length > 0 && host.IndexOf('{') < 0 ? host : null);
    }

    internal static bool IsLoopback(string host) =>
        host is "localhost" or "::1" || host.EndsWith(".localhost", StringComparison.Ordinal) || Octets(host) is (127, _);

    /// <summary>Whether a host is no third party by its address: loopback, private ranges, names without a domain.</summary>
    internal static bool IsPrivate(string host) =>
        IsLoopback(host)
        || Octets(host) is (0 or 10, _) or (192, 168) or (172, >= 16 and <= 31) or (169, 254) or (100, >= 64 and <= 127)
        || host.Contains(':') && (host.StartsWith("fc", StringComparison.Ordinal) || host.StartsWith("fd", StringComparison.Ordinal) || host.StartsWith("fe80:", StringComparison.Ordinal))
        || host.EndsWith(".local", StringComparison.Ordinal) || host.EndsWith(".internal", StringComparison.Ordinal) || host.EndsWith(".lan", StringComparison.Ordinal)
        || !host.Contains('.') && !host.Contains(':');

    /// <summary>Whether a pattern names a host; <c>*.example.com</c> names what is below <c>example.com</c>.</summary>
    internal static bool Matches(string pattern, string host)
    {
        pattern = pattern.Trim().ToLowerInvariant();
        if (pattern == "*")
            return true;
        return pattern.StartsWith("*.", StringComparison.Ordinal)
            ? host.Length > pattern.Length - 1 && host.EndsWith(pattern.Substring(1), StringComparison.Ordinal)
            : pattern == host;
    }

    /// <summary>The first two octets of an IPv4 address, which tell its range.</summary>
    private static (int First, int Second)? Octets(string host)
    {
        var parts = host.Split('.');
        if (parts.Length != 4)
            return null;
        var octets = new int[4];
        for (var i = 0; i < 4; i++)
            if (!int.TryParse(parts[i], NumberStyles.None, CultureInfo.InvariantCulture, out octets[i]) || octets[i] > 255)
                return null;
        return (octets[0], octets[1]);
    }
}
