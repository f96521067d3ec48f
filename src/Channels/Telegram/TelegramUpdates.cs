using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.Sessions.Texts;
using Telegram.Bot;
using Telegram.Bot.Requests;
using Telegram.Bot.Types;
using Telegram.Bot.Types.Enums;

namespace Gateway.Channels.Telegram;

/// <summary>
/// Reads updates. One that holds something the SDK does not know is read without it: who wrote where, and what is said
/// beside it, is not lost because of what Telegram has invented since.
/// </summary>
internal static class TelegramUpdates
{
    // The SDK's own would throw a message away for half a character in it.
    private static readonly JsonSerializerOptions Options = new(
        JsonBotAPI.Options)
    { Converters = { new WellFormedJson() } };

    private static readonly string[] Envelope =
    [
        "message_id", "date", "edit_date", "chat", "from", "sender_chat", "message_thread_id", "is_topic_message",
        "text", "caption",
    ];

    // What says that a group's message is meant for the bot; tried first, left out when it is the part that cannot be
    // read.
    private static readonly string[] Address = ["entities", "caption_entities"];

    private static readonly string[] Press = ["id", "from", "data"];

    /// <summary>Reads an update; null when nothing in it can be read, or it is none.</summary>
    public static Update? Read(ReadOnlySpan<byte> json)
    {
        if (TryRead(json) is { } update)
            return update;
        try
        {
            return JsonNode.Parse(json) is JsonObject unread ? ReadEnvelope(unread) : null;
        }
        catch (Exception error) when (error is JsonException or ArgumentException or InvalidOperationException)
        {
            // No JSON, a name that stands twice, a lone surrogate: the last two are found out only where they are
            // looked at.
            return null;
        }
    }

    /// <summary>Reads an update of a list; null when nothing in it can be read.</summary>
    public static Update? Read(JsonElement json) => Read(JsonSerializer.SerializeToUtf8Bytes(json));

    private static Update? ReadEnvelope(JsonObject update)
    {
        if (update["update_id"] is not { } id)
            return null;
        foreach (var kind in (string[])["message", "edited_message"])
        {
            if (update[kind] is JsonObject message)
                return TryRead(id, kind, Keep(message, [.. Envelope, .. Address]))
                ?? TryRead(id, kind, Keep(message, Envelope));
        }

        if (update["callback_query"] is not JsonObject query)
            return null;
        var pressed = Keep(query, Press);
        if (query["message"] is JsonObject below)
            pressed["message"] = Keep(below, Envelope);
        return TryRead(id, "callback_query", pressed);
    }

    private static JsonObject Keep(JsonObject from, string[] names) => new(names
        .Where(name => from[name] is not null)
        .Select(name => KeyValuePair.Create(name, from[name]?.DeepClone())));

    private static Update? TryRead(JsonNode id, string kind, JsonObject content) =>
        TryRead(
            JsonSerializer.SerializeToUtf8Bytes(new JsonObject { ["update_id"] = id.DeepClone(), [kind] = content }));

    [SuppressMessage(
        "Design", "CA1031",
        Justification = "The SDK's converters throw whatever comes to them at what they do not expect.")]
    private static Update? TryRead(ReadOnlySpan<byte> json)
    {
        try
        {
            return JsonSerializer.Deserialize<Update>(json, Options);
        }
        catch (Exception)
        {
            return null;
        }
    }

    /// <summary>
    /// Asks for updates as they stand on the wire: one that cannot be read must not take the others with it.
    /// </summary>
    public sealed class Request() : RequestBase<JsonElement[]>("getUpdates")
    {
        public int? Offset { get; set; }

        public int? Limit { get; set; }

        public int? Timeout { get; set; }

        public IEnumerable<UpdateType>? AllowedUpdates { get; set; }
    }
}
