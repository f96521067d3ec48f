using Gateway.Channels.Speech;
using Gateway.Channels.Speech.Deepgram;
using Gateway.Channels.Speech.Sockets;
using Gateway.Channels.Tests.Speech.Contracts;
using Gateway.Testing.Speech;
using Shouldly;
using Xunit;

namespace Gateway.Channels.Tests.Speech.Deepgram;

public sealed class DeepgramRecognizerTests : VendorRecognizerContract
{
    private readonly FakeDeepgram _vendor = new() { Hears = ToneWords.Read };

    protected override SpeechVendor Vendor => _vendor;

    protected override bool TellsPartials => true;

    [Fact]
    public async Task A_commit_that_it_leaves_unanswered_is_answered_with_what_it_has_told()
    {
        _vendor.LeavesUnanswered = true;
        await using var recognition = await StartAsync();
        await using var heard = recognition.ReadAsync(Stop).GetAsyncEnumerator(Stop);
        await Vendor.AskedAsync(Stop);
        await SayAsync(recognition, Said.One);
        recognition.Commit(1);
        await Vendor.AskedAsync(Stop);

        var final = FinalAsync(heard, 1, "bonjour rendez-vous");
        while (!final.IsCompleted)
        {
            // The words that are on their way come first.
            await Task.Delay(TimeSpan.FromMilliseconds(20), Stop);
            Clock.Advance(TimeSpan.FromMilliseconds(100));
        }

        await final;
    }

    [Fact]
    public async Task It_is_told_what_to_expect_in_the_telephones_own_sound()
    {
        await using (var recognition = await Recognizer().StartAsync(
            new RecognitionRequest("fr") { Hints = ["Contre-visite"] }, Stop))
        {
            await using var heard = recognition.ReadAsync(Stop).GetAsyncEnumerator(Stop);
            await SayAsync(recognition, Said.One);
            recognition.Commit(1);
            await FinalAsync(heard, 1, Said.One);
        }

        _vendor.Seen[0].ShouldBe(
            "/v1/listen?model=nova-3&encoding=mulaw&sample_rate=8000&channels=1&interim_results=true&smart_format=true"
            + "&endpointing=false&language=fr&keyterm=Contre-visite");
        _vendor.Seen.ShouldContain("Finalize");
    }

    [Fact]
    public async Task A_line_without_sound_is_kept_open()
    {
        await using var recognition = await StartAsync();
        await Vendor.AskedAsync(Stop);

        while (!_vendor.Seen.Contains("KeepAlive"))
        {
            Clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }
    }

    protected override ISpeechRecognizer Recognizer() => new DeepgramRecognizer(
        new DeepgramOptions { ApiKey = _vendor.Key, ApiBaseUrl = _vendor.Address }, new SocketStart(Clock, Metrics));
}
