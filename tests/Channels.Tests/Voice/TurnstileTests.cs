using Gateway.Channels.Speech;
using Gateway.Channels.Voice.Calls;
using Gateway.Channels.Voice.Speaking;
using Gateway.Channels.Voice.Streams;
using Gateway.Testing;
using Shouldly;
using Xunit;

namespace Gateway.Channels.Tests.Voice;

/// <summary>What calls stand on.</summary>
public sealed class TurnstileTests
{
    [Fact]
    public async Task Steps_are_done_one_at_a_time_in_order_and_a_fault_ends_only_its_own()
    {
        var faults = new List<Exception>();
        var turnstile = new Turnstile(faults.Add);
        var (running, most, done) = (0, 0, 0);

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() =>
        {
            for (var i = 0; i < 500; i++)
                turnstile.Pass(Step);
        })));
        turnstile.Pass(() => throw new InvalidOperationException());
        await turnstile.FlushAsync();

        (most, done).ShouldBe((1, 4_000));
        faults.Count.ShouldBe(1);

        void Step()
        {
            most = Math.Max(most, ++running);
            done++;
            running--;
        }
    }

    [Fact]
    public void A_step_that_brings_another_does_not_wait_for_it()
    {
        var order = new List<int>();
        var turnstile = new Turnstile(_ => { });

        turnstile.Pass(() =>
        {
            turnstile.Pass(() => order.Add(2));
            order.Add(1);
        });

        order.ShouldBe([1, 2]);
    }

    [Fact]
    public void A_turnstile_that_hangs_takes_no_more_than_its_bound()
    {
        var turnstile = new Turnstile(_ => { });
        var taken = 0;

        turnstile.Pass(() =>
        {
            while (turnstile.Pass(() => { }))
                taken++;
        });

        taken.ShouldBe(Turnstile.Most - 1);
    }

    [Fact]
    public void Nothing_beats_without_a_call()
    {
        var clock = new ManualClock();
        using var ticker = new FrameTicker(clock);
        var beats = 0;
        var first = ticker.Add(() => beats++);
        var second = ticker.Add(() => beats++);
        clock.Advance(TimeSpan.FromMilliseconds(100));
        beats.ShouldBe(10);

        first.Dispose();
        second.Dispose();
        clock.Advance(TimeSpan.FromMinutes(1));

        (beats, ticker.Count).ShouldBe((10, 0));
    }

    [Fact]
    public void Spoken_words_are_kept_up_to_a_bound_and_the_least_used_go_first()
    {
        var cache = new SpokenCache();
        for (var i = 0; i < 100; i++)
        {
            cache.Keep("voice", "fr", $"{i}", new SpokenSound(new byte[1_000_000]));
            cache.TryGet("voice", "fr", "0", out _).ShouldBeTrue();
        }

        cache.TryGet("voice", "fr", "99", out _).ShouldBeTrue();
        cache.TryGet("voice", "fr", "1", out _).ShouldBeFalse();
        cache.TryGet("other", "fr", "99", out _).ShouldBeFalse();
    }
}
