using Gateway.Channels.Speech;
using Gateway.Channels.Speech.Http;
using Gateway.Channels.Speech.OpenAI;
using Gateway.Channels.Tests.Speech.Contracts;
using Gateway.Testing.Speech;
using Shouldly;
using Xunit;

namespace Gateway.Channels.Tests.Speech.OpenAI;

public sealed class OpenAiRecognizerTests : VendorRecognizerContract
{
    private readonly FakeOpenAiAudio _vendor = new() { Hears = ToneWords.ReadWave };
    private readonly SpeechHttp _http;

    public OpenAiRecognizerTests() => _http = new SpeechHttp(Clock);

    protected override SpeechVendor Vendor => _vendor;

    protected override bool TellsPartials => false;

    [Fact]
    public async Task It_is_sent_a_file_of_16_kHz_with_what_all_such_services_know()
    {
        var rate = 0;
        _vendor.Hears = file =>
        {
            Channels.Speech.Sound.Wave.Read(file, out rate);
            return "oui";
        };

        (await UnderstandAsync()).ShouldBe("oui");

        rate.ShouldBe(16_000);
        _vendor.Seen[^1].ShouldBe("language=fr model=whisper-small response_format=verbose_json");
    }

    [Theory]
    [InlineData("Sous-titres réalisés par la communauté d'Amara.org")]
    [InlineData("Thanks for watching!")]
    [InlineData("[BLANK_AUDIO]")]
    [InlineData("(musique)")]
    [InlineData(" ... ")]
    public async Task What_whisper_makes_of_silence_is_not_taken_for_words(string phantom)
    {
        _vendor.Hears = _ => phantom;
        (await UnderstandAsync()).ShouldBe("");

        _vendor.Hears = _ => "Merci, thank you.";
        (await UnderstandAsync()).ShouldBe("Merci, thank you.");
    }

    [Theory]
    [InlineData(0.9, "")]
    [InlineData(0.3, "oui")]
    public async Task What_is_more_likely_silence_is_not_taken_for_words(double chance, string words)
    {
        _vendor.Hears = _ => "oui";
        _vendor.NoSpeech = chance;

        (await UnderstandAsync()).ShouldBe(words);
    }

    public override async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await base.DisposeAsync();
    }

    protected override ISpeechRecognizer Recognizer() => new OpenAiRecognizer(
        new OpenAiSpeechOptions
        {
            Endpoint = new Uri(_vendor.Address, "/v1"),
            ApiKey = _vendor.Key,
            TranscribeModel = "whisper-small",
        },
        _http);
}
