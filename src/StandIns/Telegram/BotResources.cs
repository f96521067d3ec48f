using System.Text.Json.Nodes;

namespace Gateway.StandIns.Telegram;

/// <summary>What the Bot API says of what it has ("Available types", Bot API).</summary>
public static class BotResources
{
    /// <summary>A message of a bot's.</summary>
    public static JsonObject Of(BotMessage message, JsonObject bot)
    {
        var json = Message(message.Chat, message.Id, message.At, bot);
        json[message.Photo is null ? "text" : "caption"] = message.Text;
        if (message.Photo is not null)
            json["photo"] = PhotoOf($"photo-{message.Id}");
        if (message.EditedAt is { } edited)
            json["edit_date"] = edited.ToUnixTimeSeconds();
        return json;
    }

    /// <summary>A photo as messages name it, in its one size.</summary>
    public static JsonArray PhotoOf(string fileId) =>
        [new JsonObject { ["file_id"] = fileId, ["file_unique_id"] = fileId, ["width"] = 800, ["height"] = 800 }];

    internal static JsonObject Message(long chat, int id, DateTimeOffset at, JsonObject from) => new()
    {
        ["message_id"] = id,
        ["from"] = from,
        ["chat"] = new JsonObject { ["id"] = chat, ["type"] = chat > 0 ? "private" : "supergroup" },
        ["date"] = at.ToUnixTimeSeconds(),
    };

    internal static JsonObject Of(BotUpdates updates)
    {
        var info = new JsonObject
        {
            ["url"] = updates.Url,
            ["has_custom_certificate"] = false,
            ["pending_update_count"] = updates.Waiting,
            ["max_connections"] = updates.MaxConnections,
        };
        if (updates.Allowed is { } allowed)
            info["allowed_updates"] = new JsonArray([.. allowed.Select(kind => JsonValue.Create(kind))]);
        if (updates is { LastError: { } error, LastErrorAt: { } at })
            (info["last_error_message"], info["last_error_date"]) = (error, at.ToUnixTimeSeconds());
        return info;
    }
}
