using System.Collections.Frozen;

namespace Gateway.Brain.House.Vehicles;

/// <summary>The names of makes and models (<c>Makes.txt</c>), by the pieces that they are made of.</summary>
internal sealed class VehicleNames
{
    /// <summary>The most pieces a name has.</summary>
    public const int LongestName = 6;

    private static readonly Lazy<VehicleNames> Loaded = new(Load);

    private readonly FrozenDictionary<string, IReadOnlyList<VehicleName>> _names;
    private readonly NearNames _near;

    private VehicleNames(Dictionary<string, List<VehicleName>> names)
    {
        _names = names.ToFrozenDictionary(
            pair => pair.Key, pair => (IReadOnlyList<VehicleName>)pair.Value, StringComparer.Ordinal);
        _near = new NearNames(_names.Where(pair => pair.Value.Any(name => IsOwn(pair.Key,
            name))).Select(pair => pair.Key));
    }

    // Only what makes and models call themselves is sought in what is misspelt, and no word of talk.
    private static bool IsOwn(string key, VehicleName name) =>
        name.Doubt <= VehicleDoubt.Some
        && KeyOf(name.Model ?? name.Make).Replace(" ", "", StringComparison.Ordinal) == key;

    /// <summary>The names, read once.</summary>
    public static VehicleNames All => Loaded.Value;

    /// <summary>Every make, with the models that it has.</summary>
    public ILookup<string, string> Models => _names.Values.SelectMany(names => names)
        .Where(name => name.Model is not null)
        .Select(name => (name.Make, Model: name.Model!)).Distinct()
        .ToLookup(name => name.Make, name => name.Model, StringComparer.Ordinal);

    /// <summary>Who is called so.</summary>
    /// <param name="pieces">Pieces as <see cref="VehicleToken"/> makes them, with blanks between.</param>
    /// <returns>Those that are, the likeliest first; null when nobody is.</returns>
    public IReadOnlyList<VehicleName>? Find(string pieces) => _names.GetValueOrDefault(pieces);

    /// <summary>Who is called nearly so: a letter away, or two from eight letters on.</summary>
    /// <returns>Those that are; null when nobody is, or several names are as near.</returns>
    public IReadOnlyList<VehicleName>? FindNear(string word) =>
        _near.Find(word) is { } name ? _names[name] : null;

    /// <summary>A name as it is looked up.</summary>
    public static string KeyOf(string name) => string.Join(' ', VehicleToken.In(name).Select(token => token.Text));

    private static VehicleNames Load()
    {
        using var stream = typeof(VehicleNames).Assembly.GetManifestResourceStream("House.Vehicles.makes")!;
        using var reader = new StreamReader(stream);
        return new VehicleNames(new MakeLines(reader.ReadToEnd()).Names);
    }
}
