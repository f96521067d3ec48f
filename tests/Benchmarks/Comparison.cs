using System.Globalization;
using System.Runtime.InteropServices;
using Gateway.Testing;

namespace Gateway.Benchmarks;

/// <summary>
/// The bare hub and the gateway, one beside the other in one run, because only their ratio means something on a shared
/// machine.
/// </summary>
internal sealed class Comparison(Scale scale, string appendFsync, TextWriter output)
{
    public async Task RunAsync()
    {
        await using var redis = await RedisServer.StartAsync(appendFsync);
        output.WriteLine(Text($"## appendfsync {appendFsync}"));
        output.WriteLine(
            Text(
            $"{Environment.ProcessorCount} processors, {RuntimeInformation.FrameworkDescription}, {RuntimeInformation.OSDescription}"));
        output.WriteLine(
            Text(
            $"One small write brought to the disk took {Disk.SyncMs():0.0} ms (median), and the load average was {Disk.LoadAverage()}."));
        output.WriteLine();
        await CompareThroughputAsync(redis);
        if (scale.IdleConnections == 0)
            return;
        await CompareFirstDeltaAsync(redis);
        await CompareMemoryAsync(redis);
    }

    private async Task CompareThroughputAsync(RedisServer redis)
    {
        output.WriteLine(
            "| connections | bare hub, turns/s | gateway, turns/s | ratio | pieces a turn: hub | gateway | Redis calls a turn | others a turn | processor ms a turn: hub | gateway | Redis |");
        output.WriteLine("| ---: | ---: | ---: | ---: | ---: | ---: | ---: | --- | ---: | ---: | ---: |");
        await using var hub = await ServerProcess.StartAsync("hub", null);
        await using var gateway = await ServerProcess.StartAsync("gateway", redis.ConnectionString);
        var connection = await redis.ConnectAsync();
        var statistics = new RedisStatistics(connection);
        var idlePerSecond = await IdleAsync(statistics);
        await CompileAsync(hub, isGateway: false);
        await CompileAsync(gateway, isGateway: true);
        foreach (var count in scale.Connections)
        {
            var hubGoes = new List<Go>();
            var gatewayGoes = new List<Go>();
            for (var round = 0; round < scale.Rounds; round++)
            {
                hubGoes.Add(await GoAsync(hub, isGateway: false, count, statistics, idlePerSecond));
                gatewayGoes.Add(await GoAsync(gateway, isGateway: true, count, statistics, idlePerSecond));
            }

            var (bare, full) = (Median(hubGoes), Median(gatewayGoes));
            output.WriteLine(
                Text(
                $"| {count:N0} | {bare.PerSecond:N0} | {full.PerSecond:N0} | {full.PerSecond / bare.PerSecond:0.00} | {bare.Pieces:0.0} | {full.Pieces:0.0} | {full.EvalShaPerTurn:0.00} | {full.Others} | {bare.ProcessorMs:0.000} | {full.ProcessorMs:0.000} | {full.RedisMs:0.000} |"));
        }

        output.WriteLine();
        output.WriteLine(
            Text(
            $"An idle gateway looks {idlePerSecond:N0} times a second for sessions that are due; those looks are not counted above."));
        output.WriteLine();
        await connection.CloseAsync();
    }

    private async Task CompileAsync(ServerProcess server, bool isGateway)
    {
        var connections = await Load.ConnectAsync(server, isGateway, 50);
        await Load.AsFastAsCanBeAsync(connections, scale.Compiling);
        foreach (var connection in connections)
            await connection.DisposeAsync();
    }

    private async Task<Go> GoAsync(
        ServerProcess server, bool isGateway, int count, RedisStatistics statistics, double idlePerSecond)
    {
        var connections = await Load.ConnectAsync(server, isGateway, count);
        await Load.AsFastAsCanBeAsync(connections, scale.WarmUp);
        await statistics.ResetAsync();
        var (processorBefore, redisBefore) = (server.ProcessorTime, await statistics.ProcessorTimeAsync());
        var piecesBefore = connections.Sum(connection => connection.Pieces);
        var (turns, took) = await Load.AsFastAsCanBeAsync(connections, scale.Go);
        var pieces = (double)(connections.Sum(connection => connection.Pieces) - piecesBefore) / turns;
        var processor = server.ProcessorTime - processorBefore;
        var redis = await statistics.ProcessorTimeAsync() - redisBefore;
        var calls = await statistics.CallsAsync();
        foreach (var connection in connections)
            await connection.DisposeAsync();
        var looks = idlePerSecond * took.TotalSeconds;
        var others = string.Join(", ", calls
            .Where(call => call.Key is "publish" or "eval")
            .Select(call => Text($"{call.Key} {(double)call.Value / turns:0.00}")));
        return new Go(
            turns / took.TotalSeconds, (calls.GetValueOrDefault("evalsha") - looks) / turns,
            others.Length == 0 ? "none" : others, processor.TotalMilliseconds / turns,
            redis.TotalMilliseconds / turns, pieces);
    }

