using System.Collections.Frozen;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.RegularExpressions;
using Gateway.Brain.House.Places;
using Gateway.Brain.House.Reading;

namespace Gateway.Brain.House.Entities;

/// <summary>What a message tells of a plate besides the plate.</summary>
/// <param name="IsNamed">Whether a plate was asked for, or the message calls something one.</param>
/// <param name="Country">The country that it names; null when it names none.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct PlateHints(bool IsNamed, string? Country)
{
    private static readonly (string Beginning, string Country)[] Countries =
    [
        ("belg", "BE"), ("suisse", "CH"), ("swiss", "CH"), ("switzerland", "CH"), ("luxemb", "LU"), ("allem", "DE"),
        ("german", "DE"), ("kennzeichen", "DE"), ("deutsch", "DE"), ("anglais", "GB"), ("british", "GB"),
        ("espagn", "ES"), ("spain", "ES"), ("spanish", "ES"), ("matricula", "ES"), ("ital", "IT"), ("targa", "IT"),
        ("genev", "CH"), ("lausanne", "CH"), ("bruxelles", "BE"), ("brussels", "BE"), ("england", "GB"),
        ("angleterre", "GB"),
    ];

    /// <summary>Whether its blocks are words of everyday with blanks between them.</summary>
    public bool IsLoose { get; init; }

    /// <summary>The country that words name; null when they name none.</summary>
    public static string? CountryIn(IReadOnlyList<Word> words)
    {
        foreach (var word in words)
        {
            foreach (var (beginning, country) in Countries)
            {
                if (word.Text.StartsWith(beginning, StringComparison.Ordinal))
                    return country;
            }
        }

        return null;
    }
}

/// <summary>The forms of plates, by country.</summary>
/// <remarks>
/// France: order of 9 February 2009 (SIV: two letters, three figures, two letters, without I, O, U, and without SS;
/// WW in front is provisional), and before it the FNI with the department at the end (overseas 971 to 976, Corsica
/// 2A and 2B). Great Britain: DVLA INF104. Belgium: order of 20 July 2001. Germany: FZV, annexes 1 and 2.
/// Switzerland: VZV, article 83. Luxembourg: order of 17 June 2003. Spain: order of 15 September 2000. Italy:
/// decree 285 of 1992, article 100; its form is that of France, so a message has to name the country.
/// </remarks>
internal static partial class PlateForms
{
    private const int LeastCanton = 5;
    private const int FirstYear = 1950;
    private const int LastYear = 2049;

    private static readonly FrozenSet<string> Cantons = Set(
        "ZH BE LU UR SZ OW NW GL ZG FR SO BS BL SH AR AI SG GR AG TG TI VD VS NE GE JU");

    // They are countries too, whose postcodes have these letters before them.
    private static readonly FrozenSet<string> CountryCodes = Set("BE LU FR");

    private static readonly FrozenSet<string> Districts = Set("""
        A AA AB AC AE AH AIC AK AM AN AZ B BA BB BC BI BL BM BN BO BOR BOT BRA BS BT BZ C CB CE CHA CLP CO COC COE CUX
        CW D DA DAH DAN DAU DD DE DEG DEL DGF DH DL DLG DM DN DO DON DU DW E EA EBE ED EE EF EH EI EIC EL EM EMD EMS EN
        ER ERB ERH ERZ ES ESW EU F FB FD FDS FF FFB FG FL FN FO FR FRG FRI FS FT FTL FU G GAP GC GE GER GF GG GI GL GM
        GO GP GR GRZ GS GT GTH GZ H HA HAL HAM HAS HB HBN HBS HD HDH HE HEF HEI HEL HER HF HG HGW HH HI HL HM HN HO HOL
        HOM HP HR HRO HS HSK HST HU HVL HX IGB IK IN IZ J JE JL K KA KB KC KE KEH KF KG KH KI KIB KL KLE KM KN KO KR KS
        KT KU KUS L LA LAU LB LD LDK LDS LER LEV LG LI LIF LIP LL LM LO LOS LU LWL M MA MB MD ME MEI MG MGN MH MI MIL MK
        MKK MM MN MOL MOS MR MS MSP MTK MTL MU MYK MZ MZG N NB ND NDH NE NEA NES NEW NF NH NI NK NM NMS NOH NOM NR NU NW
        OA OAL OB OD OE OF OG OH OHA OHV OL OPR OS OSL P PA PAF PAN PB PCH PE PF PI PIR PLON PM PR PS R RA RD RE REG RO
        ROS ROW RP RS RT RU RV RW RZ S SAD SB SC SE SFA SG SH SHA SHG SHK SI SIG SIM SK SL SLF SLK SLS SM SN SO SOK SON
        SP SPN SR ST STA STD SU SW SZ TBB TF TIR TO TR TS TUT UE UL UM UN V VB VEC VER VG VIE VK VS W WAF WAK WB WE WEN
        WES WF WHV WI WIL WL WM WN WND WO WOB WST WT WTM WUG WUN WW WZ ZI ZW
        """);

