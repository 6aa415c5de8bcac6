using PrivacyAnalyzers.CodeFixes.Permissions;
using PrivacyAnalyzers.Rules.Permissions;
using PrivacyAnalyzers.Testing;

namespace PrivacyAnalyzers.Tests.Rules;

public class PRIV6001Tests
{
    private const string Policy = """
        {
          "name": "N", "version": "1",
          "purposes": { "setup": { "description": "Set up" } },
          "categories": {},
          "permissions": {
            "calendar": { "description": "Remind", "purposes": ["setup"] },
            "location.approximate": { "description": "Find the town", "purposes": ["setup"] }
          }
        }
        """;

    [Fact]
    public Task Type_arguments_and_constants_decide() => new PrivacyTest<PermissionNotInPolicyAnalyzer>
    {
        Policy = Policy,
        TestCode = """
            using Microsoft.Maui.ApplicationModel;
            using Microsoft.Maui.Devices.Sensors;

            public class Page
            {
                public async Task Ask()
                {
                    await Permissions.RequestAsync<Permissions.CalendarRead>();
                    await Permissions.CheckStatusAsync<Permissions.Camera>();
                    await [|Permissions.RequestAsync<Permissions.Camera>()|];
                    await Geolocation.GetLocationAsync(new GeolocationRequest(GeolocationAccuracy.Low));
                    await [|Geolocation.GetLocationAsync(new GeolocationRequest(GeolocationAccuracy.Best))|];
                    var coarse = new GeolocationRequest { DesiredAccuracy = GeolocationAccuracy.Lowest };
                    await Geolocation.GetLocationAsync(coarse);
                }
            }

            namespace Microsoft.Maui.ApplicationModel
            {
                public static class Permissions
                {
                    public static Task<int> CheckStatusAsync<T>() => Task.FromResult(0);
                    public static Task<int> RequestAsync<T>() => Task.FromResult(0);
                    public class CalendarRead;
                    public class Camera;
                }
            }

            namespace Microsoft.Maui.Devices.Sensors
            {
                public enum GeolocationAccuracy { Lowest, Low, Best }
                public class GeolocationRequest
                {
                    public GeolocationRequest() { }
                    public GeolocationRequest(GeolocationAccuracy accuracy) => DesiredAccuracy = accuracy;
                    public GeolocationAccuracy DesiredAccuracy { get; set; }
                }
                public static class Geolocation
                {
                    public static Task<int> GetLocationAsync(GeolocationRequest request) => Task.FromResult(0);
                }
            }
            """,
    }.RunAsync();

    [Fact]
    public Task Platform_names_in_arrays_and_fields() => new PrivacyTest<PermissionNotInPolicyAnalyzer>
    {
        Policy = Policy,
        TestCode = """
            using Android.App;

            public class Main : Activity
            {
                private static readonly string[] s_calendar = ["android.permission.READ_CALENDAR"];
                private static readonly string[] s_sms = ["android.permission.READ_SMS"];

                public void Ask()
                {
                    RequestPermissions(s_calendar, 1);
                    [|RequestPermissions(s_sms, 1)|];
                    [|RequestPermissions(new[] { "android.permission.INTERNET", "android.permission.CAMERA" }, 2)|];
                }
            }

            namespace Android.App
            {
                public class Activity
                {
                    public void RequestPermissions(string[] permissions, int code) { }
                }
            }
            """,
    }.RunAsync();

    [Fact]
    public Task Helpers_ask_for_what_their_callers_name() => new PrivacyTest<PermissionNotInPolicyAnalyzer>
    {
        Policy = Policy,
        TestCode = """
            using Android.App;
            using Microsoft.Maui.ApplicationModel;

            public static class Ask
            {
                public static async Task<bool> For<T>() => await Permissions.RequestAsync<T>() == 1;
                public static Task<bool> Twice<T>(int times) => For<T>();
                public static void For(this Activity activity, string permission) => activity.RequestPermissions(new[] { permission }, 1);
            }

            public class Page : Activity
            {
                public async Task Open()
                {
                    await Ask.For<Permissions.CalendarRead>();
                    await [|Ask.For<Permissions.Camera>()|];
                    await [|Ask.Twice<Permissions.Camera>(2)|];
                    this.For("android.permission.READ_CALENDAR");
                    [|this.For("android.permission.CAMERA")|];
                    [|Ask.For(this, "android.permission.CAMERA")|];
                }
            }

            namespace Android.App
            {
                public class Activity
                {
                    public void RequestPermissions(string[] permissions, int code) { }
                }
            }

            namespace Microsoft.Maui.ApplicationModel
            {
                public static class Permissions
                {
                    public static Task<int> RequestAsync<T>() => Task.FromResult(0);
                    public class CalendarRead;
                    public class Camera;
                }
            }
            """,
    }.RunAsync();

