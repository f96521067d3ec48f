using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Gateway.Brain;
using Gateway.Brain.House;
using Gateway.Brain.Inspection.Planning;
using Gateway.Brain.Records;
using Gateway.Brain.Shop;
using Gateway.Brain.Shop.Catalogue;
using Gateway.Brain.Shop.Catalogue.Import;
using Gateway.Brain.Shop.Dialogue;
using Gateway.Brain.Shop.Settings;
using Gateway.Sessions;
using Gateway.Sessions.Media;
using Gateway.Sessions.Workspaces;
using Gateway.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Gateway.Benchmarks;

/// <summary>
/// The brain with its house model as the host composes it, without a host, Redis or pauses between words, over a
/// PostgreSQL of its own.
/// </summary>
internal sealed class BareBrain : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly Served _served = new();

    private BareBrain(string connection, string workspacesPath)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddTestChannels();
        services.AddSingleton<IWorkspaces>(_served);
        services.AddSingleton<IContacts, NoContacts>();
        services.AddSingleton<IConsents, NoConsents>();
        services.AddSingleton<IMediaLinks, NoLinks>();
        services.AddSingleton(_ => NpgsqlDataSource.Create(connection));
        services.AddRecords();
        services.AddBrain(new ConfigurationBuilder().Build()).AddShop().AddShopDialogue().AddCatalogueImport()
            .AddPlanningRecords();
        services.Configure<HouseOptions>(options => options.PaceMs = 0);
        services.Configure<CatalogueOptions>(options => options.WorkspacesPath = workspacesPath);
        _services = services.BuildServiceProvider();
    }

    /// <summary>The demonstration shop as its file describes it.</summary>
    public static Workspace DemoShop() => JsonSerializer.Deserialize<Workspace>(
        File.ReadAllText(Path.Combine(GatewayProcess.Root, "workspaces/demo-shop.json")), JsonSerializerOptions.Web)!;

    public ITurnHandler Handler => Get<ITurnHandler>();

    public static async Task<BareBrain> CreateAsync(PostgresServer postgres, string workspacesPath)
    {
        var brain = new BareBrain(postgres.ConnectionString(), workspacesPath);
        await brain.Get<RecordsMigrator>().MigrateAsync(CancellationToken.None);
        return brain;
    }

    public T Get<T>() where T : notnull => _services.GetRequiredService<T>();

    /// <summary>Serves these workspaces and no others.</summary>
    public void Serve(params IReadOnlyCollection<Workspace> workspaces) => _served.Index = new(workspaces);

    /// <summary>Takes a shop's files into the database, and has it planned for.</summary>
    /// <returns>How many products it has.</returns>
    public async Task<int> ImportAsync(Workspace workspace)
    {
        var imported = await Get<CatalogueImporter>().ImportAsync(
            workspace, ShopSettings.Parse(workspace).Settings!, isForced: false, CancellationToken.None);
        if (imported.Errors.Count > 0)
            throw new InvalidOperationException($"Of {workspace.Id} was not imported: {imported.Errors[0]}.");
        await ExecuteAsync("ANALYZE");
        return imported.Products;
    }

    public async Task ExecuteAsync(string sql)
    {
        await using var command = Get<NpgsqlDataSource>().CreateCommand(sql);
        command.CommandTimeout = 600;
        await command.ExecuteNonQueryAsync();
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    private sealed class Served : IWorkspaces
    {
        public event Action<IReadOnlyCollection<Workspace>>? Changed
        {
            add { }
            remove { }
        }

        public WorkspaceIndex Index { get; set; } = new([]);

        public IReadOnlyCollection<Workspace> All => Index.All;

        public bool TryGet(string? id, [NotNullWhen(true)] out Workspace? workspace) => Index.TryGet(id, out workspace);

        public bool TryGetByLine(
            string kind, string? line, [NotNullWhen(true)] out Workspace? workspace,
            [NotNullWhen(true)] out WorkspaceChannel? channel) =>
            Index.TryGetByLine(kind, line, out workspace, out channel);
    }

    /// <summary>Visitors of the web are known to nobody.</summary>
    private sealed class NoContacts : IContacts
    {
        public Task<string> ResolveAsync(
            string workspace, string channel, Sender sender, CancellationToken cancellationToken) =>
            throw new NotSupportedException("Nobody here has a name.");
    }

    /// <summary>Nobody here says anything about consent.</summary>
    private sealed class NoConsents : IConsents
    {
        public Task RecordAsync(ConsentEvent consent, CancellationToken cancellationToken) => Task.CompletedTask;

        public Task<SendingPermission> MaySendAsync(
            Workspace workspace, Session session, MessageClass @class, DateTimeOffset now,
            CancellationToken cancellationToken) => Task.FromResult(SendingPermission.Allowed);

        public Task NoteSentAsync(
            Session session, string source, DateTimeOffset at, CancellationToken cancellationToken) =>
            Task.CompletedTask;
    }

    private sealed class NoLinks : IMediaLinks
    {
        public Attachment Sign(string workspace, Attachment attachment) => attachment;
    }
}
