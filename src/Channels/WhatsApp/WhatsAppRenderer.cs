using System.Globalization;
using System.Text.Json;
using Gateway.Channels.Texts;
using Gateway.Channels.Twilio;
using Gateway.Sessions;
using Gateway.Sessions.Workspaces;

namespace Gateway.Channels.WhatsApp;

/// <summary>
/// An entry in WhatsApp's notation: choices numbered or as buttons of a template, pictures where they can be fetched, a
/// template where free text is not allowed.
/// </summary>
internal static class WhatsAppRenderer
{
    /// <summary>The most characters Twilio takes.</summary>
    public const int MaxLength = 1_600;

    private const int MaxButtonTextLength = 1_024;
    private const int MaxButtonTitleLength = 20;
    private const int MaxButtonPayloadLength = 200;

    private static readonly string[] PictureEndings = [".jpg", ".jpeg", ".png"];

    /// <summary>Renders an entry.</summary>
    /// <param name="context">The delivery.</param>
    /// <param name="publicAddress">Where our own pictures can be fetched, or null.</param>
    public static Rendering Render(OutboundContext context, Uri? publicAddress)
    {
        if (context.WindowClosed || !WhatsAppWindow.IsOpen(context.Delivery))
            return RenderTemplate(context);
        var contents = ContentsOf(context, publicAddress).Select(TwilioSender.ToWire).ToList();
        return contents.Count == 0
            ? Rendering.Refused("empty", "There is nothing in this entry that could be sent.")
            : new Rendering(contents);
    }

    private static Rendering RenderTemplate(OutboundContext context)
    {
        if (context.Channel.SettingsOf<WhatsAppSettings>().Template is not { } template)
        {
            return Rendering.Refused(
                "63016",
                "More than 24 hours have passed since the contact last wrote; WhatsApp takes an approved template only, and the workspace names none. Wait until they write, or set the channel's template.");
        }

        var variables = template.Variables.ToDictionary(
            variable => variable.Key,
            variable => variable.Value.Replace(
            "{name}", EntryText.Plain(context.Workspace.Name, MarkdownStyle.WhatsApp), StringComparison.Ordinal));
        return new Rendering(
            [TwilioSender.ToWire(
            new TwilioContent(
            null as string) { Template = template.ContentSid,
            Variables = variables.Count == 0 ? null : ToJson(variables) })]);
    }

    private static IEnumerable<TwilioContent> ContentsOf(OutboundContext context, Uri? publicAddress)
    {
        var locale = context.Delivery.Session.Locale;
        var entry = context.Delivery.Entry;
        var choices = Choices.Of(entry.Parts);
        var buttons = ButtonsFor(context.Channel, choices);
        List<(string Text, string? Picture)> blocks =
        [
            (EntryText.Of(entry, MarkdownStyle.WhatsApp), null),
            .. PartLines.Of(entry.Parts, locale, EntryText.Of(entry, MarkdownStyle.Plain), areNumbered: buttons is null)
                .Select(
                    part => (EntryText.Plain(part.Text, MarkdownStyle.WhatsApp),
                    part.Part is CardPart card ? PictureOf(card.ImageUrl, publicAddress) : null)),
            (choices.Count > 0 && buttons is null ? EntryWords.Choose(locale) : "", null),
        ];
        blocks.RemoveAll(block => block.Text.Length == 0);
        if (buttons is null)
            return blocks.Count == 0 ? [] : Messages(blocks);

        // A template's variable takes one line: that of the question.
        var question = EntryWords.YourChoice(locale);
        if (blocks is [.., (var last, null)] && LastParagraph(last) is var (before, paragraph)
            && paragraph.Length <= MaxButtonTextLength)
        {
            question = paragraph;
            blocks.RemoveAt(blocks.Count - 1);
            if (before.Length > 0)
                blocks.Add((before, null));
        }

        return [.. Messages(blocks),
            new TwilioContent(
            null as string) { Template = buttons, Variables = ToJson(VariablesOf(question, choices)) }];
    }

    // Neighbouring texts are one message; a picture and its text are one of their own.
    private static IEnumerable<TwilioContent> Messages(IReadOnlyList<(string Text, string? Picture)> blocks)
    {
        var waiting = new List<string>();
        foreach (var (text, picture) in blocks)
        {
            if (picture is null || text.Length > MaxButtonTextLength)
            {
                waiting.Add(text);
                continue;
            }

            foreach (var message in Texts(waiting))
                yield return message;
            waiting.Clear();
            yield return new TwilioContent(text) { Media = [picture] };
        }

        foreach (var message in Texts(waiting))
            yield return message;
    }

    private static IEnumerable<TwilioContent> Texts(List<string> waiting) =>
        waiting.Count == 0
            ? []
            : TextSplitter.Split(string.Join("\n\n", waiting), MaxLength).Select(text => new TwilioContent(text));

    private static string? ButtonsFor(WorkspaceChannel channel, IReadOnlyList<Choice> choices) =>
        choices.Count > 0 &&
        channel.SettingsOf<WhatsAppSettings>().ButtonTemplates.TryGetValue(choices.Count, out var template) &&
        choices.All(
            choice => choice.Title.Trim().Length is > 0 and <= MaxButtonTitleLength
            && (choice.Payload?.Length ?? 0) <= MaxButtonPayloadLength)
            ? template
            : null;

    private static Dictionary<string, string> VariablesOf(string question, IReadOnlyList<Choice> choices)
    {
        var variables = new Dictionary<string, string> { ["1"] = question };
        foreach (var text in choices.SelectMany(
            choice => new[] { OneLine(choice.Title),
            choice.Payload is { Length: > 0 } payload ? payload : OneLine(choice.Title) }))
            variables[(variables.Count + 1).ToString(CultureInfo.InvariantCulture)] = text;
        return variables;
    }

    private static (string Before, string Paragraph) LastParagraph(string text)
    {
        var start = text.LastIndexOf("\n\n", StringComparison.Ordinal);
        return start < 0 ? ("", OneLine(text)) : (text[..start].TrimEnd(), OneLine(text[start..]));
    }

    private static string? PictureOf(string? address, Uri? publicAddress)
    {
        var isAbsolute = Uri.TryCreate(address, UriKind.Absolute, out var picture)
            && picture.Scheme != Uri.UriSchemeFile;
        if (!isAbsolute
            && (address is not ['/', ..] || publicAddress is null
            || !Uri.TryCreate(publicAddress, address, out picture)))
            return null;
        var isReachable = picture!.Scheme == Uri.UriSchemeHttps && !picture.IsLoopback;
        return isReachable
            && PictureEndings.Any(ending => picture.AbsolutePath.EndsWith(ending, StringComparison.OrdinalIgnoreCase))
            ? picture.AbsoluteUri
            : null;
    }

    private static string OneLine(string text) => CleanText.Of(text).ReplaceLineEndings(" ").Trim();

    private static string ToJson(Dictionary<string, string> variables) =>
        JsonSerializer.Serialize(variables, SessionJson.Options);
}
