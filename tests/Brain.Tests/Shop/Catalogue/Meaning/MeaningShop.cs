using Gateway.Brain.Embeddings;
using Gateway.Brain.Shop.Catalogue;
using Gateway.Brain.Shop.Catalogue.Goods;
using Gateway.Brain.Shop.Catalogue.Import;
using Gateway.Brain.Tests.Embeddings;
using Gateway.Brain.Tests.Records;
using Gateway.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Gateway.Brain.Tests.Shop.Catalogue.Meaning;

/// <summary>A shop whose products are embedded by a service of the test's.</summary>
public sealed class MeaningShop(RecordsServer server) : IAsyncDisposable
{
    private const string Settings = """{"catalogue": { "fr": "fr.csv" } }""";

    public FakeEmbeddings Service { get; } = new();

    public ShopFolder Folder { get; private set; } = null!;

    public async Task<MeaningShop> StartAsync()
    {
        await Service.StartAsync();
        Folder = await ShopFolder.CreateAsync(server);
        await ImportAsync();
        return this;
    }

    /// <summary>Thirty products that are about nothing, and a few.</summary>
    public async Task ImportAsync(string teapot = "Théière Kaze", string? extra = null)
    {
        List<(string Handle, string Title)> products =
        [
            .. Enumerable.Range(0, 30).Select(i => ($"vase-{i:00}", $"Vase numéro {i}")),
            ("kaze", teapot), ("luciole", "Lampe Luciole"), ("braise", "Plaid Braise"),
        ];
        if (extra is not null)
            products.Add(("extra", extra));
        Folder.Write("fr.csv", string.Join('\n', products
            .Select(product => $"{product.Handle},{product.Title},,Maison,,TRUE,,,,5,12.90,,,active")
            .Prepend(ShopFolder.CsvHeader)));
        await Folder.ImportAsync(Settings);
    }

    internal ProductEmbedder Embedder(EmbeddingModel model) => new(
        Folder.Database, new FixedWorkspaces(ShopFolder.Workspace(Settings)), Service.Clock,
        NullLogger<ProductEmbedder>.Instance, model);

    internal ProductMeaning Meaning(EmbeddingModel? model) => new(
        Folder.Database, Options.Create(new CatalogueOptions()), Caches.Meters, Service.Clock,
        NullLogger<ProductMeaning>.Instance, model);

    internal CatalogueSearch Search(ProductMeaning meaning) => new(
        Folder.Database, Caches.Products(Folder.Database), Caches.Answers(Folder.Database), meaning);

    internal async Task<(GoodsFinding Finding, IReadOnlyList<string> Handles)> FindAsync(
        ProductMeaning meaning, string message)
    {
        var (finding, products) = await Search(meaning).FindGoodsAsync(
            "shop", "fr", message, "", 5, TestContext.Current.CancellationToken);
        return (finding, [.. products.Select(product => product.Handle)]);
    }

    /// <summary>How many vectors there are; what is not translated has one more with the same words.</summary>
    public Task<long> CountAsync(string where = "TRUE") =>
        Folder.Database.AskAsync<long>($"SELECT count(*) FROM product_vectors WHERE locale = 'fr' AND {where}");

    public async ValueTask DisposeAsync()
    {
        await Service.DisposeAsync();
        await Folder.DisposeAsync();
    }
}
