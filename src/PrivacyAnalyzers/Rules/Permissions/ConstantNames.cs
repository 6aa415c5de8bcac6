using System;
using System.Collections.Generic;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PrivacyAnalyzers.Rules.Permissions;

/// <summary>
/// What an expression names by constants: enum members, constant fields and their values, literals, types; through arrays,
/// creations, and what the same member or type assigns to the variable.
/// </summary>
internal sealed class ConstantNames
{
    private const int MaxDepth = 4;

    private readonly SemanticModel _model;
    private readonly System.Threading.CancellationToken _cancellation;
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private readonly List<(string? Property, double Value)> _numbers = [];
    private readonly HashSet<ISymbol> _seen = new(SymbolEqualityComparer.Default);

    internal ConstantNames(SemanticModel model, System.Threading.CancellationToken cancellation)
    {
        _model = model;
        _cancellation = cancellation;
    }

    internal IEnumerable<string> Names => _names;

    /// <summary>Whether one of the names is this one; <c>Property&gt;=n</c> and <c>&gt;=n</c>: whether a number is as large.</summary>
    internal bool Has(string name)
    {
        var at = name.IndexOf(">=", StringComparison.Ordinal);
        if (at < 0)
            return _names.Contains(name);
        if (!double.TryParse(name.Substring(at + 2), NumberStyles.Float, CultureInfo.InvariantCulture, out var limit))
            return false;
        var property = at == 0 ? null : name.Substring(0, at);
        foreach (var number in _numbers)
            if (number.Value >= limit && (property is null || number.Property == property))
                return true;
        return false;
    }

    internal void Add(ExpressionSyntax expression) => Add(expression, null, 0);

    /// <summary>The type itself, its bases, and the platform's names that a permission of the user's own lists.</summary>
    internal void AddType(ITypeSymbol type)
    {
        for (var t = type; t is not null && t.SpecialType != SpecialType.System_Object; t = t.BaseType)
        {
            _names.Add(t.Name);
            foreach (var member in t.GetMembers("RequiredPermissions"))
                foreach (var reference in member.DeclaringSyntaxReferences)
                    AddNodes(reference.GetSyntax(_cancellation), null, 1);
        }
    }

    /// <summary>What is set on an object: where it is made, and by assignments and calls on its variable.</summary>
    internal void AddObject(ExpressionSyntax expression) => AddVariable(_model.GetSymbolInfo(expression, _cancellation).Symbol, expression, 0);

    private void Add(ExpressionSyntax expression, string? property, int depth)
    {
        if (depth <= MaxDepth)
            AddNodes(expression, property, depth);
    }

    private void AddNodes(SyntaxNode root, string? property, int depth)
    {
        if (!_model.Compilation.ContainsSyntaxTree(root.SyntaxTree))
            return;
        var model = root.SyntaxTree == _model.SyntaxTree ? _model : _model.Compilation.GetSemanticModel(root.SyntaxTree);
        foreach (var node in root.DescendantNodesAndSelf())
        {
            _cancellation.ThrowIfCancellationRequested();
            switch (node)
            {
                case LiteralExpressionSyntax or PrefixUnaryExpressionSyntax:
                    AddValue(model.GetConstantValue(node, _cancellation), PropertyOf(node) ?? property);
                    break;
                case SimpleNameSyntax name:
                    AddSymbol(model.GetSymbolInfo(name, _cancellation).Symbol, name, PropertyOf(name) ?? property, depth);
                    break;
                case ImplicitObjectCreationExpressionSyntax:
                    if (model.GetTypeInfo(node, _cancellation).Type is { } made)
                        _names.Add(made.Name);
                    break;
            }
        }
    }

    /// <summary>The property that an initializer or assignment around a value sets.</summary>
    private static string? PropertyOf(SyntaxNode node)
    {
        for (var n = node; n is ExpressionSyntax; n = n.Parent!)
            if (n.Parent is AssignmentExpressionSyntax assignment && assignment.Right == n)
                return (assignment.Left as SimpleNameSyntax ?? (assignment.Left as MemberAccessExpressionSyntax)?.Name)?.Identifier.ValueText;
        return null;
    }