    [Fact]
    public Task The_browser_is_asked_by_name() => new PrivacyTest<PermissionNotInPolicyAnalyzer>
    {
        Policy = Policy,
        TestCode = """
            using Microsoft.JSInterop;

            public class Page
            {
                public async Task Ask(IJSRuntime js, IJSInProcessRuntime local)
                {
                    await [|js.InvokeVoidAsync("navigator.geolocation.getCurrentPosition")|];
                    var text = await [|js.InvokeAsync<string>("navigator.clipboard.readText")|];
                    [|local.InvokeVoid("navigator.mediaDevices.getDisplayMedia")|];
                    await js.InvokeVoidAsync("navigator.clipboard.writeText", text);
                    await js.InvokeVoidAsync("document.focus");
                }
            }
            """,
    }.RunAsync();

    [Fact]
    public Task Only_the_input_node_hears_the_microphone() => new PrivacyTest<PermissionNotInPolicyAnalyzer>
    {
        Policy = Policy,
        TestCode = """
            using AVFoundation;

            public class Recorder
            {
                public void Start(AVAudioEngine engine)
                {
                    [|engine.InputNode.InstallTapOnBus(0)|];
                    engine.MainMixerNode.InstallTapOnBus(0);
                }
            }

            namespace AVFoundation
            {
                public class AVAudioNode { public void InstallTapOnBus(nuint bus) { } }
                public class AVAudioInputNode : AVAudioNode;
                public class AVAudioMixerNode : AVAudioNode;
                public class AVAudioEngine { public AVAudioInputNode InputNode => new(); public AVAudioMixerNode MainMixerNode => new(); }
            }
            """,
    }.RunAsync();

    [Fact]
    public Task Wrappers_are_judged_at_their_callers() => new PrivacyTest<PermissionNotInPolicyAnalyzer>
    {
        Policy = Policy,
        TestCode = """
            using PrivacyAnalyzers;

            public interface IReader
            {
                [RequiresPermission("nfc")]
                string Read();
            }

            public class Reader : IReader
            {
                [RequiresPermission("biometrics")]
                public Reader(int port) { }

                public Reader() { }

                public string Read() => "";

                [RequiresPermission("calendar.private")]
                public string Today => "";
            }

            public class Door
            {
                [RequiresPermission("nfc")]
                public string Open(IReader reader) => reader.Read();

                public string Use(Reader reader) => [|reader.Read()|] + reader.Today + nameof(reader.Read);

                public Reader Make() => [|new(1)|];

                public Reader Simulated() => new();
            }
            """,
    }.RunAsync();

    [Fact]
    public Task The_fix_adds_an_entry() => new PrivacyFixTest<PermissionNotInPolicyAnalyzer, PermissionFix>
    {
        Policy = Policy,
        TestCode = """
            using PrivacyAnalyzers;

            [Purpose("setup")]
            public class Reader
            {
                [RequiresPermission("nfc")]
                public void Read() { }

                public void Use() => [|Read()|];
            }
            """,
        FixedCode = """
            using PrivacyAnalyzers;

            [Purpose("setup")]
            public class Reader
            {
                [RequiresPermission("nfc")]
                public void Read() { }

                public void Use() => Read();
            }
            """,
        FixedPolicy = """
        {
          "name": "N", "version": "1",
          "purposes": { "setup": { "description": "Set up" } },
          "categories": {},
          "permissions": {
            "calendar": { "description": "Remind", "purposes": ["setup"] },
            "location.approximate": { "description": "Find the town", "purposes": ["setup"] },
            "nfc": { "description": "Nfc", "purposes": ["setup"] }
          }
        }
        """,
    }.RunAsync();
}
