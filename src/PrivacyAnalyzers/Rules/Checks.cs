using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using PrivacyAnalyzers.PersonalData;

namespace PrivacyAnalyzers.Rules;

/// <summary>
/// Finds a check of consent or age that can be called where a finding stands, with arguments from there, so that the fix can guard
/// the statement with it.
/// </summary>
internal static class Checks
{
    /// <summary>Writes the check into the finding's properties, if there is one.</summary>
    /// <param name="finding">The finding to be guarded.</param>
    /// <param name="scope">Where it stands.</param>
    /// <param name="attribute">Name of the attribute that makes a member a check.</param>
    /// <param name="purposes">The purposes that need consent, separated by commas; null for a check that is not about purposes.</param>
    internal static void Inform(FlowFinding finding, FlowScope scope, string attribute, string? purposes)
    {
        if (purposes is "" || finding.Flow.Frame is not IMethodSymbol frame)
            return;
        var values = Values(scope, finding.Flow.Expression, frame);
        var calls = new List<string>();
        foreach (var purpose in purposes?.Split(',') ?? [null])
        {
            // Where one purpose has no check that can be called here, the others' would not do.
            if (Find(purpose) is not { } call)
                return;
            if (!calls.Contains(call))
                calls.Add(call);
        }
        finding.Properties[FindingProperties.Check] = string.Join("\n", calls);
        finding.Properties[FindingProperties.Refusal] = frame.ReturnsVoid || frame.IsAsync && frame.ReturnType is INamedTypeSymbol { Arity: 0 }
            ? "return"
            : purposes is null ? "Too young, and no guardian agreed." : $"No consent to {FlowFinding.Quote(purposes.Split(','))}.";

        string? Find(string? purpose)
        {
            foreach (var value in values)
                foreach (var check in Members(value.Type))
                    if (check.IsStatic == value.IsType && Labels.Attribute(check, attribute) is { } mark && CoversPurpose(mark, purpose)
                        && scope.Model.IsAccessible(finding.Flow.Expression.SpanStart, check) && Call(value.Text, check, mark, purpose, values, frame) is { } call)
                        return call;
            return null;
        }
    }

    private sealed record Value(string Text, ITypeSymbol Type, bool IsType = false);

    /// <summary>A check that names purposes must name this one or a wider one.</summary>
    private static bool CoversPurpose(AttributeData mark, string? purpose)
    {
        if (purpose is null)
            return true;
        var named = Labels.Strings(mark);
        return named.IsEmpty || Consent.Covers(named, purpose);
    }

    /// <summary>What can be named before the statement: the object that the data is of, parameters and locals, members of the type, the type itself.</summary>
    private static List<Value> Values(FlowScope scope, SyntaxNode expression, IMethodSymbol frame)
    {
        var values = new List<Value>();
        var position = expression.SpanStart;
        var statement = expression.FirstAncestorOrSelf<StatementSyntax>()?.SpanStart ?? position;
        if (expression is MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax receiver })
            Add(scope.Model.GetSymbolInfo(receiver, scope.Cancellation).Symbol);
        foreach (var symbol in scope.Model.LookupSymbols(position))
            Add(symbol);
        if (frame.ContainingType is { } own)
        {
            if (!frame.IsStatic)
                values.Add(new Value("", own));
            values.Add(new Value("", own, IsType: true));
            foreach (var type in own.ContainingNamespace.GetTypeMembers())
                if (type.DeclaringSyntaxReferences.Length > 0 && !type.IsGenericType && !SymbolEqualityComparer.Default.Equals(type, own))
                    values.Add(new Value(type.ToMinimalDisplayString(scope.Model, position), type, IsType: true));
        }
        return values;

