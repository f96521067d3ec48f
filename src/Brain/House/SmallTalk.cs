using Gateway.Brain.House.Reading;
using Gateway.Brain.Words;

namespace Gateway.Brain.House;

/// <summary>
/// What is said in every conversation, whatever the trade: greetings, thanks, who are you. Brief, and never in the way.
/// </summary>
internal static class SmallTalk
{
    // The order decides when a message holds several: "thank you, goodbye" is a goodbye.
    private static readonly string[] Topics =
    [
        Intents.Abuse, Intents.AreYouHuman, Intents.WhoAreYou, Intents.Languages, Intents.Joke, Intents.HowAreYou,
        Intents.Goodbye, Intents.Thanks,
        Intents.Compliment, Intents.Wait, Intents.Greeting,
    ];

    /// <summary>Answers small talk; null when the message holds none.</summary>
    public static AgentText? Answer(HouseTurn turn)
    {
        foreach (var topic in Topics)
        {
            if (turn.Heard.Is(topic))
                return Say(turn, topic == Intents.Greeting ? GreetingOf(turn) : topic);
        }

        return null;
    }

    /// <summary>One of the engine's own phrases.</summary>
    public static AgentText Say(HouseTurn turn, string phrase) =>
        Phrasebook.Load($"House.{turn.Facts.Locale}.phrases").Say(
            phrase, turn.Facts.Turn, ("agent", turn.Facts.Persona ?? turn.Facts.Workspace),
            ("workspace", turn.Facts.Workspace),
            ("name", turn.Facts.ContactName ?? ""));

    private static string GreetingOf(HouseTurn turn) => turn.Facts switch
    {
        { JustIntroduced: true, ContactName: not null } => "greetingByName",
        { JustIntroduced: true } => "greetingAfterIntroduction",
        _ => "greetingAgain",
    };
}
