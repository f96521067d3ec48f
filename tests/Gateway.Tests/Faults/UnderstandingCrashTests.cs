using Gateway.Sessions;
using Gateway.Testing;
using Npgsql;

namespace Gateway.Tests.Faults;

/// <summary>What was not understood is noted once with its turn, wherever a node is killed that runs it.</summary>
public sealed class UnderstandingCrashTests(CrashTests.Stores stores) : IClassFixture<CrashTests.Stores>, IAsyncLifetime
{
    private readonly Cluster _cluster = stores.Cluster;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _cluster.StopGatewaysAsync();

    [Theory]
    [InlineData(nameof(ProxyPoint.BeforeRedis))]
    [InlineData(nameof(ProxyPoint.BeforeAnswer))]
    public async Task Killed_at_the_commit_it_is_noted_once(string point)
    {
        var (doomed, proxy) = await _cluster.AddGatewayAsync();
        await using var visitor = new Visitor();
        await visitor.ConnectAsync(doomed);

        var killed = proxy.BreakAt("commit", Enum.Parse<ProxyPoint>(point), doomed.KillAsync);
        await visitor.SendAsync("m-1", "Avez-vous des toilettes dans le magasin ?");
        await killed;
        var (heir, _) = await _cluster.AddGatewayAsync();
        await visitor.ConnectAsync(heir);
        (await visitor.AnswerAsync(1)).ShouldNotBeEmpty();
        // The archive is told of a session's turns in their order.
        await visitor.SendAsync("m-2", "Merci");
        (await visitor.AnswerAsync(3)).ShouldNotBeEmpty();

        (await NotesAsync(visitor.Session, turns: 2)).ShouldBe(["Avez-vous des toilettes dans le magasin ?"]);
    }

    /// <summary>The session's notes, once so many of its turns are archived.</summary>
    private async Task<List<string>> NotesAsync(SessionId session, int turns)
    {
        const string archived = "SELECT turn_id FROM archived_turns WHERE session_id = @session";
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while ((await ReadAsync(archived, session)).Count < turns)
            await Task.Delay(100, deadline.Token);
        return await ReadAsync(
            "SELECT words FROM archived_decisions WHERE session_id = @session AND words IS NOT NULL", session);
    }

    private async Task<List<string>> ReadAsync(string sql, SessionId session)
    {
        await using var connection = new NpgsqlConnection(_cluster.Postgres.ConnectionString("gateway"));
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        command.Parameters.AddWithValue("session", session.Value);
        await using var reader = await command.ExecuteReaderAsync();
        var found = new List<string>();
        while (await reader.ReadAsync())
            found.Add(reader.GetString(0));
        return found;
    }
}
