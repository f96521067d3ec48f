using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Gateway.StandIns.Telegram;

namespace Gateway.Testing;

/// <summary>
/// What the fake has to tell the bot. Updates of one lane (messages of a chat, presses of a user) go out strictly one
/// after the other; one that is not taken is repeated, later and later, until its life ends.
/// </summary>
public sealed class FakeTelegramUpdates(TimeProvider clock) : BotUpdates(clock, lastId: 500_000), IDisposable
{
    private readonly List<JsonObject> _all = [];
    private readonly HashSet<string> _lanes = [];
    private readonly Dictionary<int, (int Tries, DateTimeOffset DueAt)> _repeats = [];
    private readonly HttpClient _http = new(
        new SocketsHttpHandler { AllowAutoRedirect = false })
    { Timeout = TimeSpan.FromSeconds(60) };
    private readonly CancellationTokenSource _stop = new();
    private Uri[] _nodes = [];
    private bool _bringsByItself;
    private int _turn;
    private int _posts;

    /// <summary>
    /// The pause before the third attempt to bring an update, doubled after each further one up to a minute. Default 2
    /// seconds, as at Telegram.
    /// </summary>
    public TimeSpan RepeatsAfter { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>All that has happened, whether it was taken or not, in order.</summary>
    public IReadOnlyList<JsonObject> All
    {
        get
        {
            lock (Gate)
                return [.. _all];
        }
    }

    /// <summary>How often the webhook was called.</summary>
    public int Posts => _posts;

    /// <summary>Where webhooks really go: to these nodes in turn; to none: no one answers.</summary>
    public void Route(params Uri[] nodes)
    {
        lock (Gate)
            _nodes = nodes;
    }

    /// <summary>From now on it brings what there is by itself, as soon as there is a webhook.</summary>
    public void BringByItself()
    {
        lock (Gate)
        {
            _bringsByItself = true;
            BeginLanes();
        }
    }

    public override JsonObject Add(string kind, JsonObject content)
    {
        lock (Gate)
        {
            var update = base.Add(kind, content);
            _all.Add(update);
            BeginLanes();
            return update;
        }
    }

    public override void SetWebhook(
        string url, string? secret, IReadOnlyList<string>? allowed = null, int? maxConnections = null)
    {
        lock (Gate)
        {
            base.SetWebhook(url, secret, allowed, maxConnections);
            BeginLanes();
        }
    }

    /// <summary>
    /// Brings what is due to the webhook, each lane by itself; returns once every lane is empty or must wait.
    /// </summary>
    public async Task DeliverAsync(HttpClient http)
    {
        string[] lanes;
        lock (Gate)
            lanes = [.. Pending.Select(LaneOf).Distinct()];
        await Task.WhenAll(lanes.Select(lane => DeliverAsync(http, lane)));
    }

    /// <summary>Brings one update as it is, as a repeat that crosses its answer would.</summary>
    public async Task<HttpResponseMessage> PostAsync(HttpClient http, JsonNode update, string? secret = null)
    {
        Uri node;
        lock (Gate)
            node = _nodes.Length > 0
                ? _nodes[_turn++ % _nodes.Length]
                : throw new HttpRequestException("No one answers.");
        using var request = new HttpRequestMessage(
            HttpMethod.Post, new Uri(node, new Uri(Url).AbsolutePath))
        { Content = JsonContent.Create(update) };
        request.Headers.Add("X-Telegram-Bot-Api-Secret-Token", secret ?? Secret);
        Interlocked.Increment(ref _posts);
        return await http.SendAsync(request);
    }

    /// <summary>Brings one update once more; null when no one answers.</summary>
    public Task<HttpStatusCode?> RepeatAsync(JsonNode update) =>
        TryPostAsync<HttpStatusCode?>(_http, update, answer => answer.StatusCode);

    public void Dispose()
    {
        _stop.Cancel();
        _http.Dispose();
    }

    private async Task DeliverAsync(HttpClient http, string lane)
    {
        while (NextOf(lane) is { } next && next.DueAt <= Clock.GetUtcNow())
        {
            var (isTaken, error, wait) = await TryPostAsync<(bool, string, TimeSpan?)?>(http, next.Update, answer =>
                (answer.IsSuccessStatusCode,
                    $"Wrong response from the webhook: {(int)answer.StatusCode} {answer.ReasonPhrase}",
                    answer.Headers.RetryAfter?.Delta))
                ?? (false, "Connection refused", null);
            lock (Gate)
            {
                if (isTaken)
                {
                    LastError = null;
                    Remove(next.Update);
                    continue;
                }

                (LastError, LastErrorAt) = (error, Clock.GetUtcNow());
                var pause = wait
                    ?? (next.Tries == 0 ? TimeSpan.Zero : RepeatsAfter * Math.Pow(2, Math.Min(next.Tries, 5) - 1));
                _repeats[IdOf(next.Update)] = (next.Tries + 1, Clock.GetUtcNow() + pause);
            }
        }
    }

    private (JsonObject Update, int Tries, DateTimeOffset DueAt)? NextOf(string lane)
    {
        lock (Gate)
        {
            if (Pending.FirstOrDefault(update => LaneOf(update) == lane) is not { } next)
                return null;
            var (tries, dueAt) = _repeats.GetValueOrDefault(IdOf(next));
            return (next, tries, dueAt);
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
        foreach (var lane in Pending.Select(LaneOf).Distinct())
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
            lock (Gate)
            {
                if (NextOf(lane) is not { } next || Url.Length == 0)
                {
                    _lanes.Remove(lane);
                    return;
                }

                wait = next.DueAt - Clock.GetUtcNow();
            }

            if (wait > TimeSpan.Zero)
                await Task.Delay(wait, Clock, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static string LaneOf(JsonObject update)
    {
        var (kind, content) = update.Single(field => field.Key != "update_id");
        return kind switch
        {
            "message" or "edited_message" => $"chat {content!["chat"]?["id"]}",
            "callback_query" => $"user {content!["from"]?["id"]}",
            _ => $"{kind} {content!["chat"]?["id"]}",
        };
    }
}
