using Gateway.Channels.Speech.Sound;
using Shouldly;
using Xunit;

namespace Gateway.Channels.Tests.Speech.Sound;

public sealed class LevelsTests
{
    [Fact]
    public void A_sine_of_the_loudest_is_three_decibels_below_and_each_half_six_less()
    {
        Levels.Of(Tones.Sine(500, 8_000, 0.1, 32_767)).ShouldBe(-3.01, 0.01);
        Levels.Of(Tones.Sine(500, 8_000, 0.1, 16_384)).ShouldBe(-9.03, 0.01);
        Levels.Of(Tones.Sine(500, 8_000, 0.1, 328)).ShouldBe(-43, 0.1);
    }

    [Fact]
    public void Mu_law_is_as_loud_as_what_it_was_made_of()
    {
        var samples = Tones.Sine(500, 8_000, 0.1, 5_000);
        var sound = samples.Select(MuLaw.Encode).ToArray();

        Levels.Of(sound).ShouldBe(Levels.Of(samples), 0.1);
    }

    [Fact]
    public void Silence_and_nothing_have_the_lowest_level()
    {
        Levels.Of(new short[160]).ShouldBe(-96);
        Levels.Of([MuLaw.Silence, MuLaw.Silence]).ShouldBe(-96);
        Levels.Of(ReadOnlySpan<byte>.Empty).ShouldBe(-96);
    }
}
