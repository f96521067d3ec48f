using Gateway.Channels.Speech;
using Gateway.Channels.Speech.Http;
using Gateway.Channels.Speech.OpenAI;
using Gateway.Channels.Tests.Speech.Contracts;
using Gateway.Testing.Speech;
using Shouldly;
using Xunit;

namespace Gateway.Channels.Tests.Speech.OpenAI;

public sealed class OpenAiSynthesizerTests : VendorSynthesizerContract
{
    private readonly FakeOpenAiAudio _vendor = new();
    private readonly SpeechHttp _http;

    public OpenAiSynthesizerTests() => _http = new SpeechHttp(Clock);

    protected override SpeechVendor Vendor => _vendor;

    [Fact]
    public async Task It_is_asked_for_a_file_whose_head_tells_its_rate()
    {
        var sound = await AllAsync(new SpeakRequest("Oui, demain.", "fr") { Voice = "nova" });

        // 60 ms a letter at 24 kHz are 480 bytes at 8.
        sound.Length.ShouldBeInRange(12 * 480 - 2, 12 * 480 + 2);
        _vendor.Seen[^1].ShouldBe("""{"model":"tts","input":"Oui, demain.","voice":"nova","response_format":"wav"}""");
    }

    public override async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await base.DisposeAsync();
    }

    protected override void Hold(SemaphoreSlim pieces) => _vendor.Pieces = pieces;

    protected override ISpeechSynthesizer Synthesizer() => new OpenAiSynthesizer(
        new OpenAiSpeechOptions
        {
            Endpoint = new Uri(_vendor.Address, "/v1"),
            ApiKey = _vendor.Key,
            SpeechModel = "tts",
        },
        _http);
}
