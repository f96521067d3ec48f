using System.Text.Json;
using Gateway.Brain.Shop.Catalogue;
using Gateway.Brain.Shop.Catalogue.Import;
using Gateway.Brain.Shop.Settings;
using Gateway.Brain.Tests.Records;
using Gateway.Sessions.Workspaces;
using Gateway.Testing;
using Microsoft.Extensions.Options;

namespace Gateway.Brain.Tests.Shop.Catalogue;

/// <summary>The demo shop's own files in a database, for tests that only read.</summary>
public sealed class DemoShop(RecordsServer server) : IAsyncLifetime
{
    public const string Id = "demo-shop";

    public RecordsDatabase Database { get; private set; } = null!;

    public ImportResult Import { get; private set; } = null!;

    public CatalogueSearch Search { get; private set; } = null!;

    public static string WorkspacesPath { get; } = FindWorkspaces();

    public async ValueTask InitializeAsync()
    {
        Database = await server.CreateAsync();
        var workspace = JsonSerializer.Deserialize<Workspace>(
            await File.ReadAllTextAsync(Path.Combine(WorkspacesPath, $"{Id}.json")), JsonSerializerOptions.Web)!;
        var (settings, errors) = ShopSettings.Parse(workspace);
        errors.ShouldBeEmpty();
        var importer = new CatalogueImporter(
            Database, Options.Create(new CatalogueOptions { WorkspacesPath = WorkspacesPath }), new ManualClock());
        Import = await importer.ImportAsync(workspace, settings!, isForced: false, CancellationToken.None);
        Search = Caches.Search(Database);
    }

    public ValueTask DisposeAsync() => Database.DisposeAsync();

    private static string FindWorkspaces()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Gateway.sln")))
                return Path.Combine(folder.FullName, "workspaces");
        }

        throw new InvalidOperationException("The repository was not found above the tests.");
    }
}
