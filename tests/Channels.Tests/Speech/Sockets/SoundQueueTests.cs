using Gateway.Channels.Speech.Sockets;
using Shouldly;
using Xunit;

namespace Gateway.Channels.Tests.Speech.Sockets;

public sealed class SoundQueueTests
{
    private readonly SoundQueue _queue = new();

    [Fact]
    public void What_is_written_comes_out_as_it_went_in_up_to_each_commit()
    {
        var random = new Random(5);
        var buffer = new byte[4_000];
        byte next = 0;
        byte expected = 0;
        var committed = 0;
        var taken = 0;
        for (var round = 0; round < 3_000; round++)
        {
            byte[] sound = [.. Enumerable.Range(0, random.Next(700)).Select(_ => next++)];
            _queue.Write(sound).ShouldBe(0);
            if (random.Next(5) == 0 && _queue.Commit())
                committed++;
            while (random.Next(10) != 0 && _queue.TryTake(buffer, out var length, out var isCommitted))
            {
                for (var i = 0; i < length; i++)
                    buffer[i].ShouldBe(expected++);
                taken += isCommitted ? 1 : 0;
            }
        }

        while (_queue.TryTake(buffer, out _, out var isCommitted))
            taken += isCommitted ? 1 : 0;
        taken.ShouldBe(committed);
        committed.ShouldBeGreaterThan(100);
    }

    [Fact]
    public void Less_than_fifty_milliseconds_wait_for_more_unless_they_are_committed()
    {
        var buffer = new byte[4_000];
        _queue.Write(new byte[399]);
        _queue.TryTake(buffer, out _, out _).ShouldBeFalse();

        _queue.Commit();

        _queue.TryTake(buffer, out var length, out var isCommitted).ShouldBeTrue();
        (length, isCommitted).ShouldBe((399, true));
        _queue.TryTake(buffer, out _, out _).ShouldBeFalse();
    }

    [Fact]
    public void What_is_more_than_ten_seconds_behind_is_dropped_and_counted()
    {
        var dropped = 0;
        for (var second = 0; second < 15; second++)
            dropped += _queue.Write(new byte[8_000]);

        dropped.ShouldBe(5 * 8_000);
        _queue.TryTake(new byte[4_000], out var length, out _).ShouldBeTrue();
        length.ShouldBe(4_000);
        _queue.Write(new byte[8_000]).ShouldBe(4_000);
    }

    [Fact]
    public void A_frame_in_steady_state_allocates_nothing()
    {
        var frame = new byte[160];
        var buffer = new byte[4_000];
        void Pass()
        {
            for (var i = 0; i < 500; i++)
            {
                _queue.Write(frame);
                _queue.TryTake(buffer, out _, out _);
            }
        }

        Pass();
        var before = GC.GetAllocatedBytesForCurrentThread();
        Pass();
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
    }
}
