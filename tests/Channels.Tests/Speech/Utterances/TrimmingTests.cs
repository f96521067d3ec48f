using Gateway.Channels.Speech.Utterances;
using Gateway.Channels.Tests.Speech.Sound;
using Shouldly;
using Xunit;

namespace Gateway.Channels.Tests.Speech.Utterances;

public sealed class TrimmingTests
{
    private const int Second = 8_000;

    [Fact]
    public void What_is_around_speech_is_cut_to_a_quarter_of_a_second()
    {
        short[] sound = [.. new short[2 * Second], .. Tones.Sine(500, Second, 1), .. new short[3 * Second]];

        var speech = Trimming.Of(sound);

        speech.Length.ShouldBeInRange(Second + 2 * 1_900, Second + 2 * 2_100);
        speech.Span.IndexOfAnyExcept((short)0).ShouldBeInRange(1_800, 2_200);
    }

    [Fact]
    public void A_line_that_hums_is_no_speech_and_speech_on_it_is_found()
    {
        var hum = Tones.Noise(4 * Second, 60);
        Trimming.Of(hum).IsEmpty.ShouldBeTrue();

        var spoken = hum.ToArray();
        Tones.Sine(500, Second, 0.5).CopyTo(spoken, 2 * Second);
        Trimming.Of(spoken).Length.ShouldBeInRange(Second / 2 + 2 * 1_900, Second / 2 + 2 * 2_100);
    }

    [Fact]
    public void Sound_that_is_loud_all_along_is_kept_whole()
    {
        var sound = Tones.Sine(500, Second, 2);

        Trimming.Of(sound).Length.ShouldBe(sound.Length);
    }

    [Fact]
    public void Silence_a_click_and_nothing_are_no_speech()
    {
        var click = new short[Second];
        Array.Fill(click, (short)20_000, 4_000, 160);

        Trimming.Of(new short[Second]).IsEmpty.ShouldBeTrue();
        Trimming.Of(click).IsEmpty.ShouldBeTrue();
        Trimming.Of(default).IsEmpty.ShouldBeTrue();
    }
}
