using Gateway.Channels.Speech.Sound;
using Shouldly;
using Xunit;

namespace Gateway.Channels.Tests.Speech.Sound;

public sealed class ResamplerTests
{
    [Theory]
    [InlineData(8_000, 16_000)]
    [InlineData(22_050, 8_000)]
    [InlineData(24_000, 8_000)]
    [InlineData(16_000, 8_000)]
    [InlineData(48_000, 8_000)]
    [InlineData(44_100, 8_000)]
    public void A_tone_is_as_loud_as_high_and_as_long_at_the_other_rate_and_not_late(int from, int to)
    {
        var resampled = Resample(Tones.Sine(1_000, from, 0.5), from, to, [from]);

        resampled.Length.ShouldBeInRange(to / 2, to / 2 + 1);
        var wanted = Tones.Sine(1_000, to, 0.5);
        // But for its ends, where there is silence on one side.
        for (var i = 200; i < wanted.Length - 200; i++)
            Math.Abs(resampled[i] - wanted[i]).ShouldBeLessThan(40, $"at {i}");
    }

    [Theory]
    [InlineData(22_050, 8_000, 4_600)]
    [InlineData(24_000, 8_000, 4_600)]
    [InlineData(24_000, 8_000, 7_000)]
    [InlineData(16_000, 8_000, 5_000)]
    [InlineData(48_000, 8_000, 12_000)]
    public void What_the_lower_rate_cannot_hold_is_not_heard(int from, int to, int hz)
    {
        var resampled = Resample(Tones.Sine(hz, from, 0.5), from, to, [from]);

        Levels.Of(resampled.AsSpan(200, resampled.Length - 400)).ShouldBeLessThan(-65);
    }

    [Theory]
    [InlineData(22_050, 8_000)]
    [InlineData(8_000, 16_000)]
    [InlineData(24_000, 8_000)]
    public void Chunks_of_any_length_leave_no_seam(int from, int to)
    {
        var sound = Tones.Noise(from, 12_000);

        var whole = Resample(sound, from, to, [sound.Length]);

        Resample(sound, from, to, [160]).ShouldBe(whole);
        Resample(sound, from, to, [1, 7, 331, 4_096, 2]).ShouldBe(whole);
    }

    [Fact]
    public void The_loudest_sound_does_not_turn_over()
    {
        short[] square = [.. Enumerable.Range(0, 4_800).Select(i => i / 24 % 2 == 0 ? short.MaxValue : short.MinValue)];

        var resampled = Resample(square, 24_000, 8_000, [480]);

        // A quarter of the way into each half of the square it is still loud on the same side.
        for (var half = 2; half < 190; half++)
            (resampled[half * 8 + 4] > 0).ShouldBe(half % 2 == 0, $"at {half}");
    }

    [Fact]
    public void A_sound_after_another_is_as_if_it_were_the_first_and_frames_allocate_nothing()
    {
        var resampler = new Resampler(8_000, 16_000);
        var sound = Tones.Noise(1_600, 9_000);
        var first = new short[resampler.MostOutput(1_600) + resampler.FlushSamples];
        var second = new short[first.Length];
        var length = resampler.Next(sound, first);
        length += resampler.Flush(first.AsSpan(length));

        var before = GC.GetAllocatedBytesForCurrentThread();
        var again = resampler.Next(sound, second);
        again += resampler.Flush(second.AsSpan(again));

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
        again.ShouldBe(length);
        second.ShouldBe(first);
    }

    private static short[] Resample(short[] sound, int from, int to, int[] chunks)
    {
        var resampler = new Resampler(from, to);
        var output = new List<short>();
        var buffer = new short[Math.Max(resampler.MostOutput(sound.Length), resampler.FlushSamples)];
        for (int at = 0, chunk = 0; at < sound.Length; chunk++)
        {
            var length = Math.Min(chunks[chunk % chunks.Length], sound.Length - at);
            var written = resampler.Next(sound.AsSpan(at, length), buffer);
            written.ShouldBeLessThanOrEqualTo(resampler.MostOutput(length));
            output.AddRange(buffer.AsSpan(0, written));
            at += length;
        }

        output.AddRange(buffer.AsSpan(0, resampler.Flush(buffer)));
        return [.. output];
    }
}
