namespace Gateway.Channels.Speech.Hearing;

/// <summary>
/// What a listener says only to show that they listen: while we speak it is no interruption.
/// </summary>
internal static class BackChannel
{
    private const int MostWords = 4;

    private static readonly HashSet<string> French = new(StringComparer.Ordinal)
    {
        "oui", "ouais", "mouais", "d'", "accord", "ok", "okay", "mm", "mmm", "mh", "mhm", "hm", "hmm", "hum", "mmh",
        "ah", "oh",
        "ha", "eh", "bien", "tres", "voila", "parfait", "exact", "super", "entendu", "c'", "bon", "ca", "marche",
        "euh", "han", "hein",
    };

    private static readonly HashSet<string> English = new(StringComparer.Ordinal)
    {
        "yes", "yeah", "yep", "yup", "ok", "okay", "mm", "mmm", "mhm", "hm", "hmm", "uh", "huh", "right", "sure",
        "i", "see", "ah",
        "oh", "good", "great", "fine", "alright", "all", "aha", "got", "it", "cool",
    };

    // Of more words these alone are one.
    private static readonly HashSet<string> Whole = new(StringComparer.Ordinal)
        { "i", "it", "all", "see", "got", "c'", "d'", "ca", "tres", "eh", "hein", "marche", "accord" };

    private static readonly string[] Phrases =
        ["d' accord", "c' est bon", "ca marche", "tres bien", "i see", "got it", "all right", "uh huh", "ah bon",
         "je vois"];

    /// <summary>Whether a text is nothing else; so is one in which no word was understood.</summary>
    /// <param name="text">A partial or a final transcript.</param>
    /// <param name="locale"><c>fr</c>, or English.</param>
    public static bool Is(string text, string locale)
    {
        var words = HeardWords.Of(text);
        // A question wants an answer, however short.
        if (words.Count > MostWords || text.Contains('?', StringComparison.Ordinal))
            return false;
        var said = string.Join(' ', Enumerable.Range(0, words.Count).Select(at => words[at].Text));
        foreach (var phrase in Phrases)
            said = said.Replace(phrase, "ok", StringComparison.Ordinal);
        var known = locale == "fr" ? French : English;
        return said.Length == 0 || said.Split(' ').All(word => known.Contains(word) && !Whole.Contains(word));
    }
}
