using System.Diagnostics;

namespace Gateway.Benchmarks;

/// <summary>The ways in which visitors write.</summary>
internal static class Load
{
    /// <summary>Connects that many visitors, some at a time.</summary>
    public static async Task<HubConnection[]> ConnectAsync(ServerProcess server, bool isGateway, int count)
    {
        var connections = new List<HubConnection>(count);
        foreach (var batch in Enumerable.Range(0, count).Chunk(50))
            connections.AddRange(
                await Task.WhenAll(
                batch.Select(_ => HubConnection.ConnectAsync(server.HubAddress, isGateway, CancellationToken.None))));
        return [.. connections];
    }

    /// <summary>Closed loop: each visitor writes again as soon as the turn is over.</summary>
    /// <returns>Turns that ended within the time.</returns>
    public static async Task<(long Turns, TimeSpan Took)> AsFastAsCanBeAsync(
        HubConnection[] connections, TimeSpan duration)
    {
        var started = Stopwatch.GetTimestamp();
        var end = started + (long)(duration.TotalSeconds * Stopwatch.Frequency);
        var turns = await Task.WhenAll(connections.Select(async connection =>
        {
            var done = 0L;
            while (Stopwatch.GetTimestamp() < end)
            {
                await connection.TurnAsync(CancellationToken.None);
                done++;
            }

            return done;
        }));
        return (turns.Sum(), Stopwatch.GetElapsedTime(started));
    }

    /// <summary>
    /// Open loop: turns are due at a fixed rate, whatever the server does. The time to the first delta counts from when
    /// the turn was due, so that a server that falls behind pays for those it kept waiting (no coordinated omission).
    /// </summary>
    public static async Task<double[]> AtAFixedRateAsync(HubConnection[] connections, int perSecond, TimeSpan duration)
    {
        var total = (int)(perSecond * duration.TotalSeconds);
        var waits = new double[total];
        var started = Stopwatch.GetTimestamp() + (Stopwatch.Frequency / 10);
        // Each visitor has every n-th turn; one that is late begins the next one late, and that counts too.
        await Task.WhenAll(connections.Select((connection, first) => Task.Run(async () =>
        {
            for (var turn = first; turn < total; turn += connections.Length)
            {
                var due = started + (long)((double)turn / perSecond * Stopwatch.Frequency);
                var early = Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), due);
                if (early > TimeSpan.Zero)
                    await Task.Delay(early);
                var firstDelta = await connection.TurnAsync(CancellationToken.None);
                waits[turn] = Stopwatch.GetElapsedTime(due, firstDelta).TotalMilliseconds;
            }
        })));
        Array.Sort(waits);
        return waits;
    }
}
