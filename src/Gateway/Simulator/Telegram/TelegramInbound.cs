using System.Globalization;
using System.Text.Json.Nodes;
using Gateway.Simulator.Chats;
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
    public Task<bool> SendAsync(ChatKey key, PhoneMessage message, int messageId, CancellationToken cancellationToken)
    {
        var person = new BotPerson(
            SimulatedTelegram.IdOf(key.Person),
            message.Name is { Length: > 0 } name ? name : "Camille",
            message.Locale == "en" ? "en" : "fr");
        if (message.Data is not { } data || Find(person, message.BubbleId) is not { } pressed)
            return updates.BringAsync("message", Message(person, key, message, messageId), cancellationToken);
        var query = Interlocked.Increment(ref _lastQuery).ToString(CultureInfo.InvariantCulture);
        var press = person.Press(query, telegram.Describe(pressed), data);
        return updates.BringAsync("callback_query", press, cancellationToken);
    }

    private JsonObject Message(BotPerson person, ChatKey key, PhoneMessage message, int messageId)
    {
        var update = person.Write(person.Id, messageId, time.GetUtcNow());
        if (message.SharesNumber)
        {
            update["contact"] = new JsonObject
            {
                ["phone_number"] = key.Person,
                ["first_name"] = person.Name,
                ["user_id"] = person.Id,
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
                update["entities"] = new JsonArray(CommandIn(text));
        }

        return update;
    }

    private static JsonObject CommandIn(string text) =>
        new() { ["type"] = "bot_command", ["offset"] = 0, ["length"] = text.Split(' ')[0].Length };

    private BotMessage? Find(BotPerson person, string? bubble) =>
        int.TryParse(bubble, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            ? telegram.Messages.Find(person.Id, id)
            : null;
}
