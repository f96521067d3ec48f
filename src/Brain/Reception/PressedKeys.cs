using System.Globalization;
using Gateway.Sessions;

namespace Gateway.Brain.Reception;

/// <summary>
/// What was meant by telephone keys, in the words that somebody would have said. <c>0</c> wants a person and <c>*</c>
/// what was said last once more, always; a number chooses among what was offered; else it is what was asked for.
/// </summary>
internal static class PressedKeys
{
    /// <summary>A message of keys as if it had been said; any other as it is.</summary>
    public static Entry Resolve(Entry message, Turn turn)
    {
        if (message.Content is not { Dtmf: { Length: > 0 } keys } content || content.Payload is not null)
            return message;
        var isFrench = turn.Session.Locale != "en";
        if (keys is "0")
            return Said(isFrench ? "je veux parler à quelqu'un" : "I want to speak to a person");
        if (keys is "*")
            return Said(isFrench ? "pouvez-vous répéter ?" : "can you say that again?");
        keys = keys.TrimEnd('#');
        var choices = OfferedChoices.Before(message, turn).Choices;
        if (int.TryParse(keys, NumberStyles.None, CultureInfo.InvariantCulture, out var place)
            && place >= 1 && place <= choices.Count)
            return Said(choices[place - 1].Title, choices[place - 1].Payload);
        return Said(Expected(message, turn) switch
        {
            Expectation.YesNo when keys is "1" => isFrench ? "oui" : "yes",
            Expectation.YesNo when keys is "2" => isFrench ? "non" : "no",
            Expectation.Plate => KeyedLetters.Plate(keys) ?? keys,
            Expectation.Name => KeyedLetters.Words(keys) ?? keys,
            _ => keys,
        });

        Entry Said(string text, string? payload = null) =>
            message with { Text = text, Content = content with { Text = text, Payload = payload } };
    }

    private static Expectation? Expected(Entry message, Turn turn) => turn.Recent.LastOrDefault(
        entry => entry.Seq < message.Seq && entry.Role is EntryRole.Agent or EntryRole.Operator)?.Expects;
}
