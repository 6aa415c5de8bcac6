using Microsoft.CodeAnalysis;

namespace PrivacyAnalyzers.Rules;

/// <summary>Who can see a symbol, its containing types' accessibility included.</summary>
internal static class Visibility
{
    /// <summary>Whether other assemblies can see it, by a reference or by deriving.</summary>
    internal static bool IsPublic(ISymbol symbol)
    {
        for (var s = symbol; s is not null and not INamespaceSymbol; s = s.ContainingSymbol)
            if (s.DeclaredAccessibility is not (Accessibility.Public or Accessibility.Protected or Accessibility.ProtectedOrInternal))
                return false;
        return true;
    }

    /// <summary>Whether only the outermost type that declares it can see it.</summary>
    internal static bool IsPrivate(ISymbol symbol)
    {
        for (var s = symbol; s is not null and not INamespaceSymbol; s = s.ContainingSymbol)
            if (s.DeclaredAccessibility == Accessibility.Private)
                return true;
        return false;
    }
}
