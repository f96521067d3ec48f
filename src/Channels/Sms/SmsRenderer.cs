using Gateway.Channels.Texts;
using Gateway.Channels.Twilio;
using Gateway.Sessions;

namespace Gateway.Channels.Sms;

/// <summary>An entry as SMS: words alone, choices numbered, as few segments as its meaning allows.</summary>
internal static class SmsRenderer
{
    /// <summary>The most characters Twilio takes.</summary>
    public const int MaxLength = 1_600;

    /// <summary>Renders an entry.</summary>
    public static Rendering Render(OutboundContext context)
    {
        var locale = context.Delivery.Session.Locale;
        var entry = context.Delivery.Entry;
        var choices = Choices.Of(entry.Parts);
        var words = EntryText.Of(entry, MarkdownStyle.Plain);
        IEnumerable<string> paragraphs =
        [
            words,
            .. PartLines.Of(entry.Parts, locale, words).Select(part => part.Text),
            choices.Count == 0 ? "" : HowToChoose(choices, locale),
        ];
        var text = SmsText.Normalize(string.Join("\n\n", paragraphs.Where(paragraph => paragraph.Length > 0))).Trim();
        return text.Length == 0
            ? Rendering.Refused("empty", "There is nothing in this entry that could be sent.")
            : new Rendering(
                [.. TextSplitter.Split(text, MaxLength)
                .Select(
                    part => TwilioSender.ToWire(
                    new TwilioContent(Cheapest(part, context.Channel.SettingsOf<SmsSettings>().FoldAccents))))]);
    }

    private static string HowToChoose(IReadOnlyList<Choice> choices, string locale) =>
        choices.Any(choice => ConsentKeywords.IsStopWordOfTwilio(choice.Title))
        ? EntryWords.ChooseByNumberOnly(locale)
        : EntryWords.Choose(locale);

    private static string Cheapest(string text, bool mayFold) =>
        mayFold && SmsText.Fold(text) is var folded && folded.Length <= MaxLength
        && SmsSegments.Measure(folded).Segments < SmsSegments.Measure(text).Segments
            ? folded
            : text;
}
