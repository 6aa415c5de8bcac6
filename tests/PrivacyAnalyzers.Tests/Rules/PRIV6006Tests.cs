using PrivacyAnalyzers.Rules.Permissions;
using PrivacyAnalyzers.Testing;

namespace PrivacyAnalyzers.Tests.Rules;

public class PRIV6006Tests
{
    [Fact]
    public Task Rule() => new PrivacyTest<RefusalNotHandledAnalyzer>
    {
        Policy = """
            {
              "name": "N", "version": "1",
              "purposes": { "setup": { "description": "Set up" } },
              "categories": {},
              "permissions": {}
            }
            """,
        TestCode = """
            using Android.App;
            using Microsoft.Maui.ApplicationModel;
            using Photos;
            using static Microsoft.Maui.ApplicationModel.Permissions;

            public class Page
            {
                private int _kept;

                public async Task Ask()
                {
                    await [|RequestAsync<Camera>()|];
                    _ = await [|RequestAsync<Camera>()|];
                    _ = [|RequestAsync<Camera>()|];
                    [|RequestAsync<Camera>()|].Wait();
                    await [|RequestAsync<Camera>()|].ConfigureAwait(false);
                    var never = await [|RequestAsync<Camera>()|];
                    var task = [|RequestAsync<Camera>()|];
                    await task;
                    await CheckStatusAsync<Camera>();

                    if (await RequestAsync<Camera>() == 1)
                        return;
                    var read = await RequestAsync<Camera>();
                    Console.WriteLine(read);
                    _kept = await RequestAsync<Camera>();
                }

                public Task<int> Pass() => RequestAsync<Camera>();
                public async Task Drop() => await [|RequestAsync<Camera>()|];
            }

            public abstract class Album
            {
                public bool May { get; private set; }

                public void Ask()
                {
                    PHPhotoLibrary.RequestAuthorization(answer => May = answer == 1);
                    [|PHPhotoLibrary.RequestAuthorization(answer => { })|];
                    [|PHPhotoLibrary.RequestAuthorization(_ => Console.WriteLine("asked"))|];
                    [|PHPhotoLibrary.RequestAuthorization(delegate { })|];
                    PHPhotoLibrary.RequestAuthorization(Answered);
                    [|PHPhotoLibrary.RequestAuthorization(this.Ignored)|];
                    PHPhotoLibrary.RequestAuthorization(Elsewhere);
                    [|PHPhotoLibrary.RequestAuthorization(Local)|];

                    static void Local(int answer) => Console.WriteLine("asked");
                }

                private void Answered(int answer) => May = answer == 1;

                private void Ignored(int answer) => Console.WriteLine("asked");

                protected abstract void Elsewhere(int answer);
            }

            public class Deaf : Activity
            {
                public void Ask() => [|RequestPermissions(["android.permission.CAMERA"], 1)|];
            }

            public class Listens : Activity
            {
                public bool Granted { get; private set; }
                public void Ask() => RequestPermissions(["android.permission.CAMERA"], 1);
                public override void OnRequestPermissionsResult(int code, string[] permissions, int[] results) => Granted = results[0] == 0;
            }

            namespace Microsoft.Maui.ApplicationModel
            {
                public static class Permissions
                {
                    public static Task<int> CheckStatusAsync<T>() => Task.FromResult(0);
                    public static Task<int> RequestAsync<T>() => Task.FromResult(0);
                    public class Camera;
                }
            }

            namespace Photos
            {
                public static class PHPhotoLibrary
                {
                    public static void RequestAuthorization(Action<int> answered) { }
                }
            }

            namespace Android.App
            {
                public class Activity
                {
                    public void RequestPermissions(string[] permissions, int code) { }
                    public virtual void OnRequestPermissionsResult(int code, string[] permissions, int[] results) { }
                }
            }
            """,
    }.RunAsync();

    [Fact]
    public Task Without_a_policy() => new PrivacyTest<RefusalNotHandledAnalyzer>
    {
        TestCode = """
            using static Microsoft.Maui.ApplicationModel.Permissions;

            public class Page
            {
                public async Task<bool> Ask()
                {
                    await [|RequestAsync<Camera>()|];
                    return await RequestAsync<Camera>() == 0;
                }
            }

            namespace Microsoft.Maui.ApplicationModel
            {
                public static class Permissions
                {
                    public static Task<int> RequestAsync<T>() => Task.FromResult(0);
                    public class Camera;
                }
            }
            """,
    }.RunAsync();
}
