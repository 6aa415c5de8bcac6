using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using PrivacyAnalyzers.PersonalData;

namespace PrivacyAnalyzers.Rules.Minimization;

/// <summary>PRIV1001: a member that the lexicon recognises as personal bears no mark.</summary>
public sealed class PersonalDataIsNotMarkedAnalyzer : PrivacyRule
{
    /// <summary>Id of the rule.</summary>
    public const string Id = "PRIV1001";

    /// <summary>Property of the diagnostic: the category that was recognised.</summary>
    internal const string Category = "category";

    private static readonly DiagnosticDescriptor s_rule = new(
        Id,
        "Personal data is not marked",
        "'{0}' looks like personal data ({1}: {2}) but bears no mark",
        Descriptors.Minimization,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        description: "A property, field or record parameter whose name and type say that it is personal data bears no mark, so nothing that the policy promises is checked for it.",
        helpLinkUri: Descriptors.HelpLink(Id),
        customTags: Descriptors.Tags(false));

    /// <inheritdoc />
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [s_rule];

    private protected override bool RunsWithoutMarks => true;

    private protected override void Start(CompilationStartAnalysisContext context, PrivacyContext privacy) =>
        context.RegisterSyntaxNodeAction(
            c => Check(c, privacy),
            SyntaxKind.PropertyDeclaration, SyntaxKind.FieldDeclaration, SyntaxKind.RecordDeclaration, SyntaxKind.RecordStructDeclaration);

    private static void Check(SyntaxNodeAnalysisContext context, PrivacyContext privacy)
    {
        switch (context.Node)
        {
            case PropertyDeclarationSyntax property when !property.Modifiers.Any(SyntaxKind.PrivateKeyword) && property.ExplicitInterfaceSpecifier is null:
                if (MayBe(property.Identifier, property.Type, property.AttributeLists))
                    Report(context, privacy, property, property.Identifier);
                break;
            case FieldDeclarationSyntax field when field.Modifiers.Count > 0 && !field.Modifiers.Any(SyntaxKind.ConstKeyword):
                foreach (var variable in field.Declaration.Variables)
                    if (MayBe(variable.Identifier, field.Declaration.Type, field.AttributeLists))
                        Report(context, privacy, variable, variable.Identifier);
                break;
            case RecordDeclarationSyntax { ParameterList: { } parameters }:
                foreach (var parameter in parameters.Parameters)
                    if (MayBe(parameter.Identifier, parameter.Type, parameter.AttributeLists))
                        Report(context, privacy, parameter, parameter.Identifier);
                break;
        }
    }

    private static bool MayBe(SyntaxToken identifier, TypeSyntax? type, SyntaxList<AttributeListSyntax> attributes)
    {
        if (Lexicon.MayName(identifier.ValueText) || type is not null && Lexicon.MayBeType(SimpleName(type)))
            return true;
        foreach (var list in attributes)
            foreach (var attribute in list.Attributes)
                if (Lexicon.MayConfirm(SimpleName(attribute.Name)))
                    return true;
        return false;
    }

    private static string SimpleName(TypeSyntax type) => type switch
    {
        NullableTypeSyntax nullable => SimpleName(nullable.ElementType),
        ArrayTypeSyntax array => SimpleName(array.ElementType),
        GenericNameSyntax { TypeArgumentList.Arguments: { Count: 1 } arguments } => SimpleName(arguments[0]),
        QualifiedNameSyntax qualified => SimpleName(qualified.Right),
        AliasQualifiedNameSyntax alias => alias.Name.Identifier.ValueText,
        SimpleNameSyntax name => name.Identifier.ValueText,
        _ => "",
    };

    private static void Report(SyntaxNodeAnalysisContext context, PrivacyContext privacy, SyntaxNode declaration, SyntaxToken identifier)
    {
        if (privacy.Inference.ModeOf(declaration.SyntaxTree) == InferenceMode.Off)
            return;
        var symbol = declaration is ParameterSyntax parameter
            ? PropertyOf(context.SemanticModel.GetDeclaredSymbol(parameter, context.CancellationToken), parameter)
            : context.SemanticModel.GetDeclaredSymbol(declaration, context.CancellationToken);
        if (symbol is null || Recognize(symbol) is not { } recognition)
            return;
        if (privacy.Labels.MarkOf(symbol) is { Origin: not MarkOrigin.Inferred } || privacy.Labels.MarkOfType(symbol.ContainingType) is not null)
            return;
        context.ReportDiagnostic(Diagnostic.Create(
            s_rule,
            identifier.GetLocation(),
            ImmutableDictionary<string, string?>.Empty.Add(Category, recognition.Category),
            symbol.ContainingType.Name + "." + symbol.Name, recognition.Category, recognition.Reason));
    }

    /// <summary>Attributes of a positional parameter may stand on it and not on the property.</summary>
    private static Recognition? Recognize(ISymbol symbol) =>
        Lexicon.Recognize(symbol) ?? (symbol is IPropertySymbol { ContainingType: { IsRecord: true } record } property
            && Labels.PositionalParameter(record, property) is { } parameter && parameter.GetAttributes().Length > 0
            ? Lexicon.Recognize(parameter)
            : null);

    private static ISymbol? PropertyOf(IParameterSymbol? parameter, ParameterSyntax syntax)
    {
        if (parameter?.ContainingType is { } record)
            foreach (var member in record.GetMembers(parameter.Name))
                if (member is IPropertySymbol property && property.DeclaringSyntaxReferences.Length == 1 && property.DeclaringSyntaxReferences[0].Span == syntax.Span)
                    return property;
        return null;
    }
}
