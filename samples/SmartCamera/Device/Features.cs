using PrivacyAnalyzers;
using Windows.ApplicationModel.Appointments;
using Windows.Media.Capture;
using Windows.Storage;

namespace SmartCamera.Device;

/// <summary>Records alarm sounds of one's own.</summary>
[Purpose("alarm-sound")]
public sealed class AlarmSoundRecorder
{
    public async Task<MediaCapture> OpenAsync()
    {
        var capture = new MediaCapture();
        await capture.InitializeAsync(new MediaCaptureInitializationSettings { StreamingCaptureMode = StreamingCaptureMode.Audio });
        return capture;
    }
}

/// <summary>Lists and deletes videos and screenshots on the SD card.</summary>
[Purpose("media")]
public sealed class MediaLibrary
{
    public async Task<int> CountAsync() => (await KnownFolders.RemovableDevices.GetFilesAsync()).Count;

    [RequiresPermission("storage.write")]
    public async Task DeleteAsync(string name)
    {
        var file = await KnownFolders.RemovableDevices.GetFileAsync(name);
        await file.DeleteAsync();
    }
}

/// <summary>Reminds of the daily check-in.</summary>
[Purpose("check-in")]
public sealed class CheckInReminder
{
    public async Task<bool> AddAsync(DateTimeOffset at)
    {
        var store = await AppointmentManager.RequestStoreAsync(AppointmentStoreAccessType.AppCalendarsReadWrite);
        if (store is null)
            return false;
        var calendar = await store.CreateAppointmentCalendarAsync("Check-in");
        await calendar.SaveAppointmentAsync(new Appointment { Subject = "Check in", StartTime = at });
        return true;
    }
}

/// <summary>What only the phone's own platform code can do.</summary>
public interface IPhone
{
    [RequiresPermission("phone.state")]
    string ReadState();

    [RequiresPermission("settings.write")]
    void PreferMobileNetwork();
}

/// <summary>Gets alarm messages pushed.</summary>
[Purpose("push")]
public sealed class AlarmReceiver(IPhone phone, IConsents consents)
{
    [PersonalInformation("device.phone-state")]
    public string State { get; private set; } = "";

    public void Register()
    {
        if (consents.Agreed("push"))
            State = phone.ReadState();
    }
}

/// <summary>Registers an account in one click.</summary>
[Purpose("account.registration")]
public sealed class OneClickRegistration(IPhone phone)
{
    public void Prepare() => phone.PreferMobileNetwork();
}
