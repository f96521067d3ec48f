using System.Text.Json.Nodes;
using Gateway.Simulator.Stage;

namespace Gateway.Simulator.Telegram;

/// <summary>How updates get to the bot: by its webhook once one is set, else they wait until they are asked for.</summary>
internal sealed class TelegramUpdates(GatewayDoor door, TimeProvider time)
{
    private const int MaxWaiting = 200;

    private readonly Lock _lock = new();
    private readonly List<JsonObject> _waiting = [];
    private TaskCompletionSource _arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _lastId = (int)time.GetUtcNow().ToUnixTimeSeconds();

    /// <summary>The webhook, empty when there is none.</summary>
    public string Url { get; private set; } = "";

    /// <summary>What goes with each webhook, or null.</summary>
    public string? Secret { get; private set; }

    /// <summary>Which kinds of updates are wanted; null: the usual ones.</summary>
    public JsonArray? Allowed { get; private set; }

    /// <summary>How many wait to be asked for.</summary>
    public int Waiting
    {
        get
        {
            lock (_lock)
                return _waiting.Count;
        }
    }

    /// <summary>A number that was not given before, not even by an earlier process: updates and messages are told apart by it for days.</summary>
    public int NextId() => Interlocked.Increment(ref _lastId);

    /// <summary>Sets or, with an empty address, takes away the webhook.</summary>
    public void SetWebhook(string url, string? secret, JsonArray? allowed) => (Url, Secret, Allowed) = (url, secret, allowed);

    /// <summary>Brings an update to the bot.</summary>
    /// <returns>Whether it was taken, or waits to be asked for.</returns>
    public async Task<bool> BringAsync(string kind, JsonObject content, CancellationToken cancellationToken)
    {
        var update = new JsonObject { ["update_id"] = NextId(), [kind] = content };
        if (Url.Length > 0)
            return await door.PostTelegramAsync(Url, Secret, update, cancellationToken);
        TaskCompletionSource arrived;
        lock (_lock)
        {
            if (_waiting.Count >= MaxWaiting)
                _waiting.RemoveAt(0);
            _waiting.Add(update);
            arrived = _arrived;
            _arrived = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        arrived.SetResult();
        return true;
    }

    /// <summary>What waits from a number on; what lies before it is done with. When nothing waits, a while goes by first.</summary>
    public async Task<JsonArray> TakeAsync(long offset, int limit, TimeSpan patience, CancellationToken cancellationToken)
    {
        var arrived = Arrived(offset, out var waiting, limit);
        if (waiting.Count > 0 || patience <= TimeSpan.Zero)
            return waiting;
        try
        {
            await arrived.WaitAsync(patience, time, cancellationToken);
        }
        catch (Exception error) when (error is TimeoutException or OperationCanceledException)
        {
            return waiting;
        }

        _ = Arrived(offset, out waiting, limit);
        return waiting;
    }

    private Task Arrived(long offset, out JsonArray waiting, int limit)
    {
        lock (_lock)
        {
            _waiting.RemoveAll(update => (int)update["update_id"]! < offset);
            waiting = [.. _waiting.Take(limit).Select(update => update.DeepClone())];
            return _arrived.Task;
        }
    }
}
