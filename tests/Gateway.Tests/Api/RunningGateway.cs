using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Gateway.Testing;
using Npgsql;
using StackExchange.Redis;

namespace Gateway.Tests.Api;

/// <summary>The tests of the host's HTTP side share one gateway on a Redis and a PostgreSQL of its own.</summary>
[CollectionDefinition(nameof(RunningGateway))]
public sealed class RunningGatewayCollection : ICollectionFixture<RunningGateway>;

/// <summary>A gateway process with external servers, and keys to its API.</summary>
public sealed class RunningGateway : IAsyncLifetime
{
    /// <summary>Opens every workspace.</summary>
    public const string FullKey = "gwk_fake-key-for-tests-of-all-workspaces";

    /// <summary>Opens <c>elsewhere</c> alone.</summary>
    public const string ForeignKey = "gwk_fake-key-for-tests-of-elsewhere";

    /// <summary>Opened everything once.</summary>
    public const string RevokedKey = "gwk_fake-key-for-tests-revoked";

    /// <summary>What addresses are hashed with, here and by whoever stands beside it as another node.</summary>
    public static string AddressKey { get; } = Convert.ToBase64String(new byte[32]);

    private RedisServer _redis = null!;
    private PostgresServer _postgres = null!;
    private GatewayProcess _gateway = null!;

    public HttpClient Client { get; private set; } = null!;

    /// <summary>A connection to its Redis, as another node's.</summary>
    public Task<IConnectionMultiplexer> ConnectToRedisAsync() => _redis.ConnectAsync();

    public async ValueTask InitializeAsync()
    {
        _redis = await RedisServer.StartAsync();
        _postgres = await PostgresServer.StartAsync();
        _gateway = await GatewayProcess.StartAsync(
            ("ConnectionStrings:Redis", _redis.ConnectionString),
            ("ConnectionStrings:Postgres", _postgres.ConnectionString()),
            ("Sessions:AddressKey", AddressKey));
        Client = new HttpClient { BaseAddress = _gateway.Address };
        await AdmitAsync(FullKey, workspace: null, revoked: false);
        await AdmitAsync(ForeignKey, workspace: "elsewhere", revoked: false);
        await AdmitAsync(RevokedKey, workspace: null, revoked: true);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _gateway.DisposeAsync();
        await _postgres.DisposeAsync();
        await _redis.DisposeAsync();
    }

    /// <summary>Asks with a key.</summary>
    public async Task<HttpResponseMessage> AskAsync(string path, string? key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (key is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return await Client.SendAsync(request);
    }

    /// <summary>What was done to a session, oldest first.</summary>
    public async Task<IReadOnlyList<string>> ActionsOnAsync(string session, string workspace)
    {
        await using var source = NpgsqlDataSource.Create(_postgres.ConnectionString());
        await using var command = source.CreateCommand(
            "SELECT action, actor FROM audit_events WHERE subject = $1 AND workspace = $2 ORDER BY id");
        command.Parameters.AddWithValue($"session:{session}");
        command.Parameters.AddWithValue(workspace);
        await using var rows = await command.ExecuteReaderAsync();
        List<string> actions = [];
        while (await rows.ReadAsync())
            actions.Add($"{rows.GetString(0)} by {rows.GetString(1).Split(':')[0]}");
        return actions;
    }

    private async Task AdmitAsync(string key, string? workspace, bool revoked)
    {
        await using var source = NpgsqlDataSource.Create(_postgres.ConnectionString());
        await using var command = source.CreateCommand(
            "INSERT INTO api_keys (workspace, name, key_hash, created_at, revoked_at) VALUES ($1, 'test', $2, now(), CASE WHEN $3 THEN now() END)");
        command.Parameters.AddWithValue((object?)workspace ?? DBNull.Value);
        command.Parameters.AddWithValue(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
        command.Parameters.AddWithValue(revoked);
        await command.ExecuteNonQueryAsync();
    }
}
