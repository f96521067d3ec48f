using System.Collections.Concurrent;
using System.Diagnostics;
using Gateway.Sessions;
using Gateway.Testing;

namespace Gateway.Tests.Faults;

/// <summary>
/// A visitor who talks on through everything, as the widget lets them: one message after the other, each under one id
/// until it is kept, each answer waited for, and a lost connection made anew on any gateway. Nothing is asked for but
/// at a new connection: what no one tells is a silence.
/// </summary>
internal sealed class Talker(int number, int seed, Func<int, GatewayProcess> nodeOf, ConcurrentQueue<TimeSpan> answers)
    : IAsyncDisposable
{
    private readonly Random _random = new((seed * 10_000) + number);
    private VisitorClient? _hub;
    private string? _token;
    private int _moves;
    private long _seen;

    public SessionId Session { get; private set; }

    /// <summary>Ids of the messages that were kept, in order.</summary>
    public List<string> Kept { get; } = [];

    /// <summary>When the message that is waiting for its answer was first sent; null when none is.</summary>
    public long? WaitsSince { get; private set; }

    /// <summary>Talks until it is told to come to an end; what was begun is brought to its answer.</summary>
    public async Task TalkAsync(TimeSpan pause, CancellationToken enough, CancellationToken deadline)
    {
        await ThinkAsync(pause * 2, enough);
        while (!enough.IsCancellationRequested)
        {
            var id = $"m-{number}-{Kept.Count}";
            var started = Stopwatch.GetTimestamp();
            WaitsSince = started;
            var seq = await SendAsync(id, deadline);
            Kept.Add(id);
            await AnswerAsync(seq, deadline);
            WaitsSince = null;
            answers.Enqueue(Stopwatch.GetElapsedTime(started));
            await ThinkAsync(pause, enough);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_hub is not null)
            await _hub.DisposeAsync();
    }

    private async Task<long> SendAsync(string id, CancellationToken deadline)
    {
        while (true)
        {
            try
            {
                await ConnectedAsync(deadline);
                return (long)(await _hub!.CallAsync("Send", new { clientMessageId = id, text = "Bonjour" }))!["seq"]!;
            }
            catch (Exception error) when (IsPassing(error))
            {
                await LaterAsync(error, deadline);
            }
        }
    }

    private async Task AnswerAsync(long seq, CancellationToken deadline)
    {
        while (_seen <= seq)
        {
            try
            {
                await ConnectedAsync(deadline);
                if (_seen > seq)
                    return;
                var answer = _hub!.WaitForAnswerAsync(seq);
                if (await Task.WhenAny(answer, _hub.Closed).WaitAsync(deadline) == answer)
                    _seen = (long)(await answer)["seq"]!;
                else
                    throw new HubRefusedException("closed: the connection has ended");
            }
            catch (Exception error) when (IsPassing(error) && !deadline.IsCancellationRequested)
            {
                await LaterAsync(error, deadline);
            }
        }
    }

    private async Task ConnectedAsync(CancellationToken deadline)
    {
        if (_hub is { Closed.IsCompleted: false })
            return;
        if (_hub is not null)
            await _hub.DisposeAsync();
        _hub = null;
        var hub = await VisitorClient.ConnectAsync(nodeOf(number + _moves).Address).WaitAsync(deadline);
        try
        {
            var started = (await hub.CallAsync("Start", new { siteKey = "demo-shop", locale = "fr", token = _token }))!;
            _token = (string)started["token"]!;
            Session = SessionId.Parse((string)started["sessionId"]!);
            _seen = started["entries"]!.AsArray()
                .Where(entry => (string?)entry!["role"] == "agent")
                .Select(entry => (long)entry!["seq"]!)
                .Append(_seen).Max();
            _hub = hub;
        }
        catch
        {
            await hub.DisposeAsync();
            throw;
        }
    }

    /// <summary>What the widget tries again: a line that is closed or refused, and a store that is away.</summary>
    private static bool IsPassing(Exception error) => error is HubRefusedException { Code: "unavailable" or "closed" }
        or System.Net.WebSockets.WebSocketException or HttpRequestException or TimeoutException or IOException
            or OperationCanceledException;

    private async Task LaterAsync(Exception error, CancellationToken deadline)
    {
        // A line that is gone is tried elsewhere; a store that is away is away for all.
        if (error is not HubRefusedException { Code: "unavailable" })
            _moves++;
        await Task.Delay(200 + _random.Next(300), deadline);
    }

    private Task ThinkAsync(TimeSpan pause, CancellationToken enough) =>
        Task.Delay(pause * (0.5 + _random.NextDouble()), enough)
            .ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
}
