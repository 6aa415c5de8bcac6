using System.Text;
using PrivacyAnalyzers.Rules.PolicyFile;
using PrivacyAnalyzers.Testing;

namespace PrivacyAnalyzers.Tests.Rules;

public sealed class PRIV9009Tests
{
    [Fact]
    public Task A_method_that_spends_its_budget_is_named() => Verify("{|PRIV9009:Huge|}", 9_000);

    [Fact]
    public Task A_method_of_usual_size_is_not() => Verify("Small", 20);

    [Fact]
    public Task A_compilation_of_which_parts_are_left_out_is_named_once() => VerifyMany("{|PRIV9009:Get|}", 3_400);

    [Fact]
    public Task A_compilation_of_usual_size_is_not() => VerifyMany("Get", 2_000);

    private static Task VerifyMany(string name, int bodies)
    {
        var code = new StringBuilder();
        code.AppendLine("using PrivacyAnalyzers;");
        code.AppendLine("static class Source { internal static string " + name + "(Person person) => person.Email; }");
        code.AppendLine("public class Person { [PersonalInformation(\"contact.email\", \"account\")] public string Email { get; set; } = \"\"; }");
        code.AppendLine("static class Many {");
        for (var i = 0; i < bodies; i++)
            code.AppendLine($"internal static string Far{i}(Person person) => Source.Get(person);");
        code.AppendLine("}");
        return new PrivacyTest<AnalysisIncompleteAnalyzer> { TestCode = code.ToString() }.RunAsync();
    }

    private static Task Verify(string name, int statements)
    {
        var code = new StringBuilder();
        code.AppendLine("using PrivacyAnalyzers;");
        code.AppendLine("public class Person { [PersonalInformation(\"contact.email\", \"account\")] public string Email { get; set; } = \"\"; }");
        code.AppendLine("public class Big { public string " + name + "(Person person, int n) { var text = person.Email;");
        for (var i = 0; i < statements; i++)
            code.AppendLine($"text = text.Replace(\"a{i}\", \"b\") + n;");
        code.AppendLine("return text; } }");
        return new PrivacyTest<AnalysisIncompleteAnalyzer> { TestCode = code.ToString() }.RunAsync();
    }
}
