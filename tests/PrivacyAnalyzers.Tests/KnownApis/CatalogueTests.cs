using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using PrivacyAnalyzers.KnownApis;
using PrivacyAnalyzers.Testing;

namespace PrivacyAnalyzers.Tests.KnownApis;

public class CatalogueTests
{
    private const string Code =
        """
        using System;
        using Microsoft.Extensions.Logging;
        namespace Contoso
        {
            public interface IAudit { void Write(string message); void Keep(string message); }
            public class Audit : IAudit { public virtual void Write(string message) { } void IAudit.Keep(string message) { } }
            public class Own : Audit { public override void Write(string message) { } }
            public static class Vendor { public static string Send(string text) => text; }
            class C
            {
                void M(ILogger<C> logger, IAudit audit, Own own)
                {
                    logger.LogInformation("a {B}", 1);
                    Console.WriteLine("a");
                    audit.Write("a");
                    own.Write("a");
                    Vendor.Send("a");
                    string.Concat("a", "b");
                }
            }
        }
        """;

    [Fact]
    public void BuiltInRowsAreFoundThroughExtensions()
    {
        var catalogue = Catalogue.Load([]);
        Assert.Empty(catalogue.Problems);
        Assert.Equal(SinkKind.Log, Assert.Single(catalogue.SinksOf(Called("LogInformation"))).Kind);
        Assert.Equal(SinkShape.Text, Assert.Single(catalogue.SinksOf(Called("WriteLine"))).Shape);
        Assert.Empty(catalogue.SinksOf(Called("Concat")));
    }

    [Fact]
    public void BuiltInRowsCanBeRead() => Assert.Empty(Catalogue.BuiltInRows.Problems);

    [Fact]
    public void UserRowsAreFoundThroughInterfacesAndOverrides()
    {
        var catalogue = Load("""
            { "sinks": [ { "api": "M:Contoso.IAudit.*", "kind": "storage" } ], "recipients": [ { "id": "v", "name": "V", "apis": ["Contoso.Vendor"], "hosts": ["*.v.example"] } ] }
            """);
        Assert.Equal(SinkKind.Storage, Assert.Single(catalogue.SinksOf(Called("Write"))).Kind);
        Assert.Equal(SinkKind.Storage, Assert.Single(catalogue.SinksOf(Called("Write", 1))).Kind);
        Assert.Equal("v", Assert.Single(catalogue.SinksOf(Called("Send"))).Recipient);
        Assert.Equal("v", catalogue.RecipientOfHost("api.v.example")?.Id);
        Assert.Null(catalogue.RecipientOfHost("v.example"));
        Assert.Null(catalogue.RecipientOf(Called("Write")));
    }

    [Fact]
    public void InheritedMembersAreKnownByTheirReceiver()
    {
        var catalogue = Catalogue.Load([]);
        var compilation = CSharpCompilation.Create("Test", references: FrameworkReferences.All);
        var compute = compilation.GetTypeByMetadataName("System.Security.Cryptography.HashAlgorithm")!.GetMembers("ComputeHash")[0];
        Assert.Equal("plain hash", catalogue.ProtectionOf(compute)?.Weakness);
        Assert.Equal("MD5", catalogue.ProtectionOf(compute, compilation.GetTypeByMetadataName("System.Security.Cryptography.MD5"))?.Weakness);
        var keyed = catalogue.ProtectionOf(compute, compilation.GetTypeByMetadataName("System.Security.Cryptography.HMACSHA256"));
        Assert.NotNull(keyed);
        Assert.Null(keyed.Weakness);
    }

    [Fact]
    public void UserRowsReplaceBuiltInRows()
    {
        var catalogue = Load("""{ "sinks": [ { "api": "M:System.Console.Write*", "kind": "transport" } ] }""");
        Assert.Equal(SinkKind.Transport, Assert.Single(catalogue.SinksOf(Called("WriteLine"))).Kind);
    }

    private static Catalogue Load(string json) => Catalogue.Load([new Text(json)]);

    private static ISymbol Called(string name, int index = 0)
    {
        var tree = CSharpSyntaxTree.ParseText(Code);
        var compilation = CSharpCompilation.Create("Test", [tree], FrameworkReferences.All);
        var call = tree.GetRoot().DescendantNodes().OfType<InvocationExpressionSyntax>()
            .Where(call => call.Expression is MemberAccessExpressionSyntax access && access.Name.Identifier.Text == name).ElementAt(index);
        return compilation.GetSemanticModel(tree).GetSymbolInfo(call).Symbol!;
    }

    private sealed class Text(string json) : AdditionalText
    {
        public override string Path => "/privacy-catalog.json";

        public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(json);
    }

    [Fact]
    public void ASinkMayHoldOnlyForWhatIsPassed()
    {
        var catalogue = Load("""
            { "sinks": [
                { "api": "M:Contoso.Vendor.Send*", "kind": "log" },
                { "api": "M:Contoso.Vendor.Send*", "kind": "log", "shape": "object", "when": { "argument": "text", "is": "all" } } ] }
            """);
        Assert.Empty(catalogue.Problems);
        var rows = catalogue.SinksOf(Called("Send"));
        Assert.Equal([null, "all"], rows.Select(r => r.WhenIs));
        Assert.Equal([SinkShape.LogValue, SinkShape.Object], rows.Select(r => r.Shape));
        Assert.NotEmpty(Load("""{ "sinks": [ { "api": "M:Contoso.Vendor.Send*", "kind": "log", "when": { "argument": 0, "is": "all" } } ] }""").Problems);
    }
}
