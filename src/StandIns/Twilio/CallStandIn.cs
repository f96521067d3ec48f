using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Gateway.StandIns.Twilio;

/// <summary>
/// Twilio's end of one media stream, whatever socket it goes over: the messages that it sends, and what it does with
/// those that it gets. It plays what it was sent in order and in real time, by the clock of whoever asks; only
/// <c>clear</c> takes anything back. A mark comes back when all before it was played, or thrown away.
/// </summary>
/// <param name="accountSid">AC and 32 hexadecimal digits.</param>
/// <param name="callSid">CA and 32 hexadecimal digits.</param>
/// <param name="streamSid">MZ and 32 hexadecimal digits.</param>
public sealed class CallStandIn(string accountSid, string callSid, string streamSid)
{
    /// <summary>Bytes that a millisecond of sound has.</summary>
    public const int BytesPerMs = 8;

    // What it is sent beyond that is thrown away (31931).
    private const int MostBufferedMs = 10 * 60 * 1_000;

    private readonly Queue<Item> _items = new();
    private readonly List<string> _violations = [];
    private long _sequence;
    private long _chunk;
    private double _playedUntilMs;
    private double _bufferedMs;

    /// <summary>The call.</summary>
    public string CallSid => callSid;

    /// <summary>The stream.</summary>
    public string StreamSid => streamSid;

    /// <summary>What came that a stream may not be sent; empty when all was well.</summary>
    public IReadOnlyList<string> Violations => _violations;

    /// <summary>How much of what it was sent was not played yet, in milliseconds.</summary>
    public double AheadAt(double nowMs) => _items.Count == 0 ? 0 : Math.Max(0, _playedUntilMs + _bufferedMs - nowMs);

    /// <summary>How often it was told to throw away what it had.</summary>
    public int Clears { get; private set; }

    /// <summary>Frames that it was sent.</summary>
    public int Frames { get; private set; }

    /// <summary>The first message.</summary>
    public static byte[] Connected() => """{"event":"connected","protocol":"Call","version":"1.0.0"}"""u8.ToArray();

    /// <summary>The second one.</summary>
    /// <param name="parameters">Those of the TwiML.</param>
    public byte[] Start(IEnumerable<KeyValuePair<string, string>> parameters)
    {
        var custom = new JsonObject();
        foreach (var (name, value) in parameters)
            custom[name] = value;
        return Message("start", new JsonObject
        {
            ["start"] = new JsonObject
            {
                ["streamSid"] = streamSid,
                ["accountSid"] = accountSid,
                ["callSid"] = callSid,
                ["tracks"] = new JsonArray("inbound"),
                ["mediaFormat"] = new JsonObject
                {
                    ["encoding"] = "audio/x-mulaw",
                    ["sampleRate"] = 8_000,
                    ["channels"] = 1,
                },
                ["customParameters"] = custom,
            },
        });
    }

    /// <summary>Some of the caller's sound, mu-law; 160 bytes as a rule.</summary>
    public byte[] Media(ReadOnlySpan<byte> sound) => Message("media", new JsonObject
    {
        ["media"] = new JsonObject
        {
            ["track"] = "inbound",
            ["chunk"] = (++_chunk).ToString(CultureInfo.InvariantCulture),
            ["timestamp"] = ((_chunk - 1) * 20).ToString(CultureInfo.InvariantCulture),
            ["payload"] = Convert.ToBase64String(sound),
        },
    });

    /// <summary>A key was pressed.</summary>
    /// <param name="digit"><c>0-9 * # A-D</c>.</param>
    public byte[] Dtmf(char digit) => Message("dtmf", new JsonObject
    {
        ["dtmf"] = new JsonObject { ["track"] = "inbound_track", ["digit"] = digit.ToString() },
    });

    /// <summary>The last message.</summary>
    public byte[] Stop() => Message("stop", new JsonObject
    {
        ["stop"] = new JsonObject { ["accountSid"] = accountSid, ["callSid"] = callSid },
    });

    /// <summary>Takes a message.</summary>
    /// <param name="message">As it came.</param>
    /// <param name="nowMs">Now, on the clock that <see cref="Play"/> goes by.</param>
    /// <param name="send">Takes what is sent back.</param>
    public void Take(ReadOnlySpan<byte> message, double nowMs, Action<byte[]> send)
    {
        ArgumentNullException.ThrowIfNull(send);
        JsonNode? json;
        try
        {
            json = JsonNode.Parse(message);
        }
        catch (JsonException)
        {
            _violations.Add("no JSON");
            return;
        }

        if ((string?)json?["streamSid"] != streamSid)
            _violations.Add("another stream's");
        switch ((string?)json?["event"])
        {
            case "media" when TextOf(json, "media", "payload") is { } payload:
                TakeSound(payload, nowMs);
                break;
            case "mark" when TextOf(json, "mark", "name") is { Length: > 0 } name:
                _items.Enqueue(new Item(null, name));
                break;
            case "clear":
                Clear(send);
                break;
            default:
                _violations.Add($"31924: {(string?)json?["event"]}");
                break;
        }
    }

    /// <summary>Plays what is due.</summary>
    /// <param name="nowMs">Now.</param>
    /// <param name="hear">Takes each piece of sound as it is played, with when it began.</param>
    /// <param name="send">Takes what is sent back.</param>
    public void Play(double nowMs, Action<byte[], double> hear, Action<byte[]> send)
    {
        ArgumentNullException.ThrowIfNull(hear);
        ArgumentNullException.ThrowIfNull(send);
        while (_items.TryPeek(out var item))
        {
            if (item.Sound is { } sound)
            {
                var length = (double)sound.Length / BytesPerMs;
                if (_playedUntilMs + length > nowMs)
                    return;
                hear(sound, _playedUntilMs);
                _playedUntilMs += length;
                _bufferedMs -= length;
            }
            else
            {
                send(Mark(item.Mark!));
            }

            _items.Dequeue();
        }
    }

    private static string? TextOf(JsonNode? json, string part, string field) =>
        json?[part] is JsonObject inner ? (string?)inner[field] : null;

    private void TakeSound(string payload, double nowMs)
    {
        byte[] sound;
        try
        {
            sound = Convert.FromBase64String(payload);
        }
        catch (FormatException)
        {
            _violations.Add("no Base64");
            return;
        }

        if (_bufferedMs <= 0)
            _playedUntilMs = Math.Max(_playedUntilMs, nowMs);
        if (_bufferedMs > MostBufferedMs)
        {
            _violations.Add("31931");
            return;
        }

        Frames++;
        _items.Enqueue(new Item(sound, null));
        _bufferedMs += (double)sound.Length / BytesPerMs;
    }

    private void Clear(Action<byte[]> send)
    {
        Clears++;
        var marks = _items.Where(item => item.Mark is not null).Select(item => item.Mark!).ToList();
        _items.Clear();
        _bufferedMs = 0;
        foreach (var mark in marks)
            send(Mark(mark));
    }

    private byte[] Mark(string name) =>
        Message("mark", new JsonObject { ["mark"] = new JsonObject { ["name"] = name } });

    private byte[] Message(string name, JsonObject content)
    {
        var message = new JsonObject
        {
            ["event"] = name,
            ["sequenceNumber"] = (++_sequence).ToString(CultureInfo.InvariantCulture),
            ["streamSid"] = streamSid,
        };
        foreach (var (key, value) in content.ToList())
        {
            content.Remove(key);
            message[key] = value;
        }

        return JsonSerializer.SerializeToUtf8Bytes(message);
    }

    private sealed record Item(byte[]? Sound, string? Mark);
}
