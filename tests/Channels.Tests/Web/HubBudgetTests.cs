using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Gateway.Channels.Web;
using Gateway.Sessions;
using Gateway.Sessions.Live;
using Gateway.Testing;
using Microsoft.Extensions.Options;
using Shouldly;
using Xunit;

namespace Gateway.Channels.Tests.Web;

/// <summary>What strangers may ask of the hub, and that what is refused costs no one else anything.</summary>
public sealed class HubBudgetTests(RedisFixture redis) : IAsyncLifetime
{
    private readonly ManualClock _clock = new();
    private readonly RecordedLogs _logs = new();
    private readonly MeterListener _listener = new();
    private readonly ConcurrentDictionary<string, long> _counts = new();
    private WebHost _host = null!;

    public async ValueTask InitializeAsync()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            // Hosts of other tests have meters of the same name.
            if (instrument.Meter.Name == "Gateway.Channels.Web"
                && instrument.Meter.Scope == _host?.Get<IMeterFactory>())
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) =>
        {
            foreach (var (name, tag) in tags)
            {
                if (name == "reason")
                    _counts.AddOrUpdate($"{instrument.Name} {tag}", value, (_, known) => known + value);
            }
        });
        _host = await WebHost.StartAsync(redis, Handler.Echo, _clock, _logs, protection: null);
        _listener.Start();
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Dispose();
        await _host.DisposeAsync();
        _logs.Dispose();
    }

    [Fact]
    public async Task A_second_connection_does_not_double_what_a_visitor_may_ask_for()
    {
        await using var one = await _host.ConnectRawAsync();
        var started = await one.CallAsync("Start", new { siteKey = "site-one" });
        await using var two = await _host.ConnectRawAsync();
        await two.CallAsync("Start", new { siteKey = "site-one", token = (string)started!["token"]! });

        var (first, second) = (await CountAsync(one), await CountAsync(two));

        first.ShouldBe(22, "a hundred, less what Start took, at four each");
        second.ShouldBeLessThanOrEqualTo(2);
        _counts["gateway.hub.refused session"].ShouldBeGreaterThan(0);
        _clock.Advance(TimeSpan.FromSeconds(1));
        (await CountAsync(two)).ShouldBe(2, "who waits gets in");
    }

    [Fact]
    public async Task A_second_session_does_not_double_what_a_connection_may_ask_for()
    {
        await using var visitor = await _host.ConnectRawAsync();
        var calls = 0;
        await Should.ThrowAsync<HubRefusedException>(async () =>
        {
            for (; calls < 100; calls++)
                await visitor.CallAsync("Start", new { siteKey = "site-one" });
        });

        calls.ShouldBe(10);
        _counts["gateway.hub.refused connection"].ShouldBe(1);
    }

    [Fact]
    public void A_network_has_a_share_and_who_asks_for_little_gets_in_beside_its_loudest()
    {
        using var budgets = Budgets();
        var asked = 0;
        for (var i = 0; i < 1_000; i++)
        {
            var (calls, session) = (budgets.NewCalls(), Session(i));
            while (budgets.TakeCall(calls, "203.0.113.7", session, "Resume") is null)
                asked++;
        }

        // 2,000 units at once for the network, then a tenth for each.
        asked.ShouldBeInRange(2_450, 2_475);
        var (quiet, itsSession) = (budgets.NewCalls(), Session(5_000));
        budgets.TakeCall(quiet, "203.0.113.7", session: null, "Start").ShouldBeNull("a colleague of the loud ones");
        budgets.TakeCall(quiet, "203.0.113.7", itsSession, "Send")!.Value.ShouldBeLessThan(TimeSpan.FromSeconds(10));
        budgets.TakeCall(budgets.NewCalls(), "203.0.113.8", Session(5_001), "Start").ShouldBeNull();
        _clock.Advance(TimeSpan.FromSeconds(4));
        budgets.TakeCall(quiet, "203.0.113.7", itsSession, "Send").ShouldBeNull();
    }

    [Theory]
    [InlineData("""{"type":6}""")]
    [InlineData("""{"type":1,"invocationId":"1","target":"Destroy","arguments":[{}]}""")]
    [InlineData("""{"type":1,"target":"Destroy","arguments":[]}""")]
    [InlineData("""{"type":1,"invocationId":"1","target":"Typing","arguments":[]}""")]
    [InlineData("""{"type":1,"invocationId":"1","target":"Typing","arguments":[1,2,3]}""")]
    [InlineData("""{"type":1,"target":"Typing","arguments":[{"on":"x"}]}""")]
    [InlineData("""{"type":1,"target":"Typing","arguments":[{"on":true}]}""")]
    [InlineData("""{"type":4,"invocationId":"1","target":"Typing","arguments":[{"on":true}]}""")]
    [InlineData("""{"type":2,"invocationId":"1","item":1}""")]
    [InlineData("""{"type":3,"invocationId":"1","result":1}""")]
    [InlineData("""{"type":5,"invocationId":"1"}""")]
    [InlineData("""{"type":8,"sequenceId":1}""")]
    [InlineData("""{"type":77}""")]
    [InlineData("""{"type":1,"target":"Send","arguments":[{"clientMessageId":"m","text":"PAD"}]}""")]
    public async Task Who_sends_more_than_any_widget_is_closed_whatever_it_is(string frame)
    {
        frame = frame.Replace("PAD", new string('x', 15_000), StringComparison.Ordinal);
        await using var other = await _host.ConnectRawAsync();
        await other.CallAsync("Start", new { siteKey = "site-one" });
        await using var flood = await _host.ConnectRawAsync();
        await flood.CallAsync("Start", new { siteKey = "site-one" });
        var sent = 0;
        try
        {
            for (; sent < 5_000 && !flood.Closed.IsCompleted; sent++)
                await flood.SendRawAsync(frame);
        }
        catch (Exception e)
            when (e is System.Net.WebSockets.WebSocketException or OperationCanceledException or IOException)
        {
            // Closed while it wrote.
        }

        await flood.Closed.WaitAsync(TimeSpan.FromSeconds(20));

        flood.CloseWords.ShouldNotBeNull().ShouldMatch("HubException: rateLimited: .*; retryAfter=[0-9]+");
        (_counts.GetValueOrDefault("gateway.hub.closed flood")
            + _counts.GetValueOrDefault("gateway.hub.closed ignored")).ShouldBe(1);
        (await other.CallAsync("Send", new { clientMessageId = "m", text = "toujours là" }))!["seq"]!.GetValue<long>()
            .ShouldBe(1);
        _logs.Lines.ShouldAllBe(line => !line.Contains("Exception", StringComparison.Ordinal));
        _logs.Lines.Count(line => line.Contains("since the last line", StringComparison.Ordinal))
            .ShouldBeLessThan(4, string.Join('\n', _logs.Lines));
    }

    [Theory]
    [InlineData(0x89, true, "pings that are answered below SignalR")]
    [InlineData(0x8a, true, "pongs to nothing")]
    [InlineData(0x81, true, "empty messages")]
    [InlineData(0x89, false, "pings of who has not said a word yet")]
    public async Task Frames_that_never_reach_the_hub_count_as_well(byte kind, bool shakesHands, string what)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(_host.Address.Host, _host.Address.Port);
        var stream = socket.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(
            "GET /hubs/chat HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n" +
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"));
        if (shakesHands)
            await stream.WriteAsync(Frame(0x81, [.. """{"protocol":"json","version":1}"""u8, 0x1e]));
        var flood = Enumerable.Repeat(Frame(kind, []), 1_000).SelectMany(frame => frame).ToArray();

        var read = ReadToEndAsync(stream);
        for (var i = 0; i < 10 && !read.IsCompleted; i++)
        {
            try
            {
                await stream.WriteAsync(flood);
            }
            catch (IOException)
            {
                break;
            }
        }

        var said = await read.WaitAsync(TimeSpan.FromSeconds(20));
        if (shakesHands)
            said.ShouldContain("rateLimited: more than any widget sends", customMessage: what);
        _counts["gateway.hub.closed flood"].ShouldBe(1);
        _logs.Lines.ShouldAllBe(line => !line.Contains("Exception", StringComparison.Ordinal));
    }

    [Fact]
    public void A_frame_is_found_however_it_is_cut()
    {
        var random = new Random(7);
        byte[] all = [.. Enumerable.Range(0, 300).SelectMany(i => Frame(0x81, new byte[i % 3 == 0 ? 70_000 : i * i]))];
        for (var round = 0; round < 20; round++)
        {
            var frames = new WebSocketFrames();
            var found = 0;
            for (var at = 0; at < all.Length;)
            {
                var length = Math.Min(all.Length - at, 1 + random.Next(round < 10 ? 9 : 9_000));
                found += frames.Count(all.AsSpan(at, length));
                at += length;
            }

            found.ShouldBe(300);
        }
    }

    [Fact]
    public async Task An_ordinary_visit_is_never_in_the_way_of_a_budget()
    {
        await using var visitor = await _host.ConnectRawAsync();
        await visitor.CallAsync("Start", new { siteKey = "site-one" });
        for (var i = 0; i < 10; i++)
        {
            await visitor.CallAsync("Typing", new { on = true });
            var sent = await visitor.CallAsync(
                "Send", new { clientMessageId = $"m{i}", text = new string('a', 16_000) });
            await visitor.CallAsync("Typing", new { on = false });
            await visitor.CallAsync("Resume", new { afterSeq = (long)sent!["seq"]! });
            await visitor.CallAsync("Read", new { seq = (long)sent["seq"]! });
            await visitor.SendRawAsync("""{"type":6}""");
            _clock.Advance(TimeSpan.FromSeconds(1));
        }

        visitor.Closed.IsCompleted.ShouldBeFalse();
        _counts.ShouldBeEmpty();
    }

    [Fact]
    public async Task Negotiations_and_connections_of_one_address_are_limited_and_told_when_to_come_back()
    {
        for (var i = 0; i < 600; i++)
        {
            using var answer = await NegotiateAsync("site-one");
            answer.StatusCode.ShouldBe(HttpStatusCode.OK, "three hundred visitors of one company, twice");
        }

        using var refused = await NegotiateAsync("site-one", "https://one.example.test");
        refused.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        refused.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(1));
        refused.Headers.GetValues("Access-Control-Allow-Origin")
            .ShouldBe(["https://one.example.test"], "the widget reads when to come back");
        refused.Headers.GetValues("Access-Control-Expose-Headers").ShouldContain("Retry-After");
        (await refused.Content.ReadAsStringAsync()).ShouldContain("rateLimited");
        await Should.ThrowAsync<System.Net.WebSockets.WebSocketException>(() => _host.ConnectRawAsync());
        using (var events = new HttpRequestMessage(HttpMethod.Get, "/hubs/chat?siteKey=site-one"))
        {
            events.Headers.Accept.ParseAdd("text/event-stream");
            (await _host.Http.SendAsync(events)).StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        }

        HashSet<int> waits = [];
        for (var i = 0; i < 20; i++)
        {
            using var again = await NegotiateAsync("site-one");
            waits.Add((int)again.Headers.RetryAfter!.Delta!.Value.TotalSeconds);
        }

        waits.Count.ShouldBe(20, "who is told to come back does not come back all at once");
        waits.Max().ShouldBeLessThanOrEqualTo(20);
        _counts["gateway.hub.refused network"].ShouldBe(23);
        _clock.Advance(TimeSpan.FromSeconds(1));
        await using var visitor = await _host.ConnectRawAsync();
        await visitor.CallAsync("Start", new { siteKey = "site-one" });
        _logs.Lines.Count(line => line.Contains("connect was refused", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Fact]
    public void A_site_that_all_want_at_once_shuts_out_no_other_site()
    {
        using var budgets = Budgets();
        var let = 0;
        for (; budgets.TakeConnect($"198.51.100.{let % 250}", "busy") is null; let++)
        {
        }

        let.ShouldBe(12_000);
        budgets.TakeConnect("198.51.100.251", "quiet").ShouldBeNull();
        _clock.Advance(TimeSpan.FromSeconds(1));
        budgets.TakeConnect("198.51.100.252", "busy").ShouldBeNull();
    }

    [Fact]
    public async Task A_connection_that_does_not_start_is_closed()
    {
        await using var silent = await _host.ConnectRawAsync();
        await using var refused = await _host.ConnectRawAsync();
        await using var started = await _host.ConnectRawAsync();
        await started.CallAsync("Start", new { siteKey = "site-one" });
        await Should.ThrowAsync<HubRefusedException>(() => refused.CallAsync("Start", new { siteKey = "nobody" }));
        await refused.SendRawAsync("""{"type":6}""");

        _clock.Advance(HubLine.StartWithin);

        await Task.WhenAll(silent.Closed, refused.Closed).WaitAsync(TimeSpan.FromSeconds(20));
        silent.CloseWords.ShouldNotBeNull().ShouldContain("notStarted: ");
        _counts["gateway.hub.closed notStarted"].ShouldBe(2);
        (await started.CallAsync("Send", new { clientMessageId = "m", text = "me voilà" }))!["seq"]!.GetValue<long>()
            .ShouldBe(1);
    }

    [Fact]
    public async Task A_connection_that_has_started_and_falls_silent_is_closed()
    {
        await using var silent = await _host.ConnectRawAsync();
        await silent.CallAsync("Start", new { siteKey = "site-one" });
        await using var pinging = await _host.ConnectRawAsync();
        await pinging.CallAsync("Start", new { siteKey = "site-one" });
        _clock.Advance(HubLine.IdleAfter - TimeSpan.FromSeconds(1));
        await pinging.CallAsync("Typing", new { on = false });

        _clock.Advance(TimeSpan.FromSeconds(1));

        await silent.Closed.WaitAsync(TimeSpan.FromSeconds(20));
        silent.CloseWords.ShouldNotBeNull().ShouldContain("idle: ");
        (await pinging.CallAsync("Send", new { clientMessageId = "m", text = "toujours là" }))!["seq"]!.GetValue<long>()
            .ShouldBe(1);
    }

    [Fact]
    public async Task A_session_has_so_many_connections_and_the_next_one_is_told()
    {
        List<HubClient> open = [await _host.ConnectRawAsync()];
        var started = await open[0].CallAsync("Start", new { siteKey = "site-one" });
        var token = (string)started!["token"]!;
        try
        {
            while (open.Count < HubSessions.MostConnections)
            {
                open.Add(await _host.ConnectRawAsync());
                await open[^1].CallAsync("Start", new { siteKey = "site-one", token });
            }

            await using var more = await _host.ConnectRawAsync();
            var refusal = await Should.ThrowAsync<HubRefusedException>(
                () => more.CallAsync("Start", new { siteKey = "site-one", token }));
            refusal.Code.ShouldBe("rateLimited");
            refusal.Words.ShouldEndWith("retryAfter=30");
            _counts["gateway.hub.refused watchers"].ShouldBe(1);

            // Who starts something else has left.
            await open[^1].CallAsync("Start", new { siteKey = "site-one" });
            await more.CallAsync("Start", new { siteKey = "site-one", token });
            await more.CallAsync("Start", new { siteKey = "site-one", token });
        }
        finally
        {
            foreach (var connection in open)
                await connection.DisposeAsync();
        }
    }

    [Fact]
    public async Task Typing_and_reading_are_told_once_a_second_and_the_last_word_always()
    {
        await using var visitor = await _host.ConnectRawAsync();
        var started = await visitor.CallAsync("Start", new { siteKey = "site-one" });
        var session = SessionId.Parse((string)started!["sessionId"]!);
        for (var i = 0; i < 10; i++)
            await _host.Engine.AppendAsync(session, new NewEntry(EntryRole.Operator, $"{i}"));
        var watcher = new Watcher();
        using var watching = (await _host.Engine.WatchAsync(session, watcher, 0))!.Value.Watching;

        for (var i = 0; i < 10; i++)
        {
            await visitor.CallAsync("Typing", new { on = i % 2 == 0 });
            await visitor.CallAsync("Read", new { seq = i + 1 });
            await visitor.CallAsync("Read", new { seq = i + 1 });
        }

        watcher.Told.ShouldBe(["typing True", "read 1"]);
        _clock.Advance(TimeSpan.FromSeconds(1));
        watcher.Told.ShouldBe(["typing True", "read 1", "typing False", "read 10"], ignoreOrder: true);
        _clock.Advance(TimeSpan.FromSeconds(5));
        watcher.Told.Count.ShouldBe(4);
        (await _host.Engine.ReadAsync(session, afterSeq: null, count: 0)).ShouldNotBeNull();

        // What the last connection leaves unsaid is said when it goes.
        await visitor.CallAsync("Typing", new { on = true });
        await visitor.CallAsync("Typing", new { on = false });
        await visitor.CallAsync("Start", new { siteKey = "site-one" });
        watcher.Told.Skip(4).ShouldBe(["typing True", "typing False"]);
    }

    [Fact]
    public async Task What_was_read_before_somewhere_else_is_asked_for_once()
    {
        await using var there = await _host.ConnectRawAsync();
        var started = await there.CallAsync("Start", new { siteKey = "site-one" });
        var session = SessionId.Parse((string)started!["sessionId"]!);
        await _host.Engine.AppendAsync(session, new NewEntry(EntryRole.Operator, "read"));
        (await _host.Engine.MarkReadAsync(session, 1, 1)).ShouldBe((1, true));
        (await _host.Engine.MarkReadAsync(session, 1, 1)).ShouldBe((1, false));
        var watcher = new Watcher();
        using var watching = (await _host.Engine.WatchAsync(session, watcher, 0))!.Value.Watching;
        await there.CallAsync("Read", new { seq = 1 });
        var known = new HubSession(session, _host.Engine, _clock);
        known.Read(1, hasMoved: false);

        known.HasRead(1).ShouldBeTrue();
        watcher.Told.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("{\"type\":1,\"target\":")]
    [InlineData("not json at all")]
    [InlineData("[]")]
    [InlineData("42")]
    [InlineData("")]
    [InlineData("""{"type":"x"}""")]
    [InlineData("""{"type":1,"target":42,"arguments":[]}""")]
    [InlineData("""{"type":1,"invocationId":"1","target":"Send","arguments":{}}""")]
    [InlineData("""{"type":1,"invocationId":"1","target":"Send","arguments":[[[[[[[[]]]]]]]]}""")]
    public async Task A_visitors_mistake_is_no_error_of_ours(string frame)
    {
        for (var i = 0; i < 5; i++)
        {
            await using var broken = await _host.ConnectRawAsync();
            await broken.SendRawAsync(frame);
            await broken.SendRawAsync("not json either");
            await broken.Closed.WaitAsync(TimeSpan.FromSeconds(20));
            await using var unmade = await _host.ConnectRawAsync();
        }

        _counts["gateway.hub.closed malformed"].ShouldBe(5);
        _logs.Lines.ShouldAllBe(line => !line.Contains("Exception", StringComparison.Ordinal));
        _logs.Lines.Count(line => line.Contains("malformed", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Fact]
    public async Task Who_does_not_wait_as_told_is_closed_with_the_reason()
    {
        await using var visitor = await _host.ConnectRawAsync();
        await visitor.CallAsync("Start", new { siteKey = "site-one" });
        var codes = new List<string>();
        while (!visitor.Closed.IsCompleted && codes.Count < 200)
        {
            try
            {
                // SignalR does not mind how a method is written.
                await visitor.CallAsync(codes.Count % 2 == 0 ? "resume" : "RESUME", new { afterSeq = 0 });
            }
            catch (Exception e)
                when (e is HubRefusedException or System.Net.WebSockets.WebSocketException
                or OperationCanceledException)
            {
                codes.Add(e is HubRefusedException refused ? refused.Code : "closed");
            }
        }

        codes.Count(code => code == "rateLimited").ShouldBe(HubProtocol.MostIgnored + 1);
        visitor.CloseWords.ShouldNotBeNull().ShouldContain("rateLimited: too many calls; retryAfter=");
        _logs.Lines.Count(line => line.Contains("Resume", StringComparison.Ordinal))
            .ShouldBeLessThan(3, "one line for each reason");
    }

    private SessionId Session(int number) => SessionId.New(number % 256, _clock.GetUtcNow());

    private HubBudgets Budgets() => new(
        Options.Create(new WebOptions()), _host.Get<IMeterFactory>(), _clock,
        Microsoft.Extensions.Logging.Abstractions.NullLogger<HubBudgets>.Instance);

    private static async Task<int> CountAsync(HubClient visitor)
    {
        var calls = 0;
        try
        {
            for (; calls < 100; calls++)
                await visitor.CallAsync("Resume", new { afterSeq = 0 });
        }
        catch (HubRefusedException refusal) when (refusal.Code == "rateLimited")
        {
            refusal.Words.ShouldMatch("retryAfter=[1-9]");
        }

        return calls;
    }

    private Task<HttpResponseMessage> NegotiateAsync(string siteKey, string? origin = null)
    {
        var request = new HttpRequestMessage(
            HttpMethod.Post, $"/hubs/chat/negotiate?negotiateVersion=1&siteKey={siteKey}");
        if (origin is not null)
            request.Headers.Add("Origin", origin);
        return _host.Http.SendAsync(request);
    }

    /// <summary>A masked frame as browsers send it.</summary>
    private static byte[] Frame(byte kind, byte[] payload)
    {
        byte[] length = payload.Length < 126 ? [(byte)(0x80 | payload.Length)]
            : payload.Length <= ushort.MaxValue ? [0x80 | 126, (byte)(payload.Length >> 8), (byte)payload.Length]
            : [0x80 | 127, 0, 0, 0, 0, (byte)(payload.Length >> 24), (byte)(payload.Length >> 16),
                (byte)(payload.Length >> 8), (byte)payload.Length];
        return [kind, .. length, 0, 0, 0, 0, .. payload];
    }

    private static async Task<string> ReadToEndAsync(NetworkStream stream)
    {
        var all = new MemoryStream();
        try
        {
            await stream.CopyToAsync(all);
        }
        catch (IOException)
        {
            // Reset once all was said.
        }

        return Encoding.ASCII.GetString(all.ToArray());
    }

    private sealed class Watcher : ISessionWatcher
    {
        private readonly ConcurrentQueue<string> _told = new();

        public IReadOnlyList<string> Told => [.. _told];

        public void OnEvent(LiveEvent live)
        {
            if (live is TypingEvent { Who: EntryRole.Contact, On: var on })
                _told.Enqueue($"typing {on}");
            if (live is ReceiptEvent { Receipt: { State: ReceiptState.Read, Seq: var seq } })
                _told.Enqueue($"read {seq}");
        }
    }
}
