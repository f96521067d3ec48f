using System.Collections.Frozen;
using Gateway.Brain.House.Reading;

namespace Gateway.Brain.Shop.Catalogue.Goods;

/// <summary>
/// What goods are for, by the concepts of the thesaurus, in words of people who describe instead of naming; the list
/// stands in <c>uses.txt</c>.
/// </summary>
internal static class Uses
{
    private static readonly FrozenDictionary<string, string[]> Words = Read();

    /// <summary>The roots of the words that a concept's goods are described with; empty for most.</summary>
    public static IReadOnlyList<string> Of(string concept, string locale) =>
        Words.TryGetValue($"{locale} {concept}", out var roots) ? roots : [];

    private static FrozenDictionary<string, string[]> Read()
    {
        using var stream = typeof(Uses).Assembly.GetManifestResourceStream("Shop.goods.uses")
            ?? throw new InvalidOperationException("There is no list of uses.");
        using var reader = new StreamReader(stream);
        var words = new Dictionary<string, string[]>(StringComparer.Ordinal);
        while (reader.ReadLine() is { } line)
        {
            if (line.Length == 0 || line[0] == '#')
                continue;
            var parts = line.Split('|', StringSplitOptions.TrimEntries);
            foreach (var part in parts.Skip(1))
            {
                words[$"{part[..2]} {parts[0]}"] =
                    [.. Word.In(part[3..]).Select(word => Forms.Root(Forms.Stem(word.Text))).Distinct()];
            }
        }

        return words.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
