namespace Gateway.Channels.Speech.Hearing;

/// <summary>
/// Reads numbers in French words, hyphens or none, with or without <c>et</c>, Belgian and Swiss tens too.
/// </summary>
internal static class FrenchNumbers
{
    private static readonly Dictionary<string, int> Small = new(StringComparer.Ordinal)
    {
        ["zero"] = 0,
        ["un"] = 1,
        ["une"] = 1,
        ["deux"] = 2,
        ["trois"] = 3,
        ["quatre"] = 4,
        ["cinq"] = 5,
        ["six"] = 6,
        ["sept"] = 7,
        ["huit"] = 8,
        ["neuf"] = 9,
        ["dix"] = 10,
        ["onze"] = 11,
        ["douze"] = 12,
        ["treize"] = 13,
        ["quatorze"] = 14,
        ["quinze"] = 15,
        ["seize"] = 16,
    };

    private static readonly Dictionary<string, int> Tens = new(StringComparer.Ordinal)
    {
        ["vingt"] = 20,
        ["vingts"] = 20,
        ["trente"] = 30,
        ["quarante"] = 40,
        ["cinquante"] = 50,
        ["soixante"] = 60,
        ["septante"] = 70,
        ["huitante"] = 80,
        ["octante"] = 80,
        ["nonante"] = 90,
    };

    private static readonly (long Scale, Func<string, bool> IsScale)[] Scales =
    [
        (1_000_000, word => word is "million" or "millions"),
        (1_000, word => word is "mille" or "mil" or "milles"),
    ];

    /// <summary>Reads one number.</summary>
    /// <param name="words">The transcript.</param>
    /// <param name="at">Where it begins.</param>
    /// <param name="how">How freely.</param>
    /// <returns>Its value and how many words it takes; 0 words when none begins there.</returns>
    public static (long Value, int Words) Read(HeardWords words, int at, NumberReading how)
    {
        var (total, next) = (0L, at);
        foreach (var (scale, isScale) in Scales)
        {
            if (next > at && !Follows(words, next, how))
                break;
            var (count, length) = Below1000(words, next, how);
            if (length > 0 && count > 0 && isScale(words[next + length].Text) && Follows(words, next + length, how))
                (total, next) = (total + (count * scale), next + length + 1);
            else if (length == 0 && scale == 1_000 && words[next].Text is "mille" or "mil")
                (total, next) = (total + 1_000, next + 1);
        }

        if (next == at || Follows(words, next, how))
        {
            var (rest, length) = Below1000(words, next, how);
            // "Deux mille, zéro": a nought begins another number.
            if (length > 0 && (next == at || rest > 0))
                (total, next) = (total + rest, next + length);
        }

        return (total, next - at);
    }

    private static (int Value, int Words) Below1000(HeardWords words, int at, NumberReading how)
    {
        var (hundreds, next) = (0, at);
        if (IsHundred(words[at].Text))
            (hundreds, next) = (1, at + 1);
        else if (Small.GetValueOrDefault(words[at].Text) is >= 2 and <= 9 and var count
            && IsHundred(words[at + 1].Text) && Follows(words, at + 1, how))
            (hundreds, next) = (count, at + 2);
        if (hundreds > 0 && !Follows(words, next, how))
            return (hundreds * 100, next - at);
        var (rest, length) = Below100(words, next, how);
        return length == 0 || (hundreds > 0 && rest == 0)
            ? (hundreds * 100, next - at)
            : ((hundreds * 100) + rest, next + length - at);
    }

    private static (int Value, int Words) Below100(HeardWords words, int at, NumberReading how)
    {
        if (words[at].Text == "quatre" && words[at + 1].Text is "vingt" or "vingts" && Follows(words, at + 1, how))
            return WithUnits(words, at, 80, 2, how);
        if (Tens.TryGetValue(words[at].Text, out var tens))
            return WithUnits(words, at, tens, 1, how);
        if (words[at].Text == "dix" && Follows(words, at + 1, how)
            && Small.GetValueOrDefault(words[at + 1].Text) is >= 7 and <= 9 and var unit)
            return (10 + unit, 2);
        return Small.TryGetValue(words[at].Text, out var small) ? (small, 1) : (0, 0);
    }

    private static (int Value, int Words) WithUnits(
        HeardWords words, int at, int tens, int length, NumberReading how)
    {
        var next = at + length;
        if (!Follows(words, next, how))
            return (tens, length);
        var hasAnd = words[next].Text == "et";
        if (hasAnd)
            next++;
        var takesTeens = tens is 60 or 80 && words[at].Text is "soixante" or "quatre"
            && (how.WithTeens || words.Between(next - 1) is "-");
        var (unit, more) = words[next].Text == "dix" && takesTeens
            ? Below100(words, next, how)
            : (Small.GetValueOrDefault(words[next].Text), 1);
        var isTaken = hasAnd
            ? unit == 1 || (unit == 11 && takesTeens)
            : unit is >= 1 and <= 9 || (unit is >= 10 and <= 19 && takesTeens);
        // "Quarante, quatre-vingt-six" is 40 and 86; so is what has no hyphen before the four.
        if (unit == 4 && words[next + 1].Text is "vingt" or "vingts" && words.Between(next - 1) is not "-")
            isTaken = false;
        // "Vingt deux cents" is 20 and 200.
        if (unit is >= 2 and <= 9 && IsHundred(words[next + 1].Text))
            isTaken = false;
        return isTaken ? (tens + unit, next + more - at) : (tens, length);
    }

    private static bool IsHundred(string word) => word is "cent" or "cents";

    private static bool Follows(HeardWords words, int at, NumberReading how) =>
        at < words.Count && (how.OverPauses || !words[at].HasPauseBefore);
}
