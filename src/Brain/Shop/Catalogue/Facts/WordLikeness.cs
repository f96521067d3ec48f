using Gateway.Sessions;

namespace Gateway.Brain.Shop.Catalogue.Facts;

/// <summary>Whether two folded words are forms of one.</summary>
internal static class WordLikeness
{
    private const int Root = 5;
    private const int LongestEnding = 4;

    /// <summary>Whether they are the same, misspelt, or have a root in common.</summary>
    public static bool IsSame(string one, string other)
    {
        if (one == other)
            return true;
        if (char.IsAsciiDigit(one[0]) || char.IsAsciiDigit(other[0]))
            return false;
        var shorter = Math.Min(one.Length, other.Length);
        var shared = one.AsSpan().CommonPrefixLength(other);
        if (shared == shorter && shorter >= 3 && Math.Max(one.Length, other.Length) - shorter <= 2)
            return true;
        return (shared >= Root && shared >= shorter - 2 && Math.Max(one.Length, other.Length) - shared <= LongestEnding)
            || Typos.Forgive(one, other) || Typos.Forgive(other, one);
    }
}
