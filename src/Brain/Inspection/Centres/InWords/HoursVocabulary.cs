namespace Gateway.Brain.Inspection.Centres.InWords;

/// <summary>What a word of opening hours means.</summary>
internal abstract record HoursWord
{
    /// <summary>Days of the week.</summary>
    public sealed record Days(IReadOnlyList<DayOfWeek> All, bool IsShort) : HoursWord;

    /// <summary>Public holidays.</summary>
    public sealed record Holidays : HoursWord;

    /// <summary>What follows, or came before, is closed.</summary>
    public sealed record Closed : HoursWord;

    /// <summary>What follows is otherwise.</summary>
    public sealed record Except : HoursWord;

    /// <summary>From one day or time to another.</summary>
    public sealed record Until : HoursWord;

    /// <summary>Between two times: the next "and" says until.</summary>
    public sealed record Between : HoursWord;

    /// <summary>This and that.</summary>
    public sealed record And : HoursWord;

    /// <summary>Before noon, or after it.</summary>
    public sealed record Part(bool IsMorning) : HoursWord;

    /// <summary>A time that has a name, in minutes of the day.</summary>
    public sealed record Named(int Minutes) : HoursWord;

    /// <summary>All day and all night.</summary>
    public sealed record AllDay(bool IsEveryDay) : HoursWord;

    /// <summary>Has a meaning, but not one and the same to everybody.</summary>
    public sealed record Unclear : HoursWord;

    /// <summary>Says nothing that matters.</summary>
    public sealed record Nothing : HoursWord;
}

/// <summary>The words of opening hours, in French and in English.</summary>
internal static class HoursVocabulary
{
    private static readonly DayOfWeek[] Week =
    [
        DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday,
        DayOfWeek.Saturday, DayOfWeek.Sunday,
    ];

    /// <summary>All of them.</summary>
    public static Vocabulary<HoursWord> All { get; } = Create();

    /// <summary>The days from Monday on.</summary>
    public static IReadOnlyList<DayOfWeek> Days => Week;

    private static Vocabulary<HoursWord> Create()
    {
        var words = new Vocabulary<HoursWord>();
        AddDay(words, 0, ["lundi", "lundis", "monday", "mondays"], ["lun", "mon"]);
        AddDay(words, 1, ["mardi", "mardis", "tuesday", "tuesdays"], ["mar", "tue", "tues"]);
        AddDay(words, 2, ["mercredi", "mercredis", "wednesday", "wednesdays"], ["mer", "wed", "weds"]);
        AddDay(words, 3, ["jeudi", "jeudis", "thursday", "thursdays"], ["jeu", "thu", "thur", "thurs"]);
        AddDay(words, 4, ["vendredi", "vendredis", "friday", "fridays"], ["ven", "fri"]);
        AddDay(words, 5, ["samedi", "samedis", "saturday", "saturdays"], ["sam", "sat"]);
        AddDay(words, 6, ["dimanche", "dimanches", "sunday", "sundays"], ["dim", "sun"]);
        return words
            .Add(
                new HoursWord.Days(Week, IsShort: false), "tous les jours", "chaque jour", "7 j / 7", "7 / 7",
                "7 jours sur 7", "7 jours / 7", "every day", "everyday", "each day", "daily", "7 days a week",
                "seven days a week", "toute la semaine")
            .Add(
                new HoursWord.Days(Week[..5], IsShort: false), "en semaine", "jours ouvres", "weekdays",
                "weekday", "on weekdays", "jours de semaine", "working days")
            .Add(
                new HoursWord.Days(Week[5..], IsShort: false), "week end", "weekend", "weekends", "week ends",
                "le week end")
            .Add(
                new HoursWord.Holidays(), "jours feries", "jour ferie", "feries", "public holidays", "bank holidays",
                "public holiday", "bank holiday", "holidays")
            .Add(
                new HoursWord.Closed(), "ferme", "fermee", "fermes", "fermeture", "closed", "pause", "pause dejeuner",
                "pause de midi", "coupure", "lunch break", "break", "closed for lunch")
            .Add(new HoursWord.Except(), "sauf", "excepte", "hormis", "except", "except for", "except on", "excluding")
            .Add(
                new HoursWord.Until(), "-", "a", "au", "to", "through", "thru", "till", "until", "jusqu a",
                "jusqu au", "jusque")
            .Add(new HoursWord.Between(), "entre", "between")
            .Add(new HoursWord.And(), "et", "and", "&", "+")
            .Add(new HoursWord.Part(IsMorning: true), "matin", "matins", "le matin", "matinee", "morning", "mornings")
            .Add(
                new HoursWord.Part(IsMorning: false), "apres midi", "l apres midi", "aprem", "afternoon", "afternoons")
            .Add(new HoursWord.Named(720), "midi", "noon", "midday")
            .Add(new HoursWord.Named(1440), "minuit", "midnight")
            .Add(new HoursWord.AllDay(IsEveryDay: true), "24 / 7")
            .Add(
                new HoursWord.AllDay(IsEveryDay: false), "24 h / 24", "24 heures sur 24", "24 h sur 24",
                "24 heures / 24", "24 hours", "24 hours a day")
            .Add(new HoursWord.Unclear(), "jours ouvrables", "business days")
            .Add(
                new HoursWord.Nothing(), "le", "la", "les", "l", "du", "de", "des", "d", "en", "nous", "on", "vous",
                "sommes", "est", "ouvert", "ouverts", "ouverte", "ouvertes", "ouverture", "horaires", "horaire",
                "d ouverture", "centre", "notre", "le centre", "puis", "uniquement", "seulement", "tous les",
                "toutes les", "chaque", "sans interruption", "sans pause", "sans coupure", "non stop", "nonstop",
                "en continu", "journee continue", "en journee continue", "a partir de", "a partir du", "the", "we",
                "are", "is", "open", "opening", "hours", "from", "our", "then", "only", "every", "each", "of", "at",
                "without a break", "without interruption", "continuously", "straight through", "also", "aussi", ",",
                "(", ")", ":", "*", "•", "·", "|", "'", "’", "\"", "«", "»", "“", "”");
    }

    private static void AddDay(Vocabulary<HoursWord> words, int place, string[] whole, string[] brief) => words
        .Add(new HoursWord.Days([Week[place]], IsShort: false), whole)
        .Add(new HoursWord.Days([Week[place]], IsShort: true), brief);
}
