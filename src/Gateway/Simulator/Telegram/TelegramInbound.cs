using System.Globalization;
using System.Text.Json.Nodes;
using Gateway.StandIns.Telegram;

namespace Gateway.Simulator.Telegram;

/// <summary>Carries what a simulated phone does in Telegram to the bot.</summary>
internal sealed class TelegramInbound(SimulatedTelegram telegram, TelegramUpdates updates, TimeProvider time)
{
    private int _lastQuery = (int)time.GetUtcNow().ToUnixTimeSeconds();

    /// <summary>Sends what was written or pressed.</summary>
    /// <param name="key">Whose phone, and which bot.</param>
    /// <param name="message">What.</param>
    /// <param name="messageId">The message's id.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Whether the gateway took it, or will ask for it.</returns>
    public Task<bool> SendAsync(ChatKey key, PhoneMessage message, int messageId, CancellationToken cancellationToken) =>
        message.Data is { } data && Find(key, message.BubbleId) is { } pressed
            ? updates.BringAsync("callback_query", Press(key, message, pressed, data), cancellationToken)
            : updates.BringAsync("message", Message(key, message, messageId), cancellationToken);

    private JsonObject Press(ChatKey key, PhoneMessage message, BotMessage pressed, string data) => new()
    {
        ["id"] = Interlocked.Increment(ref _lastQuery).ToString(CultureInfo.InvariantCulture),
        ["from"] = UserOf(key, message),
        ["message"] = telegram.Describe(pressed),
        ["chat_instance"] = SimulatedTelegram.IdOf(key.Person).ToString(CultureInfo.InvariantCulture),
        ["data"] = data,
    };

    private JsonObject Message(ChatKey key, PhoneMessage message, int messageId)
    {
        var update = new JsonObject
        {
            ["message_id"] = messageId,
            ["from"] = UserOf(key, message),
            ["chat"] = ChatOf(key, message),
            ["date"] = time.GetUtcNow().ToUnixTimeSeconds(),
        };
        if (message.SharesNumber)
        {
            update["contact"] = new JsonObject
            {
                ["phone_number"] = key.Person,
                ["first_name"] = NameOf(message),
                ["user_id"] = SimulatedTelegram.IdOf(key.Person),
            };
        }
        else if (message.Location is { } place)
            update["location"] = new JsonObject { ["latitude"] = place.Latitude, ["longitude"] = place.Longitude };
        else if (message.PhotoId is { } photo)
        {
            update["photo"] = BotResources.PhotoOf(photo);
            if (message.Text is { Length: > 0 } caption)
                update["caption"] = caption;
        }
        else
        {
            update["text"] = message.Text;
            if (message.Text is { } text && text.StartsWith('/'))
                update["entities"] = new JsonArray(new JsonObject { ["type"] = "bot_command", ["offset"] = 0, ["length"] = text.Split(' ')[0].Length });
        }

        return update;
    }

    private BotMessage? Find(ChatKey key, string? bubble) => int.TryParse(bubble, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
        ? telegram.Messages.Find(SimulatedTelegram.IdOf(key.Person), id)
        : null;

    private static JsonObject UserOf(ChatKey key, PhoneMessage message) => new()
    {
        ["id"] = SimulatedTelegram.IdOf(key.Person),
        ["is_bot"] = false,
        ["first_name"] = NameOf(message),
        ["language_code"] = message.Locale == "en" ? "en" : "fr",
    };

    private static JsonObject ChatOf(ChatKey key, PhoneMessage message) => new()
    {
        ["id"] = SimulatedTelegram.IdOf(key.Person),
        ["type"] = "private",
        ["first_name"] = NameOf(message),
    };

    private static string NameOf(PhoneMessage message) => message.Name is { Length: > 0 } name ? name : "Camille";
}
