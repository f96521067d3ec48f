using Gateway.Channels.Speech;
using Gateway.Channels.Speech.Espeak;
using Gateway.Channels.Speech.Sound;
using Gateway.Testing;
using Shouldly;
using Xunit;

namespace Gateway.Channels.Tests.Speech.Espeak;

public sealed class EspeakTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("fr", "Bonjour, que puis-je faire pour vous\u00A0?")]
    [InlineData("en", "Good morning, what can I do for you?")]
    public async Task It_speaks_both_languages_as_a_telephone_sounds(string locale, string words)
    {
        var sound = await SyntheticVoices.EspeakAsync(words, locale, Stop);

        (sound.Length / (double)MuLaw.RateHz).ShouldBeInRange(1, 4);
        Levels.Of(sound).ShouldBeInRange(-30, -8);
    }

    [Fact]
    public async Task What_looks_like_a_command_is_read_out_and_starts_nothing()
    {
        var letters = await SyntheticVoices.EspeakAsync(
            "--version; touch x `id` $(id) \u0000\u0007 [[h@'l@U]]", "en", Stop);

        letters.Length.ShouldBeGreaterThan(8_000);
        (await SyntheticVoices.EspeakAsync(" \u0007 ", "en", Stop)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_voice_that_is_no_name_is_not_used_and_one_that_is_unknown_is_told()
    {
        using var espeak = new EspeakSynthesizer(EspeakSynthesizer.Find(), TimeProvider.System);
        var hello = new SpeakRequest("Hello there", "en");

        espeak.VoiceOf(hello with { Voice = "--path=/etc" }).ShouldBe(espeak.VoiceOf(hello));
        espeak.VoiceOf(hello with { Voice = "en-us+f3" }).ShouldNotBe(espeak.VoiceOf(hello));
        (await AllAsync(espeak, hello with { Voice = "en-us+f3" })).Length.ShouldBeGreaterThan(3_000);
        (await Should.ThrowAsync<SpeechException>(AllAsync(espeak, hello with { Voice = "qq9" })))
            .Code.ShouldBe("broken");
    }

    [Fact]
    public async Task Where_it_is_not_installed_it_knows_no_language()
    {
        using var espeak = new EspeakSynthesizer(null, TimeProvider.System);

        espeak.Knows("fr").ShouldBeFalse();
        (await Should.ThrowAsync<SpeechException>(AllAsync(espeak, new SpeakRequest("Hello", "en"))))
            .Code.ShouldBe("connection");
    }

    [Fact]
    public async Task A_program_that_hangs_is_killed_after_five_seconds()
    {
        var clock = new ManualClock();
        using var program = new Script("echo $$ > \"$0.pid\"; exec sleep 600");
        using var espeak = new EspeakSynthesizer(program.Path, clock);

        var speaking = AllAsync(espeak, new SpeakRequest("Hello", "en"));
        var process = await program.PidAsync(Stop);
        clock.Advance(TimeSpan.FromSeconds(5));

        (await Should.ThrowAsync<SpeechException>(speaking)).Code.ShouldBe("timeout");
        await Script.EndedAsync(process, Stop);
    }

    [Fact]
    public async Task Who_does_not_listen_any_more_ends_the_program()
    {
        using var program = new Script("echo $$ > \"$0.pid\"; exec sleep 600");
        using var espeak = new EspeakSynthesizer(program.Path, TimeProvider.System);
        using var hangUp = CancellationTokenSource.CreateLinkedTokenSource(Stop);

        var speaking = AllAsync(espeak, new SpeakRequest("Hello", "en"), hangUp.Token);
        var process = await program.PidAsync(Stop);
        await hangUp.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(speaking);
        await Script.EndedAsync(process, Stop);
    }

    [Theory]
    [InlineData("exit 1")]
    [InlineData("cat > /dev/null; echo garbage that is no sound at all, and is long enough to be read as a head")]
    [InlineData("exec 0<&-; head -c 20 /dev/zero")]
    public async Task A_program_that_fails_is_told_as_broken(string script)
    {
        using var program = new Script(script);
        using var espeak = new EspeakSynthesizer(program.Path, TimeProvider.System);

        (await Should.ThrowAsync<SpeechException>(AllAsync(espeak, new SpeakRequest("Hello", "en"))))
            .Code.ShouldBe("broken");
    }

    [Fact]
    public async Task Many_at_once_wait_for_each_other_and_all_are_spoken()
    {
        using var espeak = new EspeakSynthesizer(EspeakSynthesizer.Find(), TimeProvider.System);
        var alone = await AllAsync(espeak, new SpeakRequest("Hello there", "en"));

        var all = await Task.WhenAll(Enumerable.Range(0, 12)
            .Select(_ => AllAsync(espeak, new SpeakRequest("Hello there", "en"))));

        all.ShouldAllBe(sound => sound.SequenceEqual(alone));
    }

    private static async Task<byte[]> AllAsync(
        EspeakSynthesizer espeak, SpeakRequest request, CancellationToken cancellationToken = default)
    {
        var sound = new List<byte>();
        await foreach (var piece in espeak.SpeakAsync(request, cancellationToken))
            sound.AddRange(piece.Sound.Span);
        return [.. sound];
    }
}
