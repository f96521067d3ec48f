
namespace Gateway.Brain.House.Reading;

/// <summary>
/// Knows what machines write: that someone is away, that a message did not arrive. Someone who asks is a person,
/// whatever the words.
/// </summary>
internal static class AutomaticReplies
{
    // The first words of such a message may be a greeting or "this is".
    private const int FarthestStart = 3;

    private static readonly string[] Openings =
    [
        "reponse automatique", "reponse auto", "message automatique", "message d absence", "absence du bureau",
        "automatic reply", "automatic response",
        "automatic message", "auto reply", "autoreply", "auto response", "automated reply", "automated response",
        "automated message", "out of office",
        "votre message n a pas pu etre", "message non distribue", "message non remis",
        "your message could not be delivered", "message could not be delivered",
        "message undeliverable", "message not delivered", "free msg", "freemsg",
    ];

    private static readonly string[] Anywhere =
    [
        "ne pas repondre a ce message", "ne repondez pas a ce message", "ne pas repondre a ce sms",
        "do not reply to this", "this mailbox is not monitored",
        "ceci est une reponse automatique", "ceci est un message automatique", "this is an automated",
        "this is an automatic",
    ];

    private static readonly string[] Absences =
    [
        "je suis absent", "je suis absente", "je suis actuellement absent", "je suis actuellement absente",
        "je suis en conges", "je suis en vacances",
        "out of the office", "i am away", "i m away", "i am currently away", "i m currently away", "on annual leave",
    ];

    /// <summary>Whether a message is a machine's for sure.</summary>
    public static bool IsOne(string text)
    {
        var said = Said(text);
        return !IsQuestion(text)
            && (Anywhere.Any(phrase => Contains(said, phrase)) || Openings.Any(phrase => Opens(said, phrase)));
    }

    /// <summary>Whether it may be one: a person says so, too.</summary>
    public static bool MayBeOne(string text) =>
        !IsQuestion(text) && Said(text) is var said && Absences.Any(phrase => Contains(said, phrase));

    private static bool IsQuestion(string text) => text.Contains('?', StringComparison.Ordinal);

    private static string Said(string text) => $" {string.Join(' ', Word.In(text).Select(word => word.Text))} ";

    private static bool Contains(string said, string phrase) => said.Contains($" {phrase} ", StringComparison.Ordinal);

    private static bool Opens(string said, string phrase)
    {
        var at = said.IndexOf($" {phrase} ", StringComparison.Ordinal);
        return at >= 0 && said.AsSpan(0, at).Count(' ') < FarthestStart;
    }
}
