using Gateway.Channels.Speech;
using Gateway.Channels.Speech.ElevenLabs;
using Gateway.Channels.Speech.Sockets;
using Gateway.Channels.Tests.Speech.Contracts;
using Gateway.Testing.Speech;
using Shouldly;
using Xunit;

namespace Gateway.Channels.Tests.Speech.ElevenLabs;

public sealed class ElevenLabsRecognizerTests : VendorRecognizerContract
{
    private readonly FakeElevenLabs _vendor = new() { Hears = ToneWords.Read };

    protected override SpeechVendor Vendor => _vendor;

    protected override bool TellsPartials => true;

    [Fact]
    public async Task It_is_told_what_to_expect_and_hears_pieces_of_50_ms_and_more()
    {
        await using (var recognition = await Recognizer().StartAsync(
            new RecognitionRequest("fr") { Hints = ["Contre-visite", "Renault"] }, Stop))
        {
            await using var heard = recognition.ReadAsync(Stop).GetAsyncEnumerator(Stop);
            await SayAsync(recognition, Said.One);
            recognition.Commit(1);
            await FinalAsync(heard, 1, Said.One);
        }

        _vendor.Seen[0].ShouldBe(
            "/v1/speech-to-text/realtime?model_id=scribe_v2_realtime&audio_format=ulaw_8000&commit_strategy=manual"
            + "&language_code=fr&keyterms=Contre-visite&keyterms=Renault");
        var sizes = _vendor.Seen.Where(line => line.StartsWith("sound ", StringComparison.Ordinal))
            .Select(line => int.Parse(line[6..])).ToArray();
        sizes[..^1].ShouldAllBe(size => size >= 400);
        sizes.Sum().ShouldBe(ToneWords.Say(Said.One).Length);
    }

    [Theory]
    [InlineData("auth_error", "refused")]
    [InlineData("quota_exceeded", "limit")]
    [InlineData("rate_limited", "limit")]
    [InlineData("session_time_limit_exceeded", "ended")]
    [InlineData("unaccepted_terms", "refused")]
    [InlineData("unaccepted_terms_error", "refused")]
    public async Task Its_own_errors_are_told_as_ours(string error, string code)
    {
        (_vendor.Fault, _vendor.Error) = (SpeechFault.Errs, error);

        (await Should.ThrowAsync<SpeechException>(UnderstandAsync())).Code.ShouldBe(code);
    }

    [Theory]
    [InlineData("commit_throttled")]
    [InlineData("insufficient_audio_activity")]
    public void A_commit_that_came_too_soon_is_answered_with_what_is_understood(string type)
    {
        var message = new ElevenLabsDialect(Options()).Read(
            System.Text.Encoding.UTF8.GetBytes($$"""{"message_type":"{{type}}","error":"…"}"""));

        message.Kind.ShouldBe(SocketMessageKind.TooLittle);
    }

    [Fact]
    public async Task A_vendor_that_complains_of_silence_is_told_as_silence()
    {
        _vendor.ComplainsOfSilence = true;

        await Silence_and_nothing_at_all_are_answered_without_words();
    }

    [Fact]
    public async Task A_line_without_sound_is_kept_open()
    {
        await using var recognition = await StartAsync();
        await Vendor.AskedAsync(Stop);

        while (!_vendor.Seen.Contains("alive"))
        {
            Clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }
    }

    [Fact]
    public void Without_a_key_it_knows_no_language()
    {
        new ElevenLabsRecognizer(new ElevenLabsSpeechOptions(), new SocketStart(Clock, Metrics))
            .Knows("fr").ShouldBeFalse();
        Recognizer().Knows("fr").ShouldBeTrue();
    }

    protected override ISpeechRecognizer Recognizer() =>
        new ElevenLabsRecognizer(Options(), new SocketStart(Clock, Metrics));

    private ElevenLabsSpeechOptions Options() => new()
    {
        ApiKey = _vendor.Key,
        ApiBaseUrl = _vendor.Address,
    };
}
