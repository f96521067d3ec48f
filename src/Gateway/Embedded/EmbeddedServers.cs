using Gateway.Embedded.Servers;
using Gateway.Installation;

namespace Gateway.Embedded;

/// <summary>The Redis and the PostgreSQL that run as our children because no connection string names others.</summary>
internal sealed class EmbeddedServers : IAsyncDisposable
{
    private readonly List<IAsyncDisposable> _running = [];
    private DataPathLock? _lock;

    private EmbeddedServers()
    {
    }

    /// <summary>Whether Redis is one of them.</summary>
    public bool HasRedis { get; private set; }

    /// <summary>Whether PostgreSQL is one of them.</summary>
    public bool HasPostgres { get; private set; }

    /// <summary>
    /// Starts what has no connection string, both at once, and puts the connection strings into the configuration, so
    /// that all that is built after it need not know the difference.
    /// </summary>
    /// <param name="configuration">Read for what is missing, and completed.</param>
    /// <param name="options">Where the data lies.</param>
    /// <param name="logger">Told what happens to the servers.</param>
    /// <param name="cancellationToken">Gives up the start; what has been started is stopped.</param>
    /// <exception cref="ServerStartException">A server is not installed or cannot run, or the data path is in
    /// use.</exception>
    public static async Task<EmbeddedServers> StartAsync(
        ConfigurationManager configuration, GatewayOptions options, ILogger logger, CancellationToken cancellationToken)
    {
        var servers = new EmbeddedServers();
        var starts = new List<Task>();
        var found = new Dictionary<string, string?>();
        var embedsRedis = string.IsNullOrEmpty(configuration.GetConnectionString("Redis"));
        var embedsPostgres = string.IsNullOrEmpty(configuration.GetConnectionString("Postgres"));
        try
        {
            if (embedsRedis || embedsPostgres)
                servers._lock = DataPathLock.Take(options.DataPath);
            if (embedsRedis)
            {
                starts.Add(servers.StartAsync("Redis", found, EmbeddedRedis.StartAsync(
                    Path.Combine(options.DataPath, "redis"), Secret(options, "redis"), "always", options.RedisMegabytes,
                    logger, cancellationToken)));
            }

            if (embedsPostgres)
            {
                starts.Add(servers.StartAsync("Postgres", found, EmbeddedPostgres.StartAsync(
                    Path.Combine(options.DataPath, "postgres"), Secret(options, "postgres"), durable: true, logger,
                    cancellationToken)));
            }

            await Task.WhenAll(starts);
        }
        catch
        {
            await servers.DisposeAsync();
            throw;
        }

        configuration.AddInMemoryCollection(found);
        servers.HasRedis = embedsRedis;
        servers.HasPostgres = embedsPostgres;
        return servers;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_running.Select(async server => await server.DisposeAsync()));
        _running.Clear();
        _lock?.Dispose();
    }

    private async Task StartAsync(
        string name, Dictionary<string, string?> found, Task<(SupervisedServer Server, string ConnectionString)> start)
    {
        var (server, connectionString) = await start;
        lock (_running)
        {
            _running.Add(server);
            found[$"ConnectionStrings:{name}"] = connectionString;
        }
    }

    private static string Secret(GatewayOptions options, string name) =>
        PrivateFile.KeepSecret(Path.Combine(options.DataPath, $"{name}.password"));
}
