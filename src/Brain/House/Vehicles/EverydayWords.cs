using System.Collections.Frozen;
using Gateway.Brain.House.Entities;

namespace Gateway.Brain.House.Vehicles;

/// <summary>Words of everyday talk that are a letter or two away from a make or a model
/// (<c>Everyday.txt</c>).</summary>
internal static class EverydayWords
{
    private static readonly Lazy<FrozenSet<string>> All = new(Load);

    /// <summary>Whether a word says what it says, and is no misspelt name.</summary>
    /// <param name="word">Folded.</param>
    public static bool Contains(string word) => All.Value.Contains(word) || FirstNames.Contains(word);

    private static FrozenSet<string> Load()
    {
        using var stream = typeof(EverydayWords).Assembly.GetManifestResourceStream("House.Vehicles.everyday")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Split('\n').Where(line => !line.StartsWith('#'))
            .SelectMany(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .ToFrozenSet(StringComparer.Ordinal);
    }
}
