using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using PrivacyAnalyzers.CodeFixes.Exposure;
using PrivacyAnalyzers.Rules.Exposure;
using PrivacyAnalyzers.Testing;

namespace PrivacyAnalyzers.Tests.Rules;

public class PRIV3005Tests
{
    private static Task Verify(string code) => new PrivacyTest<PersonalDataInTextAnalyzer> { TestCode = "using PrivacyAnalyzers;\n" + code }.RunAsync();

    [Fact]
    public Task Synthesised_text_shows_positional_and_declared_members() => Verify(
        """
        public record {|PRIV3005:Account|}(int Id, [PersonalInformation("contact.email")] string Email);

        public record struct {|PRIV3005:Point|}([property: PersonalInformation("location.precise")] double Latitude, int Z);

        public record {|PRIV3005:Base|}
        {
            [PersonalInformation("contact.phone")]
            public string Phone { get; init; } = "";
        }

        // Its own members show nothing, those of the base are the base's.
        public record Derived(int Id) : Base;

        // The text of a list is its type's name; what is not public is not printed.
        public record Team([PersonalInformation("contact.email")] System.Collections.Generic.List<string> Emails)
        {
            [PersonalInformation("contact.email")]
            internal string Lead { get; init; } = "";
        }
        """);

    [Fact]
    public Task A_method_that_hides_the_text_of_objects_shows_nothing_by_itself() => Verify(
        """
        public class Event
        {
            [PersonalInformation("contact.email")]
            public string Email { get; set; } = "";

            protected new virtual string ToString() => Email;

            public class Deleted : Event
            {
                protected override string ToString() => Email + " deleted";
            }
        }

        public class Change
        {
            [PersonalInformation("contact.email")]
            public string Email { get; set; } = "";

            public override string ToString() => {|PRIV3005:Email|};

            public class Deleted : Change
            {
                public override string ToString() => {|PRIV3005:Email|} + " deleted";
            }
        }

        public struct Point
        {
            [PersonalInformation("location.precise")]
            public double Latitude;

            public override string ToString() => {|PRIV3005:Latitude|}.ToString();
        }
        """);

