using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.Xml;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using PrivacyAnalyzers.KnownApis;

namespace PrivacyAnalyzers.Rules.Permissions;

/// <summary>A permission that a manifest asks for: the platform's name, the permission's id, the element.</summary>
internal sealed record ManifestRequest(string Name, string Permission, Location Location);

/// <summary>Reads what the platforms' manifests ask for. What is no XML is read as far as it is.</summary>
internal static class Manifests
{
    private const string Android = "http://schemas.android.com/apk/res/android";
    private const string AndroidTools = "http://schemas.android.com/tools";

    /// <summary>Whether a path is that of a manifest.</summary>
    internal static bool IsManifest(string path) => PlatformOf(path) is not null;

    /// <summary>What a file asks for, in its order.</summary>
    internal static ImmutableArray<ManifestRequest> Read(AdditionalText file, System.Threading.CancellationToken cancellation)
    {
        if (PlatformOf(file.Path) is not { } platform || file.GetText(cancellation) is not { } text)
            return [];
        var requests = ImmutableArray.CreateBuilder<ManifestRequest>();
        var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore, XmlResolver = null, IgnoreComments = true, IgnoreProcessingInstructions = true };
        try
        {
            using var reader = XmlReader.Create(new StringReader(text.ToString()), settings);
            if (platform == "apple")
                ReadPropertyList(reader, Found);
            else
                ReadElements(reader, platform, Found);
        }
        catch (XmlException)
        {
            // What stands before the mistake was read; the platform's own tools report it.
        }
        return requests.ToImmutable();

        void Found(string name, int start, int end)
        {
            if (PlatformPermissions.BuiltIn.Find(platform, name) is not { } permission)
                return;
            var span = TextSpan.FromBounds(start, Math.Max(start, Math.Min(end, text.Length)));
            requests.Add(new ManifestRequest(name, permission, Location.Create(file.Path, span, text.Lines.GetLinePositionSpan(span))));
        }

        void ReadElements(XmlReader xml, string kind, Action<string, int, int> found)
        {
            while (xml.Read())
            {
                cancellation.ThrowIfCancellationRequested();
                if (xml.NodeType != XmlNodeType.Element)
                    continue;
                var start = PositionOf(xml);
                var name = kind == "android" ? AndroidRequest(xml) : Capability(xml);
                if (name is not null)
                    found(name, start, EndOfTag(text, start));
            }
        }

        void ReadPropertyList(XmlReader xml, Action<string, int, int> found)
        {
            (string Name, int Start, int End)? key = null;
            while (xml.Read())
            {
                cancellation.ThrowIfCancellationRequested();
                if (xml.NodeType != XmlNodeType.Element)
                    continue;
                if (xml.LocalName == "key")
                {
                    Report();
                    var start = PositionOf(xml);
                    var open = EndOfTag(text, start);
                    if (xml.IsEmptyElement)
                        continue;
                    var content = "";
                    while (xml.Read() && xml.NodeType is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace)
                        content += xml.Value;
                    var close = xml.NodeType == XmlNodeType.EndElement ? EndOfTag(text, PositionOf(xml) - 1) : open;
                    key = (content.Trim(), start, close);
                }
                else
                {
                    // An entitlement that is false is not asked for.
                    if (xml.LocalName == "false")
                        key = null;
                    Report();
                }
            }
            Report();

            void Report()
            {
                if (key is { } known)
                    found(known.Name, known.Start, known.End);
                key = null;
            }
        }

        int PositionOf(XmlReader xml)
        {
            // The reader counts from one and stands behind the bracket.
            if (xml is not IXmlLineInfo info || !info.HasLineInfo() || info.LineNumber < 1 || info.LineNumber > text.Lines.Count)
                return 0;
            return Math.Max(0, Math.Min(text.Length, text.Lines[info.LineNumber - 1].Start + info.LinePosition - 2));
        }
    }

    private static string? PlatformOf(string path)
    {
        // Not Path.GetFileName: a path may come from another operating system.
        var name = path.Substring(path.LastIndexOfAny(['/', '\\']) + 1);
        if (name.Equals("AndroidManifest.xml", StringComparison.OrdinalIgnoreCase))
            return "android";
        if (name.Equals("Info.plist", StringComparison.OrdinalIgnoreCase) || name.Equals("Entitlements.plist", StringComparison.OrdinalIgnoreCase)
            || name.EndsWith(".entitlements", StringComparison.OrdinalIgnoreCase))
            return "apple";
        return name.Equals("Package.appxmanifest", StringComparison.OrdinalIgnoreCase) ? "windows" : null;
    }

    private static string? AndroidRequest(XmlReader xml)
    {
        if (xml.LocalName is not ("uses-permission" or "uses-permission-sdk-23" or "uses-permission-sdk-m") || xml.NamespaceURI.Length > 0)
            return null;
        if (xml.GetAttribute("node", AndroidTools) is "remove" or "removeAll")
            return null;
        return xml.GetAttribute("name", Android)?.Trim();
    }

    private static string? Capability(XmlReader xml) =>
        xml.LocalName is "Capability" or "DeviceCapability" or "CustomCapability" ? xml.GetAttribute("Name")?.Trim() : null;

    /// <summary>The place behind the bracket that closes a tag; one within quotes does not.</summary>
    private static int EndOfTag(SourceText text, int start)
    {
        var quote = '\0';
        for (var i = start; i < text.Length; i++)
        {
            var c = text[i];
            if (quote != '\0')
                quote = c == quote ? '\0' : quote;
            else if (c is '"' or '\'')
                quote = c;
            else if (c == '>')
                return i + 1;
        }
        return text.Length;
    }
}
