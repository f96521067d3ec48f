using System.Text.Json.Nodes;

namespace Gateway.StandIns.Telegram;

/// <summary>What the Bot API answers ("Making requests", Bot API).</summary>
/// <param name="Result">What was asked for, or null.</param>
/// <param name="ErrorCode">0, or the HTTP status.</param>
/// <param name="Description">What went wrong, or null.</param>
/// <param name="Parameters">What helps against it (<c>retry_after</c>, <c>migrate_to_chat_id</c>), or null.</param>
public sealed record BotAnswer(
    JsonNode? Result, int ErrorCode = 0, string? Description = null, JsonObject? Parameters = null)
{
    /// <summary>It is done.</summary>
    public static BotAnswer True => new(JsonValue.Create(true));

    /// <summary>It was refused.</summary>
    public static BotAnswer Refused(int code, string description, JsonObject? parameters = null) =>
        new(null, code, description, parameters);

    /// <summary>As it goes over the wire.</summary>
    public JsonObject ToJson()
    {
        if (ErrorCode == 0)
            return new JsonObject { ["ok"] = true, ["result"] = Result };
        var refusal = new JsonObject { ["ok"] = false, ["error_code"] = ErrorCode, ["description"] = Description };
        if (Parameters is not null)
            refusal["parameters"] = Parameters;
        return refusal;
    }
}
