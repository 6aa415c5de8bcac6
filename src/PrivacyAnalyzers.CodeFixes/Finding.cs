using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using PrivacyAnalyzers.Rules;

namespace PrivacyAnalyzers.CodeFixes;

/// <summary>Reads what a finding tells its fix, and the syntax around it.</summary>
internal static class Finding
{
    internal static string? Get(this Diagnostic diagnostic, string property) =>
        diagnostic.Properties.TryGetValue(property, out var value) && !string.IsNullOrEmpty(value) ? value : null;

    /// <summary>A property that is a list of ids.</summary>
    internal static IReadOnlyList<string> List(this Diagnostic diagnostic, string property) =>
        diagnostic.Get(property)?.Split(',') ?? [];

    /// <summary>The place that the fix edits, if it is not that of the finding.</summary>
    internal static Location? EditAt(this Diagnostic diagnostic) =>
        diagnostic.Get(FindingProperties.EditAt) is { } text
        && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < diagnostic.AdditionalLocations.Count
            ? diagnostic.AdditionalLocations[index]
            : null;

    /// <summary>The innermost node at a place in source, or null.</summary>
    internal static SyntaxNode? Node(this Location location) =>
        location.SourceTree?.GetRoot() is { } root && root.FullSpan.Contains(location.SourceSpan)
            ? root.FindNode(location.SourceSpan, getInnermostNodeForTie: true)
            : null;

    /// <summary>The white space that the line of a node begins with.</summary>
    internal static string Indent(SyntaxNode node)
    {
        var text = node.SyntaxTree.GetText();
        var line = text.Lines.GetLineFromPosition(node.SpanStart).ToString();
        return line.Substring(0, line.Length - line.TrimStart().Length);
    }

    internal static string NewLine(SyntaxNode node) =>
        node.SyntaxTree.GetText().Lines[0] is var line && line.EndIncludingLineBreak - line.End == 2 ? "\r\n" : "\n";

    /// <summary>The name of our attribute as the file can write it.</summary>
    internal static string AttributeName(SyntaxNode node, string name) =>
        node.SyntaxTree.GetRoot().DescendantNodes(n => n is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax)
            .Any(n => n is UsingDirectiveSyntax { Alias: null } @using && @using.Name?.ToString() == "PrivacyAnalyzers"
                || n is BaseNamespaceDeclarationSyntax @namespace && @namespace.Name.ToString().StartsWith("PrivacyAnalyzers", StringComparison.Ordinal))
            ? name
            : "PrivacyAnalyzers." + name;
}
