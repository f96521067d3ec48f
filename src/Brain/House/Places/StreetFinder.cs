namespace Gateway.Brain.House.Places;

/// <summary>A street that stands in a message.</summary>
/// <param name="Text">In one line, the way written out.</param>
/// <param name="First">Its first token.</param>
/// <param name="End">Behind its last token.</param>
/// <param name="HasNumber">Whether it has a house number.</param>
/// <param name="IsWeak">Whether it may also be no street: <c>place de parking</c>.</param>
internal sealed record FoundStreet(string Text, int First, int End, bool HasNumber, bool IsWeak);

/// <summary>Finds streets: a way and its name, with the house number before or behind.</summary>
internal static class StreetFinder
{
    private const int LongestName = 9;

    // A town behind a street with no comma, postcode or "à" between is believed from 16,000 inhabitants on.
    private const int LeastTownBehind = 14;

    /// <summary>Whether a street begins with a token.</summary>
    public static bool Begins(AddressMarks marks, int at)
    {
        // Without looking how far its name goes, which would ask the same of the tokens behind again.
        if (at >= marks.Count || marks.Kind(at) != AddressKind.None)
            return false;
        var (number, next) = NumberAt(marks, at);
        var way = marks[next] is "grand" or "grande" or "vieille" or "petite" ? next + 1 : next;
        return WayAt(marks, way, takesShort: number is not null) is { } name && marks.Joins(way + 1)
            ? number is not null || !AddressWords.IsWeakWay(name)
            : number is not null && English(marks, at, number, next) is not null;
    }

    /// <summary>The streets, in order.</summary>
    public static IEnumerable<FoundStreet> In(AddressMarks marks)
    {
        for (var i = 0; i < marks.Count; i++)
        {
            if (At(marks, i) is not { } street)
                continue;
            yield return street;
            i = street.End - 1;
        }
    }

    private static FoundStreet? At(AddressMarks marks, int at)
    {
        if (at >= marks.Count || marks.Kind(at) != AddressKind.None)
            return null;
        var (number, next) = NumberAt(marks, at);
        if (number is not null && at > 0 && marks.Tokens[at].Joins && UnitFinder.TakesNumber(marks, at - 1))
            return null;
        if (number is not null)
        {
            var way = next;
            if (marks[way] is "grand" or "grande" or "vieille" or "petite" or "vieux" or "nouvelle")
                way++;
            return marks.Kind(way) == AddressKind.None && way < marks.Count
                && WayAt(marks, way, takesShort: true) is { }
                ? French(marks, at, number, next, way)
                : English(marks, at, number, next);
        }

        if (at < marks.Count && AddressWords.IsCompoundWay(marks[at]) && NumberAt(marks, at + 1) is (not null, var end))
            return new FoundStreet(marks.Raw(at, end), at, end, true, false);
        var first = marks[at] is "grand" or "grande" && marks[at + 1] == "rue" ? at + 1 : at;
        var opens = marks.Tokens[at].Before is not (Gap.Space or Gap.Tight)
            || AddressWords.Fillers.Contains(marks[at - 1]);
        return WayAt(marks, first, takesShort: opens && marks[at] is not ("r" or "all")) is { }
            ? French(marks, at, null, at, first)
            : null;
    }

    /// <summary>A street in the English way without a house number, alone in its segment; null when there is none.
    /// </summary>
    public static FoundStreet? Unnumbered(AddressMarks marks)
    {
        for (var end = 2; end <= marks.Count; end++)
        {
            if (!AddressWords.IsEnglishWay(marks[end - 1]) || !marks.Joins(end - 1) || marks.Joins(end))
                continue;
            var first = end - 1;
            while (marks.Joins(first) && end - first <= 4 && marks.Tokens[first - 1].HasCapital
                && marks.Kind(first - 1) == AddressKind.None)
                first--;
            if (first < end - 1)
                return new FoundStreet(marks.Raw(first, end), first, end, false, true);
        }

        return null;
    }

