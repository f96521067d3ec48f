using System.Globalization;
using Gateway.Channels.Texts;
using Gateway.Sessions.Texts;

namespace Gateway.Channels.Telegram;

/// <summary>What Telegram's answers mean for a message that was to be sent.</summary>
internal static class TelegramOutcomes
{
    private static readonly (string Says, string Words)[] Known =
    [
        ("chat not found",
            "Telegram knows no such chat for this bot: the contact has never written to it, or the chat is gone"),
        ("message is too long", "the message is longer than Telegram takes"),
        ("BUTTON", "Telegram does not take one of the buttons; most likely an address that is none"),
        ("inline keyboard", "Telegram does not take one of the buttons"),
        ("HTTP URL", "Telegram could not fetch a picture"),
        ("wrong file", "Telegram could not fetch a picture"),
        ("not enough rights", "the bot may not write in that group"),
        ("TOPIC", "the topic of the group is closed or gone"),
        ("message thread not found", "the topic of the group is gone"),
    ];

    /// <summary>What a refusal means.</summary>
    /// <param name="refused">What Telegram said.</param>
    /// <param name="isGlobal">Whether a 429 was for the bot as a whole.</param>
    public static SendOutcome Of<T>(TelegramAnswer<T>.Refused refused, Func<bool> isGlobal) => refused switch
    {
        { Code: 429 } => new SendOutcome.NotTaken("429", refused.RetryAfter, isGlobal()),
        // A method that is not known is a bot that is not known: a token that was never given out.
        { Code: 401 or 404 } =>
            new SendOutcome.ChannelDown(
                Why(
                refused,
                "Telegram does not accept the bot's token: put the one that BotFather shows into the workspace's file")),
        { Code: 403 } when IsGone(refused) =>
            new SendOutcome.OptedOut(
                Why(refused, "the contact has blocked the bot, removed it or is no longer on Telegram")),
        { Code: 403 } => new SendOutcome.Refused(Why(refused, "the bot may not write there")),
        { Code: 409 } => new SendOutcome.NotTaken("409", refused.RetryAfter),
        _ => new SendOutcome.Refused(
            Why(
            refused,
            Array.Find(Known, known => refused.Says(known.Says)).Words ?? "Telegram does not take the message")),
    };

    private static bool IsGone<T>(TelegramAnswer<T>.Refused refused) =>
        refused.Says("blocked") || refused.Says("deactivated") || refused.Says("kicked")
        || refused.Says("not a member");

    private static Refusal Why<T>(TelegramAnswer<T>.Refused refused, string words) => new(
        refused.Code.ToString(CultureInfo.InvariantCulture),
        $"{words} ({WellFormed.Shorten(CleanText.Of(refused.Description), 200)})");
}
