namespace Gateway.Channels.Speech.Hearing;

/// <summary>Letters and figures dictated one after the other, with what the speaker takes back.</summary>
internal static class SpelledRun
{
    private static readonly string[] Skipped =
        ["tiret", "trait", "dash", "hyphen", "space", "espace", "euh", "heu", "uh", "um", "puis", "ensuite", "then"];

    /// <summary>Reads what is spelled from a word on.</summary>
    /// <param name="words">The transcript.</param>
    /// <param name="at">Where it begins.</param>
    /// <param name="locale"><c>fr</c>, or English.</param>
    /// <param name="how">How freely numbers are put together.</param>
    /// <param name="isName">Whether <c>deux N</c> is NN; on a plate it is 2N.</param>
    /// <returns>The signs with where each begins, and how many words they take.</returns>
    public static (List<(string Signs, int At)> Signs, int Words) Read(
        HeardWords words, int at, string locale, NumberReading how, bool isName = false)
    {
        var signs = new List<(string Signs, int At)>();
        var (next, end) = (at, at);
        while (next < words.Count)
        {
            var (said, length) = Sign(words, next, locale, how, isName);
            if (length > 0)
            {
                signs.Add((said, next));
                next = end = next + length;
            }
            else if (signs.Count > 0 && Correction(words, next, locale, how, isName, signs) is > 0 and var corrected)
            {
                next = end = next + corrected;
            }
            else if (signs.Count > 0 && (Skipped.Contains(words[next].Text) || words[next].Text is "et" or "and")
                && Sign(words, next + 1, locale, how, isName).Words > 0)
            {
                next++;
            }
            else
            {
                break;
            }
        }

        return (signs, end - at);
    }

    private static (string Signs, int Words) Sign(
        HeardWords words, int at, string locale, NumberReading how, bool isName)
    {
        var letter = LetterNames.Read(words, at, locale, isNamed: true);
        // "Un" is a figure, "double vé" a letter, "double deux" figures again.
        if (letter.Words > 0)
            return letter;
        if ((words[at].Text == "double" || (isName && words[at].Text == "deux"))
            && LetterNames.Read(words, at + 1, locale, isNamed: false) is { Words: > 0, Letters.Length: 1 } twice)
            return (twice.Letters + twice.Letters, twice.Words + 1);
        if (words[at].Text is "double" or "triple" or "treble"
            || (words[at].Text is "deux" or "trois" && words[at + 1].Text == "fois"))
        {
            var skipped = words[at + 1].Text == "fois" ? 2 : 1;
            var times = words[at].Text is "double" or "deux" ? 2 : 3;
            var (repeated, length) = DigitRun.One(words, at + skipped, locale, how);
            if (length > 0 && repeated.Length == 1)
                return (new string(repeated[0], times), skipped + length);
        }

        return DigitRun.One(words, at, locale, how);
    }

    // "Non, pas B, P comme Pierre": the last one that was so becomes the other.
    private static int Correction(
        HeardWords words, int at, string locale, NumberReading how, bool isName,
        List<(string Signs, int At)> signs)
    {
        if (words[at].Text is not ("non" or "no" or "pardon" or "sorry" or "pas" or "not"))
            return 0;
        var next = at;
        while (words[next].Text is "non" or "no" or "pardon" or "sorry" or "i" or "mean" or "c'" or "est")
            next++;
        var wrong = "";
        if (words[next].Text is "pas" or "not")
        {
            next += words[next + 1].Text is "un" or "a" && LetterNames.Read(words, next + 2, locale, true).Words > 0
                ? 2
                : 1;
            var (said, length) = Sign(words, next, locale, how, isName);
            if (length == 0)
                return 0;
            (wrong, next) = (said, next + length);
            while (words[next].Text is "mais" or "but" or "plutot" or "rather")
                next++;
        }

        var (right, more) = Sign(words, next, locale, how, isName);
        if (more == 0)
            return 0;
        var place = wrong.Length == 0 ? signs.Count - 1 : signs.FindLastIndex(sign => sign.Signs == wrong);
        if (place < 0)
            place = signs.Count - 1;
        signs[place] = (right, signs[place].At);
        return next + more - at;
    }
}
