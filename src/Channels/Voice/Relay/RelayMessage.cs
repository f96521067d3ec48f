using System.Globalization;
using System.Text.Json;

namespace Gateway.Channels.Voice.Relay;

/// <summary>What a relay tells us.</summary>
internal enum RelayMessageKind
{
    /// <summary>Something we know nothing of.</summary>
    Unknown,

    /// <summary>Which call it is.</summary>
    Setup,

    /// <summary>What the caller said.</summary>
    Prompt,

    /// <summary>The caller broke in.</summary>
    Interrupt,

    /// <summary>A key was pressed.</summary>
    Dtmf,

    /// <summary>It did not understand us.</summary>
    Error,
}

/// <summary>
/// One message of Twilio's ConversationRelay (https://www.twilio.com/docs/voice/conversationrelay/websocket-messages).
/// Names that are not known are passed over.
/// </summary>
/// <param name="Kind">What it is.</param>
internal sealed record RelayMessage(RelayMessageKind Kind)
{
    private const int MaxText = 8_000;
    private const int MaxShort = 200;

    /// <summary>Twilio's id of the call; empty when it is not said.</summary>
    public string CallSid { get; private init; } = "";

    /// <summary>The ticket that our answer gave it; empty when there is none.</summary>
    public string Ticket { get; private init; } = "";

    /// <summary>What was said, or what the caller heard of us, or what was wrong; may be empty.</summary>
    public string Text { get; private init; } = "";

    /// <summary>Whether the caller has finished.</summary>
    public bool IsLast { get; private init; } = true;

    /// <summary>The language that was heard, such as <c>fr-FR</c>; empty when it is not said.</summary>
    public string Language { get; private init; } = "";

    /// <summary>The key; NUL for none.</summary>
    public char Digit { get; private init; }

    /// <summary>Reads one.</summary>
    /// <returns>Null when it is no message at all.</returns>
    public static RelayMessage? Read(ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 16 });
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object)
                return null;
            return TextOf(root, "type", MaxShort) switch
            {
                "setup" => new RelayMessage(RelayMessageKind.Setup)
                {
                    CallSid = TextOf(root, "callSid", MaxShort),
                    Ticket = root.TryGetProperty("customParameters", out var own)
                        && own.ValueKind == JsonValueKind.Object
                        ? TextOf(own, "ticket", MaxShort)
                        : "",
                },
                "prompt" => new RelayMessage(RelayMessageKind.Prompt)
                {
                    Text = TextOf(root, "voicePrompt", MaxText),
                    Language = TextOf(root, "lang", MaxShort),
                    IsLast = !root.TryGetProperty("last", out var last) || last.ValueKind != JsonValueKind.False,
                },
                "interrupt" => new RelayMessage(RelayMessageKind.Interrupt)
                {
                    Text = TextOf(root, "utteranceUntilInterrupt", MaxText),
                },
                "dtmf" => new RelayMessage(RelayMessageKind.Dtmf)
                {
                    Digit = TextOf(root, "digit", MaxShort) is [var key] && IsKey(key) ? key : '\0',
                },
                "error" => new RelayMessage(RelayMessageKind.Error) { Text = TextOf(root, "description", MaxShort) },
                _ => new RelayMessage(RelayMessageKind.Unknown),
            };
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            // A text with a lone surrogate is well-formed JSON and cannot be read as a string.
            return null;
        }
    }

    private static bool IsKey(char key) => char.IsAsciiDigit(key) || key is '*' or '#' or (>= 'A' and <= 'D');

    private static string TextOf(JsonElement json, string name, int most)
    {
        if (!json.TryGetProperty(name, out var value))
            return "";
        var text = value.ValueKind switch
        {
            JsonValueKind.String => value.GetString()!,
            JsonValueKind.Number => value.GetDouble().ToString(CultureInfo.InvariantCulture),
            _ => "",
        };
        return text.Length <= most ? text : text[..most];
    }
}
