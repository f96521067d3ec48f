namespace Gateway.Channels.Speech.Hearing;

/// <summary>Which of our languages a text is in.</summary>
internal static class LanguageHeard
{
    // One word more is chance.
    private const int LeastLead = 2;

    private static readonly HashSet<string> French = Set(
        "le les des du une un et est c' j' l' d' qu' n' je tu il elle nous vous ils elles ne pas que qui dans pour avec sur mais ou"
        + " mon ma mes votre vos notre bonjour bonsoir merci oui non voudrais veux rendez heures demain aujourd' s' il y a au aux ce cette"
        + " suis avez ai etes peux pouvez faire prendre combien quand comment parlez francais allo voiture plait");

    private static readonly HashSet<string> English = Set(
        "the is are was i i'm it's you he she we they my your our and but with for to of in at do does don't can could would like want"
        + " have has hello hi thanks thank please yes no not what when where how much tomorrow today appointment car need book speak english"
        + " this that it a an good morning about");

    // Words of both.
    private static readonly HashSet<string> Both = Set("a on ou pour car no il non me");

    /// <summary><c>fr</c> or <c>en</c>; null where it cannot be told, as of a name or a number.</summary>
    public static string? Of(string text)
    {
        var words = HeardWords.Of(text);
        var (french, english) = (0, 0);
        for (var at = 0; at < words.Count; at++)
        {
            var word = words[at].Text;
            if (Both.Contains(word))
                continue;
            french += French.Contains(word) ? 1 : 0;
            english += English.Contains(word) ? 1 : 0;
        }

        return (french - english) switch
        {
            >= LeastLead => "fr",
            <= -LeastLead => "en",
            _ => null,
        };
    }

    private static HashSet<string> Set(string words) => new(words.Split(' '), StringComparer.Ordinal);
}
