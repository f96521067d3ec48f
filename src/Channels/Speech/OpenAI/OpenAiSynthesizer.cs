using System.Net.Http.Json;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Gateway.Channels.Speech.Http;
using Gateway.Channels.Speech.Sound;

namespace Gateway.Channels.Speech.OpenAI;

/// <summary>
/// Speaks by POST <c>/audio/speech</c>: raw sound from the vendor, a WAV file from a server of one's own, whose head
/// tells its rate.
/// </summary>
internal sealed class OpenAiSynthesizer(OpenAiSpeechOptions options, SpeechHttp http) : ISpeechSynthesizer
{
    private const int VendorRateHz = 24_000;
    private const int MostLetters = 4_096;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <inheritdoc/>
    public string Name => OpenAiRecognizer.BackEnd;

    /// <inheritdoc/>
    public bool Knows(string locale) => options.SpeechModel is not null && locale is "fr" or "en";

    /// <inheritdoc/>
    public string VoiceOf(SpeakRequest request) => $"{Voice(request)}-{options.SpeechModel}";

    /// <inheritdoc/>
    public async IAsyncEnumerable<SpokenSound> SpeakAsync(
        SpeakRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(request.Text))
            yield break;
        using var asked = OpenAiRequest.To(options, "/audio/speech", JsonContent.Create(new JsonObject
        {
            ["model"] = options.SpeechModel,
            ["input"] = request.Text[..Math.Min(request.Text.Length, MostLetters)],
            ["voice"] = Voice(request),
            ["response_format"] = options.IsVendor ? "pcm" : "wav",
        }));
        await using var answer = await http.AskAsync(Name, asked, Patience, cancellationToken);
        var raw = options.IsVendor ? new PhoneSound(new WaveFormat(VendorRateHz, IsMuLaw: false)) : null;
        var wave = new WaveStream();
        var buffer = new byte[8 * 1024];
        var total = 0;
        int read;
        while ((read = await answer.ReadAsync(buffer, cancellationToken)) > 0)
        {
            var sound = Understand(() => Next(raw, wave, buffer.AsSpan(0, read)));
            total += sound.Length;
            if (!sound.IsEmpty)
                yield return new SpokenSound(sound);
        }

        var last = Understand(() => raw?.Finish() ?? wave.Finish());
        if (total + last.Length == 0)
            throw new SpeechException(Name, "broken");
        yield return new SpokenSound(last);
    }

    private static ReadOnlyMemory<byte> Next(PhoneSound? raw, WaveStream wave, ReadOnlySpan<byte> bytes) =>
        raw is null ? wave.Next(bytes) : raw.Next(bytes);

    private ReadOnlyMemory<byte> Understand(Func<ReadOnlyMemory<byte>> read)
    {
        try
        {
            return read();
        }
        catch (InvalidDataException exception)
        {
            throw new SpeechException(Name, "broken", exception);
        }
    }

    private string Voice(SpeakRequest request) => request.Voice is { Length: > 0 } voice ? voice : options.Voice;
}
