using System.Text.Json;
using Gateway.Brain.Shop.Catalogue;
using Gateway.Brain.Shop.Catalogue.Import;
using Gateway.Brain.Shop.Settings;
using Gateway.Brain.Tests.Records;
using Gateway.Brain.Tests.Shop.Catalogue;
using Gateway.Testing;
using Microsoft.Extensions.Options;

namespace Gateway.Brain.Tests.Shop.Injection;

/// <summary>The demo shop with commands planted in its own files: one product or answer for each planting.</summary>
public sealed class PlantedShop(RecordsServer server) : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("planted-shop-").FullName;

    public RecordsDatabase Database { get; private set; } = null!;

    internal IReadOnlyList<Planting> Plantings { get; } = JsonSerializer.Deserialize<List<Planting>>(
        File.ReadAllText(Path.Combine(
            DemoShop.WorkspacesPath, "..", "tests", "Brain.Tests", "Shop", "Injection", "plantings.json")),
        JsonSerializerOptions.Web)!;

    public async ValueTask InitializeAsync()
    {
        Database = await server.CreateAsync();
        var files = Path.Combine(_folder, DemoShop.Id);
        Directory.CreateDirectory(files);
        foreach (var locale in (string[])["fr", "en"])
        {
            var here = Plantings.Where(planting => planting.Locale == locale).ToList();
            Copy($"catalogue.{locale}.csv", Plantings.Where(planting => planting.IsOfProduct).Select(Row));
            Copy($"faq.{locale}.md", here.Where(planting => planting.IsOfAnswer).Select(Answer));
        }

        var (settings, errors) = ShopSettings.Parse(ShopBrain.Workspace);
        errors.ShouldBeEmpty();
        var importer = new CatalogueImporter(
            Database, Options.Create(new CatalogueOptions { WorkspacesPath = _folder }), new ManualClock());
        await importer.ImportAsync(ShopBrain.Workspace, settings!, isForced: false, CancellationToken.None);

        void Copy(string file, IEnumerable<string> planted)
        {
            var own = File.ReadAllText(Path.Combine(DemoShop.WorkspacesPath, DemoShop.Id, file)).TrimEnd();
            File.WriteAllText(Path.Combine(files, file), $"{own}\n{string.Join('\n', planted)}\n");
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Database.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private static string Row(Planting planting)
    {
        string Of(string field, string otherwise) => planting.Source == field ? planting.Text : otherwise;
        string[] cells =
        [
            planting.Handle, Of("title", $"Zoulou {planting.Handle}"), $"<p>{Of("description", "Un objet.")}</p>",
            "Atelier", "Home & Garden", "Cuisine", "objet", "TRUE", "Couleur", Of("options", "Noir"), planting.Handle,
            "9", "41.37", "", "", "", "active",
        ];
        return string.Join(',', cells.Select(cell => $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\""));
    }

    private static string Answer(Planting planting) => planting.Source == "faqQuestion"
        ? $"\n## {planting.Topic} {planting.Text}\nOui."
        : $"\n## {planting.Topic}\n{planting.Text}";
}

/// <summary>A command, and where it is planted.</summary>
internal sealed record Planting(
    string Id, string Locale, string Source, string Text, IReadOnlyList<string> Forbidden)
{
    public string Handle => Id.ToLowerInvariant();

    public bool IsOfProduct => Source is "description" or "title" or "options";

    public bool IsOfAnswer => Source is "faqAnswer" or "faqQuestion";

    /// <summary>A question that no other answer of the shop is about.</summary>
    public string Topic => Locale == "fr"
        ? $"Que pensez-vous du zoulou {Kind} ?"
        : $"What do you think of the zulu {Kind}?";

    private string Kind => Id[(Id.LastIndexOf('-') + 1)..];
}
