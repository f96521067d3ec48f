using System.Globalization;
using System.Runtime.InteropServices;
using Gateway.Testing;

namespace Gateway.Benchmarks;

/// <summary>
/// Signed webhooks of SMS to a bare endpoint that reads the same form and to the gateway's, one beside the other in one
/// run.
/// </summary>
internal sealed class WebhookComparison(Scale scale, string appendFsync, TextWriter output)
{
    // Longer than the gateway waits before it runs a turn: none may be left for the other's go.
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(4);

    private readonly WebhookLoad _load = new(contacts: 2_000);

    public async Task RunAsync()
    {
        await using var redis = await RedisServer.StartAsync(appendFsync);
        output.WriteLine(Text($"## Webhooks, appendfsync {appendFsync}"));
        output.WriteLine(
            Text(
            $"{Environment.ProcessorCount} processors, {RuntimeInformation.FrameworkDescription}, {RuntimeInformation.OSDescription}"));
        output.WriteLine(
            Text(
            $"One small write brought to the disk took {Disk.SyncMs():0.0} ms (median), and the load average was {Disk.LoadAverage()}."));
        output.WriteLine();
        await using var bare = await ServerProcess.StartAsync(WebhookServer.Bare, null);
        await CompareAsync(bare, WebhookServer.Accept, "taking in alone", redis);
        await CompareAsync(bare, WebhookServer.Turns, "with the turns that follow", redis);
    }

    private async Task CompareAsync(ServerProcess bare, string kind, string what, RedisServer redis)
    {
        await using var gateway = await ServerProcess.StartAsync(kind, redis.ConnectionString);
        var connection = await redis.ConnectAsync();
        var statistics = new RedisStatistics(connection);
        foreach (var server in (ServerProcess[])[bare, gateway])
            await GoAsync(server, 64, scale.Webhooks, statistics);

        output.WriteLine(
            Text(
            $"| connections, {what} | bare endpoint, webhooks/s | gateway, webhooks/s | ratio | Redis calls a webhook | processor ms a webhook: bare | gateway | Redis |"));
        output.WriteLine("| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
        foreach (var count in scale.WebhookConnections)
        {
            var (bareGoes, gatewayGoes) = (new List<Go>(), new List<Go>());
            var webhooks = Math.Min(scale.Webhooks, 4_000 * count);
            for (var round = 0; round < scale.Rounds; round++)
            {
                bareGoes.Add(await GoAsync(bare, count, webhooks, statistics));
                gatewayGoes.Add(await GoAsync(gateway, count, webhooks, statistics, kind == WebhookServer.Turns));
            }

            var (plain, full) = (Median(bareGoes), Median(gatewayGoes));
            output.WriteLine(
                Text(
                $"| {count:N0} | {plain.PerSecond:N0} | {full.PerSecond:N0} | {full.PerSecond / plain.PerSecond:0.00} | {full.CallsPerWebhook:0.00} | {plain.ProcessorMs:0.000} | {full.ProcessorMs:0.000} | {full.RedisMs:0.000} |"));
        }

        output.WriteLine();
        await CompareWaitsAsync(bare, gateway, what);
        await connection.CloseAsync();
    }

    private async Task<Go> GoAsync(
        ServerProcess server, int connections, int webhooks, RedisStatistics statistics, bool runsTurns = false)
    {
        var (made, before) = (_load.Create(webhooks), _load.Create(runsTurns ? webhooks : connections * 10));
        var open = await WebhookLoad.ConnectAsync(server, connections);
        // The turns of what came before fall into what is measured, as those of what is measured fall behind it.
        await WebhookLoad.AsFastAsCanBeAsync(open, before);
        await statistics.ResetAsync();
        var (processorBefore, redisBefore) = (server.ProcessorTime, await statistics.ProcessorTimeAsync());
        var perSecond = await WebhookLoad.AsFastAsCanBeAsync(open, made);
        var processor = server.ProcessorTime - processorBefore;
        var redis = await statistics.ProcessorTimeAsync() - redisBefore;
        var calls = (await statistics.CallsAsync()).GetValueOrDefault("evalsha");
        await CloseAsync(open);
        if (runsTurns)
            await Task.Delay(Settling);
        return new Go(
            perSecond, (double)calls / webhooks, processor.TotalMilliseconds / webhooks,
            redis.TotalMilliseconds / webhooks);
    }

    private async Task CompareWaitsAsync(ServerProcess bare, ServerProcess gateway, string what)
    {
        output.WriteLine(
            Text(
            $"Answer to a webhook ({what}) at a fixed {scale.WebhooksPerSecond} a second over 64 connections, in ms from when it was due:"));
        output.WriteLine();
        output.WriteLine("| | p50 | p90 | p99 | max |");
        output.WriteLine("| --- | ---: | ---: | ---: | ---: |");
        var (plain, full) = (await WebhookLoad.ConnectAsync(bare, 64), await WebhookLoad.ConnectAsync(gateway, 64));
        var (plainWaits, fullWaits) = (new List<double[]>(), new List<double[]>());
        var count = (int)(scale.WebhooksPerSecond * scale.OpenLoop.TotalSeconds);
        for (var round = -1; round < scale.Rounds; round++)
        {
            var one = await WebhookLoad.AtAFixedRateAsync(plain, _load.Create(count), scale.WebhooksPerSecond);
            var other = await WebhookLoad.AtAFixedRateAsync(full, _load.Create(count), scale.WebhooksPerSecond);
            // The first round warms up.
            if (round < 0)
                continue;
            plainWaits.Add(one);
            fullWaits.Add(other);
        }

        double[] quantiles = [0.5, 0.9, 0.99, 1];
        double[] ofPlain =
            [.. quantiles.Select(quantile => MedianOf(plainWaits.Select(waits => Quantile(waits, quantile))))];
        double[] ofFull =
            [.. quantiles.Select(quantile => MedianOf(fullWaits.Select(waits => Quantile(waits, quantile))))];
        output.WriteLine("| bare endpoint | " + string.Join(" | ", ofPlain.Select(ms => Text($"{ms:0.0}"))) + " |");
        output.WriteLine("| gateway | " + string.Join(" | ", ofFull.Select(ms => Text($"{ms:0.0}"))) + " |");
        output.WriteLine(
            "| ratio | "
            + string.Join(" | ", ofFull.Zip(ofPlain).Select(pair => Text($"{pair.First / pair.Second:0.0}"))) + " |");
        output.WriteLine();
        await CloseAsync([.. plain, .. full]);
    }

    private static async Task CloseAsync(WebhookConnection[] connections)
    {
        foreach (var connection in connections)
            await connection.DisposeAsync();
    }

    private static double Quantile(double[] sorted, double quantile) =>
        sorted[(int)Math.Min(sorted.Length - 1, Math.Ceiling(quantile * sorted.Length) - 1)];

    private static double MedianOf(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted[sorted.Length / 2];
    }

    private static Go Median(IEnumerable<Go> goes)
    {
        Go[] sorted = [.. goes.OrderBy(go => go.PerSecond)];
        return sorted[sorted.Length / 2];
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    /// <summary>What one go came to.</summary>
    private sealed record Go(double PerSecond, double CallsPerWebhook, double ProcessorMs, double RedisMs);
}
