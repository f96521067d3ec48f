using System.Net.WebSockets;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Gateway.Testing.Speech;

/// <summary>
/// ElevenLabs' realtime recognition and its streamed voices with time stamps, as their own client's sources describe
/// them.
/// </summary>
public sealed class FakeElevenLabs : SpeechVendor
{
    private const int PieceBytes = 2_000;
    private const int PartialBytes = 4_000;

    /// <summary>What is understood of mu-law; by default nothing.</summary>
    public Func<byte[], string> Hears { get; set; } = _ => "";

    /// <summary>What a text sounds like, in mu-law; by default 60 ms of a tone for each letter.</summary>
    public Func<string, byte[]> Speaks { get; set; } = text => ScriptedSound.Tone(500, text.Length * 480);

    /// <summary>Whether a commit without words is told as <c>insufficient_audio_activity</c>.</summary>
    public bool ComplainsOfSilence { get; set; }

    /// <summary>The error it tells of when it errs.</summary>
    public string Error { get; set; } = "transcriber_error";

    /// <summary>Whether the times of each piece begin anew.</summary>
    public bool TimesBeginAnew { get; set; }

    /// <summary>Lets the next pieces of a voice go; null: all go at once.</summary>
    public SemaphoreSlim? Pieces { get; set; }

    /// <inheritdoc/>
    protected override void Map(WebApplication app)
    {
        app.Map("/v1/speech-to-text/realtime", HearAsync);
        app.MapPost("/v1/text-to-speech/{voice}/stream/with-timestamps", SpeakAsync);
    }

    private static Task SayAsync(WebSocket socket, object message) => socket.SendAsync(
        JsonSerializer.SerializeToUtf8Bytes(message), WebSocketMessageType.Text, endOfMessage: true, default);

    private async Task HearAsync(HttpContext http)
    {
        if (await FailsAtOnceAsync(http, http.Request.Headers["xi-api-key"]))
            return;
        var sound = new List<byte>();
        var told = 0;
        var isGreeted = false;
        await ListenAsync(http, async (socket, message, type) =>
        {
            if (!isGreeted)
                await SayAsync(socket, new { message_type = "session_started", session_id = "s1", config = new { } });
            isGreeted = true;
            var chunk = JsonNode.Parse(message.Span)!;
            var bytes = Convert.FromBase64String((string)chunk["audio_base_64"]!);
            if (type != WebSocketMessageType.Text || (string?)chunk["message_type"] != "input_audio_chunk"
                || (int?)chunk["sample_rate"] != 8_000 || chunk["commit"] is null)
            {
                await SayAsync(socket, new { message_type = "input_error", error = "The chunk is wrong." });
                return true;
            }

            sound.AddRange(bytes);
            var isCommit = (bool)chunk["commit"]!;
            See(isCommit ? "commit" : bytes.Length == 0 ? "alive" : $"sound {bytes.Length}");
            if (isCommit)
                Asked();
            if (bytes.Length > 0 && Fault != SpeechFault.None)
                return await MisbehaveAsync(socket);
            if (Fault == SpeechFault.Hangs)
                return true;
            if (isCommit)
            {
                var words = Hears([.. sound]);
                sound.Clear();
                told = 0;
                await ThinkAsync();
                await SayAsync(
                    socket,
                    words.Length == 0 && ComplainsOfSilence
                        ? new { message_type = "insufficient_audio_activity", error = "Too little was said." }
                        : new { message_type = "committed_transcript", text = words });
            }
            else if (sound.Count - told >= PartialBytes && Hears([.. sound]) is { Length: > 0 } soFar)
            {
                told = sound.Count;
                await SayAsync(socket, new { message_type = "partial_transcript", text = soFar });
            }

            return true;
        });
    }

    private async Task<bool> MisbehaveAsync(WebSocket socket)
    {
        switch (Fault)
        {
            case SpeechFault.Breaks:
                return false;
            case SpeechFault.Errs:
                await SayAsync(socket, new { message_type = Error, error = "It went wrong." });
                break;
            case SpeechFault.Garbage:
                await socket.SendAsync("}{ no JSON"u8.ToArray(), WebSocketMessageType.Text, true, default);
                break;
        }

        return true;
    }

    private async Task SpeakAsync(HttpContext http, string voice)
    {
        if (await FailsAtOnceAsync(http, http.Request.Headers["xi-api-key"]))
            return;
        var body = (await JsonNode.ParseAsync(http.Request.Body, cancellationToken: http.RequestAborted))!;
        See($"{voice} {body.ToJsonString()}");
        var text = (string)body["text"]!;
        if (http.Request.Query["output_format"] != "ulaw_8000" || body["model_id"] is null)
        {
            http.Response.StatusCode = 422;
            return;
        }

        Asked();
        await ThinkAsync();
        var sound = Speaks(text);
        for (var at = 0; at < sound.Length; at += PieceBytes)
        {
            if (Pieces is { } gate)
                await gate.WaitAsync(http.RequestAborted);
            var end = Math.Min(at + PieceBytes, sound.Length);
            await http.Response.WriteAsync(LineOf(text, sound, at, end) + "\n", http.RequestAborted);
            await http.Response.Body.FlushAsync(http.RequestAborted);
            switch (Fault)
            {
                case SpeechFault.Breaks:
                    http.Abort();
                    return;
                case SpeechFault.Hangs:
                    Asked();
                    await HangAsync(http);
                    return;
                case SpeechFault.Garbage or SpeechFault.Errs:
                    await http.Response.WriteAsync("{\"detail\":\n", http.RequestAborted);
                    return;
            }
        }
    }

    /// <summary>The letters are spread evenly over the sound; a piece tells of those that begin in it.</summary>
    private string LineOf(string text, byte[] sound, int from, int to)
    {
        var perLetter = (double)sound.Length / text.Length;
        var letters = Enumerable.Range(0, text.Length)
            .Where(i => (int)(i * perLetter) >= from && (int)(i * perLetter) < to).ToArray();
        var anew = TimesBeginAnew ? from / 8_000.0 : 0;
        return JsonSerializer.Serialize(new
        {
            audio_base64 = Convert.ToBase64String(sound.AsSpan(from, to - from)),
            alignment = letters.Length == 0 ? null : new
            {
                characters = letters.Select(i => text[i].ToString()),
                character_start_times_seconds = letters.Select(i => i * perLetter / 8_000 - anew),
                character_end_times_seconds = letters.Select(i => (i + 1) * perLetter / 8_000 - anew),
            },
        });
    }
}
