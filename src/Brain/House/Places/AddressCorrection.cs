using System.Text.RegularExpressions;
using Gateway.Brain.House.Reading;

namespace Gateway.Brain.House.Places;

/// <summary>
/// Puts what was said later of an address into what was said before: another number, street, flat, postcode, town or
/// country; what is denied ("pas le 12") is not taken.
/// </summary>
internal static partial class AddressCorrection
{
    // Words for one kind of unit, the first standing for all.
    private static readonly string[][] UnitKinds =
    [
        ["appartement", "appart", "appt", "apt", "app", "apartment", "flat", "unit", "suite", "bureau", "studio"],
        ["etage", "floor", "rdc", "rez"],
        ["batiment", "bat", "immeuble", "building", "block"],
        ["escalier", "esc", "entree", "hall"],
        ["code", "digicode"],
        ["interphone"],
        ["porte", "door", "room"],
        ["bte", "boite", "bt", "box", "bp"],
        ["residence", "res"],
    ];

    /// <summary>Corrects or completes an address.</summary>
    /// <param name="before">What is known; null for nothing.</param>
    /// <param name="message">As it is read (<see cref="Readable"/>).</param>
    /// <returns>The address now, or null when the message says nothing of one.</returns>
    public static AddressParts? Apply(AddressParts? before, string message)
    {
        var text = WithoutDenied(message);
        var given = AddressReader.Read(text, isAsked: true).Parts;
        if (before is null || before.IsEmpty)
            return given.IsEmpty ? null : given;
        if (given is { Street: not null, Town: not null, Postcode: not null } && HasOwnNumber(given))
            return given with { Unit = given.Unit, Country = given.Country };
        // "1003" for Lausanne is its postcode.
        if (before is { Town: not null, Postcode: null } && message.Trim() is { Length: 4 } code
            && Gazetteer.TownsOf(code).Any(town => town.Name == before.Town))
            return before with { Postcode = code, Doubt = PlaceDoubt.None };
        var number = given.Street is null || IsOnlyNumber(text) ? NumberIn(text) : null;
        var now = number is not null && before.Street is not null && IsAboutNumber(text, given)
            ? before with { Street = StreetNumber.With(before.Street, number) }
            : WithStreet(before, given, text);
        now = WithUnits(now, given, before);
        now = now with { Care = given.Care ?? now.Care, Relay = given.Relay ?? now.Relay };
        if (number is null || given.Postcode is not null)
            now = WithTown(now, given);
        return now == before ? null : now;
    }

    // A street of its own brings its number along; another name alone keeps the number and the flat.
    private static AddressParts WithStreet(AddressParts before, AddressParts given, string text)
    {
        if (given.Street is null)
            return WayAlone(text) is { } way && before.Street is not null
                ? before with { Street = WithWay(before.Street, way) }
                : before;
        // "villa 54": the place that stands before the street's name.
        if (before.Street is not null && Villa().Match(given.Street) is { Success: true } villa
            && villa.Length == given.Street.Length && Villa().IsMatch(before.Street))
            return before with
            {
                Street = Villa().Replace(before.Street, char.ToUpperInvariant(villa.Value[0]) + villa.Value[1..]),
            };
        if (HasOwnNumber(given) || before.HouseNumber is null)
        {
            var isSame = before.Street is not null
                && Word.Fold(StreetNumber.Without(before.Street)) == Word.Fold(StreetNumber.Without(given.Street));
            return before with { Street = given.Street, Unit = isSame || before.Street is null ? before.Unit : null };
        }

        return before with
        {
            Street = StreetNumber.In(before.Street) is { Start: 0 }
            ? $"{before.HouseNumber} {given.Street}"
            : $"{given.Street} {before.HouseNumber}"
        };
    }

    private static bool HasOwnNumber(AddressParts given) => given.HouseNumber is not null
        || (given.Street is { } street && !StreetFinder.In(new AddressMarks(street)).Any()
            && !AddressWords.IsEnglishWay(Word.In(street)[^1].Text));

    private static AddressParts WithUnits(AddressParts now, AddressParts given, AddressParts before)
    {
        if (given.Unit is null)
            return now;
        List<string> units = now.Unit is null ? [] : [.. now.Unit.Split(", ")];
        foreach (var unit in given.Unit.Split(", "))
        {
            var same = units.FindIndex(old => KindOf(old) is { } kind && kind == KindOf(unit));
            if (same >= 0)
                units[same] = unit;
            else if (!units.Contains(unit))
                units.Add(unit);
        }

        return now with { Unit = string.Join(", ", units) };
    }

