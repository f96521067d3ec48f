using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Gateway.Sessions;
using Gateway.Stores;
using Gateway.Testing;
using StackExchange.Redis;

namespace Gateway.Tests.Embedded;

/// <summary>A gateway whose embedded Redis is small, and what strangers find when it is nearly or quite full.</summary>
public sealed class FullRedisTests : IDisposable
{
    private const int Megabytes = 32;

    private readonly string _dataPath = Path.Combine(Path.GetTempPath(), $"gateway-data-{Guid.NewGuid():n}");

    public void Dispose()
    {
        if (Directory.Exists(_dataPath))
            Directory.Delete(_dataPath, recursive: true);
    }

    [Fact]
    public async Task Running_conversations_have_room_that_new_ones_are_refused_and_all_recovers()
    {
        await using var gateway = await GatewayProcess.StartAsync(
            ("Gateway:DataPath", _dataPath), ("Gateway:RedisMegabytes", $"{Megabytes}"));
        using var client = new HttpClient { BaseAddress = gateway.Address };
        var session = (await AnswerAsync(await ChatAsync(client, null, "Bonjour")))
            .GetProperty("sessionId")
            .GetString();
        using var redis = await ConnectAsync();
        var database = redis.GetDatabase();

        await FillAsync(database, StoreRoom.ClosesAt + 0.04);
        await ReadyAsync(client, "degraded");

        using (var refused = await ChatAsync(client, null, "Bonjour"))
        {
            refused.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
            refused.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(60));
            (await refused.Content.ReadFromJsonAsync<JsonElement>())
                .GetProperty("code")
                .GetString()
                .ShouldBe("unavailable");
        }

        (await AnswerAsync(await ChatAsync(client, session, "Avez-vous des lampes ?")))
            .GetProperty("text")
            .GetString()
            .ShouldNotBeNullOrEmpty();

        // Filling it to the last byte leaves what a command's own buffer took; less memory is no memory for certain.
        await database.ExecuteAsync("CONFIG", "SET", "maxmemory", "1mb");
        using (var refused = await ChatAsync(client, session, "Et des vases ?"))
            refused.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);

        await database.ExecuteAsync("CONFIG", "SET", "maxmemory", $"{Megabytes}mb");
        await database.KeyDeleteAsync("filling");
        await ReadyAsync(client, "up");
        (await AnswerAsync(await ChatAsync(client, session, "Et des bols ?")))
            .GetProperty("text")
            .GetString()
            .ShouldNotBeNullOrEmpty();
        (await ChatAsync(client, null, "Bonjour")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData(
        "used_memory:850\r\nmaxmemory:1000\r\nmaxmemory_policy:noeviction\r\nmem_not_counted_for_evict:50\r\n", 0.8,
        false)]
    [InlineData(
        "used_memory:850\r\nused_memory_rss:9\r\nmaxmemory:1000\r\nmaxmemory_human:1K\r\nmaxmemory_policy:allkeys-lru\r\n", 0.85, true)]
    [InlineData("used_memory:850\r\nmaxmemory:0\r\nmaxmemory_policy:allkeys-lru\r\n", null, false)]
    [InlineData("", null, false)]
    public void What_Redis_says_of_its_memory_is_read(string memory, double? share, bool evicts) =>
        RedisMemoryWatch.Read(memory).ShouldBe((share, evicts));

    private async Task<ConnectionMultiplexer> ConnectAsync()
    {
        var port = (await File.ReadAllTextAsync(Path.Combine(_dataPath, "redis", "port"))).Trim();
        var password = (await File.ReadAllTextAsync(Path.Combine(_dataPath, "redis.password"))).Trim();
        return await ConnectionMultiplexer.ConnectAsync($"127.0.0.1:{port},password={password},allowAdmin=true");
    }

    /// <summary>Fills that part of the memory.</summary>
    private static async Task FillAsync(IDatabase database, double share)
    {
        var piece = new byte[64 * 1024];
        while (RedisMemoryWatch.Read((string)(await database.ExecuteAsync("INFO", "memory"))!).Share < share)
            await database.ListRightPushAsync("filling", piece);
    }

    private static async Task ReadyAsync(HttpClient client, string state)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (true)
        {
            var ready = await (await client.GetAsync(
                "/health/ready", deadline.Token)).Content.ReadFromJsonAsync<JsonElement>(deadline.Token);
            var redis = ready.GetProperty("dependencies").GetProperty("redis");
            if (redis.GetProperty("state").GetString() == state)
                return;

            await Task.Delay(50, deadline.Token);
        }
    }

    private static Task<HttpResponseMessage> ChatAsync(HttpClient client, string? sessionId, string text) =>
        client.PostAsJsonAsync("/chat", new { workspace = "demo-shop", sessionId, text });

    private static async Task<JsonElement> AnswerAsync(HttpResponseMessage response)
    {
        response.StatusCode.ShouldBe(HttpStatusCode.OK, await response.Content.ReadAsStringAsync());
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }
}
