using Gateway.Channels.Texts;
using Gateway.Sessions;
using Gateway.Sessions.Deliveries;

namespace Gateway.Channels.Telegram;

/// <summary>
/// Renders entries: the words first, then the pictures of cards, the buttons below whatever comes last. Pure.
/// </summary>
/// <param name="publicAddress">Where Telegram finds the pictures of our own catalogue.</param>
internal sealed class TelegramRenderer(PublicAddress publicAddress)
{
    /// <summary>The most UTF-16 units of a message, after its HTML has been read ("sendMessage", Bot API).</summary>
    public const int MaxText = 4_096;

    /// <summary>The same below a picture.</summary>
    public const int MaxCaption = 1_024;

    private const int MostPhotos = 10;

    /// <summary>The messages of an entry, in order; none when it says nothing.</summary>
    public IReadOnlyList<TelegramWire> Render(OutboundEntry delivery)
    {
        var entry = delivery.Entry;
        var locale = delivery.Session.Locale;
        var text = new List<StyledRun>(Words(entry));
        var pictured = entry.Parts.OfType<CardPart>()
            .Select(card => (Card: card, Photo: Photo(card.ImageUrl)))
            .Where(card => card.Photo is not null)
            .Take(MostPhotos)
            .ToList();
        var isAlbum = pictured.Count > 1;

        // An album's captions are only seen when a picture is opened, so its cards are told in words as well.
        foreach (var card in entry.Parts.OfType<CardPart>()
            .Where(card => !isAlbum && !pictured.Exists(one => ReferenceEquals(one.Card, card))))
            Append(text, Describe(card, locale));
        foreach (var part in entry.Parts.Where(
            part => part is not (CardPart or LinkPart or QuickRepliesPart or SlotsPart)))
            Append(
                text,
                StyledText.Plain(
                string.Join('\n', PartLines.Of([part], locale, areNumbered: false).Select(line => line.Text))));
        var said = StyledText.WordsOf(text);
        foreach (var (title, url) in TelegramKeyboard.Links(entry.Parts)
            .Where(link => Openable(link.Url) is null && !LinkText.IsSaid(link.Title, link.Url, said)))
            Append(text, StyledText.Plain(LinkText.Line(title, Absolute(url)?.AbsoluteUri ?? url, locale)));

        List<TelegramWire> messages = [.. Texts(text)];
        if (isAlbum)
        {
            messages.Add(Album(pictured, locale));
            var told = new List<StyledRun>();
            foreach (var card in entry.Parts.OfType<CardPart>())
                Append(told, Describe(card, locale));
            messages.AddRange(Texts(told));
        }
        else if (pictured is [var (only, photo)])
        {
            messages.AddRange(Pictured(Describe(only, locale), photo!));
        }

        return WithButtons(
            messages, TelegramKeyboard.Of(delivery.Id.Session, entry.Seq, entry.Parts, Openable), locale);
    }

    /// <summary>
    /// The first message of a reply that is still being worded; null when there is nothing to see yet.
    /// </summary>
    public static TelegramWire? Preview(string text) => Texts(TelegramText.Read(text)).FirstOrDefault();

    // What a person wrote is shown as they wrote it.
    private static IReadOnlyList<StyledRun> Words(Entry entry) =>
        AgentMarkdown.IsSpokenBy(entry.Role) ? TelegramText.Read(entry.Text) : StyledText.Plain(entry.Text);

    private static IEnumerable<TelegramWire> Texts(IReadOnlyList<StyledRun> runs) =>
        TelegramText.Cut(runs, MaxText).Select(Wire);

    private static TelegramWire Wire(IReadOnlyList<StyledRun> runs) =>
        new(TelegramHtml.Write(runs)) { Plain = StyledText.WordsOf(runs) };

    private static void Append(List<StyledRun> text, IReadOnlyList<StyledRun> paragraph)
    {
        if (text.Count > 0 && paragraph.Count > 0)
            text.Add(new StyledRun("\n\n"));
        text.AddRange(paragraph);
    }

    private static List<StyledRun> Describe(CardPart card, string locale)
    {
        var lines = new List<StyledRun>();
        foreach (var run in (StyledRun[])[
            new(CleanText.Of(card.Title).Trim(), TextStyle.Bold),
            new(CleanText.Of(card.Text ?? "").Trim()),
            new(card.Price?.ToText(locale) ?? ""),
        ])
        {
            if (run.Text.Length == 0)
                continue;
            if (lines.Count > 0)
                lines.Add(new StyledRun("\n"));
            lines.Add(run);
        }

        return lines;
    }

    private static IEnumerable<TelegramWire> Pictured(IReadOnlyList<StyledRun> caption, string photo)
    {
        var pieces = TelegramText.Cut(caption, MaxCaption);
        yield return Wire(pieces.Count > 0 ? pieces[0] : []) with { Photos = [photo] };
        foreach (var piece in pieces.Skip(1))
            yield return Wire(piece);
    }

    private static TelegramWire Album(List<(CardPart Card, string? Photo)> pictured, string locale) => new("")
    {
        Plain = "",
        Photos = [.. pictured.Select(one => one.Photo!)],
        Captions = [.. pictured.Select(
            one => TelegramText.Cut(Describe(one.Card, locale), MaxCaption) is [var caption, ..]
            ? TelegramHtml.Write(caption)
            : "")],
    };

    private static List<TelegramWire> WithButtons(
        List<TelegramWire> messages, IReadOnlyList<IReadOnlyList<TelegramButton>>? buttons, string locale)
    {
        if (buttons is null)
            return messages;
        if (messages.Count == 0 || messages[^1].Photos is { Count: > 1 })
            messages.Add(Wire(StyledText.Plain(TelegramWords.In(locale).Choose)));
        messages[^1] = messages[^1] with { Buttons = buttons };
        return messages;
    }

    /// <summary>The address of a picture, where Telegram's servers can reach it; null when they cannot.</summary>
    private string? Photo(string? url) =>
        Absolute(url) is { Scheme: "https" or "http" } address && IsReachable(address) ? address.AbsoluteUri : null;

    /// <summary>The address a button can open; Telegram's take http, https and tg.</summary>
    private string? Openable(string url) => Absolute(url) switch
    {
        { Scheme: "tg" } address => address.AbsoluteUri,
        { Scheme: "http" or "https" } address when IsReachable(address) => address.AbsoluteUri,
        _ => null,
    };

    private Uri? Absolute(string? url)
    {
        if (string.IsNullOrWhiteSpace(url))
            return null;
        if (url.StartsWith('/') && !url.StartsWith("//", StringComparison.Ordinal))
            return publicAddress.Configured is { } home
                && Uri.TryCreate(home.AbsoluteUri.TrimEnd('/') + url, UriKind.Absolute, out var ours) ? ours : null;
        return Uri.TryCreate(url, UriKind.Absolute, out var address) && !address.IsFile ? address : null;
    }

    // Telegram refuses the whole message for an address without a dot in its host.
    private static bool IsReachable(Uri address) =>
        !address.IsLoopback && address.Host.Contains('.', StringComparison.Ordinal);
}
