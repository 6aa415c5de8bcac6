using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using PrivacyAnalyzers.KnownApis;
using PrivacyAnalyzers.Testing;

namespace PrivacyAnalyzers.Tests.KnownApis;

/// <summary>
/// Every built-in row names an API, and parameters, that its library really has, and every recipient its namespaces; but for those that say in which repository they
/// were read (<c>readIn</c>), as no package brings them, and those that could not be confirmed (<c>unverified</c>).
/// </summary>
public partial class CatalogueBindingTests
{
    private static readonly string[] s_frameworks =
        ["net11.0", "net10.0", "net9.0", "net8.0", "net7.0", "net6.0", "net5.0", "netcoreapp3.1", "netstandard2.1", "netstandard2.0", "netstandard1.3", "net472", "net462", "net461", "net45"];

    // Of the .NET Framework only what .NET has not: the rest would be there twice.
    private static readonly string[] s_frameworkOnly =
        ["Microsoft.VisualBasic.dll", "PresentationCore.dll", "System.Data.dll", "System.Device.dll", "System.Drawing.dll", "System.Messaging.dll", "System.Security.dll", "System.Speech.dll", "System.Web.dll", "System.Windows.Forms.dll", "WindowsBase.dll"];

    private static readonly Lazy<ILookup<string, INamedTypeSymbol>> s_types = new(Types);

    [Fact]
    public void EveryRowNamesAnApi()
    {
        var rows = Catalogue.BuiltInRows;
        var problems = new List<string>();
        foreach (var row in rows.Sinks)
            Check(row.Api, row.Arguments);
        foreach (var row in rows.Sources)
            Check(row.Api, row.WhenArgument is { } argument ? [argument] : []);
        foreach (var row in rows.Protections)
            Check(row.Api, row.WhenArgument is { } argument ? [argument] : []);
        foreach (var row in rows.Propagators)
            Check(row.Api, row.Flows.SelectMany(flow => Roots().Matches(flow).Select(match => match.Value)));
        foreach (var row in rows.Permissions)
            Check(row.Api, []);
        Assert.True(problems.Count == 0, string.Join("\n", problems));

        void Check(string api, IEnumerable<string> names)
        {
            if (rows.Unverified.Contains(api) || rows.ReadIn.ContainsKey(api))
                return;
            var members = Members(api).ToList();
            if (members.Count == 0)
            {
                problems.Add(api + " names nothing");
                return;
            }
            var known = members.SelectMany(Parameters).Concat(["this", "return", "new", "value"]).ToHashSet();
            problems.AddRange(names.Where(name => !known.Contains(name)).Select(name => api + " has no parameter " + name));
        }
    }

    [Fact]
    public void EveryRecipientNamesAnSdk()
    {
        var rows = Catalogue.BuiltInRows;
        var names = s_types.Value.Select(type => type.Key).ToList();
        var unknown = rows.Recipients.SelectMany(row => row.Apis)
            .Where(api => !rows.Unverified.Contains(api) && !rows.ReadIn.ContainsKey(api) && !names.Exists(name => name.StartsWith(api.TrimEnd('*'), StringComparison.Ordinal)));
        Assert.Empty(unknown);
    }

    [Fact]
    public void EveryMarketIsThere()
    {
        var rows = Catalogue.BuiltInRows;
        Assert.True(rows.Sinks.Select(row => row.Api).Distinct().Count() >= 600);
        Assert.True(rows.Recipients.Count >= 150);
        Assert.Equal(rows.Recipients.Count, rows.Recipients.Select(row => row.Id).Distinct().Count());
        Assert.All(rows.Recipients, row => Assert.True(row.Apis.Length + row.Hosts.Length > 0, row.Id));
        var catalogue = Catalogue.Load([]);
        Assert.Equal("openai", catalogue.RecipientOfHost("api.openai.com")?.Id);
        Assert.Equal("jpush", catalogue.RecipientOfHost("api.jpush.cn")?.Id);
        Assert.Equal("amazon-bedrock", catalogue.RecipientOfHost("bedrock-runtime.eu-west-1.amazonaws.com")?.Id);
        Assert.Equal("google-gemini", catalogue.RecipientOfHost("us-central1-aiplatform.googleapis.com")?.Id);
        Assert.Null(catalogue.RecipientOfHost("s3.eu-west-1.amazonaws.com"));
        Assert.Null(catalogue.RecipientOfHost("example.com"));
    }

