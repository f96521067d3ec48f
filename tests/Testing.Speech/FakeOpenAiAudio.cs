using System.Text;
using System.Text.Json.Nodes;
using Gateway.Channels.Speech.Sound;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Gateway.Testing.Speech;

/// <summary>A service of one's own with OpenAI's interface for sound.</summary>
public sealed class FakeOpenAiAudio : SpeechVendor
{
    private const int RateHz = 24_000;

    /// <summary>What is understood of a WAV file; by default nothing.</summary>
    public Func<byte[], string> Hears { get; set; } = _ => "";

    /// <summary>How likely it thinks that nothing was said, as Whisper's kin tell; null: it does not say.</summary>
    public double? NoSpeech { get; set; }

    /// <summary>Lets the next pieces of a voice go; null: all go at once.</summary>
    public SemaphoreSlim? Pieces { get; set; }

    /// <inheritdoc/>
    protected override void Map(WebApplication app)
    {
        app.MapPost("/v1/audio/transcriptions", HearAsync);
        app.MapPost("/v1/audio/speech", SpeakAsync);
    }

    private static string? KeyOf(HttpContext http) =>
        http.Request.Headers.Authorization.ToString() is ['B', 'e', 'a', 'r', 'e', 'r', ' ', .. var key] ? key : null;

    private async Task HearAsync(HttpContext http)
    {
        if (await FailsAtOnceAsync(http, KeyOf(http)))
            return;
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        See(string.Join(' ', form.OrderBy(field => field.Key).Select(field => $"{field.Key}={field.Value}")));
        var file = form.Files["file"];
        if (file is null || !file.FileName.EndsWith(".wav", StringComparison.Ordinal) || !form.ContainsKey("model"))
        {
            http.Response.StatusCode = 400;
            return;
        }

        using var wave = new MemoryStream();
        await file.CopyToAsync(wave, http.RequestAborted);
        Asked();
        await ThinkAsync();
        var answer = new JsonObject { ["text"] = Hears(wave.ToArray()) };
        if (NoSpeech is { } chance)
            answer["segments"] = new JsonArray(new JsonObject { ["id"] = 0, ["no_speech_prob"] = chance });
        await AnswerAsync(http, "application/json", Encoding.UTF8.GetBytes(answer.ToJsonString()));
    }

    private async Task SpeakAsync(HttpContext http)
    {
        if (await FailsAtOnceAsync(http, KeyOf(http)))
            return;
        var body = (await JsonNode.ParseAsync(http.Request.Body, cancellationToken: http.RequestAborted))!;
        See(body.ToJsonString());
        Asked();
        await ThinkAsync();
        var samples = ScriptedSound.Samples(500, ((string)body["input"]!).Length * RateHz * 60 / 1_000, RateHz);
        var wave = Wave.Of(samples, RateHz);
        // A file that is streamed does not know its length yet.
        wave.AsSpan(40, 4).Fill(0xFF);
        await AnswerAsync(http, "audio/wav", wave);
    }

    private async Task AnswerAsync(HttpContext http, string type, byte[] bytes)
    {
        http.Response.ContentType = type;
        if (Fault == SpeechFault.Garbage)
        {
            await http.Response.WriteAsync("<html>It is down for maintenance, and no sound at all.</html>");
            return;
        }

        var size = Math.Max(1, bytes.Length / 8);
        foreach (var piece in bytes.Chunk(size))
        {
            if (Pieces is { } gate)
                await gate.WaitAsync(http.RequestAborted);
            await http.Response.Body.WriteAsync(piece, http.RequestAborted);
            await http.Response.Body.FlushAsync(http.RequestAborted);
            if (Fault is SpeechFault.Breaks or SpeechFault.Errs)
            {
                http.Abort();
                return;
            }

            if (Fault == SpeechFault.Hangs)
            {
                Asked();
                await HangAsync(http);
                return;
            }
        }
    }
}
