using System.Collections.Frozen;
using System.Text;
using Gateway.Brain.House.Entities;
using Gateway.Brain.House.Reading;
using Gateway.Sessions.Texts;

namespace Gateway.Brain.House.Learning;

/// <summary>
/// What people wrote without what tells who they are, to be kept and shown to learn from. What is only perhaps a name
/// or an address is left out as well: a word too few harms nobody.
/// </summary>
internal static class Impersonal
{
    /// <summary>The most letters that are kept.</summary>
    public const int MostLetters = 200;

    // A number that crosses the last letter kept must be seen whole to be known as one.
    private const int MostRead = 3 * MostLetters;
    private const char Gap = '…';
    private const int MostPasses = 4;
    private const int LeastDigits = 5;
    private const int LeastDialled = 7;
    private const int LeastInGroups = 9;
    private const float Perhaps = 0.25f;

    private static readonly FrozenSet<string> Personal = FrozenSet.Create(StringComparer.Ordinal,
        Spans.First, Spans.Last, Spans.Phone, Spans.Email, Spans.Street, Spans.Unit, Spans.Care, Spans.Postcode,
        Spans.OrderNumber, Spans.Company);

    /// <summary>Blanks out names, telephone numbers, e-mail addresses, postal addresses and long numbers.</summary>
    /// <param name="text">What was written, as it is read.</param>
    /// <param name="spans">What was found in it, sure or not; their places are those in the text.</param>
    /// <returns>1 to 200 characters on one line, an ellipsis for each piece left out; null when no word is left.
    /// </returns>
    public static string? Of(string text, IReadOnlyList<ReadSpan> spans)
    {
        var read = WellFormed.Cut(text, MostRead);
        var isGone = new bool[read.Length];
        // A town tells where somebody lives only beside a street; alone it is asked about.
        var isAddress = spans.Any(span => span.Kind == Spans.Street);
        foreach (var span in spans.Where(span => span.Certainty >= Perhaps
            && (Personal.Contains(span.Kind) || (isAddress && span.Kind == Spans.City))))
            Blank(isGone, span.Start, span.End);
        BlankFound(read, isGone);
        BlankNumbers(read, isGone);
        return Left(read, isGone);
    }

    private static void BlankFound(string read, bool[] isGone)
    {
        // Each reading finds one of a kind: somebody else's is found where the first is gone.
        for (var pass = 0; pass < MostPasses; pass++)
        {
            var left = string.Create(read.Length, (read, isGone), static (letters, of) =>
            {
                for (var at = 0; at < letters.Length; at++)
                    letters[at] = of.isGone[at] ? Firm.Mask : of.read[at];
            });
            var found = ContactDetails.Read(left, []);
            if (found.IsEmpty || found.Rest.Length != left.Length)
                return;
            for (var at = 0; at < isGone.Length; at++)
                isGone[at] |= found.Rest[at] == MaskedText.Mask;
        }
    }

    private static void BlankNumbers(string read, bool[] isGone)
    {
        foreach (var number in PhoneNumber.Find(read, LeastDialled))
            Blank(isGone, number.Start, number.End);
        foreach (var spelled in SpelledWord.Find(read))
            Blank(isGone, spelled.Span.Start, spelled.Span.End);
        if (NumberPlate.Find(read, isAsked: false) is { } plate)
            Blank(isGone, plate.Span.Start, plate.Span.End);
        if (Vin.Find(read) is { } vin)
            Blank(isGone, vin.Span.Start, vin.Span.End);
        BlankGroups(read, isGone);
        // An order, a card, a postcode: what is asked about seldom has so many digits.
        foreach (var word in Word.In(read).Where(word => word.Text.Count(char.IsAsciiDigit) >= LeastDigits))
            Blank(isGone, word.Start, word.End);
    }

    // Numbers in groups, whatever parts them: "06 - 12 - 34 - 56 - 78", "4970, 1012, …".
    private static void BlankGroups(string read, bool[] isGone)
    {
        for (var start = 0; start < read.Length; start++)
        {
            if (!char.IsAsciiDigit(read[start]))
                continue;
            var (end, digits) = (start, 0);
            for (var at = start; at < read.Length && !char.IsLetter(read[at]); at++)
            {
                if (char.IsAsciiDigit(read[at]))
                    (end, digits) = (at + 1, digits + 1);
            }

            if (digits >= LeastInGroups)
                Blank(isGone, start, end);
            start = end;
        }
    }

    private static void Blank(bool[] isGone, int start, int end)
    {
        for (var at = Math.Max(0, start); at < Math.Min(end, isGone.Length); at++)
            isGone[at] = true;
    }

    private static string? Left(string read, bool[] isGone)
    {
        var left = new StringBuilder();
        var hasWord = false;
        for (var at = 0; at < read.Length; at++)
        {
            var letter = isGone[at] ? Gap : char.IsWhiteSpace(read[at]) ? ' ' : read[at];
            if (letter is Gap or ' ' && left.Length > 0 && left[^1] == letter)
                continue;
            // Two pieces beside each other leave one gap.
            if (letter == Gap && left.Length > 1 && left[^1] == ' ' && left[^2] == Gap)
            {
                left.Length--;
                continue;
            }

            left.Append(letter);
            hasWord |= letter != Gap && char.IsLetter(letter);
        }

        return hasWord ? WellFormed.Line(WellFormed.Cut(left.ToString().Trim(), MostLetters), MostLetters) : null;
    }
}
