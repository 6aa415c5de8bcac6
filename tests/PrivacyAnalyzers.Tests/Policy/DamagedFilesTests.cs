using System.Text;
using System.Text.Json;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using PrivacyAnalyzers.KnownApis;
using PrivacyAnalyzers.Policy;
using PrivacyAnalyzers.Rules.Permissions;

namespace PrivacyAnalyzers.Tests.Policy;

/// <summary>
/// The readers of the policy, the catalogue and the manifests on files that were cut or whose bytes were changed: none throws, what
/// is no JSON is always named, and every problem lies within the file.
/// </summary>
public class DamagedFilesTests
{
    private const int Seed = 20260101;
    private const int Rounds = 3000;

    private const string Policy = """
        // The policy of a camera app: é, 你好, 😀.
        {
          "$schema": "./privacy-policy.schema.json",
          "name": "Smart Camera é\u00e9\n", "version": "2026-01",
          "controller": "Example Ltd", "contact": "privacy@example.com",
          "purposes": {
            "network-setup": { "description": "Connect 😀", "basis": "consent" },
            "legal-disclosure": { "description": "Answer", "basis": "legal-obligation", "compatibleWith": ["*"] }
          },
          "categories": {
            "network.ssid": { "description": "SSID", "purposes": ["network-setup"], "retention": "P30D", "storage": "encrypted", "sensitive": false }
          },
          "permissions": { "location.precise": { "description": "Find", "purposes": ["network-setup"], "periodic": true } },
          "recipients": {
            "jpush": {
              "name": "JPush SDK", "role": "processor", "agreement": "DPA-17", "categories": ["network.ssid"], "purposes": ["network-setup"],
              "region": "CN", "consent": true, "apis": ["JPush.*"], "hosts": ["*.jpush.cn"]
            }
          },
          "hosts": ["*.example.com"], "storage": { "protection": "encrypted", "regions": ["CN"] }, "transport": { "protection": "plain" },
          "crossBorder": { "allowedBy": ["consent"] }, "children": { "age": 14, "purposes": ["network-setup"] },
          "obligations": { "rights.erasure": "Delete" }, "classifications": { "Contoso.EuiiAttribute": "network.ssid" },
          "changes": [ { "version": "2026-01", "notice": "https://example.com/new", "summary": "…" }, ], /* comma */
        }
        """;

    private const string UserCatalogue = """
        // What our own libraries do: é, 你好, 😀.
        {
          "sources": [ { "api": "P:Contoso.Device.Serial", "category": "device.identifier" } ],
          "sinks": [ { "api": "M:Contoso.Audit.Write*", "kind": "log", "arguments": ["message"] }, ],
          "propagators": [ { "api": "M:Contoso.Text.Trim(System.String)", "from": ["value"], "to": "return" } ],
          "protections": [ { "api": "M:Contoso.Vault.Seal*", "protection": "Encrypted" } ],
          "permissions": [ { "api": "M:Contoso.Mic.Start*", "permission": "microphone", "when": { "argument": 0, "is": "Audio" } } ],
          "recipients": [ { "id": "openai", "name": "OpenAI 😀", "apis": ["OpenAI.*"], "hosts": ["api.openai.com"] } ]
        }
        """;

    private const string Manifest = """
        <?xml version="1.0" encoding="utf-8"?>
        <manifest xmlns:android="http://schemas.android.com/apk/res/android" xmlns:tools="http://schemas.android.com/tools">
          <uses-permission android:name="android.permission.CAMERA" tools:node="remove" />
          <uses-permission android:name='android.permission.READ_SMS' /> <!-- é -->
        </manifest>
        """;

    private const string PropertyList = """
        <!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
        <plist version="1.0"><dict>
          <key>NSCameraUsageDescription</key><string>😀</string>
          <key>com.apple.security.device.camera</key><false/>
        </dict></plist>
        """;

    [Fact]
    public void CutPolicies() => CheckCuts(Policy, PolicyProblems);

    [Fact]
    public void ChangedPolicies() => CheckChanges(Policy, PolicyProblems);

    [Fact]
    public void CutCatalogues() => CheckCuts(UserCatalogue, CatalogueProblems);

    [Fact]
    public void ChangedCatalogues() => CheckChanges(UserCatalogue, CatalogueProblems);

    [Theory]
    [InlineData("AndroidManifest.xml", Manifest)]
    [InlineData("Info.plist", PropertyList)]
    public void CutAndChangedManifests(string name, string text)
    {
        foreach (var damaged in Cuts(text).Concat(Changes(text)))
            foreach (var request in Manifests.Read(new DamagedFile(name, damaged), default))
                AssertWithin(request.Location, damaged);
    }

    private static void CheckCuts(string text, Func<string, IEnumerable<Location>> problemsOf)
    {
        Assert.Empty(problemsOf(text));
        // What follows the last brace is white space or a comment.
        var whole = text.LastIndexOf('}') + 1;
        foreach (var cut in Cuts(text))
        {
            var problems = problemsOf(cut).ToList();
            Assert.True(problems.Count > 0 == cut.Length < whole, $"{problems.Count} problems after {cut.Length} characters");
            problems.ForEach(problem => AssertWithin(problem, cut));
        }
    }

    private static void CheckChanges(string text, Func<string, IEnumerable<Location>> problemsOf)
    {
        foreach (var changed in Changes(text))
        {
            var problems = problemsOf(changed).ToList();
            Assert.True(problems.Count > 0 || IsJson(changed), changed);
            problems.ForEach(problem => AssertWithin(problem, changed));
        }
    }

    private static IEnumerable<string> Cuts(string text) => Enumerable.Range(0, text.Length).Select(length => text[..length]);

    /// <summary>The text with one to four of its bytes changed to any others.</summary>
    private static IEnumerable<string> Changes(string text)
    {
        var random = new Random(Seed);
        for (var round = 0; round < Rounds; round++)
        {
            var bytes = Encoding.UTF8.GetBytes(text);
            for (var count = random.Next(1, 5); count > 0; count--)
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            yield return Encoding.UTF8.GetString(bytes);
        }
    }

    private static bool IsJson(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text, new JsonDocumentOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static void AssertWithin(Location location, string text)
    {
        Assert.InRange(location.SourceSpan.End, 0, text.Length);
        Assert.Equal(SourceText.From(text).Lines.GetLinePositionSpan(location.SourceSpan), location.GetLineSpan().Span);
    }

    private static IEnumerable<Location> PolicyProblems(string text) =>
        PolicyFiles.Read([new DamagedFile("/privacy-policy.json", text)]).Problems.Select(problem => problem.Location);

    private static IEnumerable<Location> CatalogueProblems(string text) =>
        Catalogue.Load([new DamagedFile("/privacy-catalog.json", text)]).Problems.Select(problem => problem.Location);

    private sealed class DamagedFile(string path, string text) : AdditionalText
    {
        public override string Path => path;

        public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(text);
    }
}
