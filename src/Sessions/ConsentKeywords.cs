using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using Gateway.Sessions.Texts;

namespace Gateway.Sessions;

/// <summary>
/// What messages say about consent, in English and French: the agreed words when they are the whole message (case,
/// accents and punctuation make no difference), and what people write in their stead. Twilio's own words are those of
/// its long codes ("Twilio support for opt-out keywords"), with the French ones of its Proxy.
/// </summary>
public static class ConsentKeywords
{
    // No word is longer; a message that is has more to say.
    private const int MostCharacters = 64;

    private static readonly FrozenSet<string> StopWordsOfLongCodes = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase, "STOP", "UNSUBSCRIBE", "END", "QUIT", "STOPALL", "REVOKE", "OPTOUT",
        "CANCEL");

    private static readonly FrozenSet<string> StopWordsOfProxy = FrozenSet.Create("ARRET", "ARRETE", "ARRETT");

    private static readonly FrozenSet<string> AmbiguousWords = FrozenSet.Create("CANCEL", "END");

    private static readonly FrozenDictionary<string, ConsentKeyword> Words = new Dictionary<string, ConsentKeyword>
    {
        ["STOP"] = ConsentKeyword.Stop,
        ["STOPALL"] = ConsentKeyword.Stop,
        ["STOP ALL"] = ConsentKeyword.Stop,
        ["UNSUBSCRIBE"] = ConsentKeyword.Stop,
        ["END"] = ConsentKeyword.Stop,
        ["QUIT"] = ConsentKeyword.Stop,
        ["CANCEL"] = ConsentKeyword.Stop,
        ["REVOKE"] = ConsentKeyword.Stop,
        ["OPTOUT"] = ConsentKeyword.Stop,
        ["OPT OUT"] = ConsentKeyword.Stop,
        ["REMOVE"] = ConsentKeyword.Stop,
        ["ARRET"] = ConsentKeyword.Stop,
        ["ARRETE"] = ConsentKeyword.Stop,
        ["ARRETT"] = ConsentKeyword.Stop,
        ["ARRETER"] = ConsentKeyword.Stop,
        ["DESABONNER"] = ConsentKeyword.Stop,
        ["DESABONNEMENT"] = ConsentKeyword.Stop,
        ["DESINSCRIRE"] = ConsentKeyword.Stop,
        ["DESINSCRIPTION"] = ConsentKeyword.Stop,
        ["PLUS DE MESSAGE"] = ConsentKeyword.Stop,
        ["PLUS DE MESSAGES"] = ConsentKeyword.Stop,
        ["START"] = ConsentKeyword.Start,
        ["UNSTOP"] = ConsentKeyword.Start,
        ["REPRENDRE"] = ConsentKeyword.Start,
        ["HELP"] = ConsentKeyword.Help,
        ["INFO"] = ConsentKeyword.Help,
        ["AIDE"] = ConsentKeyword.Help,
    }.ToFrozenDictionary();

    /// <summary>
    /// What a message surely says about consent, or null when it says something else or leaves room for doubt
    /// (<see cref="FindUnclear"/>). CANCEL and END count on SMS only, where Twilio blocks the sender for them (see
    /// <see cref="IsAmbiguous"/>); YES and OUI never do, for they are answers. On Telegram <c>/stop</c> and
    /// <c>/help</c> count; <c>/start</c> does not, for it opens every conversation with a bot.
    /// </summary>
    /// <param name="text">The message.</param>
    /// <param name="channel">How they are heard on the channel.</param>
    public static ConsentKeyword? Find(string text, ConsentHearing channel)
    {
        if (!channel.IsHeard)
            return null;
        if (!Words.TryGetValue(Fold(text, channel), out var keyword))
            return IsCommand(text, channel)
                ? null
                : ConsentPhrases.Read(text) is { IsCertain: true } meant
                ? meant.Keyword
                : null;
        if (IsAmbiguous(text, channel) || (keyword == ConsentKeyword.Start && IsCommand(text, channel)))
            return null;
        return keyword;
    }

    /// <summary>
    /// What a message may say about consent when it does not surely say so: <see cref="ConsentKeyword.Stop"/> is to be
    /// asked about before anything else is sent, <see cref="ConsentKeyword.Start"/> counts from someone who has
    /// stopped; null when it has nothing to do with consent, or surely has.
    /// </summary>
    /// <param name="text">The message.</param>
    /// <param name="channel">How they are heard on the channel.</param>
    public static ConsentKeyword? FindUnclear(string text, ConsentHearing channel) =>
        channel.IsHeard && !IsCommand(text, channel) && !Words.ContainsKey(Fold(text, channel))
        && ConsentPhrases.Read(text) is { IsCertain: false } meant
            ? meant.Keyword
            : null;

    /// <summary>
    /// Whether a message may mean the running order or all messages (CANCEL and END where no one blocks the sender for
    /// them): who answers it asks first, or takes it for <see cref="ConsentKeyword.Stop"/> when there is nothing that
    /// could be cancelled.
    /// </summary>
    public static bool IsAmbiguous(string text, ConsentHearing channel) =>
        channel is { IsHeard: true, TwilioObeys: false } && AmbiguousWords.Contains(Fold(text, channel));

    /// <summary>
    /// Whether someone who answers with that alone by SMS would be blocked by Twilio: nobody may be asked to.
    /// </summary>
    public static bool IsStopWordOfTwilio(string word) =>
        Fold(word, default) is var folded
        && (StopWordsOfLongCodes.Contains(folded) || StopWordsOfProxy.Contains(folded));

    /// <summary>
    /// Whether Twilio confirms that opt-out itself: it does for its own words on SMS, when they are all of the message
    /// and nothing is added to them.
    /// </summary>
    /// <param name="text">The message.</param>
    /// <param name="channel">How they are heard on the channel.</param>
    public static bool IsConfirmedByTwilio(string text, ConsentHearing channel) =>
        channel.TwilioObeys && StopWordsOfLongCodes.Contains(text.Trim());

    private static bool IsCommand(string text, ConsentHearing channel) =>
        channel.HasCommands && text.AsSpan().TrimStart().StartsWith('/');

    private static bool IsRead(Rune rune) =>
        Rune.IsLetterOrDigit(rune) || Rune.IsWhiteSpace(rune)
        || Rune.GetUnicodeCategory(rune) == UnicodeCategory.NonSpacingMark;

    // The words without case, accents and punctuation, one space between them; empty when the text is too long to be a
    // keyword.
    private static string Fold(string text, ConsentHearing channel)
    {
        var words = text.AsSpan().Trim();
        if (words.Length > MostCharacters)
            return "";
        // In groups a command names its bot: /stop@some_bot.
        if (IsCommand(text, channel) && words.IndexOf('@') is > 0 and var at)
            words = words[..at];

        var folded = new StringBuilder(words.Length);
        foreach (var rune in WellFormed.Normalize(words, NormalizationForm.FormKD, IsRead).EnumerateRunes())
        {
            if (Rune.IsLetterOrDigit(rune))
                folded.Append(Rune.ToUpperInvariant(rune).ToString());
            else if (Rune.IsWhiteSpace(rune) && folded.Length > 0 && folded[^1] != ' ')
                folded.Append(' ');
        }

        return folded.ToString().TrimEnd();
    }
}
