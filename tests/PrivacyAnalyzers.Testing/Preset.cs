using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Testing;

namespace PrivacyAnalyzers.Testing;

/// <summary>What the presets share.</summary>
internal static class Preset
{
    internal const string PolicyPath = "/privacy-policy.json";
    internal const string ConfigPath = "/.globalconfig";
    private const string UsingsPath = "/0/Usings.g.cs";

    private const string Usings =
        """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;

        """;

    /// <summary>Preview, since the compiler that the rules are built against calls C# 14 so.</summary>
    internal static ParseOptions ParseOptions { get; } = new CSharpParseOptions(LanguageVersion.Preview, DocumentationMode.Parse);

    internal static CompilationOptions CompilationOptions { get; } =
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Enable);

    internal static void Replace(SourceFileCollection files, string path, string? content)
    {
        files.RemoveAll(file => file.filename == path);
        if (content is not null)
            files.Add((path, content));
    }

    internal static string? Find(SourceFileCollection files, string path) =>
        files.Where(file => file.filename == path).Select(file => file.content.ToString()).FirstOrDefault();

    internal static string Config(string? options) => "is_global = true\n" + options + "\n";

    /// <summary>A state without sources of its own takes over those of another, the usings with them.</summary>
    internal static void AddUsings(SolutionState state)
    {
        if (state.Sources.Count > 0)
            Replace(state.Sources, UsingsPath, Usings);
    }
}
