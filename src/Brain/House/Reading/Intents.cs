namespace Gateway.Brain.House.Reading;

/// <summary>The intents every conversation has, by the names the lexicons give them.</summary>
internal static class Intents
{
    public const string Greeting = "greeting";
    public const string Thanks = "thanks";
    public const string Goodbye = "goodbye";
    public const string HowAreYou = "howAreYou";
    public const string AreYouHuman = "areYouHuman";
    public const string WhoAreYou = "whoAreYou";
    public const string Languages = "languages";
    public const string Joke = "joke";
    public const string Compliment = "compliment";
    public const string Abuse = "abuse";
    public const string Help = "help";
    public const string Person = "person";
    public const string Yes = "yes";
    public const string No = "no";
    public const string Cancel = "cancel";
    public const string Correction = "correction";
    public const string Hesitation = "hesitation";
    public const string Wait = "wait";
    public const string Question = "question";
}
