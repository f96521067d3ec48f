using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Runtime.Versioning;
using System.Text.Json;
using Gateway.Embedded.Servers;
using Gateway.Testing;
using Npgsql;

namespace Gateway.Tests.Embedded;

/// <summary>The gateway with servers of its own, from the first start to a crash and back.</summary>
public sealed class EmbeddedGatewayTests : IDisposable
{
    private readonly string _dataPath = Path.Combine(Path.GetTempPath(), $"gateway-data-{Guid.NewGuid():n}");

    public void Dispose()
    {
        if (Directory.Exists(_dataPath))
            Directory.Delete(_dataPath, recursive: true);
    }

    [Fact]
    public async Task After_kill_nine_the_servers_are_replaced_and_nothing_is_lost()
    {
        string sessionId;
        int[] before;
        await using (var killed = await StartAsync())
        {
            sessionId = (await ChatAsync(killed, null, "Bonjour")).GetProperty("sessionId").GetString()!;
            before = Servers();
            await killed.KillAsync();
        }

        before.Length.ShouldBe(2);
        before.ShouldAllBe(pid => ProcessTable.Exists(pid), "the servers outlive the gateway");
        await using var again = await StartAsync();

        Servers().ShouldAllBe(pid => !before.Contains(pid));
        before.ShouldAllBe(
            pid => !ProcessTable.IsServer(pid, "redis-server", Data("redis"))
            && !ProcessTable.IsServer(pid, "postgres", Data("postgres")));
        (await ChatAsync(again, sessionId, "Encore moi")).GetProperty("sessionId").GetString().ShouldBe(sessionId);
    }

    [Fact]
    public async Task Stopping_the_gateway_stops_its_servers_and_the_next_start_finds_the_same_key()
    {
        string key;
        int[] servers;
        await using (var first = await StartAsync())
        {
            key = await KeyAsync(first);
            servers = Servers();
            await first.StopAsync();
            first.ExitCode.ShouldBe(0);
        }

        servers.ShouldAllBe(
            pid => !ProcessTable.IsServer(pid, "redis-server", Data("redis"))
            && !ProcessTable.IsServer(pid, "postgres", Data("postgres")));
        File.Exists(ServerCommand.PidFileOf(Path.Combine(_dataPath, "redis"))).ShouldBeFalse();
        await using var second = await StartAsync();
        (await KeyAsync(second)).ShouldBe(key);
    }

    [Fact]
    public async Task A_second_gateway_on_the_same_data_path_ends_with_one_line()
    {
        await using var first = await StartAsync();

        await using var second = await GatewayProcess.RunToEndAsync(("Gateway:DataPath", _dataPath));

        second.ExitCode.ShouldBe(1);
        second.Output.ShouldContain("is in use by another gateway");
        second.Output.Split('\n').Length.ShouldBe(1);
    }

    [Fact]
    public async Task What_it_keeps_is_for_its_own_account_alone()
    {
        if (OperatingSystem.IsWindows())
            return;
        await using (var gateway = await StartAsync())
            await ChatAsync(gateway, null, "Bonjour, j'habite au 3 rue des Lilas");

        ShouldBeClosed(Directory.EnumerateFileSystemEntries(_dataPath, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task A_copy_of_the_database_makes_no_tokens_and_ours_are_good_after_a_restart()
    {
        string? token;
        await using (var gateway = await StartAsync())
        {
            token = (await ChatAsync(gateway, null, "Bonjour")).GetProperty("sessionId").GetString();
            await using var postgres = NpgsqlDataSource.Create(
                $"Host=127.0.0.1;Port={await File.ReadAllTextAsync(Path.Combine(_dataPath, "postgres", "port"))};Username=gateway;Password={(await File.ReadAllTextAsync(Path.Combine(_dataPath, "postgres.password"))).Trim()};Database=gateway");
            await using var command = postgres.CreateCommand("SELECT string_agg(xml, '') FROM data_protection_keys");
            var keys = (string)(await command.ExecuteScalarAsync())!;
            keys.ShouldContain("<sealed");
            keys.ShouldNotContain("<masterKey");
        }

        await using (var unlike = await GatewayProcess.RunToEndAsync(
            ("Gateway:DataPath", _dataPath), ("Gateway:KeyRingSecret", new string('x', 40))))
        {
            unlike.ExitCode.ShouldBe(1);
            unlike.Output.ShouldContain("Gateway:KeyRingSecret: found");
        }

        await using var second = await StartAsync();
        (await ChatAsync(second, token, "Et les délais ?"))
            .GetProperty("sessionId")
            .GetString()!.Split('.')[0]
            .ShouldBe(token!.Split('.')[0]);
    }

    [Fact]
    public async Task What_was_kept_before_that_rule_is_closed_at_the_next_start()
    {
        if (OperatingSystem.IsWindows())
            return;
        var redis = Path.Combine(_dataPath, "redis");
        Directory.CreateDirectory(redis);
        File.SetUnixFileMode(
            redis,
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupRead
            | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);

        await using var gateway = await StartAsync();

        ShouldBeClosed([redis]);
    }

    [UnsupportedOSPlatform("windows")]
    private static void ShouldBeClosed(IEnumerable<string> entries)
    {
        const UnixFileMode Own = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        foreach (var entry in entries)
            (File.GetUnixFileMode(entry) & ~Own).ShouldBe(UnixFileMode.None, entry);
    }

    private Task<GatewayProcess> StartAsync() => GatewayProcess.StartAsync(("Gateway:DataPath", _dataPath));

    private int[] Servers() =>
    [
        Leftover.ReadPid(ServerCommand.PidFileOf(Path.Combine(_dataPath, "redis")))!.Value,
        Leftover.ReadPid(ServerCommand.PidFileOf(Path.Combine(_dataPath, "postgres")))!.Value,
    ];

    private string Data(string server) => ServerCommand.DataDirectoryOf(Path.Combine(_dataPath, server));

    private async Task<string> KeyAsync(GatewayProcess gateway)
    {
        var key = (await File.ReadAllTextAsync(Path.Combine(_dataPath, "development.key"))).Trim();
        using var client = new HttpClient { BaseAddress = gateway.Address };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        (await client.GetAsync("/api/prospects?workspace=demo-shop")).StatusCode.ShouldBe(HttpStatusCode.OK);
        return key;
    }

    private static async Task<JsonElement> ChatAsync(GatewayProcess gateway, string? sessionId, string text)
    {
        using var client = new HttpClient { BaseAddress = gateway.Address };
        var response = await client.PostAsJsonAsync("/chat", new { workspace = "demo-shop", sessionId, text });
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }
}
