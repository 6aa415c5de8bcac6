using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using PrivacyAnalyzers.PersonalData;
using PrivacyAnalyzers.Rules.Minimization;

namespace PrivacyAnalyzers.Rules.Rights;

/// <summary>Which marked members of a type the code that fulfils a right covers: shows them (access, portability), or overwrites or removes them (erasure).</summary>
internal sealed class Coverage
{
    private static readonly string[] s_removals = ["Remove", "Delete", "ExecuteDelete", "TryRemove", "Clear", "Erase", "Purge", "Drop", "Forget", "Destroy", "Discard"];

    private static readonly ImmutableHashSet<string> s_filters = ImmutableHashSet.Create(
        "Where", "First", "FirstOrDefault", "FirstAsync", "FirstOrDefaultAsync", "Single", "SingleOrDefault", "SingleAsync", "SingleOrDefaultAsync", "Last", "LastOrDefault",
        "Any", "AnyAsync", "All", "AllAsync", "Count", "CountAsync", "Find", "FindIndex", "FindAll", "Exists", "RemoveAll", "OrderBy", "OrderByDescending", "ThenBy", "ThenByDescending",
        "TakeWhile", "SkipWhile", "Contains");

    private static readonly string[] s_shows =
        ["Serialize", "WriteAsJson", "PostAsJson", "PutAsJson", "Ok", "Json", "Created", "Accepted", "View", "FromObject", "WriteObject", "Content", "File", "Download", "ToXml", "ToJson"];

    private static readonly Regex s_delete = new(@"\bdelete\s+from\s+[\[""`]?(?:\w+[\]""`]?\.[\[""`]?)?(\w+)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private readonly PrivacyContext _privacy;
    private readonly INamedTypeSymbol _type;
    private readonly bool _erases;
    private readonly ImmutableArray<ISymbol> _members;
    private readonly HashSet<ISymbol> _covered = new(SymbolEqualityComparer.Default);

    private Coverage(PrivacyContext privacy, INamedTypeSymbol type, bool erases)
    {
        _privacy = privacy;
        _type = type;
        _erases = erases;
        _members = privacy.Labels.MarkedMembers(type);
    }

    /// <summary>The marked members of the type that the code leaves out.</summary>
    internal static ImmutableArray<ISymbol> LeftOut(PrivacyContext privacy, Fulfilment fulfilment, INamedTypeSymbol type)
    {
        var coverage = new Coverage(privacy, type, fulfilment.Obligation == "rights.erasure");
        // A property that passes on to a marked field is that field.
        var members = coverage._members.Where(m => !(m is IFieldSymbol && coverage._members.Any(p => p is IPropertySymbol && IsPassedOn(privacy, p, m)))).ToList();
        if (members.Count == 0)
            return [];
        foreach (var (body, model, own) in fulfilment.Code(privacy))
        {
            coverage.Visit(body, model, own);
            if (members.All(coverage.Covers))
                return [];
        }
        return [.. members.Where(m => !coverage.Covers(m))];
    }

    private static bool IsPassedOn(PrivacyContext privacy, ISymbol property, ISymbol field) =>
        privacy.Labels.MarkOf(property)?.Attribute is { } attribute && ReferenceEquals(attribute, privacy.Labels.MarkOf(field)?.Attribute);

    private bool Covers(ISymbol member) => _covered.Contains(member) || MarkedMemberUses.Family(member).Any(_covered.Contains);

    private void CoverAll(bool serialised)
    {
        foreach (var member in _members)
            if (!serialised || member.DeclaredAccessibility == Accessibility.Public && !ValueTrace.IsLeftOut(member))
                _covered.Add(member);
    }

    private void Visit(SyntaxNode body, SemanticModel model, bool own)
    {
        foreach (var node in body.DescendantNodesAndSelf())
        {
            switch (node)
            {
                case SimpleNameSyntax name when _members.Any(m => m.Name == name.Identifier.ValueText):
                    VisitMember(name, model);
                    break;
                case InvocationExpressionSyntax call:
                    if (_erases)
                        VisitRemoval(call, model);
                    else
                        VisitShow(call, model);
                    break;
                case LiteralExpressionSyntax or InterpolatedStringExpressionSyntax when _erases:
                    VisitSql(node);
                    break;
                case ReturnStatementSyntax { Expression: { } returned } when !_erases && own && ReturnsOut(returned, model):
                    VisitWhole(returned, model);
                    break;
                case YieldStatementSyntax { Expression: { } yielded } when !_erases && own && ReturnsOut(yielded, model):
                    VisitWhole(yielded, model);
                    break;
                case ArrowExpressionClauseSyntax arrow when !_erases && own && ReturnsOut(arrow.Expression, model):
                    VisitWhole(arrow.Expression, model);
                    break;
                case AnonymousObjectMemberDeclaratorSyntax { Expression: { } part } when !_erases:
                    VisitWhole(part, model);
                    break;
                case AssignmentExpressionSyntax { Parent: InitializerExpressionSyntax } part when !_erases:
                    VisitWhole(part.Right, model);
                    break;
                case ExpressionElementSyntax element when !_erases:
                    VisitWhole(element.Expression, model);
                    break;
                case InterpolationSyntax hole when !_erases:
                    VisitText(hole.Expression, model);
                    break;
                case AssignmentExpressionSyntax { Left: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "State" } state } assignment
                    when _erases && NameOf(assignment.Right) == "Deleted" && IsOf(model.GetTypeInfo(state.Expression).Type):
                    CoverAll(false);
                    break;
                case WithExpressionSyntax { Initializer: { } initializer } when _erases:
                    foreach (var assignment in initializer.Expressions.OfType<AssignmentExpressionSyntax>())
                        if (model.GetSymbolInfo(assignment.Left).Symbol is { } written)
                            _covered.Add(written.OriginalDefinition);
                    break;
                case AssignmentExpressionSyntax { Left: TupleExpressionSyntax or DeclarationExpressionSyntax } deconstruction when !_erases:
                    if (model.GetDeconstructionInfo(deconstruction).Method is { IsImplicitlyDeclared: true, ContainingType: { IsRecord: true } record } method && IsOf(record))
                        foreach (var parameter in method.Parameters)
                            foreach (var member in record.OriginalDefinition.GetMembers(parameter.Name))
                                _covered.Add(member);
                    break;
            }
        }
        if (_erases && body is ExpressionSyntax or ArrowExpressionClauseSyntax or BlockSyntax or TypeDeclarationSyntax)
            VisitReplacement(body, model);
    }

