using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;

namespace PrivacyAnalyzers.Flow.Transfer;

/// <summary>A root (<c>this</c>, <c>return</c>, a parameter's name) and a path of members from it.</summary>
internal readonly struct FlowPath
{
    internal FlowPath(string root, ImmutableArray<string> path)
    {
        Root = root;
        Path = path;
    }

    internal string Root { get; }

    internal ImmutableArray<string> Path { get; }

    internal static FlowPath Parse(string text)
    {
        var parts = text.Trim().Split('.');
        return new FlowPath(parts[0], [.. parts.Skip(1)]);
    }
}

/// <summary>A flow of a propagator row, parsed: <c>from => to</c>, <c>callback(a, b) => to</c>, or a callback alone.</summary>
internal sealed class FlowRule
{
    private FlowRule(FlowPath from, ImmutableArray<FlowPath>? callbackArguments, FlowPath? to)
    {
        From = from;
        CallbackArguments = callbackArguments;
        To = to;
    }

    internal FlowPath From { get; }

    /// <summary>What the callback that <see cref="From"/> names is called with; null: it names a value.</summary>
    internal ImmutableArray<FlowPath>? CallbackArguments { get; }

    internal FlowPath? To { get; }

    internal static FlowRule? Parse(string text)
    {
        var arrow = text.IndexOf("=>", StringComparison.Ordinal);
        var left = (arrow < 0 ? text : text.Substring(0, arrow)).Trim();
        FlowPath? to = arrow < 0 ? null : FlowPath.Parse(text.Substring(arrow + 2));
        if (left.Length == 0)
            return null;
        var open = left.IndexOf('(');
        if (open < 0)
            return new FlowRule(FlowPath.Parse(left), null, to);
        var close = left.LastIndexOf(')');
        if (close < open)
            return null;
        var arguments = new List<FlowPath>();
        foreach (var argument in left.Substring(open + 1, close - open - 1).Split(','))
            if (argument.Trim().Length > 0)
                arguments.Add(FlowPath.Parse(argument));
        var root = FlowPath.Parse(left.Substring(0, open));
        var after = left.Substring(close + 1).Trim().TrimStart('.');
        return new FlowRule(new FlowPath(root.Root, after.Length == 0 ? [] : [.. after.Split('.')]), [.. arguments], to);
    }
}
