namespace PrivacyAnalyzers.Flow.Summaries;

/// <summary>How finely a compilation is looked at: each bounds what one summary costs whoever puts it into a call.</summary>
/// <param name="Cells">Members of objects that a summary may tell of; what is nearest to the inputs is kept.</param>
/// <param name="Parts">How much a value may carry and refer to; what is known to be personal is kept, and what is nearest to the inputs.</param>
/// <param name="Path">How many members deep a path into an input is followed.</param>
/// <param name="Callers">By how many calls, one in the other, what a method makes is told apart.</param>
/// <param name="Bindings">For how many sets of known delegates and types a method is looked at by itself.</param>
/// <param name="Shown">How many objects are taken apart for one value.</param>
/// <param name="Answers">How many methods may answer a call.</param>
internal sealed record Limits(int Cells, int Parts, int Path, int Callers, int Bindings, int Shown, int Answers)
{
    /// <summary>
    /// From how many bodies on that may have to do with personal data a compilation is looked at less finely; so many names may lead to,
    /// from one to the next.
    /// </summary>
    internal const int ManyBodies = 3_000;

    internal static readonly Limits Usual = new(160, int.MaxValue, 5, 3, 24, 2_000, int.MaxValue);

    internal static readonly Limits Large = new(64, 24, 3, 1, 0, 200, 12);
}
