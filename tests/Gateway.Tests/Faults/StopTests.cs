using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using Gateway.Sessions;
using Gateway.Testing;

namespace Gateway.Tests.Faults;

/// <summary>
/// SIGTERM while visitors are connected, talk and come back: it takes nothing new in, ends, and costs no one anything.
/// </summary>
public sealed class StopTests(ITestOutputHelper output) : IAsyncLifetime
{
    // Its answer takes some seconds, word by word.
    private const string Question = "Bonjour, quelles sont vos conditions de livraison et de retour ?";

    private Cluster _cluster = null!;

    public async ValueTask InitializeAsync() => _cluster = await Cluster.StartAsync();

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    /// <param name="drainMs">How long turns may go on: long enough for theirs to end, or not at all, so that they are
    /// handed back.</param>
    [Theory]
    [InlineData(10_000)]
    [InlineData(0)]
    public async Task A_stop_under_way_takes_nothing_new_in_and_loses_nothing(int drainMs)
    {
        const int count = 20;
        // Slow and long enough that no answer is ready when the stop begins, on a busy machine either.
        var (stopped, _) = await _cluster.AddGatewayAsync(
            paceMs: 200, ("Sessions:DrainMs", drainMs.ToString(CultureInfo.InvariantCulture)));
        var visitors = Enumerable.Range(0, count).Select(_ => new Visitor()).ToList();
        await Task.WhenAll(visitors.Select(visitor => visitor.ConnectAsync(stopped)));
        await Task.WhenAll(visitors.Select((visitor, i) => visitor.SendAsync($"m-{i}", Question)));
        await Task.WhenAll(visitors.Select(visitor => visitor.FirstDeltaAsync()));
        using var http = new HttpClient();
        http.BaseAddress = stopped.Address;
        var waits = http.PostAsJsonAsync(
            "/chat", new { workspace = "demo-shop", text = Question, clientMessageId = "c-1" });
        await RunsAsync(count + 1);

        var watch = Stopwatch.StartNew();
        var stopping = stopped.StopAsync();
        var knocks = await KnockAsync(stopped, stopping);
        await stopping;
        output.WriteLine(
            $"drain {drainMs} ms: ended after {watch.Elapsed.TotalSeconds:0.0} s; {knocks.Count} knocks: " +
            string.Join(", ", knocks.GroupBy(knock => knock).Select(group => $"{group.Key} × {group.Count()}")));

        stopped.ExitCode.ShouldBe(0, stopped.Output);
        var refusedFrom = knocks.FindIndex(knock => knock != "200");
        // The server stops listening together with all else: nobody may have knocked in the moment before.
        knocks.Skip(refusedFrom)
            .ShouldAllBe(knock => knock == "503 2" || knock == "closed", "once the stop has begun no one is let in");
        (await Task.WhenAll(visitors.Select(visitor => visitor.ClosedAsync()))).ShouldAllBe(closed => closed);
        await AnsweredOrToldAsync(waits);

        var (heir, _) = await _cluster.AddGatewayAsync();
        foreach (var visitor in visitors)
        {
            await visitor.ConnectAsync(heir);
            (await visitor.AnswerAsync(1)).ShouldNotBeEmpty();
            (await _cluster.TranscriptAsync(visitor.Session)).Select(entry => (entry.Seq, entry.Role))
                .ShouldBe([(1, EntryRole.Contact), (2, EntryRole.Agent)]);
            await visitor.DisposeAsync();
        }
    }

    /// <summary>
    /// Whoever waited for an answer has it, is told to ask again, or finds the line closed; no one is left waiting.
    /// </summary>
    private static async Task AnsweredOrToldAsync(Task<HttpResponseMessage> waits)
    {
        try
        {
            using var answer = await waits;
            if (answer.StatusCode == HttpStatusCode.OK)
                return;
            answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable, await answer.Content.ReadAsStringAsync());
            answer.Headers.RetryAfter.ShouldNotBeNull();
        }
        catch (HttpRequestException)
        {
            // The line was closed under it.
        }
    }

    /// <summary>Tries to come in, again and again, until the gateway has ended.</summary>
    private static async Task<List<string>> KnockAsync(GatewayProcess gateway, Task ended)
    {
        var knocks = new List<string>();
        while (!ended.IsCompleted)
        {
            using var http = new HttpClient();
            (http.BaseAddress, http.Timeout) = (gateway.Address, TimeSpan.FromSeconds(10));
            try
            {
                using var answer = await http.PostAsync("/hubs/chat/negotiate?negotiateVersion=1", content: null);
                knocks.Add($"{(int)answer.StatusCode} {answer.Headers.RetryAfter}".Trim());
            }
            catch (HttpRequestException)
            {
                knocks.Add("closed");
            }

            await Task.Delay(10);
        }

        return knocks;
    }

    /// <summary>Until so many turns run.</summary>
    private async Task RunsAsync(int turns)
    {
        var redis = (await _cluster.Redis.ConnectAsync()).GetDatabase();
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            var leased = await Task.WhenAll(
                Enumerable.Range(0, 256).Select(shard => redis.SortedSetLengthAsync($"{{p:{shard:x2}}}:ready")));
            if (leased.Sum() >= turns)
                return;
            await Task.Delay(20, deadline.Token);
        }
    }
}
