using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using PrivacyAnalyzers.KnownApis;
using PrivacyAnalyzers.PersonalData;

namespace PrivacyAnalyzers.Rules.Minimization;

/// <summary>One place where a marked member, parameter or result is named.</summary>
/// <param name="Symbol">The marked symbol, its original definition.</param>
/// <param name="Node">Where it is named.</param>
/// <param name="Access">What is done with it.</param>
internal sealed record MemberUse(ISymbol Symbol, SyntaxNode Node, MemberAccess Access);

/// <summary>
/// All places of the compilation where marked symbols are named, and where objects that hold them are read or filled as a
/// whole. Trees are searched by name; only candidates are bound.
/// </summary>
internal sealed class MarkedMemberUses
{
    private static readonly ImmutableHashSet<string> s_takesApart = ImmutableHashSet.Create(
        "Serialize", "SerializeAsync", "SerializeToUtf8Bytes", "SerializeToElement", "SerializeToNode", "SerializeToDocument", "SerializeObject",
        "SerializeObjectAsync", "WriteObject", "FromObject", "PostAsJsonAsync", "PutAsJsonAsync", "PatchAsJsonAsync", "WriteAsJsonAsync", "Json", "Ok",
        "View", "PartialView", "Created", "CreatedAtAction", "CreatedAtRoute", "Accepted", "AcceptedAtAction", "AcceptedAtRoute", "JsonResult", "ObjectResult",
        "OkObjectResult", "BadRequest", "Conflict", "NotFound", "UnprocessableEntity", "ViewComponent", "Add", "AddAsync", "AddRange", "AddRangeAsync",
        "Update", "UpdateRange", "Attach", "AttachRange", "Bind", "Execute", "ExecuteAsync", "InsertOne", "InsertOneAsync", "InsertMany", "InsertManyAsync",
        "ReplaceOne", "ReplaceOneAsync", "Insert", "InsertAsync", "Upsert", "SetAsync", "SetRecordAsync", "SendAsync", "Publish", "PublishAsync", "Create", "ToString",
        "Send", "Store", "StoreAsync", "Save", "SaveAsync", "CreateItemAsync", "UpsertItemAsync", "ReplaceItemAsync", "AddEntityAsync", "UpsertEntityAsync", "UpdateEntityAsync", "SetItemAsync");

    private static readonly ImmutableHashSet<string> s_shows = ImmutableHashSet.Create(
        "Write", "WriteLine", "WriteAsync", "WriteLineAsync", "Format", "AppendFormat", "Append", "AppendLine", "Insert", "Concat", "Join", "AppendJoin", "Fail", "Print",
        "Trace", "Debug", "Info", "Information", "Warn", "Warning", "Error", "Fatal", "Verbose", "BeginScope");

    private static readonly string[] s_fills =
        ["Deserialize", "ReadFromJson", "GetFromJson", "ReadAs", "ReadObject", "ToObject", "Get", "Bind", "Query", "FromSql", "SqlQuery", "Populate", "Parse", "Map", "Set", "AddOptions", "Configure"];

    private readonly PrivacyContext _privacy;
    private readonly HashSet<string> _names = [];
    private readonly HashSet<ISymbol> _wholeReads = new(SymbolEqualityComparer.Default);
    private readonly HashSet<ISymbol> _wholeWrites = new(SymbolEqualityComparer.Default);
    private readonly List<(INamedTypeSymbol Type, SyntaxNode Node)> _wholeReadPlaces = [];
    private bool _anyRecord;

    private MarkedMemberUses(PrivacyContext privacy)
    {
        _privacy = privacy;
        Marked = FindMarked();
        foreach (var symbol in Marked)
            _names.Add(symbol is IParameterSymbol or IPropertySymbol or IFieldSymbol or IMethodSymbol ? Simple(symbol.Name) : symbol.Name);
        Uses = Marked.Length == 0 ? [] : FindUses();
    }

    /// <summary>The marked properties, fields, parameters and methods (their results) that the compilation declares, in order of declaration.</summary>
    internal ImmutableArray<ISymbol> Marked { get; }

    /// <summary>Where they are named; what is inherited from other assemblies included.</summary>
    internal ImmutableArray<MemberUse> Uses { get; }

