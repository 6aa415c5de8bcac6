using System;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PrivacyAnalyzers.PersonalData;

/// <summary>What code does with a marked member where it names it.</summary>
[Flags]
internal enum MemberAccess
{
    /// <summary>Named only: <c>nameof</c>, comparison with null, the count of a marked collection.</summary>
    None = 0,
    Read = 1,
    Write = 2,

    /// <summary><c>+=</c>, <c>++</c>: the old value only makes the new one.</summary>
    Compound = 4,
}

/// <summary>Decides from syntax what is done with a member where it is named.</summary>
internal static class MemberAccesses
{
    /// <summary>The whole expression that a name ends: <c>x.Name</c>, <c>.Name</c> after <c>x?</c>, or the name alone.</summary>
    internal static ExpressionSyntax Whole(SimpleNameSyntax name) => name.Parent switch
    {
        MemberAccessExpressionSyntax access when access.Name == name => access,
        MemberBindingExpressionSyntax binding => binding,
        _ => name,
    };

    /// <summary>What a marked symbol's name is used for at a place.</summary>
    internal static MemberAccess At(SimpleNameSyntax name, ISymbol symbol)
    {
        SyntaxNode node = name;
        // The whole of x.Name, x?.Name, Type.Name
        while (true)
        {
            if (node.Parent is MemberAccessExpressionSyntax access && access.Name == node
                || node.Parent is MemberBindingExpressionSyntax binding && binding.Name == node
                || node.Parent is ParenthesizedExpressionSyntax
                || node.Parent is PostfixUnaryExpressionSyntax bang && bang.IsKind(SyntaxKind.SuppressNullableWarningExpression)
                || node.Parent is CastExpressionSyntax { Type: PredefinedTypeSyntax { Keyword.RawKind: (int)SyntaxKind.ObjectKeyword } })
                node = node.Parent;
            else if (node.Parent is ConditionalAccessExpressionSyntax conditional && conditional.WhenNotNull == node)
                node = conditional;
            else if (symbol is IMethodSymbol && node.Parent is InvocationExpressionSyntax call && call.Expression == node)
                node = call;
            else
                break;
        }
        switch (node.Parent)
        {
            case AssignmentExpressionSyntax assignment when assignment.Left == node:
                return assignment.Kind() switch
                {
                    // The old value is looked at for null only.
                    SyntaxKind.SimpleAssignmentExpression or SyntaxKind.CoalesceAssignmentExpression => MemberAccess.Write,
                    _ => MemberAccess.Compound | MemberAccess.Write,
                };
            case PrefixUnaryExpressionSyntax prefix when prefix.Kind() is SyntaxKind.PreIncrementExpression or SyntaxKind.PreDecrementExpression:
            case PostfixUnaryExpressionSyntax postfix when postfix.Kind() is SyntaxKind.PostIncrementExpression or SyntaxKind.PostDecrementExpression:
                return node.Parent.Parent is ExpressionStatementSyntax ? MemberAccess.Compound | MemberAccess.Write : MemberAccess.Read | MemberAccess.Write;
            case ArgumentSyntax { RefKindKeyword.RawKind: (int)SyntaxKind.OutKeyword }:
                return MemberAccess.Write;
            case ArgumentSyntax { RefKindKeyword.RawKind: (int)SyntaxKind.RefKeyword }:
                return MemberAccess.Read | MemberAccess.Write;
            case ArgumentSyntax { Parent: TupleExpressionSyntax { Parent: AssignmentExpressionSyntax deconstruction } tuple } when deconstruction.Left == tuple:
                return MemberAccess.Write;
            case ArgumentSyntax argument when IsNameof(argument) || IsNullCheck(argument, node):
                return MemberAccess.None;
            case BinaryExpressionSyntax binary when binary.Kind() is SyntaxKind.EqualsExpression or SyntaxKind.NotEqualsExpression
                && (IsNull(binary.Left == node ? binary.Right : binary.Left)):
                return MemberAccess.None;
            case IsPatternExpressionSyntax pattern when pattern.Expression == node && ChecksNullOnly(pattern.Pattern):
                return MemberAccess.None;
            case SwitchExpressionSyntax chosen when chosen.GoverningExpression == node && chosen.Arms.All(a => ChecksNullOnly(a.Pattern)):
            case SwitchStatementSyntax branched when branched.Expression == node && branched.Sections.All(s => s.Labels.All(ChecksNullOnly)):
                return MemberAccess.None;
            case NameColonSyntax { Parent: SubpatternSyntax sub } when ChecksNullOnly(sub.Pattern):
            case ExpressionColonSyntax { Parent: SubpatternSyntax subpattern } when ChecksNullOnly(subpattern.Pattern):
                return MemberAccess.None;
            case MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Count" or "Length" or "LongLength" } count when count.Expression == node && IsCollection(symbol):
                return MemberAccess.None;
            case MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Count" or "LongCount" or "Any", Parent: InvocationExpressionSyntax { ArgumentList.Arguments.Count: 0 } } count
                when count.Expression == node && IsCollection(symbol):
                return MemberAccess.None;
            case MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Add" or "AddRange" or "Insert" or "Enqueue" or "Push" or "TryAdd" or "Clear" or "Remove", Parent: InvocationExpressionSyntax { Parent: ExpressionStatementSyntax } } add
                when add.Expression == node && IsCollection(symbol):
                return MemberAccess.Write;
            case ElementAccessExpressionSyntax { Parent: AssignmentExpressionSyntax stored } element when stored.Left == element && element.Expression == node && IsCollection(symbol):
                return MemberAccess.Write;
            case ConditionalAccessExpressionSyntax { WhenNotNull: MemberBindingExpressionSyntax { Name.Identifier.ValueText: "Count" or "Length" } } counted
                when counted.Expression == node && IsCollection(symbol):
            case ConditionalAccessExpressionSyntax { WhenNotNull: InvocationExpressionSyntax { ArgumentList.Arguments.Count: 0, Expression: MemberBindingExpressionSyntax { Name.Identifier.ValueText: "Count" or "LongCount" or "Any" } } } called
                when called.Expression == node && IsCollection(symbol):
            case MemberAccessExpressionSyntax { Name.Identifier.ValueText: "HasValue" } has when has.Expression == node && TypeOf(symbol) is { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T }:
                return MemberAccess.None;
            case NameEqualsSyntax { Parent: AttributeArgumentSyntax }:
            case NameColonSyntax { Parent: ArgumentSyntax or AttributeArgumentSyntax }:
                return MemberAccess.None;
            case LambdaExpressionSyntax selector when selector.Body == node:
                return Selected(selector);
            case AnonymousObjectMemberDeclaratorSyntax { Parent: AnonymousObjectCreationExpressionSyntax { Parent: LambdaExpressionSyntax selector } several } when selector.Body == several:
                return Selected(selector);
        }
        return MemberAccess.Read;
    }

