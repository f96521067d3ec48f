using Gateway.Channels.Speech;
using Gateway.Channels.Speech.ElevenLabs;
using Gateway.Channels.Speech.Http;
using Gateway.Channels.Tests.Speech.Contracts;
using Gateway.Testing.Speech;
using Shouldly;
using Xunit;

namespace Gateway.Channels.Tests.Speech.ElevenLabs;

public sealed class ElevenLabsSynthesizerTests : VendorSynthesizerContract
{
    private readonly FakeElevenLabs _vendor = new();
    private readonly SpeechHttp _http;

    public ElevenLabsSynthesizerTests() => _http = new SpeechHttp(Clock);

    protected override SpeechVendor Vendor => _vendor;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Each_word_is_told_with_its_place_and_time(bool anew)
    {
        _vendor.TimesBeginAnew = anew;
        const string Text = "Oui, demain à neuf heures et demie.";
        var words = new List<SpokenWord>();
        await foreach (var piece in Synthesizer().SpeakAsync(new SpeakRequest(Text, "fr"), Stop))
            words.AddRange(piece.Words);

        words.Select(word => Text.Substring(word.Start, word.Length)).ShouldBe(Text.Split(' '));
        foreach (var word in words)
        {
            // 60 ms a letter.
            word.FromMs.ShouldBeInRange(word.Start * 60 - 2, word.Start * 60 + 2);
            word.ToMs.ShouldBeInRange((word.Start + word.Length) * 60 - 2, (word.Start + word.Length) * 60 + 2);
        }
    }

    [Fact]
    public async Task It_is_asked_for_the_telephones_own_sound_in_the_workspaces_voice()
    {
        await AllAsync(new SpeakRequest("Oui.", "fr") { Voice = "V0ice1", Before = "Bonjour." });
        await AllAsync(new SpeakRequest("Oui.", "fr") { Voice = "../../v1/user" });

        _vendor.Seen[0].ShouldBe("/v1/text-to-speech/V0ice1/stream/with-timestamps?output_format=ulaw_8000");
        _vendor.Seen[1].ShouldBe(
            """V0ice1 {"text":"Oui.","model_id":"eleven_flash_v2_5","language_code":"fr","previous_text":"Bonjour."}""");
        _vendor.Seen[3].ShouldStartWith("JBFqnCBsd6RMkjVDRZzb ");
    }

    [Fact]
    public void Words_are_found_where_the_vendor_writes_them_otherwise()
    {
        var alignment = new Alignment("Le 3\u00A0mai, ça va\u00A0?");
        string[] characters = [" ", "L", "e", " ", "3", " ", "m", "a", "i", ",", " ", "c", "a", " ", "v", "a", "?"];
        double[] starts = [.. Enumerable.Range(0, characters.Length).Select(i => i * 0.1)];

        var words = alignment.Next(characters, starts, [.. starts.Select(start => start + 0.1)], 0)
            .Concat(alignment.Finish()).ToArray();

        words.Select(word => (word.Start, word.Length))
            .ShouldBe([(0, 2), (3, 1), (5, 4), (11, 1), (13, 2), (16, 1)]);
        words.Select(word => word.FromMs).ShouldBeInOrder();
    }

    public override async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await base.DisposeAsync();
    }

    protected override void Hold(SemaphoreSlim pieces) => _vendor.Pieces = pieces;

    protected override ISpeechSynthesizer Synthesizer() => new ElevenLabsSynthesizer(
        new ElevenLabsSpeechOptions { ApiKey = _vendor.Key, ApiBaseUrl = _vendor.Address }, _http);
}