    private static async Task<double> IdleAsync(RedisStatistics statistics)
    {
        await Task.Delay(TimeSpan.FromSeconds(2));
        await statistics.ResetAsync();
        await Task.Delay(TimeSpan.FromSeconds(5));
        return (await statistics.CallsAsync()).GetValueOrDefault("evalsha") / 5d;
    }

    private async Task CompareFirstDeltaAsync(RedisServer redis)
    {
        output.WriteLine(
            Text($"First delta at a fixed {scale.TurnsPerSecond} turns a second, in ms from when the turn was due:"));
        output.WriteLine();
        output.WriteLine("| | p50 | p90 | p99 | max |");
        output.WriteLine("| --- | ---: | ---: | ---: | ---: |");
        await using var hub = await ServerProcess.StartAsync("hub", null);
        await using var gateway = await ServerProcess.StartAsync("gateway", redis.ConnectionString);
        var hubConnections = await Load.ConnectAsync(hub, isGateway: false, scale.OpenLoopConnections);
        var gatewayConnections = await Load.ConnectAsync(gateway, isGateway: true, scale.OpenLoopConnections);
        // One go each to warm up, then in turns.
        await Load.AtAFixedRateAsync(hubConnections, scale.TurnsPerSecond, scale.OpenLoop);
        await Load.AtAFixedRateAsync(gatewayConnections, scale.TurnsPerSecond, scale.OpenLoop);
        var hubWaits = new List<double[]>();
        var gatewayWaits = new List<double[]>();
        for (var round = 0; round < scale.Rounds; round++)
        {
            hubWaits.Add(await Load.AtAFixedRateAsync(hubConnections, scale.TurnsPerSecond, scale.OpenLoop));
            gatewayWaits.Add(await Load.AtAFixedRateAsync(gatewayConnections, scale.TurnsPerSecond, scale.OpenLoop));
        }

        double[] quantiles = [0.5, 0.9, 0.99, 1];
        double[] bare =
            [.. quantiles.Select(quantile => MedianOf(hubWaits.Select(waits => Quantile(waits, quantile))))];
        double[] full =
            [.. quantiles.Select(quantile => MedianOf(gatewayWaits.Select(waits => Quantile(waits, quantile))))];
        output.WriteLine("| bare hub | " + string.Join(" | ", bare.Select(ms => Text($"{ms:0.0}"))) + " |");
        output.WriteLine("| gateway | " + string.Join(" | ", full.Select(ms => Text($"{ms:0.0}"))) + " |");
        output.WriteLine(
            "| ratio | " + string.Join(" | ", full.Zip(bare).Select(pair => Text($"{pair.First / pair.Second:0.0}")))
            + " |");
        output.WriteLine();
        foreach (var connection in (HubConnection[])[.. hubConnections, .. gatewayConnections])
            await connection.DisposeAsync();
    }

    private async Task CompareMemoryAsync(RedisServer redis)
    {
        output.WriteLine(
            Text($"Memory of an idle connection, over {scale.IdleConnections:N0} of them, after a full collection:"));
        output.WriteLine();
        output.WriteLine("| | heap, KB | working set, KB |");
        output.WriteLine("| --- | ---: | ---: |");
        var bare = await MemoryAsync("hub", null);
        var full = await MemoryAsync("gateway", redis.ConnectionString);
        output.WriteLine(Text($"| bare hub | {bare.Heap:0.0} | {bare.WorkingSet:0.0} |"));
        output.WriteLine(Text($"| gateway | {full.Heap:0.0} | {full.WorkingSet:0.0} |"));
        output.WriteLine(Text($"| ratio | {full.Heap / bare.Heap:0.00} | {full.WorkingSet / bare.WorkingSet:0.00} |"));
        output.WriteLine();
    }

    private async Task<(double Heap, double WorkingSet)> MemoryAsync(string kind, string? redis)
    {
        await using var server = await ServerProcess.StartAsync(kind, redis);
        // Everything that is made once is made now.
        foreach (var connection in await Load.ConnectAsync(server, kind == "gateway", 100))
        {
            await connection.TurnAsync(CancellationToken.None);
            await connection.DisposeAsync();
        }

        await Task.Delay(TimeSpan.FromSeconds(2));
        var before = await server.MemoryAsync();
        var idle = await Load.ConnectAsync(server, kind == "gateway", scale.IdleConnections);
        await Task.WhenAll(idle.Select(connection => connection.TurnAsync(CancellationToken.None)));
        await Task.Delay(TimeSpan.FromSeconds(3));
        var after = await server.MemoryAsync();
        foreach (var connection in idle)
            await connection.DisposeAsync();
        return (PerConnection(after.HeapBytes - before.HeapBytes),
            PerConnection(after.WorkingSetBytes - before.WorkingSetBytes));
    }

    private double PerConnection(long bytes) => bytes / 1024d / scale.IdleConnections;

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
    private sealed record Go(
        double PerSecond, double EvalShaPerTurn, string Others, double ProcessorMs, double RedisMs, double Pieces);
}
