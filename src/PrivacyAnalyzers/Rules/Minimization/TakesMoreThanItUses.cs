using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using PrivacyAnalyzers.PersonalData;

namespace PrivacyAnalyzers.Rules.Minimization;

/// <summary>
/// PRIV1007: a non-public, non-virtual method or local function takes a parameter that holds three or more marked members, and
/// uses at most a third of them and nothing else of it.
/// </summary>
public sealed class TakesMoreThanItUsesAnalyzer : PrivacyRule
{
    /// <summary>Id of the rule.</summary>
    public const string Id = "PRIV1007";

    private static readonly DiagnosticDescriptor s_rule = new(
        Id,
        "Takes more personal data than it uses",
        "'{0}' takes all of '{1}', but uses only {2}",
        Descriptors.Minimization,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        description: "What a method cannot see it cannot leak: pass the values that it needs.",
        helpLinkUri: Descriptors.HelpLink(Id),
        customTags: Descriptors.Tags(false));

    /// <inheritdoc />
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [s_rule];

    private protected override void Start(CompilationStartAnalysisContext context, PrivacyContext privacy) =>
        context.RegisterSyntaxNodeAction(c => Judge(c, privacy), SyntaxKind.MethodDeclaration, SyntaxKind.LocalFunctionStatement);

    private static void Judge(SyntaxNodeAnalysisContext context, PrivacyContext privacy)
    {
        var parameters = context.Node switch
        {
            MethodDeclarationSyntax method when !method.Modifiers.Any(m => m.Kind() is SyntaxKind.PublicKeyword or SyntaxKind.VirtualKeyword or SyntaxKind.AbstractKeyword or SyntaxKind.OverrideKeyword)
                && method.ExplicitInterfaceSpecifier is null => method.ParameterList.Parameters,
            LocalFunctionStatementSyntax local => local.ParameterList.Parameters,
            _ => default,
        };
        if (parameters.Count == 0 || ValueTrace.BodyOf(context.Node) is not { } body)
            return;
        IMethodSymbol? symbol = null;
        foreach (var parameter in parameters)
        {
            if (parameter.Type is null or PredefinedTypeSyntax)
                continue;
            symbol ??= context.SemanticModel.GetDeclaredSymbol(context.Node, context.CancellationToken) as IMethodSymbol;
            if (symbol is null || symbol.DeclaredAccessibility == Accessibility.Public || symbol.IsVirtual || symbol.IsAbstract || symbol.IsOverride)
                return;
            if (context.SemanticModel.GetDeclaredSymbol(parameter, context.CancellationToken) is not { } declared || Holder(declared.Type) is not { } type)
                continue;
            var marked = privacy.Labels.MarkedMembers(type);
            if (marked.Length < 3)
                continue;
            var used = UsedMembers(context, body, declared, marked, privacy);
            if (used is null || used.Count == 0 || used.Count * 3 > marked.Length)
                continue;
            if (ImplementsContract(symbol) || IsUsedAsDelegate(symbol, privacy))
                return;
            context.ReportDiagnostic(Diagnostic.Create(s_rule, parameter.GetLocation(), symbol.Name, parameter.Identifier.ValueText,
                string.Join(", ", used.Select(u => "'" + u.Name + "'"))));
        }
    }