    private void AddValue(Optional<object?> constant, string? property)
    {
        switch (constant.Value)
        {
            case string text:
                _names.Add(text);
                break;
            case int or uint or long or short or double or float or byte:
                _numbers.Add((property, Convert.ToDouble(constant.Value, CultureInfo.InvariantCulture)));
                break;
        }
    }

    private void AddSymbol(ISymbol? symbol, SimpleNameSyntax name, string? property, int depth)
    {
        switch (symbol)
        {
            case IFieldSymbol { IsConst: true } field:
                AddMember(field);
                AddValue(field.ConstantValue, property);
                break;
            case IFieldSymbol or IPropertySymbol when symbol.IsStatic:
                AddMember(symbol);
                AddVariable(symbol, name, depth + 1);
                break;
            case ILocalSymbol or IFieldSymbol or IPropertySymbol:
                AddVariable(symbol, name, depth + 1);
                break;
            case INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Struct } type when name.Parent is ObjectCreationExpressionSyntax or TypeOfExpressionSyntax or TypeArgumentListSyntax
                || name.Parent is QualifiedNameSyntax { Parent: TypeOfExpressionSyntax or ObjectCreationExpressionSyntax }:
                _names.Add(type.Name);
                break;
        }
    }

    /// <summary>A member by its name, with its type, and, where types are nested, by those around it.</summary>
    private void AddMember(ISymbol member)
    {
        _names.Add(member.Name);
        if (member.ContainingType is not { } type)
            return;
        _names.Add(type.Name + "." + member.Name);
        if (type.TypeKind == TypeKind.Enum)
            return;
        for (; type is not null; type = type.ContainingType)
        {
            _names.Add(type.Name);
            if (type.ContainingType is { } outer)
                _names.Add(outer.Name + "." + type.Name);
        }
    }

    private void AddVariable(ISymbol? variable, ExpressionSyntax use, int depth)
    {
        if (variable is null || depth > MaxDepth || !_seen.Add(variable))
            return;
        SyntaxNode? scope = null;
        switch (variable)
        {
            case ILocalSymbol:
                scope = use.FirstAncestorOrSelf<MemberDeclarationSyntax>();
                break;
            case IFieldSymbol or IPropertySymbol when SymbolEqualityComparer.Default.Equals(variable.ContainingAssembly, _model.Compilation.Assembly):
                scope = use.FirstAncestorOrSelf<TypeDeclarationSyntax>();
                break;
        }
        if (variable is ILocalSymbol or IFieldSymbol or IPropertySymbol)
        {
            foreach (var reference in variable.DeclaringSyntaxReferences)
            {
                var value = reference.GetSyntax(_cancellation) switch
                {
                    VariableDeclaratorSyntax declarator => declarator.Initializer?.Value,
                    PropertyDeclarationSyntax property => property.Initializer?.Value ?? property.ExpressionBody?.Expression,
                    _ => null,
                };
                if (value is not null)
                    Add(value, null, depth + 1);
            }
        }
        if (scope is null || scope.SyntaxTree != _model.SyntaxTree)
            return;
        foreach (var node in scope.DescendantNodes())
        {
            switch (node)
            {
                case AssignmentExpressionSyntax assignment when IsNamed(assignment.Left, variable.Name):
                    Add(assignment.Right, null, depth + 1);
                    break;
                case AssignmentExpressionSyntax { Left: MemberAccessExpressionSyntax access } set when IsNamed(access.Expression, variable.Name):
                    Add(set.Right, access.Name.Identifier.ValueText, depth + 1);
                    break;
                case InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access } call when IsNamed(access.Expression, variable.Name):
                    foreach (var argument in call.ArgumentList.Arguments)
                        Add(argument.Expression, null, depth + 1);
                    break;
            }
        }
    }

    private static bool IsNamed(ExpressionSyntax expression, string name) => expression switch
    {
        IdentifierNameSyntax identifier => identifier.Identifier.ValueText == name,
        MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax } access => access.Name.Identifier.ValueText == name,
        PostfixUnaryExpressionSyntax postfix => IsNamed(postfix.Operand, name),
        _ => false,
    };
}
