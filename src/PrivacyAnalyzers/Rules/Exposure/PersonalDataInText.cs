using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using PrivacyAnalyzers.Flow;
using PrivacyAnalyzers.PersonalData;

namespace PrivacyAnalyzers.Rules.Exposure;

/// <summary>PRIV3005: a record's synthesised or a written <c>ToString</c>, or <c>[DebuggerDisplay]</c>, shows a marked member.</summary>
public sealed class PersonalDataInTextAnalyzer : PrivacyRule
{
    /// <summary>Id of the rule.</summary>
    public const string Id = "PRIV3005";

    /// <summary>Property of a finding on a record: names of the members that its text may show, joined by commas; the fix prints these.</summary>
    internal const string ShownProperty = "shown";

    /// <summary>Property of a finding on a record: how its <c>PrintMembers</c> is declared.</summary>
    internal const string ModifiersProperty = "modifiers";

    /// <summary>What begins a declaration of text.</summary>
    private static readonly WordSet s_declared = new(["record", "ToString", "PrintMembers"]);

    private static readonly DiagnosticDescriptor s_rule = new(
        Id,
        "Personal data in text",
        "{0} shown by {1}",
        Descriptors.Exposure,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "Text that an object gives by itself ends up in logs, messages and debuggers, where nobody decided to show personal data.",
        helpLinkUri: Descriptors.HelpLink(Id),
        customTags: Descriptors.Tags(false));

    /// <inheritdoc />
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [s_rule];

    private protected override void Start(CompilationStartAnalysisContext context, PrivacyContext privacy)
    {
        context.RegisterSemanticModelAction(model =>
        {
            foreach (var token in privacy.Tokens(model.SemanticModel.SyntaxTree, s_declared, model.CancellationToken))
            {
                if (token.Parent is RecordDeclarationSyntax record && token == record.Keyword)
                    Record(record, model, privacy);
                else if (token.Parent is MethodDeclarationSyntax method && token == method.Identifier)
                    Written(method, model, privacy);
            }
        });
        OnAttributes(context, privacy, (attribute, model) => Display(attribute, model, privacy));
    }

    private static void Record(RecordDeclarationSyntax syntax, SemanticModelAnalysisContext context, PrivacyContext privacy)
    {
        if (context.SemanticModel.GetDeclaredSymbol(syntax, context.CancellationToken) is not { } record
            || !IsFirstPart(record, syntax) || !SynthesisesText(record))
            return;
        var shown = Printed(record).ToList();
        var marked = shown.Where(m => privacy.Labels.MarkOf(m) is not null && ShowsText(MemberType(m))).ToList();
        if (marked.Count == 0)
            return;
        var harmless = shown.Except(marked, SymbolEqualityComparer.Default).Select(m => m!.Name);
        var properties = ImmutableDictionary<string, string?>.Empty.Add(ShownProperty, string.Join(",", harmless))
            .Add(ModifiersProperty, record.BaseType is { IsRecord: true } ? "protected override" : record.IsSealed || record.IsValueType ? "private" : "protected virtual");
        context.ReportDiagnostic(Diagnostic.Create(s_rule, syntax.Identifier.GetLocation(), marked.Select(m => m.Locations[0]), properties,
            Marks.Describe(marked.Select(m => privacy.Labels.MarkOf(m)!)), "the record's own text"));
    }

    /// <summary>A record of several parts is reported once, on the part that has the parameters, else the first.</summary>
    private static bool IsFirstPart(INamedTypeSymbol record, RecordDeclarationSyntax syntax)
    {
        var parts = record.DeclaringSyntaxReferences;
        if (parts.Length == 1)
            return true;
        var chosen = parts.FirstOrDefault(p => p.GetSyntax() is RecordDeclarationSyntax { ParameterList: not null }) ?? parts[0];
        return chosen.SyntaxTree == syntax.SyntaxTree && chosen.Span == syntax.Span;
    }

