using System.Net.Http.Json;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.Channels.Speech.Http;
using Gateway.Channels.Speech.Sound;

namespace Gateway.Channels.Speech.ElevenLabs;

/// <summary>
/// ElevenLabs' voices, streamed in the telephone's own sound (<c>ulaw_8000</c>), with the time of each word: POST
/// <c>/v1/text-to-speech/{voice}/stream/with-timestamps</c>, a line of JSON for each piece.
/// </summary>
internal sealed class ElevenLabsSynthesizer(ElevenLabsSpeechOptions options, SpeechHttp http) : ISpeechSynthesizer
{
    private const int MostVoiceLetters = 64;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <inheritdoc/>
    public string Name => ElevenLabsRecognizer.BackEnd;

    /// <inheritdoc/>
    public bool Knows(string locale) => options.ApiKey is not null && locale is "fr" or "en";

    /// <inheritdoc/>
    public string VoiceOf(SpeakRequest request) => $"{VoiceId(request)}-{options.SpeechModel}";

    /// <inheritdoc/>
    public async IAsyncEnumerable<SpokenSound> SpeakAsync(
        SpeakRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(request.Text))
            yield break;
        using var asked = Asked(request);
        await using var answer = await http.AskAsync(Name, asked, Patience, cancellationToken);
        var lines = new Lines(Name, answer);
        var alignment = new Alignment(request.Text);
        var bytes = 0;
        while (await lines.NextAsync(cancellationToken) is { } line)
        {
            if (line.Span.Trim((byte)' ').Trim((byte)'\r').IsEmpty)
                continue;
            var piece = Read(line, alignment, bytes);
            bytes += piece.Sound.Length;
            yield return piece;
        }

        if (bytes == 0)
            throw new SpeechException(Name, "broken");
        yield return new SpokenSound(default(ReadOnlyMemory<byte>)) { Words = alignment.Finish() };
    }

    private SpokenSound Read(ReadOnlyMemory<byte> line, Alignment alignment, int bytesBefore)
    {
        try
        {
            var piece = JsonSerializer.Deserialize<SpokenPiece>(line.Span)
                ?? throw new JsonException("The line says nothing.");
            IReadOnlyList<SpokenWord> words = piece.Times is { } times
                ? alignment.Next(times.Characters, times.Starts, times.Ends, bytesBefore / (MuLaw.RateHz / 1_000))
                : [];
            return new SpokenSound(Convert.FromBase64String(piece.Sound ?? "")) { Words = words };
        }
        catch (Exception exception) when (exception is JsonException or FormatException)
        {
            throw new SpeechException(Name, "broken", exception);
        }
    }

    private HttpRequestMessage Asked(SpeakRequest request)
    {
        var body = new JsonObject
        {
            ["text"] = request.Text,
            ["model_id"] = options.SpeechModel,
            ["language_code"] = request.Locale,
        };
        if (request.Before is { Length: > 0 } before)
            body["previous_text"] = before;
        var asked = new HttpRequestMessage(
            HttpMethod.Post,
            $"{options.ApiBaseUrl.AbsoluteUri.TrimEnd('/')}/v1/text-to-speech/{VoiceId(request)}"
            + "/stream/with-timestamps?output_format=ulaw_8000")
        {
            Content = JsonContent.Create(body),
        };
        asked.Headers.Add("xi-api-key", options.ApiKey);
        return asked;
    }

    /// <summary>What a workspace names stands in an address.</summary>
    private string VoiceId(SpeakRequest request) =>
        request.Voice is { Length: > 0 and <= MostVoiceLetters } voice && voice.All(char.IsAsciiLetterOrDigit)
            ? voice
            : options.Voice;
}
