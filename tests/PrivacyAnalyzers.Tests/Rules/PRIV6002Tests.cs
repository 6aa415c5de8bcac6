using PrivacyAnalyzers.CodeFixes.Permissions;
using PrivacyAnalyzers.Rules.Permissions;
using PrivacyAnalyzers.Testing;

namespace PrivacyAnalyzers.Tests.Rules;

public class PRIV6002Tests
{
    [Fact]
    public Task Rule() => new PrivacyTest<PermissionOutsideItsPurposeAnalyzer>
    {
        Policy = """
            {
              "name": "N", "version": "1",
              "purposes": { "setup": { "description": "Set up" }, "ads": { "description": "Advertise" } },
              "categories": {},
              "permissions": { "camera": { "description": "Scan", "purposes": ["setup"] } }
            }
            """,
        TestCode = """
            using PrivacyAnalyzers;

            public interface IScanner
            {
                void Look();
            }

            public class Scanner : IScanner
            {
                [RequiresPermission("camera")]
                public void Scan() { }

                [RequiresPermission("nfc")]
                public void Touch() { }

                public void Look() => Scan();

                public void LookTwice()
                {
                    Look();
                    Look();
                }
            }

            [Purpose("setup.label")]
            public class Setup
            {
                public void Run(Scanner scanner)
                {
                    scanner.Scan();
                    scanner.LookTwice();
                }
            }

            [Purpose("ads")]
            public class Ads
            {
                public void Run(Scanner scanner, IScanner any)
                {
                    [|scanner.Scan()|];
                    [|scanner.LookTwice()|];
                    [|any.Look()|];
                    scanner.Touch();
                }
            }
            """,
    }.RunAsync();

    [Fact]
    public Task The_fix_adds_the_purpose() => new PrivacyFixTest<PermissionOutsideItsPurposeAnalyzer, PermissionFix>
    {
        Policy = """
            {
              "name": "N", "version": "1",
              "purposes": { "setup": { "description": "Set up" }, "ads": { "description": "Advertise" } },
              "categories": {},
              "permissions": {
                "camera": { "description": "Scan", "purposes": ["setup"] }
              }
            }
            """,
        TestCode = """
            using PrivacyAnalyzers;

            [Purpose("ads")]
            public class Scanner
            {
                [RequiresPermission("camera")]
                public void Scan() { }

                public void Use() => [|Scan()|];
            }
            """,
        FixedCode = """
            using PrivacyAnalyzers;

            [Purpose("ads")]
            public class Scanner
            {
                [RequiresPermission("camera")]
                public void Scan() { }

                public void Use() => Scan();
            }
            """,
        FixedPolicy = """
            {
              "name": "N", "version": "1",
              "purposes": { "setup": { "description": "Set up" }, "ads": { "description": "Advertise" } },
              "categories": {},
              "permissions": {
                "camera": { "description": "Scan", "purposes": ["setup", "ads"] }
              }
            }
            """,
    }.RunAsync();
}