    /// <summary>Reads a plate.</summary>
    /// <param name="signs">Its letters and figures in capitals, nothing between them.</param>
    /// <param name="pieces">What they were written as.</param>
    /// <param name="told">What the message tells besides.</param>
    /// <returns>Its normal form and its country; null when it has the form of none.</returns>
    public static (string Text, string Country)? Read(string signs, IReadOnlyList<CodePiece> pieces, PlateHints told)
    {
        if (told.IsLoose || !signs.AsSpan().ContainsAnyInRange('0', '9'))
            return null;
        var isWhole = pieces.Count == 1 || pieces.Skip(1).All(piece => piece.Before == Gap.Tight || piece.IsDashed);
        if (told.Country == "DE" && German(pieces, told) is { } german)
            return german;
        return SevenSigns(signs, pieces, told)
            ?? National(signs, pieces, told, isWhole)
            ?? WithCountry(signs, pieces, told);
    }

    private static (string Text, string Country)? SevenSigns(
        string signs, IReadOnlyList<CodePiece> pieces, PlateHints told)
    {
        var british = British().Match(signs) is { Success: true } match ? Parts(match, pieces) : null;
        // "SF21OWL": what has a form as it stands goes before what has one when a letter is a figure.
        if (Siv().Match(signs) is { Success: true } siv && Parts(siv, pieces) is [var first, var number, var last]
            && !(british is not null && !number.All(char.IsAsciiDigit) && british[1].All(char.IsAsciiDigit)))
        {
            if (told.Country == "IT")
                return Figures(number) is { } italian ? ($"{first} {italian} {last}", "IT") : null;
            return Figures(number) is { } figures and not "000" && first != "SS" && last != "SS"
                ? ($"{first}-{figures}-{last}", "FR")
                : null;
        }

        if (british is [var area, var age, var letters] && Figures(age) is { } identifier
            && identifier is not ("00" or "01") && (told.IsNamed || IsPlainBritish(pieces)))
            return ($"{area}{identifier} {letters}", "GB");
        return null;
    }

    // "AB12 CDE" and "AB12CDE", not "ab 12 cde".
    private static bool IsPlainBritish(IReadOnlyList<CodePiece> pieces) =>
        pieces is [_, { Before: Gap.Tight }, ..] || pieces.All(piece => !piece.IsSmall);

    private static (string Text, string Country)? National(
        string signs, IReadOnlyList<CodePiece> pieces, PlateHints told, bool isWhole)
    {
        if (Belgian().Match(signs) is { Success: true } belgian && (told.IsNamed || told.Country == "BE" || isWhole)
            && Parts(belgian, pieces) is [var index, var series, var rest])
            return ($"{index}-{series}-{rest}", "BE");
        if (Fni().Match(signs) is { Success: true } fni
            && Parts(fni, pieces) is [var number, var letters, var department]
            && (letters.Length > 1 || told.IsNamed))
            return ($"{number} {letters} {department}", "FR");
        if (Spanish().Match(signs) is { Success: true } spanish
            && Parts(spanish, pieces) is [var figures, var code]
            && (told.IsNamed || told.Country == "ES" || isWhole
                || (pieces.All(piece => !piece.IsSmall)
                    && int.Parse(figures, CultureInfo.InvariantCulture)
                        is < FirstYear or > LastYear)))
            return ($"{figures} {code}", "ES");
        if (!told.IsNamed && told.Country != "GB")
            return null;
        if (Prefix().Match(signs) is { Success: true } prefix
            && Parts(prefix, pieces) is [var year, var count, var end])
            return ($"{year}{count} {end}", "GB");
        return Suffix().Match(signs) is { Success: true } suffix
            && Parts(suffix, pieces) is [var begin, var of, var old]
            ? ($"{begin} {of}{old}", "GB")
            : null;
    }

    private static (string Text, string Country)? WithCountry(
        string signs, IReadOnlyList<CodePiece> pieces, PlateHints told)
    {
        if (told is { Country: "LU", IsNamed: true } && Luxembourgish().Match(signs) is { Success: true } native
            && Parts(native, pieces) is { } blocks)
            return (string.Join(' ', blocks.Where(block => block.Length > 0)), "LU");
        if (told.Country == "BE" && OldBelgian().Match(signs) is { Success: true } old
            && Parts(old, pieces) is [var series, var figures])
            return ($"{series}-{figures}", "BE");
        if (Swiss().Match(signs) is { Success: true } swiss
            && Parts(swiss, pieces, inGroups: true) is [var canton, var number]
            && Cantons.Contains(canton) && told.Country is null or "CH"
            && (told.IsNamed || told.Country == "CH"
                || (number.Length >= LeastCanton && !CountryCodes.Contains(canton)
                    && pieces.All(piece => !piece.IsSmall))))
            return ($"{canton} {number}", "CH");
        return German(pieces, told);
    }

