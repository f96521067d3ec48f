using Gateway.Channels.Speech.Sound;
using Shouldly;
using Xunit;

namespace Gateway.Channels.Tests.Speech.Sound;

public sealed class MuLawTests
{
    [Theory]
    [InlineData(0, 0xFF, 0)]
    [InlineData(-1, 0x7F, 0)]
    [InlineData(8, 0xFE, 8)]
    [InlineData(100, 0xF2, 104)]
    [InlineData(-100, 0x72, -104)]
    [InlineData(1000, 0xCE, 988)]
    [InlineData(-1000, 0x4E, -988)]
    [InlineData(8000, 0xA0, 7932)]
    [InlineData(32767, 0x80, 32124)]
    [InlineData(-32768, 0x00, -32124)]
    public void A_sample_becomes_the_byte_that_the_law_says(int sample, int value, int decoded)
    {
        MuLaw.Encode((short)sample).ShouldBe((byte)value);
        MuLaw.Decode((byte)value).ShouldBe((short)decoded);
    }

    [Fact]
    public void What_was_decoded_is_encoded_as_it_was_but_for_the_second_zero()
    {
        for (var value = 0; value < 256; value++)
            MuLaw.Encode(MuLaw.Decode((byte)value)).ShouldBe((byte)(value == 0x7F ? 0xFF : value));
    }

    [Fact]
    public void A_louder_sample_is_never_decoded_as_a_quieter_one()
    {
        var before = short.MinValue;
        for (var sample = (int)short.MinValue; sample <= short.MaxValue; sample++)
        {
            var decoded = MuLaw.Decode(MuLaw.Encode((short)sample));
            decoded.ShouldBeGreaterThanOrEqualTo(before);
            before = decoded;
        }
    }

    [Fact]
    public void Spans_are_coded_as_their_samples_are_and_allocate_nothing()
    {
        short[] samples = [.. Enumerable.Range(0, 160).Select(i => (short)(i * 200 - 16_000))];
        var sound = new byte[160];
        var back = new short[160];
        MuLaw.Encode(samples, sound);
        MuLaw.Decode(sound, back);
        var before = GC.GetAllocatedBytesForCurrentThread();

        for (var i = 0; i < 1_000; i++)
        {
            MuLaw.Encode(samples, sound);
            MuLaw.Decode(sound, back);
            _ = Levels.Of(sound);
        }

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
        sound.ShouldBe(samples.Select(MuLaw.Encode).ToArray());
        back.ShouldBe(sound.Select(MuLaw.Decode).ToArray());
    }
}
