using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using PrivacyAnalyzers.PersonalData;

namespace PrivacyAnalyzers.Rules.Minimization;

/// <summary>PRIV1006: a marked member that only this assembly can see (all, in an executable) is written and never read.</summary>
public sealed class CollectedButNeverUsedAnalyzer : PrivacyRule
{
    /// <summary>Id of the rule.</summary>
    public const string Id = "PRIV1006";

    private static readonly DiagnosticDescriptor s_rule = new(
        Id,
        "Collected but never used",
        "'{0}' ({1}) is collected, but no code reads it",
        Descriptors.Minimization,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "Personal data that nobody uses need not be collected.",
        helpLinkUri: Descriptors.HelpLink(Id),
        customTags: Descriptors.Tags(true));

    /// <inheritdoc />
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [s_rule];

    private protected override void Start(CompilationStartAnalysisContext context, PrivacyContext privacy)
    {
        var candidates = new ConcurrentBag<ISymbol>();
        var executable = context.Compilation.Options.OutputKind is OutputKind.ConsoleApplication or OutputKind.WindowsApplication or OutputKind.WindowsRuntimeApplication;
        var friends = context.Compilation.Assembly.GetAttributes().Any(a => a.AttributeClass?.Name == "InternalsVisibleToAttribute");
        context.RegisterSymbolAction(
            c =>
            {
                if (c.Symbol is { IsImplicitlyDeclared: false } symbol && (executable || IsHidden(symbol, friends))
                    && privacy.Labels.MarkOf(symbol) is not null && !PassesOn(symbol, privacy))
                    candidates.Add(symbol);
            },
            SymbolKind.Property,
            SymbolKind.Field);
        context.RegisterCompilationEndAction(c => Judge(c, privacy, candidates));
    }

    private static void Judge(CompilationAnalysisContext context, PrivacyContext privacy, ConcurrentBag<ISymbol> candidates)
    {
        if (candidates.IsEmpty)
            return;
        var uses = MarkedMemberUses.Of(privacy);
        var read = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        var written = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        foreach (var use in uses.Uses)
        {
            if ((use.Access & MemberAccess.Read) != 0)
                foreach (var member in MarkedMemberUses.Family(use.Symbol))
                    read.Add(member);
            if ((use.Access & MemberAccess.Write) != 0)
                written.Add(use.Symbol);
        }
        foreach (var candidate in candidates.OrderBy(c => c.Locations[0].SourceTree?.FilePath, System.StringComparer.Ordinal).ThenBy(c => c.Locations[0].SourceSpan.Start))
        {
            context.CancellationToken.ThrowIfCancellationRequested();
            if (!written.Contains(candidate) && !(uses.IsFilledWhole(candidate.ContainingType) && IsWritable(candidate)))
                continue;
            if (MarkedMemberUses.Family(candidate).Any(read.Contains))
                continue;
            if (uses.IsReadWhole(candidate.ContainingType) && candidate.DeclaredAccessibility == Accessibility.Public && !ValueTrace.IsLeftOut(candidate))
                continue;
            // What implements a contract of another assembly is read through it there.
            if (MarkedMemberUses.Family(candidate).Skip(1).Any(m => m.Locations.Length > 0 && m.Locations[0].IsInMetadata))
                continue;
            var mark = privacy.Labels.MarkOf(candidate)!;
            context.ReportDiagnostic(Diagnostic.Create(s_rule, candidate.Locations[0], mark.DisplayName, mark.Category));
        }
    }

    private static bool IsWritable(ISymbol symbol) => symbol is IPropertySymbol { SetMethod: not null, DeclaredAccessibility: Accessibility.Public };

    /// <summary>Whether nobody outside of the assembly can see a member.</summary>
    private static bool IsHidden(ISymbol symbol, bool friends)
    {
        for (var s = symbol; s is not null and not INamespaceSymbol; s = s.ContainingSymbol)
        {
            switch (s.DeclaredAccessibility)
            {
                case Accessibility.Private:
                    return true;
                case Accessibility.Internal or Accessibility.ProtectedAndInternal when !friends:
                    return true;
            }
        }
        return false;
    }

    /// <summary>A property that is marked because it passes on to a marked field: the field is what collects.</summary>
    private static bool PassesOn(ISymbol symbol, PrivacyContext privacy) =>
        symbol is IPropertySymbol && privacy.Labels.MarkOf(symbol)?.Attribute?.ApplicationSyntaxReference?.GetSyntax() is { } attribute
        && attribute.FirstAncestorOrSelf<MemberDeclarationSyntax>() is FieldDeclarationSyntax;
}
