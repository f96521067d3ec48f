using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Gateway.Testing;
using Npgsql;

namespace Gateway.Tests.Faults;

/// <summary>
/// Two gateways on a Redis Cluster of three masters: sessions lie on all of them, and every script stays within one
/// slot.
/// </summary>
public sealed class RedisClusterTests : IAsyncLifetime
{
    private RedisCluster _redis = null!;
    private PostgresServer _postgres = null!;
    private GatewayProcess[] _gateways = [];

    public async ValueTask InitializeAsync()
    {
        _redis = await RedisCluster.StartAsync();
        _postgres = await PostgresServer.StartAsync();
        await using (var connection = new NpgsqlConnection(_postgres.ConnectionString()))
        {
            await connection.OpenAsync();
            await using var command = new NpgsqlCommand("CREATE DATABASE gateway", connection);
            await command.ExecuteNonQueryAsync();
        }

        _gateways = [await StartAsync(), await StartAsync()];
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var gateway in _gateways)
            await gateway.DisposeAsync();
        await _postgres.DisposeAsync();
        await _redis.DisposeAsync();
    }

    [Fact]
    public async Task Conversations_run_on_every_master_and_over_both_nodes()
    {
        var sessions = await Task.WhenAll(Enumerable.Range(0, 24).Select(async i =>
        {
            var session = (string?)null;
            foreach (var (text, answer) in ((string, string)[])[("Do you have a kettle?", "Ondine"),
                ("the first one", "last name"), ("do you ship to Belgium?", "Belgium")])
            {
                // Each message to the other node than the one before.
                using var http = new HttpClient { BaseAddress = _gateways[(i + text.Length) % 2].Address };
                var response = await http.PostAsJsonAsync(
                    "/chat", new { workspace = "demo-shop", sessionId = session, text, locale = "en" });
                var said = (await response.Content.ReadFromJsonAsync<JsonNode>())!;
                ((string?)said["text"]).ShouldNotBeNull(said.ToJsonString()).ShouldContain(answer);
                session = (string)said["sessionId"]!;
            }

            return session!.Split('.')[0];
        }));

        sessions.Distinct().Count().ShouldBe(24);
        foreach (var server in _redis.Servers)
        {
            await using var connection = (StackExchange.Redis.ConnectionMultiplexer)await server.ConnectAsync();
            (await connection.GetServers()
                .Single(
                    own => own.EndPoint.ToString()!.EndsWith(
                    server.Port.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal))
                .DatabaseSizeAsync()).ShouldBePositive();
        }
    }

    private Task<GatewayProcess> StartAsync() => GatewayProcess.StartAsync(
    [
        ("ConnectionStrings:Redis", _redis.ConnectionString),
        ("ConnectionStrings:Postgres", _postgres.ConnectionString("gateway")),
        ("House:PaceMs", "0"),
    ]);
}
