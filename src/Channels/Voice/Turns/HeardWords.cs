using Gateway.Sessions;

namespace Gateway.Channels.Voice.Turns;

/// <summary>What calls ask of the words that were heard.</summary>
internal static class HeardWords
{
    private static readonly HashSet<string> Remarks = new(StringComparer.OrdinalIgnoreCase)
    {
        "oui", "ouais", "d'accord", "ok", "okay", "mm", "mmh", "hm", "hmm", "ah", "bien", "très bien", "voilà", "yes",
        "yeah", "yep", "right", "sure", "uh-huh", "i see", "got it",
    };

    private static readonly HashSet<string> Open = new(StringComparer.OrdinalIgnoreCase)
    {
        "euh", "heu", "et", "mais", "le", "la", "les", "un", "une", "des", "du", "de", "à", "au", "pour", "avec", "chez",
        "mon", "ma", "mes", "uh", "um", "and", "but", "the", "a", "an", "of", "to", "for", "with", "at", "my",
    };

    private static readonly HashSet<string> Answers = new(StringComparer.OrdinalIgnoreCase)
    {
        "oui", "non", "ouais", "oui merci", "non merci", "d'accord", "yes", "no", "yes please", "no thanks",
    };

    /// <summary>Whether it is a sign of listening and no words of their own (<c>mm</c>, <c>d'accord</c>).</summary>
    public static bool IsRemark(string text, string locale) => Bare(text) is { Length: > 0 } words
        && (Remarks.Contains(words) || words.Split(' ').All(Remarks.Contains));

    /// <summary>Whether more must come: it ends in an article, a preposition, a filler or a comma.</summary>
    public static bool IsUnfinished(string text, string locale)
    {
        var words = text.TrimEnd();
        return words.EndsWith(',') || Open.Contains(Bare(words[(words.LastIndexOf(' ') + 1)..]));
    }

    /// <summary>Whether it is all that was asked for.</summary>
    public static bool Satisfies(string text, string locale, Expectation expects) =>
        expects == Expectation.YesNo && Answers.Contains(Bare(text));

    /// <summary>The words as they are handed on: what was dictated is written out.</summary>
    public static string Written(string text, string locale, Expectation expects) => text.Trim();

    /// <summary>The language the words are in, <c>fr</c> or <c>en</c>; null where they do not tell.</summary>
    public static string? LocaleOf(string text) => null;

    private static string Bare(string text) => text.Trim().TrimEnd('.', '!', '?', '…', ',').Trim();
}
