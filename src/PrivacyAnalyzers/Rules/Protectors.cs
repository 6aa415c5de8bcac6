using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using PrivacyAnalyzers.Flow;
using PrivacyAnalyzers.PersonalData;

namespace PrivacyAnalyzers.Rules;

/// <summary>Finds the project's own <c>[Protects]</c> method for the value of a finding, so that the fix can offer it.</summary>
internal static class Protectors
{
    private static readonly ConditionalWeakTable<Compilation, ImmutableArray<Candidate>[]> s_candidates = new();

    private sealed record Candidate(IMethodSymbol Method, ProtectionSet Protection);

    /// <summary>Names the protector in the finding's properties, if there is one; earlier protections are preferred.</summary>
    internal static void Inform(FlowFinding finding, FlowScope scope, params ProtectionSet[] preferred)
    {
        if (finding.Flow.Expression is not ExpressionSyntax expression)
            return;
        var type = scope.Model.GetTypeInfo(expression, scope.Cancellation);
        var within = finding.Flow.Frame.ContainingType;
        if (type.Type is not { } from || within is null)
            return;
        var target = expression.Parent is InterpolationSyntax ? null : type.ConvertedType;
        var compilation = scope.Privacy.Compilation;
        foreach (var protection in preferred)
        {
            foreach (var candidate in Candidates(compilation))
            {
                var method = candidate.Method;
                if (candidate.Protection == protection && Accepts(compilation, method, from, target)
                    && !SymbolEqualityComparer.Default.Equals(method, finding.Flow.Frame)
                    && compilation.IsSymbolAccessibleWithin(method, within))
                {
                    finding.Properties[FindingProperties.Protector] = SymbolEqualityComparer.Default.Equals(method.ContainingType, within)
                        ? method.Name
                        : method.ContainingType.ToMinimalDisplayString(scope.Model, expression.SpanStart) + "." + method.Name;
                    return;
                }
            }
        }
    }

    private static bool Accepts(Compilation compilation, IMethodSymbol method, ITypeSymbol from, ITypeSymbol? target) =>
        compilation.ClassifyConversion(from, method.Parameters[0].Type).IsImplicit
        && (target is null || compilation.ClassifyConversion(method.ReturnType, target).IsImplicit);

    private static ImmutableArray<Candidate> Candidates(Compilation compilation) =>
        s_candidates.GetValue(compilation, static c => [Find(c)])[0];

    private static ImmutableArray<Candidate> Find(Compilation compilation)
    {
        var result = ImmutableArray.CreateBuilder<Candidate>();
        var pending = new Stack<INamespaceOrTypeSymbol>();
        pending.Push(compilation.Assembly.GlobalNamespace);
        while (pending.Count > 0)
        {
            foreach (var member in pending.Pop().GetMembers())
            {
                if (member is INamespaceOrTypeSymbol inner)
                    pending.Push(inner);
                else if (member is IMethodSymbol { MethodKind: MethodKind.Ordinary, IsStatic: true, IsGenericMethod: false, ContainingType.IsGenericType: false, Parameters.Length: > 0 } method
                    && method.Parameters.Skip(1).All(p => p.IsOptional)
                    && Labels.Attribute(method, "Protects") is { ConstructorArguments: { Length: 1 } arguments } && arguments[0].Value is int value)
                    result.Add(new Candidate(method, Protection(value)));
            }
        }
        result.Sort(static (a, b) => string.CompareOrdinal(a.Method.ToDisplayString(), b.Method.ToDisplayString()));
        return result.ToImmutable();
    }

    private static ProtectionSet Protection(int value) => value switch
    {
        0 => ProtectionSet.Masked,
        1 => ProtectionSet.Pseudonymized,
        2 => ProtectionSet.Encrypted,
        3 => ProtectionSet.Anonymized,
        _ => ProtectionSet.None,
    };
}
