using System.Collections.Concurrent;

namespace Gateway.Webhooks;

/// <summary>A target of a workspace: what goes there waits for nothing that goes elsewhere.</summary>
internal readonly record struct DeliveryLane(string Workspace, string Target);

/// <summary>
/// The lanes that are being worked on, each by one worker: at most <see cref="Most"/> at once, so that a target that is
/// slow costs the others one place. For one caller at a time.
/// </summary>
internal sealed class DeliveryLanes(TimeProvider time)
{
    /// <summary>The most that are worked on at once.</summary>
    public const int Most = 32;

    private readonly ConcurrentDictionary<DeliveryLane, Task<int>> _running = [];
    private readonly ConcurrentDictionary<DeliveryLane, DateTimeOffset> _resting = [];

    /// <summary>Whether a worker may begin there now.</summary>
    public bool MayStart(DeliveryLane lane) =>
        _running.Count < Most && !_running.ContainsKey(lane) && !Rests(lane);

    /// <summary>Leaves a target alone for a while.</summary>
    public void Rest(DeliveryLane lane, TimeSpan pause) => _resting[lane] = time.GetUtcNow() + pause;

    /// <summary>Whether a target wants to be left alone.</summary>
    public bool Rests(DeliveryLane lane)
    {
        if (!_resting.TryGetValue(lane, out var until))
            return false;
        if (until > time.GetUtcNow())
            return true;
        _resting.TryRemove(lane, out _);
        return false;
    }

    /// <summary>Begins to work on one.</summary>
    /// <param name="lane">One that <see cref="MayStart"/>.</param>
    /// <param name="work">Works until nothing is due; answers how many messages there were.</param>
    public Task<int> Start(DeliveryLane lane, Func<Task<int>> work)
    {
        var done = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        _running[lane] = done.Task;
        _ = RunAsync(lane, work, done);
        return done.Task;
    }

    /// <summary>Waits for all that run.</summary>
    public Task DrainAsync() => Task.WhenAll(_running.Values);

    private async Task RunAsync(DeliveryLane lane, Func<Task<int>> work, TaskCompletionSource<int> done)
    {
        await Task.Yield();
        var sent = 0;
        try
        {
            sent = await work();
        }
        finally
        {
            _running.TryRemove(lane, out _);
            done.SetResult(sent);
        }
    }
}
