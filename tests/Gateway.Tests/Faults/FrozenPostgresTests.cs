using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Gateway.Testing;
using Npgsql;

namespace Gateway.Tests.Faults;

/// <summary>
/// A PostgreSQL that takes connections and answers nothing slows only what needs it, and whoever needs it is told so
/// truly.
/// </summary>
public sealed class FrozenPostgresTests : IAsyncLifetime
{
    private const string Key = "gwk_frozen-tests";

    private Cluster _cluster = null!;
    private GatewayProcess _gateway = null!;
    private HttpClient _http = null!;

    public async ValueTask InitializeAsync()
    {
        _cluster = await Cluster.StartAsync();
        (_gateway, _) = await _cluster.AddGatewayAsync(settings: ("Web:SessionsPerMinute", "1000"));
        await using var connection = new NpgsqlConnection(_cluster.Postgres.ConnectionString("gateway"));
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(
            $"INSERT INTO api_keys (name, key_hash, created_at) VALUES ('test', sha256('{Key}'), now())", connection);
        await command.ExecuteNonQueryAsync();
        _http = new HttpClient { BaseAddress = _gateway.Address };
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _cluster.DisposeAsync();
    }

    [Fact]
    public async Task What_needs_no_records_goes_on_and_the_rest_is_told_so()
    {
        (await AskAsync("/api/parked", Key)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await ChatAsync("Do you have a kettle?", "en")).ShouldContain("Ondine");

        await _cluster.Postgres.FreezeAsync();
        await ReadyAsync("down");

        (await ChatAsync("Bonjour", "fr")).ShouldContain("Léa");
        (await ChatAsync("Do you have a kettle?", "en")).ShouldContain("can’t look into the shop");
        (await ChatAsync("Vous livrez en combien de jours ?", "fr"))
            .ShouldContain("je n’arrive pas à consulter la boutique");
        (await ChatAsync("Vous avez une bouilloire à moins de 50 euros ?", "fr"))
            .ShouldContain("je n’arrive pas à consulter la boutique");

        // A key that was known before opens what needs no records; what does is refused, and so is a key that nobody
        // can look up.
        (await AskAsync("/api/parked", Key)).StatusCode.ShouldBe(HttpStatusCode.OK);
        await RefusedAsync("/api/prospects?workspace=demo-shop", Key);
        await RefusedAsync("/api/parked", "gwk_other");
        (await AskAsync("/health/live", "gwk_other")).StatusCode.ShouldBe(HttpStatusCode.OK);
        await RefusedAsync("/demo/demo-shop", null);

        // Many at once wait for nothing either.
        var answers = await Task.WhenAll(
            Enumerable.Range(0, 60).Select(i => ChatAsync($"Have you got a kettle for {i + 2} cups?", "en")));
        answers.ShouldAllBe(answer => answer.Contains("can’t look into the shop", StringComparison.Ordinal));

        await _cluster.Postgres.ThawAsync();
        await ReadyAsync("up");
        (await ChatAsync("Do you have a kettle?", "en")).ShouldContain("Ondine");
        (await AskAsync("/api/prospects?workspace=demo-shop", Key)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Who_asks_at_the_moment_it_freezes_is_told_before_they_give_up()
    {
        string[] paths =
            ["/", "/demo/demo-shop", "/api/prospects?workspace=demo-shop", "/api/sessions?workspace=demo-shop"];
        using var http = new HttpClient { BaseAddress = _gateway.Address, Timeout = TimeSpan.FromSeconds(12) };
        async Task<HttpStatusCode> GetAsync(string path)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Key);
            return (await http.SendAsync(request)).StatusCode;
        }

        // Twice as many connections are open in the pool as are asked for afterwards.
        (await Task.WhenAll(paths.Concat(paths).Select(GetAsync))).ShouldAllBe(status => status == HttpStatusCode.OK);

        await _cluster.Postgres.FreezeAsync();

        (await Task.WhenAll(paths.Select(GetAsync))).ShouldAllBe(status => status == HttpStatusCode.ServiceUnavailable);
        await _cluster.Postgres.ThawAsync();
        await ReadyAsync("up");
    }

    private async Task RefusedAsync(string path, string? key)
    {
        var response = await AskAsync(path, key);
        response.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        response.Headers.RetryAfter.ShouldNotBeNull();
    }

    private async Task<HttpResponseMessage> AskAsync(string path, string? key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (key is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return await _http.SendAsync(request);
    }

    private async Task<string> ChatAsync(string text, string locale)
    {
        var response = await _http.PostAsJsonAsync("/chat", new { workspace = "demo-shop", text, locale });
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        return (string)(await response.Content.ReadFromJsonAsync<JsonNode>())!["text"]!;
    }

    /// <summary>Waits until readiness says so of PostgreSQL.</summary>
    private async Task ReadyAsync(string state)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            var ready = await (await AskAsync("/health/ready", null)).Content.ReadFromJsonAsync<JsonNode>(
                deadline.Token);
            if ((string)ready!["dependencies"]!["postgres"]!["state"]! == state)
                return;
            await Task.Delay(100, deadline.Token);
        }
    }
}
