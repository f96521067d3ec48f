using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using Gateway.Testing;
using Shouldly;
using Xunit;

namespace Gateway.Sessions.Tests;

/// <summary>
/// Twenty producers write 200 messages each, some of them twice, to twenty sessions; twenty workers on ten nodes
/// answer, now and then throw, and about once a second one of the nodes dies and a new one comes. In the end every
/// message has its place and its answer.
/// </summary>
public sealed class ProducersAndWorkersTests(ITestOutputHelper output)
{
    private const int Producers = 20;
    private const int Nodes = 10;
    private const int TurnsPerNode = 2;
    private const int Sessions = 20;
    private const int Messages = 200;

    [Fact]
    public Task Every_message_is_answered_once_and_in_order() => RunAsync(seed: 1);

    [Theory, Trait("Category", "Long")]
    [MemberData(nameof(Seeds))]
    public Task Every_message_is_answered_once_and_in_order_with_seed(int seed) => RunAsync(seed);

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 20)];

    private async Task RunAsync(int seed)
    {
        await using var redis = await RedisServer.StartAsync();
        var faults = new ConcurrentQueue<string>();
        var nodes = new ConcurrentQueue<Node>();
        for (var i = 0; i < Nodes; i++)
            nodes.Enqueue(await StartNodeAsync(redis, seed, faults));
        string[] addresses = [.. Enumerable.Range(0, Sessions).Select(i => $"address-{i}")];

        var kills = 0;
        using var enough = new CancellationTokenSource();
        var killing = Task.Run(async () =>
        {
            using var second = new PeriodicTimer(TimeSpan.FromSeconds(1));
            while (!enough.IsCancellationRequested && await second.WaitForNextTickAsync(CancellationToken.None))
            {
                nodes.TryDequeue(out var victim);
                victim!.Die();
                kills++;
                nodes.Enqueue(await StartNodeAsync(redis, seed, faults));
                await victim.DisposeAsync();
            }
        }, CancellationToken.None);

        var sent = await Task.WhenAll(
            Enumerable.Range(0, Producers)
            .Select(
                producer => Task.Run(
                () => ProduceAsync(nodes, addresses, producer, new Random(seed * 1_000 + producer)))));
        await enough.CancelAsync();
        await killing;

        var transcripts = new Dictionary<SessionId, IReadOnlyList<Entry>>();
        foreach (var session in sent.SelectMany(ids => ids.Values).Distinct())
            transcripts[session] = await DrainedAsync(nodes.First(), session);
        foreach (var node in nodes)
            await node.DisposeAsync();

        Count(seed, kills, sent, transcripts, faults);
    }

    private void Count(
        int seed, int kills, IReadOnlyList<IReadOnlyDictionary<string, SessionId>> sent,
        IReadOnlyDictionary<SessionId, IReadOnlyList<Entry>> transcripts,
        ConcurrentQueue<string> faults)
    {
        var stored = transcripts.Values.SelectMany(entries => entries)
            .Where(entry => entry.Role == EntryRole.Contact)
            .ToArray();
        var answered = transcripts.Values.SelectMany(entries => entries)
            .Where(entry => entry.Role == EntryRole.Agent)
            .SelectMany(entry => entry.Text.Split(' '))
            .ToArray();
        string[] all = [.. sent.SelectMany(ids => ids.Keys)];

        var lost = all.Except(stored.Select(entry => entry.ExternalId!)).Count();
        var doubled = stored.GroupBy(entry => entry.ExternalId).Count(group => group.Count() > 1);
        var notOnce = all.Except(answered).Count() + answered.GroupBy(id => id).Count(group => group.Count() != 1);
        var inversions = transcripts.Values.Sum(Inversions);
        var gaps = transcripts.Values.Count(
            entries => !entries.Select(entry => entry.Seq)
            .SequenceEqual(Enumerable.Range(1, entries.Count).Select(seq => (long)seq)));
        output.WriteLine(
            $"seed {seed}: {all.Length} messages, {transcripts.Count} sessions, {answered.Length} answered, {kills} nodes killed; " +
            $"I1 lost {lost}, I2 doubled {doubled}, I3 not in exactly one turn {notOnce}, I6 inversions {inversions}, gaps {gaps}, faults {faults.Count}");

        all.Length.ShouldBe(Producers * Messages);
        kills.ShouldBePositive();
        lost.ShouldBe(0, $"I1, seed {seed}");
        doubled.ShouldBe(0, $"I2, seed {seed}");
        notOnce.ShouldBe(0, $"I3, seed {seed}");
        inversions.ShouldBe(0, $"I6, seed {seed}");
        gaps.ShouldBe(0, $"seed {seed}");
        faults.ShouldBeEmpty($"seed {seed}");
    }

    /// <summary>
    /// Messages that stand, or are answered, before one that their producer sent earlier; turns out of their order.
    /// </summary>
    private static int Inversions(IReadOnlyList<Entry> entries)
    {
        var contact = entries.Where(entry => entry.Role == EntryRole.Contact)
            .Select(entry => entry.ExternalId!)
            .ToArray();
        var agent = entries.Where(entry => entry.Role == EntryRole.Agent).ToArray();
        var answered = agent.SelectMany(entry => entry.Text.Split(' ')).ToArray();
        var byProducer = contact.GroupBy(id => id.Split('-')[0])
            .Sum(ids => Disorder(ids.Select(id => int.Parse(id.Split('-')[1], CultureInfo.InvariantCulture))));
        var byAnswer = answered.Zip(contact).Count(pair => pair.First != pair.Second);
        var byTurn = agent.Where(
            (entry, i) => !entry.TurnId!.EndsWith(
            string.Create(CultureInfo.InvariantCulture, $"-{i + 1}"), StringComparison.Ordinal)).Count();
        return byProducer + byAnswer + byTurn;

        static int Disorder(IEnumerable<int> numbers)
        {
            var list = numbers.ToArray();
            return list.Zip(list.Skip(1)).Count(pair => pair.First >= pair.Second);
        }
    }

    private static Task<Node> StartNodeAsync(RedisServer redis, int seed, ConcurrentQueue<string> faults)
    {
        var random = new Random(seed);
        return Node.StartAsync(redis, new Handler(async (turn, reply, stop) =>
        {
            int chance, pauseMs;
            lock (random)
                (chance, pauseMs) = (random.Next(100), random.Next(6));
            reply.Write("…");
            await Task.Delay(pauseMs, stop);
            if (chance == 0)
                throw new InvalidOperationException("now and then a turn fails");
            var before = turn.State.Json is null ? 0 : JsonSerializer.Deserialize<long>(turn.State.Json);
            if (before + 1 != turn.Id.Number)
                faults.Enqueue($"turn {turn.Id} was given the state of turn {before}");
            return Handler.Says(
                string.Join(' ', turn.Messages.Select(message => message.Text)),
                JsonSerializer.Serialize(turn.Id.Number));
        }), options =>
            (options.LeaseMs, options.SweepMs, options.MaxConcurrentTurns, options.MaxAttempts) =
                (1_000, 500, TurnsPerNode, 100));
    }

    /// <summary>
    /// Sends each message until some node has taken it in, and every third one again through another node.
    /// </summary>
    private static async Task<IReadOnlyDictionary<string, SessionId>> ProduceAsync(
        ConcurrentQueue<Node> nodes, string[] addresses, int producer, Random random)
    {
        var sessions = new Dictionary<string, SessionId>();
        for (var i = 0; i < Messages; i++)
        {
            var id = string.Create(CultureInfo.InvariantCulture, $"{producer}-{i}");
            var message = Any.Message(
                id) with
            { Address = addresses[(producer + i) % addresses.Length], ExternalId = id };
            var copies = random.Next(3) == 0 ? 2 : 1;
            var results = await Task.WhenAll(
                Enumerable.Range(0, copies).Select(_ => SendAsync(nodes, message, random.Next(Nodes))));
            results.Select(result => (result.Session, result.Seq)).Distinct().Count().ShouldBe(1);
            sessions[id] = results[0].Session;
            await Task.Delay(random.Next(60));
        }

        return sessions;
    }

    private static async Task<AcceptResult> SendAsync(ConcurrentQueue<Node> nodes, InboundMessage message, int number)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            try
            {
                Node[] alive = [.. nodes];
                return await alive[number % alive.Length].Engine.AcceptAsync(message);
            }
            catch (SessionStoreUnavailableException)
            {
                // The node died; the sender tries the next one.
                number++;
                await Task.Delay(10, deadline.Token);
            }
        }
    }

    private static async Task<IReadOnlyList<Entry>> DrainedAsync(Node node, SessionId session)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (true)
        {
            var entries = (await node.Engine.ReadAsync(session, afterSeq: 0, 100_000))!.Entries;
            var messages = entries.Count(entry => entry.Role == EntryRole.Contact);
            if (entries.Where(entry => entry.Role == EntryRole.Agent)
                .Sum(entry => entry.Text.Split(' ').Length) >= messages)
                return entries;
            await Task.Delay(50, deadline.Token);
        }
    }
}
