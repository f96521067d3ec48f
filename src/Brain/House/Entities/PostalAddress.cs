using System.Text.RegularExpressions;
using Gateway.Brain.House.Reading;

namespace Gateway.Brain.House.Entities;

/// <summary>Postal addresses as people write them in France, in Britain and in the United States.</summary>
internal static partial class PostalAddress
{
    private const int FarthestPostcode = 90;
    private const int LongestTown = 6;

    // What may follow a town without a comma in between.
    private static readonly HashSet<string> EndOfTown = new(StringComparer.Ordinal)
    {
        "et", "mon", "ma", "mes", "tel", "telephone", "tele", "portable", "numero", "merci", "je", "moi", "c", "svp",
        "pour", "nom", "prenom", "voila",
        "and", "my", "phone", "please", "thanks", "i", "name", "mobile", "number", "with", "avec", "s", "thank", "au",
        "a",
    };

    private static readonly HashSet<string> EndOfStreet = new(StringComparer.Ordinal)
    {
        "et", "and", "mon", "my", "tel", "telephone", "phone", "merci", "svp", "please", "thanks",
    };

    private static readonly HashSet<string> EndOfAddress = new(StringComparer.Ordinal)
    {
        "france", "uk", "usa", "belgique", "suisse", "england", "luxembourg", "belgium", "switzerland", "cedex",
    };

    /// <summary>
    /// The country that an address names at its end, or tells by its postcode, as ISO 3166-1 has it; null when it does
    /// neither.
    /// </summary>
    public static string? CountryOf(string? address) =>
        address is null ? null : Countries.AtEndOf(address) ?? (BritishPostcode().IsMatch(address) ? "GB" : null);

    /// <summary>
    /// Whether an address lies elsewhere than where the shop's terms of delivery hold: in another country, or in France
    /// overseas.
    /// </summary>
    public static bool IsFar(string? address) =>
        address is not null && (CountryOf(address) is { } country ? country != "FR"
            : OverseasPostcode().IsMatch(address)
                || (!FrenchPostcode().IsMatch(address) && Countries.AbroadIn(Word.In(address)).Count > 0)
                || (ShortPostcode().IsMatch(address) && !FrenchPostcode().IsMatch(address)));

    /// <summary>The address in a message, from its house number to its town; null when there is none.</summary>
    /// <param name="text">As it is read (<see cref="Readable"/>).</param>
    public static TextSpan? Find(string text)
    {
        // "Apartment 5 by the way" lies in no Way.
        text = text.Replace("by the way", "          ", StringComparison.OrdinalIgnoreCase);
        var french = FrenchStreet().Match(text);
        var english = EnglishStreet().Match(text);
        var street = !english.Success || (french.Success && french.Index <= english.Index) ? french : english;
        if (street.Success)
            return new TextSpan(street.Index, EndOf(text, street.Index + street.Length));
        var town = Town().Match(text);
        return town.Success
            ? new TextSpan(town.Index, AfterTown(text, town.Groups["code"].Index + town.Groups["code"].Length))
            : null;
    }

    /// <summary>Whether a parcel could find it: a street or place, and a town.</summary>
    public static bool IsComplete(string address)
    {
        if (!address.Any(char.IsLetter) || address.Length < 8)
            return false;
        var code = AnyPostcode().Match(address);
        if (code.Success)
            return HasStreet(address) && (address[(code.Index + code.Length)..].Any(char.IsLetter) || code.Index > 8);
        return HasStreet(address) && address.Split(',').Count(part => part.Count(char.IsLetter) > 2) > 1;
    }

    /// <summary>Whether it says more than a town.</summary>
    public static bool HasStreet(string address) => !TownOnly().IsMatch(address);

    /// <summary>Completes an address whose other half was given before; a whole new one takes its place.</summary>
    public static string Merge(string? before, string given)
    {
        if (before is null || IsComplete(given))
            return given;
        if (!HasStreet(given))
            return HasStreet(before) ? $"{WithoutTown(before)}, {given}" : given;
        // A corrected street is in the town that was given before.
        return IsComplete(before) && TownOf(before) is { } town
            ? $"{given}, {town}"
            : !HasStreet(before)
            ? $"{given}, {before}"
            : given;
    }

