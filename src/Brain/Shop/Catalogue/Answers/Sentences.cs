using System.Collections.Frozen;
using System.Runtime.InteropServices;

namespace Gateway.Brain.Shop.Catalogue.Answers;

/// <summary>A sentence of an answer.</summary>
/// <param name="Start">Where it begins in the answer.</param>
/// <param name="End">Where it ends, exclusive, its full stop included.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Sentence(int Start, int End);

/// <summary>Parts an answer into its sentences.</summary>
internal static class Sentences
{
    private static readonly FrozenSet<string> Abbreviations = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "m", "mm", "mr", "mrs", "ms", "dr", "st", "ste", "n", "no", "nr", "tel", "tél", "ex", "p", "etc", "e.g", "i.e",
        "approx", "env", "min", "max", "bd", "av", "art", "vs", "incl", "excl");

    /// <summary>The sentences in order; a line is one at least.</summary>
    public static IReadOnlyList<Sentence> In(string text)
    {
        List<Sentence> sentences = [];
        var start = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\n' || (text[i] is '.' or '!' or '?' or '…' && EndsAt(text, i)))
            {
                Add(text, start, i + 1, sentences);
                start = i + 1;
            }
        }

        Add(text, start, text.Length, sentences);
        return sentences;
    }

    private static void Add(string text, int start, int end, List<Sentence> sentences)
    {
        while (start < end && char.IsWhiteSpace(text[start]))
            start++;
        while (end > start && char.IsWhiteSpace(text[end - 1]))
            end--;
        if (end > start)
            sentences.Add(new Sentence(start, end));
    }

    // A sentence goes on behind 4.90, shop.example and "St. John".
    private static bool EndsAt(string text, int at)
    {
        var next = at + 1;
        if (next < text.Length && !char.IsWhiteSpace(text[next]))
            return false;
        while (next < text.Length && char.IsWhiteSpace(text[next]))
            next++;
        if (next < text.Length && char.IsLower(text[next]))
            return false;
        var start = at;
        while (start > 0 && !char.IsWhiteSpace(text[start - 1]) && text[start - 1] is not ('(' or '’' or '\''))
            start--;
        return text[at] != '.' || !Abbreviations.Contains(text[start..at]);
    }
}
