using Gateway.Brain.Settings;

namespace Gateway.Brain.Inspection.Centres.InWords;

/// <summary>Why words were not read. Nothing is guessed: what can be meant in two ways is not read either.</summary>
/// <param name="Kind">What is wrong.</param>
/// <param name="Fragment">Where, as it was written; may be empty.</param>
public sealed record WordingProblem(WordingProblemKind Kind, string Fragment)
{
    /// <summary>The same for who wrote it.</summary>
    public LocalText Explain() => Kind switch
    {
        WordingProblemKind.UnknownWord => new(
            $"« {Fragment} » n’est pas compris ici.", $"“{Fragment}” is not understood here."),
        WordingProblemKind.NoDays => new(
            $"De quels jours s’agit-il ? Dites par exemple « du lundi au vendredi {Fragment} ».",
            $"Which days is this about? Say for instance “Monday to Friday {Fragment}”."),
        WordingProblemKind.NoHours => new(
            $"Il manque les heures{Of("pour", Fragment)}, par exemple « 8h-12h et 14h-18h ».",
            $"The hours are missing{Of("for", Fragment)}, such as “8am-12pm and 2pm-6pm”."),
        WordingProblemKind.NoTime => new(
            $"« {Fragment} » n’est pas une heure.", $"“{Fragment}” is no time of day."),
        WordingProblemKind.HalfSpan => new(
            $"Il manque le début ou la fin autour de « {Fragment} » : dites par exemple « 8h-12h ».",
            $"The beginning or the end is missing around “{Fragment}”: say for instance “8am-12pm”."),
        WordingProblemKind.Order => new(
            $"« {Fragment} » : la fin doit venir après le début, et chaque plage après la précédente (18h plutôt que 6h).",
            $"“{Fragment}”: the end must come after the beginning, and each span after the one before (say 9am-5pm)."),
        WordingProblemKind.Twice => new(
            $"« {Fragment} » est dit deux fois.", $"“{Fragment}” is said twice."),
        WordingProblemKind.HolidayHours => new(
            "Des horaires propres aux jours fériés ne se disent pas ici : dites seulement si vous êtes fermé.",
            "Hours of public holidays cannot be said here: say only whether you are closed on them."),
        WordingProblemKind.NoLabel => new(
            $"À quoi correspond « {Fragment} » ? Dites par exemple « voiture essence 79 € ».",
            $"What is “{Fragment}” for? Say for instance “petrol car €79”."),
        WordingProblemKind.NoAmount => new(
            $"Il manque le prix{Of("de", Fragment)}.", $"The price is missing{Of("of", Fragment)}."),
        WordingProblemKind.TwoAmounts => new(
            $"« {Fragment} » : un seul prix par ligne, sans fourchette.",
            $"“{Fragment}”: one price each, and no range."),
        WordingProblemKind.Currency => new(
            $"« {Fragment} » n’est pas la monnaie du centre.", $"“{Fragment}” is not the centre's currency."),
        WordingProblemKind.TooLong => new("Le texte est trop long.", "The text is too long."),
        _ => new(
            $"« {Fragment} » peut se comprendre de deux façons : précisez.",
            $"“{Fragment}” can be understood in two ways: say it more precisely."),
    };

    private static string Of(string word, string fragment) =>
        fragment.Length == 0 ? "" : word is "for" or "of" ? $" {word} “{fragment}”" : $" {word} « {fragment} »";
}

/// <summary>What may be wrong with what a centre writes.</summary>
public enum WordingProblemKind
{
    /// <summary>A word that is not known.</summary>
    UnknownWord,

    /// <summary>Can be meant in two ways.</summary>
    Ambiguous,

    /// <summary>Hours without days.</summary>
    NoDays,

    /// <summary>Days without hours, or nothing open at all.</summary>
    NoHours,

    /// <summary>A time that does not exist.</summary>
    NoTime,

    /// <summary>A time alone.</summary>
    HalfSpan,

    /// <summary>A span that ends before it begins, or before the one before it.</summary>
    Order,

    /// <summary>The same again.</summary>
    Twice,

    /// <summary>Hours of public holidays.</summary>
    HolidayHours,

    /// <summary>An amount of nothing.</summary>
    NoLabel,

    /// <summary>Something without its amount.</summary>
    NoAmount,

    /// <summary>Two amounts of one thing.</summary>
    TwoAmounts,

    /// <summary>Another currency.</summary>
    Currency,

    /// <summary>More than is read.</summary>
    TooLong,
}

/// <summary>Ends reading.</summary>
internal sealed class WordingException(WordingProblem problem) : Exception
{
    /// <summary>Why.</summary>
    public WordingProblem Problem { get; } = problem;
}
