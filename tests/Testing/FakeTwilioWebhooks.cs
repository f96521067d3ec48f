using System.Collections.Concurrent;
using System.Net;
using Gateway.StandIns.Twilio;

namespace Gateway.Testing;

/// <summary>What a contact sends.</summary>
/// <param name="From">E.164 or <c>whatsapp:…</c>.</param>
/// <param name="To">Our number, in the same form.</param>
/// <param name="Body">The words; may be empty.</param>
public sealed record FakeTwilioInbound(string From, string To, string Body)
{
    /// <summary>Files.</summary>
    public IReadOnlyList<(string ContentType, byte[] Bytes)> Media { get; init; } = [];

    /// <summary>
    /// Further fields of the webhook's form: <c>ButtonPayload</c>, <c>ProfileName</c>, <c>Latitude</c> and the like.
    /// </summary>
    public IReadOnlyDictionary<string, string> Fields { get; init; } = new Dictionary<string, string>();
}

/// <summary>What the fake was answered to a webhook.</summary>
/// <param name="Url">The public address.</param>
/// <param name="Status">HTTP status, or null when the connection failed.</param>
public sealed record FakeTwilioDelivery(string Url, HttpStatusCode? Status);

/// <summary>
/// The fake's calls to the gateway: inbound messages and status callbacks, rightly signed, as often and in whatever
/// order a test wants them. An address's overrides (<c>#rc=3&amp;rp=ct,rt,5xx</c>) count as at Twilio.
/// </summary>
public sealed class FakeTwilioWebhooks : IDisposable
{
    private readonly FakeTwilio _twilio;
    private readonly HttpClient _http = new(
        new SocketsHttpHandler { AllowAutoRedirect = false })
    { Timeout = TimeSpan.FromSeconds(15) };
    private readonly ConcurrentDictionary<string, Uri[]> _routes = new();
    private readonly ConcurrentDictionary<Task, bool> _running = new();
    private readonly ConcurrentQueue<FakeTwilioDelivery> _deliveries = new();
    private readonly Lock _gate = new();
    private Random _random = new(1);
    private int _turn;

    internal FakeTwilioWebhooks(FakeTwilio twilio) => _twilio = twilio;

    /// <summary>
    /// Statuses that follow each message that is taken (<c>sending</c>, <c>sent</c>, <c>delivered</c>, <c>read</c>);
    /// none by default.
    /// </summary>
    public IReadOnlyList<string> Follow { get; set; } = [];

    /// <summary>Whether these come in any order.</summary>
    public bool IsShuffled { get; set; }

    /// <summary>How often each of them comes at most; each number up to it is as likely.</summary>
    public int MostTimes { get; set; } = 1;

    /// <summary>Whether they come before the answer to the send does.</summary>
    public bool ComesBeforeAnswer { get; set; }

    /// <summary>All webhooks that were sent, with what was answered.</summary>
    public IReadOnlyList<FakeTwilioDelivery> Deliveries => [.. _deliveries];

    /// <summary>Chance from now on.</summary>
    public void Seed(int seed)
    {
        lock (_gate)
            _random = new Random(seed);
    }

    /// <summary>
    /// Where requests to a public address really go: to these nodes in turn; to none: no one answers. An address
    /// without a route is called as it is.
    /// </summary>
    public void Route(Uri publicUrl, params Uri[] nodes) =>
        _routes[publicUrl.GetLeftPart(UriPartial.Authority)] = nodes;

    /// <summary>Twilio gets a message, and no webhook is sent: what an outage of the gateway looks like.</summary>
    public KeptMessage Receive(FakeTwilioInbound inbound)
    {
        var sid = _twilio.Messages.NewSid(inbound.Media.Count > 0 ? "MM" : "SM");
        var now = _twilio.Clock.GetUtcNow();
        var message = new KeptMessage
        {
            Sid = sid,
            IsInbound = true,
            From = inbound.From,
            To = inbound.To,
            Body = inbound.Body,
            Media = [.. inbound.Media.Select(
                file => new KeptMedia(_twilio.Messages.NewSid("ME"), file.ContentType, () => file.Bytes))],
            CreatedAt = now,
            SentAt = now,
            Status = "received",
        };
        var fields = new Dictionary<string, string>(TwilioForms.Inbound(message, _twilio.AccountSid, _twilio.Address));
        foreach (var (name, value) in inbound.Fields)
            fields[name] = value;
        return _twilio.Messages.Add(message with { Fields = [.. fields] });
    }

    /// <summary>Twilio gets a message and tells the gateway.</summary>
    /// <param name="inbound">The message.</param>
    /// <param name="webhook">Public address of the webhook, with its overrides.</param>
    /// <param name="times">How often, all at once.</param>
    /// <returns>What was answered each time.</returns>
    public async Task<IReadOnlyList<HttpStatusCode?>> SendAsync(
        FakeTwilioInbound inbound, string webhook, int times = 1) =>
        await SendAsync(Receive(inbound), webhook, times);

