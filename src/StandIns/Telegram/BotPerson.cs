using System.Text.Json.Nodes;

namespace Gateway.StandIns.Telegram;

/// <summary>Someone who writes to the bot, as updates tell of it ("Message" and "CallbackQuery", Bot API).</summary>
/// <param name="Id">Theirs, and that of their chat with the bot.</param>
/// <param name="Name">Their first name.</param>
/// <param name="Language">Of their Telegram, such as <c>fr</c>.</param>
public sealed record BotPerson(long Id, string Name, string Language)
{
    /// <summary>What they write.</summary>
    /// <param name="chat">Where: a group's id is negative.</param>
    /// <param name="id">The message's number.</param>
    /// <param name="at">When.</param>
    /// <param name="text">The words; null when they send something else, which is then to be added.</param>
    public JsonObject Write(long chat, int id, DateTimeOffset at, string? text = null)
    {
        var message = BotResources.Message(chat, id, at, User());
        if (text is not null)
            message["text"] = text;
        return message;
    }

    /// <summary>Their press of a button.</summary>
    /// <param name="id">The press's own.</param>
    /// <param name="message">What the button stands below.</param>
    /// <param name="data">The button's.</param>
    public JsonObject Press(string id, JsonObject message, string? data) =>
        new() { ["id"] = id, ["from"] = User(), ["message"] = message, ["chat_instance"] = $"{Id}", ["data"] = data };

    private JsonObject User() =>
        new() { ["id"] = Id, ["is_bot"] = false, ["first_name"] = Name, ["language_code"] = Language };
}
