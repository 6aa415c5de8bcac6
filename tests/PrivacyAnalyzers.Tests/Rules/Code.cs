using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;
using PrivacyAnalyzers.Testing;

namespace PrivacyAnalyzers.Tests.Rules;

/// <summary>Verifies rules and fixes on source that uses the attributes.</summary>
internal static class Code
{
    /// <summary>A policy with the purposes and categories that most tests use.</summary>
    internal const string Policy =
        """
        {
          "name": "Test", "version": "1", "contact": "privacy@example.com",
          "purposes": {
            "account": { "description": "Run the account" },
            "marketing": { "description": "Offers", "basis": "consent" }
          },
          "categories": {
            "contact": { "description": "How to reach a person", "purposes": ["account"], "retention": "account" }
          }
        }
        """;

    /// <summary>An account with a marked and an unmarked property.</summary>
    internal const string Account =
        """
        public class Account
        {
            public int Id { get; set; }

            [PersonalInformation("contact.email", "account")]
            public string Email { get; set; } = "";
        }

        """;

    private const string Usings = "using PrivacyAnalyzers;\n";

    internal static Task Verify<TAnalyzer>(string source, string? policy = Policy)
        where TAnalyzer : DiagnosticAnalyzer, new() =>
        new PrivacyTest<TAnalyzer> { TestCode = Usings + source, Policy = policy }.RunAsync();

    internal static Task VerifyFix<TAnalyzer, TFix>(string source, string fixedSource, string? policy = Policy, string? fixedPolicy = null, string? key = null)
        where TAnalyzer : DiagnosticAnalyzer, new()
        where TFix : CodeFixProvider, new()
    {
        var test = new PrivacyFixTest<TAnalyzer, TFix> { TestCode = Usings + source, FixedCode = Usings + fixedSource, Policy = policy, CodeActionEquivalenceKey = key };
        if (fixedPolicy is not null)
            test.FixedPolicy = fixedPolicy;
        return test.RunAsync();
    }
}
