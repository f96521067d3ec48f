namespace Gateway.Channels.Speech.Hearing;

/// <summary>Whether a speaker is likely to go on, by the word they paused at.</summary>
internal static class Unfinished
{
    private static readonly HashSet<string> French = Set(
        "euh heu hum ben bah alors donc enfin"
        + " le la les l' un une des du de d' au aux a ce cet cette ces mon ma mes ton ta tes son sa ses notre nos votre vos leur leurs"
        + " quel quelle quels quelles chaque"
        + " en dans sur sous pour par avec sans chez vers entre depuis pendant avant apres contre jusqu' jusque"
        + " et ou mais car ni que qu' qui si comme quand parce puisque lorsque dont"
        + " je j' tu il elle on nous vous ils elles c' ne n' se s' me m' te t' est suis ai as sont veux voudrais peux"
        + " tres trop tiret point arobase");

    private static readonly HashSet<string> English = Set(
        "uh um er erm hmm well so like"
        + " the a an this these my your his her our their its some any every each which what"
        + " in on at to for from with without by of about into over under between since until during before after than"
        + " and or but nor because if when while as that who where whether"
        + " i i'm we you they he she it's is am are was were have has had would could should will can want need"
        + " very dot dash");

    /// <summary>Whether it ends in a filler, a comma, an article, a preposition, a conjunction or the like.</summary>
    /// <param name="partial">What was understood so far; empty: nothing, and nothing is unfinished.</param>
    /// <param name="locale"><c>fr</c>, or English.</param>
    public static bool Is(string partial, string locale)
    {
        var text = partial.TrimEnd();
        if (text.Length == 0)
            return false;
        if (text[^1] is ',' or ':' or ';' or '-' or '–' or '—' or '…' || text.EndsWith("...", StringComparison.Ordinal))
            return true;
        // A question is one; a point is set by recognisers wherever someone pauses.
        if (text[^1] is '?' or '!')
            return false;
        var words = HeardWords.Of(text);
        var last = words[words.Count - 1].Text;
        // "Un rendez-vous" is no "vous".
        if (words.Between(words.Count - 2) is "-")
            return false;
        return (locale == "fr" ? French : English).Contains(last);
    }

    private static HashSet<string> Set(string words) => new(words.Split(' '), StringComparer.Ordinal);
}
