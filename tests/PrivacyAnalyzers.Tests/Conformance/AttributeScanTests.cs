using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PrivacyAnalyzers.Tests.Conformance;

/// <summary>Attributes are found by their brackets: what the walk over all syntax finds is the measure.</summary>
public sealed class AttributeScanTests
{
    [Fact]
    public void Wherever_an_attribute_may_stand() => Same(
        """
        [assembly: A]
        // of the file
        [module: A, B("x[0]")]
        #if true
        [A]
        #endif
        [B /* why */] /* and */ [A][B]
        class C<[A] T>([property: A] int x, [A] int y)
        {
            [A] int _field = Sum([1, 2])[0];
            [return: A]
            int M([A] int[] p) => p[0] + p
                [1];
            event System.Action E { [A] add { } [B] remove { } }
            void N()
            {
                var f = [A] ([B] int z) => z;
                N([A] () => 1);
                [A] void Local() { }
                var list = (int[])[x, y];
                switch (x) { case 1: [B] void Other() { } break; }
            }
        }
        enum E { [A] One, [B] Two }
        [
            A
        ]
        delegate void D([A] in int x);
        """,
        18);

    [Fact]
    public void In_source_that_is_no_program() => Same("[A class C { [ int x; [B] int[ y; } [A(", minimum: 1);

    [Fact]
    public void In_our_own_source()
    {
        foreach (var path in Product.SourcesUnder("src").Concat(Product.SourcesUnder("tests")))
            Same(File.ReadAllText(path), minimum: 0);
    }

    private static void Same(string source, int minimum)
    {
        var tree = CSharpSyntaxTree.ParseText(source, new CSharpParseOptions(LanguageVersion.Preview));
        var walked = tree.GetRoot().DescendantNodes().OfType<AttributeSyntax>().ToList();
        Assert.True(walked.Count >= minimum, $"{walked.Count} attributes");
        Assert.Equal(walked, AttributeScan.In(tree, default));
    }
}
