namespace PrivacyAnalyzers.Rules;

/// <summary>Keys of what a finding tells its fix. Lists are separated by commas: ids hold none.</summary>
internal static class FindingProperties
{
    /// <summary>Ids of the categories of the data.</summary>
    internal const string Categories = "categories";

    /// <summary>Ids of the purposes that are missing.</summary>
    internal const string Purposes = "purposes";

    /// <summary>Index of the additional location at which the fix edits code (a mark, a declaration).</summary>
    internal const string EditAt = "editAt";

    /// <summary>The method, as it is written in code, that protects the value at the finding.</summary>
    internal const string Protector = "protector";

    /// <summary>The checks that have to guard the finding, one a line: conditions written in code, or statements that throw by themselves.</summary>
    internal const string Check = "check";

    /// <summary>What leaves the member when the check fails: <c>return</c>, or the reason to throw.</summary>
    internal const string Refusal = "refusal";

    /// <summary>Id of a recipient, of the policy or to be added to it.</summary>
    internal const string Recipient = "recipient";

    /// <summary>Name of a recipient to be added.</summary>
    internal const string RecipientName = "recipientName";

    /// <summary>Host by which a recipient to be added is recognised.</summary>
    internal const string Host = "host";

    /// <summary>API pattern by which a recipient to be added is recognised.</summary>
    internal const string Api = "api";

    /// <summary>Ids of the permissions.</summary>
    internal const string Permissions = "permissions";
}
