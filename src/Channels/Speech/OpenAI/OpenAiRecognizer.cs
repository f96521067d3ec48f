using System.Net.Http.Headers;
using System.Text.Json;
using Gateway.Channels.Speech.Http;
using Gateway.Channels.Speech.Sound;
using Gateway.Channels.Speech.Utterances;

namespace Gateway.Channels.Speech.OpenAI;

/// <summary>
/// Has utterances written down by POST <c>/audio/transcriptions</c>: the vendor's, or a server of one's own, of which
/// no more is asked than what all of them know.
/// </summary>
internal sealed class OpenAiRecognizer(OpenAiSpeechOptions options, SpeechHttp http) : ISpeechRecognizer, ITranscriber
{
    /// <summary>Its name in the configuration.</summary>
    public const string BackEnd = "openai";

    private const int MostAnswerBytes = 1024 * 1024;
    private const int MostPromptLetters = 500;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(8);

    /// <inheritdoc cref="ISpeechRecognizer.Name"/>
    public string Name => BackEnd;

    /// <inheritdoc/>
    public bool Knows(string locale) => options.TranscribeModel is not null && locale is "fr" or "en";

    /// <inheritdoc/>
    public Task<IRecognition> StartAsync(RecognitionRequest request, CancellationToken cancellationToken) =>
        Task.FromResult<IRecognition>(new UtteranceRecognition(this, request));

    /// <inheritdoc/>
    public async Task<string> TranscribeAsync(
        ReadOnlyMemory<short> samples, RecognitionRequest request, CancellationToken cancellationToken)
    {
        using var asked = Asked(Wave.Of(WideSound.Of(samples.Span), WideSound.RateHz), request);
        await using var answer = await http.AskAsync(BackEnd, asked, Patience, cancellationToken);
        return Read(await answer.ReadAllAsync(MostAnswerBytes, cancellationToken));
    }

    private static string Read(ReadOnlyMemory<byte> answer)
    {
        try
        {
            using var json = JsonDocument.Parse(answer);
            var text = json.RootElement.GetProperty("text").GetString() ?? "";
            return IsSilence(json.RootElement) ? "" : Phantoms.Drop(text);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException
            or KeyNotFoundException)
        {
            throw new SpeechException(BackEnd, "broken", exception);
        }
    }

    /// <summary>Whether each part of it is more likely silence than words, where the service says so.</summary>
    private static bool IsSilence(JsonElement answer) =>
        answer.TryGetProperty("segments", out var segments) && segments.ValueKind == JsonValueKind.Array
        && segments.GetArrayLength() > 0
        && segments.EnumerateArray().All(segment =>
            segment.TryGetProperty("no_speech_prob", out var chance) && chance.ValueKind == JsonValueKind.Number
            && chance.GetDouble() > Phantoms.MostNoSpeech);

    private HttpRequestMessage Asked(byte[] wave, RecognitionRequest request)
    {
        var file = new ByteArrayContent(wave);
        file.Headers.ContentType = new MediaTypeHeaderValue("audio/wav");
        // The vendor's newer models answer in plain JSON alone; Whisper's kin tell of silence in the longer form.
        var isWhisper = options.TranscribeModel!.Contains("whisper", StringComparison.OrdinalIgnoreCase);
        var form = new MultipartFormDataContent
        {
            { file, "\"file\"", "\"turn.wav\"" },
            { new StringContent(options.TranscribeModel), "\"model\"" },
            { new StringContent(request.Locale), "\"language\"" },
            { new StringContent(isWhisper ? "verbose_json" : "json"), "\"response_format\"" },
        };
        if (request.Hints.Count > 0)
        {
            var hints = string.Join(", ", request.Hints);
            form.Add(new StringContent(hints[..Math.Min(hints.Length, MostPromptLetters)]), "\"prompt\"");
        }

        return OpenAiRequest.To(options, "/audio/transcriptions", form);
    }
}
