using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Gateway.Sessions;
using Gateway.Testing;

namespace Gateway.Tests.Faults;

/// <summary>
/// Many visitors on two gateways, with the timings of a real installation, while gateways are killed, a PostgreSQL and
/// a Redis freeze, and all is restarted in turn. In the end what must never be is counted, and how long people waited
/// is printed.
/// </summary>
public sealed class ManyVisitorsTests(ITestOutputHelper output)
{
    [Fact]
    public Task Nobody_is_left_without_their_answer() =>
        RunAsync(
            seed: 1, visitors: 40, kills: 2, between: TimeSpan.FromSeconds(3), frozen: TimeSpan.FromSeconds(3),
            pause: TimeSpan.FromSeconds(1));

    [Theory]
    [Trait("Category", "Long")]
    [InlineData(2)]
    [InlineData(3)]
    public Task Nor_are_three_hundred_through_ten_kills(int seed) =>
        RunAsync(
            seed, visitors: 300, kills: 10, between: TimeSpan.FromSeconds(15), frozen: TimeSpan.FromSeconds(8),
            pause: TimeSpan.FromSeconds(6));

    private async Task RunAsync(int seed, int visitors, int kills, TimeSpan between, TimeSpan frozen, TimeSpan pause)
    {
        var random = new Random(seed);
        await using var cluster = await Cluster.StartAsync();
        var nodes = new GatewayProcess[] { await AddAsync(cluster), await AddAsync(cluster) };
        var answers = new ConcurrentQueue<TimeSpan>();
        var talkers = Enumerable.Range(0, visitors)
            .Select(number => new Talker(number, seed, node => Volatile.Read(ref nodes[node % nodes.Length]), answers))
                .ToList();
        using var enough = new CancellationTokenSource();
        // No timing is asserted: this only keeps a run that hangs from lasting for ever.
        using var deadline = new CancellationTokenSource(TimeSpan.FromMinutes(12));
        var talking = Task.WhenAll(talkers.Select(talker => talker.TalkAsync(pause, enough.Token, deadline.Token)));
        await Task.Delay(between, deadline.Token);

        await PhaseAsync("undisturbed", answers, () => Task.CompletedTask, between, deadline.Token);
        for (var kill = 1; kill <= kills; kill++)
        {
            var doomed = random.Next(nodes.Length);
            await PhaseAsync($"kill {kill}, node {doomed}", answers, async () =>
            {
                var victim = nodes[doomed];
                await victim.KillAsync();
                cluster.Forget(victim);
                Volatile.Write(ref nodes[doomed], await AddAsync(cluster));
            }, between * (0.5 + random.NextDouble()), deadline.Token);
            if (kill == kills / 2)
            {
                await PhaseAsync("PostgreSQL frozen", answers, () => FreezeAsync(
                    cluster.Postgres.FreezeAsync, cluster.Postgres.ThawAsync, frozen, deadline.Token), between,
                    deadline.Token);
                await PhaseAsync("Redis frozen", answers, () => FreezeAsync(
                    cluster.Redis.FreezeAsync, cluster.Redis.ThawAsync, frozen, deadline.Token), between,
                    deadline.Token);
            }
        }

        for (var node = 0; node < nodes.Length; node++)
        {
            await PhaseAsync($"SIGTERM, node {node}", answers, async () =>
            {
                var watch = Stopwatch.StartNew();
                await nodes[node].StopAsync();
                output.WriteLine(
                    $"  ended after {watch.Elapsed.TotalSeconds:0.0} s with exit code {nodes[node].ExitCode}");
                nodes[node].ExitCode.ShouldBe(0, nodes[node].Output);
                cluster.Forget(nodes[node]);
                Volatile.Write(ref nodes[node], await AddAsync(cluster));
            }, between, deadline.Token);
        }

        await enough.CancelAsync();
        try
        {
            await talking;
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested)
        {
            // Counted below as unanswered.
        }

        await CountAsync(cluster, talkers, answers, seed);
        foreach (var talker in talkers)
            await talker.DisposeAsync();
    }

    /// <summary>The timings of an installation, and not those of tests that want to see a take-over soon.</summary>
    private static async Task<GatewayProcess> AddAsync(Cluster cluster) =>
        (await cluster.AddGatewayAsync(
            paceMs: 20, ("Sessions:LeaseMs", "15000"), ("Sessions:SweepMs", "1000"))).Gateway;

    private static async Task FreezeAsync(Func<Task> freeze, Func<Task> thaw, TimeSpan time, CancellationToken deadline)
    {
        await freeze();
        try
        {
            await Task.Delay(time, deadline);
        }
        finally
        {
            await thaw();
        }
    }

    private async Task PhaseAsync(
        string name, ConcurrentQueue<TimeSpan> answers, Func<Task> trouble, TimeSpan after, CancellationToken deadline)
    {
        var before = answers.Count;
        await trouble();
        await Task.Delay(after, deadline);
        var times = answers.Skip(before).Order().ToArray();
        output.WriteLine($"{name}: {Times(times)}");
    }

    private async Task CountAsync(Cluster cluster, List<Talker> talkers, ConcurrentQueue<TimeSpan> answers, int seed)
    {
        var (lost, doubled, disordered, unanswered) =
            (new List<string>(), new List<string>(), new List<string>(), new List<string>());
        foreach (var talker in talkers)
        {
            var transcript = await cluster.TranscriptAsync(talker.Session);
            var written = transcript.Where(entry => entry.Role == EntryRole.Contact)
                .Select(entry => entry.ExternalId!)
                .ToList();
            var name = talker.Session.Value;
            lost.AddRange(talker.Kept.Except(written));
            doubled.AddRange(written.GroupBy(id => id).Where(same => same.Count() > 1).Select(same => same.Key));
            doubled.AddRange(
                transcript.Where(entry => entry.TurnId is not null)
                .GroupBy(entry => entry.TurnId)
                .Where(turn => turn.Count() > 1)
                .Select(turn => turn.Key!));
            if (!written.SequenceEqual(talker.Kept)
                || !transcript.Select(entry => entry.Seq)
                .SequenceEqual(Enumerable.Range(1, transcript.Count).Select(seq => (long)seq)))
                disordered.Add(name);
            if (talker.WaitsSince is not null || transcript[^1].Role != EntryRole.Agent
                || written.Count != transcript.Count(entry => entry.TurnId is not null))
                unanswered.Add(name);
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"seed {seed}, {talkers.Count} visitors, {talkers.Sum(talker => talker.Kept.Count)} messages: {lost.Count} lost, {doubled.Count} doubled, " +
            $"{disordered.Count} out of order, {unanswered.Count} unanswered; {Times([.. answers.Order()])}"));
        lost.ShouldBeEmpty();
        doubled.ShouldBeEmpty();
        disordered.ShouldBeEmpty();
        unanswered.ShouldBeEmpty();
    }

    private static string Times(TimeSpan[] ordered) =>
        ordered.Length == 0 ? "no answer" : string.Create(CultureInfo.InvariantCulture,
        $"{ordered.Length} answers, p50 {At(ordered, 0.5):0.00} s, p99 {At(ordered, 0.99):0.00} s, longest {ordered[^1].TotalSeconds:0.00} s");

    private static double At(TimeSpan[] ordered, double part) =>
        ordered[Math.Min(ordered.Length - 1, (int)(ordered.Length * part))].TotalSeconds;
}
