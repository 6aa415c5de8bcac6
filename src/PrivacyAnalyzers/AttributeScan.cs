using System;
using System.Collections.Immutable;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PrivacyAnalyzers;

/// <summary>
/// Finds the attributes of a file by the brackets in its text, so that of its syntax only what is around them is made: most of a file
/// is code that has none.
/// </summary>
internal static class AttributeScan
{
    /// <summary>The attributes of a tree, in the order of the source.</summary>
    internal static ImmutableArray<AttributeSyntax> In(SyntaxTree tree, CancellationToken cancellation)
    {
        var root = tree.GetRoot(cancellation);
        var text = tree.GetText(cancellation);
        var found = ImmutableArray.CreateBuilder<AttributeSyntax>();
        var buffer = new char[4096];
        var last = '\n';
        for (var offset = 0; offset < text.Length; offset += buffer.Length)
        {
            cancellation.ThrowIfCancellationRequested();
            var count = Math.Min(buffer.Length, text.Length - offset);
            text.CopyTo(offset, buffer, 0, count);
            for (var i = 0; i < count; i++)
            {
                var c = buffer[i];
                if (c == '[' && !Indexes(last) && root.FindToken(offset + i) is { Parent: AttributeListSyntax list } token && token.SpanStart == offset + i)
                    found.AddRange(list.Attributes);
                if (c is not (' ' or '\t'))
                    last = c;
            }
        }
        return found.ToImmutable();
    }

    /// <summary>Whether a bracket after a character, on the same line, stands behind a value.</summary>
    private static bool Indexes(char before) => char.IsLetterOrDigit(before) || before is '_' or ')' or '"';
}
