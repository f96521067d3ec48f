using System.Diagnostics.Metrics;
using System.Text;
using System.Text.Json.Nodes;
using Gateway.Brain;
using Gateway.Brain.Records;
using Gateway.Installation;
using Gateway.Sessions.Engine;
using Gateway.Testing;
using Gateway.Workspaces;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Npgsql;
using StackExchange.Redis;

namespace Gateway.Tests.Workspaces;

/// <summary>
/// The workspaces of one node, in the test's own process: its folder of files, and a table that others may share.
/// </summary>
internal sealed class TableNode : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    private TableNode(ServiceProvider services, string folder, RecordedLogs logs) =>
        (_services, Folder, Logs) = (services, folder, logs);

    /// <summary>Where its files lie.</summary>
    public string Folder { get; }

    public RecordedLogs Logs { get; }

    public ServedWorkspaces Served => _services.GetRequiredService<ServedWorkspaces>();

    public WorkspaceStore Store => _services.GetRequiredService<WorkspaceStore>();

    public TableWatch Watch => _services.GetRequiredService<TableWatch>();

    public IMeterFactory Meters => _services.GetRequiredService<IMeterFactory>();

    public WorkspaceMetrics Metrics => _services.GetRequiredService<WorkspaceMetrics>();

    /// <summary>Starts one.</summary>
    /// <param name="redis">Where nodes tell each other.</param>
    /// <param name="postgres">Where the table is; migrated.</param>
    /// <param name="clock">Its clock; null: the real one.</param>
    /// <param name="files">Its files by id.</param>
    public static async Task<TableNode> StartAsync(
        string redis, string postgres, TimeProvider? clock = null, params (string Id, string Content)[] files)
    {
        var folder = Directory.CreateTempSubdirectory("gateway-table-").FullName;
        foreach (var (id, content) in files)
            await File.WriteAllTextAsync(Path.Combine(folder, $"{id}.json"), content);
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Gateway:WorkspacesPath"] = folder,
            ["Gateway:DataPath"] = Path.Combine(folder, "data"),
            ["Other:Secret"] = "not-for-rows",
        }).Build();
        var logs = new RecordedLogs();
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.AddProvider(logs)).AddMetrics();
        services.AddSingleton<IConfiguration>(configuration);
        services.AddSingleton(NpgsqlDataSource.Create(postgres));
        services.AddSingleton<IConnectionMultiplexer>(await ConnectionMultiplexer.ConnectAsync(redis));
        services.AddRecords().AddWorkspaces(configuration, GatewayOptions.Read(configuration));
        services.AddBrain(configuration).AddSolutions().AddChannels(configuration, Path.Combine(folder, "data"));
        services.AddSessions(configuration);
        if (clock is not null)
            services.Replace(ServiceDescriptor.Singleton(clock));
        var provider = services.BuildServiceProvider();
        await provider.GetRequiredService<RecordsMigrator>().MigrateAsync(CancellationToken.None);
        var node = new TableNode(provider, folder, logs);
        await node.Watch.BeginAsync(provider.GetRequiredService<WorkspaceFolder>().Read(), CancellationToken.None);
        return node;
    }

    /// <summary>Writes a file and takes it up, as the watch of the folder does.</summary>
    public async Task WriteFileAsync(string id, Action<JsonObject> change)
    {
        await File.WriteAllBytesAsync(Path.Combine(Folder, $"{id}.json"), Document(id, change));
        ReadFiles();
    }

    /// <summary>Deletes a file, and takes that up.</summary>
    public void DeleteFile(string id)
    {
        File.Delete(Path.Combine(Folder, $"{id}.json"));
        ReadFiles();
    }

    private void ReadFiles() => Served.Take(_services.GetRequiredService<WorkspaceFolder>().Read());

    /// <summary>A business with a widget and whatever else it is given.</summary>
    public static byte[] Document(string id, Action<JsonObject>? change = null)
    {
        var document = new JsonObject
        {
            ["id"] = id,
            ["name"] = $"Maison {id}",
            ["solution"] = "shop",
            ["channels"] = new JsonArray(new JsonObject
            {
                ["kind"] = "web",
                ["siteKey"] = id,
                ["allowedOrigins"] = new JsonArray("https://shop.example"),
            }),
        };
        change?.Invoke(document);
        return Encoding.UTF8.GetBytes(document.ToJsonString());
    }

    /// <summary>Asks the table itself.</summary>
    public async Task<T?> AskAsync<T>(string sql)
    {
        await using var command = _services.GetRequiredService<NpgsqlDataSource>().CreateCommand(sql);
        return await command.ExecuteScalarAsync() is T answer ? answer : default;
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }
}

/// <summary>A Redis and a PostgreSQL for tests of the table; each test has a database of its own.</summary>
public sealed class TableStores : IAsyncLifetime
{
    private static int _databases;

    private RedisServer _redis = null!;
    private PostgresServer _postgres = null!;

    public async ValueTask InitializeAsync() =>
        (_redis, _postgres) = (await RedisServer.StartAsync(), await PostgresServer.StartAsync());

    public string Redis => _redis.ConnectionString;

    /// <summary>An empty database.</summary>
    public async Task<string> CreateDatabaseAsync()
    {
        var name = $"table_{Interlocked.Increment(ref _databases)}";
        await using var connection = new NpgsqlConnection(_postgres.ConnectionString());
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand($"CREATE DATABASE {name}", connection);
        await command.ExecuteNonQueryAsync();
        return _postgres.ConnectionString(name);
    }

    public async ValueTask DisposeAsync()
    {
        await _redis.DisposeAsync();
        await _postgres.DisposeAsync();
    }
}
