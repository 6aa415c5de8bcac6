using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Text;
using System.Threading;
using Microsoft.CodeAnalysis;
using PrivacyAnalyzers.Flow;

namespace PrivacyAnalyzers.Rules;

/// <summary>What a rule says of one use of personal data: the members concerned and the words of its message.</summary>
internal sealed class FlowFinding
{
    private readonly List<FlowLabel> _labels = [];

    internal FlowFinding(FlowEvent flow, IEnumerable<FlowLabel> labels, params string[] words)
    {
        Flow = flow;
        Words = words;
        Add(labels);
    }

    internal FlowEvent Flow { get; }

    internal IReadOnlyList<FlowLabel> Labels => _labels;

    /// <summary>Arguments of the message that follow the members and their verb.</summary>
    internal string[] Words { get; }

    /// <summary>Where the finding stands, if not on the event's expression.</summary>
    internal Location? At { get; init; }

    /// <summary>What is told to the fix.</summary>
    internal ImmutableDictionary<string, string?>.Builder Properties { get; } = ImmutableDictionary.CreateBuilder<string, string?>();

    /// <summary>Locations beyond the way of the value, the declaration that a fix edits among them.</summary>
    internal List<Location> Further { get; } = [];

    /// <summary>What the message is about, where that is no personal member.</summary>
    internal string? Subject { get; init; }

    private string Members => Subject ?? Name(_labels.Select(l => $"'{l.Mark.DisplayName}' ({l.Mark.Category})").Distinct().ToList());

    /// <summary>Adds what another event at the same expression carries.</summary>
    internal void Add(IEnumerable<FlowLabel> labels)
    {
        foreach (var label in labels)
            if (!_labels.Any(l => l.Mark.DisplayName == label.Mark.DisplayName && l.Mark.Category == label.Mark.Category))
                _labels.Add(label);
    }

    /// <summary>Makes the location the one that the fix edits.</summary>
    internal void EditAt(Location location) => Further.Add(location);

    /// <summary>Locations in other projects, whose source the compilation only refers to, cannot be told.</summary>
    internal Diagnostic ToDiagnostic(DiagnosticDescriptor rule, Compilation compilation)
    {
        var locations = new List<Location>();
        foreach (var label in _labels)
            foreach (var step in label.Steps)
                if (!locations.Contains(step) && IsOwn(step))
                    locations.Add(step);
        if (Flow.SinkLocation is { } sink && !locations.Contains(sink) && IsOwn(sink))
            locations.Add(sink);
        if (Further.Count > 0)
            Properties[FindingProperties.EditAt] = Further.All(IsOwn) ? locations.Count.ToString(System.Globalization.CultureInfo.InvariantCulture) : "";
        locations.AddRange(Further.Where(IsOwn));
        if (!Properties.ContainsKey(FindingProperties.Categories))
            Properties[FindingProperties.Categories] = string.Join(",", _labels.Select(l => l.Mark.Category).Distinct());

        var arguments = new object[Words.Length + 2];
        arguments[0] = Members;
        arguments[1] = _labels.Count > 1 ? "are" : "is";
        Words.CopyTo(arguments, 2);
        return Diagnostic.Create(rule, At ?? Flow.Expression.GetLocation(), locations, Properties.ToImmutable(), arguments);

        bool IsOwn(Location location) => location.SourceTree is not { } tree || compilation.ContainsSyntaxTree(tree);
    }

    /// <summary>A list as a sentence has it.</summary>
    internal static string Name(IReadOnlyList<string> names)
    {
        var text = new StringBuilder();
        for (var i = 0; i < names.Count; i++)
            text.Append(i == 0 ? "" : i == names.Count - 1 ? " and " : ", ").Append(names[i]);
        return text.ToString();
    }

    /// <summary>Ids as a sentence has them.</summary>
    internal static string Quote(IEnumerable<string> ids) => Name(ids.Select(id => "'" + id + "'").ToList());
}

/// <summary>What a rule may look at while it judges the events of a tree.</summary>
internal sealed record FlowScope(PrivacyContext Privacy, SemanticModel Model, CancellationToken Cancellation)
{
    /// <summary>Purposes of the code that read the value where its way begins: what it was used for has been judged there.</summary>
    internal ImmutableArray<string> PurposesAtSource(FlowLabel label) =>
        label.Steps.FirstOrDefault() is { SourceTree: { } tree } source && Privacy.Compilation.ContainsSyntaxTree(tree)
            ? Privacy.Labels.PurposesOf(Privacy.Model(tree).GetEnclosingSymbol(source.SourceSpan.Start, Cancellation))
            : [];
}
