using System.Globalization;
using System.Text;
using Gateway.Sessions;

namespace Gateway.Brain.House.Places;

/// <summary>A town.</summary>
/// <param name="Name">As it is written.</param>
/// <param name="Key">What it was found by (<see cref="PlaceTable.KeyOf"/>): maybe of another name.</param>
/// <param name="Country">As ISO 3166-1 has it; for overseas France as for the mainland: <c>FR</c>.</param>
/// <param name="Size">Inhabitants as a power of two; 0 when it is not known.</param>
/// <param name="Index">Where it stands in the table.</param>
internal sealed record Town(string Name, string Key, string Country, int Size, int Index)
{
    /// <summary>Its postcodes as they are written, ascending; empty where none are known.</summary>
    public IReadOnlyList<string> Postcodes => Gazetteer.PostcodesOf(this);
}

/// <summary>
/// What is known of towns, postcodes and countries (<see cref="PlaceTable"/>): one corrects the other. Towns are found
/// however their accents, hyphens and "Saint" are written.
/// </summary>
internal static class Gazetteer
{
    // A misspelt name alone is believed to be a town of this many inhabitants (8,192) or more.
    private const int LeastSizeToGuess = 13;
    private const int ShortestToGuess = 5;

    // Where several countries have a town of a name, the first of these is meant that has it, unless something else
    // tells; else the country whose town is the largest.
    private static readonly string[] Nearest = ["FR", "BE", "CH", "LU", "MC"];

    // Misspelt towns are looked for in these countries, unless another is named.
    private static readonly string[] Guessed = [.. Nearest, "GB", "CA", "SN"];

    private static PlaceTable Table => PlaceTable.Default;

    /// <summary>The towns of a postcode.</summary>
    /// <param name="postcode">Figures, as in France, Belgium, Switzerland and Luxembourg; of others none are known.
    /// </param>
    /// <param name="country">Only of this country; null for any.</param>
    public static IReadOnlyList<Town> TownsOf(string postcode, string? country = null)
    {
        List<Town> towns = [];
        if (NumberOf(postcode) is { } code)
        {
            foreach (var town in Table.WithCode(code))
            {
                if (IsIn(town, postcode, country))
                    towns.Add(TownAt(town));
            }
        }

        return towns;
    }

    /// <summary>Whether a postcode is known to be one.</summary>
    public static bool Knows(string postcode) => TownsOf(postcode).Count > 0;

    /// <summary>The towns of a name, the likeliest first.</summary>
    public static IReadOnlyList<Town> Named(string name, string? country = null) =>
        WithKey(PlaceTable.KeyOf(name), country);

    /// <summary>The town that a name most likely means, or null.</summary>
    public static Town? Find(string name, string? country = null) =>
        Named(name, country) is [var first, ..] ? first : null;

    /// <summary>Whether a name is a town's, rightly spelt.</summary>
    public static bool IsTown(string name) => Table.Named(PlaceTable.KeyOf(name)).Count > 0;

    /// <summary>The larger town that a misspelt name most likely means, or null.</summary>
    public static Town? Guess(string name, string? country = null)
    {
        var key = PlaceTable.KeyOf(name);
        if (key.Length < ShortestToGuess || key.Any(char.IsAsciiDigit))
            return null;
        var from = Table.LowerBound(Encoding.UTF8.GetBytes(key[..1]));
        var (best, least) = (-1, int.MaxValue);
        for (var town = from; town < Table.Count && Table.Key(town)[0] == (byte)key[0]; town++)
        {
            if (Table.Size(town) < LeastSizeToGuess || Math.Abs(Table.Key(town).Length - key.Length) > 2
                || (country is not null ? Table.Country(town) != country : !Guessed.Contains(Table.Country(town))))
                continue;
            var candidate = Encoding.UTF8.GetString(Table.Key(town));
            if (!Typos.Forgive(key, candidate))
                continue;
            var distance = (Typos.Distance(key, candidate) * 64) - Table.Size(town)
                - (Nearest.Contains(Table.Country(town)) ? 16 : 0);
            if (distance < least)
                (best, least) = (town, distance);
        }

        return best < 0 ? null : TownAt(best);
    }

    /// <summary>The town of a postcode that a name means, though it be misspelt or short; null when it is none of them.
    /// </summary>
    /// <returns>The town and how far the name is from its own.</returns>
    public static (Town Town, int Distance)? Among(IReadOnlyList<Town> towns, string key)
    {
        if (key.Length == 0)
            return null;
        (Town, int)? best = null;
        foreach (var town in towns)
        {
            var own = town.Key;
            var distance = own == key ? 0
                : key.Length >= 4 && own.Length > key.Length
                    && (own.StartsWith(key, StringComparison.Ordinal)
                        || own.EndsWith(key, StringComparison.Ordinal)) ? 1
                : own[0] == key[0] && Typos.Distance(own, key) is var far && far <= Allowed(own, key) ? far
                : int.MaxValue;
            if (distance < (best?.Item2 ?? int.MaxValue))
                best = (town, distance);
        }

        return best;
    }

    /// <summary>The towns with a key, the likeliest first.</summary>
    public static IReadOnlyList<Town> WithKey(string key, string? country = null)
    {
        var (first, count) = Table.Named(key);
        if (count == 0)
            return [];
        return [.. Enumerable.Range(first, count)
            .Where(town => country is null || Table.Country(town) == country || Territories.Of(country) is not null)
            .OrderBy(town => Array.IndexOf(Nearest, Table.Country(town)) is >= 0 and var near ? near : Nearest.Length)
            .ThenByDescending(Table.Size)
            .Select(TownAt)];
    }

    /// <summary>The postcodes of a town as they are written.</summary>
    internal static IReadOnlyList<string> PostcodesOf(Town town)
    {
        List<string> codes = [];
        foreach (var code in Table.Codes(town.Index))
            codes.Add(code.ToString(town.Country is "FR" or "MC" ? "00000" : "0000", CultureInfo.InvariantCulture));
        return codes;
    }

    private static int Allowed(string own, string key) => Math.Max(own.Length, key.Length) switch
    {
        < 4 => 0,
        4 => 1,
        < 9 => 2,
        _ => 3,
    };

    // Five figures are France's, four those of the others; what begins with a zero has five all the same.
    private static bool IsIn(int town, string postcode, string? country)
    {
        var own = Table.Country(town);
        return (country is null || own == country) && postcode.Length == (own is "FR" or "MC" ? 5 : 4);
    }

    private static Town TownAt(int town)
    {
        var country = Table.Country(town);
        return new Town(Table.Name(town), Encoding.UTF8.GetString(Table.Key(town)), country, Table.Size(town), town);
    }

    private static int? NumberOf(string postcode) =>
        postcode.Length is 4 or 5 && postcode.All(char.IsAsciiDigit)
            ? int.Parse(postcode, CultureInfo.InvariantCulture)
            : null;
}
