using Gateway.Channels.Speech;
using Gateway.Channels.Speech.Sound;
using Shouldly;
using Xunit;

namespace Gateway.Channels.Tests.Speech.Contracts;

/// <summary>What every synthesiser promises.</summary>
public abstract class SynthesizerContract : IAsyncLifetime
{
    protected static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("fr", "Bonjour, que puis-je faire pour vous\u00A0?")]
    [InlineData("en", "Good morning, what can I do for you?")]
    public async Task What_is_asked_for_is_spoken_as_a_telephone_sounds(string locale, string words)
    {
        Synthesizer().Knows(locale).ShouldBeTrue();

        var sound = await AllAsync(new SpeakRequest(words, locale) { Before = "…" });

        (sound.Length / (double)MuLaw.RateHz).ShouldBeInRange(1, 5);
        Levels.Of(sound).ShouldBeInRange(-35, -5);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \u00A0 ")]
    public async Task Nothing_is_spoken_of_nothing(string words) =>
        (await AllAsync(new SpeakRequest(words, "en"))).ShouldBeEmpty();

    [Fact]
    public async Task Two_at_once_are_each_spoken_whole()
    {
        var one = new SpeakRequest("Hello there, how are you", "en");
        var other = new SpeakRequest("Au revoir", "fr");
        var alone = (await AllAsync(one), await AllAsync(other));

        var both = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => AllAsync(i % 2 == 0 ? one : other)));

        for (var i = 0; i < both.Length; i++)
            both[i].ShouldBe(i % 2 == 0 ? alone.Item1 : alone.Item2);
    }

    [Fact]
    public async Task Who_stops_listening_stops_it_and_may_ask_again()
    {
        var request = new SpeakRequest("This is a rather long sentence that nobody listens to the end of", "en");
        var whole = await AllAsync(request);
        for (var i = 0; i < 10; i++)
        {
            await foreach (var piece in Synthesizer().SpeakAsync(request, Stop))
            {
                if (!piece.Sound.IsEmpty)
                    break;
            }
        }

        (await AllAsync(request)).ShouldBe(whole);
    }

    [Fact]
    public async Task A_request_that_is_given_up_is_no_failure()
    {
        using var over = new CancellationTokenSource();
        await over.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(AllAsync(new SpeakRequest("Hello", "en"), over.Token));
    }

    [Fact]
    public void A_voice_is_known_by_how_it_sounds_and_not_by_what_it_says()
    {
        var hello = new SpeakRequest("Hello", "en");

        Synthesizer().VoiceOf(hello).ShouldBe(Synthesizer().VoiceOf(hello with { Text = "Goodbye" }));
        Synthesizer().VoiceOf(hello).ShouldNotBe(Synthesizer().VoiceOf(hello with { Voice = "other1" }));
    }

    public abstract ValueTask InitializeAsync();

    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    /// <summary>The synthesiser.</summary>
    protected abstract ISpeechSynthesizer Synthesizer();

    protected Task<byte[]> AllAsync(SpeakRequest request) => AllAsync(request, Stop);

    protected async Task<byte[]> AllAsync(SpeakRequest request, CancellationToken cancellationToken)
    {
        var sound = new List<byte>();
        await foreach (var piece in Synthesizer().SpeakAsync(request, cancellationToken))
            sound.AddRange(piece.Sound.Span);
        return [.. sound];
    }
}