    /// <summary>The house number that begins with a token, with what belongs to it; null when none does.</summary>
    public static (string? Number, int Next) NumberAt(AddressMarks marks, int at)
    {
        if (at >= marks.Count || marks.Kind(at) != AddressKind.None)
            return (null, at);
        var token = marks.Tokens[at];
        string? number = null;
        var next = at;
        if (char.IsAsciiDigit(token.Text[0])
            && token.Text.TrimEnd('a', 'b', 'c', 'd', 'e', 'f') is { Length: <= 5 } digits
            && digits.All(char.IsAsciiDigit))
            (number, next) = (token.Raw, at + 1);
        else if (SpokenNumber.Read(marks.Tokens, at) is var (spoken, length) && length > 0
            && spoken is > 0 and < 10_000 && (spoken > 1 || marks[at] == "un"))
            (number, next) = (spoken.ToString(System.Globalization.CultureInfo.InvariantCulture), at + length);
        if (number is null)
            return (null, at);
        if (marks.Joins(next) && marks.Tokens[next].Before == Gap.Tight && marks.Tokens[next].IsNumber)
            (number, next) = (marks.Raw(at, next + 1), next + 1);
        if (AddressWords.Repeats.Contains(marks[next]) && marks.Tokens[next].Joins)
            (number, next) = ($"{number} {marks.Tokens[next].Raw}", next + 1);
        else if (marks[next] is "a" or "b" or "c" or "e" or "f" && marks.Joins(next)
            && (next + 1 == marks.Count || !marks.Tokens[next + 1].Joins
            || AddressWords.WayOf(marks[next + 1], false) is not null))
            (number, next) = ($"{number} {marks.Tokens[next].Raw}", next + 1);
        return (number, next);
    }

    // Way, how it is written out, or null.
    private static string? WayAt(AddressMarks marks, int at, bool takesShort)
    {
        if (marks.Kind(at) != AddressKind.None || at >= marks.Count)
            return null;
        return marks[at] is "st" or "sq" or "place" or "square" or "promenade" or "court" && IsEnglishName(marks, at)
            ? null
            : AddressWords.WayOf(marks[at], takesShort);
    }

    // "12 Park Place": the way of an English street stands at its end.
    private static bool IsEnglishName(AddressMarks marks, int at) =>
        !marks.Joins(at + 1) && marks.Joins(at) && !marks.Tokens[at - 1].IsNumber;

    private static FoundStreet? French(AddressMarks marks, int first, string? number, int name, int way)
    {
        if (name > first && !marks.Tokens[name].Joins && marks.Tokens[name].Before != Gap.Comma)
            return null;
        var end = NameEnd(marks, way + 1, number is not null);
        var hasName = end > way + 1 || way > name;
        if (!hasName)
            return null;
        var written = AddressWords.WayOf(marks[way], takesShort: true)!;
        var shown = written == Word(marks, way) ? marks.Tokens[way].Raw
            : marks.Tokens[way].HasCapital ? char.ToUpperInvariant(written[0]) + written[1..] : written;
        var isLong = shown == marks.Tokens[way].Raw || written.Length > marks[way].Length;
        var text = (way > name ? marks.Raw(name, way) + (marks.Tokens[way].Before == Gap.Tight ? "-" : " ") : "")
            + (isLong ? shown : marks.Tokens[way].Raw) + (end > way + 1 ? " " + Name(marks, way + 1, end) : "");
        var isWeak = number is null && AddressWords.IsWeakWay(marks[way]);
        if (number is not null)
            return new FoundStreet($"{number} {text}", first, end, true, false);
        // "rue du Marché 8", "rue Haute, 16": the number stands behind.
        var (behind, next) = NumberAt(marks, end);
        if (behind is not null && end < marks.Count && marks.Tokens[end].Before is Gap.Space or Gap.Comma or Gap.Tight
            && behind.Length <= 6 && (char.IsAsciiDigit(behind[0]) && char.IsAsciiDigit(marks[end][0]))
            && !StartsStreet(marks, end) && !Begins(marks, end))
            return new FoundStreet($"{text} {behind}", first, next, true, false);
        return new FoundStreet(text, first, end, false, isWeak);
    }

    private static bool StartsStreet(AddressMarks marks, int at) => NumberAt(marks, at) is (not null, var next)
        && next < marks.Count && marks.Tokens[next].Joins && AddressWords.WayOf(marks[next], true) is not null;

    private static string Word(AddressMarks marks, int at) => marks[at];

    // "d" and "l" stand for what they were cut off from: "r d lilas".
    private static string Name(AddressMarks marks, int from, int end)
    {
        if (marks[from] == "d" && end > from + 1 && marks.Tokens[from + 1].Before == Gap.Space
            && marks.Tokens[from].Raw == "d")
            return (marks[from + 1].EndsWith('s') ? "des " : "de ") + marks.Raw(from + 1, end);
        return marks.Raw(from, end);
    }

