using System.Globalization;
using System.Text;
using Gateway.Testing;
using StackExchange.Redis;

namespace Gateway.Benchmarks;

/// <summary>
/// What a session at rest takes up in Redis, by kind of key: of a visitor of the web and of a contact by SMS, after one
/// turn and after ten.
/// </summary>
internal sealed class SessionMemory(Scale scale, TextWriter output)
{
    private const int ManyTurns = 10;

    // What lives for seconds only is gone by then.
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(8);

    // Of the shard or the node, and not of a session; the log is empty once it is archived, which no one does here.
    private static readonly string[] Shared = ["log", "feed", "ready", "outbox-ready", "nodes"];

    public async Task RunAsync()
    {
        await using var redis = await RedisServer.StartAsync("everysec");
        await using var connection = await ConnectionMultiplexer.ConnectAsync(redis.ConnectionString);
        var web = await WeighWebAsync(redis, connection);
        await connection.GetServers().Single().FlushAllDatabasesAsync();
        var sms = await WeighSmsAsync(redis, connection);
        Weight[] all = [.. web, .. sms];

        output.WriteLine(Text($"Bytes of a session, by MEMORY USAGE, over {scale.Weighed:N0} of them:"));
        output.WriteLine();
        output.WriteLine(
            Text($"| kind of key | web, 1 turn | web, {ManyTurns} turns | SMS, 1 turn | SMS, {ManyTurns} turns |"));
        output.WriteLine("| --- | ---: | ---: | ---: | ---: |");
        foreach (var kind in all.SelectMany(weight => weight.ByKind.Keys)
            .Distinct()
            .Except(Shared)
            .Order(StringComparer.Ordinal))
            Row(Text($"`{kind}`"), all.Select(weight => weight.ByKind.GetValueOrDefault(kind)));
        Row("**all of a session's own**", all.Select(weight => weight.Own));
        Row("of it text", all.Select(weight => weight.Text));
        Row("**all but its text**", all.Select(weight => weight.Own - weight.Text));
        foreach (var kind in Shared.Where(kind => all.Any(weight => weight.ByKind.ContainsKey(kind))))
            Row(Text($"share of `{kind}`"), all.Select(weight => weight.ByKind.GetValueOrDefault(kind)));
        Row("growth of used_memory", all.Select(weight => weight.Growth));
    }

    private async Task<Weight[]> WeighWebAsync(RedisServer redis, ConnectionMultiplexer connection)
    {
        var before = await UsedAsync(connection);
        await using var gateway = await ServerProcess.StartAsync("gateway", redis.ConnectionString);
        var visitors = await Load.ConnectAsync(gateway, isGateway: true, scale.Weighed);
        var texts = Encoding.UTF8.GetByteCount(
            "Bonjour, avez-vous une théière ?" + string.Concat(MeasuredServer.Words));
        await TalkAsync(visitors, 1);
        var one = await WeighAsync(connection, texts, before);
        await TalkAsync(visitors, ManyTurns - 1);
        var many = await WeighAsync(connection, texts * ManyTurns, before);
        foreach (var visitor in visitors)
            await visitor.DisposeAsync();
        return [one, many];
    }

    private async Task<Weight[]> WeighSmsAsync(RedisServer redis, ConnectionMultiplexer connection)
    {
        var before = await UsedAsync(connection);
        await using var provider = await StandIn.StartAsync();
        await using var gateway = await ServerProcess.StartAsync(
            TurnServer.Sms, redis.ConnectionString, provider.Address);
        var load = new TurnLoad(provider);
        var open = await TurnLoad.ConnectAsync(gateway, 20);
        var texts = Encoding.UTF8.GetByteCount(
            "Bonjour, avez-vous encore la cocotte en fonte bleue ? (7300000000000)" + TurnServer.ShortText);
        await load.AsFastAsCanBeAsync(
            open, load.Create(number => TurnRequest.Sms(number, scale.Weighed), scale.Weighed));
        var one = await WeighAsync(connection, texts, before);
        for (var turn = 1; turn < ManyTurns; turn++)
            await load.AsFastAsCanBeAsync(
                open, load.Create(number => TurnRequest.Sms(number, scale.Weighed), scale.Weighed));
        var many = await WeighAsync(connection, texts * ManyTurns, before);
        foreach (var other in open)
            await other.DisposeAsync();
        return [one, many];
    }

    private static async Task TalkAsync(HubConnection[] visitors, int turns)
    {
        foreach (var some in visitors.Chunk(50))
        {
            await Task.WhenAll(some.Select(async visitor =>
            {
                for (var turn = 0; turn < turns; turn++)
                    await visitor.TurnAsync(CancellationToken.None);
            }));
        }
    }

    private async Task<Weight> WeighAsync(ConnectionMultiplexer connection, int text, long before)
    {
        await Task.Delay(Settling);
        var used = await UsedAsync(connection);
        var byKind = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var keys in connection.GetServers().Single().Keys(pageSize: 1_000).Chunk(1_000))
        {
            var sizes = await Task.WhenAll(
                keys.Select(key => connection.GetDatabase().ExecuteAsync("MEMORY", "USAGE", key, "SAMPLES", "0")));
            foreach (var (key, size) in keys.Zip(sizes))
                byKind[KindOf(key!)] = byKind.GetValueOrDefault(KindOf(key!)) + (size.IsNull ? 0 : (long)size);
        }

        return new Weight(
            byKind.ToDictionary(pair => pair.Key, pair => (double)pair.Value / scale.Weighed, StringComparer.Ordinal),
            text,
            (double)(used - before) / scale.Weighed);
    }

    // "{p:07}:session:…", "gateway:nodes", "gateway:within:answers:…"
    private static string KindOf(string key)
    {
        var parts = key.Split(':');
        return key.StartsWith('{') ? parts[2] : parts.Length > 3 ? Text($"{parts[1]}:{parts[2]}") : parts[1];
    }

    private static async Task<long> UsedAsync(ConnectionMultiplexer connection)
    {
        var memory = (await connection.GetServers().Single().InfoAsync("memory")).SelectMany(part => part);
        return long.Parse(memory.First(pair => pair.Key == "used_memory").Value, CultureInfo.InvariantCulture);
    }

    private void Row(string what, IEnumerable<double> bytes) =>
        output.WriteLine(Text($"| {what} | {string.Join(" | ", bytes.Select(one => Text($"{one:N0}")))} |"));

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    /// <summary>Bytes of one session.</summary>
    private sealed record Weight(IReadOnlyDictionary<string, double> ByKind, double Text, double Growth)
    {
        public double Own => ByKind.Where(pair => !Shared.Contains(pair.Key)).Sum(pair => pair.Value);
    }
}