    /// <summary>Where an object that holds marked members is taken apart as a whole, and its type.</summary>
    internal IReadOnlyList<(INamedTypeSymbol Type, SyntaxNode Node)> WholeReads => _wholeReadPlaces;

    internal static MarkedMemberUses Of(PrivacyContext privacy) => privacy.Service(p => new MarkedMemberUses(p));

    /// <summary>Whether objects of the type are serialised, returned, bound to a view, saved or shown as text as a whole somewhere.</summary>
    internal bool IsReadWhole(INamedTypeSymbol type) => _wholeReads.Contains(type.OriginalDefinition);

    /// <summary>Whether objects of the type are made by deserialisation, model binding or materialisation.</summary>
    internal bool IsFilledWhole(INamedTypeSymbol type) => _wholeWrites.Contains(type.OriginalDefinition);

    /// <summary>Whether two marked members are the same one, up to what they override and implement.</summary>
    internal static IEnumerable<ISymbol> Family(ISymbol symbol) => Labels.SelfAndInherited(symbol.OriginalDefinition);

    private static string Simple(string name) => name.Substring(name.LastIndexOf('.') + 1);

    private ImmutableArray<ISymbol> FindMarked()
    {
        var result = ImmutableArray.CreateBuilder<ISymbol>();
        foreach (var type in SourceTypes.Of(_privacy).All)
        {
            if (type.TypeKind is TypeKind.Enum or TypeKind.Delegate)
                continue;
            foreach (var member in type.GetMembers())
            {
                switch (member)
                {
                    case IFieldSymbol { IsImplicitlyDeclared: true } or IPropertySymbol { IsIndexer: true }:
                        break;
                    case IFieldSymbol or IPropertySymbol when _privacy.Labels.MarkOf(member) is not null:
                        result.Add(member);
                        break;
                    case IMethodSymbol { MethodKind: MethodKind.Ordinary or MethodKind.Constructor or MethodKind.ExplicitInterfaceImplementation } method:
                        if (_privacy.Labels.MarkOf(method) is not null)
                            result.Add(method);
                        foreach (var parameter in method.Parameters)
                            if (!parameter.IsImplicitlyDeclared && _privacy.Labels.MarkOf(parameter) is not null)
                                result.Add(parameter);
                        break;
                }
            }
            // What a marked base of another assembly gives is used here too.
            for (var t = type.BaseType; t is not null && t.SpecialType == SpecialType.None; t = t.BaseType)
                if (t.Locations.Length > 0 && t.Locations[0].IsInMetadata)
                    foreach (var inherited in _privacy.Labels.MarkedMembers(t))
                        _names.Add(inherited.Name);
        }
        return result.ToImmutable();
    }

