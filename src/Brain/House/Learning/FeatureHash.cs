namespace Gateway.Brain.House.Learning;

/// <summary>
/// What can be seen, as a number: a template and the words it was filled with, by FNV-1a over UTF-16
/// (http://www.isthe.com/chongo/tech/comp/fnv/), a mark behind each.
/// </summary>
internal static class FeatureHash
{
    private const uint Basis = 2166136261;
    private const uint Prime = 16777619;
    private const uint End = 0x1F;

    /// <summary>The number of a template and its words. Learned models keep it: it must not change.</summary>
    public static uint Of(string template, params ReadOnlySpan<string> words)
    {
        var hash = Mix(Basis, template);
        foreach (var word in words)
            hash = Mix(hash, word);
        return hash;
    }

    private static uint Mix(uint hash, string text)
    {
        foreach (var letter in text)
            hash = (hash ^ letter) * Prime;
        return (hash ^ End) * Prime;
    }
}
