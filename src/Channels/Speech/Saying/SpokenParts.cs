using Gateway.Channels.Speech.Saying.Numbers;
using Gateway.Channels.Speech.Saying.Rules;
using Gateway.Sessions;

namespace Gateway.Channels.Speech.Saying;

/// <summary>What an entry has besides its words, said so that one can answer by voice or by keys.</summary>
internal static class SpokenParts
{
    // More than these no one keeps in mind; keys go to nine.
    private const int MostSpoken = 4;
    private const int MostKeys = 9;

    /// <summary>The parts in their order; empty where none of them can be said, such as a web address.</summary>
    /// <param name="parts">The parts.</param>
    /// <param name="locale"><c>fr</c>, or English.</param>
    /// <param name="byKeys">
    /// Whether the caller answers by keys: each choice has the number that it has in <see cref="Choices"/>, up to nine.
    /// </param>
    public static string Of(IReadOnlyList<Part> parts, string locale, bool byKeys = false)
    {
        var sentences = new List<string>();
        var number = 0;
        foreach (var part in parts)
        {
            if (part is CardPart card)
                sentences.Add(Card(card, locale));
            else if (part is LinkPart link)
                sentences.Add(Link(link, locale));
            else if (part is FormPart form)
                sentences.Add(Form(form, locale));
            var choices = ChoicesOf(part, locale);
            sentences.Add(byKeys ? Keys(choices, number, locale) : Spoken(part, choices, locale));
            number += choices.Count;
        }

        return string.Join(' ', sentences.Where(sentence => sentence.Length > 0));
    }

    /// <summary>A time to choose: <c>jeudi quatre décembre à neuf heures</c>.</summary>
    public static string Slot(SlotChoice slot, string locale) =>
        $"{Day(slot, locale)} {(locale == "fr" ? "à" : "at")} {Time(slot, locale)}";

    private static List<string> ChoicesOf(Part part, string locale) => part switch
    {
        SlotsPart slots => [.. slots.Slots.Select(slot => Slot(slot, locale))],
        _ => [.. Choices.Of([part]).Select(choice => Bare(choice.Title, locale))],
    };

    private static string Keys(List<string> choices, int before, string locale) =>
        string.Join(' ', choices.Take(Math.Max(0, MostKeys - before)).Select((choice, index) =>
            locale == "fr"
                ? $"Pour {choice}, tapez {NumberWords.Cardinal(before + index + 1, locale)}."
                : $"For {choice}, press {NumberWords.Cardinal(before + index + 1, locale)}."));

    private static string Spoken(Part part, List<string> choices, string locale)
    {
        if (choices.Count == 0)
            return "";
        var isMore = choices.Count > MostSpoken;
        if (part is SlotsPart slots)
        {
            var times = Grouped(slots.Slots.Take(MostSpoken), locale);
            if (isMore)
                times.Add(locale == "fr" ? "un autre moment" : "another time");
            return $"{(locale == "fr" ? "Je peux vous proposer" : "I can offer you")} {Either(times, locale)}.";
        }

        var some = choices.Take(MostSpoken).ToList();
        if (isMore)
            some.Add(locale == "fr" ? "autre chose" : "something else");
        return $"{(locale == "fr" ? "Vous pouvez dire" : "You can say")} {Either(some, locale)}.";
    }

    // A day is named once for all its times.
    private static List<string> Grouped(IEnumerable<SlotChoice> slots, string locale)
    {
        var said = new List<string>();
        var day = "";
        foreach (var slot in slots)
        {
            said.Add(Day(slot, locale) == day ? Time(slot, locale) : Slot(slot, locale));
            day = Day(slot, locale);
        }

        return said;
    }

    private static string Day(SlotChoice slot, string locale) =>
        $"{Calendar.Weekday(slot.Start.DayOfWeek, locale)} {Calendar.Day(slot.Start.Day, slot.Start.Month, locale)}";

    private static string Time(SlotChoice slot, string locale) =>
        Clock.Time(slot.Start.Hour, slot.Start.Minute, locale);

    private static string Card(CardPart card, string locale)
    {
        var price = card.Price is { } known ? ", " + Bare(known.ToShortText(locale), locale) : "";
        return $"{Bare(card.Title, locale)}{price}."
            + (card.Text is { Length: > 0 } text ? $" {Sentence(Bare(text, locale))}" : "");
    }

    // A number or a mailbox can be noted down; a web address cannot.
    private static string Link(LinkPart link, string locale)
    {
        var colon = link.Url.IndexOf(':', StringComparison.Ordinal);
        var address = colon < 0 ? "" : link.Url[(colon + 1)..];
        var said = link.Url[..Math.Max(0, colon)].ToLowerInvariant() switch
        {
            "tel" => SpellingBack.Phone(address, locale),
            "mailto" => AddressRules.Mailbox(address, locale),
            _ => "",
        };
        if (said.Length == 0)
            return "";
        var title = Bare(link.Title, locale);
        return title == Bare(address, locale) ? $"{said}." : $"{title} : {said}.";
    }

    private static string Form(FormPart form, string locale)
    {
        List<string> wanted = [.. form.Fields.Where(field => field.Required).Select(Label)];
        List<string> others = [.. form.Fields.Where(field => !field.Required).Select(Label)];
        if (wanted.Count == 0)
            (wanted, others) = (others, []);
        if (wanted.Count == 0)
            return "";
        var rest = others.Count == 0 ? "" : locale == "fr"
            ? $", et si vous voulez {All(others, locale)}"
            : $", and if you like {All(others, locale)}";
        return (locale == "fr" ? "Dites-moi : " : "Please tell me: ") + All(wanted, locale) + rest + ".";

        string Label(FormField field) => Bare(field.Label, locale).TrimEnd('.', ':', ' ');
    }

    private static string Bare(string text, string locale) =>
        Said.Of(AgentMarkdown.Escape(text.ReplaceLineEndings(" ")), locale).Text.TrimEnd('.', ' ');

    private static string Sentence(string text) => text is [.., '!' or '?' or '…'] ? text : $"{text}.";

    private static string Either(IReadOnlyList<string> words, string locale) =>
        Joined(words, locale == "fr" ? "ou" : "or");

    private static string All(IReadOnlyList<string> words, string locale) =>
        Joined(words, locale == "fr" ? "et" : "and");

    private static string Joined(IReadOnlyList<string> words, string last) => words.Count == 1
        ? words[0]
        : $"{string.Join(", ", words.SkipLast(1))} {last} {words[^1]}";
}
