using System.Text;
using System.Text.Json.Nodes;

namespace Gateway.StandIns.Telegram;

/// <summary>Inline keyboards, as calls carry them.</summary>
internal static class BotKeyboard
{
    private const int MaxData = 64;
    private const int MaxButtons = 100;

    /// <summary>Reads a <c>reply_markup</c>.</summary>
    /// <param name="markup">It, or null.</param>
    /// <param name="rows">The buttons row by row.</param>
    /// <returns>What the Bot API says against it, or null.</returns>
    public static string? Read(JsonNode? markup, out IReadOnlyList<IReadOnlyList<BotButton>> rows)
    {
        rows = markup is JsonObject keyboard && keyboard["inline_keyboard"] is JsonArray given
            ? [.. given.OfType<JsonArray>().Select(row => row.OfType<JsonObject>().Select(ButtonOf).ToList())]
            : [];
        var buttons = rows.SelectMany(row => row).ToList();
        return buttons.Count > MaxButtons
            ? "Bad Request: inline keyboard has too many buttons"
            : buttons.Select(ProblemOf).FirstOrDefault(problem => problem is not null);
    }

    /// <summary>As messages have it.</summary>
    public static JsonObject Write(IReadOnlyList<IReadOnlyList<BotButton>> rows) =>
        new() { ["inline_keyboard"] = new JsonArray([.. rows.Select(row => new JsonArray([.. row.Select(JsonOf)]))]) };

    private static BotButton ButtonOf(JsonObject button) =>
        new(BotCall.TextOf(button["text"]) ?? "", BotCall.TextOf(button["callback_data"]), BotCall.TextOf(button["url"]));

    private static JsonObject JsonOf(BotButton button)
    {
        var json = new JsonObject { ["text"] = button.Text };
        if (button.Data is not null)
            json["callback_data"] = button.Data;
        if (button.Url is not null)
            json["url"] = button.Url;
        return json;
    }

    private static string? ProblemOf(BotButton button)
    {
        if (button.Text.Length == 0)
            return "Bad Request: can't parse inline keyboard button: Field \"text\" must be non-empty";
        if (button is { Data: null, Url: null })
            return "Bad Request: can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard";
        if (button.Data is { } data && Encoding.UTF8.GetByteCount(data) is < 1 or > MaxData)
            return "Bad Request: BUTTON_DATA_INVALID";
        return button.Url is { } url && !IsAddress(url) ? "Bad Request: BUTTON_URL_INVALID" : null;
    }

    private static bool IsAddress(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var address) &&
        (address.Scheme is not ("http" or "https") || address.Host.Contains('.', StringComparison.Ordinal));
}