    private ImmutableArray<MemberUse> FindUses()
    {
        var holders = SourceTypes.Of(_privacy).All.Where(t => _privacy.Labels.MarkedMembers(t).Length > 0).ToList();
        var positional = new HashSet<string>(holders.Where(h => h.IsRecord).Select(h => h.Name));
        _anyRecord = holders.Any(h => h.IsRecord);
        var uses = ImmutableArray.CreateBuilder<MemberUse>();
        foreach (var tree in _privacy.Compilation.SyntaxTrees)
        {
            SemanticModel? model = null;
            SemanticModel Model() => model ??= _privacy.Model(tree);
            foreach (var node in tree.GetRoot().DescendantNodes())
            {
                switch (node)
                {
                    case SimpleNameSyntax name when _names.Contains(name.Identifier.ValueText) && Bind(name, Model()) is { } symbol:
                        uses.Add(new MemberUse(symbol, name, MemberAccesses.At(name, symbol)));
                        break;
                    case PropertyDeclarationSyntax { Initializer.Value: { } value } property when _names.Contains(property.Identifier.ValueText):
                        AddInitializer(property, value);
                        break;
                    case VariableDeclaratorSyntax { Initializer.Value: { } value, Parent.Parent: FieldDeclarationSyntax } field when _names.Contains(field.Identifier.ValueText):
                        AddInitializer(field, value);
                        break;
                    case BaseObjectCreationExpressionSyntax creation when creation.ArgumentList is { Arguments.Count: > 0 } list:
                        if (creation is ImplicitObjectCreationExpressionSyntax || creation is ObjectCreationExpressionSyntax { Type: { } created } && positional.Contains(LastName(created)))
                            AddPositional(Model().GetSymbolInfo(creation).Symbol as IMethodSymbol, list.Arguments, creation);
                        if (creation is ObjectCreationExpressionSyntax { Type: { } made } && s_takesApart.Contains(LastName(made)))
                            TakeApart(list.Arguments, Model());
                        break;
                    case PrimaryConstructorBaseTypeSyntax { ArgumentList.Arguments.Count: > 0 } baseCall when positional.Contains(LastName(baseCall.Type)):
                        AddPositional(Model().GetSymbolInfo(baseCall).Symbol as IMethodSymbol, baseCall.ArgumentList.Arguments, baseCall);
                        break;
                    case RecursivePatternSyntax { PositionalPatternClause: { } clause } pattern when _anyRecord:
                        AddPositions(pattern, clause);
                        break;
                    case AssignmentExpressionSyntax { Left: TupleExpressionSyntax or DeclarationExpressionSyntax { Designation: ParenthesizedVariableDesignationSyntax } } deconstruction:
                        AddDeconstruction(deconstruction);
                        break;
                    case InvocationExpressionSyntax call:
                        VisitCall(call, Model);
                        break;
                    case InterpolationSyntax hole when _anyRecord:
                        ShowText(hole.Expression, Model());
                        break;
                    case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression } add when _anyRecord:
                        ShowText(add.Left, Model());
                        ShowText(add.Right, Model());
                        break;
                }
            }

            void AddInitializer(SyntaxNode declaration, ExpressionSyntax value)
            {
                if (value is LiteralExpressionSyntax or DefaultExpressionSyntax or ImplicitObjectCreationExpressionSyntax { ArgumentList.Arguments.Count: 0 } or CollectionExpressionSyntax { Elements.Count: 0 }
                    or PostfixUnaryExpressionSyntax { Operand: LiteralExpressionSyntax } or MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Empty" }
                    or ObjectCreationExpressionSyntax { ArgumentList.Arguments.Count: 0, Initializer: null })
                    return;
                if (Model().GetDeclaredSymbol(declaration) is { } symbol && _privacy.Labels.MarkOf(symbol) is not null)
                    uses.Add(new MemberUse(symbol.OriginalDefinition, declaration, MemberAccess.Write));
            }

            void AddPositional(IMethodSymbol? constructor, SeparatedSyntaxList<ArgumentSyntax> arguments, SyntaxNode at)
            {
                if (constructor is not { ContainingType: { IsRecord: true } record })
                    return;
                for (var i = 0; i < arguments.Count; i++)
                {
                    var name = arguments[i].NameColon?.Name.Identifier.ValueText ?? (i < constructor.Parameters.Length ? constructor.Parameters[i].Name : null);
                    if (name is not null && record.OriginalDefinition.GetMembers(name).OfType<IPropertySymbol>().FirstOrDefault() is { } property
                        && _privacy.Labels.MarkOf(property) is not null && Labels.PositionalParameter(record.OriginalDefinition, property) is not null)
                        uses.Add(new MemberUse(property, at, MemberAccess.Write));
                }
            }

            void AddPositions(RecursivePatternSyntax pattern, PositionalPatternClauseSyntax clause)
            {
                if ((Model().GetOperation(pattern) as IRecursivePatternOperation)?.DeconstructSymbol is not IMethodSymbol { IsImplicitlyDeclared: true, ContainingType: { IsRecord: true } record } method)
                    return;
                for (var i = 0; i < method.Parameters.Length && i < clause.Subpatterns.Count; i++)
                    if (clause.Subpatterns[i].Pattern is not DiscardPatternSyntax
                        && record.OriginalDefinition.GetMembers(method.Parameters[i].Name).FirstOrDefault() is { } member && _privacy.Labels.MarkOf(member) is not null)
                        uses.Add(new MemberUse(member, pattern, MemberAccess.Read));
            }

            void AddDeconstruction(AssignmentExpressionSyntax deconstruction)
            {
                if (Model().GetDeconstructionInfo(deconstruction).Method is not { IsImplicitlyDeclared: true, ContainingType: { IsRecord: true } record } method)
                    return;
                foreach (var parameter in method.Parameters)
                    if (record.OriginalDefinition.GetMembers(parameter.Name).FirstOrDefault() is { } member && _privacy.Labels.MarkOf(member) is not null)
                        uses.Add(new MemberUse(member, deconstruction, MemberAccess.Read));
            }
        }

