using System.Text;
using Gateway.Sessions.Texts;

namespace Gateway.Brain.House.Reading;

/// <summary>
/// What the house reads of a message: its words without markup, figures as 0 to 9, and no more of anything than people
/// write. Its patterns look around in the text, so their work grows faster than it does; here is the bound that they
/// count on.
/// </summary>
internal static class Readable
{
    // The longest message in which someone says what they want; of what is longer they say it at the beginning, and who
    // they are at the end.
    private const int MostBefore = 3_000;
    private const int MostBehind = 1_000;
    private const int LongestWord = 200;
    private const int MostBlanks = 2;

    /// <summary>The text as it is read. Reading it again changes nothing.</summary>
    public static string Of(string text)
    {
        var folded = Numerals.Fold(
            text.Length <= 2 * (MostBefore + MostBehind) ? text : Ends(text, 2 * MostBefore, 2 * MostBehind));
        var read = Tidy(Markup.Without(folded));
        return read.Length <= MostBefore + MostBehind + 1 ? read : Tidy(Ends(read, MostBefore, MostBehind));
    }

    private static string Ends(string text, int before, int behind) =>
        $"{WellFormed.Cut(text, before)}\n{text[^behind..].TrimStart()}";

    private static string Tidy(string text)
    {
        var tidy = new StringBuilder(text.Length);
        var (run, isBlank, last) = (0, false, '\0');
        foreach (var unit in text)
        {
            // Lines are kept apart from the blanks between them: an address ends with its line.
            var same = char.IsWhiteSpace(unit) ? isBlank && (unit == '\n') == (last == '\n') : !isBlank;
            run = same ? run + 1 : 1;
            isBlank = char.IsWhiteSpace(unit);
            last = unit;
            if (run <= (isBlank ? MostBlanks : LongestWord))
                tidy.Append(unit);
        }

        return tidy.Length == text.Length ? text : tidy.ToString();
    }
}
