using FsCheck;
using FsCheck.Fluent;

namespace Gateway.Channels.Tests.Texts;

/// <summary>
/// Texts as no one expects them: halves of characters, marks without letters, other directions, formatting that never
/// ends.
/// </summary>
internal static class OddText
{
    private static readonly string[] Words =
    [
        "Bonjour", "lampe", "ça", "où", "Zoé", "œuf", "naïve", "49,90 €", "n°2", "STOP",
        "https://shop.example.test/lampes?a=1&b=2", "www.example.test", "a@b.test",
        "2026", "l’été", "«\u00A0mot\u00A0»", "…", "–", "שלום", "مرحبا", "你好", "ไทย", "👩‍👩‍👧", "🙂", "🇫🇷", "é̂̃",
        "<b>gras</b>", "&amp;", "&#42;", "&lt;script&gt;",
    ];

    private static readonly string[] Marks =
    [
        "*", "**", "***", "_", "__", "~~", "`", "```", "# ", "## ", "> ", ">> ", "- ", "* ", "+ ", "1. ", "10) ", "[",
        "]", "](", ")", "![", "|", "---", "***\n", "===", "\\",
        "\\*", "<", ">", "&", ":", "\n", "\n\n", "\r\n", "    ", "\t", "[a]: ", "|-|-|\n", "~", "{", "}", "$", "=", "^",
        "'", "\"", "“", "”",
    ];

    private static readonly string[] Broken =
        ["\0", "\u0001", "\u001B[31m", "\uD83D", "\uDE42", "\u202E", "\u202C", "\u200B", "\u200D", "\uFEFF", "\u0301",
            "\u0301\u0302\u0303\u0304", "\uFFFF", "\u2028", "\u00AD", "\f", "\v", "\u0085"];

    /// <summary>Anything, mostly short, now and then long.</summary>
    public static Gen<string> Any { get; } = Pieces(
        (6, Words), (6, Marks), (2, Broken), (3, [" "]),
        (1, [new string('a', 170), new string('*', 300), string.Concat(Enumerable.Repeat("> ", 200)),
        string.Concat(Enumerable.Repeat("[", 400)), string.Concat(Enumerable.Repeat("🙂", 900))]));

    /// <summary>
    /// Sentences with formatting round their words, as models write them: nothing that is meant to vanish.
    /// </summary>
    public static Gen<string> Sentences { get; } =
        from words in Gen.Elements(
            "Bonjour", "lampe", "ça", "Zoé", "œuf", "49,90", "schön", "été", "soixante", "12", "lundi", "x")
            .NonEmptyListOf()
        from seed in Gen.Choose(0, int.MaxValue)
        select Decorate(words, new System.Random(seed));

    private static Gen<string> Pieces(params (int Weight, string[] Choices)[] kinds) =>
        Gen.Frequency(kinds.Select(kind => (kind.Weight, Gen.Elements(kind.Choices))).ToArray())
            .ListOf()
            .Select(string.Concat);

    private static string Decorate(IEnumerable<string> words, System.Random random)
    {
        string[] ways = ["{0}", "**{0}**", "*{0}*", "_{0}_", "~~{0}~~", "`{0}`", "[{0}](https://shop.example.test/a)",
            "\n- {0}", "\n\n# {0}\n\n", "\n> {0}\n\n", "{0}.", "{0} !", "\n1. {0}", "***{0}***", "({0})"];
        return string.Join(
            ' ',
            words.Select(
            word => string.Format(
            System.Globalization.CultureInfo.InvariantCulture, ways[random.Next(ways.Length)], word)));
    }
}
