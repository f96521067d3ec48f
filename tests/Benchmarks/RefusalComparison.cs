using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Gateway.Testing;

namespace Gateway.Benchmarks;

/// <summary>
/// What the server spends on what it refuses, beside the same when it is granted: processor time of its process alone,
/// Redis's beside it.
/// </summary>
internal sealed class RefusalComparison(TextWriter output)
{
    private const int Calls = 10_000;
    private const int Visitors = 20;

    /// <summary>As many refusals in a row as a client may ignore.</summary>
    private const int InARow = 20;

    public async Task RunAsync()
    {
        await using var redis = await RedisServer.StartAsync();
        var connection = await redis.ConnectAsync();
        var statistics = new RedisStatistics(connection);
        output.WriteLine("| call | granted, processor ms: gateway | Redis | refused, processor ms: gateway | Redis |");
        output.WriteLine("| --- | ---: | ---: | ---: | ---: |");
        await using (var open = await ServerProcess.StartAsync("gateway", redis.ConnectionString))
        await using (var limited = await ServerProcess.StartAsync("limited", redis.ConnectionString))
        {
            foreach (var (method, argument) in (IEnumerable<(string, object)>)[("Resume", new { afterSeq = 0 }),
                ("Rate", new { score = 5 }), ("Send", new { text = "x" })])
            {
                var granted = await MeasureAsync(
                    open, statistics, visitors => CallAsync(visitors, method, argument, untilRefused: false));
                var refused = await MeasureAsync(
                    limited, statistics, visitors => CallAsync(visitors, method, argument, untilRefused: true));
                Row($"hub `{method}`", granted, refused);
            }

            Row(
                "negotiate", await NegotiateAsync(open, statistics, 200),
                await NegotiateAsync(limited, statistics, 429));
        }

        await using (var webhooks = await ServerProcess.StartAsync(WebhookServer.Accept, redis.ConnectionString))
        {
            var load = new WebhookLoad(contacts: 1_000);
            Row(
                "Twilio webhook, forged", await PostAsync(webhooks, statistics, load, static webhook => webhook),
                await PostAsync(webhooks, statistics, load, Forge));
            Row(
                "Twilio webhook, without a signature",
                await PostAsync(webhooks, statistics, load, static webhook => webhook),
                await PostAsync(webhooks, statistics, load, Strip));
        }

        await connection.CloseAsync();
    }

