namespace Gateway.Channels.Speech.Hearing;

/// <summary>A yes or a no that is nothing else.</summary>
internal static class YesOrNo
{
    private static readonly string[] FrenchYes =
    [
        "oui", "ouais", "ouaip", "oui oui", "d'accord", "ok", "okay", "bien sur", "tout a fait", "exact", "exactement",
        "c'est ca", "c'est bon", "c'est exact", "parfait", "absolument", "affirmatif", "volontiers", "ca marche",
        "ca me va",
        "oui c'est ca", "oui c'est bon", "oui c'est exact", "oui bien sur", "oui d'accord", "oui tout a fait",
        "mouais", "voila",
        "oui merci", "oui s'il vous plait", "si",
    ];

    private static readonly string[] FrenchNo =
    [
        "non", "nan", "non non", "non merci", "pas du tout", "surtout pas", "negatif", "non pas du tout",
        "c'est pas ca",
        "ce n'est pas ca", "non c'est pas ca", "non ce n'est pas ca", "jamais", "pas vraiment",
    ];

    private static readonly string[] EnglishYes =
    [
        "yes", "yeah", "yep", "yup", "yes please", "sure", "of course", "ok", "okay", "right", "that's right",
        "correct",
        "that's correct", "exactly", "absolutely", "definitely", "yes that's right", "yes that's correct", "fine",
        "that's fine", "yes of course", "yes sure", "yes yes", "aye", "indeed", "please do", "sounds good",
    ];

    private static readonly string[] EnglishNo =
    [
        "no", "nope", "nah", "no thanks", "no thank you", "not at all", "no no", "that's wrong", "that's not right",
        "no that's wrong", "no that's not right", "never", "not really",
    ];

    private static readonly string[] Fillers =
        ["euh", "heu", "hum", "hmm", "ben", "bah", "eh", "ah", "alors", "uh", "um", "well", "er", "oh"];

    /// <summary>The plain word for what was said; null when it is no yes or no, or more than one.</summary>
    public static string? Of(HeardWords words, string locale)
    {
        var said = Joined(words);
        if ((locale == "fr" ? FrenchYes : EnglishYes).Contains(said))
            return locale == "fr" ? "oui" : "yes";
        return (locale == "fr" ? FrenchNo : EnglishNo).Contains(said) ? locale == "fr" ? "non" : "no" : null;
    }

    /// <summary>The words without what only fills, an elided one with the one behind it.</summary>
    private static string Joined(HeardWords words)
    {
        var said = Enumerable.Range(0, words.Count).Select(at => words[at].Text).Where(word => !Fillers.Contains(word));
        return string.Join(' ', said).Replace("' ", "'", StringComparison.Ordinal);
    }
}