    private static int NameEnd(AddressMarks marks, int at, bool hasNumber)
    {
        var end = at;
        while (marks.Joins(end) && end < at + LongestName)
        {
            var token = marks.Tokens[end];
            if (char.IsAsciiDigit(token.Text[0]) && !IsNameNumber(marks, end, hasNumber, end == at))
                break;
            if (Stops(marks, end, end == at) || UnitFinder.Begins(marks, end))
                break;
            end++;
        }

        // "l'adresse c'est 12 rue de": what only joins words is no end of a name.
        while (end > at
            && marks[end - 1] is "de" or "du" or "des" or "la" or "le" or "les" or "et" or "a" or "au" or "en"
                or "dans")
            end--;
        return TownBehind(marks, at, end);
    }

    private static bool Stops(AddressMarks marks, int at, bool isFirst)
    {
        var word = marks[at];
        if (word is "a" or "in" or "dans" or "au" && !isFirst)
            return word is "in" or "dans" || (word is "au" && !marks.Joins(at + 1))
                || Towns.Longest(marks, at + 1, 0) > 0
                || SpokenNumber.Read(marks.Tokens, at + 1).Tokens > 0;
        if (word == "et")
            return AddressWords.Stops.Contains(marks[at + 1]) || AddressWords.Particles.Contains(marks[at + 1]);
        if (isFirst && word is "s" or "st" or "l" or "j" or "my" or "nous" or "notre" or "c")
            return word is "c" or "my";
        return AddressWords.Stops.Contains(word) && !(marks.Tokens[at].Before == Gap.Tight && word.Length > 1);
    }

    // Dates, regiments, "rue 12".
    private static bool IsNameNumber(AddressMarks marks, int at, bool hasNumber, bool isFirst) =>
        AddressWords.Months.Contains(marks[at + 1])
        || (AddressWords.Months.Contains(marks[at - 1]) && marks[at].Length == 4)
        || (hasNumber && isFirst)
        || (marks[at].Length <= 4 && !marks.Tokens[at].IsNumber && marks[at - 1] is "la" or "du" or "le");

    /// <summary>Where the name of a place ends that a large town follows without a comma.</summary>
    /// <param name="marks">The message.</param>
    /// <param name="at">The first token of the name.</param>
    /// <param name="end">Behind the last that may belong to it.</param>
    public static int TownBehind(AddressMarks marks, int at, int end)
    {
        for (var from = at + 1; from < end; from++)
        {
            if (AddressWords.Particles.Contains(marks[from - 1]) || marks[from] is "saint" or "st" or "sainte" or "ste"
                || marks[from - 1] is "saint" or "sainte" or "st" || marks.Tokens[from].Before == Gap.Tight
                || (Towns.At(marks, from, end) is not { Size: >= LeastTownBehind }
                && !(Towns.At(marks, from, from + 1) is { } city
                && Towns.District(marks, city.Name, from + 1) is (not null, var next)
                && next >= end)))
                continue;
            return from;
        }

        return end;
    }

    private static FoundStreet? English(AddressMarks marks, int first, string number, int next)
    {
        if (!marks.Joins(next) || (!char.IsAsciiDigit(marks[first][0]) && !SpokenNumber.IsEnglish(marks[first])))
            return null;
        for (var end = next; end < next + 5 && marks.Joins(end) && !marks.Tokens[end].IsNumber; end++)
        {
            var isWay = AddressWords.IsEnglishWay(marks[end]) && (end > next || marks[end] is "broadway")
                && !(marks[end] is "st" && end == next);
            var isThe = marks[next] == "the" && end == next + 1 && AddressWords.IsEnglishWay(marks[end]);
            if (!isWay && !isThe)
            {
                if (AddressWords.Stops.Contains(marks[end]) && marks.Tokens[end].Before != Gap.Tight)
                    return null;
                continue;
            }

            // "Main Street West", "Park Road Gardens".
            var last = end + 1;
            while (marks.Joins(last) && (AddressWords.IsEnglishWay(marks[last])
                || marks[last] is "w" or "e" or "n" or "s" or "west" or "east" or "north" or "south" or "nw" or "sw"))
                last++;
            return new FoundStreet($"{number} {marks.Raw(next, last)}", first, last, true, false);
        }

        return null;
    }
}
