using System.Collections.Immutable;
using System.Text;

namespace PrivacyAnalyzers.PersonalData;

/// <summary>
/// The words of an identifier, lower case and without diacritics: PascalCase, snake_case, acronyms and digits separate words, and
/// each Han character is one, as such names are written without any separation.
/// </summary>
internal readonly struct NameWords
{
    private readonly ImmutableArray<int> _starts;

    internal NameWords(string name)
    {
        name = Fold(name);
        var text = new StringBuilder(name.Length);
        var starts = ImmutableArray.CreateBuilder<int>();
        var previous = ' ';
        for (var i = 0; i < name.Length; i++)
        {
            var c = name[i];
            if (!char.IsLetterOrDigit(c))
            {
                previous = ' ';
                continue;
            }
            var begins = previous == ' '
                || char.IsDigit(c) != char.IsDigit(previous)
                || IsHan(c) || IsHan(previous)
                || char.IsUpper(c) && (!char.IsUpper(previous) || i + 1 < name.Length && char.IsLower(name[i + 1]));
            if (begins)
                starts.Add(text.Length);
            text.Append(char.ToLowerInvariant(c));
            previous = c;
        }
        // m_email, s_email: the prefix of a field is no word of its name.
        if (starts.Count > 1 && starts[1] == 1 && name.Length > 1 && name[1] == '_')
        {
            text.Remove(0, 1);
            starts.RemoveAt(0);
            for (var i = 0; i < starts.Count; i++)
                starts[i]--;
        }
        Text = text.ToString();
        _starts = starts.ToImmutable();
    }

    /// <summary>All words, joined.</summary>
    internal string Text { get; }

    internal int Count => _starts.IsDefault ? 0 : _starts.Length;

    internal string this[int index] => Joined(index, index + 1);

    /// <summary>The words from <paramref name="from"/> up to <paramref name="to"/>, joined.</summary>
    internal string Joined(int from, int to)
    {
        var start = _starts[from];
        return Text.Substring(start, (to < _starts.Length ? _starts[to] : Text.Length) - start);
    }

    private static bool IsHan(char c) => c is >= '\u3400' and <= '\u9fff';

    // The letters from U+00C0 to U+017F without their marks. A table of our own, as the platform's normalisation leaves names as
    // they are where globalisation is invariant, and the same name has to be recognised on every machine.
    private const string Unmarked =
        "AAAAAAÆCEEEEIIIIÐNOOOOO×OUUUUYÞßaaaaaaæceeeeiiiiðnooooo÷ouuuuyþy"
        + "AaAaAaCcCcCcCcDdDdEeEeEeEeEeGgGgGgGgHhĦħIiIiIiIiIiĲĳJjKkĸLlLlLlĿ"
        + "ŀLlNnNnNnŉŊŋOoOoOoŒœRrRrRrSsSsSsSsTtTtŦŧUuUuUuUuUuUuWwYyYZzZzZzſ";

    private static string Fold(string name)
    {
        var ascii = true;
        foreach (var c in name)
            ascii &= c < 128;
        if (ascii)
            return name;
        var result = new StringBuilder(name.Length);
        foreach (var c in name)
            _ = c switch
            {
                // A mark of its own, after its letter.
                >= '\u0300' and <= '\u036f' => result,
                'ß' => result.Append("ss"),
                >= '\u00c0' and <= '\u017f' => result.Append(Unmarked[c - '\u00c0']),
                _ => result.Append(c),
            };
        return result.ToString();
    }
}
