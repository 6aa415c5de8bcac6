using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace PrivacyAnalyzers.Policy;

/// <summary>A change that the people concerned are to be told of, and where it stands in the new policy.</summary>
internal sealed record MaterialChange(Location Location, string Text);

/// <summary>Compares a policy with an earlier one.</summary>
internal static class PolicyComparison
{
    /// <summary>
    /// What was added or weakened, in the order of the text: purposes, categories, permissions, recipients, what they list, rights,
    /// retention, and to whom people turn.
    /// </summary>
    internal static ImmutableArray<MaterialChange> Compare(PrivacyPolicy before, PrivacyPolicy now)
    {
        var changes = new List<MaterialChange>();
        var version = now.Version?.Location ?? Location.None;

        foreach (var purpose in now.Purposes.Values)
        {
            if (!before.Purposes.TryGetValue(purpose.Id, out var old))
                changes.Add(new(purpose.Location, $"purpose '{purpose.Id}' is new"));
            else if (Added(old.CompatibleWith, purpose.CompatibleWith) is { } compatible)
                changes.Add(new(purpose.Location, $"purpose '{purpose.Id}' may use data of '{compatible}' too"));
            else if (old.RestsOnConsent && !purpose.RestsOnConsent)
                changes.Add(new(purpose.Location, $"purpose '{purpose.Id}' no longer rests on consent"));
        }
        foreach (var category in now.Categories.Values)
        {
            if (!before.Categories.TryGetValue(category.Id, out var old))
                changes.Add(new(category.Location, $"category '{category.Id}' is new"));
            else if (Added(old.PurposeTexts, category.PurposeTexts) is { } purpose)
                changes.Add(new(category.Location, $"category '{category.Id}' serves '{purpose}' too"));
            else if (Retention.IsLonger(category.Retention?.Value, old.Retention?.Value))
                changes.Add(new(category.Location, $"category '{category.Id}' is kept longer"));
        }
        foreach (var permission in now.Permissions.Values)
        {
            if (!before.Permissions.TryGetValue(permission.Id, out var old))
                changes.Add(new(permission.Location, $"permission '{permission.Id}' is new"));
            else if (Added(old.PurposeTexts, permission.PurposeTexts) is { } purpose)
                changes.Add(new(permission.Location, $"permission '{permission.Id}' serves '{purpose}' too"));
            else if (permission.Periodic && !old.Periodic)
                changes.Add(new(permission.Location, $"permission '{permission.Id}' is used periodically"));
        }
        foreach (var recipient in now.Recipients.Values)
        {
            if (!before.Recipients.TryGetValue(recipient.Id, out var old))
                changes.Add(new(recipient.Location, $"recipient '{recipient.Id}' is new"));
            else if (Added(old.CategoryTexts, recipient.CategoryTexts) is { } category)
                changes.Add(new(recipient.Location, $"recipient '{recipient.Id}' gets '{category}' too"));
            else if (Added(old.PurposeTexts, recipient.PurposeTexts) is { } purpose)
                changes.Add(new(recipient.Location, $"recipient '{recipient.Id}' uses it for '{purpose}' too"));
            else if (old.Consent && !recipient.Consent)
                changes.Add(new(recipient.Location, $"recipient '{recipient.Id}' gets it without consent"));
        }
        foreach (var right in before.Obligations.Keys)
            if (PrivacyPolicy.IsSameOrNarrower(right, "rights") && !now.Obligations.ContainsKey(right))
                changes.Add(new(version, $"the right '{right}' is gone"));
        CompareText(before.Controller, now.Controller, "controller");
        CompareText(before.Contact, now.Contact, "contact");
        return [.. changes.OrderBy(c => c.Location.SourceSpan.Start)];

        void CompareText(PolicyText? old, PolicyText? current, string key)
        {
            if (old is not null && old.Value != current?.Value)
                changes.Add(new(current?.Location ?? version, current is null ? $"'{key}' is gone" : $"'{key}' changed"));
        }
    }

    /// <summary>Which of two versions is the older, part by part: numbers by value, other parts by their characters.</summary>
    internal static int CompareVersions(string left, string right)
    {
        var l = Parts(left);
        var r = Parts(right);
        for (var i = 0; i < l.Count && i < r.Count; i++)
        {
            var numbers = IsNumber(l[i]) && IsNumber(r[i]);
            var a = numbers ? l[i].TrimStart('0') : l[i];
            var b = numbers ? r[i].TrimStart('0') : r[i];
            var order = numbers && a.Length != b.Length ? a.Length.CompareTo(b.Length) : string.CompareOrdinal(a, b);
            if (order != 0)
                return order;
        }
        return l.Count != r.Count ? l.Count.CompareTo(r.Count) : string.CompareOrdinal(left, right);
    }

    /// <summary>The first id of a list that an earlier one neither has nor covers.</summary>
    private static string? Added(ImmutableArray<PolicyText> before, ImmutableArray<PolicyText> now)
    {
        var ids = before.Values();
        if (ids.Contains("*"))
            return null;
        foreach (var text in now)
            if (!PrivacyPolicy.Lists(ids, text.Value))
                return text.Value;
        return null;
    }

    /// <summary>The runs of digits and of letters in a version.</summary>
    private static List<string> Parts(string version)
    {
        var parts = new List<string>();
        for (var i = 0; i < version.Length;)
        {
            var start = i;
            var digits = char.IsDigit(version[i]);
            while (i < version.Length && char.IsLetterOrDigit(version[i]) && char.IsDigit(version[i]) == digits)
                i++;
            if (i > start)
                parts.Add(version.Substring(start, i - start));
            else
                i++;
        }
        return parts;
    }

    private static bool IsNumber(string part) => part[0] is >= '0' and <= '9';
}
