using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;

namespace PrivacyAnalyzers.Flow.Transfer;

/// <summary>A root (<c>this</c>, <c>return</c>, <c>new</c>: an object made for the call, a parameter's name) and a path of members from it.</summary>
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

/// <summary>What a flow starts from: a value, or what a callback gives that is called with others.</summary>
internal sealed class FlowSource
{
    private FlowSource(FlowPath from, ImmutableArray<FlowSource>? callbackArguments, ImmutableArray<string> after)
    {
        From = from;
        CallbackArguments = callbackArguments;
        After = after;
    }

    internal FlowPath From { get; }

    /// <summary>What the callback that <see cref="From"/> names is called with; null: it names a value.</summary>
    internal ImmutableArray<FlowSource>? CallbackArguments { get; }

    /// <summary>The members of what the callback gives.</summary>
    internal ImmutableArray<string> After { get; }

    internal static FlowSource? Parse(string text)
    {
        text = text.Trim();
        if (text.Length == 0)
            return null;
        var open = text.IndexOf('(');
        if (open < 0)
            return new FlowSource(FlowPath.Parse(text), null, []);
        var close = text.LastIndexOf(')');
        if (close < open)
            return null;
        var arguments = new List<FlowSource>();
        foreach (var argument in Split(text.Substring(open + 1, close - open - 1)))
            if (Parse(argument) is { } parsed)
                arguments.Add(parsed);
        var after = text.Substring(close + 1).Trim().TrimStart('.');
        return new FlowSource(FlowPath.Parse(text.Substring(0, open)), [.. arguments], after.Length == 0 ? [] : [.. after.Split('.')]);
    }

    /// <summary>The arguments of a callback, which may be calls themselves.</summary>
    private static IEnumerable<string> Split(string arguments)
    {
        var depth = 0;
        var start = 0;
        for (var i = 0; i < arguments.Length; i++)
        {
            depth += arguments[i] switch { '(' => 1, ')' => -1, _ => 0 };
            if (arguments[i] != ',' || depth > 0)
                continue;
            yield return arguments.Substring(start, i - start);
            start = i + 1;
        }
        yield return arguments.Substring(start);
    }
}

/// <summary>A flow of a propagator row, parsed: <c>from => to</c>, <c>callback(a, b) => to</c>, or a callback alone.</summary>
internal sealed class FlowRule
{
    private FlowRule(FlowSource from, FlowPath? to)
    {
        From = from;
        To = to;
    }

    internal FlowSource From { get; }

    internal FlowPath? To { get; }

    /// <summary>Whether what is returned has the elements of what it is called on.</summary>
    internal bool CopiesEntries => From is { CallbackArguments: null, From: { Root: "this", Path: { Length: 1 } from } } && from[0] == "*" && To is { Root: "return", Path: { Length: 1 } to } && to[0] == "*";

    internal static FlowRule? Parse(string text)
    {
        var arrow = text.IndexOf("=>", System.StringComparison.Ordinal);
        FlowPath? to = arrow < 0 ? null : FlowPath.Parse(text.Substring(arrow + 2));
        return FlowSource.Parse(arrow < 0 ? text : text.Substring(0, arrow)) is { } from ? new FlowRule(from, to) : null;
    }
}
