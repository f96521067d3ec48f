using System.Collections.Concurrent;
using System.Globalization;
using Gateway.Sessions;
using Gateway.Sessions.Live;
using Shouldly;
using Xunit;

namespace Gateway.Channels.Tests.Delivery;

/// <summary>
/// Conversations over a provider of which one call in five goes wrong, delivered by two nodes; what the provider has is
/// counted afterwards. The seed is printed.
/// </summary>
public sealed class LedgerTests(ITestOutputHelper output) : DeliveryTest
{
    private const int Conversations = 20;

    [Theory]
    [InlineData(20261125)]
    public Task Nothing_is_lost_doubled_or_turned_around_over_a_faulty_provider(int seed) =>
        RunAsync(seed, entries: 100, share: 0.2, lag: 0);

    [Fact]
    public Task Without_faults_nothing_is_sent_twice() => RunAsync(seed: 1, entries: 30, share: 0, lag: 0);

    [Fact]
    public Task A_list_that_lags_doubles_only_what_was_unknown() =>
        RunAsync(seed: 2, entries: 30, share: 0.2, lag: 0.3);

    [Fact, Trait("Category", "Long")]
    public Task Nothing_is_lost_doubled_or_turned_around_in_10_000_sends() =>
        RunAsync(Random.Shared.Next(), entries: 500, share: 0.2, lag: 0);