    private static string? TownOf(string address) => AnyPostcode().Match(address) is { Success: true } code
        ? address[code.Index..]
        : address.Split(',')[^1].Trim();

    private static string WithoutTown(string address) => IsComplete(address) && TownOf(address) is { } town
        ? address[..^town.Length].TrimEnd(' ', ',')
        : address;

    /// <summary>In one line, single spaces.</summary>
    public static string Tidy(string address) =>
        Spaces().Replace(Lines().Replace(address.Trim(' ', ',', '.', ';', ':', '\n', '\r'), ", "), " ");

    private static int EndOf(string text, int from)
    {
        var stop = Break().Match(text, from);
        var limit = Math.Min(stop.Success ? stop.Index : text.Length, Math.Min(text.Length, from + FarthestPostcode));
        // An address over two lines goes on where the second begins with its postcode.
        if (stop.Success && text[stop.Index] == '\n' && stop.Index < from + FarthestPostcode
            && Town().Match(text, stop.Index + 1) is { Success: true } next
            && text[(stop.Index + 1)..next.Index].Trim().Length == 0)
            limit = Math.Min(text.Length, stop.Index + FarthestPostcode);
        else if (stop.Success && text[stop.Index] == '\n' && LineAt(text, stop.Index + 1) is var line
            && BritishPostcode().IsMatch(line))
            limit = stop.Index + 1 + line.Length;
        var code = AnyPostcode().Match(text, from, limit - from);
        return code.Success ? AfterTown(text, code.Index + code.Length) : WithoutPostcode(text, from, limit);
    }

    private static string LineAt(string text, int from) => text[from..].Split('\n', 2)[0];

    // From behind a postcode on: the words of the town, and its country when one follows a comma.
    private static int AfterTown(string text, int from)
    {
        var end = from;
        var words = Word.In(text[from..]);
        for (var i = 0; i < Math.Min(words.Count, LongestTown); i++)
        {
            var word = words[i];
            var between = text[end..(from + word.Start)].Trim();
            var isJoined = between.Trim('\'', '’', '-').Length == 0;
            var isCountry = between == "," && EndOfAddress.Contains(word.Text);
            var isFirst = i == 0 && between is "," or "-";
            var isCedexNumber = i > 0 && words[i - 1].Text == "cedex";
            if (!(isJoined || isCountry || isFirst) || EndOfTown.Contains(word.Text)
                || (char.IsAsciiDigit(word.Text[0]) && !isCedexNumber)
                || (isFirst && FirstNames.Contains(word.Text)))
                break;
            end = from + word.End;
        }

        return end;
    }

    // The street itself always belongs to it; of what follows each comma a town, but not the person who lives there.
    private static int WithoutPostcode(string text, int from, int limit)
    {
        var end = from;
        foreach (Match part in Part().Matches(text[from..limit]))
        {
            var words = Word.In(part.Value);
            if (part.Index > 0
                && (words.Count is 0 or > 4
                || words.Any(word => FirstNames.Contains(word.Text) || EndOfTown.Contains(word.Text))))
                break;
            var own = words.TakeWhile(word => !EndOfStreet.Contains(word.Text)).ToList();
            if (own.Count > 0)
                end = from + part.Index + own[^1].End;
            if (own.Count < words.Count)
                break;
        }

        return end;
    }

    private const string FrenchFlat =
        @"(?:\b(?:appartement|appt?\.?|b[âa]t(?:iment)?\.?|r[ée]sidence|escalier)\s[^,\n]{1,30},\s*)?";
    private const string FrenchNumber = @"\b[0-9]{1,4}\s?(?:bis\b|ter\b|quater\b|[A-Da-d]\b)?\s*,?\s*";
    private const string FrenchWay =
        @"(?:rue|r\.|avenue|av\b\.?|ave\b\.?|boulevard|bvd|bd|bld|place|pl\b\.?|chemin|ch\.|all[ée]es?|impasse|imp\b\.?"
        + @"|route|rte|quai|cours|square(?=\s+(?:de|du|des|d'))|passage|faubourg|fbg|villa\b|sentier|lotissement|lot\b\.?|r[ée]sidence|hameau"
        + @"|esplanade|promenade|mont[ée]e|voie|cit[ée]|clos|parvis|venelle|traverse|rond-point|lieu-dit)\b";

