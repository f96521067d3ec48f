namespace Gateway.Channels.Speech.Hearing;

/// <summary>Letters as they are named, and as recognisers write their names.</summary>
internal static class LetterNames
{
    private static readonly Dictionary<string, char> French = Table(
        "ah:A be:B bee:B ce:C se:C de:D eu:E effe:F ef:F ge:G hache:H ache:H ji:J ka:K elle:L ele:L emme:M aime:M eme:M"
        + " enne:N haine:N aine:N oh:O pe:P ku:Q erre:R air:R ere:R esse:S es:S te:T the:T ve:V ixe:X ix:X zede:Z zed:Z");

    private static readonly Dictionary<string, char> English = Table(
        "ay:A bee:B be:B see:C sea:C cee:C dee:D eff:F gee:G jee:G aitch:H haitch:H eye:I jay:J kay:K el:L ell:L em:M"
        + " en:N oh:O pee:P pea:P queue:Q cue:Q are:R ar:R ess:S tee:T tea:T you:U vee:V ex:X why:Y wye:Y zed:Z zee:Z");

    private static readonly Dictionary<string, char> Alphabet = Table(
        "alpha:A alfa:A bravo:B charlie:C delta:D echo:E foxtrot:F golf:G hotel:H india:I juliet:J juliett:J kilo:K lima:L"
        + " mike:M november:N oscar:O papa:P quebec:Q romeo:R sierra:S tango:T uniform:U victor:V whiskey:W whisky:W"
        + " xray:X yankee:Y zulu:Z");

    /// <summary>Reads one letter.</summary>
    /// <param name="words">The transcript.</param>
    /// <param name="at">Where it begins.</param>
    /// <param name="locale"><c>fr</c>, or English.</param>
    /// <param name="isNamed">Whether names that are words too count (<c>elle</c>, <c>you</c>): among other
    /// letters.</param>
    /// <returns>The letters in capitals, more than one where they stand together, and how many words they
    /// take.</returns>
    public static (string Letters, int Words) Read(HeardWords words, int at, string locale, bool isNamed)
    {
        var (letter, length) = Alone(words, at, locale, isNamed);
        // "B comme Bernard": the word is heard better than the letter.
        var like = at + Math.Max(length, 1);
        if (IsLike(words, like, locale) is > 0 and var marks && words[like + marks].Text is [>= 'a' and <= 'z', ..] word
            && (length == 1 || words[at].Text.Length <= 5))
            return (
                char.ToUpperInvariant(word[0]).ToString(),
                like + marks + (word == "x" && words[like + marks + 1].Text == "ray" ? 2 : 1) - at);
        return (letter, length);
    }

    private static (string Letters, int Words) Alone(HeardWords words, int at, string locale, bool isNamed)
    {
        var word = words[at].Text;
        if (word == "double" && words[at + 1].Text is "v" or "ve" or "u" or "you" or "vee")
            return ("W", 2);
        if (word is "i" && words[at + 1].Text is "grec" or "grecque")
            return ("Y", 2);
        if (word is "igrec" or "igrek")
            return ("Y", 1);
        if (word is [>= 'a' and <= 'z'])
            return (word.ToUpperInvariant(), 1);
        // Capitals in a row are letters that the recogniser has put together.
        if (word.Length is 2 or 3 && words.Raw(at) is var raw && raw.All(char.IsAsciiLetterUpper))
            return (raw, 1);
        if (isNamed && (locale == "fr" ? French : English).TryGetValue(word, out var named))
            return (named.ToString(), 1);
        if (isNamed && Alphabet.TryGetValue(word, out var spelled))
            return (spelled.ToString(), 1);
        if (isNamed && word == "x" && words[at + 1].Text == "ray")
            return ("X", 2);
        return ("", 0);
    }

    // How many words say that a word for the letter follows.
    private static int IsLike(HeardWords words, int at, string locale) => (words[at].Text, locale) switch
    {
        ("comme", "fr") => words[at + 1].Text == "dans" ? 2 : 1,
        ("for" or "like", not "fr") => 1,
        ("as", not "fr") when words[at + 1].Text == "in" => 2,
        _ => 0,
    };

    private static Dictionary<string, char> Table(string pairs) => pairs.Split(' ')
        .ToDictionary(pair => pair[..^2], pair => pair[^1], StringComparer.Ordinal);
}