    /// <summary>An editor references projects as compilations: what they declare has syntax, which belongs to them.</summary>
    [Fact]
    public Task Helpers_of_a_project_that_is_referenced_as_a_compilation()
    {
        var other = CSharpCompilation.Create(
            "Other",
            [CSharpSyntaxTree.ParseText("namespace Other { public static class Text { public static string Trimmed(string text) => text.Trim(); public static string Fixed(string text) => \"\"; } }")],
            FrameworkReferences.All,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        var test = new PrivacyTest<PersonalDataInTextAnalyzer>
        {
            TestCode = """
                using PrivacyAnalyzers;

                public class Account
                {
                    [PersonalInformation("contact.email")]
                    public string Email { get; set; } = "";

                    public override string ToString() => [|Other.Text.Trimmed(Email)|];
                }

                public class Other2
                {
                    [PersonalInformation("contact.email")]
                    public string Email { get; set; } = "";

                    public override string ToString() => Other.Text.Fixed(Email);
                }
                """,
        };
        test.TestState.AdditionalReferences.Add(other.ToMetadataReference());
        return test.RunAsync();
    }

    [Fact]
    public Task Written_text_decides_over_synthesised() => Verify(
        """
        public record Account(int Id, [PersonalInformation("contact.email")] string Email)
        {
            public override string ToString() => $"Account {Id} of {[|Email|]}";
        }

        public record Silent(int Id, [PersonalInformation("contact.email")] string Email)
        {
            public override string ToString() => "Account " + Id + (Email.Length > 0 ? " with e-mail" : "");
        }

        public class Customer
        {
            [PersonalInformation("identity.name")]
            public string Name { get; set; } = "";

            public override string ToString()
            {
                var text = "Customer " + Mask(Name);
                text += Name.Trim().ToUpperInvariant();
                return [|text|];
            }

            [Protects(Protection.Masked)]
            private static string Mask(string name) => name.Substring(0, 1) + "***";
        }

        public class Masked
        {
            [PersonalInformation("identity.name")]
            public string Name { get; set; } = "";

            public override string ToString() => "Customer " + Mask(Name);

            [Protects(Protection.Masked)]
            private static string Mask(string name) => name.Substring(0, 1) + "***";
        }
        """);

    [Fact]
    public Task Debugger_display_is_followed_by_names() => Verify(
        """
        using System.Diagnostics;

        [{|PRIV3005:DebuggerDisplay("{Id} {Name,nq}")|}]
        public class Customer
        {
            public int Id { get; set; }

            [PersonalInformation("identity.name")]
            public string Name { get; set; } = "";
        }

        [DebuggerDisplay("{Id}, {Name.Length} letters, {Name == null}")]
        public class Quiet
        {
            public int Id { get; set; }

            [PersonalInformation("identity.name")]
            public string Name { get; set; } = "";
        }
        """);

    [Fact]
    public Task Serialised_into_the_text() => Verify(
        """
        public class Account
        {
            [PersonalInformation("contact.email")]
            public string Email { get; set; } = "";

            public override string ToString() => System.Text.Json.JsonSerializer.Serialize([|this|]);
        }
        """);

    [Fact]
    public Task Prints_the_record_without_its_personal_members() => Code.VerifyFix<PersonalDataInTextAnalyzer, TextFix>(
        """
        public record {|PRIV3005:Account|}(int Id, [PersonalInformation("contact.email")] string Email, string Plan);

        public sealed record {|PRIV3005:Sealed|}([PersonalInformation("contact.email")] string Email)
        {
            public int Length => Email.Length;
        }

        public record {|PRIV3005:Derived|}(int Id, string Email, string Plan, [PersonalInformation("contact.phone")] string Phone, int Age) : Account(Id, Email, Plan);
        """,
        """
        public record Account(int Id, [PersonalInformation("contact.email")] string Email, string Plan)
        {
            protected virtual bool PrintMembers(System.Text.StringBuilder builder)
            {
                builder.Append("Id = ").Append(Id);
                builder.Append(", Plan = ").Append(Plan);
                return true;
            }
        }

        public sealed record Sealed([PersonalInformation("contact.email")] string Email)
        {
            public int Length => Email.Length;

            private bool PrintMembers(System.Text.StringBuilder builder)
            {
                builder.Append("Length = ").Append(Length);
                return true;
            }
        }

        public record Derived(int Id, string Email, string Plan, [PersonalInformation("contact.phone")] string Phone, int Age) : Account(Id, Email, Plan)
        {
            protected override bool PrintMembers(System.Text.StringBuilder builder)
            {
                if (base.PrintMembers(builder))
                    builder.Append(", ");
                builder.Append("Age = ").Append(Age);
                return true;
            }
        }
        """,
        key: "PrintMembers");

    [Fact]
    public Task Takes_it_out_of_a_written_text() => Code.VerifyFix<PersonalDataInTextAnalyzer, TextFix>(
        Code.Account.Replace("= \"\";", "= \"\";\n\n    public override string ToString() => $\"{Id}: {{|PRIV3005:Email|}}\";"),
        Code.Account.Replace("= \"\";", "= \"\";\n\n    public override string ToString() => $\"{Id}: \";"),
        key: "Drop");

    [Fact]
    public Task The_text_of_every_object() => Code.Verify<PersonalDataInTextAnalyzer>(Code.Account +
        """
        public class Named : Account
        {
            public override string ToString() => base.ToString() + nameof(Email);
        }

        public class Shown : Account
        {
            public override string ToString() => "mail " + {|PRIV3005:Email|};
        }

        public class Again : Shown
        {
            public override string ToString() => "again " + {|PRIV3005:base.ToString()|};
        }
        """);
}
