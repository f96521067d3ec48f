using System.Globalization;
using System.Runtime.InteropServices;
using Gateway.Testing;
using StackExchange.Redis;

namespace Gateway.Benchmarks;

/// <summary>
/// Whole turns, a provider's webhook in and its calls out, of the gateway and of two frameworks for Node that keep
/// nothing, one beside the other in one run.
/// </summary>
internal sealed class TurnComparison(Scale scale, string appendFsync, TextWriter output)
{
    private const int Connections = 20;
    private const string Agents = "Microsoft 365 Agents SDK";
    private const string Telegraf = "telegraf";
    private const string Gateway = "gateway";

    // A growing answer takes 24 s; then as many end as begin.
    private static readonly TimeSpan Filling = TimeSpan.FromSeconds(28);

    public async Task RunAsync()
    {
        await using var redis = await RedisServer.StartAsync(appendFsync);
        await using var provider = await StandIn.StartAsync();
        var connection = await redis.ConnectAsync();
        output.WriteLine(Text($"## Whole turns, appendfsync {appendFsync}"));
        output.WriteLine(
            Text(
            $"{Environment.ProcessorCount} processors, {RuntimeInformation.FrameworkDescription}, {RuntimeInformation.OSDescription}"));
        output.WriteLine(
            Text(
            $"One small write brought to the disk took {Disk.SyncMs():0.0} ms (median), and the load average was {Disk.LoadAverage()}."));
        output.WriteLine();
        await CompareShortAsync(redis, provider, connection);
        await CompareGrowingAsync(redis, provider, connection);
        await connection.CloseAsync();
    }

    /// <summary>One message in, one out.</summary>
    private async Task CompareShortAsync(RedisServer redis, StandIn provider, IConnectionMultiplexer connection)
    {
        await using var agents = await ServerProcess.StartNodeAsync(NodePrograms.Agents, provider.Address, "short");
        await using var telegraf = await ServerProcess.StartNodeAsync(NodePrograms.Telegraf, provider.Address, "short");
        await using var gateway = await ServerProcess.StartAsync(
            TurnServer.Sms, redis.ConnectionString, provider.Address);
        Entrant[] entrants =
        [
            new(Agents, agents, TurnRequest.Activity(provider.Address)), new(Telegraf, telegraf, TurnRequest.Telegraf),
            new(Gateway, gateway, TurnRequest.Sms),
        ];
        var goes = await TakeTurnsAsync(entrants, provider, connection, scale.Turns);
        Head(Text($"one message in, one out, {Connections} connections"));
        foreach (var entrant in entrants)
            Row(entrant.Name, goes[entrant]);
        output.WriteLine();
    }

    /// <summary>One message in; a message and twenty changes of it out.</summary>
    private async Task CompareGrowingAsync(RedisServer redis, StandIn provider, IConnectionMultiplexer connection)
    {
        await using var agents = await ServerProcess.StartNodeAsync(NodePrograms.Agents, provider.Address, "growing");
        await using var telegraf = await ServerProcess.StartNodeAsync(
            NodePrograms.Telegraf, provider.Address, "growing");
        Entrant[] entrants =
            [new(Agents, agents, TurnRequest.Activity(provider.Address)),
                new(Telegraf, telegraf, TurnRequest.Telegraf)];
        var goes = await TakeTurnsAsync(entrants, provider, connection, scale.Turns / 10);
        Head(Text($"one message in, one message and twenty changes of it out"));
        foreach (var entrant in entrants)
            Row(entrant.Name, goes[entrant]);
        await using var gateway = await ServerProcess.StartAsync(
            TurnServer.Telegram, redis.ConnectionString, provider.Address);
        Row(
            Text($"{Gateway}, {scale.GrowingPerSecond} turns begun a second, at Telegram's pace"),
            await GrowAsync(gateway, provider, connection));
        output.WriteLine();
    }

