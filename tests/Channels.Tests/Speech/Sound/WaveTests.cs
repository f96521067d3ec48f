using System.Buffers.Binary;
using Gateway.Channels.Speech.Sound;
using Shouldly;
using Xunit;

namespace Gateway.Channels.Tests.Speech.Sound;

public sealed class WaveTests
{
    private static readonly short[] Samples = [0, 1, -1, 32_767, -32_768, 1_234, -4_321];

    [Fact]
    public void What_was_written_is_read()
    {
        Wave.Read(Wave.Of(Samples, 16_000), out var rate).ShouldBe(Samples);
        rate.ShouldBe(16_000);

        Wave.Read(Wave.OfMuLaw([0xFF, 0x80, 0x00]), out rate).ShouldBe([(short)0, (short)32_124, (short)-32_124]);
        rate.ShouldBe(8_000);
    }

    [Theory]
    [InlineData(0u)]
    [InlineData(0x7FFFF000u)]
    [InlineData(0xFFFFFFFFu)]
    [InlineData(1_000u)]
    public void A_length_that_is_a_placeholder_is_believed_as_far_as_there_are_bytes(uint length)
    {
        var file = Wave.Of(Samples, 22_050);
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(40), length);

        Wave.Read(file, out _).ShouldBe(Samples);
    }

    [Fact]
    public void Chunks_before_the_sound_are_passed_over_and_those_after_it_are_no_sound()
    {
        var plain = Wave.Of(Samples, 8_000);
        byte[] file =
        [
            .. plain[..36], .. "LIST"u8, 3, 0, 0, 0, 1, 2, 3, 0,
            .. plain[36..], .. "id3 "u8, 2, 0, 0, 0, 9, 9,
        ];

        Wave.Read(file, out _).ShouldBe(Samples);
    }

    [Theory]
    [InlineData(22, 2, "2 channels")]
    [InlineData(20, 3, "encoding 3")]
    [InlineData(34, 24, "24 bits")]
    public void A_file_of_another_kind_is_refused_by_what_it_is(int at, int value, string named)
    {
        var file = Wave.Of(Samples, 8_000);
        file[at] = (byte)value;

        Should.Throw<InvalidDataException>(() => Wave.Read(file, out _)).Message.ShouldContain(named);
    }

    [Fact]
    public void Garbage_is_refused_and_never_read_past_its_end()
    {
        var random = new Random(3);
        var file = Wave.Of(Samples, 8_000);
        for (var i = 0; i < 5_000; i++)
        {
            var broken = file[..random.Next(file.Length + 1)];
            for (var changes = random.Next(4); changes > 0 && broken.Length > 0; changes--)
                broken[random.Next(broken.Length)] = (byte)random.Next(256);
            try
            {
                Wave.Read(broken, out _).Length.ShouldBeLessThanOrEqualTo(broken.Length);
            }
            catch (InvalidDataException)
            {
                // Said what is wrong.
            }
        }
    }

    [Fact]
    public void A_stream_gives_the_same_sound_wherever_it_is_cut()
    {
        var file = Wave.Of(Tones.Sine(440, 22_050, 0.2), 22_050);
        var whole = Stream(file, file.Length);

        whole.Length.ShouldBeInRange(1_600, 1_601);
        foreach (var size in (int[])[1, 3, 44, 1_001])
            Stream(file, size).ShouldBe(whole);
        Should.Throw<InvalidDataException>(() => Stream(file[..30], 7));
    }

    private static byte[] Stream(byte[] file, int size)
    {
        var stream = new WaveStream();
        var sound = new List<byte>();
        foreach (var piece in file.Chunk(size))
            sound.AddRange(stream.Next(piece).Span);
        sound.AddRange(stream.Finish().Span);
        return [.. sound];
    }
}