    private static IEnumerable<string> Parameters(ISymbol member) => member switch
    {
        IMethodSymbol method => method.Parameters.Select(parameter => parameter.Name),
        IPropertySymbol property => property.Parameters.Select(parameter => parameter.Name),
        _ => [],
    };

    /// <summary>The members that a row names, those that its type inherits included.</summary>
    private static IEnumerable<ISymbol> Members(string api)
    {
        var star = api.EndsWith('*');
        var text = api.TrimEnd('*');
        var end = text.IndexOf('(');
        var dot = text.LastIndexOf('.', end < 0 ? text.Length - 1 : end);
        if (dot < 0)
            return [];
        var container = text[2..dot];
        return s_types.Value[container].SelectMany(type => new[] { type }.Concat(Bases(type)).Concat(type.AllInterfaces)).SelectMany(type =>
        {
            var id = text[..2] + type.OriginalDefinition.GetDocumentationCommentId()![2..] + text[dot..];
            return type.OriginalDefinition.GetMembers().Where(member => member.GetDocumentationCommentId() is { } memberId
                && (star ? memberId.StartsWith(id, StringComparison.Ordinal) : memberId == id));
        });
    }

    private static IEnumerable<INamedTypeSymbol> Bases(INamedTypeSymbol type)
    {
        for (var current = type.BaseType; current is not null; current = current.BaseType)
            yield return current;
    }

    private static ILookup<string, INamedTypeSymbol> Types()
    {
        var metadata = typeof(CatalogueBindingTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().ToLookup(entry => entry.Key, entry => entry.Value!);
        var root = metadata["LibraryRoot"].Single();
        var references = new List<MetadataReference>(FrameworkReferences.WithoutAnnotations);
        foreach (var library in metadata["Libraries"].SelectMany(list => list.Split('|')))
        {
            var parts = library.Split('/');
            foreach (var version in parts[1].Split(';'))
                references.AddRange(Libraries(Path.Combine(root, parts[0].ToLowerInvariant(), version.Trim('[', ']').ToLowerInvariant())).Select(dll => MetadataReference.CreateFromFile(dll)));
        }
        var compilation = CSharpCompilation.Create("Libraries", references: references);
        var types = new List<INamedTypeSymbol>();
        var open = new Stack<INamespaceOrTypeSymbol>(references.Select(compilation.GetAssemblyOrModuleSymbol).OfType<IAssemblySymbol>().Select(assembly => assembly.GlobalNamespace));
        while (open.TryPop(out var container))
        {
            foreach (var member in container.GetMembers().OfType<INamespaceOrTypeSymbol>())
            {
                if (member is INamedTypeSymbol type)
                {
                    if (type.DeclaredAccessibility != Accessibility.Public)
                        continue;
                    types.Add(type);
                }
                open.Push(member);
            }
        }
        return types.ToLookup(type => type.GetDocumentationCommentId()![2..]);
    }

    /// <summary>The assemblies of a package, for the newest framework it has.</summary>
    private static string[] Libraries(string package)
    {
        var framework = Path.Combine(package, "build", ".NETFramework");
        if (Directory.Exists(framework))
            return [.. Directory.GetFiles(Directory.GetDirectories(framework).Single(), "*.dll").Where(dll => s_frameworkOnly.Contains(Path.GetFileName(dll)))];
        var lib = Path.Combine(package, "lib");
        if (!Directory.Exists(lib))
            return [];
        var folders = Directory.GetDirectories(lib).Order(StringComparer.Ordinal).ToList();
        var best = s_frameworks.Select(name => folders.Find(folder => Path.GetFileName(folder) == name && Directory.GetFiles(folder, "*.dll").Length > 0))
            .FirstOrDefault(folder => folder is not null) ?? folders.Find(folder => Path.GetFileName(folder).StartsWith("net", StringComparison.Ordinal));
        return Directory.GetFiles(best ?? lib, "*.dll");
    }

    /// <summary>The names in a flow that are no members: parameters, <c>this</c>, <c>return</c>.</summary>
    [GeneratedRegex(@"(?<![\w.])[A-Za-z]\w*")]
    private static partial Regex Roots();
}