    private static INamedTypeSymbol? Holder(ITypeSymbol type) => type switch
    {
        INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable => nullable.TypeArguments[0] as INamedTypeSymbol,
        ITypeParameterSymbol { ConstraintTypes.Length: > 0 } parameter => parameter.ConstraintTypes[0] as INamedTypeSymbol,
        INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Struct or TypeKind.Interface } named when SymbolEqualityComparer.Default.Equals(Labels.Unwrap(named), named) => named,
        _ => null,
    };

    /// <summary>The marked members that are read of a parameter, or null if anything else is done with it.</summary>
    private static HashSet<ISymbol>? UsedMembers(SyntaxNodeAnalysisContext context, SyntaxNode body, IParameterSymbol parameter, ImmutableArray<ISymbol> marked, PrivacyContext privacy)
    {
        var model = context.SemanticModel;
        var used = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        foreach (var name in body.DescendantNodes().OfType<IdentifierNameSyntax>())
        {
            if (name.Identifier.ValueText != parameter.Name || !SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(name, context.CancellationToken).Symbol, parameter))
                continue;
            SyntaxNode node = name;
            while (node.Parent is ParenthesizedExpressionSyntax or PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression })
                node = node.Parent;
            switch (node.Parent)
            {
                case MemberAccessExpressionSyntax access when access.Expression == node:
                    if (!Add(access.Name))
                        return null;
                    break;
                case ConditionalAccessExpressionSyntax conditional when conditional.Expression == node
                    && conditional.WhenNotNull.DescendantNodesAndSelf().OfType<MemberBindingExpressionSyntax>().FirstOrDefault() is { } binding:
                    if (!Add(binding.Name))
                        return null;
                    break;
                case IsPatternExpressionSyntax pattern when pattern.Expression == node:
                    if (!AddPattern(pattern.Pattern))
                        return null;
                    break;
                case SwitchExpressionSyntax switched when switched.GoverningExpression == node:
                    if (!switched.Arms.All(a => AddPattern(a.Pattern)))
                        return null;
                    break;
                case BinaryExpressionSyntax binary when binary.Kind() is SyntaxKind.EqualsExpression or SyntaxKind.NotEqualsExpression
                    && (binary.Left.IsKind(SyntaxKind.NullLiteralExpression) || binary.Right.IsKind(SyntaxKind.NullLiteralExpression)):
                case ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: "nameof" } } }:
                case ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ThrowIfNull" } } }:
                    break;
                default:
                    return null;
            }
        }
        return used;

        bool Add(SimpleNameSyntax member)
        {
            var symbol = model.GetSymbolInfo(member, context.CancellationToken).Symbol?.OriginalDefinition;
            if (symbol is null || !marked.Contains(symbol, SymbolEqualityComparer.Default))
                return false;
            var access = MemberAccesses.At(member, symbol);
            if ((access & MemberAccess.Write) != 0)
                return false;
            if ((access & MemberAccess.Read) != 0)
                used.Add(symbol);
            return true;
        }

        bool AddPattern(PatternSyntax pattern)
        {
            switch (pattern)
            {
                case ConstantPatternSyntax { Expression.RawKind: (int)SyntaxKind.NullLiteralExpression } or DiscardPatternSyntax:
                    return true;
                case UnaryPatternSyntax not:
                    return AddPattern(not.Pattern);
                case ParenthesizedPatternSyntax parenthesized:
                    return AddPattern(parenthesized.Pattern);
                case BinaryPatternSyntax binary:
                    return AddPattern(binary.Left) && AddPattern(binary.Right);
                case RecursivePatternSyntax { Designation: null, PositionalPatternClause: null, PropertyPatternClause: { } clause }:
                    foreach (var sub in clause.Subpatterns)
                    {
                        var expression = sub.ExpressionColon?.Expression;
                        while (expression is MemberAccessExpressionSyntax access)
                            expression = access.Expression;
                        if (expression is not SimpleNameSyntax simple || !Add(simple))
                            return false;
                    }
                    return true;
                default:
                    return false;
            }
        }
    }

    private static bool ImplementsContract(IMethodSymbol method) =>
        method.ExplicitInterfaceImplementations.Length > 0
        || method.ContainingType is { } type && type.AllInterfaces.Any(i => i.GetMembers(method.Name).Any(m => SymbolEqualityComparer.Default.Equals(type.FindImplementationForInterfaceMember(m), method)));

    /// <summary>Whether the method's name stands anywhere but in a call.</summary>
    private static bool IsUsedAsDelegate(IMethodSymbol method, PrivacyContext privacy)
    {
        var hidden = method.DeclaredAccessibility == Accessibility.Private || method.MethodKind == MethodKind.LocalFunction;
        var scopes = hidden
            ? method.ContainingType.DeclaringSyntaxReferences.Select(r => r.GetSyntax())
            : privacy.Compilation.SyntaxTrees.Select(t => t.GetRoot());
        foreach (var scope in scopes)
        {
            foreach (var name in scope.DescendantNodes().OfType<SimpleNameSyntax>())
            {
                if (name.Identifier.ValueText != method.Name)
                    continue;
                SyntaxNode node = name;
                while (node.Parent is MemberAccessExpressionSyntax access && access.Name == node || node.Parent is MemberBindingExpressionSyntax)
                    node = node.Parent;
                if (node.Parent is InvocationExpressionSyntax call && call.Expression == node
                    || node.Parent is ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: "nameof" } } })
                    continue;
                var info = privacy.Model(name.SyntaxTree).GetSymbolInfo(name);
                if ((info.Symbol is { } bound ? ImmutableArray.Create(bound) : info.CandidateSymbols).Any(s => SymbolEqualityComparer.Default.Equals(s.OriginalDefinition, method.OriginalDefinition)))
                    return true;
            }
        }
        return false;
    }
}
