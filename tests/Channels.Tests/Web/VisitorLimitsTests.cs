using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Gateway.Sessions;
using Gateway.Testing;
using Shouldly;
using StackExchange.Redis;
using Xunit;

namespace Gateway.Channels.Tests.Web;

/// <summary>
/// What strangers may store and open over time, at both doors of the web channel and on all nodes together.
/// </summary>
public sealed class VisitorLimitsTests : IAsyncLifetime
{
    // A Redis of their own: every test here comes from the same network.
    private readonly RedisFixture _redis = new();

    public ValueTask InitializeAsync() => _redis.InitializeAsync();

    public ValueTask DisposeAsync() => _redis.DisposeAsync();

    [Theory]
    [InlineData("Web:MessagesPerHour", 3_600)]
    [InlineData("Web:MessagesPerDay", 86_400)]
    public async Task A_visitor_writes_so_many_messages_an_hour_and_a_day(string key, int seconds)
    {
        await using var host = await StartAsync((key, "3"));
        await using var visitor = await host.ConnectAsync();
        var session = (string)(await visitor.CallAsync("Start", new { siteKey = "site-one" }))!["token"]!;
        for (var i = 0; i < 2; i++)
            await visitor.CallAsync("Send", new { clientMessageId = $"m{i}", text = "vite" });
        (await PostAsync(host, session, "three")).StatusCode.ShouldBe(HttpStatusCode.OK);

        var refusal = await Should.ThrowAsync<HubRefusedException>(
            () => visitor.CallAsync("Send", new { clientMessageId = "m9", text = "trop" }));
        using var refused = await PostAsync(host, session, "four");

        refusal.Code.ShouldBe("rateLimited");
        int.Parse(refusal.Words.Split("retryAfter=")[1], CultureInfo.InvariantCulture)
            .ShouldBeInRange(seconds - 60, seconds);
        refused.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds.ShouldBeInRange(seconds - 60, seconds);
        // What had been taken is the same message still.
        (await visitor.CallAsync("Send", new { clientMessageId = "m0", text = "vite" }))!["seq"]!.GetValue<long>()
            .ShouldBe(1);
        (await PostAsync(host, session, "five", WebHost.ApiKey)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_hour_and_the_day_follow_from_the_minute()
    {
        await using var host = await StartAsync(("Web:MessagesPerMinute", "1"), ("Web:SessionsPerMinute", "1"));
        await using var visitor = await host.ConnectAsync();
        var token = (string)(await visitor.CallAsync("Start", new { siteKey = "site-one" }))!["token"]!;
        await visitor.CallAsync("Send", new { clientMessageId = "m0", text = "un" });
        (await Should.ThrowAsync<HubRefusedException>(
            () => visitor.CallAsync("Send", new { clientMessageId = "m1", text = "deux" })))
            .Words.ShouldStartWith("rateLimited: 1 messages a minute");

        var database = (await _redis.Server.ConnectAsync()).GetDatabase();
        var session = SessionId.Parse(token.Split('.')[0]);
        RedisKey key = $"{{p:{session.Shard:x2}}}:session:{session.Value}";
        // When the minute, the hour and the day began, and the messages in each.
        var counted = ((string)(await database.HashGetAsync(key, "limits"))!).Split('|');
        (counted[0], counted[3]) = ("0", "6");
        await database.HashSetAsync(key, "limits", string.Join('|', counted));
        (await Should.ThrowAsync<HubRefusedException>(
            () => visitor.CallAsync("Send", new { clientMessageId = "m1", text = "deux" })))
            .Words.ShouldStartWith("rateLimited: 6 messages an hour");
        (counted[2], counted[5]) = ("0", "24");
        await database.HashSetAsync(key, "limits", string.Join('|', counted));
        (await Should.ThrowAsync<HubRefusedException>(
            () => visitor.CallAsync("Send", new { clientMessageId = "m1", text = "deux" })))
            .Words.ShouldStartWith("rateLimited: 24 messages a day");
    }

    [Fact]
    public async Task A_network_opens_so_many_sessions_an_hour_over_both_doors_and_all_nodes()
    {
        await using var here = await StartAsync(("Web:SessionsPerHour", "3"));
        await using var there = await StartAsync(("Web:SessionsPerHour", "3"));
        using var counted = new Refusals(here);
        await using var visitor = await here.ConnectAsync();
        var first = await visitor.CallAsync("Start", new { siteKey = "site-one" });
        (await PostAsync(there, session: null, "two")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await PostAsync(here, session: null, "three")).StatusCode.ShouldBe(HttpStatusCode.OK);

        var refusal = await Should.ThrowAsync<HubRefusedException>(
            () => visitor.CallAsync("Start", new { siteKey = "site-one" }));
        using var refused = await PostAsync(there, session: null, "four");

        refusal.Words.ShouldStartWith("rateLimited: 3 new sessions an hour from this address; retryAfter=3");
        refused.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds.ShouldBeInRange(3_500, 3_600);
        counted.Reasons.ShouldBe(["sessionsPerHour"]);
        // Who has a session goes on with it.
        (await visitor.CallAsync(
            "Start", new { siteKey = "site-one", token = (string)first!["token"]! }))!["sessionId"]!
            .GetValue<string>().ShouldBe((string)first["sessionId"]!);
    }

    [Theory]
    [InlineData("Web:BytesPerHour", 3_600)]
    [InlineData("Web:BytesPerDay", 86_400)]
    public async Task A_network_fills_so_many_bytes_and_its_conversations_wait_then(string key, int seconds)
    {
        await using var here = await StartAsync((key, "40000"));
        await using var there = await StartAsync((key, "40000"));
        using var counted = new Refusals(here);
        await using var first = await here.ConnectAsync();
        await using var second = await here.ConnectAsync();
        await first.CallAsync("Start", new { siteKey = "site-one" });
        await second.CallAsync("Start", new { siteKey = "site-two" });
        var text = new string('x', 16 * 1024);
        await first.CallAsync("Send", new { clientMessageId = "m1", text });
        (await PostAsync(there, session: null, text)).StatusCode.ShouldBe(HttpStatusCode.OK);
        // The one that fills it is taken; whether more may come is known from its answer.
        await second.CallAsync("Send", new { clientMessageId = "m2", text });

        foreach (var visitor in (VisitorClient[])[first, second])
        {
            var refusal = await Should.ThrowAsync<HubRefusedException>(
                () => visitor.CallAsync("Send", new { clientMessageId = "m3", text = "x" }));
            refusal.Code.ShouldBe("rateLimited");
            int.Parse(refusal.Words.Split("retryAfter=")[1], CultureInfo.InvariantCulture)
                .ShouldBeInRange(seconds - 60, seconds);
        }

        // What was taken in before is no new one, also that which filled it.
        (await first.CallAsync("Send", new { clientMessageId = "m1", text }))!["seq"]!.GetValue<long>().ShouldBe(1);
        (await second.CallAsync("Send", new { clientMessageId = "m2", text }))!["seq"]!.GetValue<long>().ShouldBe(1);
        (await Should.ThrowAsync<HubRefusedException>(
            () => first.CallAsync("Start", new { siteKey = "site-one" }))).Code.ShouldBe("rateLimited");
        using var refused = await PostAsync(here, session: null, "x");
        refused.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        (await PostAsync(here, session: null, "x", WebHost.ApiKey)).StatusCode.ShouldBe(HttpStatusCode.OK);
        counted.Reasons.ShouldAllBe(reason => reason.StartsWith("bytesPer", StringComparison.Ordinal));
        counted.Reasons.Count.ShouldBe(4);
    }

    [Fact]
    public async Task When_the_store_is_nearly_full_no_session_is_opened_and_those_there_are_go_on()
    {
        await using var host = await StartAsync();
        using var counted = new Refusals(host);
        await using var visitor = await host.ConnectAsync();
        var token = (string)(await visitor.CallAsync("Start", new { siteKey = "site-one" }))!["token"]!;

        host.Room.Note(0.86).ShouldBeTrue();

        await using var stranger = await host.ConnectAsync();
        var refusal = await Should.ThrowAsync<HubRefusedException>(
            () => stranger.CallAsync("Start", new { siteKey = "site-one" }));
        refusal.Words.ShouldBe("unavailable: no new sessions are opened now, running ones go on; retryAfter=60");
        foreach (var key in (string?[])[null, WebHost.ApiKey])
        {
            using var refused = await PostAsync(host, session: null, "x", key);
            refused.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
            refused.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(60));
            (await refused.Content.ReadFromJsonAsync<JsonNode>())!["code"]!.GetValue<string>().ShouldBe("unavailable");
        }

        await visitor.CallAsync("Send", new { clientMessageId = "m1", text = "encore" });
        (await visitor.CallAsync("Start", new { siteKey = "site-one", token }))!["sessionId"].ShouldNotBeNull();
        (await PostAsync(host, token, "et encore")).StatusCode.ShouldBe(HttpStatusCode.OK);
        counted.Reasons.ShouldBe(["memory", "memory", "memory"]);

        // Not before there is some room does it begin anew.
        host.Room.Note(0.82).ShouldBeFalse();
        host.Room.IsShort.ShouldBeTrue();
        host.Room.Note(0.79).ShouldBeTrue();
        await stranger.CallAsync("Start", new { siteKey = "site-one" });
    }

    private Task<WebHost> StartAsync(params (string Key, string Value)[] settings) =>
        WebHost.StartAsync(_redis, Handler.Echo, settings: settings);

    private static async Task<HttpResponseMessage> PostAsync(
        WebHost host, string? session, string text, string? apiKey = null)
    {
        var body = new JsonObject { ["workspace"] = "one", ["sessionId"] = session, ["text"] = text };
        using var request = new HttpRequestMessage(
            HttpMethod.Post,
            "/chat")
        { Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json") };
        if (apiKey is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", apiKey);
        return await host.Http.SendAsync(request);
    }

    /// <summary>The reasons that a host's visitors were refused for.</summary>
    private sealed class Refusals : IDisposable
    {
        private readonly MeterListener _listener = new();
        private readonly ConcurrentQueue<string> _reasons = new();

        public Refusals(WebHost host)
        {
            _listener.InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Name == "gateway.web.refused" && ReferenceEquals(instrument.Meter.Scope, host.Meters))
                    listener.EnableMeasurementEvents(instrument);
            };
            _listener.SetMeasurementEventCallback<long>((_, _, tags, _) => _reasons.Enqueue((string)tags[0].Value!));
            _listener.Start();
        }

        public IReadOnlyList<string> Reasons => [.. _reasons];

        public void Dispose() => _listener.Dispose();
    }
}
