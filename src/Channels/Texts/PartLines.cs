using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.Sessions;

namespace Gateway.Channels.Texts;

/// <summary>What an entry has besides its words, as lines of text: for channels that show nothing else.</summary>
internal static class PartLines
{
    /// <summary>
    /// Each part with its paragraph, those left out that have none; choices are numbered through, in the order of
    /// <see cref="Choices"/>.
    /// </summary>
    /// <param name="parts">The parts.</param>
    /// <param name="locale"><c>fr</c> or <c>en</c>.</param>
    /// <param name="said">The words above them; a link that they say already is not said again.</param>
    /// <param name="areNumbered">False where the choices are shown in another way and stand in no line.</param>
    public static IEnumerable<(Part Part, string Text)> Of(
        IReadOnlyList<Part> parts, string locale, string said = "", bool areNumbered = true)
    {
        var number = 0;
        foreach (var part in parts)
        {
            if (part is LinkPart link && LinkText.IsSaid(link.Title, link.Url, said))
                continue;
            // Of the part alone: a card's choices stand below its title and need not name it again.
            List<string> numbered = [.. Choices.Of([part])
                .Select(choice => string.Create(CultureInfo.InvariantCulture, $"{++number}. {OneLine(choice.Title)}"))];
            List<string> lines = [.. LinesOf(part, locale).Select(line => line.TrimEnd())];
            if (areNumbered)
                lines.InsertRange(
                    part is CardPart card
                    ? lines.Count - card.Actions.Count(action => action.Url is not null)
                    : lines.Count, numbered);
            lines.RemoveAll(string.IsNullOrWhiteSpace);
            if (lines.Count > 0)
                yield return (part, string.Join('\n', lines));
        }
    }

    private static IEnumerable<string> LinesOf(Part part, string locale) => part switch
    {
        QuickRepliesPart or SlotsPart => [],
        LinkPart link => [LinkText.Line(link.Title, link.Url, locale)],
        CardPart card =>
        [
            OneLine(card.Title) + (card.Price is { } price ? $" – {price.ToText(locale)}" : ""),
            card.Text ?? "",
            .. card.Actions.Where(action => action.Url is not null)
                .Select(action => LinkText.Line(action.Title, action.Url!, locale)),
        ],
        FormPart form =>
        [
            EntryWords.FillIn(locale),
            .. form.Fields.Select(
                field => field.Required
                ? $"- {OneLine(field.Label)}"
                : $"- {OneLine(field.Label)} {EntryWords.Optional(locale)}"),
        ],
        _ => TextsOf(part),
    };

    // A kind of part that came after this channel: its texts are better than nothing.
    private static IEnumerable<string> TextsOf(Part part) =>
        TextsOf(JsonSerializer.SerializeToNode(part, part.GetType(), SessionJson.Options));

    private static IEnumerable<string> TextsOf(JsonNode? node) => node switch
    {
        JsonObject fields => fields.Where(field => field.Key != "kind").SelectMany(field => TextsOf(field.Value)),
        JsonArray items => items.SelectMany(TextsOf),
        JsonValue value when value.GetValueKind() == JsonValueKind.String => [value.GetValue<string>()],
        _ => [],
    };

    private static string OneLine(string text) => text.ReplaceLineEndings(" ").Trim();
}