    private async Task RunAsync(int seed, int entries, double share, double lag)
    {
        var provider = new FaultyProvider(seed, share, lag);
        await using var here = await DeliveryNode.StartAsync(
            Redis.ConnectionString, provider.Adapter(), options => options.SweepMs = 200);
        await using var there = await DeliveryNode.StartAsync(
            Redis.ConnectionString, provider.Adapter(), options => options.SweepMs = 200);
        DeliveryNode[] nodes = [here, there];
        var finals = new Finals(Conversations * entries);
        var sessions = new List<SessionId>();
        for (var i = 0; i < Conversations; i++)
            sessions.Add(await here.OpenAsync());
        var watching = new List<IDisposable>();
        foreach (var session in sessions)
            watching.Add((await here.Engine.WatchAsync(session, finals.Watcher(session), 0))!.Value.Watching);
        var said = new ConcurrentDictionary<SessionId, List<long>>();
        await Task.WhenAll(sessions.Select(async (session, index) =>
        {
            var places = said[session] = [];
            for (var i = 0; i < entries; i++)
                places.Add(
                    await nodes[(i + index) % 2]
                    .SayAsync(session, string.Create(CultureInfo.InvariantCulture, $"{index}:{i}")));
        }));
        await finals.All.Task.WaitAsync(TimeSpan.FromMinutes(5));
        foreach (var part in watching)
            part.Dispose();

        var lost = 0;
        foreach (var session in sessions)
        {
            var snapshot = (await here.Engine.ReadAsync(session, afterSeq: 0, 10_000))!;
            lost += snapshot.Entries.Count(
                entry => entry.Role == EntryRole.Operator && entry.Receipt is null or ReceiptState.Queued);
            var order = provider.Ledger.Where(taken => taken.Session == session)
                .Select(taken => taken.Message.Id.Delivery.Seq)
                .ToList();
            order.SequenceEqual(order.Order()).ShouldBeTrue($"the order of a conversation, seed {seed}");
            // What the provider has is what is shown as sent, and no more is missing than it refused or no one can know
            // of.
            var sent = snapshot.Entries.Where(entry => entry.Receipt == ReceiptState.Sent)
                .Select(entry => entry.Seq)
                .ToHashSet();
            sent.ShouldBeSubsetOf(order);
            var others = snapshot.Entries.Where(entry => order.Contains(entry.Seq) && !sent.Contains(entry.Seq));
            others.ShouldAllBe(
                entry => entry.Receipt == ReceiptState.Unknown || (lag > 0 && RefusedAgain(provider, session, entry)),
                $"taken and not shown as sent, seed {seed}");
            said[session].Count.ShouldBe(entries);
        }

        var parked = await here.Outbox.ListParkedAsync();
        var byMessage = provider.Ledger.GroupBy(taken => taken.Message.Id).ToList();
        var doubled = byMessage.Where(group => group.Count() > 1).Select(group => group.Key).ToList();
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"seed {seed}: {Conversations} conversations, {Conversations * entries} entries, {provider.Calls} calls (by node: {provider.CallsOf(0)} and {provider.CallsOf(1)})"));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"faults: {provider.NotTaken} not taken, {provider.LostAnswers} answers lost after taking, {provider.LostCalls} before, {provider.Refused} refused"));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"I4 not final: {lost}   I5 sent twice: {doubled.Count} (all after unknown)   I6 turned around: 0   parked: {parked.Count} ({parked.Count(one => one.Code == "unknown")} unknown)"));

        lost.ShouldBe(0, "I4");
        byMessage.ShouldAllBe(group => group.Count() <= 2);
        doubled.ShouldAllBe(id => provider.LostAnswersOf.ContainsKey(id), "I5: sent twice only after unknown");
        if (lag == 0)
            doubled.ShouldBeEmpty("a list that does not lag leaves nothing to be sent twice");
        parked.Count.ShouldBe(provider.Refused + parked.Count(one => one.Code == "unknown"));
        provider.CallsOf(0).ShouldBeGreaterThan(0);
        provider.CallsOf(1).ShouldBeGreaterThan(0);
    }

    /// <summary>
    /// Taken with its answer lost, not in a list that lags, so sent again, and that was refused: nobody can know of the
    /// first.
    /// </summary>
    private static bool RefusedAgain(FaultyProvider provider, SessionId session, Entry entry) =>
        entry.Receipt == ReceiptState.Failed &&
        provider.LostAnswersOf.Keys.Any(id => id.Delivery.Session == session && id.Delivery.Seq == entry.Seq);

    /// <summary>Completes when that many entries have a last word.</summary>
    private sealed class Finals(int wanted)
    {
        private readonly int _wanted = wanted;
        private readonly ConcurrentDictionary<(SessionId, long), bool> _final = new();

        public TaskCompletionSource All { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public ISessionWatcher Watcher(SessionId session) => new One(this, session);

        private sealed class One(Finals finals, SessionId session) : ISessionWatcher
        {
            public void OnEvent(LiveEvent live)
            {
                if (live is ReceiptEvent { Receipt: { State: not ReceiptState.Queued } receipt } &&
                    finals._final.TryAdd((session, receipt.Seq), true) && finals._final.Count == finals._wanted)
                {
                    finals.All.TrySetResult();
                }
            }
        }
    }

    /// <summary>
    /// One provider for all nodes. Which call goes wrong is chance from the seed; the order of the calls is not.
    /// </summary>
    private sealed class FaultyProvider(int seed, double share, double lag)
    {
        private readonly Random _chance = new(seed);
        private readonly List<ScriptedAdapter> _adapters = [];
        private int _notTaken, _lostAnswers, _lostCalls, _refused;

        public ConcurrentQueue<Call> Ledger { get; } = new();

        public ConcurrentDictionary<OutboundId, bool> LostAnswersOf { get; } = new();

        public int NotTaken => _notTaken;

        public int LostAnswers => _lostAnswers;

        public int LostCalls => _lostCalls;

        public int Refused => _refused;

        public int Calls => _adapters.Sum(adapter => adapter.Calls.Count);

        public int CallsOf(int node) => _adapters[node].Calls.Count;

        public ScriptedAdapter Adapter()
        {
            var adapter = new ScriptedAdapter
            {
                Sends = (call, _) => Task.FromResult<SendOutcome?>(Send(call)),
                Finds = call => Task.FromResult(Find(call))
            };
            _adapters.Add(adapter);
            return adapter;
        }

        private SendOutcome Send(Call call)
        {
            double fault, kind;
            lock (_chance)
                (fault, kind) = (_chance.NextDouble(), _chance.NextDouble());
            if (fault >= share)
                return Take(call);
            switch (kind)
            {
                case < 0.4:
                    Interlocked.Increment(ref _notTaken);
                    return DeliveryTest.NotTaken(kind < 0.2 ? 20 : null);
                case < 0.65:
                    Interlocked.Increment(ref _lostAnswers);
                    LostAnswersOf[call.Message.Id] = true;
                    Take(call);
                    return Unknown();
                case < 0.9:
                    Interlocked.Increment(ref _lostCalls);
                    return Unknown();
                default:
                    Interlocked.Increment(ref _refused);
                    return LedgerTests.Refused();
            }
        }

        private FindOutcome Find(Call call)
        {
            double chance;
            lock (_chance)
                chance = _chance.NextDouble();
            var taken = Ledger.FirstOrDefault(one => one.Message.Id == call.Message.Id);
            return taken is null
                || chance < lag ? new FindOutcome.NotFound() : new FindOutcome.Found(ExternalId(taken));
        }

        private SendOutcome.Sent Take(Call call)
        {
            Ledger.Enqueue(call);
            return new SendOutcome.Sent(ExternalId(call));
        }

        private static string ExternalId(Call call) => "SM-" + call.Message.Id;
    }
}
