using System.Collections.Concurrent;
using Gateway.Sessions.Engine;
using Microsoft.Extensions.Logging.Abstractions;
using Shouldly;
using Xunit;

namespace Gateway.Sessions.Tests;

/// <summary>Places, and who is told when one is free.</summary>
public sealed class ShardSweepTests
{
    private static readonly TimeSpan Never = TimeSpan.FromHours(1);
    private static readonly TimeSpan Enough = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task Takes_up_no_more_than_it_has_places_for_and_the_rest_when_half_of_them_are_free()
    {
        var work = new Work();
        work.Put(shard: 7, pieces: 10);
        using var sweep = new ShardSweep<int>(
            work, "pieces", places: 4, Never, TimeProvider.System, NullLogger.Instance);

        sweep.Open();
        for (var begun = 4; begun <= 10; begun += 2)
        {
            await work.BegunAsync(begun);
            work.Running.ShouldBeLessThanOrEqualTo(4);
            work.End();
            work.End();
        }
    }

    [Fact]
    public async Task Keeps_no_place_before_it_is_opened_nor_when_it_stops()
    {
        using var sweep = new ShardSweep<int>(
            new Work(), "pieces", places: 1, Never, TimeProvider.System, NullLogger.Instance);

        sweep.TryReserve().ShouldBeFalse();
        sweep.Open();
        sweep.TryReserve().ShouldBeTrue();
        sweep.TryReserve().ShouldBeFalse();
        sweep.Unreserve();
        await sweep.StopAsync();
        sweep.TryReserve().ShouldBeFalse();
        (await sweep.DrainAsync(Enough, TestContext.Current.CancellationToken)).ShouldBeTrue();
    }

    [Fact]
    public async Task Waits_for_what_runs_and_hands_back_what_was_granted_too_late()
    {
        var work = new Work { Granting = new TaskCompletionSource() };
        work.Put(shard: 7, pieces: 1);
        using var sweep = new ShardSweep<int>(
            work, "pieces", places: 8, Never, TimeProvider.System, NullLogger.Instance);
        sweep.Open();
        sweep.TryReserve().ShouldBeTrue();
        sweep.Run(99);
        await work.BegunAsync(1);

        await sweep.StopAsync();
        var draining = sweep.DrainAsync(Enough, TestContext.Current.CancellationToken);
        draining.IsCompleted.ShouldBeFalse();
        work.Granting.SetResult();
        work.End();

        (await draining).ShouldBeTrue();
        work.HandedBack.ShouldHaveSingleItem();
    }

    /// <summary>Pieces that end when they are told to.</summary>
    private sealed class Work : IShardWork<int>
    {
        private readonly ConcurrentQueue<(int Shard, int Piece)> _waiting = new();
        private readonly SemaphoreSlim _end = new(0);
        private readonly SemaphoreSlim _begun = new(0);
        private int _total;
        private int _running;

        public TaskCompletionSource? Granting { get; init; }

        public ConcurrentQueue<int> HandedBack { get; } = new();

        public int Running => Volatile.Read(ref _running);

        public void Put(int shard, int pieces)
        {
            for (var piece = 0; piece < pieces; piece++)
                _waiting.Enqueue((shard, piece));
        }

        public void End() => _end.Release();

        public async Task BegunAsync(int pieces)
        {
            for (; _total < pieces; _total++)
                (await _begun.WaitAsync(Enough)).ShouldBeTrue();
        }

        public Task<IReadOnlyList<int>> FindDueAsync() =>
            Task.FromResult<IReadOnlyList<int>>([.. _waiting.Select(waiting => waiting.Shard).Distinct()]);

        public async Task<IReadOnlyList<int>> ClaimAsync(int shard, int most)
        {
            var taken = new List<int>();
            while (taken.Count < most && _waiting.TryDequeue(out var waiting))
                taken.Add(waiting.Piece);
            if (Granting is not null)
                await Granting.Task;
            return taken;
        }

        public async Task RunAsync(int lease)
        {
            Interlocked.Increment(ref _running);
            _begun.Release();
            await _end.WaitAsync();
            Interlocked.Decrement(ref _running);
        }

        public Task HandBackAsync(int lease)
        {
            HandedBack.Enqueue(lease);
            return Task.CompletedTask;
        }
    }
}