    /// <summary>The fulfilling method of a class hands out what it returns; a private helper of the class only to the class.</summary>
    private static bool ReturnsOut(SyntaxNode node, SemanticModel model) =>
        model.GetEnclosingSymbol(node.SpanStart) is not IMethodSymbol { MethodKind: MethodKind.Ordinary, DeclaredAccessibility: Accessibility.Private } helper
        || Labels.Attribute(helper, "Fulfills") is not null;

    private void VisitMember(SimpleNameSyntax name, SemanticModel model)
    {
        if (model.GetSymbolInfo(name).Symbol?.OriginalDefinition is not (IPropertySymbol or IFieldSymbol) and var other)
        {
            _ = other;
            return;
        }
        var symbol = model.GetSymbolInfo(name).Symbol!.OriginalDefinition;
        var access = MemberAccesses.At(name, symbol);
        if (_erases)
        {
            if ((access & MemberAccess.Write) != 0 || IsCleared(name))
                Cover(symbol);
        }
        else if ((access & MemberAccess.Read) != 0 && !IsFilter(name))
        {
            Cover(symbol);
        }
    }

    private void Cover(ISymbol symbol)
    {
        foreach (var member in MarkedMemberUses.Family(symbol))
            _covered.Add(member);
    }

    /// <summary><c>account.Phones.Clear()</c>, <c>Array.Clear(account.Photo)</c>.</summary>
    private static bool IsCleared(SimpleNameSyntax name)
    {
        SyntaxNode node = name;
        while (node.Parent is MemberAccessExpressionSyntax access && access.Name == node || node.Parent is MemberBindingExpressionSyntax or PostfixUnaryExpressionSyntax)
            node = node.Parent;
        return node.Parent is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Clear" or "RemoveAll" or "RemoveRange" } cleared && cleared.Expression == node
            || node.Parent is ConditionalAccessExpressionSyntax { WhenNotNull: InvocationExpressionSyntax { Expression: MemberBindingExpressionSyntax { Name.Identifier.ValueText: "Clear" } } }
            || node.Parent is ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Clear" or "ZeroMemory" or "Fill" or "RemoveRange" } } };
    }

