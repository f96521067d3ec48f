using System.Diagnostics;

namespace Gateway.Benchmarks;

/// <summary>Webhooks, made and signed before the clock runs, so that signing them is not what is measured.</summary>
internal sealed class WebhookLoad(int contacts)
{
    private long _number = Environment.TickCount64 << 20;

    /// <summary>Makes that many.</summary>
    public byte[][] Create(int count)
    {
        var first = Interlocked.Add(ref _number, count) - count;
        var webhooks = new byte[count][];
        Parallel.For(0, count, i => webhooks[i] = WebhookConnection.Create(first + i, contacts));
        return webhooks;
    }

    /// <summary>
    /// Closed loop: each connection sends its next webhook as soon as the last is answered, until all are sent.
    /// </summary>
    /// <returns>How many were answered in a second.</returns>
    public static async Task<double> AsFastAsCanBeAsync(WebhookConnection[] connections, byte[][] webhooks)
    {
        var next = -1;
        var started = Stopwatch.GetTimestamp();
        await Task.WhenAll(connections.Select(connection => Task.Run(async () =>
        {
            while (Interlocked.Increment(ref next) is var mine && mine < webhooks.Length)
                await connection.SendAsync(webhooks[mine]);
        })));
        return webhooks.Length / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    /// <summary>Open loop: webhooks are due at a fixed rate, and each one's time counts from when it was due.</summary>
    /// <returns>The times in ms, sorted.</returns>
    public static async Task<double[]> AtAFixedRateAsync(
        WebhookConnection[] connections, byte[][] webhooks, int perSecond)
    {
        var waits = new double[webhooks.Length];
        var started = Stopwatch.GetTimestamp() + (Stopwatch.Frequency / 10);
        await Task.WhenAll(connections.Select((connection, first) => Task.Run(async () =>
        {
            for (var i = first; i < webhooks.Length; i += connections.Length)
            {
                var due = started + (long)((double)i / perSecond * Stopwatch.Frequency);
                var early = Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), due);
                if (early > TimeSpan.Zero)
                    await Task.Delay(early);
                waits[i] = Stopwatch.GetElapsedTime(due, await connection.SendAsync(webhooks[i])).TotalMilliseconds;
            }
        })));
        Array.Sort(waits);
        return waits;
    }

    /// <summary>Connects that many.</summary>
    public static Task<WebhookConnection[]> ConnectAsync(ServerProcess server, int count) =>
        Task.WhenAll(Enumerable.Range(0, count).Select(_ => WebhookConnection.ConnectAsync(server.Address)));
}
