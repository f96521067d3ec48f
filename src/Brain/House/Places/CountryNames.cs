using System.Collections.Frozen;
using System.Globalization;

namespace Gateway.Brain.House.Places;

/// <summary>
/// Countries, and parts of them that parcels take another way to, by the names people give them in French and English.
/// </summary>
internal static class CountryNames
{
    // Code, then names as they are folded; a name of several words is joined by a plus.
    private static readonly FrozenDictionary<string, string> Codes = """
        FR france, BE belgique belgium, CH suisse switzerland, LU luxembourg, MC monaco, AD andorre andorra,
        DE allemagne germany, AT autriche austria,
        IT italie italy, ES espagne spain, PT portugal, NL pays+bas hollande netherlands holland, IE irlande ireland,
        DK danemark denmark, SE suede sweden,
        NO norvege norway, FI finlande finland, IS islande iceland, PL pologne poland,
        CZ tchequie czechia republique+tcheque czech+republic, SK slovaquie slovakia,
        HU hongrie hungary, RO roumanie romania, BG bulgarie bulgaria, GR grece greece, HR croatie croatia,
        SI slovenie slovenia, RS serbie serbia, EE estonie estonia,
        LV lettonie latvia, LT lituanie lithuania, MT malte malta, CY chypre cyprus, UA ukraine, RU russie russia,
        TR turquie turkey,
        GB royaume+uni united+kingdom uk angleterre england ecosse scotland wales grande+bretagne great+britain,
        GB londres london,
        US etats+unis united+states usa amerique america, CA canada quebec, MX mexique mexico, BR bresil brazil,
        AR argentine argentina, CL chili chile,
        JP japon japan, CN chine china, KR coree korea, IN inde india, TH thailande thailand, VN vietnam,
        SG singapour singapore, HK hong+kong, TW taiwan,
        AU australie australia, NZ nouvelle+zelande new+zealand, MA maroc morocco, DZ algerie algeria,
        TN tunisie tunisia, EG egypte egypt, SN senegal,
        CI cote+d+ivoire ivory+coast, CM cameroun cameroon, ZA afrique+du+sud south+africa, IL israel,
        LB liban lebanon, AE emirats emirates dubai,
        GP guadeloupe, MQ martinique, RE reunion, GF guyane, YT mayotte, NC nouvelle+caledonie new+caledonia,
        PF polynesie polynesia
        """.Split([',', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        .Select(line => line.Split(' '))
        .SelectMany(line => line.Skip(1).Select(name => (Name: name.Replace('+', ' '), Code: line[0])))
        .ToFrozenDictionary(country => country.Name, country => country.Code, StringComparer.Ordinal);

    private static readonly int LongestName = Codes.Keys.Max(name => name.Split(' ').Length);

    private static readonly FrozenDictionary<string, string> FrenchNames = Codes
        .GroupBy(country => country.Value, country => country.Key)
        .ToFrozenDictionary(names => names.Key, names => names.First(), StringComparer.Ordinal);

    /// <summary>The first name of a country, in French without its accents; its code when it has none here.</summary>
    public static string NameOf(string code) => FrenchNames.TryGetValue(code, out var name)
        ? CultureInfo.InvariantCulture.TextInfo.ToTitleCase(name)
        : code;

    /// <summary>The country whose name begins with a word, the longest name first.</summary>
    /// <param name="count">How many words there are.</param>
    /// <param name="wordAt">Each of them, folded.</param>
    /// <param name="at">The first of the name.</param>
    /// <returns>Its code as ISO 3166-1 has it, and how many words it takes; null and 0 when there is none.</returns>
    public static (string? Code, int Count) At(int count, Func<int, string> wordAt, int at)
    {
        for (var length = Math.Min(LongestName, count - at); length > 0; length--)
        {
            if (Codes.TryGetValue(string.Join(' ', Enumerable.Range(at, length).Select(wordAt)), out var code))
                return (code, length);
        }

        return (null, 0);
    }

    /// <summary>Whether the name is rather a town's, or a part of a country that addresses name.</summary>
    public static bool IsAlsoTown(string word) => word is "londres" or "london" or "dubai" or "quebec" or "luxembourg"
        or "singapore" or "singapour" or "monaco";
}