        void Add(ISymbol? symbol)
        {
            var type = symbol switch
            {
                IParameterSymbol parameter => parameter.Type,
                // What the statement itself declares is not there before it.
                ILocalSymbol local when local.Locations[0].SourceSpan.End < statement => local.Type,
                IFieldSymbol { IsConst: false } field when field.IsStatic || !frame.IsStatic => field.Type,
                IPropertySymbol { IsIndexer: false } property when property.IsStatic || !frame.IsStatic => property.Type,
                _ => null,
            };
            if (type is not null)
                values.Add(new Value(symbol!.Name, type));
        }
    }

    private static IEnumerable<ISymbol> Members(ITypeSymbol type)
    {
        for (var t = type; t is { SpecialType: SpecialType.None }; t = t.BaseType)
            foreach (var member in t.GetMembers())
                if (member is IMethodSymbol { MethodKind: MethodKind.Ordinary } or IPropertySymbol { IsIndexer: false })
                    yield return member;
        if (type.TypeKind == TypeKind.Interface)
            foreach (var contract in type.AllInterfaces)
                foreach (var member in contract.GetMembers())
                    if (member is IMethodSymbol { MethodKind: MethodKind.Ordinary } or IPropertySymbol)
                        yield return member;
    }

    private static string? Call(string receiver, ISymbol check, AttributeData mark, string? purpose, List<Value> values, IMethodSymbol frame)
    {
        var result = check is IMethodSymbol m ? m.ReturnType : ((IPropertySymbol)check).Type;
        var task = result is INamedTypeSymbol { Name: "Task" or "ValueTask" } named ? named : null;
        if (task is not null && !frame.IsAsync)
            return null;
        var given = task is null ? result : task.TypeArguments.FirstOrDefault();
        var throws = given is null or { SpecialType: SpecialType.System_Void };
        if (!throws && given!.SpecialType != SpecialType.System_Boolean)
            return null;
        var text = receiver.Length == 0 ? check.Name : receiver + "." + check.Name;
        if (check is IMethodSymbol method)
        {
            var arguments = new List<string>();
            foreach (var parameter in method.Parameters)
            {
                if (Argument(parameter, mark, purpose, values) is { } argument)
                    arguments.Add(argument);
                else if (!parameter.IsOptional)
                    return null;
            }
            text += "(" + string.Join(", ", arguments) + ")";
        }
        return (task is null ? "" : "await ") + text + (throws ? ";" : "");
    }

    private static string? Argument(IParameterSymbol parameter, AttributeData mark, string? purpose, List<Value> values)
    {
        if (parameter.Type.SpecialType == SpecialType.System_String && purpose is not null && Labels.Strings(mark).IsEmpty
            && parameter.Name.IndexOf("purpose", StringComparison.OrdinalIgnoreCase) >= 0)
            return SymbolDisplay.FormatLiteral(purpose, quote: true);

        // By name and type, else the only value of an own type, else a property that the parameter's name speaks of: id, customerId.
        var same = values.Where(v => !v.IsType && v.Text.Length > 0 && SymbolEqualityComparer.Default.Equals(v.Type, parameter.Type)).Select(v => v.Text).Distinct().ToList();
        if (same.FirstOrDefault(t => string.Equals(t, parameter.Name, StringComparison.OrdinalIgnoreCase)) is { } named)
            return named;
        if (same.Count == 1 && parameter.Type.SpecialType == SpecialType.None)
            return same[0];
        foreach (var value in values)
        {
            if (value.IsType || value.Text.Length == 0 || value.Type.SpecialType != SpecialType.None)
                continue;
            foreach (var member in value.Type.GetMembers())
                if (member is IPropertySymbol { IsStatic: false, IsIndexer: false } property && SymbolEqualityComparer.Default.Equals(property.Type, parameter.Type)
                    && (parameter.Name.EndsWith(property.Name, StringComparison.OrdinalIgnoreCase)
                        || property.Name == "Id" && string.Equals(parameter.Name, value.Type.Name, StringComparison.OrdinalIgnoreCase)))
                    return value.Text + "." + property.Name;
        }
        return null;
    }
}
