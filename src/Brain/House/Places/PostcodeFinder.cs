namespace Gateway.Brain.House.Places;

/// <summary>A postcode that stands in a message.</summary>
/// <param name="Code">As its country writes it.</param>
/// <param name="Country">The country that its form tells, or null when several have it.</param>
/// <param name="First">Its first token, that of a prefix if it has one.</param>
/// <param name="End">Behind its last token.</param>
internal sealed record FoundPostcode(string Code, string? Country, int First, int End);

/// <summary>Finds postcodes by their forms, which other numbers have too.</summary>
internal static class PostcodeFinder
{
    private static readonly string[] Money =
        ["euros", "euro", "eur", "francs", "balles", "pounds", "quid", "fois", "km"];

    /// <summary>The postcodes, in order.</summary>
    public static IEnumerable<FoundPostcode> In(AddressMarks marks)
    {
        for (var i = 0; i < marks.Count; i++)
        {
            if (At(marks, i) is not { } found)
                continue;
            yield return found;
            i = found.End - 1;
        }
    }

    private static FoundPostcode? At(AddressMarks marks, int at)
    {
        if (marks.Kind(at) != AddressKind.None)
            return null;
        var token = marks[at];
        if (Lettered(token) is { } whole)
            return whole with { First = at, End = at + 1 };
        if (at + 1 < marks.Count && marks.Tokens[at + 1].Joins && token.Length is >= 2 and <= 4
            && Lettered(token + marks[at + 1]) is { } halves && marks[at + 1].Length == 3)
            return halves with { First = at, End = at + 2 };
        var prefix = token is "f" or "b" or "l" or "ch" or "lu" or "be" or "fr" or "d" or "de" && at + 1 < marks.Count
            && marks.Tokens[at + 1].Before == Gap.Tight;
        var first = prefix ? at + 1 : at;
        if (prefix && marks.Tokens[first].IsNumber && marks[first].Length is 4 or 5)
            return new FoundPostcode(marks[first], CountryOf(token), at, first + 1);
        if (!marks.Tokens[at].IsNumber)
            return Spoken(marks, at);
        // A telephone number goes on in figures.
        if (marks.Joins(at + 1) && marks[at + 1].Length >= 3 && marks.Tokens[at + 1].IsNumber && token.Length > 2)
            return null;
        if (Money.Contains(marks[at + 1]) || (token.Length == 4 && AddressWords.Months.Contains(marks[at - 1])))
            return null;
        return token.Length switch
        {
            5 => new FoundPostcode(token, null, at, at + 1),
            4 => new FoundPostcode(token, null, at, at + 1),
            2 when marks[at + 1].Length == 3 && marks.Tokens[at + 1].IsNumber && marks.Joins(at + 1)
                && Gazetteer.Knows(token + marks[at + 1])
                => new FoundPostcode(token + marks[at + 1], null, at, at + 2),
            _ => null,
        };
    }

    /// <summary>Whether a token is the first half of a British postcode: <c>SW1A</c>.</summary>
    public static bool IsDistrict(string token) => token.Length is >= 2 and <= 4
        && Shape(token) is "A9" or "A99" or "AA9" or "AA99" or "A9A" or "AA9A";

    private static FoundPostcode? Spoken(AddressMarks marks, int at)
    {
        var (digits, length) = SpokenNumber.ReadPostcode(marks.Tokens, at);
        return length > 1 && Gazetteer.Knows(digits) ? new FoundPostcode(digits, null, at, at + length) : null;
    }

    private static string? CountryOf(string prefix) => prefix switch
    {
        "b" or "be" => "BE",
        "ch" => "CH",
        "l" or "lu" => "LU",
        "d" or "de" => "DE",
        _ => "FR",
    };

    // https://en.wikipedia.org/wiki/Postcodes_in_the_United_Kingdom and Postal_codes_in_Canada.
    private static FoundPostcode? Lettered(string token)
    {
        if (token.Length is < 5 or > 7 || !char.IsAsciiLetter(token[0]) || !token.All(char.IsAsciiLetterOrDigit))
            return null;
        var (head, tail) = (token[..^3].ToUpperInvariant(), token[^3..].ToUpperInvariant());
        if (token.Length == 6 && Shape(head) == "A9A" && Shape(tail) == "9A9")
            return new FoundPostcode($"{head} {tail}", "CA", 0, 0);
        return Shape(tail) == "9AA" && Shape(head) is "A9" or "A99" or "AA9" or "AA99" or "A9A" or "AA9A"
            && Shape(tail) == "9AA"
            ? new FoundPostcode($"{head} {tail}", "GB", 0, 0)
            : null;
    }

    private static string Shape(string text) =>
        string.Concat(text.Select(letter => char.IsAsciiDigit(letter) ? '9' : 'A'));
}
