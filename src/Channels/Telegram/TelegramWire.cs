using System.Text.Json;
using Gateway.Sessions;

namespace Gateway.Channels.Telegram;

/// <summary>One message as the outbox keeps it, before it has a chat to go to.</summary>
/// <param name="Html">The text in Telegram's HTML; of pictures what stands below the first; may be empty only with
/// pictures.</param>
internal sealed record TelegramWire(string Html)
{
    /// <summary>What is read of <see cref="Html"/>: what is sent when Telegram cannot make sense of the HTML.</summary>
    public required string Plain { get; init; }

    /// <summary>Addresses of pictures: none is a text, one a photo, several an album.</summary>
    public IReadOnlyList<string>? Photos { get; init; }

    /// <summary>What stands below each picture of an album, in HTML; as many as pictures.</summary>
    public IReadOnlyList<string>? Captions { get; init; }

    /// <summary>Rows of buttons, or null. An album cannot have any.</summary>
    public IReadOnlyList<IReadOnlyList<TelegramButton>>? Buttons { get; init; }

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    public static TelegramWire Parse(string json) =>
        JsonSerializer.Deserialize<TelegramWire>(json, SessionJson.Options)!;

    /// <summary>The form the outbox keeps.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, SessionJson.Options);
}

/// <summary>A button below a message.</summary>
/// <param name="Text">What is shown.</param>
/// <param name="Data">What comes back when it is pressed; null of a button that opens <paramref name="Url"/>.</param>
/// <param name="Url">What it opens, or null.</param>
internal sealed record TelegramButton(string Text, string? Data, string? Url);
