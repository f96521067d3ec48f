using Gateway.Brain.House.Entities;
using Gateway.Brain.House.Reading;
using Gateway.Sessions;

namespace Gateway.Brain.Reception;

/// <summary>Chooses the language of a turn: the session's, until the contact clearly writes in the other one.</summary>
internal static class SessionLanguage
{
    // A single greeting is enough before anything was said; later a lone "thank you" or "ok" does not turn the
    // conversation around.
    private const double EnoughAtFirst = 1;
    private const double EnoughLater = 2;

    /// <summary>The language to answer in, <c>fr</c> or <c>en</c>.</summary>
    /// <param name="turn">The turn.</param>
    /// <param name="trade">The words of the trade that tell it.</param>
    public static string Choose(Turn turn, LanguageWords trade)
    {
        var current = turn.Session.Locale == "en" ? "en" : "fr";
        var other = current == "en" ? "fr" : "en";
        // A button's title is in our language, not in the contact's.
        var text = Readable.Of(
            string.Join(
            '\n', turn.Messages.Where(message => message.Content?.Payload is null).Select(message => message.Text)));
        // Names of streets say where someone lives, not what they speak.
        var score = LanguageDetector.Score(
            PostalAddress.Find(text) is { } address ? text.Remove(address.Start, address.End - address.Start) : text,
            trade);
        var answeredBefore = turn.Recent.Any(entry => entry.Role == EntryRole.Agent);
        return score.For(other) >= (answeredBefore ? EnoughLater : EnoughAtFirst)
            && score.For(other) > 1.5 * score.For(current) ? other : current;
    }
}