    private const string EnglishFlat = @"(?:\b(?:flat|apt\.?|apartment|unit|suite)\s+\w{1,5},?\s+)?";
    private const string EnglishWay =
        @"(?:street|st|road|rd|avenue|ave|lane|ln|drive|dr|way|close|court|ct|place|pl|square|sq|terrace|gardens?|crescent"
        + @"|boulevard|blvd|hill|grove|mews|row|park|walk|parade|gate|wharf|yard|rise|green)\b\.?";

    [GeneratedRegex(FrenchFlat + FrenchNumber + FrenchWay, RegexOptions.IgnoreCase, 1000)]
    private static partial Regex FrenchStreet();

    [GeneratedRegex(
        EnglishFlat + @"\b[0-9]{1,5}[A-Za-z]?,?\s+(?:[\p{L}'’.]+\s+){1,4}?" + EnglishWay
        + @"|\b[0-9]{1,5}\s+broadway\b", RegexOptions.NonBacktracking | RegexOptions.IgnoreCase)]
    private static partial Regex EnglishStreet();

    [GeneratedRegex(
        @"(?<![0-9\p{L}])(?<code>(?:F-?|L-?|B-?|CH-?)?[0-9]{4,5})[ ,]+(?=\p{L}{2})(?!(?:euros?|eur|fois|jours?|days?|pi[eè]ces?)\b)", RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Town();

    // https://en.wikipedia.org/wiki/Postcodes_in_the_United_Kingdom: area and district, then a figure and two letters.
    private const string British = @"\b[A-Z]{1,2}[0-9][A-Z0-9]?\s*[0-9][A-Z]{2}\b";

    [GeneratedRegex(
        British + @"|\b[0-9]{5}(?:-[0-9]{4})?\b|\b[0-9]{2} [0-9]{3}\b|\b[1-9][0-9]{3}\b(?=\s+\p{L})",
        RegexOptions.IgnoreCase, 1000)]
    private static partial Regex AnyPostcode();

    // Masks (\u0001), a new line, a semicolon, or the end of a sentence; the full stop of "St." and "av." does not end
    // one.
    [GeneratedRegex(
        @"[\u0001\n;!?]|(?<!\b(?:st|av|bd|ave|rd|dr|appt?|bat|bât))\.(?=\s|$)", RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Break();

    // "75011 Paris", "London NW1 6XE", "Paris".
    [GeneratedRegex(
        @"^\s*(?:(?:F-?|L-?|B-?|CH-?)?[0-9]{4,5}[ ,]+[\p{L}'’\-][\p{L}'’ ,\-]*|[\p{L}'’ \-]+(?:,?\s*(?:[A-Z]{1,2}[0-9][A-Z0-9]?\s*[0-9][A-Z]{2}|[0-9]{4,5}))?)\s*$",
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase)]
    private static partial Regex TownOnly();

    [GeneratedRegex(@"[^,]+", RegexOptions.NonBacktracking)]
    private static partial Regex Part();

    [GeneratedRegex(@"\s*[\r\n]+\s*", RegexOptions.NonBacktracking)]
    private static partial Regex Lines();

    [GeneratedRegex(@"[ \t\u00A0\u202F\u0001]+", RegexOptions.NonBacktracking)]
    private static partial Regex Spaces();

    [GeneratedRegex(British, RegexOptions.NonBacktracking | RegexOptions.IgnoreCase)]
    private static partial Regex BritishPostcode();

    [GeneratedRegex(@"\b[0-9]{5}\b", RegexOptions.NonBacktracking)]
    private static partial Regex FrenchPostcode();

    // Four figures and a town: Belgium, Luxembourg, Switzerland and others that write them so.
    [GeneratedRegex(@"[,\s](?:B-?|L-?|CH-?)?[1-9][0-9]{3}\s+\p{L}", RegexOptions.NonBacktracking)]
    private static partial Regex ShortPostcode();

    // 97 and 98: the overseas departments and territories, and Monaco.
    [GeneratedRegex(@"\b9[78][0-9]{3}\b", RegexOptions.NonBacktracking)]
    private static partial Regex OverseasPostcode();
}
