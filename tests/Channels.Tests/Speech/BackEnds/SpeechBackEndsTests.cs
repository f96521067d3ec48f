using Gateway.Channels.Speech;
using Gateway.Channels.Speech.Activity;
using Gateway.Channels.Speech.BackEnds;
using Gateway.Channels.Speech.Weights;
using Gateway.Sessions;
using Gateway.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Shouldly;
using Xunit;

namespace Gateway.Channels.Tests.Speech.BackEnds;

public sealed class SpeechBackEndsTests : IAsyncDisposable
{
    private readonly ManualClock _clock = new();
    private readonly RecordedLogs _logs = new();
    private ServiceProvider? _services;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public void Without_any_account_what_is_built_in_listens_and_speaks()
    {
        var backEnds = Start();

        RecognizersOf(backEnds, "en").ShouldBe(["moonshine"]);
        RecognizersOf(backEnds, "fr").ShouldBeEmpty();
        SynthesizersOf(backEnds, "fr").ShouldBe(["espeak"]);
        using var activity = backEnds.NewActivity();
        activity.ShouldBeOfType<SileroActivity>();
    }

    [Fact]
    public void What_is_configured_comes_before_what_is_built_in()
    {
        var backEnds = Start(
            ("ElevenLabs:ApiKey", "k"), ("Speech:Deepgram:ApiKey", "k"), ("Speech:OpenAI:ApiKey", "k"));

        RecognizersOf(backEnds, "en").ShouldBe(["elevenlabs", "deepgram", "openai", "moonshine"]);
        RecognizersOf(backEnds, "fr").ShouldBe(["elevenlabs", "deepgram", "openai"]);
        SynthesizersOf(backEnds, "fr").ShouldBe(["elevenlabs", "openai", "espeak"]);
    }

    [Fact]
    public void A_named_order_is_kept_however_it_is_written()
    {
        var backEnds = Start(
            ("ElevenLabs:ApiKey", "k"), ("Speech:OpenAI:ApiKey", "k"), ("Speech:Recognizers", "Moonshine, elevenlabs"),
            ("Speech:Synthesizers:0", "espeak"), ("Speech:Synthesizers:1", "openai"));

        RecognizersOf(backEnds, "en").ShouldBe(["moonshine", "elevenlabs"]);
        SynthesizersOf(backEnds, "en").ShouldBe(["espeak", "openai"]);
    }

    [Fact]
    public void One_that_failed_stands_last_for_half_a_minute_or_until_it_works()
    {
        var backEnds = Start(
            ("ElevenLabs:ApiKey", "k"), ("Speech:Deepgram:ApiKey", "k"), ("Speech:OpenAI:ApiKey", "k"));

        backEnds.Note("elevenlabs", new SpeechException("elevenlabs", "timeout"));
        RecognizersOf(backEnds, "fr").ShouldBe(["deepgram", "openai", "elevenlabs"]);
        SynthesizersOf(backEnds, "fr").ShouldBe(["openai", "espeak", "elevenlabs"]);
        backEnds.Note("deepgram", new SpeechException("deepgram", "refused"));
        RecognizersOf(backEnds, "fr").ShouldBe(["openai", "elevenlabs", "deepgram"]);

        backEnds.Note("deepgram", null);
        RecognizersOf(backEnds, "fr").ShouldBe(["deepgram", "openai", "elevenlabs"]);
        _clock.Advance(TimeSpan.FromSeconds(30));
        RecognizersOf(backEnds, "fr").ShouldBe(["elevenlabs", "deepgram", "openai"]);
        _logs.Lines.Count(line => line.Contains("(timeout", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Fact]
    public void A_session_that_was_over_makes_no_back_end_rest()
    {
        var backEnds = Start(("ElevenLabs:ApiKey", "k"), ("Speech:Deepgram:ApiKey", "k"));

        backEnds.Note("elevenlabs", new SpeechException("elevenlabs", SpeechException.Ended));

        RecognizersOf(backEnds, "fr").ShouldBe(["elevenlabs", "deepgram"]);
    }

    [Theory]
    [InlineData("Speech:Recognizers", "whispr", "Speech:Recognizers: found \"whispr\", expected some of elevenlabs, deepgram, openai, whisper, moonshine.")]
    [InlineData("Speech:Synthesizers", "moonshine", "Speech:Synthesizers: found \"moonshine\", expected some of elevenlabs, openai, espeak.")]
    [InlineData("Speech:Recognizers", "deepgram", "Speech:Deepgram:ApiKey: found nothing, expected a value, since Speech:Recognizers names deepgram.")]
    [InlineData("Speech:Synthesizers", "elevenlabs", "ElevenLabs:ApiKey: found nothing, expected a value, since Speech:Synthesizers names elevenlabs.")]
    [InlineData("Speech:OpenAI:Endpoint", "ftp://x", "Speech:OpenAI:Endpoint: found \"ftp://x\", expected an absolute http or https address.")]
    [InlineData("Speech:OpenAI:SpeechModel", "tts-1", "Speech:OpenAI:ApiKey: found nothing, expected the service's key, or the Endpoint of your own.")]
    public void A_wrong_value_stops_the_start_with_its_key(string key, string value, string message) =>
        Should.Throw<ConfigurationException>(() => Start((key, value))).Message.ShouldBe(message);

    [Fact]
    public async Task The_start_says_what_listens_and_speaks()
    {
        Start();
        var report = _services!.GetServices<IHostedService>().OfType<SpeechReport>().Single();

        await report.StartAsync(Stop);

        _logs.Lines.ShouldContain(line =>
            line.Contains("in fr are understood by nothing and spoken by espeak", StringComparison.Ordinal));
        _logs.Lines.ShouldContain(line =>
            line.Contains("in en are understood by moonshine and spoken by espeak", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_start_without_the_detectors_weights_says_so_once()
    {
        Start(services => services.AddSingleton(new ModelFiles("/nowhere")));
        var report = _services!.GetServices<IHostedService>().OfType<SpeechReport>().Single();

        await report.StartAsync(Stop);

        _logs.Lines.Where(line => line.Contains("weights", StringComparison.Ordinal)).ShouldHaveSingleItem();
        _logs.Lines.ShouldContain(line => line.Contains("in en are understood by nothing", StringComparison.Ordinal));
    }

    public async ValueTask DisposeAsync()
    {
        if (_services is not null)
            await _services.DisposeAsync();
    }

    private static string[] RecognizersOf(ISpeechBackEnds backEnds, string locale) =>
        [.. backEnds.RecognizersOf(locale).Select(recognizer => recognizer.Name)];

    private static string[] SynthesizersOf(ISpeechBackEnds backEnds, string locale) =>
        [.. backEnds.SynthesizersOf(locale).Select(synthesizer => synthesizer.Name)];

    private ISpeechBackEnds Start(params (string Key, string Value)[] configured) => Start(_ => { }, configured);

    private ISpeechBackEnds Start(Action<IServiceCollection> first, params (string Key, string Value)[] configured)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(configured.Select(pair => KeyValuePair.Create(pair.Key, (string?)pair.Value)))
            .Build();
        var services = new ServiceCollection();
        first(services);
        _services = services
            .AddLogging(logging => logging.AddProvider(_logs))
            .AddSingleton<TimeProvider>(_clock)
            .AddSpeech(configuration)
            .BuildServiceProvider();
        return _services.GetRequiredService<ISpeechBackEnds>();
    }
}
