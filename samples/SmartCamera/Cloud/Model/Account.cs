using PrivacyAnalyzers;

namespace SmartCamera.Cloud.Model;

/// <summary>An account with what its owner gave at registration.</summary>
public sealed class Account
{
    public Guid Id { get; init; }

    [PersonalInformation("contact.email")]
    public string Email { get; set; } = "";

    [PersonalInformation("contact.phone")]
    public string Phone { get; set; } = "";

    [PersonalInformation("account.third-party")]
    public string ThirdPartyAccount { get; set; } = "";

    public bool IsActive { get; set; } = true;

    public DateTimeOffset LastUsed { get; set; }
}
