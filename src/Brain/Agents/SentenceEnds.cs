using System.Collections.Frozen;
using System.Text;
using Gateway.Brain.House.Entities;
using Gateway.Brain.House.Reading;
using Gateway.Sessions;

namespace Gateway.Brain.Agents;

/// <summary>
/// Where a sentence that comes in pieces ends. A figure and its unit are of one sentence, whatever stands between them.
/// </summary>
internal static class SentenceEnds
{
    private const int LongestAbbreviation = 6;

    private static readonly FrozenSet<string> Abbreviations = Set(
        "no nr n num ref tel env approx max min art mr mrs dr st p pp vs resp a.m p.m e.g i.e");

    private static readonly FrozenSet<string> Units = Set("""
        euro euros eur dollar dollars usd pound pounds gbp balles bucks quid francs franc chf cents cent centimes
        centime pence pour per percent pourcent h heure heures hour hours minute minutes min jour jours day days semaine
        semaines
        week weeks mois month months an ans year years exemplaire exemplaires piece pieces am pm left en in
        """);

    /// <summary>Whether a sentence may end where a blank follows.</summary>
    public static bool MayEnd(StringBuilder sentence, char blank) =>
        blank == '\n' || sentence[^1] is '.' or '!' or '?' or '…' or '\n';

    /// <summary>
    /// Whether what comes next must be seen to know whether it ends there: its last word is a figure, or one that is
    /// cut short.
    /// </summary>
    public static bool IsOpen(StringBuilder sentence) =>
        LastWord(sentence) is { Length: > 0 } last && (EndsInFigure(last) || IsCutShort(sentence, last));

    /// <summary>Whether an open sentence goes on with the blanks and the word that were seen.</summary>
    /// <param name="sentence">So far.</param>
    /// <param name="seen">Blanks, and the next word or its beginning.</param>
    public static bool GoesOn(StringBuilder sentence, string seen)
    {
        var word = AgentMarkdown.Unmark(AsRead.Of(seen)).TrimStart(' ', '-', '>', '#', '•', '–', '\u00A0', '(', '[');
        if (word.Length == 0)
            return false;
        var last = LastWord(sentence)!;
        if (IsCutShort(sentence, last))
            return char.IsAsciiDigit(word[0]) || char.IsLower(word[0]) || word[0] is '#' or '°';
        if (char.IsSymbol(word[0]) || word[0] == '%')
            return true;
        // "49. 90": the end of a line would part two figures.
        return (char.IsAsciiDigit(word[0]) && sentence[^1] == '.' && !seen.Contains('\n', StringComparison.Ordinal)
                && sentence.Length > LongestAbbreviation)
            || (Word.In(word) is [var first, ..] && Units.Contains(first.Text) && !StartsSentence(word));
    }

    // "En stock" may go on with a figure; "En 1990" begins something.
    private static bool StartsSentence(string word) => char.IsUpper(word[0]) && word.Length > 1 && char.IsLower(word[1])
        && Word.Fold(word) is ['e', 'n', ..] or ['i', 'n', ..] or ['p', ..];

    private static bool EndsInFigure(string last)
    {
        var read = AsRead.Of(AgentMarkdown.Unmark(last)).TrimEnd('.', '!', '?', '…', ',', ':', ' ', ')', ']');
        return read.Length > 0 && (char.IsAsciiDigit(read[^1]) || read is "€" or "$" or "£"
            || NumberWords.Read(Word.In(read), 0).Words > 0);
    }

    private static bool IsCutShort(StringBuilder sentence, string last) => last[^1] is '°' or 'º' or '#'
        || sentence[^1] == '.'
        && last.Length <= LongestAbbreviation && Abbreviations.Contains(Word.Fold(last.Trim('.', '(', '*', '_')));

    private static string? LastWord(StringBuilder sentence)
    {
        var end = sentence.Length;
        while (end > 0 && char.IsWhiteSpace(sentence[end - 1]))
            end--;
        var start = end;
        while (start > 0 && !char.IsWhiteSpace(sentence[start - 1]))
            start--;
        return end == start ? null : sentence.ToString(start, end - start);
    }

    private static FrozenSet<string> Set(string words) =>
        words.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .ToFrozenSet(StringComparer.Ordinal);
}
