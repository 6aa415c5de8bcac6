using System;
using System.Linq;
using Microsoft.CodeAnalysis;
using PrivacyAnalyzers.Flow;
using PrivacyAnalyzers.KnownApis;
using PrivacyAnalyzers.Policy;

namespace PrivacyAnalyzers.Rules.Transfer;

/// <summary>The third party that data reaches: an entry of the policy, or what is known of one that has none.</summary>
internal sealed class ThirdParty
{
    /// <summary>The policy's entry; null: there is none.</summary>
    internal RecipientEntry? Entry { get; private init; }

    /// <summary>How messages name it.</summary>
    internal string Name { get; private init; } = "";

    /// <summary>Id for an entry to be added.</summary>
    internal string Id { get; private init; } = "";

    /// <summary>Host by which it was recognised, or null.</summary>
    internal string? Host { get; private init; }

    /// <summary>API pattern by which it was recognised, or null.</summary>
    internal string? Api { get; private init; }

    /// <summary>The third party that an event hands data to, or null.</summary>
    internal static ThirdParty? Of(FlowEvent flow, PrivacyContext privacy)
    {
        if (flow is not { Kind: FlowEventKind.Sink, Sink: { } sink } || !Leaves(flow, sink))
            return null;
        var policy = privacy.Policy;
        if (sink.Recipient is { } id && policy.FindRecipient(id) is { } declared)
            return Known(declared);
        if (policy.Recipients.Values.FirstOrDefault(r => r.Apis.Any(a => MatchesApi(a, flow.Target))) is { } byApi)
            return Known(byApi);
        if (sink.Recipient is { } unknown)
        {
            var row = flow.Target is null ? null : privacy.Catalogue.RecipientOf(flow.Target);
            return new ThirdParty { Name = row?.Name ?? unknown, Id = unknown, Api = row is null || row.Apis.IsEmpty ? null : row.Apis[0] };
        }
        if (Address.Read(flow.Destination)?.Host is { } host)
            return OfHost(host, privacy);
        if (flow.Target is not null && privacy.Catalogue.RecipientOf(flow.Target) is { } known)
            return policy.FindRecipient(known.Id) is { } entry
                ? Known(entry)
                : new ThirdParty { Name = known.Name, Id = known.Id, Api = known.Apis.FirstOrDefault() };
        return null;
    }

    private static ThirdParty? OfHost(string host, PrivacyContext privacy)
    {
        var policy = privacy.Policy;
        if (Address.IsPrivate(host) || policy.OwnHosts.Any(p => Address.Matches(p, host)))
            return null;
        if (policy.Recipients.Values.FirstOrDefault(r => r.Hosts.Any(p => Address.Matches(p, host))) is { } byHost)
            return Known(byHost);
        var row = privacy.Catalogue.RecipientOfHost(host);
        if (row is not null && policy.Recipients.TryGetValue(row.Id, out var entry) && entry.Hosts.IsEmpty)
            return Known(entry);
        return new ThirdParty { Name = row?.Name ?? host, Id = row?.Id ?? IdOf(host), Host = host };
    }

    private static ThirdParty Known(RecipientEntry entry) => new() { Entry = entry, Name = entry.Id, Id = entry.Id };

    /// <summary>Whether data leaves the process here; making an address does not send it.</summary>
    private static bool Leaves(FlowEvent flow, SinkRow sink) => sink.Kind switch
    {
        SinkKind.Recipient or SinkKind.Transport or SinkKind.Telemetry or SinkKind.Storage => true,
        SinkKind.Url => Sends(flow.Target),
        _ => sink.Recipient is not null,
    };

    /// <summary>Whether an API that takes an address also requests it.</summary>
    internal static bool Sends(ISymbol? target) =>
        target is IMethodSymbol { MethodKind: MethodKind.Ordinary } method
        && (method.ContainingNamespace?.ToDisplayString() is "System.Net" or "System.Net.Http" or "System.Net.Http.Json" or "System.Net.WebSockets"
            || method.ContainingType?.Name.EndsWith("Client", StringComparison.Ordinal) == true);

    /// <summary>Whether a pattern names the type, or the namespace, of an API: <c>JPush.*</c>, <c>JPush.Client</c>.</summary>
    private static bool MatchesApi(string pattern, ISymbol? target)
    {
        if (target is null)
            return false;
        for (var s = target; s is not null and not INamespaceSymbol { IsGlobalNamespace: true }; s = (ISymbol?)s.ContainingType ?? s.ContainingNamespace)
        {
            var name = s is IMethodSymbol or IPropertySymbol or IFieldSymbol ? s.ContainingType?.ToDisplayString(s_name) + "." + s.Name : s.ToDisplayString(s_name);
            if (pattern.EndsWith("*", StringComparison.Ordinal) ? name.StartsWith(pattern.Substring(0, pattern.Length - 1), StringComparison.Ordinal) : name == pattern)
                return true;
        }
        return false;
    }

    private static readonly SymbolDisplayFormat s_name = new(typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameAndContainingTypesAndNamespaces);

    /// <summary>An id made from a host: <c>api.metricfarm.io</c> becomes <c>metricfarm</c>.</summary>
    private static string IdOf(string host)
    {
        var labels = host.Split('.');
        var label = labels.Length > 1 ? labels[labels.Length - 2] : labels[0];
        var id = new string(label.Where(c => c is >= 'a' and <= 'z' or >= '0' and <= '9' or '-').ToArray()).Trim('-');
        return id.Length > 0 && id[0] is >= 'a' and <= 'z' ? id : "recipient-" + id;
    }
}
