using System;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace PrivacyAnalyzers.Rules.PolicyFile;

/// <summary>PRIV9007: a finding about privacy is suppressed, and nobody says why.</summary>
public sealed class SuppressionWithoutReasonAnalyzer : PrivacyRule
{
    /// <summary>Id of the rule.</summary>
    public const string Id = "PRIV9007";

    private const string SuppressMessage = "System.Diagnostics.CodeAnalysis.SuppressMessageAttribute";

    private static readonly DiagnosticDescriptor s_rule = new(
        Id,
        "Suppression has no reason",
        "'{0}' is suppressed without a reason; {1}",
        Descriptors.Policy,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "A #pragma warning disable of a rule on privacy has no comment on its line, or a [SuppressMessage] no Justification: whoever audits the code cannot tell an exception from an oversight.",
        helpLinkUri: Descriptors.HelpLink(Id),
        customTags: Descriptors.Tags(false));

    /// <inheritdoc />
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [s_rule];

    private protected override bool RunsWithoutMarks => true;

    private protected override void Start(CompilationStartAnalysisContext context, PrivacyContext privacy)
    {
        context.RegisterSyntaxTreeAction(AnalyzeDirectives);
        OnAttributes(context, privacy, AnalyzeAttribute);
    }

    private static void AnalyzeDirectives(SyntaxTreeAnalysisContext context)
    {
        var root = context.Tree.GetRoot(context.CancellationToken);
        if (!root.ContainsDirectives)
            return;
        for (var directive = root.GetFirstDirective(); directive is not null; directive = directive.GetNextDirective())
        {
            if (directive is not PragmaWarningDirectiveTriviaSyntax { IsActive: true } pragma
                || !pragma.DisableOrRestoreKeyword.IsKind(SyntaxKind.DisableKeyword)
                || HasComment(pragma))
                continue;
            foreach (var code in pragma.ErrorCodes)
            {
                if (RuleId(code.ToString()) is { } id)
                {
                    context.ReportDiagnostic(Diagnostic.Create(s_rule, code.GetLocation(), id, "say why in a comment on this line"));
                    break;
                }
            }
        }
    }

    private static void AnalyzeAttribute(AttributeSyntax attribute, SemanticModelAnalysisContext context)
    {
        if (attribute.ArgumentList is not { } list || !MayBeSuppression(attribute)
            || context.SemanticModel.GetSymbolInfo(attribute, context.CancellationToken).Symbol?.ContainingType?.ToDisplayString() != SuppressMessage)
            return;
        string? id = null;
        var justified = false;
        for (var i = 0; i < list.Arguments.Count; i++)
        {
            var argument = list.Arguments[i];
            var isId = argument.NameEquals is null && (argument.NameColon?.Name.Identifier.ValueText ?? (i == 1 ? "checkId" : "")) == "checkId";
            var isReason = argument.NameEquals?.Name.Identifier.ValueText == "Justification";
            if (!isId && !isReason)
                continue;
            var value = context.SemanticModel.GetConstantValue(argument.Expression, context.CancellationToken).Value as string;
            if (isId)
                id = value is null ? null : RuleId(value.Split(':')[0].Trim());
            else
                justified = !string.IsNullOrWhiteSpace(value) && !value!.Trim().Equals("<Pending>", StringComparison.OrdinalIgnoreCase);
        }
        if (id is not null && !justified)
            context.ReportDiagnostic(Diagnostic.Create(s_rule, attribute.GetLocation(), id, "give a Justification"));
    }

    /// <summary>By its name, or that of an alias of the file.</summary>
    private static bool MayBeSuppression(AttributeSyntax attribute)
    {
        var name = attribute.Name switch
        {
            QualifiedNameSyntax qualified => qualified.Right.Identifier.ValueText,
            AliasQualifiedNameSyntax qualified => qualified.Name.Identifier.ValueText,
            SimpleNameSyntax simple => simple.Identifier.ValueText,
            _ => "",
        };
        return name is "SuppressMessage" or "SuppressMessageAttribute"
            || attribute.SyntaxTree.GetRoot() is CompilationUnitSyntax unit && unit.Usings.Any(u => u.Alias?.Name.Identifier.ValueText == name);
    }

    /// <summary>The id of a rule of ours, or null.</summary>
    private static string? RuleId(string code) =>
        code.Length == 8 && code.StartsWith("PRIV", StringComparison.OrdinalIgnoreCase) && code.Skip(4).All(c => c is >= '0' and <= '9')
            ? code.ToUpperInvariant()
            : null;

    private static bool HasComment(PragmaWarningDirectiveTriviaSyntax pragma)
    {
        foreach (var trivia in pragma.DescendantTrivia())
            if (trivia.IsKind(SyntaxKind.SingleLineCommentTrivia) && trivia.ToString().Trim('/', ' ', '\t').Length > 0)
                return true;
        return false;
    }
}