    private void Row(string what, Cost granted, Cost refused) => output.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"| {what} | {granted.GatewayMs:0.000} | {granted.RedisMs:0.000} | {refused.GatewayMs:0.000} | {refused.RedisMs:0.000} |"));

    private static async Task<Cost> MeasureAsync(
        ServerProcess server, RedisStatistics statistics, Func<HubClient[], Task<int>> ask)
    {
        var visitors = await Task.WhenAll(Enumerable.Range(0, Visitors).Select(async _ =>
        {
            var visitor = await HubClient.ConnectAsync(server.Address, origin: null, "siteKey=" + OneWorkspace.SiteKey);
            await visitor.CallAsync("Start", new { siteKey = OneWorkspace.SiteKey });
            return visitor;
        }));
        await ask(visitors);
        var cost = await CostAsync(server, statistics, () => ask(visitors));
        foreach (var visitor in visitors)
            await visitor.DisposeAsync();
        return cost;
    }

    /// <summary>
    /// Calls until enough were granted, or refused. Who is refused asks for the least there is in between, or it would
    /// be closed.
    /// </summary>
    private static async Task<int> CallAsync(HubClient[] visitors, string method, object argument, bool untilRefused)
    {
        var counted = 0;
        await Task.WhenAll(visitors.Select(async visitor =>
        {
            var arguments = method == "Send"
                ? null
                : JsonSerializer.Serialize((object[])[argument], JsonSerializerOptions.Web);
            for (var (own, inARow) = (0, 0); own < Calls / Visitors;)
            {
                var isRefused = false;
                try
                {
                    await visitor.CallRawAsync(
                        method, arguments ?? $$"""[{"clientMessageId":"{{Guid.NewGuid():n}}","text":"x"}]""");
                }
                catch (HubRefusedException refusal) when (untilRefused && refusal.Code == "rateLimited")
                {
                    isRefused = true;
                }

                if (isRefused != untilRefused)
                    continue;
                own++;
                if (++inARow < InARow)
                    continue;
                // Until a token is back, and the frames that were sent; who is granted all goes at the same pace.
                await Task.Delay(TimeSpan.FromSeconds(0.25));
                await visitor.CallAsync("Typing", new { on = false });
                inARow = 0;
            }

            Interlocked.Add(ref counted, Calls / Visitors);
        }));
        return counted;
    }

    private static async Task<Cost> NegotiateAsync(ServerProcess server, RedisStatistics statistics, int status)
    {
        using var http = new HttpClient { BaseAddress = server.Address };
        async Task<int> AskAsync()
        {
            var counted = 0;
            await Task.WhenAll(Enumerable.Range(0, 10).Select(async _ =>
            {
                for (var i = 0; i < Calls / 10; i++)
                {
                    using var answer = await http.PostAsync(
                        new Uri(
                        $"{MeasuredServer.HubPath}/negotiate?negotiateVersion=1&siteKey={OneWorkspace.SiteKey}",
                        UriKind.Relative), content: null);
                    if ((int)answer.StatusCode == status)
                        Interlocked.Increment(ref counted);
                }
            }));
            return counted;
        }

        await AskAsync();
        return await CostAsync(server, statistics, AskAsync);
    }

    private static async Task<Cost> PostAsync(
        ServerProcess server, RedisStatistics statistics, WebhookLoad load, Func<byte[], byte[]> change)
    {
        var connections = await WebhookLoad.ConnectAsync(server, 10);
        async Task<int> AskAsync(byte[][] webhooks)
        {
            var next = -1;
            await Task.WhenAll(connections.Select(connection => Task.Run(async () =>
            {
                while (Interlocked.Increment(ref next) is var mine && mine < webhooks.Length)
                {
                    try
                    {
                        await connection.SendAsync(webhooks[mine]);
                    }
                    catch (InvalidOperationException error)
                        when (error.Message.StartsWith("HTTP/1.1 403", StringComparison.Ordinal))
                    {
                        // That is what is measured.
                    }
                }
            })));
            return webhooks.Length;
        }

        byte[][] warm = [.. load.Create(Calls).Select(change)], measured = [.. load.Create(Calls).Select(change)];
        await AskAsync(warm);
        var cost = await CostAsync(server, statistics, () => AskAsync(measured));
        foreach (var connection in connections)
            await connection.DisposeAsync();
        return cost;
    }

    private static byte[] Forge(byte[] webhook)
    {
        var at = webhook.AsSpan().IndexOf("X-Twilio-Signature: "u8) + "X-Twilio-Signature: ".Length;
        webhook[at] = webhook[at] == (byte)'A' ? (byte)'B' : (byte)'A';
        return webhook;
    }

    private static byte[] Strip(byte[] webhook) =>
        Encoding.ASCII.GetBytes(
            Encoding.ASCII.GetString(webhook)
            .Replace("X-Twilio-Signature", "X-Something-Else00", StringComparison.Ordinal));

    /// <summary>What was spent on each, less what an idle gateway spends in the same time.</summary>
    private static async Task<Cost> CostAsync(ServerProcess server, RedisStatistics statistics, Func<Task<int>> ask)
    {
        var busy = await SpentAsync(server, statistics, ask);
        // What the compiler still had to do for it is done by then.
        await Task.Delay(TimeSpan.FromSeconds(4));
        var idle = await SpentAsync(server, statistics, async () =>
        {
            await Task.Delay(TimeSpan.FromSeconds(4));
            return 1;
        });
        var share = busy.Seconds / idle.Seconds;
        return new Cost(
            (busy.Gateway - (idle.Gateway * share)).TotalMilliseconds / busy.Count,
            (busy.Redis - (idle.Redis * share)).TotalMilliseconds / busy.Count);
    }

    private static async Task<(TimeSpan Gateway, TimeSpan Redis, double Seconds, int Count)> SpentAsync(
        ServerProcess server, RedisStatistics statistics, Func<Task<int>> ask)
    {
        var (gateway, redis, at) =
            (server.ProcessorTime, await statistics.ProcessorTimeAsync(), Stopwatch.GetTimestamp());
        var count = await ask();
        var seconds = Stopwatch.GetElapsedTime(at).TotalSeconds;
        return (server.ProcessorTime - gateway, await statistics.ProcessorTimeAsync() - redis, seconds, count);
    }

    private sealed record Cost(double GatewayMs, double RedisMs);
}
