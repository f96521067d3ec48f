using System.Globalization;

namespace Gateway.Brain.House.Places;

/// <summary>Finds the names of towns among tokens.</summary>
internal static class Towns
{
    private const int LongestName = 8;

    /// <summary>The town that tokens name, rightly spelt; or null.</summary>
    public static Town? At(AddressMarks marks, int from, int end, string? country = null)
    {
        var key = marks.Key(from, end);
        return key.Length < 2 || key.All(char.IsAsciiDigit)
            || (end - from == 1 && (AddressWords.Chatter.Contains(key) || AddressWords.Fillers.Contains(key)))
            ? null : Gazetteer.WithKey(key, country) is [var first, ..] ? first
            : null;
    }

    /// <summary>How many tokens the longest town's name takes that begins with a token.</summary>
    public static int Longest(AddressMarks marks, int at, int leastSize)
    {
        for (var length = Run(marks, at); length > 0; length--)
        {
            if (At(marks, at, at + length) is { } town && town.Size >= leastSize)
                return length;
        }

        return 0;
    }

    /// <summary>Where a town of these that begins with a token ends; misspelt names count when asked.</summary>
    public static (Town? Town, int End) Among(
        AddressMarks marks, int at, IReadOnlyList<Town> towns, bool takesMisspelt)
    {
        ((Town? Town, int End) Found, int Distance) best = ((null, at), int.MaxValue);
        for (var length = Run(marks, at); length > 0; length--)
        {
            if (Gazetteer.Among(towns, marks.Key(at, at + length)) is var (town, distance)
                && (distance == 0 || takesMisspelt) && distance < best.Distance)
                best = ((town, at + length), distance);
        }

        // "Louvain" is Leuven too: two entries of one postcode, of which the first of the table's is written.
        return best.Found;
    }

    /// <summary>Where a town of these that ends before a token begins.</summary>
    public static (Town? Town, int First) Before(
        AddressMarks marks, int end, IReadOnlyList<Town> towns, bool takesMisspelt)
    {
        ((Town? Town, int First) Found, int Distance) best = ((null, end), int.MaxValue);
        for (var first = end - 1;
            first >= 0 && end - first <= LongestName && marks.Kind(first) == AddressKind.None;
            first--)
        {
            if (Gazetteer.Among(towns, marks.Key(first, end)) is var (town, distance)
                && (distance == 0 || takesMisspelt) && distance <= best.Distance && !IsInStreet(marks, first))
                best = ((town, first), distance);
            if (!marks.Tokens[first].Joins)
                break;
        }

        return best.Found;
    }

    /// <summary>Whether a name is a street's, as Lyon is in "rue de Lyon".</summary>
    public static bool IsInStreet(AddressMarks marks, int first) => first > 0 && marks.Tokens[first].Joins
        && (marks[first - 1] is "de" or "du" or "des" or "d" or "la" or "le" or "les"
            || AddressWords.WayOf(marks[first - 1], takesShort: false) is not null);

    /// <summary>The postcode of the district of Paris, Lyon or Marseille that is named behind the town.</summary>
    /// <returns>The postcode, or null; and where what was named ends.</returns>
    public static (string? Code, int Next) District(AddressMarks marks, string town, int at)
    {
        var (prefix, most) = town switch
        {
            "Paris" => ("750", 20),
            "Lyon" => ("6900", 9),
            "Marseille" => ("130", 16),
            "Dublin" or "Montréal" => ("", 24),
            _ => ("", 0),
        };
        var next = at;
        while (marks[next] is "dans" or "le" or "au" && most > 0)
            next++;
        if (most == 0 || next >= marks.Count || marks.Kind(next) != AddressKind.None
            || !(marks.Tokens[next].Joins || next > at))
            return (null, at);
        var word = marks[next];
        var digits = word.TrimEnd('e', 'r', 'm', 'i', 't', 'h', 's', 'n', 'd');
        var isBare = digits == word;
        var number = digits.Length is 1 or 2 && digits.All(char.IsAsciiDigit)
            ? int.Parse(digits, CultureInfo.InvariantCulture)
            : Roman(word);
        if (number is < 1 || number > most || (isBare && next + 1 < marks.Count && marks.Tokens[next + 1].Joins))
            return (null, at);
        next += marks[next + 1] is "arrondissement" or "arr" ? 2 : 1;
        var format = prefix.Length == 4 ? "0" : "00";
        return (prefix.Length == 0 ? "" : prefix + number.ToString(format, CultureInfo.InvariantCulture), next);
    }

    private static int Roman(string word)
    {
        var numeral = word.TrimEnd('e');
        string[] all = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv",
            "xvi", "xvii", "xviii", "xix", "xx"];
        return word.Length > 1 && word.EndsWith('e') ? Array.IndexOf(all, numeral) + 1 : 0;
    }

    // How many tokens of a name can begin with one.
    private static int Run(AddressMarks marks, int at)
    {
        var length = 0;
        while (length < LongestName && at + length < marks.Count && marks.Kind(at + length) == AddressKind.None
            && (length == 0 || marks.Tokens[at + length].Joins))
            length++;
        return length;
    }
}
