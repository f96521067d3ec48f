using Gateway.Brain.House.Learning;
using Gateway.Brain.Shop.Catalogue.Answers;
using Gateway.Sessions.Workspaces;

namespace Gateway.Brain.Shop.Catalogue;

/// <summary>
/// Answers when a shop is open from the hours of its workspace, where it has written no answer about them.
/// </summary>
internal static class HoursAnswer
{
    private const string Hours = "faq.hours";

    /// <summary>
    /// The week in a line, its passage the days that are asked for; null when no hours are known, or they are not
    /// asked for surely enough to be told.
    /// </summary>
    /// <param name="hours">Those of the workspace.</param>
    /// <param name="question">In people's words.</param>
    /// <param name="acts">How likely it is each act; null: it is read by itself.</param>
    /// <param name="locale"><c>fr</c> or <c>en</c>.</param>
    public static FaqMatch? Of(
        OpeningHours hours, string question, IReadOnlyDictionary<string, float>? acts, string locale)
    {
        if (OpeningHoursWords.Line(hours, locale) is not { } week)
            return null;
        acts ??= AskedQuestion.Read(question, locale, UtteranceReader.Load("House.shop.model")).Acts;
        var likelihood = acts.GetValueOrDefault(Hours);
        if (likelihood < CatalogueSearch.KnownAnswer)
            return null;
        var asked = Mentions.In(question).WeekDays;
        List<string> lines = [.. OpeningHoursWords.Lines(hours, locale)
            .Select(line => $"{line.Days} {line.Hours}")
            .Where(line => (Mentions.In(line).WeekDays & asked) != 0)];
        return new FaqMatch(locale == "fr" ? "Horaires d’ouverture" : "Opening hours", week, likelihood)
        {
            // A day that no line names is closed: the whole week tells so.
            Passage = lines.Count == 0 ? week : string.Join(locale == "fr" ? "\u00A0; " : "; ", lines),
        };
    }
}