    // Where its district ends only the writing tells: "B-AB 1234" is of Berlin, "BA-B 1234" of Bamberg.
    private static (string Text, string Country)? German(IReadOnlyList<CodePiece> pieces, PlateHints told)
    {
        if (pieces is not [var district, var letters, var number, ..] || pieces.Count > 4
            || !Districts.Contains(district.Text) || letters.Before == Gap.Tight && !letters.IsDashed
            || letters.Text.Length > 2 || !letters.Text.All(char.IsAsciiLetter)
            || number.Text.Length > 4 || number.Text[0] == '0' || !number.Text.All(char.IsAsciiDigit)
            || (pieces.Count == 4 && pieces[3] is not { Text: "E" or "H", Before: Gap.Tight }))
            return null;
        var isWritten = letters.IsDashed && !district.IsSmall && !number.IsDashed;
        return told.Country == "DE" || (told.Country is null && (isWritten || told.IsNamed))
            ? ($"{district.Text}-{letters.Text} {number.Text}{(pieces.Count == 4 ? pieces[3].Text : "")}", "DE")
            : null;
    }

    // The blocks of a match, where no block is made of what was written apart, but for signs that were spelled.
    private static string[]? Parts(Match match, IReadOnlyList<CodePiece> pieces, bool inGroups = false)
    {
        var ends = match.Groups.Values.Skip(1).Select(group => group.Index + group.Length).ToHashSet();
        var end = 0;
        for (var at = 0; at + 1 < pieces.Count; at++)
        {
            end += pieces[at].Text.Length;
            if (!ends.Contains(end) && !(pieces[at].IsSingle && pieces[at + 1].IsSingle)
                && pieces[at + 1].Before != Gap.Tight && !(inGroups && pieces[at + 1].Text.Length == 3))
                return null;
            if (!ends.Contains(end) && pieces[at + 1].IsDashed
                && !(pieces[at].IsSingle && pieces[at + 1].IsSingle))
                return null;
        }

        return [.. match.Groups.Values.Skip(1).Select(group => group.Value)];
    }

    // Letters in the place of figures are those that look like them; where all are letters it is a word.
    private static string? Figures(string block)
    {
        if (!block.Any(char.IsAsciiDigit))
            return null;
        var figures = new StringBuilder(block).Replace('O', '0').Replace('I', '1').ToString();
        return figures.All(char.IsAsciiDigit) ? figures : null;
    }

    private static FrozenSet<string> Set(string text) =>
        text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);

    [GeneratedRegex(
        "^(?<first>[A-HJ-NP-TV-Z]{2})(?<second>[0-9OI]{3})(?<third>[A-HJ-NP-TV-Z]{2})$",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Siv();

    [GeneratedRegex(
        "^(?<first>[1-9][0-9]{0,3})(?<second>[A-HJ-NP-Z]{1,3})(?<third>0[1-9]|[1-8][0-9]|9[0-5]|2[AB]|97[1-6])$",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Fni();

    [GeneratedRegex(
        "^(?<first>[1-9])(?<second>[A-HJ-NPR-Z]{3})(?<third>[0-9]{3})$",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Belgian();

    [GeneratedRegex(
        "^(?<first>[A-Z]{3})(?<second>[0-9]{3})$",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex OldBelgian();

    [GeneratedRegex(
        "^(?<first>[A-Z]{2})(?<second>[1-9][0-9]{0,5})$",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Swiss();

    [GeneratedRegex(
        "^(?<first>[A-Z]{0,2})(?<second>[1-9][0-9]{3,4})$",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Luxembourgish();

    [GeneratedRegex(
        "^(?<first>[A-HK-PRSV-Y][A-HJ-PR-Y])(?<second>[0-9OI]{2})(?<third>[A-HJ-PR-Z]{3})$",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex British();

    [GeneratedRegex(
        "^(?<first>[A-HJ-NPR-TV-Y])(?<second>[1-9][0-9]{0,2})(?<third>[A-HJ-PR-Z]{3})$",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Prefix();

    [GeneratedRegex(
        "^(?<first>[A-HJ-PR-Z]{3})(?<second>[1-9][0-9]{0,2})(?<third>[A-HJ-NPR-TV-Y])$",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Suffix();

    [GeneratedRegex(
        "^(?<first>[0-9]{4})(?<second>[B-DF-HJ-NPR-TV-Z]{3})$",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Spanish();
}
