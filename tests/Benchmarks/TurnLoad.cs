using System.Diagnostics;

namespace Gateway.Benchmarks;

/// <summary>
/// The ways in which messages are brought, each until the last of its answer has come to the stand-in.
/// </summary>
internal sealed class TurnLoad(StandIn provider)
{
    // An answer that has not come by then does not come.
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(120);

    private long _number = Environment.TickCount64 << 12;

    /// <summary>Makes that many, before the clock runs.</summary>
    public TurnRequest[] Create(Func<long, TurnRequest> make, int count)
    {
        var first = Interlocked.Add(ref _number, count) - count;
        var requests = new TurnRequest[count];
        Parallel.For(0, count, i => requests[i] = make(first + i));
        return requests;
    }

    /// <summary>Closed loop: each connection brings the next message once the last is answered.</summary>
    /// <returns>How many were answered in a second.</returns>
    public async Task<double> AsFastAsCanBeAsync(TurnConnection[] connections, TurnRequest[] requests)
    {
        var next = -1;
        var started = Stopwatch.GetTimestamp();
        await Task.WhenAll(connections.Select(connection => Task.Run(async () =>
        {
            while (Interlocked.Increment(ref next) is var mine && mine < requests.Length)
                await TurnAsync(connection, requests[mine]);
        })));
        return requests.Length / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    /// <summary>Brings messages at a fixed rate, whatever becomes of them.</summary>
    /// <returns>Ends when all are answered.</returns>
    public async Task AtAFixedRateAsync(TurnConnection[] connections, TurnRequest[] requests, double perSecond)
    {
        var started = Stopwatch.GetTimestamp();
        await Task.WhenAll(connections.Select((connection, first) => Task.Run(async () =>
        {
            var answers = new List<Task>();
            for (var i = first; i < requests.Length; i += connections.Length)
            {
                var early = TimeSpan.FromSeconds(i / perSecond) - Stopwatch.GetElapsedTime(started);
                if (early > TimeSpan.Zero)
                    await Task.Delay(early);
                answers.Add(provider.AnsweredAsync(requests[i].Contact));
                await connection.SendAsync(requests[i].Wire);
            }

            await Task.WhenAll(answers).WaitAsync(Longest);
        })));
    }

    /// <summary>Connects that many.</summary>
    public static Task<TurnConnection[]> ConnectAsync(ServerProcess server, int count) =>
        Task.WhenAll(Enumerable.Range(0, count).Select(_ => TurnConnection.ConnectAsync(server.Address)));

    private async Task TurnAsync(TurnConnection connection, TurnRequest request)
    {
        var answered = provider.AnsweredAsync(request.Contact);
        await connection.SendAsync(request.Wire);
        await answered.WaitAsync(Longest);
    }
}
