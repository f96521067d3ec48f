namespace Gateway.Channels.Speech.Hearing;

/// <summary>Reads numbers in English words.</summary>
internal static class EnglishNumbers
{
    private static readonly Dictionary<string, int> Small = new(StringComparer.Ordinal)
    {
        ["zero"] = 0,
        ["nought"] = 0,
        ["one"] = 1,
        ["two"] = 2,
        ["three"] = 3,
        ["four"] = 4,
        ["five"] = 5,
        ["six"] = 6,
        ["seven"] = 7,
        ["eight"] = 8,
        ["nine"] = 9,
        ["ten"] = 10,
        ["eleven"] = 11,
        ["twelve"] = 12,
        ["thirteen"] = 13,
        ["fourteen"] = 14,
        ["fifteen"] = 15,
        ["sixteen"] = 16,
        ["seventeen"] = 17,
        ["eighteen"] = 18,
        ["nineteen"] = 19,
    };

    private static readonly Dictionary<string, int> Tens = new(StringComparer.Ordinal)
    {
        ["twenty"] = 20,
        ["thirty"] = 30,
        ["forty"] = 40,
        ["fourty"] = 40,
        ["fifty"] = 50,
        ["sixty"] = 60,
        ["seventy"] = 70,
        ["eighty"] = 80,
        ["ninety"] = 90,
    };

    /// <summary>Reads one number, as <see cref="FrenchNumbers.Read"/> does.</summary>
    public static (long Value, int Words) Read(HeardWords words, int at, NumberReading how)
    {
        var (total, next) = (0L, at);
        foreach (var (scale, name) in (ReadOnlySpan<(long, string)>)[(1_000_000, "million"), (1_000, "thousand")])
        {
            var (count, length) = Below1000(words, next, how);
            if (length > 0 && count > 0 && words[next + length].Text == name
                && (next == at || Follows(words, next, how)))
                (total, next) = (total + (count * scale), next + length + 1);
        }

        if (next == at)
        {
            var (value, length) = Below1000(words, at, how);
            return (value, length);
        }

        if (!Follows(words, next, how))
            return (total, next - at);
        var from = words[next].Text == "and" ? next + 1 : next;
        var (rest, more) = Below1000(words, from, how);
        return more > 0 && rest > 0 ? (total + rest, from + more - at) : (total, next - at);
    }

    private static (int Value, int Words) Below1000(HeardWords words, int at, NumberReading how)
    {
        var (count, length) = words[at].Text == "a" && words[at + 1].Text is "hundred" or "thousand" or "million"
            ? (1, 1)
            : Below100(words, at);
        if (length == 0 || words[at + length].Text != "hundred" || count is 0
            || (count > 9 && count % 10 == 0 && count != 20))
            return (count, length);
        var next = at + length + 1;
        if (!Follows(words, next, how))
            return (count * 100, next - at);
        var from = words[next].Text == "and" ? next + 1 : next;
        // "Nine hundred one two three" may be 900 and 123.
        if (from == next && !how.WithTeens)
            return (count * 100, next - at);
        var (rest, more) = Below100(words, from);
        return more > 0 && rest > 0 ? ((count * 100) + rest, from + more - at) : (count * 100, next - at);
    }

    // Nobody pauses within these: "twenty, four" are two numbers.
    private static (int Value, int Words) Below100(HeardWords words, int at)
    {
        if (!Tens.TryGetValue(words[at].Text, out var tens))
            return Small.TryGetValue(words[at].Text, out var small) ? (small, 1) : (0, 0);
        return !words[at + 1].HasPauseBefore
            && Small.GetValueOrDefault(words[at + 1].Text) is >= 1 and <= 9 and var unit
            ? (tens + unit, 2)
            : (tens, 1);
    }

    private static bool Follows(HeardWords words, int at, NumberReading how) =>
        at < words.Count && (how.OverPauses || !words[at].HasPauseBefore);
}
