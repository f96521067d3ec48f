using System.Collections.Frozen;

namespace Gateway.Brain.Shop.Catalogue.Kinds;

/// <summary>
/// Which concepts of the thesaurus are goods, and in which part of a town one would buy them: its comments part the
/// field of goods into such sections.
/// </summary>
internal static class GoodsSections
{
    private static readonly FrozenDictionary<string, int> Sections = Read();

    /// <summary>A number that goods sold together have in common; null for what is no goods.</summary>
    public static int? Of(string concept) => Sections.TryGetValue(concept, out var section) ? section : null;

    private static FrozenDictionary<string, int> Read()
    {
        using var stream = typeof(GoodsSections).Assembly.GetManifestResourceStream("House.goods.thesaurus")
            ?? throw new InvalidOperationException("There is no thesaurus of goods.");
        using var reader = new StreamReader(stream);
        var sections = new Dictionary<string, int>(StringComparer.Ordinal);
        var (section, isGoods) = (0, false);
        while (reader.ReadLine() is { } line)
        {
            if (line.StartsWith('='))
                isGoods = line[1..].Trim() == "goods";
            else if (line.StartsWith('#'))
                section++;
            else if (isGoods && line.IndexOf('|', StringComparison.Ordinal) is > 0 and var end)
                sections.TryAdd(line[..end].Trim(), section);
        }

        return sections.ToFrozenDictionary();
    }
}
