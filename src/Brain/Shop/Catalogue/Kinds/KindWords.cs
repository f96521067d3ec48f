using Gateway.Sessions;

namespace Gateway.Brain.Shop.Catalogue.Kinds;

/// <summary>
/// How words that name kinds are compared: forms of one word, and nothing looser; a tablier is no table.
/// </summary>
internal static class KindWords
{
    private const int Forgiven = 6;

    /// <summary>Whether two folded words are forms of one, or one of them is the other misspelt.</summary>
    public static bool IsWord(string one, string other) => Stem(one) == Stem(other)
        || (one.Length >= Forgiven && other.Length >= Forgiven && Typos.Forgive(one, other));

    /// <summary>A folded word without what makes it plural.</summary>
    public static string Stem(string word) => word switch
    {
        [.. var root, 'a', 'u', 'x'] when root.Length > 2 => $"{root}al",
        [.. var root, 'i', 'e', 's'] when root.Length > 3 => $"{root}y",
        [.. var root, 's' or 'x'] when root.Length > 2 => root,
        _ => word,
    };
}
