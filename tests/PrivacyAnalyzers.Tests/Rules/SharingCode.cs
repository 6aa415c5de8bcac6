namespace PrivacyAnalyzers.Tests.Rules;

/// <summary>What the rules on sharing and consent are tested with: a recipient of the policy, an in-house client of it, a consent check.</summary>
internal static class SharingCode
{
    /// <summary>An interface through which the recipient gets what it is sent.</summary>
    internal const string Push =
        """
        [Recipient("pushline")]
        interface IPush
        {
            void Send(string text);
        }


        """;

    /// <summary>A check of the consent to a purpose.</summary>
    internal static string Consents(string purpose) =>
        $$"""
        interface IConsents
        {
            [ConsentCheck("{{purpose}}")]
            bool Given(int id);
        }


        """;

    /// <summary>A policy with one recipient: the categories that it gets, its region, what else its entry says, and entries after it.</summary>
    internal static string Policy(string categories = "\"contact\"", string region = "EU", string more = "", string others = "") =>
        $$"""
        {
          "name": "Test", "version": "1",
          "purposes": { "account": { "description": "Run the account" } },
          "categories": { "contact": { "description": "Contact", "purposes": ["account"], "retention": "account" } },
          "hosts": ["*.example.com"],
          "storage": { "regions": ["EU"] },
          "recipients": {
            "pushline": { "name": "Pushline", "role": "controller", "categories": [{{categories}}], "purposes": ["account"], "region": "{{region}}", {{more}}"hosts": ["api.pushline.io"] }{{others}}
          }
        }
        """;
}