    private static bool SynthesisesText(INamedTypeSymbol record)
    {
        foreach (var member in record.GetMembers("ToString"))
            if (member is IMethodSymbol { Parameters.Length: 0, IsImplicitlyDeclared: false })
                return false;
        foreach (var member in record.GetMembers("PrintMembers"))
            if (member is IMethodSymbol { Parameters.Length: 1, IsImplicitlyDeclared: false })
                return false;
        for (var t = record.BaseType; t is { IsRecord: true }; t = t.BaseType)
            foreach (var member in t.GetMembers("ToString"))
                if (member is IMethodSymbol { Parameters.Length: 0, IsSealed: true })
                    return false;
        return true;
    }

    /// <summary>What a synthesised <c>PrintMembers</c> prints: the public instance fields and properties that the record itself declares.</summary>
    private static IEnumerable<ISymbol> Printed(INamedTypeSymbol record) =>
        record.GetMembers().Where(m => m.DeclaredAccessibility == Accessibility.Public && !m.IsStatic && !m.IsOverride
            && m is IFieldSymbol { IsConst: false } or IPropertySymbol { IsIndexer: false, GetMethod: not null });

    private static ITypeSymbol? MemberType(ISymbol member) => member switch
    {
        IPropertySymbol property => property.Type,
        IFieldSymbol field => field.Type,
        _ => null,
    };

