using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using PrivacyAnalyzers.Flow.Domain;
using PrivacyAnalyzers.PersonalData;

namespace PrivacyAnalyzers.Flow.Summaries;

/// <summary>A member that an object shows when it is taken apart.</summary>
internal sealed class ShownMember
{
    private ShownMember(ISymbol member, SummaryStore store)
    {
        Key = store.Interner.Member(member);
        Type = member is IFieldSymbol field ? field.Type : ((IPropertySymbol)member).Type;
        Mark = store.Privacy.Labels.MarkOf(member);
        IsLeftOut = LeavesOut(member);
        Getter = member is IPropertySymbol { GetMethod: { } getter } property && store.HasSource(getter) && !SummaryStore.IsAutomatic(property) ? getter.OriginalDefinition : null;
    }

    internal FieldKey Key { get; }

    internal ITypeSymbol Type { get; }

    internal Mark? Mark { get; }

    /// <summary>Whether serializers and loggers leave it out.</summary>
    internal bool IsLeftOut { get; }

    /// <summary>The code that gives its value, if it has any.</summary>
    internal IMethodSymbol? Getter { get; }

    /// <summary>The members that objects of a type show. A database's context shows none: what it would read is not in it.</summary>
    internal static ImmutableArray<ShownMember> Of(ITypeSymbol type, SummaryStore store)
    {
        var members = ImmutableArray.CreateBuilder<ShownMember>();
        var seen = new HashSet<string>();
        for (var t = type; t is not null && t.SpecialType == SpecialType.None; t = t.BaseType)
        {
            if (t is { Name: "DbContext", ContainingNamespace.Name: "EntityFrameworkCore" or "Entity" })
                return [];
            foreach (var member in t.GetMembers())
                if (IsShown(member) && seen.Add(member.Name))
                    members.Add(new ShownMember(member, store));
        }
        return members.ToImmutable();
    }

    /// <summary>Whether a member is one of those that a record's text, a serializer or a destructuring logger shows.</summary>
    private static bool IsShown(ISymbol member) =>
        !member.IsStatic && member.DeclaredAccessibility == Accessibility.Public
        && member is IFieldSymbol { IsImplicitlyDeclared: false } or IPropertySymbol { IsIndexer: false, GetMethod: not null } && member.Name != "EqualityContract";

    private static bool LeavesOut(ISymbol member)
    {
        foreach (var attribute in member.GetAttributes())
        {
            switch (attribute.AttributeClass?.Name)
            {
                case "JsonIgnoreAttribute":
                    var condition = attribute.NamedArguments.FirstOrDefault(a => a.Key == "Condition");
                    if (condition.Key is null || condition.Value.Value is 1)
                        return true;
                    break;
                case "IgnoreDataMemberAttribute" or "XmlIgnoreAttribute" or "NonSerializedAttribute" or "NotLoggedAttribute" or "BsonIgnoreAttribute" or "NotMappedAttribute" or "IgnoreMemberAttribute" or "ProtoIgnoreAttribute" or "YamlIgnoreAttribute":
                    return true;
            }
        }
        return false;
    }
}