    private static int? KindOf(string unit)
    {
        var words = Word.In(unit);
        var kind = Array.FindIndex(UnitKinds, names => words.Any(word => names.Contains(word.Text)));
        return kind < 0 ? null : kind;
    }

    private static AddressParts WithTown(AddressParts now, AddressParts given)
    {
        if (given.Town is null && given.Postcode is null)
            return given.Country is null
                ? now
                : now with { Country = given.Country, NamesCountry = given.NamesCountry };
        var (town, postcode, region) = (given.Town, given.Postcode, given.Region);
        // A postcode alone: the town stays where it has it. A town alone: the postcode does.
        if (town is null || given.Doubt == PlaceDoubt.Several || postcode is not null && now.Town is not null
            && town != now.Town && Gazetteer.TownsOf(postcode).Any(one => Folded(one.Name) == Folded(now.Town)))
            (town, postcode) = (town is null || postcode is not null ? KeptTown(now, postcode) ?? town : town,
                postcode ?? KeptPostcode(now, town));
        var isElsewhere = given.Country != now.Country && (given.Country is not null || town != now.Town);
        return now with
        {
            Town = town,
            Postcode = postcode,
            Region = region ?? (town == now.Town ? now.Region : null),
            Country = given.Country ?? (isElsewhere && !IsLettered(postcode) ? null : now.Country),
            NamesCountry = given.Country is null ? !isElsewhere && now.NamesCountry : given.NamesCountry,
            Doubt = town is null || postcode is null ? PlaceDoubt.Several : PlaceDoubt.None,
        };
    }

    private static bool IsLettered(string? postcode) => postcode is not null && char.IsAsciiLetter(postcode[0]);

    private static string? KeptTown(AddressParts now, string? postcode)
    {
        if (now.Town is null || postcode is null)
            return now.Town;
        var towns = Gazetteer.TownsOf(postcode);
        return towns.Count == 0 || towns.Any(town => Folded(town.Name) == Folded(now.Town)) ? now.Town : null;
    }

    private static string? KeptPostcode(AddressParts now, string? town) =>
        now.Postcode is not null && town is not null
            && Gazetteer.TownsOf(now.Postcode).Any(one => Folded(one.Name) == Folded(town))
            ? now.Postcode
            : null;

    private static string Folded(string name) => PlaceTable.KeyOf(name);

    private static bool IsOnlyNumber(string text) =>
        AddressToken.In(text)
            .All(token => AddressWords.Chatter.Contains(token.Text) || char.IsAsciiDigit(token.Text[0]));

    private static bool IsAboutNumber(string text, AddressParts given) =>
        given is { Unit: null, Care: null, Relay: null } && given.Postcode is null && text.Length < 120;

    // The last house number, when nothing but what is said around one stands beside it.
    private static string? NumberIn(string text)
    {
        var marks = new AddressMarks(text);
        string? number = null;
        for (var i = 0; i < marks.Count; i++)
        {
            if (StreetFinder.NumberAt(marks, i) is ({ Length: <= 9 } found, var next)
                && marks[i] is not ("un" or "une" or "a"))
            {
                number = found;
                i = next - 1;
            }
            else if (!AddressWords.Chatter.Contains(marks[i]))
                return null;
        }

        return number;
    }

    // "c'est avenue, pas rue".
    private static string? WayAlone(string text)
    {
        var words = AddressToken.In(text)
            .Where(token => !AddressWords.Chatter.Contains(token.Text) || token.Text == "rue")
            .ToList();
        return words is [var only] && AddressWords.WayOf(only.Text, takesShort: false) is not null ? only.Raw : null;
    }

    private static string WithWay(string street, string way)
    {
        var words = street.Split(' ');
        var at = Array.FindIndex(words, word => AddressWords.WayOf(Word.Fold(word), takesShort: false) is not null);
        if (at < 0)
            return street;
        words[at] = way;
        return string.Join(' ', words);
    }

    /// <summary>The message without what is denied in it: behind "pas" and "not", up to what is meant.</summary>
    internal static string WithoutDenied(string message) => Denied().Replace(message, match =>
        match.Groups["kept"].Value);

    [GeneratedRegex(
        @"(?:\b(?:et |and )?(?:n['’]est pas|pas|not|no longer|isn['’]t|plut[oô]t que|au lieu d[eu]|instead of)\b"
        + @"(?: encore| bien)? [^,.;\n]*?)(?<kept>,| mais\b| but\b| c['’ ]?est\b| it['’ ]?s\b|[.;\n]|$)",
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex Denied();

    [GeneratedRegex(
        @"\b[Vv]illa [0-9]{1,4}[A-Za-z]?\b", RegexOptions.NonBacktracking)]
    private static partial Regex Villa();
}
