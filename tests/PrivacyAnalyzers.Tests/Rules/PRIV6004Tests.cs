using Microsoft.CodeAnalysis;
using PrivacyAnalyzers.Rules.Permissions;
using PrivacyAnalyzers.Testing;

namespace PrivacyAnalyzers.Tests.Rules;

public class PRIV6004Tests
{
    private const string Code = """
        using PrivacyAnalyzers;

        new Reader().Read();

        class Reader
        {
            [RequiresPermission("nfc")]
            public void Read() { }
        }
        """;

    [Fact]
    public Task Rule() => new PrivacyTest<PermissionNeverUsedAnalyzer>
    {
        TestState = { OutputKind = OutputKind.ConsoleApplication },
        TestCode = Code,
        Policy = Policy("""[|"location"|]"""),
    }.WithFile("AndroidManifest.xml", """
        <manifest xmlns:android="http://schemas.android.com/apk/res/android">
          <uses-permission android:name="android.permission.ACCESS_FINE_LOCATION" />
        </manifest>
        """).RunAsync();

    [Fact]
    public Task A_narrower_entry_is_used_for_itself_only() => new PrivacyTest<PermissionNeverUsedAnalyzer>
    {
        TestState = { OutputKind = OutputKind.ConsoleApplication },
        TestCode = """
            using PrivacyAnalyzers;

            Reader.Locate();

            static class Reader
            {
                [RequiresPermission("location.precise", "nfc.tag")]
                public static void Locate() { }
            }
            """,
        Policy = Policy("""[|"location.approximate"|]"""),
    }.WithFile("Entitlements.plist", """
        <plist version="1.0"><dict><key>com.apple.security.device.camera</key><false/></dict></plist>
        """).RunAsync();

    [Fact]
    public Task Libraries_are_not_judged() => new PrivacyTest<PermissionNeverUsedAnalyzer>
    {
        TestCode = "class C;",
        Policy = Policy("\"location\""),
    }.RunAsync();

    private static string Policy(string location) => $$"""
        {
          "name": "N", "version": "1",
          "purposes": { "setup": { "description": "Set up" } },
          "categories": {},
          "permissions": {
            "nfc": { "description": "Read the badge", "purposes": ["setup"] },
            "location.precise": { "description": "Find", "purposes": ["setup"] },
            {{location}}: { "description": "Find", "purposes": ["setup"] }
          }
        }
        """;
}