    private async Task<Dictionary<Entrant, Go>> TakeTurnsAsync(
        Entrant[] entrants, StandIn provider, IConnectionMultiplexer connection, int turns)
    {
        var load = new TurnLoad(provider);
        var goes = entrants.ToDictionary(entrant => entrant, _ => new List<Go>());
        // The first round warms up.
        for (var round = -1; round < scale.Rounds; round++)
        {
            foreach (var entrant in entrants)
            {
                var go = await GoAsync(entrant, load, provider, connection, turns);
                if (round >= 0)
                    goes[entrant].Add(go);
            }
        }

        return goes.ToDictionary(pair => pair.Key, pair => Median(pair.Value));
    }

    private static async Task<Go> GoAsync(
        Entrant entrant, TurnLoad load, StandIn provider, IConnectionMultiplexer connection, int turns)
    {
        var statistics = new RedisStatistics(connection);
        var requests = load.Create(entrant.Request, turns);
        var open = await TurnLoad.ConnectAsync(entrant.Server, Connections);
        var (shown, processor, redis) =
            (provider.Shown, entrant.Server.ProcessorTime, await statistics.ProcessorTimeAsync());
        var perSecond = await load.AsFastAsCanBeAsync(open, requests);
        var go = new Go(
            perSecond, (double)(provider.Shown - shown) / turns,
            (entrant.Server.ProcessorTime - processor).TotalMilliseconds / turns,
            (await statistics.ProcessorTimeAsync() - redis).TotalMilliseconds / turns);
        foreach (var one in open)
            await one.DisposeAsync();
        return go;
    }

    private async Task<Go> GrowAsync(ServerProcess gateway, StandIn provider, IConnectionMultiplexer connection)
    {
        var statistics = new RedisStatistics(connection);
        var load = new TurnLoad(provider);
        var open = await TurnLoad.ConnectAsync(gateway, Connections);
        var requests = load.Create(
            TurnRequest.Telegram,
            (int)(scale.GrowingPerSecond * (Filling + scale.Growing + TimeSpan.FromSeconds(2)).TotalSeconds));
        var all = load.AtAFixedRateAsync(open, requests, scale.GrowingPerSecond);
        await Task.Delay(Filling);
        var (answers, shown) = (provider.Answers, provider.Shown);
        var (processor, redis) = (gateway.ProcessorTime, await statistics.ProcessorTimeAsync());
        await Task.Delay(scale.Growing);
        var turns = (double)(provider.Answers - answers);
        var go = new Go(
            turns / scale.Growing.TotalSeconds, (provider.Shown - shown) / turns,
            (gateway.ProcessorTime - processor).TotalMilliseconds / turns,
            (await statistics.ProcessorTimeAsync() - redis).TotalMilliseconds / turns);
        await all;
        foreach (var one in open)
            await one.DisposeAsync();
        return go;
    }

    private void Head(string what)
    {
        output.WriteLine(
            Text(
            $"| {what} | turns/s | calls a turn | processor ms a turn: server | Redis | turns a second of a processor |"));
        output.WriteLine("| --- | ---: | ---: | ---: | ---: | ---: |");
    }

    private void Row(string what, Go go)
    {
        var keepsNothing = !what.StartsWith(Gateway, StringComparison.Ordinal);
        var whole = keepsNothing ? go.ProcessorMs : go.ProcessorMs + go.RedisMs;
        output.WriteLine(Text(
            $"| {what} | {go.PerSecond:N0} | {go.CallsPerTurn:0.0} | {go.ProcessorMs:0.000} | {(keepsNothing ? "-" : Text($"{go.RedisMs:0.000}"))} | {1_000 / whole:N0} |"));
    }

    private static Go Median(IEnumerable<Go> goes)
    {
        Go[] sorted = [.. goes.OrderBy(go => go.PerSecond)];
        return sorted[sorted.Length / 2];
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    /// <summary>Who is measured, and how it is written to.</summary>
    private sealed record Entrant(string Name, ServerProcess Server, Func<long, TurnRequest> Request);

    /// <summary>What one go came to.</summary>
    private sealed record Go(double PerSecond, double CallsPerTurn, double ProcessorMs, double RedisMs);
}
