using System.Globalization;
using System.Text.Json.Nodes;
using Gateway.Simulator.Chats;

namespace Gateway.Simulator.Telegram;

/// <summary>Carries what a simulated phone does in Telegram to the bot.</summary>
internal sealed class TelegramInbound(SimulatedTelegram telegram, TelegramUpdates updates, SimulatedChats chats, TimeProvider time)
{
    private int _lastQuery = (int)time.GetUtcNow().ToUnixTimeSeconds();

    /// <summary>Sends what was written or pressed.</summary>
    /// <param name="key">Whose phone, and which bot.</param>
    /// <param name="message">What.</param>
    /// <param name="messageId">The message's id.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Whether the gateway took it, or will ask for it.</returns>
    public Task<bool> SendAsync(ChatKey key, PhoneMessage message, int messageId, CancellationToken cancellationToken) =>
        message is { Data: { } data, BubbleId: { } id } && chats.Open(key).Find(id) is { } pressed
            ? updates.BringAsync("callback_query", Press(key, message, pressed, data), cancellationToken)
            : updates.BringAsync("message", Message(key, message, messageId), cancellationToken);

    private JsonObject Press(ChatKey key, PhoneMessage message, Bubble pressed, string data) => new()
    {
        ["id"] = Interlocked.Increment(ref _lastQuery).ToString(CultureInfo.InvariantCulture),
        ["from"] = SimulatedTelegram.UserOf(key.Person, message.Name, message.Locale),
        ["message"] = telegram.MessageOf(pressed, key.Person),
        ["chat_instance"] = SimulatedTelegram.IdOf(key.Person).ToString(CultureInfo.InvariantCulture),
        ["data"] = data,
    };

    private JsonObject Message(ChatKey key, PhoneMessage message, int messageId)
    {
        var update = new JsonObject
        {
            ["message_id"] = messageId,
            ["from"] = SimulatedTelegram.UserOf(key.Person, message.Name, message.Locale),
            ["chat"] = SimulatedTelegram.ChatOf(key.Person, message.Name),
            ["date"] = time.GetUtcNow().ToUnixTimeSeconds(),
        };
        if (message.SharesNumber)
        {
            update["contact"] = new JsonObject
            {
                ["phone_number"] = key.Person,
                ["first_name"] = message.Name is { Length: > 0 } ? message.Name : "Camille",
                ["user_id"] = SimulatedTelegram.IdOf(key.Person),
            };
        }
        else if (message.Location is { } place)
            update["location"] = new JsonObject { ["latitude"] = place.Latitude, ["longitude"] = place.Longitude };
        else if (message.PhotoId is { } photo)
        {
            update["photo"] = SimulatedTelegram.PhotoOf(photo);
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
}
