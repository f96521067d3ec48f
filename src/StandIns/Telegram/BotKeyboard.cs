using System.Text;

namespace Gateway.StandIns.Telegram;

/// <summary>Inline keyboards.</summary>
internal static class BotKeyboard
{
    private const int MaxData = 64;
    private const int MaxButtons = 100;

    /// <summary>Reads that of a call.</summary>
    /// <param name="call">A message that is sent or changed.</param>
    /// <param name="rows">The buttons row by row.</param>
    /// <returns>What the Bot API says against it after <c>Bad Request</c>, or null.</returns>
    public static string? Read(BotCall call, out IReadOnlyList<IReadOnlyList<BotButton>> rows)
    {
        var written = call.Part("reply_markup")?.Rows("inline_keyboard") ?? [];
        rows = [.. written.Select(row => row.Select(ButtonOf).ToList())];
        var buttons = rows.SelectMany(row => row).ToList();
        return buttons.Count > MaxButtons
            ? "inline keyboard has too many buttons"
            : buttons.Select(ProblemOf).FirstOrDefault(problem => problem is not null);
    }

    private static BotButton ButtonOf(BotCall button) =>
        new(button.Text("text") ?? "", button.Text("callback_data"), button.Text("url"));

    private static string? ProblemOf(BotButton button)
    {
        if (button.Text.Length == 0)
            return "can't parse inline keyboard button: Field \"text\" must be non-empty";
        if (button is { Data: null, Url: null })
            return "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard";
        if (button.Data is { } data && Encoding.UTF8.GetByteCount(data) is < 1 or > MaxData)
            return "BUTTON_DATA_INVALID";
        return button.Url is { } url && !IsAddress(url) ? "BUTTON_URL_INVALID" : null;
    }

    private static bool IsAddress(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var address) &&
        (address.Scheme is not ("http" or "https") || address.Host.Contains('.', StringComparison.Ordinal));
}
