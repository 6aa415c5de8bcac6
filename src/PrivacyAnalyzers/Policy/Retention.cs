using System.Globalization;

namespace PrivacyAnalyzers.Policy;

/// <summary>How long data is kept.</summary>
internal static class Retention
{
    /// <summary>Whether a text is an ISO 8601 duration: <c>P1Y2M3DT4H5M6S</c>, <c>P2W</c>.</summary>
    internal static bool IsDuration(string text) => TryDays(text, out _);

    /// <summary>
    /// Whether data kept for <paramref name="now"/> is kept longer than for <paramref name="before"/>; null: the policy does not say.
    /// </summary>
    internal static bool IsLonger(string? now, string? before) =>
        before is not null && (now is null || Rank(now) > Rank(before));

    private static double Rank(string retention) => retention switch
    {
        "none" => -1,
        "account" => 1e12,
        "permanent" => 1e13,
        _ => TryDays(retention, out var days) ? days : 1e14,
    };

    private static bool TryDays(string text, out double days)
    {
        days = 0;
        if (text.Length < 3 || text[0] != 'P')
            return false;
        var time = false;
        var last = -1;
        var any = false;
        var weeks = false;
        for (var i = 1; i < text.Length;)
        {
            if (text[i] == 'T')
            {
                if (time || weeks)
                    return false;
                time = true;
                last = -1;
                any = false;
                i++;
                continue;
            }
            var start = i;
            while (i < text.Length && (text[i] is >= '0' and <= '9' || text[i] is '.' or ',' && i > start))
                i++;
            if (i == start || i == text.Length
                || !double.TryParse(text.Substring(start, i - start).Replace(',', '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
                return false;
            // Designators stand in this order, each once.
            var order = (time ? "HMS" : "YMWD").IndexOf(text[i]);
            if (order <= last || weeks)
                return false;
            weeks = !time && text[i] == 'W';
            if (weeks && last >= 0)
                return false;
            days += number * (time, text[i]) switch
            {
                (false, 'Y') => 365.25,
                (false, 'M') => 30.4375,
                (false, 'W') => 7,
                (false, _) => 1,
                (true, 'H') => 1 / 24d,
                (true, 'M') => 1 / 1440d,
                _ => 1 / 86400d,
            };
            last = order;
            any = true;
            i++;
        }
        return any;
    }
}
