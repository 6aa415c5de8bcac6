using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using Microsoft.CodeAnalysis.Text;
using PrivacyAnalyzers.Policy;

namespace PrivacyAnalyzers.KnownApis;

/// <summary>What the platforms' own names of permissions (Android permissions, usage keys, entitlements, capabilities) mean as ids.</summary>
internal sealed class PlatformPermissions
{
    // The embedded names never change, so they are read once per process.
    private static readonly Lazy<PlatformPermissions> s_builtIn = new(Read);

    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Dictionary<string, string>> _platforms = new(StringComparer.Ordinal);
    private readonly List<(string Beginning, string Permission)> _patterns = [];

    internal static PlatformPermissions BuiltIn => s_builtIn.Value;

    /// <summary>The id of the permission that any platform calls so, or null.</summary>
    internal string? Find(string name) => _names.TryGetValue(name, out var permission) ? permission : ByPattern(name);

    /// <summary>The id of the permission that one platform (<c>android</c>, <c>apple</c>, <c>windows</c>) calls so, or null.</summary>
    internal string? Find(string platform, string name)
    {
        if (_platforms.TryGetValue(platform, out var names) && names.TryGetValue(name, out var permission))
            return permission;
        return platform == "android" ? ByPattern(name) : null;
    }

    private string? ByPattern(string name)
    {
        foreach (var (beginning, permission) in _patterns)
            if (name.StartsWith(beginning, StringComparison.Ordinal))
                return permission;
        return null;
    }

    private static PlatformPermissions Read()
    {
        var result = new PlatformPermissions();
        using var stream = typeof(PlatformPermissions).Assembly.GetManifestResourceStream("PlatformPermissions.json");
        if (stream is null)
            return result;
        using var reader = new StreamReader(stream);
        var platforms = JsonTree.Read("", SourceText.From(reader.ReadToEnd())).Root?["platformNames"]?.Value.Members ?? ImmutableArray<JsonMember>.Empty;
        foreach (var platform in platforms)
        {
            var names = new Dictionary<string, string>(StringComparer.Ordinal);
            result._platforms[platform.Name] = names;
            foreach (var name in platform.Value.Members)
            {
                if (name.Name.EndsWith("*", StringComparison.Ordinal))
                {
                    result._patterns.Add((name.Name.Substring(0, name.Name.Length - 1), name.Value.Text));
                    continue;
                }
                names[name.Name] = name.Value.Text;
                if (!result._names.ContainsKey(name.Name))
                    result._names.Add(name.Name, name.Value.Text);
            }
        }
        return result;
    }
}
