using PrivacyAnalyzers;
using Windows.ApplicationModel.Appointments;
using Windows.ApplicationModel.Contacts;
using Windows.Devices.Geolocation;
using Windows.Media.Capture;

namespace SmartCamera.Device;

/// <summary>What only the phone's own platform code can do.</summary>
public interface IPhone
{
    [RequiresPermission("storage.read")]
    int CountVideos();

    [RequiresPermission("location.approximate")]
    bool IsAbroad();

    [RequiresPermission("phone.state")]
    bool IsRoaming();

    [RequiresPermission("settings.write")]
    void PreferMobileNetwork();
}

/// <summary>Pushes alarm messages, and looks at more than it may.</summary>
[Purpose("push")]
public sealed class AlarmReceiver(IPhone phone)
{
    public async Task<bool> IsInTheWayAsync()
    {
        var contacts = await ContactManager.RequestStoreAsync(); // violates: PRIV6001 (clause 1)
        var videos = phone.CountVideos(); // violates: PRIV6002 (clause 1, 2)
        var access = await Geolocator.RequestAccessAsync(); // violates: PRIV6002 (clause 3)
        var abroad = phone.IsAbroad(); // violates: PRIV6002 (clause 4)
        phone.PreferMobileNetwork(); // violates: PRIV6002 (clause 7)
        return contacts is null || videos > 0 || access == GeolocationAccessStatus.Denied || abroad;
    }
}

/// <summary>Saves videos, and takes the microphone, the camera and the calendar along.</summary>
[Purpose("media")]
public sealed class MediaLibrary(IPhone phone)
{
    public async Task<bool> OpenAsync()
    {
        var sound = new MediaCapture();
        await sound.InitializeAsync(new MediaCaptureInitializationSettings { StreamingCaptureMode = StreamingCaptureMode.Audio }); // violates: PRIV6002 (clause 5)
        var picture = new MediaCapture();
        await picture.InitializeAsync(new MediaCaptureInitializationSettings { StreamingCaptureMode = StreamingCaptureMode.Video }); // violates: PRIV6002 (clause 6)
        var calendar = await AppointmentManager.RequestStoreAsync(AppointmentStoreAccessType.AllCalendarsReadOnly); // violates: PRIV6002 (clause 9)
        return calendar is not null && !phone.IsRoaming(); // violates: PRIV6002 (clause 8)
    }
}

/// <summary>Connects cameras, without looking at the answer.</summary>
[Purpose("network-setup")]
public sealed class CameraDiscovery
{
    public async Task StartAsync()
    {
        await Geolocator.RequestAccessAsync(); // violates: PRIV6006 (clause 3)
    }
}

/// <summary>Reminds of the check-in, and reads the calendar all day long.</summary>
[Purpose("check-in")]
public sealed class CheckInReminder
{
    public async Task RunAsync(PeriodicTimer timer)
    {
        while (await timer.WaitForNextTickAsync())
        {
            var store = await AppointmentManager.RequestStoreAsync(AppointmentStoreAccessType.AllCalendarsReadOnly); // violates: PRIV6005 (clause 10)
            if (store is null)
                return;
        }
    }
}