    /// <summary>Tells the gateway of a message Twilio has.</summary>
    public async Task<IReadOnlyList<HttpStatusCode?>> SendAsync(KeptMessage received, string webhook, int times = 1) =>
        await Task.WhenAll(Enumerable.Range(0, times).Select(_ => PostAsync(webhook, received.Fields)));

    /// <summary>
    /// Tells the gateway of messages in any order, each of them up to so many times, several at once.
    /// </summary>
    public async Task SendShuffledAsync(
        IEnumerable<KeptMessage> received, string webhook, int mostTimes, int atOnce = 8)
    {
        KeptMessage[] all;
        lock (_gate)
        {
            all = [.. received.SelectMany(message => Enumerable.Repeat(message, 1 + _random.Next(mostTimes)))];
            _random.Shuffle(all);
        }

        await Parallel.ForEachAsync(
            all, new ParallelOptions { MaxDegreeOfParallelism = atOnce },
            async (message, _) => await PostAsync(webhook, message.Fields));
    }

    /// <summary>Tells the gateway what became of a message, and notes it.</summary>
    public async Task<HttpStatusCode?> ReportAsync(string sid, string status, string? errorCode = null)
    {
        var message = _twilio.Messages.Update(sid, message => message with
        {
            Status = status,
            ErrorCode = errorCode,
            SentAt = message.SentAt ?? _twilio.Clock.GetUtcNow(),
        }) ?? throw new InvalidOperationException($"There is no message {sid}");
        return await CallBackAsync(message, status, errorCode);
    }

    /// <summary>Posts a form as Twilio does.</summary>
    /// <param name="url">Public address, with its overrides.</param>
    /// <param name="form">The form.</param>
    /// <param name="token">Signs; null: the account's own token.</param>
    public async Task<HttpStatusCode?> PostAsync(
        string url, IReadOnlyList<KeyValuePair<string, string>> form, string? token = null)
    {
        var (address, overrides) = url.Split('#', 2) is [var before, var after]
            ? (before, after.Split('&'))
            : (url, []);
        var retries = overrides.Where(one => one.StartsWith("rc=", StringComparison.Ordinal))
            .Select(one => int.Parse(one[3..]))
            .FirstOrDefault(1);
        var onError = overrides.Any(
            one => one.StartsWith("rp=", StringComparison.Ordinal) && one.Contains("5xx", StringComparison.Ordinal));
        HttpStatusCode? status = null;
        for (var attempt = 0; attempt <= retries; attempt++)
        {
            status = await PostOnceAsync(address, form, token ?? _twilio.AuthToken);
            _deliveries.Enqueue(new FakeTwilioDelivery(url, status));
            if (status is { } answer && !(onError && (int)answer >= 500))
                break;
        }

        return status;
    }

    /// <summary>Waits until all callbacks that were begun have been answered.</summary>
    public async Task DrainAsync()
    {
        while (_running.Keys.ToArray() is { Length: > 0 } running)
            await Task.WhenAll(running);
    }

    public void Dispose() => _http.Dispose();

    internal async Task FollowUpAsync(KeptMessage message)
    {
        string[] statuses;
        lock (_gate)
        {
            statuses = [.. Follow.SelectMany(status => Enumerable.Repeat(status, 1 + _random.Next(MostTimes)))];
            if (IsShuffled)
                _random.Shuffle(statuses);
        }

        foreach (var status in statuses)
            await CallBackAsync(message, status, null);
    }

    internal void Start(Func<Task> work)
    {
        var task = Task.Run(work);
        _running[task] = true;
        _ = task.ContinueWith(ended => _running.TryRemove(ended, out _), TaskScheduler.Default);
    }

    private async Task<HttpStatusCode?> CallBackAsync(KeptMessage message, string status, string? errorCode)
    {
        if (message.StatusCallback is null)
            return null;
        var form = TwilioForms.Receipt(message, _twilio.AccountSid, status, errorCode, _twilio.Clock.GetUtcNow());
        return await PostAsync(message.StatusCallback, form);
    }

    private async Task<HttpStatusCode?> PostOnceAsync(
        string address, IReadOnlyList<KeyValuePair<string, string>> form, string token)
    {
        var target = new Uri(address);
        if (_routes.TryGetValue(target.GetLeftPart(UriPartial.Authority), out var nodes) && nodes.Length == 0)
            return null;
        if (nodes is not null)
            target = new Uri(nodes[Interlocked.Increment(ref _turn) % nodes.Length], target.PathAndQuery);
        using var request = new HttpRequestMessage(
            HttpMethod.Post, target)
        { Content = new FormUrlEncodedContent(form) };
        request.Headers.Add("X-Twilio-Signature", FakeTwilioSigner.Sign(token, address, form));
        try
        {
            using var answer = await _http.SendAsync(request);
            return answer.StatusCode;
        }
        catch (Exception error) when (error is HttpRequestException or TaskCanceledException)
        {
            return null;
        }
    }
}
