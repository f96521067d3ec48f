using System.Net.WebSockets;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Gateway.Testing.Speech;

/// <summary>Deepgram's live recognition, as its documentation describes it.</summary>
public sealed class FakeDeepgram : SpeechVendor
{
    private const int PartialBytes = 4_000;

    /// <summary>What is understood of mu-law; by default nothing.</summary>
    public Func<byte[], string> Hears { get; set; } = _ => "";

    /// <summary>Whether <c>Finalize</c> is left without an answer, as it is where little is left to tell.</summary>
    public bool LeavesUnanswered { get; set; }

    /// <inheritdoc/>
    protected override void Map(WebApplication app) => app.Map("/v1/listen", HearAsync);

    private static Task SayAsync(WebSocket socket, string words, bool isFinal, bool fromFinalize) => socket.SendAsync(
        JsonSerializer.SerializeToUtf8Bytes(new
        {
            type = "Results",
            channel_index = (int[])[0, 1],
            duration = 1.0,
            start = 0.0,
            is_final = isFinal,
            speech_final = false,
            from_finalize = fromFinalize,
            channel = new { alternatives = new[] { new { transcript = words, confidence = 0.9 } } },
        }),
        WebSocketMessageType.Text, endOfMessage: true, default);

    private async Task HearAsync(HttpContext http)
    {
        var key = http.Request.Headers.Authorization.ToString();
        if (await FailsAtOnceAsync(http, key.StartsWith("Token ", StringComparison.Ordinal) ? key[6..] : null))
            return;
        var sound = new List<byte>();
        var told = 0;
        await ListenAsync(http, async (socket, message, type) =>
        {
            if (type == WebSocketMessageType.Binary)
            {
                See($"sound {message.Length}");
                sound.AddRange(message.Span);
                if (Fault != SpeechFault.None)
                    return await MisbehaveAsync(socket);
                if (sound.Count - told < PartialBytes)
                    return true;
                told = sound.Count;
                await SayAsync(socket, Hears([.. sound]), isFinal: false, fromFinalize: false);
                return true;
            }

            var what = (string)JsonNode.Parse(message.Span)!["type"]!;
            See(what);
            if (what != "Finalize")
                return true;
            Asked();
            if (Fault == SpeechFault.Hangs)
                return true;
            var words = Hears([.. sound]).Split(' ');
            sound.Clear();
            told = 0;
            await ThinkAsync();
            // What will not change comes in pieces before the last one.
            await SayAsync(socket, string.Join(' ', words[..^1]), isFinal: true, fromFinalize: false);
            if (!LeavesUnanswered)
                await SayAsync(socket, words[^1], isFinal: true, fromFinalize: true);
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
                await socket.CloseOutputAsync(WebSocketCloseStatus.InternalServerError, "NET-0000", default);
                break;
            case SpeechFault.Garbage:
                await socket.SendAsync("}{ no JSON"u8.ToArray(), WebSocketMessageType.Text, true, default);
                break;
        }

        return true;
    }
}
