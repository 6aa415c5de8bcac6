using PrivacyAnalyzers.Rules.Permissions;
using PrivacyAnalyzers.Testing;

namespace PrivacyAnalyzers.Tests.Rules;

public class PRIV6003Tests
{
    private const string Policy = """
        {
          "name": "N", "version": "1",
          "purposes": { "setup": { "description": "Set up" } },
          "categories": {},
          "permissions": { "camera": { "description": "Scan", "purposes": ["setup"] } }
        }
        """;

    [Theory]
    [InlineData("Platforms/Android/AndroidManifest.xml", """
        <?xml version="1.0" encoding="utf-8"?>
        <manifest xmlns:android="http://schemas.android.com/apk/res/android" xmlns:tools="http://schemas.android.com/tools">
          <uses-permission android:name="android.permission.CAMERA" />
          <uses-permission android:name="android.permission.INTERNET" />
          <uses-permission android:name="android.permission.READ_SMS" tools:node="remove" />
          <permission android:name="android.permission.READ_CONTACTS" />
          [|<uses-permission
            android:name="android.permission.READ_CONTACTS" />|]
          <application />
        </manifest>
        """)]
    [InlineData(@"Platforms\iOS\Info.plist", """
        <?xml version="1.0" encoding="UTF-8"?>
        <!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
        <plist version="1.0"><dict>
          <key>NSCameraUsageDescription</key><string>Scan</string>
          [|<key>NSContactsUsageDescription</key>|]
          <string>Invite</string>
        </dict></plist>
        """)]
    [InlineData("App.entitlements", """
        <plist version="1.0"><dict>
          <key>com.apple.security.device.bluetooth</key><false/>
          [|<key>com.apple.developer.healthkit</key>|] <true/>
        </dict></plist>
        """)]
    [InlineData("Package.appxmanifest", """
        <Package xmlns:uap="urn:uap"><Capabilities>
          <Capability Name="internetClient" />
          [|<uap:Capability Name="contacts" />|]
          <DeviceCapability Name="webcam" />
          [|<DeviceCapability Name="location">|]</DeviceCapability>
        </Capabilities></Package>
        """)]
    [InlineData("AndroidManifest.xml", """
        <manifest xmlns:android="http://schemas.android.com/apk/res/android">
          [|<uses-permission android:name="android.permission.READ_SMS" />|]
          <uses-permission android:name="
        """)]
    [InlineData("Other.xml", "<key>NSContactsUsageDescription</key>")]
    public Task Rule(string path, string manifest) => new PrivacyTest<ManifestAsksForMoreAnalyzer> { Policy = Policy, TestCode = "class C;" }
        .WithFile(path, manifest).RunAsync();
}
