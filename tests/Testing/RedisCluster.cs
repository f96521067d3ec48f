using System.Diagnostics;
using System.Globalization;

namespace Gateway.Testing;

/// <summary>A real Redis Cluster of three masters of a test's own, without replicas.</summary>
public sealed class RedisCluster : IAsyncDisposable
{
    private const int Masters = 3;

    private readonly List<RedisServer> _servers;

    private RedisCluster(List<RedisServer> servers) => _servers = servers;

    /// <summary>Its masters.</summary>
    public IReadOnlyList<RedisServer> Servers => _servers;

    /// <summary>Names one of them: the client asks it for the rest.</summary>
    public string ConnectionString => _servers[0].ConnectionString;

    /// <summary>Starts one with no data and waits until it serves every slot.</summary>
    public static async Task<RedisCluster> StartAsync()
    {
        var servers = await Task.WhenAll(
            Enumerable.Range(0, Masters).Select(_ => RedisServer.StartAsync("no", isOfCluster: true)));
        var cluster = new RedisCluster([.. servers]);
        await AskAsync(
            ["--cluster", "create", .. servers.Select(server => Place(server)), "--cluster-replicas", "0",
            "--cluster-yes"]);
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        foreach (var server in servers)
        {
            while (!(await AskAsync(["-p", server.Port.ToString(CultureInfo.InvariantCulture), "cluster", "info"]))
                .Contains("cluster_state:ok", StringComparison.Ordinal))
                await Task.Delay(50, deadline.Token);
        }

        return cluster;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var server in _servers)
            await server.DisposeAsync();
    }

    private static string Place(RedisServer server) =>
        string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{server.Port}");

    private static async Task<string> AskAsync(string[] arguments)
    {
        using var client = Process.Start(
            new ProcessStartInfo("redis-cli", arguments) { UseShellExecute = false, RedirectStandardOutput = true })!;
        var said = await client.StandardOutput.ReadToEndAsync();
        await client.WaitForExitAsync();
        return client.ExitCode == 0
            ? said
            : throw new InvalidOperationException($"redis-cli ended with {client.ExitCode}: {said}");
    }
}
