using Gateway.Channels.Texts;
using Gateway.Sessions;
using Gateway.Sessions.Texts;

namespace Gateway.Channels.Telegram;

/// <summary>Lays out the buttons of an entry: its choices, then what opens an address.</summary>
internal static class TelegramKeyboard
{
    /// <summary>The most buttons that Telegram takes.</summary>
    public const int MostButtons = 100;

    private const int MostInRow = 3;
    private const int RowLength = 36;
    private const int MaxTitle = 64;

    /// <summary>Rows of buttons; null when there are none.</summary>
    /// <param name="session">The session, for what the choices carry.</param>
    /// <param name="seq">The entry.</param>
    /// <param name="parts">Its parts.</param>
    /// <param name="open">Reads an address that a button shall open; null when Telegram would not.</param>
    public static IReadOnlyList<IReadOnlyList<TelegramButton>>? Of(
        SessionId session, long seq, IReadOnlyList<Part> parts, Func<string, string?> open)
    {
        var choices = Choices.Of(parts).Select((choice, index) =>
            new TelegramButton(Title(choice.Title), TelegramChoice.Of(session, seq, index).ToString(), Url: null));
        var links = Links(parts).Select(link => (link.Title, Url: open(link.Url))).Where(link => link.Url is not null)
            .Select(link => new TelegramButton(Title(link.Title), Data: null, link.Url));
        return Rows(
            [.. choices.Concat(links).Where(button => button.Text.Length > 0).Take(MostButtons)]) is { Count: > 0 } rows
            ? rows
            : null;
    }

    /// <summary>What opens an address, in order.</summary>
    public static IEnumerable<(string Title, string Url)> Links(IReadOnlyList<Part> parts) => parts.SelectMany(
        part => part switch
    {
        LinkPart link => [(link.Title, link.Url)],
        CardPart card => card.Actions.Where(action => action.Url is not null)
            .Select(action => (action.Title, action.Url!)),
        _ => Enumerable.Empty<(string, string)>(),
    });

    private static string Title(string title) =>
        WellFormed.Shorten(CleanText.Of(title).ReplaceLineEndings(" ").Trim(), MaxTitle);

    private static List<IReadOnlyList<TelegramButton>> Rows(IReadOnlyList<TelegramButton> buttons)
    {
        var rows = new List<IReadOnlyList<TelegramButton>>();
        var row = new List<TelegramButton>();
        foreach (var button in buttons)
        {
            if (row.Count == MostInRow || (row.Count > 0 && Fits(row, button) is false))
            {
                rows.Add(row);
                row = [];
            }

            row.Add(button);
        }

        if (row.Count > 0)
            rows.Add(row);
        return rows;
    }

    // Telegram gives the buttons of a row the same width.
    private static bool Fits(List<TelegramButton> row, TelegramButton next) =>
        row.Append(next).Max(button => button.Text.Length) * (row.Count + 1) <= RowLength;
}
