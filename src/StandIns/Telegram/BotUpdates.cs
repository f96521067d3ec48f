using System.Text.Json.Nodes;

namespace Gateway.StandIns.Telegram;

/// <summary>
/// What Telegram has to tell a bot: it waits to be asked for, or is brought to the webhook once there is one ("Getting
/// updates", Bot API).
/// </summary>
/// <param name="clock">When they came.</param>
/// <param name="lastId">The number before the first one.</param>
/// <param name="most">How many wait; the oldest go first.</param>
public class BotUpdates(TimeProvider clock, int lastId, int most = int.MaxValue)
{
    private const int MaxTaken = 100;
    private const int DefaultConnections = 40;

    private const string UseDelete = "use deleteWebhook to delete the webhook first";

    private static readonly TimeSpan MaxPatience = TimeSpan.FromSeconds(50);
    private static readonly TimeSpan Life = TimeSpan.FromHours(24);

    // An answer to a press that comes later is refused.
    private static readonly TimeSpan PressLife = TimeSpan.FromSeconds(150);

    private readonly List<(int Id, JsonObject Update, DateTimeOffset EndsAt)> _waiting = [];
    private TaskCompletionSource _arrived = NewSource();
    private TaskCompletionSource<string>? _poll;
    private int _lastId = lastId;

    /// <summary>The webhook; empty when there is none.</summary>
    public string Url { get; private set; } = "";

    /// <summary>What goes with each webhook, or null.</summary>
    public string? Secret { get; private set; }

    /// <summary>Which kinds are wanted, as the bot has asked for; null before.</summary>
    public IReadOnlyList<string>? Allowed { get; private set; }

    /// <summary>As the bot has asked for.</summary>
    public int MaxConnections { get; private set; } = DefaultConnections;

    /// <summary>What Telegram says of its last attempt; null when it went well.</summary>
    public string? LastError { get; set; }

    /// <summary>When that was.</summary>
    public DateTimeOffset? LastErrorAt { get; set; }

    /// <summary>How often two asked at the same time.</summary>
    public int Conflicts { get; private set; }

    /// <summary>How many wait.</summary>
    public int Waiting => Pending.Count;

    /// <summary>Tells when they came.</summary>
    protected TimeProvider Clock { get; } = clock;

    /// <summary>Held while anything is looked up or changed.</summary>
    protected Lock Gate { get; } = new();

    /// <summary>What waits, in order; what has come to its end does no more.</summary>
    protected IReadOnlyList<JsonObject> Pending
    {
        get
        {
            lock (Gate)
            {
                _waiting.RemoveAll(update => update.EndsAt <= Clock.GetUtcNow());
                return [.. _waiting.Select(update => update.Update)];
            }
        }
    }

    /// <summary>An update's number.</summary>
    public static int IdOf(JsonNode update) => (int)update["update_id"]!;

    /// <summary>Sets or, with an empty address, takes away the webhook.</summary>
    /// <param name="url">Where to.</param>
    /// <param name="secret">What goes with each, or null.</param>
    /// <param name="allowed">Which kinds are wanted; null: as before.</param>
    /// <param name="maxConnections">How many at once; null: 40.</param>
    public virtual void SetWebhook(
        string url, string? secret, IReadOnlyList<string>? allowed = null, int? maxConnections = null)
    {
        lock (Gate)
        {
            (Url, Secret, Allowed) = (url, secret, allowed ?? Allowed);
            MaxConnections = maxConnections ?? DefaultConnections;
            if (url.Length > 0)
                _poll?.TrySetResult("terminated by setWebhook request");
        }
    }

    /// <summary>Something has happened that the bot is told of.</summary>
    /// <param name="kind"><c>message</c>, <c>edited_message</c>, <c>callback_query</c>, <c>my_chat_member</c>.</param>
    /// <param name="content">The update's content.</param>
    /// <returns>The whole update.</returns>
    public virtual JsonObject Add(string kind, JsonObject content)
    {
        lock (Gate)
        {
            var update = New(kind, content);
            if (Allowed is { } allowed && !allowed.Contains(kind))
                return update;
            if (_waiting.Count >= most)
                _waiting.RemoveAt(0);
            _waiting.Add((IdOf(update), update, Clock.GetUtcNow() + (kind == "callback_query" ? PressLife : Life)));
            _arrived.TrySetResult();
            _arrived = NewSource();
            return update;
        }
    }

    /// <summary>Whether an update has been taken, or has come to its end.</summary>
    public bool IsTaken(JsonNode update)
    {
        lock (Gate)
            return !_waiting.Exists(waiting => waiting.Id == IdOf(update));
    }

    /// <summary>
    /// Answers <c>getUpdates</c>: what lies before the offset is done with; when nothing waits, a while goes by first.
    /// Of two that ask at the same time, the earlier one is sent away.
    /// </summary>
    internal async Task<BotAnswer> PollAsync(BotCall call, CancellationToken cancellationToken)
    {
        var timeout = TimeSpan.FromSeconds(Math.Clamp(call.Number("timeout") ?? 0, 0, (long)MaxPatience.TotalSeconds));
        var mine = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        Task arrived;
        lock (Gate)
        {
            if (Url.Length > 0)
                return Conflict($"can't use getUpdates method while webhook is active; {UseDelete}");
            Allowed = call.Texts("allowed_updates") ?? Allowed;
            if (_poll is { } other)
            {
                Conflicts++;
                other.TrySetResult(
                    "terminated by other getUpdates request; make sure that only one bot instance is running");
            }

            var waiting = Take(call);
            if (waiting.Count > 0 || timeout <= TimeSpan.Zero)
                return new BotAnswer(waiting);
            (_poll, arrived) = (mine, _arrived.Task);
        }

        Task either = Task.WhenAny(arrived, mine.Task).WaitAsync(timeout, Clock, cancellationToken);
        await either.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        lock (Gate)
        {
            if (_poll == mine)
                _poll = null;
            return mine.Task.IsCompletedSuccessfully ? Conflict(mine.Task.Result) : new BotAnswer(Take(call));
        }
    }

    internal void Clear()
    {
        lock (Gate)
            _waiting.Clear();
    }

    /// <summary>An update with a number of its own, which waits nowhere.</summary>
    protected JsonObject New(string kind, JsonObject content) =>
        new() { ["update_id"] = Interlocked.Increment(ref _lastId), [kind] = content.DeepClone() };

    /// <summary>An update has been taken.</summary>
    protected void Remove(JsonObject update)
    {
        lock (Gate)
            _waiting.RemoveAll(waiting => waiting.Id == IdOf(update));
    }

    private JsonArray Take(BotCall call)
    {
        var offset = call.Number("offset") ?? 0;
        _waiting.RemoveAll(update => update.Id < offset);
        var limit = (int)Math.Clamp(call.Number("limit") ?? MaxTaken, 1, MaxTaken);
        return [.. Pending.Take(limit).Select(update => update.DeepClone())];
    }

    private static BotAnswer Conflict(string why) => BotAnswer.Refused(409, $"Conflict: {why}");

    private static TaskCompletionSource NewSource() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
