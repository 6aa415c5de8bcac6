using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using PrivacyAnalyzers.Flow;
using PrivacyAnalyzers.PersonalData;

namespace PrivacyAnalyzers.Rules.Storage;

/// <summary>Reports protections of personal data that are broken or can be reversed.</summary>
public sealed class WeakProtectionAnalyzer : FlowRule
{
    /// <summary>Id of the rule.</summary>
    public const string Id = "PRIV4004";

    private static readonly DiagnosticDescriptor s_rule = new(
        Id,
        "Weak protection",
        "{0} {1} protected by '{2}', which is weak: {3}",
        Descriptors.Storage,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "A broken cipher or hash, or a plain hash of what can be guessed, protects no one: the data counts as readable.",
        helpLinkUri: Descriptors.HelpLink(Id),
        customTags: Descriptors.Tags(false));

    /// <inheritdoc />
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [s_rule];

    private const string PlainHash = "plain hash";

    /// <summary>Words of categories and members whose values can be tried one by one.</summary>
    private static readonly ImmutableArray<string> s_guessable =
    [
        "email", "mail", "phone", "mobile", "fax", "ip", "plate", "passport", "government", "ssn", "tax", "number", "card", "iban",
        "birth", "birthday", "date", "zip", "postal", "mac", "imei", "imsi",
    ];

    private protected override FlowFinding? Judge(FlowEvent flow, FlowScope scope)
    {
        if (flow.Kind != FlowEventKind.Protect || flow.Weakness is not { } weakness)
            return null;
        var labels = weakness == PlainHash ? flow.Labels.Where(IsGuessable).ToImmutableArray() : flow.Labels;
        return labels.IsEmpty ? null : new FlowFinding(flow, labels, NameOf(flow.Target), weakness);
    }

    private static bool IsGuessable(FlowLabel label) =>
        IsGuessable(label.Mark.Category.Split('.').SelectMany(s => s.Split('-')))
        || IsGuessable(Words(label.Mark.Symbol.Name))
        || TypeOf(label.Mark.Symbol) is { Name: "DateTime" or "DateOnly" or "DateTimeOffset" or "IPAddress" };

    private static bool IsGuessable(IEnumerable<string> words) => words.Any(w => s_guessable.Contains(w));

    private static IEnumerable<string> Words(string name)
    {
        var start = 0;
        for (var i = 1; i <= name.Length; i++)
        {
            if (i < name.Length && !(char.IsUpper(name[i]) && !char.IsUpper(name[i - 1])))
                continue;
            yield return name.Substring(start, i - start).ToLowerInvariant();
            start = i;
        }
    }

    private static ITypeSymbol? TypeOf(ISymbol symbol) => Labels.Unwrap(symbol switch
    {
        IPropertySymbol property => property.Type,
        IFieldSymbol field => field.Type,
        IParameterSymbol parameter => parameter.Type,
        IMethodSymbol method => method.ReturnType,
        _ => null,
    });
}