    /// <summary>What a call does with the member that a lambda selects: those that map, configure and assign only name it.</summary>
    private static MemberAccess Selected(LambdaExpressionSyntax selector)
    {
        if (selector.Parent is not ArgumentSyntax { Parent: ArgumentListSyntax { Parent: InvocationExpressionSyntax call } list } argument || list.Arguments[0] != argument)
            return MemberAccess.Read;
        return call.Expression is MemberAccessExpressionSyntax { Name.Identifier.ValueText: var name }
            ? name switch
            {
                "ForMember" or "ForPath" or "SetProperty" or "Set" or "SetOnInsert" or "Unset" => MemberAccess.Write,
                "Property" or "ComplexProperty" or "OwnsOne" or "OwnsMany" or "HasIndex" or "HasKey" or "HasAlternateKey" or "Ignore"
                    or "MapMember" or "MapProperty" or "UnmapMember" or "UnmapProperty" => MemberAccess.None,
                _ => MemberAccess.Read,
            }
            : MemberAccess.Read;
    }

    private static bool IsNull(ExpressionSyntax expression) =>
        expression is LiteralExpressionSyntax literal && literal.Kind() is SyntaxKind.NullLiteralExpression or SyntaxKind.DefaultLiteralExpression;

    private static bool ChecksNullOnly(PatternSyntax pattern) => pattern switch
    {
        ConstantPatternSyntax constant => IsNull(constant.Expression),
        UnaryPatternSyntax not => ChecksNullOnly(not.Pattern),
        ParenthesizedPatternSyntax parenthesized => ChecksNullOnly(parenthesized.Pattern),
        RecursivePatternSyntax { Designation: null, Type: null, PositionalPatternClause: null, PropertyPatternClause.Subpatterns.Count: 0 } => true,
        BinaryPatternSyntax binary => ChecksNullOnly(binary.Left) && ChecksNullOnly(binary.Right),
        DiscardPatternSyntax => true,
        _ => false,
    };

    private static bool ChecksNullOnly(SwitchLabelSyntax label) => label switch
    {
        CaseSwitchLabelSyntax constant => IsNull(constant.Value),
        CasePatternSwitchLabelSyntax pattern => ChecksNullOnly(pattern.Pattern),
        _ => true,
    };

    private static bool IsNameof(ArgumentSyntax argument) =>
        argument.Parent?.Parent is InvocationExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: "nameof" } };

    private static bool IsNullCheck(ArgumentSyntax argument, SyntaxNode node) =>
        argument.Expression == node && argument.Parent is ArgumentListSyntax { Parent: InvocationExpressionSyntax call } list
        && call.Expression switch
        {
            MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
            IdentifierNameSyntax name => name.Identifier.ValueText,
            _ => "",
        } switch
        {
            "ThrowIfNull" => true,
            "ReferenceEquals" => list.Arguments.Any(a => IsNull(a.Expression)),
            _ => false,
        };

    private static bool IsCollection(ISymbol symbol) =>
        TypeOf(symbol) is { } type && type.SpecialType != SpecialType.System_String
        && (type is IArrayTypeSymbol || type.SpecialType == SpecialType.System_Collections_IEnumerable || type.AllInterfaces.Any(i => i.SpecialType == SpecialType.System_Collections_IEnumerable));

    private static ITypeSymbol? TypeOf(ISymbol symbol) => symbol switch
    {
        IPropertySymbol property => property.Type,
        IFieldSymbol field => field.Type,
        IParameterSymbol parameter => parameter.Type,
        IMethodSymbol method => method.ReturnType,
        _ => null,
    };
}
