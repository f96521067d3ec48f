using System.Collections.Frozen;

namespace Gateway.Brain.House.Places;

/// <summary>
/// Finds what stands beside a street: flats, floors, buildings, codes; at whose place; pick-up points; and the places
/// that may stand for a street.
/// </summary>
internal static class UnitFinder
{
    // What is followed by its number or letter, and what by a name.
    private static readonly FrozenSet<string> Numbered = Set("""
        appartement appart appt apt app apartment flat unit suite bureau porte door bte boite bt box bat batiment esc
        escalier entree hall etage floor code digicode interphone room building block lot studio logement chambre
        apartement bp ste
        """);

    private static readonly FrozenSet<string> Named = Set("residence immeuble tour res rez building");

    private static readonly FrozenSet<string> Sites = Set("""
        residence cite hlm lotissement zone za zi zac quartier hameau lieudit villa sicap ferme chateau domaine
        camping mas moulin
        """);

    private static readonly FrozenSet<string> Sides = Set("gauche droite face left right fond cour");

    private static readonly FrozenSet<string> Ordinals = Set("""
        premier deuxieme troisieme quatrieme cinquieme sixieme septieme huitieme dernier first second third fourth
        fifth top ground
        """);

    private static readonly FrozenSet<string> Nobody = Set("moi nous vous toi lui elle eux elles le la");

    /// <summary>Marks pick-up points: their names up to the street they stand in.</summary>
    public static void MarkRelays(AddressMarks marks)
    {
        for (var i = 0; i < marks.Count; i++)
        {
            var length = (marks[i], marks[i + 1]) switch
            {
                ("point" or "points", "relais" or "relay" or "retrait") or ("relais", "colis" or "pickup")
                    or ("mondial", "relay" or "relais") or ("parcel", "shop") or ("collect" or "collection", "point")
                    or ("pickup", "point") => 2,
                ("pick", "up") when marks[i + 2] == "point" => 3,
                ("locker", _) => 1,
                _ => 0,
            };
            if (length == 0)
                continue;
            var end = i + length;
            while (end < marks.Count && (marks.Tokens[end].Joins || (end == i + length
                && marks.Tokens[end].Before == Gap.Comma)) && !StreetFinder.Begins(marks, end)
                && !marks.Tokens[end].IsNumber && end < i + 9)
                end++;
            if (end > i + length)
                marks.Mark(i, end, AddressKind.Relay);
            i = end - 1;
        }
    }

    /// <summary>Marks at whose place it is.</summary>
    public static void MarkCare(AddressMarks marks)
    {
        for (var i = 0; i < marks.Count; i++)
        {
            var isCare = marks[i] == "c" && marks[i + 1] == "o" && marks.Tokens[i + 1].Before == Gap.Tight;
            if (marks.Kind(i) != AddressKind.None || !(isCare || marks[i] == "chez") || Nobody.Contains(marks[i + 1])
                && marks[i + 1] is not ("le" or "la"))
                continue;
            var from = isCare ? i + 2 : i + 1;
            var end = from;
            while (end < marks.Count && end < from + 7 && !marks.Tokens[end].IsNumber
                && (marks.Tokens[end].Joins || (end == from && isCare)) && marks.Kind(end) == AddressKind.None
                && marks[end] is not ("au" or "a" or "at" or "svp" or "merci" or "please")
                && !StreetFinder.Begins(marks, end))
                end++;
            if (end > from)
                marks.Mark(i, end, AddressKind.Care);
            i = Math.Max(i, end - 1);
        }
    }

    /// <summary>Marks units, and the places that may stand for a street.</summary>
    public static void MarkUnits(AddressMarks marks)
    {
        for (var i = 0; i < marks.Count; i++)
        {
            var (end, kind) = UnitAt(marks, i);
            if (end <= i)
                continue;
            marks.Mark(i, end, kind);
            i = end - 1;
        }
    }

    /// <summary>Whether a unit or a place begins with a token.</summary>
    public static bool Begins(AddressMarks marks, int at) =>
        UnitAt(marks, at, isWhole: false) is var (end, kind) && end > at && kind == AddressKind.Unit;

    /// <summary>Whether a number behind this token is its own, and not a house's: "floor 4", not "4th floor".</summary>
    public static bool TakesNumber(AddressMarks marks, int at) =>
        Numbered.Contains(marks[at]) && marks[at] is not ("box" or "hall" or "code")
        && !(at > 0 && marks[at] is "etage" or "floor"
            && (IsOrdinal(marks[at - 1]) || Ordinals.Contains(marks[at - 1])));