    /// <summary>Whether a read only chooses: in the predicate of a query, or compared.</summary>
    private static bool IsFilter(SimpleNameSyntax name)
    {
        SyntaxNode node = name;
        while (node.Parent is MemberAccessExpressionSyntax access && access.Name == node)
            node = node.Parent;
        if (node.Parent is BinaryExpressionSyntax binary && binary.Kind() is SyntaxKind.EqualsExpression or SyntaxKind.NotEqualsExpression)
            return true;
        for (var outer = node.Parent; outer is not null and not StatementSyntax and not MemberDeclarationSyntax; outer = outer.Parent)
        {
            if (outer is WhereClauseSyntax or OrderByClauseSyntax)
                return true;
            if (outer is LambdaExpressionSyntax { Parent: ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access } } })
                return s_filters.Contains(access.Name.Identifier.ValueText);
        }
        return false;
    }

    private bool IsOf(ITypeSymbol? type)
    {
        foreach (var part in ValueTrace.Parts(type))
        {
            for (ITypeSymbol? t = part; t is not null; t = t.BaseType)
                if (SymbolEqualityComparer.Default.Equals(t.OriginalDefinition, _type.OriginalDefinition))
                    return true;
            // An object known by its base: erased or shown with all that it has.
            for (var t = _type.BaseType; t is not null && t.SpecialType == SpecialType.None; t = t.BaseType)
                if (SymbolEqualityComparer.Default.Equals(part.OriginalDefinition, t.OriginalDefinition))
                    return true;
            if (part.TypeKind == TypeKind.Interface && part.Locations.Any(l => l.IsInSource) && _type.AllInterfaces.Any(i => SymbolEqualityComparer.Default.Equals(i.OriginalDefinition, part.OriginalDefinition))
                && _privacy.Labels.MarkedMembers(part).Length > 0)
                return true;
        }
        return false;
    }

    private void VisitRemoval(InvocationExpressionSyntax call, SemanticModel model)
    {
        var (name, receiver) = call.Expression switch
        {
            MemberAccessExpressionSyntax access => (access.Name.Identifier.ValueText, access.Expression),
            MemberBindingExpressionSyntax binding when call.FirstAncestorOrSelf<ConditionalAccessExpressionSyntax>() is { } conditional => (binding.Name.Identifier.ValueText, conditional.Expression),
            SimpleNameSyntax simple => (simple.Identifier.ValueText, null),
            _ => ("", null),
        };
        if (!s_removals.Any(r => name.StartsWith(r, StringComparison.Ordinal)))
            return;
        var symbol = model.GetSymbolInfo(call).Symbol as IMethodSymbol;
        // What the code itself declares is followed; only what has no body here is believed.
        if (symbol is not null && ValueTrace.BodiesOf(_privacy, symbol).Any())
            return;
        var erased = receiver is not null && IsOf(model.GetTypeInfo(receiver).Type)
            || call.ArgumentList.Arguments.Any(a => a.Expression is not AnonymousFunctionExpressionSyntax && IsOf(model.GetTypeInfo(a.Expression).Type))
            || symbol is { IsGenericMethod: true } && symbol.TypeArguments.Any(IsOf);
        // RemoveAt and its like on a list of another type that only happens to be asked by this one's key are not it.
        if (erased && !(receiver is not null && _members.Any(m => m.Name == (receiver as MemberAccessExpressionSyntax)?.Name.Identifier.ValueText)))
            CoverAll(false);
    }

    private void VisitSql(SyntaxNode node)
    {
        var text = node.ToString();
        if (text.IndexOf("delete", StringComparison.OrdinalIgnoreCase) >= 0)
            foreach (Match match in s_delete.Matches(text))
                if (IsTable(match.Groups[1].Value))
                    CoverAll(false);
        if (text.IndexOf("update ", StringComparison.OrdinalIgnoreCase) >= 0 && text.IndexOf(" set ", StringComparison.OrdinalIgnoreCase) >= 0)
        {
            var bare = text.Replace("_", "");
            foreach (var member in _members)
                if (Regex.IsMatch(bare, @"\b" + Regex.Escape(member.Name) + @"\b\W*=", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant))
                    _covered.Add(member);
        }
    }

    private bool IsTable(string name)
    {
        name = name.Replace("_", "");
        return name.StartsWith(_type.Name, StringComparison.OrdinalIgnoreCase)
            || _type.Name.EndsWith("y", StringComparison.Ordinal) && name.StartsWith(_type.Name.Substring(0, _type.Name.Length - 1) + "ies", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>A new, empty object in the place of the old one.</summary>
    private void VisitReplacement(SyntaxNode body, SemanticModel model)
    {
        foreach (var assignment in body.DescendantNodes().OfType<AssignmentExpressionSyntax>())
        {
            if (assignment.Left is not (ElementAccessExpressionSyntax or MemberAccessExpressionSyntax or SimpleNameSyntax) || model.GetTypeInfo(assignment.Left).Type is not { } type
                || !SymbolEqualityComparer.Default.Equals(type.OriginalDefinition, _type.OriginalDefinition) || model.GetSymbolInfo(assignment.Left).Symbol is ILocalSymbol or IParameterSymbol)
                continue;
            if (assignment.Right is LiteralExpressionSyntax { RawKind: (int)SyntaxKind.NullLiteralExpression } or DefaultExpressionSyntax or LiteralExpressionSyntax { RawKind: (int)SyntaxKind.DefaultLiteralExpression })
                CoverAll(false);
            else if (assignment.Right is BaseObjectCreationExpressionSyntax { ArgumentList: null or { Arguments.Count: 0 } } creation)
            {
                var kept = (creation.Initializer?.Expressions ?? default).OfType<AssignmentExpressionSyntax>().Where(a => a.Right.DescendantNodesAndSelf().OfType<SimpleNameSyntax>().Any(n => _members.Any(m => m.Name == n.Identifier.ValueText)))
                    .Select(a => a.Left.ToString());
                foreach (var member in _members)
                    if (!kept.Contains(member.Name))
                        _covered.Add(member);
            }
        }
    }

    private void VisitShow(InvocationExpressionSyntax call, SemanticModel model)
    {
        var name = NameOf(call.Expression);
        if (name == "ToString" && call.Expression is MemberAccessExpressionSyntax { Expression: { } shown })
            VisitText(shown, model);
        if (!s_shows.Any(s => name.StartsWith(s, StringComparison.Ordinal)))
            return;
        if (model.GetSymbolInfo(call).Symbol is IMethodSymbol symbol && symbol.Locations.Any(l => l.IsInSource) && ValueTrace.BodiesOf(_privacy, symbol).Any())
            return;
        foreach (var argument in call.ArgumentList.Arguments)
            VisitWhole(argument.Expression, model);
    }

    private static string NameOf(ExpressionSyntax expression) => expression switch
    {
        MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
        SimpleNameSyntax simple => simple.Identifier.ValueText,
        _ => "",
    };

    /// <summary>An object that is handed on: itself, or in another one that holds it.</summary>
    private void VisitWhole(ExpressionSyntax expression, SemanticModel model)
    {
        if (expression is AnonymousFunctionExpressionSyntax or LiteralExpressionSyntax)
            return;
        var type = model.GetTypeInfo(expression).Type;
        if (type is null)
            return;
        if (IsOf(type))
        {
            CoverAll(true);
            return;
        }
        // A wrapper of the code's own that has the type as a property.
        foreach (var member in ValueTrace.HeldBy(_privacy, type))
            _covered.Add(member);
    }

    private void VisitText(ExpressionSyntax expression, SemanticModel model)
    {
        if (model.GetTypeInfo(expression).Type is INamedTypeSymbol { IsRecord: true } record && IsOf(record) && record.GetMembers("ToString").All(m => m.IsImplicitlyDeclared))
            CoverAll(false);
    }
}