        foreach (var entity in Storage.EntityModel.Of(_privacy).Types)
        {
            _wholeWrites.Add(entity);
            AddWhole(_wholeReads, entity);
        }
        foreach (var endpoint in Exposure.Endpoints.Of(_privacy).All)
        {
            foreach (var parameter in endpoint.Parameters)
                AddWhole(_wholeWrites, parameter.Type);
            foreach (var returned in endpoint.Returned)
            {
                foreach (var traced in ValueTrace.Of(_privacy, returned, Flow.ProtectionSet.None, objects: true))
                    if (traced.InObject && traced.Mark.Symbol.ContainingType is { } holder)
                        AddWhole(_wholeReads, holder, returned);
            }
        }
        return uses.ToImmutable();
    }

    private ISymbol? Bind(SimpleNameSyntax name, SemanticModel model)
    {
        if (name.Parent is NameColonSyntax { Parent: ArgumentSyntax or AttributeArgumentSyntax } or NameEqualsSyntax { Parent: not AnonymousObjectMemberDeclaratorSyntax } or QualifiedNameSyntax)
            return null;
        var info = model.GetSymbolInfo(name);
        var symbol = (info.Symbol ?? (info.CandidateReason == CandidateReason.MemberGroup ? info.CandidateSymbols.FirstOrDefault() : null))?.OriginalDefinition;
        return symbol is IPropertySymbol or IFieldSymbol or IParameterSymbol or IMethodSymbol { MethodKind: not MethodKind.Constructor } && _privacy.Labels.MarkOf(symbol) is not null
            ? symbol
            : null;
    }

    private void VisitCall(InvocationExpressionSyntax call, Func<SemanticModel> model)
    {
        var name = call.Expression switch
        {
            MemberAccessExpressionSyntax access => access.Name,
            MemberBindingExpressionSyntax binding => binding.Name,
            SimpleNameSyntax simple => simple,
            _ => null,
        };
        if (name is null)
            return;
        var text = name.Identifier.ValueText;
        if (name is GenericNameSyntax generic && s_fills.Any(f => text.StartsWith(f, StringComparison.Ordinal)))
            foreach (var argument in generic.TypeArgumentList.Arguments)
                AddWhole(_wholeWrites, model().GetTypeInfo(argument).Type);
        if (text.StartsWith("Deserialize", StringComparison.Ordinal) || text is "Bind" or "PopulateObject" or "TryUpdateModelAsync")
        {
            foreach (var argument in call.ArgumentList.Arguments)
                AddWhole(_wholeWrites, argument.Expression is TypeOfExpressionSyntax typeOf ? model().GetTypeInfo(typeOf.Type).Type : model().GetTypeInfo(argument.Expression).Type);
            if (call.Parent is CastExpressionSyntax cast)
                AddWhole(_wholeWrites, model().GetTypeInfo(cast).Type);
        }
        if (text == "ToString" && call.Expression is MemberAccessExpressionSyntax shown)
            ShowText(shown.Expression, model());
        else if (s_takesApart.Contains(text))
            TakeApart(call.ArgumentList.Arguments, model(), IsTakingApart(call, text, model()));
        else if (call.ArgumentList.Arguments.Any(static a => a.Expression is LiteralExpressionSyntax { Token.ValueText: var template } && template.Contains("{@")))
            TakeApart(call.ArgumentList.Arguments, model());
        else if (_anyRecord && (text.StartsWith("Log", StringComparison.Ordinal) || s_shows.Contains(text)))
            TakeApart(call.ArgumentList.Arguments, model(), false);
    }

    /// <summary>Whether the call hands an object to a framework that takes it apart; a list of the code's own does not.</summary>
    private bool IsTakingApart(InvocationExpressionSyntax call, string name, SemanticModel model)
    {
        if (name is "Send" or "Store" or "StoreAsync" or "Save" or "SaveAsync" || name.EndsWith("ItemAsync", StringComparison.Ordinal) || name.EndsWith("EntityAsync", StringComparison.Ordinal))
            return IsKnownSink();
        if (name is "Add" or "AddRange" or "Insert" or "Update" or "Attach" or "Execute" or "ExecuteAsync" or "Create" or "SendAsync" or "AddAsync" or "SetAsync" or "Publish" or "PublishAsync"
            or "Upsert" or "InsertAsync" or "Bind")
            return model.GetSymbolInfo(call).Symbol is IMethodSymbol { ContainingType: { } type } && type.Locations.Length > 0 && type.Locations[0].IsInMetadata
                && type.ContainingNamespace?.ToDisplayString().StartsWith("System.Collections", StringComparison.Ordinal) != true || IsKnownSink();
        return true;

        bool IsKnownSink() => model.GetSymbolInfo(call).Symbol is IMethodSymbol method && _privacy.Catalogue.SinksOf(method.ReducedFrom ?? method).Any(row => row.Shape == SinkShape.Object);
    }

    /// <summary>Arguments that are taken apart; where it is not known whether they are, records given as objects show their text.</summary>
    private void TakeApart(SeparatedSyntaxList<ArgumentSyntax> arguments, SemanticModel model, bool always = true)
    {
        foreach (var argument in arguments)
        {
            if (argument.Expression is LiteralExpressionSyntax or AnonymousFunctionExpressionSyntax)
                continue;
            if (always)
                TakeApart(argument.Expression, model);
            else if (model.GetTypeInfo(argument.Expression) is { Type: INamedTypeSymbol { IsRecord: true } type, ConvertedType.SpecialType: SpecialType.System_Object })
                AddWhole(_wholeReads, type, argument.Expression);
        }
    }

    private void TakeApart(ExpressionSyntax expression, SemanticModel model)
    {
        switch (expression)
        {
            case AnonymousObjectCreationExpressionSyntax anonymous:
                foreach (var initializer in anonymous.Initializers)
                    TakeApart(initializer.Expression, model);
                break;
            case CollectionExpressionSyntax collection:
                foreach (var element in collection.Elements.OfType<ExpressionElementSyntax>())
                    TakeApart(element.Expression, model);
                break;
            case ImplicitArrayCreationExpressionSyntax array:
                foreach (var element in array.Initializer.Expressions)
                    TakeApart(element, model);
                break;
            default:
                AddWhole(_wholeReads, model.GetTypeInfo(expression).Type, expression);
                break;
        }
    }

    private void ShowText(ExpressionSyntax expression, SemanticModel model)
    {
        if (expression is not LiteralExpressionSyntax && model.GetTypeInfo(expression).Type is INamedTypeSymbol { IsRecord: true } record
            && record.GetMembers("ToString").All(m => m.IsImplicitlyDeclared))
            AddWhole(_wholeReads, record, expression);
    }

    /// <summary>Adds a type and what objects of it hold.</summary>
    private void AddWhole(HashSet<ISymbol> types, ITypeSymbol? type, SyntaxNode? at = null)
    {
        var pending = new Stack<ITypeSymbol>(ValueTrace.Parts(type));
        var seen = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        while (pending.Count > 0)
        {
            if (pending.Pop().OriginalDefinition is not INamedTypeSymbol part || part.SpecialType != SpecialType.None || !part.Locations.Any(l => l.IsInSource) || !seen.Add(part))
                continue;
            types.Add(part);
            if (at is not null)
                _wholeReadPlaces.Add((part, at));
            if (part.BaseType is { } baseType)
                pending.Push(baseType);
            foreach (var member in part.GetMembers())
                if (member is IPropertySymbol { IsStatic: false, IsIndexer: false } property && !ValueTrace.IsLeftOut(property))
                    foreach (var held in ValueTrace.Parts(property.Type))
                        pending.Push(held);
        }
    }

    private static string LastName(TypeSyntax type) => type switch
    {
        NameSyntax name => Marks.SimpleName(name),
        NullableTypeSyntax nullable => LastName(nullable.ElementType),
        _ => "",
    };
}
