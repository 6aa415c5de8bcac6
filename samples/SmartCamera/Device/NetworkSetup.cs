using PrivacyAnalyzers;
using Windows.Devices.Bluetooth;
using Windows.Devices.Geolocation;
using Windows.Devices.WiFi;
using Windows.Media.Capture;

namespace SmartCamera.Device;

/// <summary>What the person agreed to on this phone.</summary>
public interface IConsents
{
    [ConsentCheck]
    bool Agreed(string purpose);
}

/// <summary>Finds cameras that wait to be connected to the network.</summary>
[Purpose("network-setup")]
public sealed class CameraDiscovery(IConsents consents)
{
    private static readonly TimeSpan s_interval = TimeSpan.FromSeconds(30);

    [PersonalInformation("network.ssid")]
    public string Ssid { get; private set; } = "";

    /// <summary>Looks around every half minute until it is stopped.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        using var timer = new PeriodicTimer(s_interval);
        while (await timer.WaitForNextTickAsync(stop))
        {
            if (consents.Agreed("network-setup"))
                await LookAsync();
        }
    }

    [RequiresConsent("network-setup")]
    private async Task LookAsync()
    {
        // The system gives the network's name only to those who may know the location.
        if (await Geolocator.RequestAccessAsync() != GeolocationAccessStatus.Allowed)
            return;
        if (await WiFiAdapter.RequestAccessAsync() != WiFiAccessStatus.Allowed)
            return;
        foreach (var adapter in await WiFiAdapter.FindAllAdaptersAsync())
        {
            await adapter.ScanAsync();
            foreach (var network in adapter.NetworkReport.AvailableNetworks)
            {
                if (network.Ssid.StartsWith("CAM-", StringComparison.Ordinal))
                    Ssid = network.Ssid;
            }
        }
        _ = await BluetoothAdapter.GetDefaultAsync();
    }
}

/// <summary>Scans the code on the camera's label.</summary>
[Purpose("network-setup")]
public sealed class LabelScanner
{
    public async Task<MediaCapture> OpenAsync()
    {
        var capture = new MediaCapture();
        await capture.InitializeAsync(new MediaCaptureInitializationSettings { StreamingCaptureMode = StreamingCaptureMode.Video });
        return capture;
    }
}
