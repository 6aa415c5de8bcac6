using PrivacyAnalyzers;
using Serilog;

namespace SmartCamera.Cloud.Operations;

/// <summary>Who did what to which account: ids only, never what the account holds.</summary>
[Fulfills("security.audit")]
public sealed class AuditTrail
{
    public void Record(string action, Guid accountId) => Log.Information("Account {Account}: {Action}", accountId, action);
}
