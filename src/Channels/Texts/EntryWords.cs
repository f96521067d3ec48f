namespace Gateway.Channels.Texts;

/// <summary>The few words that channels without buttons add to what the brain says.</summary>
internal static class EntryWords
{
    /// <summary>How to answer where choices are numbered.</summary>
    public static string Choose(string locale) =>
        locale == "fr" ? "Répondez avec le numéro de votre choix." : "Reply with the number of your choice.";

    /// <summary>The same where one of the choices reads like a word that ends the conversation for good.</summary>
    public static string ChooseByNumberOnly(string locale) =>
        locale == "fr"
            ? "Répondez avec le numéro seul, sans le mot."
            : "Reply with the number alone, without the word.";

    /// <summary>Above buttons that nothing else stands above.</summary>
    public static string YourChoice(string locale) => locale == "fr" ? "Votre choix :" : "Your choice:";

    /// <summary>How to fill a form in.</summary>
    public static string FillIn(string locale) =>
        locale == "fr" ? "Répondez en un message, une ligne par point :" : "Reply in one message, one line for each:";

    /// <summary>Behind a field that may be left out.</summary>
    public static string Optional(string locale) => locale == "fr" ? "(facultatif)" : "(optional)";

    /// <summary><c>title : rest</c> as the language writes it.</summary>
    public static string Colon(string locale) => locale == "fr" ? " : " : ": ";

    /// <summary>All words of a language, for tests.</summary>
    public static IReadOnlyList<string> All(string locale) =>
        [Choose(locale), ChooseByNumberOnly(locale), YourChoice(locale), FillIn(locale), Optional(locale)];
}
