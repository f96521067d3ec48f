using System.Text.Json;
using Gateway.Brain.Shop.Catalogue;
using Gateway.Brain.Shop.Catalogue.Import;
using Gateway.Brain.Shop.Settings;
using Gateway.Brain.Tests.Records;
using Gateway.Sessions.Workspaces;
using Gateway.Testing;
using Microsoft.Extensions.Options;

namespace Gateway.Brain.Tests.Shop.Catalogue;

/// <summary>A shop whose files a test writes, in a folder and a database of their own.</summary>
public sealed class ShopFolder : IAsyncDisposable
{
    public const string CsvHeader =
        "Handle,Title,Body (HTML),Type,Tags,Published,Option1 Name,Option1 Value,Variant SKU,Variant Inventory Qty,Variant Price,Variant Compare At Price,Image Src,Status";

    private readonly string _folder = Directory.CreateTempSubdirectory("gateway-shop-").FullName;

    private Workspace? _last;

    private ShopFolder(RecordsDatabase database)
    {
        Database = database;
        Importer = new CatalogueImporter(database, Options, Clock);
        Search = Caches.Search(database);
    }

    public ManualClock Clock { get; } = new();

    public RecordsDatabase Database { get; }

    public CatalogueImporter Importer { get; }

    /// <summary>What could not be taken in of the shop that was imported last.</summary>
    public CatalogueFaults Faults => new(Database, new FixedWorkspaces(_last!), Importer);

    public CatalogueSearch Search { get; }

    public IOptions<CatalogueOptions> Options =>
        Microsoft.Extensions.Options.Options.Create(new CatalogueOptions { WorkspacesPath = _folder });

    public static async Task<ShopFolder> CreateAsync(RecordsServer server) => new(await server.CreateAsync());

    public static Workspace Workspace(string settings, string id = "shop") => new()
    {
        Id = id,
        Name = "Shop",
        Solution = "shop",
        Settings = JsonDocument.Parse(settings).RootElement,
    };

    public void Write(string name, string text) => File.WriteAllText(Path.Combine(_folder, name), text);

    public void Write(string name, byte[] content) => File.WriteAllBytes(Path.Combine(_folder, name), content);

    public void Delete(string name) => File.Delete(Path.Combine(_folder, name));

    /// <summary>Writes one file of products and imports it.</summary>
    public async Task<ImportResult> ImportAsync(string name, string text)
    {
        Write(name, text);
        return await ImportAsync($$"""{"catalogue": { "fr": "{{name}}" } }""");
    }

    public async Task<ImportResult> ImportAsync(string settings)
    {
        var workspace = Workspace(settings);
        _last = workspace;
        var (parsed, errors) = ShopSettings.Parse(workspace);
        errors.ShouldBeEmpty();
        return await Importer.ImportAsync(workspace, parsed!, isForced: false, TestContext.Current.CancellationToken);
    }

    public async Task<ProductMatch> GetAsync(string handle, string locale = "fr") =>
        (await Search.GetProductAsync("shop", locale, handle, TestContext.Current.CancellationToken)).ShouldNotBeNull();

    public async Task<IReadOnlyList<string>> HandlesAsync() =>
        [.. (await Search.ListProductNamesAsync("shop", "fr", TestContext.Current.CancellationToken))
            .Select(name => name.Handle)];

    public async ValueTask DisposeAsync()
    {
        await Database.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
