using Gateway.Channels.Speech.Hearing;
using Gateway.Sessions;

namespace Gateway.Channels.Voice.Turns;

/// <summary>What calls ask of the words that were heard.</summary>
internal static class HeardWords
{
    /// <summary>Whether it is a sign of listening and no words of their own (<c>mm</c>, <c>d'accord</c>).</summary>
    public static bool IsRemark(string text, string locale) => BackChannel.Is(text, locale);

    /// <summary>Whether more must come: it ends in an article, a preposition, a filler or a comma.</summary>
    public static bool IsUnfinished(string text, string locale) => Unfinished.Is(text, locale);

    /// <summary>Whether it is all that was asked for.</summary>
    public static bool Satisfies(string text, string locale, Expectation expects) =>
        Satisfied.By(text, expects, locale);

    /// <summary>The words as they are handed on: what was dictated is written out.</summary>
    public static string Written(string text, string locale, Expectation expects) =>
        Heard.Of(text, locale, expects).Trim();

    /// <summary>The language the words are in, <c>fr</c> or <c>en</c>; null where they do not tell.</summary>
    public static string? LocaleOf(string text) => LanguageHeard.Of(text);
}