    /// <summary>Whether an object's text is made of its value; that of arrays, collections and classes without <c>ToString</c> is their type's name.</summary>
    private static bool ShowsText(ITypeSymbol? type)
    {
        switch (type)
        {
            case null or IArrayTypeSymbol:
                return false;
            case INamedTypeSymbol { TypeKind: TypeKind.Interface } contract:
                return contract.ContainingNamespace?.ToDisplayString().StartsWith("System.Collections", StringComparison.Ordinal) != true;
            case INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable:
                return ShowsText(nullable.TypeArguments[0]);
            case INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Struct, SpecialType: SpecialType.None } named:
                for (INamedTypeSymbol? t = named; t is not null && t.SpecialType is not (SpecialType.System_Object or SpecialType.System_ValueType); t = t.BaseType)
                    if (t.IsRecord || t.GetMembers("ToString").Any(m => m is IMethodSymbol { Parameters.Length: 0, IsStatic: false }))
                        return true;
                return false;
            default:
                return true;
        }
    }

    private static void Written(MethodDeclarationSyntax syntax, SemanticModelAnalysisContext context, PrivacyContext privacy)
    {
        if (ValueTrace.BodyOf(syntax) is not { } body)
            return;
        if (syntax.Identifier.ValueText == "ToString")
        {
            if (syntax.Modifiers.Any(SyntaxKind.OverrideKeyword) ? !OverridesText(context, syntax) : !IsFormattable(context, syntax))
                return;
            foreach (var returned in ValueTrace.Returned(body))
                Report(context, privacy, returned, "'ToString'");
        }
        else if (syntax.ParameterList.Parameters.Count == 1 && syntax.Parent is RecordDeclarationSyntax)
        {
            foreach (var append in body.DescendantNodes().OfType<InvocationExpressionSyntax>())
                if (append.Expression is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Append" or "AppendLine" or "AppendFormat" or "AppendJoin" or "Insert" })
                    foreach (var argument in append.ArgumentList.Arguments)
                        Report(context, privacy, argument.Expression, "'PrintMembers'");
        }
    }

    /// <summary>Whether a method overrides <c>object</c>'s: one that hides it is not what shows an object.</summary>
    private static bool OverridesText(SemanticModelAnalysisContext context, MethodDeclarationSyntax syntax)
    {
        var method = context.SemanticModel.GetDeclaredSymbol(syntax, context.CancellationToken);
        while (method?.OverriddenMethod is { } overridden)
            method = overridden;
        return method?.ContainingType.SpecialType == SpecialType.System_Object || IsFormattable(context, syntax);
    }

    /// <summary><c>IFormattable.ToString(string, IFormatProvider)</c> is what interpolation and formatting call.</summary>
    private static bool IsFormattable(SemanticModelAnalysisContext context, MethodDeclarationSyntax syntax) =>
        syntax.ParameterList.Parameters.Count == 2
        && context.SemanticModel.GetDeclaredSymbol(syntax, context.CancellationToken) is { ContainingType: { } type }
        && type.AllInterfaces.Any(i => i.Name is "IFormattable" or "ISpanFormattable");

    private static void Report(SemanticModelAnalysisContext context, PrivacyContext privacy, ExpressionSyntax expression, string by)
    {
        foreach (var group in ValueTrace.Of(privacy, expression, ProtectionSet.Any, objects: false).GroupBy(t => t.Anchor))
            context.ReportDiagnostic(Diagnostic.Create(s_rule, group.Key.GetLocation(), Marks.Describe(group.Select(t => t.Mark)), by));
    }

    private static void Display(AttributeSyntax syntax, SemanticModelAnalysisContext context, PrivacyContext privacy)
    {
        if (Marks.SimpleName(syntax.Name) is not ("DebuggerDisplay" or "DebuggerDisplayAttribute")
            || syntax.Parent?.Parent is not { } owner
            || context.SemanticModel.GetSymbolInfo(syntax, context.CancellationToken).Symbol?.ContainingType.ToDisplayString() != "System.Diagnostics.DebuggerDisplayAttribute")
            return;
        var type = DisplayedType(context, owner);
        if (type is null)
            return;
        var marks = new List<Mark>();
        foreach (var argument in syntax.ArgumentList?.Arguments ?? default)
        {
            if (argument.NameEquals is { Name.Identifier.ValueText: "TargetTypeName" or "Target" }
                || context.SemanticModel.GetConstantValue(argument.Expression, context.CancellationToken).Value is not string text)
                continue;
            foreach (var hole in Holes(text))
                Collect(SyntaxFactory.ParseExpression(hole), type, privacy, marks);
        }
        if (marks.Count > 0)
            context.ReportDiagnostic(Diagnostic.Create(s_rule, syntax.GetLocation(), Marks.Describe(marks), "'DebuggerDisplay'"));
    }

    private static ITypeSymbol? DisplayedType(SemanticModelAnalysisContext context, SyntaxNode owner) =>
        owner is BaseFieldDeclarationSyntax field
            ? MemberContainer(context.SemanticModel.GetDeclaredSymbol(field.Declaration.Variables[0], context.CancellationToken))
            : MemberContainer(context.SemanticModel.GetDeclaredSymbol(owner, context.CancellationToken));

    private static ITypeSymbol? MemberContainer(ISymbol? symbol) => symbol switch
    {
        INamedTypeSymbol type => type,
        // On a member, the expressions are of the member's type.
        IPropertySymbol property => property.Type,
        IFieldSymbol field => field.Type,
        _ => null,
    };

    /// <summary>The expressions between braces, without the format after the last comma.</summary>
    private static IEnumerable<string> Holes(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\\')
            {
                i++;
                continue;
            }
            if (text[i] != '{')
                continue;
            var end = text.IndexOf('}', i);
            if (end < 0)
                yield break;
            var hole = text.Substring(i + 1, end - i - 1);
            foreach (var format in (string[])[",nq", ",d", ",h", ",x", ",raw", ",ac", ",results"])
                if (hole.EndsWith(format, StringComparison.Ordinal))
                    hole = hole.Substring(0, hole.Length - format.Length);
            yield return hole;
            i = end;
        }
    }

    /// <summary>Marked members that an expression of the display shows. It is bound by names: attributes' text has no place in the code.</summary>
    private static void Collect(SyntaxNode expression, ITypeSymbol type, PrivacyContext privacy, List<Mark> marks)
    {
        switch (expression)
        {
            case BinaryExpressionSyntax binary when binary.Kind() is SyntaxKind.EqualsExpression or SyntaxKind.NotEqualsExpression or SyntaxKind.LessThanExpression
                or SyntaxKind.GreaterThanExpression or SyntaxKind.LessThanOrEqualExpression or SyntaxKind.GreaterThanOrEqualExpression or SyntaxKind.IsExpression:
            case IsPatternExpressionSyntax:
                return;
            case ConditionalExpressionSyntax conditional:
                Collect(conditional.WhenTrue, type, privacy, marks);
                Collect(conditional.WhenFalse, type, privacy, marks);
                return;
            case ExpressionSyntax chain when Chain(chain) is { Count: > 0 } names:
                CollectChain(names, type, privacy, marks);
                foreach (var argument in chain.DescendantNodes().OfType<ArgumentSyntax>())
                    Collect(argument.Expression, type, privacy, marks);
                return;
        }
        foreach (var child in expression.ChildNodes())
            Collect(child, type, privacy, marks);
    }

    /// <summary>The names of <c>a.b?.c()</c> in their order.</summary>
    private static List<string> Chain(ExpressionSyntax expression)
    {
        var names = new List<string>();
        return Walk(expression) ? names : [];

        bool Walk(ExpressionSyntax e)
        {
            switch (e)
            {
                case ThisExpressionSyntax:
                    return true;
                case SimpleNameSyntax name:
                    names.Add(name.Identifier.ValueText);
                    return true;
                case MemberAccessExpressionSyntax access when Walk(access.Expression):
                    names.Add(access.Name.Identifier.ValueText);
                    return true;
                case MemberBindingExpressionSyntax binding:
                    names.Add(binding.Name.Identifier.ValueText);
                    return true;
                case ConditionalAccessExpressionSyntax access:
                    return Walk(access.Expression) && Walk(access.WhenNotNull);
                case InvocationExpressionSyntax call:
                    return Walk(call.Expression);
                case ElementAccessExpressionSyntax element:
                    return Walk(element.Expression);
                case PostfixUnaryExpressionSyntax postfix:
                    return Walk(postfix.Operand);
                default:
                    return false;
            }
        }
    }

    private static void CollectChain(List<string> names, ITypeSymbol type, PrivacyContext privacy, List<Mark> marks)
    {
        var start = marks.Count;
        ITypeSymbol? current = type;
        foreach (var name in names)
        {
            if (marks.Count > start && name is "Length" or "Count" or "HasValue" or "GetHashCode" or "StartsWith" or "EndsWith" or "Contains" or "Equals")
            {
                marks.RemoveRange(start, marks.Count - start);
                return;
            }
            var member = Member(current, name);
            switch (member)
            {
                case IPropertySymbol or IFieldSymbol:
                    if (privacy.Labels.MarkOf(member) is { } mark)
                        marks.Add(mark);
                    else if (member is IPropertySymbol property)
                        CollectBodies(property.DeclaringSyntaxReferences);
                    current = MemberType(member);
                    break;
                case IMethodSymbol method:
                    if (privacy.Labels.MarkOf(method) is { } result)
                        marks.Add(result);
                    else if (method.Name != "ToString")
                        CollectBodies(method.DeclaringSyntaxReferences);
                    current = method.ReturnType;
                    break;
                default:
                    return;
            }
        }

        void CollectBodies(ImmutableArray<SyntaxReference> references)
        {
            foreach (var reference in references)
                foreach (var returned in ValueTrace.Returned(ValueTrace.BodyOf(reference.GetSyntax())))
                    marks.AddRange(ValueTrace.Of(privacy, returned, ProtectionSet.Any, objects: false).Select(t => t.Mark));
        }
    }

    private static ISymbol? Member(ITypeSymbol? type, string name)
    {
        for (var t = type; t is not null; t = t.BaseType)
            if (t.GetMembers(name).FirstOrDefault(m => m is IPropertySymbol or IFieldSymbol or IMethodSymbol) is { } member)
                return member;
        return null;
    }
}