    private static (int End, AddressKind Kind) UnitAt(AddressMarks marks, int at, bool isWhole = true)
    {
        var word = marks[at];
        if (marks.Kind(at) != AddressKind.None
            || (marks.Joins(at) && marks[at - 1] is "de" or "la" or "du" or "d" or "des" && word is not "code"))
            return (at, AddressKind.None);
        if (word == "rdc" || (word == "rez" && marks[at + 1] == "de"))
            return (WithSide(marks, word == "rdc" ? at + 1 : at + 4), AddressKind.Unit);
        if ((word is "p" && marks[at + 1] == "o" && marks[at + 2] == "box" && IsValue(marks, at + 3))
            || (word is "b" && marks[at + 1] == "p" && IsValue(marks, at + 2)))
            return (at + (word == "p" ? 4 : 3), AddressKind.Site);
        if ((word == "bp" || (word == "po" && marks[at + 1] == "box"))
            && IsValue(marks, word == "bp" ? at + 1 : at + 2))
            return (at + (word == "bp" ? 2 : 3), AddressKind.Site);
        // "3e étage gauche", "2nd floor".
        if ((IsOrdinal(word) || Ordinals.Contains(word)) && marks[at + 1] is "etage" or "floor" or "et")
            return marks.Joins(at + 1) ? (WithSide(marks, at + 2), AddressKind.Unit) : (at, AddressKind.None);
        if ((word is "lieu" && marks[at + 1] == "dit") || Sites.Contains(word))
            return Site(marks, at, isWhole);
        if (word is "parc" && marks[at + 1] is "d")
            return (marks.SegmentEnd(at), AddressKind.Site);
        if (Named.Contains(word) && marks.Joins(at + 1) && !AddressWords.Stops.Contains(marks[at + 1]))
            return (isWhole ? NameEnd(marks, at + 1) : at + 2, AddressKind.Unit);
        if (!Numbered.Contains(word) || (word is "code" && marks[at + 1] is "postal"))
            return (at, AddressKind.None);
        var value = at
            + (marks[at + 1] is "n" or "no" or "numero" or "number" or "portail" or "porte" or "est" ? 2 : 1);
        if (word is "code" or "digicode" && marks[value] is "c" && marks[value + 1] is "est")
            value += 2;
        if (word is "code" && marks.Tokens.Count > value && marks.Tokens[value].IsNumber && marks[value].Length > 4)
            return (at, AddressKind.None);
        if (word is "interphone" && marks.Joins(value))
            return (value + 1, AddressKind.Unit);
        if (word is "porte" or "door" && Sides.Contains(marks[value]))
            return (value + 1, AddressKind.Unit);
        if (!IsValue(marks, value))
            return (at, AddressKind.None);
        if (word is "lot" && marks.Count > 0 && !marks.Tokens[value].IsNumber)
            return (at, AddressKind.None);
        // "flat 12 rose court, 9 Victoria Terrace": the house's name goes with the flat when a street follows.
        return (word is "flat" or "apartment" ? HouseEnd(marks, value + 1) : WithSide(marks, value + 1),
            word is "lot" ? AddressKind.Site : AddressKind.Unit);
    }

    private static int HouseEnd(AddressMarks marks, int at)
    {
        var end = at;
        while (marks.Joins(end) && !marks.Tokens[end].IsNumber && end < at + 3
            && !AddressWords.Stops.Contains(marks[end]))
            end++;
        return end > at && end < marks.Count && marks.Tokens[end].Before == Gap.Comma
            && char.IsAsciiDigit(marks[end][0]) && !marks.Joins(end) ? end : WithSide(marks, at);
    }

    private static (int End, AddressKind Kind) Site(AddressMarks marks, int at, bool isWhole)
    {
        var word = marks[at];
        var isNumbered = at > 0 && marks.Tokens[at - 1].IsNumber && marks.Tokens[at].Joins;
        if (isNumbered || !marks.Joins(at + 1) || AddressWords.Stops.Contains(marks[at + 1]))
            return (at, AddressKind.None);
        // A residence or an estate before a street is a unit of it, which is seen when all is marked.
        return (isWhole ? NameEnd(marks, at + 1) : at + 2, word is "residence" ? AddressKind.Unit : AddressKind.Site);
    }

    // A name goes on to the next comma, the next unit, or the number of a street.
    private static int NameEnd(AddressMarks marks, int at)
    {
        var end = at;
        while (marks.Joins(end) && end < at + 7 && !AddressWords.Stops.Contains(marks[end])
            && !(end > at && Numbered.Contains(marks[end]) && IsValue(marks, end + 1))
            && !(StreetFinder.Begins(marks, end) && (end > at || marks.Tokens[end].IsNumber)))
            end++;
        return StreetFinder.TownBehind(marks, at, Math.Max(end, at));
    }

    private static int WithSide(AddressMarks marks, int at)
    {
        at = Math.Min(at, marks.Count);
        while (marks.Joins(at) && (Sides.Contains(marks[at]) || (marks[at] is "a" && Sides.Contains(marks[at + 1]))))
            at++;
        return at;
    }

    private static bool IsValue(AddressMarks marks, int at) => at < marks.Count && marks.Kind(at) == AddressKind.None
        && (marks.Tokens[at].Joins || marks.Tokens[at].Before == Gap.Comma)
        && (marks[at].Length == 1 || marks[at].Any(char.IsAsciiDigit)) && marks[at] is not ("a" or "n" or "d")
        && !(marks[at] is "c" && marks[at + 1] is "est");

    private static bool IsOrdinal(string word) => word.Length is >= 2 and <= 6 && char.IsAsciiDigit(word[0])
        && word.TrimStart(['0', '1', '2', '3', '4', '5', '6', '7', '8', '9']) is "e" or "er" or "eme" or "ieme" or "ere"
            or "st" or "nd" or "rd" or "th" or "me";

    private static FrozenSet<string> Set(string words) =>
        words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);
}
