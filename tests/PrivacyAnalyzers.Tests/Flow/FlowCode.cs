using PrivacyAnalyzers.Rules.Exposure;
using PrivacyAnalyzers.Testing;
using PrivacyAnalyzers.Tests.Rules;

namespace PrivacyAnalyzers.Tests.Flow;

/// <summary>Verifies where a person's e-mail address reaches the console.</summary>
internal static class FlowCode
{
    private const string Before =
        """
        using System.Reflection;
        using System.Runtime.CompilerServices;
        using System.Text;
        using PrivacyAnalyzers;

        public class Person
        {
            public int Id { get; set; }

            public string Tier { get; set; } = "";

            [PersonalInformation("contact.email", "account")]
            public string Email { get; set; } = "";
        }

        """;

    /// <summary>All members of a theme are one compilation.</summary>
    internal static Task Verify(string source) =>
        new PrivacyTest<PersonalDataInLogAnalyzer> { TestCode = Before + source, Policy = Code.Policy }.RunAsync();
}
