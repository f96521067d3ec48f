using System.Collections.Frozen;
using System.Globalization;
using System.Runtime.InteropServices;
using Gateway.Brain.House.Places;
using Gateway.Brain.House.Reading;

namespace Gateway.Brain.House.Entities;

/// <summary>Since when a vehicle is on the road, as far as a message tells.</summary>
/// <param name="Year">From 1950 to the year after the present one.</param>
/// <param name="Month">From 1 to 12; null when it is not told.</param>
/// <param name="Span">Where it stands.</param>
internal sealed record VehicleYear(int Year, int? Month, TextSpan Span)
{
    private const int Earliest = 1950;

    private const int Untold = 1;
    private const int Told = 2;
    private const int Certain = 4;
    private const int Nearby = 8;
    private const int FewTokens = 4;

    // An age identifier stands for the half year from March on, 50 more for the one from September on
    // (DVLA, INF104, "Vehicle registration numbers and number plates"); the first was 51, of September 2001.
    private const int FirstIdentifier = 51;

    private static readonly FrozenDictionary<string, int> Months = """
        janvier 1 janv 1 january 1 jan 1 fevrier 2 fev 2 fevr 2 february 2 feb 2 mars 3 march 3 mar 3 avril 4 avr 4
        april 4 apr 4 mai 5 may 5 juin 6 june 6 jun 6 juillet 7 juil 7 july 7 jul 7 aout 8 august 8 aug 8 septembre 9
        sept 9 september 9 sep 9 octobre 10 oct 10 october 10 novembre 11 nov 11 november 11 decembre 12 dec 12
        december 12
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
        .Chunk(2)
        .ToFrozenDictionary(pair => pair[0], pair => int.Parse(pair[1], CultureInfo.InvariantCulture));

    // What tells of the first day on the road.
    private static readonly FrozenSet<string> OfRegistration = FrozenSet.Create(StringComparer.Ordinal,
        "circulation", "mec", "immatriculation", "immatriculee", "immatricule", "immat", "registered", "registration",
        "built",
        "manufactured", "annee", "millesime", "fabriquee", "fabrique", "construite", "construit", "an", "year", "dmec",
        "sortie", "produced", "production", "reg");

    private static readonly FrozenSet<string> BeforeYear = FrozenSet.Create(StringComparer.Ordinal,
        "de", "un", "une", "from", "a", "an", "modele", "of", "date", "model", "d", "the");

    private static readonly FrozenSet<string> Makes = """
        abarth alfa audi bentley bmw byd chevrolet chrysler citroen cupra dacia daewoo daihatsu dodge ds ferrari fiat
        ford honda hyundai infiniti isuzu iveco jaguar jeep kia lada lamborghini lancia landrover rover lexus lotus
        maserati mazda mercedes merc mg mini mitsubishi nissan opel peugeot porsche renault saab seat skoda smart
        ssangyong subaru suzuki tesla toyota triumph vauxhall volkswagen volvo vw
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> Models = """
        voiture auto car van camionnette fourgon utilitaire golf polo clio twingo megane scenic espace kangoo zoe corsa
        astra zafira fiesta focus mondeo ka passat tiguan yaris corolla auris micra juke qashqai punto panda ibiza leon
        fabia octavia civic jazz swift picasso berlingo partner duster sandero logan coccinelle beetle transit
        transporter modele vehicule vehicle caisse bagnole
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);

    // What else has a date.
    private static readonly FrozenSet<string> OfSomethingElse = FrozenSet.Create(StringComparer.Ordinal,
        "achete", "achetee", "acheter", "bought", "purchased", "controle", "ct", "revision", "vidange", "facture",
        "devis", "commande", "order", "contract", "contrat", "assurance", "assuree", "mot", "service", "serviced",
        "pneus", "tyres", "rue", "ecrit", "invoice", "insurance", "distribution", "embrayage", "batterie", "clutch",
        "battery", "road", "street", "avenue", "vendu", "vendue", "sold", "invoiced", "permis", "licence");

    private static readonly FrozenSet<string> Units = FrozenSet.Create(StringComparer.Ordinal,
        "km", "kms", "kilometres", "kilometers", "bornes", "miles", "mi", "ch", "cv", "hp", "bhp", "kg", "cc", "cm3",
        "mille", "k", "thousand", "cm", "mm", "personnes", "people", "pieces", "mois", "months", "jours", "days", "h");

    /// <summary>Finds the year that a message names.</summary>
    /// <param name="text">As it is read (<see cref="Readable"/>).</param>
    /// <param name="today">The present day.</param>
    /// <param name="isAsked">Whether it was just asked for: then a year needs no word beside it.</param>
    /// <returns>The one that most speaks for; null where nothing tells that there is one.</returns>
    public static VehicleYear? Find(string text, DateOnly today, bool isAsked)
    {
        var tokens = WrittenNumber.TokensOf(text);
        (VehicleYear? Year, int Worth) best = (null, isAsked ? 0 : Untold);
        for (var at = 0; at < tokens.Count; at++)
        {
            var date = DateAt(text, tokens, at, today);
            if (date.Tokens == 0)
                continue;
            var worth = WorthOf(text, tokens, at, date, isAsked);
            if (worth > best.Worth)
                best = (new VehicleYear(
                    date.Year, date.Month, new TextSpan(tokens[at].Start, tokens[at + date.Tokens - 1].End)), worth);
            at += date.Tokens - 1;
        }

        return best.Year;
    }

    /// <summary>A date as it is written, before it is known what it is the date of.</summary>
    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Date(int Year, int? Month, int Tokens, int Worth);

    private static Date DateAt(string text, List<AddressToken> tokens, int at, DateOnly today)
    {
        var token = tokens[at];
        if (PlateAge(tokens, at, today) is { Tokens: > 0 } plate)
            return plate;
        if (Relative(tokens, at, today) is { Tokens: > 0 } relative)
            return relative;
        if (Months.TryGetValue(token.Text, out var month) && at + 1 < tokens.Count
            && (tokens[at + 1].Joins || text[token.End..tokens[at + 1].Start] is ". "))
        {
            var behind = WrittenNumber.TextAt(tokens, at + 1) is "de" or "of" ? at + 2 : at + 1;
            return YearAt(text, tokens, behind, today, maybeShort: true) is { Tokens: > 0 } year
                ? new Date(year.Year, month, behind + year.Tokens - at, Untold)
                : default;
        }

        // "Le 14 juin 2013": the day is not the year.
        if (token is { IsNumber: true, Text.Length: <= 2 } && Months.ContainsKey(WrittenNumber.TextAt(tokens, at + 1)))
            return default;
        if (token.IsNumber && Numeric(text, tokens, at, today) is { Tokens: > 0 } numeric)
            return numeric;
        return YearAt(text, tokens, at, today, maybeShort: false);
    }

    // "14 plate", "a 64 reg", "19-plate".
    private static Date PlateAge(List<AddressToken> tokens, int at, DateOnly today)
    {
        if (tokens[at] is not { IsNumber: true, Text.Length: 2 }
            || WrittenNumber.TextAt(tokens, at + 1) is not ("plate" or "reg" or "plated"))
            return default;
        var identifier = int.Parse(tokens[at].Text, CultureInfo.InvariantCulture);
        var year = 2000 + (identifier >= FirstIdentifier ? identifier - FirstIdentifier + 1 : identifier);
        return identifier > 1 && year <= today.Year ? new Date(year, null, 2, Certain) : default;
    }

    private static Date Relative(List<AddressToken> tokens, int at, DateOnly today) =>
        (tokens[at].Text, WrittenNumber.TextAt(tokens, at + 1), WrittenNumber.TextAt(tokens, at + 2)) switch
        {
            ("cette", "annee", _) or ("this", "year", _) => new Date(today.Year, null, 2, Untold),
            ("annee", "derniere" or "passee", _) => new Date(today.Year - 1, null, 2, Untold),
            ("last", "year", _) => new Date(today.Year - 1, null, 2, Untold),
            _ => default,
        };

    // "03/2016", "12/03/2016", "03.16".
    private static Date Numeric(string text, List<AddressToken> tokens, int at, DateOnly today)
    {
        var parts = 1;
        while (parts < 4 && at + parts < tokens.Count && tokens[at + parts].IsNumber
            && text[tokens[at + parts - 1].End..tokens[at + parts].Start] is "/" or "-" or ".")
            parts++;
        if (parts is not (2 or 3) || tokens[at].Text.Length > 2 || tokens[at + parts - 2].Text.Length > 2)
            return default;
        var month = int.Parse(tokens[at + parts - 2].Text, CultureInfo.InvariantCulture);
        var year = Written(tokens[at + parts - 1].Text, today, maybeShort: true);
        return month is >= 1 and <= 12 && year > 0
            ? new Date(year, month, parts, tokens[at + parts - 1].Text.Length == 4 ? Untold : 0)
            : default;
    }

    private static Date YearAt(string text, List<AddressToken> tokens, int at, DateOnly today, bool maybeShort)
    {
        if (at >= tokens.Count)
            return default;
        if (tokens[at].IsNumber)
        {
            var isCut = tokens[at] is { Start: > 0, Text.Length: 2 } && text[tokens[at].Start - 1] is '\'' or '’';
            var year = Written(tokens[at].Text, today, maybeShort: true);
            return year == 0 || (at + 1 < tokens.Count && tokens[at + 1] is { IsNumber: true, Text.Length: 3 }
                    && (tokens[at].Text.Length == 2 || tokens[at + 1].Before == Gap.Tight))
                ? default
                : new Date(year, null, 1, isCut ? Told : tokens[at].Text.Length == 2 && !maybeShort ? 0 : Untold);
        }

        // "Oh-five".
        if (tokens[at].Text is "oh" && SpokenNumber.Read(tokens, at + 1) is { Tokens: 1, Number: > 0 and < 10 } unit
            && IsPlausible(2000 + unit.Number, today))
            return new Date(2000 + unit.Number, null, 2, 0);
        var (number, length) = SpokenNumber.Read(tokens, at);
        // "Twenty fourteen", "nineteen ninety-five", "twenty oh nine".
        if (length > 0 && number is 19 or 20)
        {
            var zero = WrittenNumber.TextAt(tokens, at + length) is "oh" or "o" ? 1 : 0;
            var (rest, more) = SpokenNumber.Read(tokens, at + length + zero);
            if (more > 0 && (zero == 1 ? rest < 10 : rest is >= 10 and < 100))
                (number, length) = ((number * 100) + rest, length + zero + more);
        }

        return IsPlausible(number, today) ? new Date(number, null, length, Untold) : default;
    }

    private static int WorthOf(string text, List<AddressToken> tokens, int at, Date date, bool isAsked)
    {
        var next = at + date.Tokens;
        if (date.Worth == Certain)
            return Certain;
        if (Units.Contains(WrittenNumber.TextAt(tokens, next)) || WrittenNumber.IsAmount(text, tokens, at, next - 1)
            || IsPartOfNumber(tokens, at, next))
            return -1;
        var isShort = date.Worth == 0;
        var before = WrittenNumber.TextAt(tokens, at - 1) is "l" ? WrittenNumber.TextAt(tokens, at - 2)
            : WrittenNumber.TextAt(tokens, at - 1);
        for (var back = 1; back <= Nearby && at - back >= 0; back++)
        {
            var word = tokens[at - back].Text;
            if (OfSomethingElse.Contains(word))
                return -1;
            if (OfRegistration.Contains(word) && !(isShort && back > 3 && date.Month is null))
                return Certain;
            // Behind another year something else is told.
            if ((tokens[at - back + 1].Before == Gap.Break && back > 1)
                || (tokens[at - back] is { IsNumber: true, Text.Length: 4 } && date.Month is null))
                break;
        }

        // "Une 2008" is a Peugeot.
        if (date.Year is 2008 && date.Month is null && before is "une" or "la" or "peugeot" or "2008")
            return -1;
        var isModel = WrittenNumber.TextAt(tokens, next) is "model" or "modele"
            || Makes.Contains(WrittenNumber.TextAt(tokens, next)) || IsVehicle(tokens, at - 1, 3);
        var isTold = (BeforeYear.Contains(before) || isModel || date.Worth == Told) && !isShort;
        isTold = isTold || (isShort && date.Month is null && before is "de" or "from" or "d"
            && IsVehicle(tokens, at - 2, 2)
            && (next >= tokens.Count || !tokens[next].Joins));
        if (isTold || (date.Month is not null && IsOfRegistration(tokens, next)))
            return Told;
        return isShort
            ? isAsked && tokens.Count <= FewTokens && date.Month is null ? Untold : 0
            : Untold;
    }

    // "Février 2020, première mise en circulation".
    private static bool IsOfRegistration(List<AddressToken> tokens, int next)
    {
        for (var i = next; i < Math.Min(tokens.Count, next + Nearby); i++)
        {
            if (tokens[i].Text is "circulation" or "immatriculation" or "registration" or "registered")
                return true;
        }

        return false;
    }

    private static bool IsVehicle(List<AddressToken> tokens, int from, int most)
    {
        for (var i = from; i > from - most && i >= 0; i--)
        {
            if (Makes.Contains(tokens[i].Text) || Models.Contains(tokens[i].Text)
                || tokens[i] is { IsNumber: true, Text.Length: 3 }
                || (tokens[i].Raw.Length is 2 or 3 && tokens[i].Raw.All(char.IsAsciiLetterUpper)))
                return true;
        }

        return false;
    }

    // "06 12 20 14 00" is a telephone number, "AB 14 CD" a plate.
    private static bool IsPartOfNumber(List<AddressToken> tokens, int at, int next) =>
        next - at == 1
        && ((at > 0 && tokens[at - 1] is { IsNumber: true, Text.Length: <= 2 } && tokens[at].Before != Gap.Comma)
            || (next < tokens.Count && tokens[next] is { IsNumber: true, Before: Gap.Tight })
            || (tokens[at].Text.Length == 2 && next < tokens.Count && tokens[next] is { IsNumber: true }));

    // 0 for what is no year.
    private static int Written(string digits, DateOnly today, bool maybeShort)
    {
        if (digits.Length is not (2 or 4) || (digits.Length == 2 && !maybeShort))
            return 0;
        var year = int.Parse(digits, CultureInfo.InvariantCulture);
        if (digits.Length == 2)
            year += year <= (today.Year + 1) % 100 ? 2000 : 1900;
        return IsPlausible(year, today) ? year : 0;
    }

    private static bool IsPlausible(int year, DateOnly today) => year >= Earliest && year <= today.Year + 1;
}
