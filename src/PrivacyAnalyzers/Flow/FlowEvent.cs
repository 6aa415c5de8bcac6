using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using PrivacyAnalyzers.Flow.Summaries;
using PrivacyAnalyzers.KnownApis;
using PrivacyAnalyzers.PersonalData;

namespace PrivacyAnalyzers.Flow;

/// <summary>What has been done to a value on its way; several may apply.</summary>
[Flags]
internal enum ProtectionSet
{
    None = 0,
    Masked = 1,
    Pseudonymized = 2,
    Encrypted = 4,
    Anonymized = 8,
    Any = Masked | Pseudonymized | Encrypted | Anonymized,
}

/// <summary>One personal member that a value carries, and what has been done to it on the way.</summary>
internal sealed class FlowLabel
{
    internal FlowLabel(Mark mark, ProtectionSet protection, ImmutableArray<Location> steps)
    {
        Mark = mark;
        Protection = protection;
        Steps = steps;
    }

    internal Mark Mark { get; }

    internal ProtectionSet Protection { get; }

    /// <summary>The way of the value, source first.</summary>
    internal ImmutableArray<Location> Steps { get; }

    /// <summary>What was checked on every way by which the value comes.</summary>
    internal ImmutableHashSet<string> Checked { get; init; } = ImmutableHashSet<string>.Empty;

    /// <summary>Purposes to which a consent check succeeded on every way by which the value comes.</summary>
    internal IEnumerable<string> Consents => Checked.Where(f => f != SummaryStore.AgeFact);

    /// <summary>Whether an age check succeeded on every way by which the value comes.</summary>
    internal bool AgeChecked => Checked.Contains(SummaryStore.AgeFact);

    /// <summary>Whether the protection is a plain hash, which guessable data is found from.</summary>
    internal bool PlainHash { get; init; }

    /// <summary>The same member on another way.</summary>
    internal FlowLabel And(FlowLabel other) => Checked.IsSubsetOf(other.Checked) ? this : new(Mark, Protection, Steps) { PlainHash = PlainHash, Checked = Checked.Intersect(other.Checked) };
}

/// <summary>What happens to personal data at an expression.</summary>
internal enum FlowEventKind
{
    /// <summary>A marked member, parameter or result is read here. <see cref="FlowEvent.Target"/>: what is read.</summary>
    Read,

    /// <summary>Code without purpose that is called here reads marked members for its caller. Target: the callee.</summary>
    CallReads,

    /// <summary>A value is passed to code that has a purpose of its own (<see cref="FlowEvent.TargetPurposes"/>). Target: the callee.</summary>
    Enter,

    /// <summary>A private member that carries a value without a mark is read here. Target: the member.</summary>
    CarrierRead,

    /// <summary>A value reaches a sink of the catalogue (<see cref="FlowEvent.Sink"/>). Target: the sink's method, constructor or property.</summary>
    Sink,

    /// <summary>
    /// A value is stored in a field, property or marked parameter (<see cref="FlowEvent.TargetMark"/>: its mark, or null).
    /// Target: the member. Reported also for stores that a callee does with an argument.
    /// </summary>
    Store,

    /// <summary>A value goes through a protection. <see cref="FlowEvent.Weakness"/> says what is wrong with it, if anything. Target: the protection's method.</summary>
    Protect,

    /// <summary>A value is returned by the method or lambda. Labels of the value and of the objects it holds.</summary>
    Return,

    /// <summary>
    /// A <c>[RequiresConsent]</c> member is called (<see cref="FlowEvent.TargetPurposes"/>: the consents that it needs). The only event
    /// without labels. Target: the callee.
    /// </summary>
    RequiredConsent,
}

/// <summary>One use of personal data at one expression, in the frame where it is to be reported. Rules judge events; they walk no syntax.</summary>
internal sealed record FlowEvent
{
    internal FlowEventKind Kind { get; init; }

    /// <summary>Where a finding stands.</summary>
    internal SyntaxNode Expression { get; init; } = null!;

    /// <summary>What the value carries; empty only for <see cref="FlowEventKind.RequiredConsent"/>. In the order of the source.</summary>
    internal ImmutableArray<FlowLabel> Labels { get; init; } = [];

    /// <summary>The method, accessor, lambda or field initializer's member in which the expression stands.</summary>
    internal ISymbol Frame { get; init; } = null!;

    internal ISymbol? Target { get; init; }

    internal Mark? TargetMark { get; init; }

    /// <summary>For <see cref="FlowEventKind.Sink"/>: the row of the catalogue.</summary>
    internal SinkRow? Sink { get; init; }

    /// <summary>For a URL, transport or recipient sink: as much of the constant beginning of the address as is known (<c>https://api.example.com/</c>).</summary>
    internal string? Destination { get; init; }

    /// <summary>Where the sink itself stands, if it is in a callee.</summary>
    internal Location? SinkLocation { get; init; }

    /// <summary>Purposes of the code in which the expression stands; empty: none.</summary>
    internal ImmutableArray<string> Purposes { get; init; } = [];

    /// <summary>Purposes of the callee, for <see cref="FlowEventKind.Enter"/>.</summary>
    internal ImmutableArray<string> TargetPurposes { get; init; } = [];

    /// <summary>Purposes to which a consent check succeeded on every path to here.</summary>
    internal ImmutableArray<string> Consents { get; init; } = [];

    /// <summary>Whether an age check succeeded on every path to here.</summary>
    internal bool AgeChecked { get; init; }

    /// <summary>For <see cref="FlowEventKind.Protect"/>: name of the weak algorithm or reason (<c>MD5</c>, <c>ECB</c>, <c>plain hash</c>), else null.</summary>
    internal string? Weakness { get; init; }
}
