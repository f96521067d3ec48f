using System.Collections.Frozen;
using Gateway.Brain.House.Reading;

namespace Gateway.Brain.House.Entities;

/// <summary>
/// Countries, and parts of them that parcels take another way to, by the names people give them in French and English.
/// </summary>
internal static class Countries
{
    private const string France = "FR";

    // Code, then names as they are folded; a name of several words is joined by a plus.
    private static readonly FrozenDictionary<string, string> Codes = """
        FR france, BE belgique belgium, CH suisse switzerland, LU luxembourg, MC monaco, AD andorre andorra, DE allemagne germany, AT autriche austria,
        IT italie italy, ES espagne spain, PT portugal, NL pays+bas hollande netherlands holland, IE irlande ireland, DK danemark denmark, SE suede sweden,
        NO norvege norway, FI finlande finland, IS islande iceland, PL pologne poland, CZ tchequie czechia republique+tcheque czech+republic, SK slovaquie slovakia,
        HU hongrie hungary, RO roumanie romania, BG bulgarie bulgaria, GR grece greece, HR croatie croatia, SI slovenie slovenia, RS serbie serbia, EE estonie estonia,
        LV lettonie latvia, LT lituanie lithuania, MT malte malta, CY chypre cyprus, UA ukraine, RU russie russia, TR turquie turkey,
        GB royaume+uni united+kingdom uk angleterre england ecosse scotland wales grande+bretagne great+britain londres london,
        US etats+unis united+states usa amerique america, CA canada quebec, MX mexique mexico, BR bresil brazil, AR argentine argentina, CL chili chile,
        JP japon japan, CN chine china, KR coree korea, IN inde india, TH thailande thailand, VN vietnam, SG singapour singapore, HK hong+kong, TW taiwan,
        AU australie australia, NZ nouvelle+zelande new+zealand, MA maroc morocco, DZ algerie algeria, TN tunisie tunisia, EG egypte egypt, SN senegal,
        CI cote+d+ivoire ivory+coast, CM cameroun cameroon, ZA afrique+du+sud south+africa, IL israel, LB liban lebanon, AE emirats emirates dubai,
        GP guadeloupe, MQ martinique, RE reunion, GF guyane, YT mayotte, NC nouvelle+caledonie new+caledonia, PF polynesie polynesia
        """.Split([',', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        .Select(line => line.Split(' '))
        .SelectMany(line => line.Skip(1).Select(name => (Name: name.Replace('+', ' '), Code: line[0])))
        .ToFrozenDictionary(country => country.Name, country => country.Code, StringComparer.Ordinal);

    private static readonly int LongestName = Codes.Keys.Max(name => name.Split(' ').Length);

    /// <summary>
    /// The countries that a message names besides France, each with its ISO 3166-1 code and where it is named.
    /// </summary>
    /// <param name="words">The message.</param>
    public static IReadOnlyList<(string Code, int First, int Count)> AbroadIn(IReadOnlyList<Word> words)
    {
        List<(string, int, int)> found = [];
        for (var i = 0; i < words.Count; i++)
        {
            var (code, count) = At(words, i);
            if (code is not null and not France)
                found.Add((code, i, count));
            i += Math.Max(0, count - 1);
        }

        return found;
    }

    /// <summary>The country whose name ends a text, as ISO 3166-1 has it, or null.</summary>
    public static string? AtEndOf(string text)
    {
        var words = Word.In(text);
        for (var length = Math.Min(LongestName, words.Count); length > 0; length--)
        {
            if (At(words, words.Count - length) is (var code, var count) && count == length)
                return code;
        }

        return null;
    }

    private static (string? Code, int Count) At(IReadOnlyList<Word> words, int at)
    {
        for (var length = Math.Min(LongestName, words.Count - at); length > 0; length--)
        {
            if (Codes.TryGetValue(
                string.Join(' ', words.Skip(at).Take(length).Select(word => word.Text)), out var code))
                return (code, length);
        }

        return (null, 0);
    }
}
