using System.Globalization;

namespace Gateway.Channels.Speech.Utterances;

/// <summary>
/// What Whisper writes where nothing is said: the closing lines of the films that it was taught with, and remarks in
/// brackets. (Kept in the small: "thank you" may well have been said.)
/// </summary>
internal static class Phantoms
{
    /// <summary>Above this chance of nothing having been said, nothing was.</summary>
    public const double MostNoSpeech = 0.6;

    private static readonly string[] Phrases =
    [
        "amara.org", "sous-titrage", "sous-titres réalisés", "sous-titres par", "thanks for watching",
        "thank you for watching", "merci d'avoir regardé", "please subscribe", "like and subscribe", "abonnez-vous",
        "subtitles by", "transcribed by", "❤️ par",
    ];

    /// <summary>The text, or nothing when it is one of those lines.</summary>
    public static string Drop(string text)
    {
        var trimmed = text.Trim();
        if (trimmed.Length == 0 || !trimmed.Any(char.IsLetterOrDigit) || IsRemark(trimmed))
            return "";
        var plain = trimmed.Replace('’', '\'').ToLower(CultureInfo.InvariantCulture);
        return Array.Exists(Phrases, phrase => plain.Contains(phrase, StringComparison.Ordinal)) ? "" : trimmed;
    }

    private static bool IsRemark(string text) =>
        (text[0], text[^1]) is ('[', ']') or ('(', ')') or ('*', '*') or ('♪', _);
}
