using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PrivacyAnalyzers.Flow.Domain;
using PrivacyAnalyzers.Flow.Summaries;

namespace PrivacyAnalyzers.Flow.Transfer;

/// <summary>
/// What type parameters stand for. A type parameter comes in like a parameter: where a call depends on it, the caller says what type it
/// is, and the method is summarised for that type.
/// </summary>
internal sealed partial class MethodAnalysis
{
    /// <summary>What stands for a type where a type argument is asked for: a type that is known, or a type parameter of this method's.</summary>
    private Value TypeArgument(ITypeSymbol? type) => type switch
    {
        ITypeParameterSymbol parameter => _binding.Targets.TryGetValue(_interner.Root(parameter, parameter), out var bound)
            ? new([], [.. bound], null, null) : Value.Of(_interner.Root(parameter, parameter)),
        INamedTypeSymbol or IArrayTypeSymbol => Value.Of(_interner.Alloc(_privacy.Compilation.SyntaxTrees.First().GetRoot(_cancellation), type, true, "type argument")),
        _ => Value.Empty,
    };

    /// <summary>The type that a type parameter is known to stand for, or null; if not, what depends on it is summarised for each.</summary>
    private ITypeSymbol? KnownType(ITypeParameterSymbol parameter)
    {
        var known = BoundType(parameter);
        if (known is null)
            _dispatches.Add(_interner.Root(parameter, parameter));
        return known;
    }

    private ITypeSymbol? BoundType(ITypeParameterSymbol parameter) =>
        _binding.Targets.TryGetValue(_interner.Root(parameter, parameter), out var bound) && bound.Length == 1 ? bound[0].Type : null;

    /// <summary>The type whose static member is used, where an interface declares it.</summary>
    private static ITypeSymbol? ConstrainedTo(IOperation? operation) => operation switch
    {
        IInvocationOperation call => call.ConstrainedToType,
        IMemberReferenceOperation member => member.ConstrainedToType,
        IBinaryOperation binary => binary.ConstrainedToType,
        IUnaryOperation unary => unary.ConstrainedToType,
        IConversionOperation conversion => conversion.ConstrainedToType,
        ICompoundAssignmentOperation compound => compound.ConstrainedToType,
        IIncrementOrDecrementOperation increment => increment.ConstrainedToType,
        _ => null,
    };

    /// <summary>An object of a type parameter's type that the method makes.</summary>
    private Value CreateOfTypeParameter(ITypeParameterObjectCreationOperation creation)
    {
        Value made;
        if (creation.Type is ITypeParameterSymbol parameter && KnownType(parameter) is INamedTypeSymbol known && _store.IsSource(known))
        {
            made = Value.Of(Allocate(creation.Syntax, known));
            if (known.InstanceConstructors.FirstOrDefault(c => c.Parameters.Length == 0) is { } constructor && _store.HasSource(constructor))
                Call(creation, constructor, made, null, [], false);
        }
        else
        {
            made = Value.Of(_interner.Alloc(creation.Syntax, creation.Type, false));
        }
        if (creation.Initializer is { } initializer)
            Initialize(initializer, made);
        return made;
    }

    private sealed partial class Mapper
    {
        /// <summary>What a type parameter of the callee stands for here.</summary>
        private Value TypeArgument(ITypeParameterSymbol parameter)
        {
            if (_site.Function is { } closure && _before.Heap.TryGetValue(new Cell(closure, _analysis._interner.Environment(parameter)), out var captured))
                return captured;
            var called = _site.Called;
            if (parameter.TypeParameterKind == TypeParameterKind.Method && IsOf(_site.Method, parameter))
                return called.TypeArguments.Length > parameter.Ordinal ? _analysis.TypeArgument(called.TypeArguments[parameter.Ordinal]) : Value.Empty;
            if (parameter.TypeParameterKind == TypeParameterKind.Type && _site.Method.MethodKind is not (MethodKind.AnonymousFunction or MethodKind.LocalFunction))
            {
                if (Declaring(called.ContainingType) is { } constructed)
                    return _analysis.TypeArgument(constructed.TypeArguments[parameter.Ordinal]);
                return _site.Receiver.Locs.Length == 1 && _site.Receiver.Locs[0] is AllocLoc { Exact: true } && Declaring(_site.Receiver.Locs[0].Type) is { } made
                    ? _analysis.TypeArgument(made.TypeArguments[parameter.Ordinal]) : Value.Empty;
            }
            return _analysis.TypeArgument(parameter);

            INamedTypeSymbol? Declaring(ITypeSymbol? type)
            {
                for (var t = type as INamedTypeSymbol; t is not null; t = t.BaseType)
                    if (SymbolEqualityComparer.Default.Equals(t.OriginalDefinition, parameter.DeclaringType))
                        return t;
                return null;
            }

            static bool IsOf(IMethodSymbol method, ITypeParameterSymbol parameter) =>
                method.TypeParameters.Contains(parameter, SymbolEqualityComparer.Default)
                || method.PartialDefinitionPart?.TypeParameters.Contains(parameter, SymbolEqualityComparer.Default) == true;
        }
    }
}
