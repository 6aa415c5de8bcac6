using PrivacyAnalyzers;

namespace SmartCamera.Cloud.Model;

/// <summary>A phone that gets alarm messages.</summary>
public sealed class PushDevice
{
    public Guid Id { get; init; }

    public Guid AccountId { get; init; }

    [PersonalInformation("device.phone-state")]
    public string PhoneState { get; set; } = "";
}

/// <summary>What the app found while a camera was connected to the network.</summary>
public sealed class NetworkSetup
{
    public Guid Id { get; init; }

    public Guid AccountId { get; init; }

    [PersonalInformation("network.ssid")]
    public string Ssid { get; set; } = "";

    [PersonalInformation("network.wifi-list")]
    public string WifiList { get; set; } = "";

    [PersonalInformation("device.bluetooth-list")]
    public string BluetoothList { get; set; } = "";
}

/// <summary>A video or screenshot of an alarm.</summary>
public sealed class Recording
{
    public Guid Id { get; init; }

    public Guid AccountId { get; init; }

    [PersonalInformation("media.video")]
    public string Video { get; set; } = "";
}

/// <summary>A serious violation of the platform's rules, kept for good.</summary>
public sealed class ConductRecord
{
    public Guid Id { get; init; }

    public Guid AccountId { get; init; }

    [PersonalInformation("conduct.violations")]
    public string Violation { get; set; } = "";
}

/// <summary>To which purpose the owner of an account agreed.</summary>
public sealed class Consent
{
    public Guid Id { get; init; }

    public Guid AccountId { get; init; }

    public string Purpose { get; init; } = "";
}
