using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Gateway.Testing;

/// <summary>
/// What the fake has to tell the bot. Updates of one lane (messages of a chat, presses of a user) go out strictly one after the other; one that is not
/// taken is repeated, later and later, until its life ends.
/// </summary>
public sealed class FakeTelegramUpdates(TimeProvider clock) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly List<Pending> _pending = [];
    private readonly List<JsonObject> _all = [];
    private readonly HashSet<string> _lanes = [];
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false }) { Timeout = TimeSpan.FromSeconds(60) };
    private readonly CancellationTokenSource _stop = new();
    private Uri[] _nodes = [];
    private bool _bringsByItself;
    private int _turn;
    private int _posts;
    private TaskCompletionSource _arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _lastId = 500_000;
    private int _pollers;

    /// <summary>The webhook; empty when there is none.</summary>
    public string Url { get; internal set; } = "";

    /// <summary>What the webhook carries.</summary>
    public string? Secret { get; internal set; }

    /// <summary>As the bot has asked for; null before.</summary>
    public IReadOnlyList<string>? Allowed { get; internal set; }

    /// <summary>As the bot has asked for.</summary>
    public int MaxConnections { get; internal set; } = 40;

    /// <summary>What Telegram says of its last attempt; null when it went well.</summary>
    public string? LastError { get; set; }

    /// <summary>When that was.</summary>
    public DateTimeOffset? LastErrorAt { get; set; }

    /// <summary>The pause before the third attempt to bring an update, doubled after each further one up to a minute. Default 2 seconds, as at Telegram.</summary>
    public TimeSpan RepeatsAfter { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>All that has happened, whether it was taken or not, in order.</summary>
    public IReadOnlyList<JsonObject> All
    {
        get
        {
            lock (_gate)
                return [.. _all];
        }
    }

    /// <summary>How often the webhook was called.</summary>
    public int Posts => _posts;

    /// <summary>How often two asked at the same time.</summary>
    public int Conflicts { get; private set; }

    /// <summary>How many wait.</summary>
    public int Waiting
    {
        get
        {
            lock (_gate)
                return _pending.Count;
        }
    }

    /// <summary>Where webhooks really go: to these nodes in turn; to none: no one answers.</summary>
    public void Route(params Uri[] nodes)
    {
        lock (_gate)
            _nodes = nodes;
    }

    /// <summary>From now on it brings what there is by itself, as soon as there is a webhook.</summary>
    public void BringByItself()
    {
        lock (_gate)
        {
            _bringsByItself = true;
            BeginLanes();
        }
    }

    /// <summary>Whether an update has been taken, or has come to its end.</summary>
    public bool IsTaken(JsonNode update)
    {
        lock (_gate)
            return !_pending.Exists(waiting => waiting.Id == (int)update["update_id"]!);
    }

    /// <summary>Something has happened that the bot is told of.</summary>
    /// <param name="kind"><c>message</c>, <c>edited_message</c>, <c>callback_query</c>, <c>my_chat_member</c>.</param>
    /// <param name="content">The update's content.</param>
    /// <returns>The whole update.</returns>
    public JsonObject Add(string kind, JsonObject content)
    {
        lock (_gate)
        {
            var update = new JsonObject { ["update_id"] = ++_lastId, [kind] = content.DeepClone() };
            _all.Add(update);
            if (Allowed is null || Allowed.Contains(kind))
                _pending.Add(new Pending(_lastId, LaneOf(kind, content), update, clock.GetUtcNow() + (kind == "callback_query" ? TimeSpan.FromSeconds(150) : TimeSpan.FromHours(24))));
            _arrived.TrySetResult();
            _arrived = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            BeginLanes();
            return update;
        }
    }

    /// <summary>Brings what is due to the webhook, each lane by itself; returns once every lane is empty or must wait.</summary>
    public async Task DeliverAsync(HttpClient http)
    {
        string[] lanes;
        lock (_gate)
            lanes = [.. _pending.Select(update => update.Lane).Distinct()];
        await Task.WhenAll(lanes.Select(lane => DeliverAsync(http, lane)));
    }

    /// <summary>Brings one update as it is, as a repeat that crosses its answer would.</summary>
    public async Task<HttpResponseMessage> PostAsync(HttpClient http, JsonNode update, string? secret = null)
    {
        Uri node;
        lock (_gate)
            node = _nodes.Length > 0 ? _nodes[_turn++ % _nodes.Length] : throw new HttpRequestException("No one answers.");
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(node, new Uri(Url).AbsolutePath)) { Content = JsonContent.Create(update) };
        request.Headers.Add("X-Telegram-Bot-Api-Secret-Token", secret ?? Secret);
        Interlocked.Increment(ref _posts);
        return await http.SendAsync(request);
    }

    /// <summary>Brings one update once more; null when no one answers.</summary>
    public Task<HttpStatusCode?> RepeatAsync(JsonNode update) => TryPostAsync<HttpStatusCode?>(_http, update, answer => answer.StatusCode);

    public void Dispose()
    {
        _stop.Cancel();
        _http.Dispose();
    }

    internal void SetWebhook(string url, string? secret)
    {
        lock (_gate)
        {
            (Url, Secret) = (url, secret);
            BeginLanes();
        }
    }

    internal async Task<(int Status, JsonNode Answer)> PollAsync(long? offset, int limit, TimeSpan timeout, CancellationToken cancellationToken)
    {
        if (Url.Length > 0)
            return (409, "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first");
        if (Interlocked.Increment(ref _pollers) > 1)
        {
            Interlocked.Decrement(ref _pollers);
            Conflicts++;
            return (409, "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running");
        }

        try
        {
            while (true)
            {
                Task arrived;
                lock (_gate)
                {
                    _pending.RemoveAll(update => update.Id < offset);
                    if (_pending.Count > 0 || timeout <= TimeSpan.Zero)
                        return (200, new JsonArray([.. _pending.Take(limit).Select(update => update.Update.DeepClone())]));
                    arrived = _arrived.Task;
                }

                await arrived.WaitAsync(timeout, TimeProvider.System, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                cancellationToken.ThrowIfCancellationRequested();
                if (!arrived.IsCompleted)
                    return (200, new JsonArray());
            }
        }
        finally
        {
            Interlocked.Decrement(ref _pollers);
        }
    }

    internal void Clear()
    {
        lock (_gate)
            _pending.Clear();
    }

    private async Task DeliverAsync(HttpClient http, string lane)
    {
        while (true)
        {
            Pending? next;
            lock (_gate)
            {
                _pending.RemoveAll(update => update.EndsAt <= clock.GetUtcNow());
                next = _pending.Find(update => update.Lane == lane);
            }

            if (next is null || next.DueAt > clock.GetUtcNow())
                return;
            var (isTaken, error, wait) = await TryPostAsync<(bool, string, TimeSpan?)?>(http, next.Update, answer =>
                (answer.IsSuccessStatusCode, $"Wrong response from the webhook: {(int)answer.StatusCode} {answer.ReasonPhrase}", answer.Headers.RetryAfter?.Delta))
                ?? (false, "Connection refused", null);
            lock (_gate)
            {
                if (isTaken)
                {
                    LastError = null;
                    _pending.Remove(next);
                    continue;
                }

                (LastError, LastErrorAt) = (error, clock.GetUtcNow());
                next.DueAt = clock.GetUtcNow() + (wait ?? (next.Tries == 0 ? TimeSpan.Zero : RepeatsAfter * Math.Pow(2, Math.Min(next.Tries, 5) - 1)));
                next.Tries++;
            }
        }
    }

    private async Task<T?> TryPostAsync<T>(HttpClient http, JsonNode update, Func<HttpResponseMessage, T?> read)
    {
        try
        {
            using var answer = await PostAsync(http, update);
            return read(answer);
        }
        catch (Exception error) when (error is HttpRequestException or TaskCanceledException or ObjectDisposedException)
        {
            return default;
        }
    }

    private void BeginLanes()
    {
        if (!_bringsByItself || Url.Length == 0)
            return;
        foreach (var lane in _pending.Select(update => update.Lane).Distinct())
        {
            if (_lanes.Add(lane))
                _ = Task.Run(() => RunLaneAsync(lane));
        }
    }

    private async Task RunLaneAsync(string lane)
    {
        while (!_stop.IsCancellationRequested)
        {
            await DeliverAsync(_http, lane);
            TimeSpan wait;
            lock (_gate)
            {
                if (_pending.Find(update => update.Lane == lane) is not { } next || Url.Length == 0)
                {
                    _lanes.Remove(lane);
                    return;
                }

                wait = next.DueAt - clock.GetUtcNow();
            }

            if (wait > TimeSpan.Zero)
                await Task.Delay(wait, clock, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static string LaneOf(string kind, JsonObject content) => kind switch
    {
        "message" or "edited_message" => $"chat {content["chat"]?["id"]}",
        "callback_query" => $"user {content["from"]?["id"]}",
        _ => $"{kind} {content["chat"]?["id"]}",
    };

    private sealed record Pending(int Id, string Lane, JsonObject Update, DateTimeOffset EndsAt)
    {
        public DateTimeOffset DueAt { get; set; }

        public int Tries { get; set; }
    }
}
