using System.Buffers;
using System.Text.RegularExpressions;
using Gateway.Brain.House.Places;
using Gateway.Brain.House.Reading;

namespace Gateway.Brain.House.Entities;

/// <summary>Postal addresses as people write them in France, in Britain and in the United States.</summary>
internal static partial class PostalAddress
{
    // What may part the pieces of one address.
    private static readonly SearchValues<char> Signs = SearchValues.Create(" ,.-()\n/");

    /// <summary>
    /// The country that an address names at its end, or tells by its postcode, as ISO 3166-1 has it; null when it does
    /// neither.
    /// </summary>
    public static string? CountryOf(string? address) =>
        address is null ? null : Countries.AtEndOf(address) ?? Parse(address).Country;

    /// <summary>The parts of an address, each for itself; its <see cref="AddressParts.Line"/> is what is read back.
    /// </summary>
    /// <param name="address">An address or a piece of it, without the message around it.</param>
    public static AddressParts Parse(string address) => AddressReader.Read(Readable.Of(address), isAsked: true).Parts;

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
    public static TextSpan? Find(string text) => Spans(AddressReader.Read(Quiet(text)), text) is [_, ..] spans
        ? spans.MaxBy(span => span.End - span.Start)
        : null;

    /// <summary>Takes the address out of a message, all the pieces of it.</summary>
    /// <param name="masked">The message.</param>
    /// <param name="isAsked">Whether an address was all that was asked for.</param>
    /// <returns>The address as it was written where its parts stand together, else in one line; null when there is
    /// none.</returns>
    public static string? Take(MaskedText masked, bool isAsked)
    {
        var text = masked.Rest;
        var read = AddressReader.Read(Quiet(text), isAsked);
        var spans = Spans(read, text);
        if (spans.Count == 0)
            return null;
        List<string> taken = [.. spans.Select(masked.Take)];
        return taken is [var whole] ? whole : read.Parts.Line;
    }

    // "Apartment 5 by the way" lies in no Way.
    private static string Quiet(string text) =>
        text.Replace("by the way", "          ", StringComparison.OrdinalIgnoreCase);

    // The pieces of an address; two with nothing but signs between them are one.
    private static List<TextSpan> Spans(ReadAddress read, string text)
    {
        if (read.Parts is not ({ Street: not null } or { Relay: not null } or { Postcode: not null, Town: not null }))
            return [];
        List<TextSpan> spans = [];
        foreach (var (start, end) in read.Spans)
        {
            if (spans.Count > 0 && text.AsSpan(spans[^1].End, start - spans[^1].End).IndexOfAnyExcept(Signs) < 0)
                spans[^1] = spans[^1] with { End = end };
            else
                spans.Add(new TextSpan(start, end));
        }

        return spans;
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

    /// <summary>
    /// Puts what is said of an address into what was said before: the other half of it, another number, street, flat,
    /// postcode or town. A whole new one takes its place as it is.
    /// </summary>
    /// <param name="before">The address so far, or null.</param>
    /// <param name="given">An address, a piece of one, or the message that corrects it.</param>
    public static string Merge(string? before, string given)
    {
        if (before is null)
            return given;
        var parts = Parse(given);
        return parts is { Street: not null, Town: not null, Postcode: not null, HouseNumber: not null }
            && IsComplete(given)
            ? given
            : Correct(before, given) ?? before;
    }

    /// <summary>An address as a message corrects or completes it; null when the message says nothing of one.</summary>
    public static string? Correct(string before, string message) =>
        AddressCorrection.Apply(Parse(before), Readable.Of(message))?.Line;

    /// <summary>In one line, single spaces.</summary>
    public static string Tidy(string address) =>
        Spaces().Replace(Lines().Replace(address.Trim(' ', ',', '.', ';', ':', '\n', '\r'), ", "), " ");

    // https://en.wikipedia.org/wiki/Postcodes_in_the_United_Kingdom: area and district, then a figure and two letters.
    private const string British = @"\b[A-Z]{1,2}[0-9][A-Z0-9]?\s*[0-9][A-Z]{2}\b";

    [GeneratedRegex(
        British + @"|\b[0-9]{5}(?:-[0-9]{4})?\b|\b[0-9]{2} [0-9]{3}\b|\b[1-9][0-9]{3}\b(?=\s+\p{L})",
        RegexOptions.IgnoreCase, 1000)]
    private static partial Regex AnyPostcode();

    // "75011 Paris", "London NW1 6XE", "Paris".
    [GeneratedRegex(
        @"^\s*(?:(?:F-?|L-?|B-?|CH-?)?[0-9]{4,5}[ ,]+[\p{L}'’\-][\p{L}'’ ,\-]*|[\p{L}'’ \-]+(?:,?\s*(?:[A-Z]{1,2}[0-9][A-Z0-9]?\s*[0-9][A-Z]{2}|[0-9]{4,5}))?)\s*$",
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase)]
    private static partial Regex TownOnly();

    [GeneratedRegex(@"\s*[\r\n]+\s*", RegexOptions.NonBacktracking)]
    private static partial Regex Lines();

    [GeneratedRegex(@"[ \t\u00A0\u202F\u0001]+", RegexOptions.NonBacktracking)]
    private static partial Regex Spaces();

    [GeneratedRegex(@"\b[0-9]{5}\b", RegexOptions.NonBacktracking)]
    private static partial Regex FrenchPostcode();

    // Four figures and a town: Belgium, Luxembourg, Switzerland and others that write them so.
    [GeneratedRegex(@"[,\s](?:B-?|L-?|CH-?)?[1-9][0-9]{3}\s+\p{L}", RegexOptions.NonBacktracking)]
    private static partial Regex ShortPostcode();

    // 97 and 98: the overseas departments and territories, and Monaco.
    [GeneratedRegex(@"\b9[78][0-9]{3}\b", RegexOptions.NonBacktracking)]
    private static partial Regex OverseasPostcode();
}
