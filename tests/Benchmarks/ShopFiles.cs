using System.Globalization;
using System.Text;
using System.Text.Json;
using Gateway.Sessions.Workspaces;
using Gateway.Testing;

namespace Gateway.Benchmarks;

/// <summary>
/// A folder with the files of the demonstration shop and of a large one: the same, and so many invented products on top
/// of it. They are the same each time.
/// </summary>
internal sealed class ShopFiles : IDisposable
{
    private const string Large = "large-shop";
    private const string Demo = "demo-shop";

    private static readonly (string French, string English, string Shelf)[] Kinds =
    [
        ("Bouilloire", "kettle", "Cuisine"), ("Théière", "teapot", "Cuisine"), ("Cafetière", "percolator", "Cuisine"),
        ("Poêle", "frying pan", "Cuisine"), ("Cocotte", "casserole", "Cuisine"), ("Couteau", "knife", "Cuisine"),
        ("Planche à découper", "chopping board", "Cuisine"), ("Saladier", "salad bowl", "Table"),
        ("Assiette", "plate", "Table"), ("Tasse", "mug", "Table"), ("Carafe", "carafe", "Table"),
        ("Nappe", "tablecloth", "Table"), ("Verre", "glass", "Table"), ("Lampe", "lamp", "Lumière"),
        ("Suspension", "pendant light", "Lumière"), ("Lampadaire", "floor lamp", "Lumière"),
        ("Bougie", "candle", "Lumière"), ("Plaid", "throw", "Textile"), ("Coussin", "cushion", "Textile"),
        ("Couette", "duvet", "Textile"), ("Drap", "sheet", "Textile"), ("Serviette", "towel", "Bain"),
        ("Peignoir", "bathrobe", "Bain"), ("Savon", "soap", "Bain"), ("Tapis", "rug", "Maison"),
        ("Vase", "vase", "Maison"), ("Miroir", "mirror", "Maison"), ("Horloge", "clock", "Maison"),
        ("Panier", "basket", "Maison"), ("Cadre", "picture frame", "Maison"), ("Chaise", "chair", "Mobilier"),
        ("Tabouret", "stool", "Mobilier"), ("Étagère", "shelf", "Mobilier"), ("Arrosoir", "watering can", "Jardin"),
        ("Hamac", "hammock", "Jardin"), ("Sécateur", "secateurs", "Jardin"),
    ];

    private static readonly (string French, string English)[] Materials =
    [
        ("en lin", "linen"), ("en grès", "stoneware"), ("en fonte", "cast-iron"), ("en inox", "steel"),
        ("en chêne", "oak"), ("en verre", "glass"), ("en laine", "wool"), ("en coton", "cotton"),
        ("en bambou", "bamboo"), ("en cuivre", "copper"), ("en porcelaine", "porcelain"), ("en hêtre", "beech"),
    ];

    private static readonly (string French, string English)[] Colours =
    [
        ("Bleu", "Blue"), ("Vert", "Green"), ("Rouge", "Red"), ("Blanc", "White"), ("Noir", "Black"), ("Gris", "Grey"),
        ("Ocre", "Ochre"), ("Rose", "Pink"),
    ];

    private static readonly string[] Beginnings =
        ["Al", "Bre", "Cor", "Dau", "Es", "Fau", "Gri", "Hau", "Is", "Jo", "Lor", "Mar", "Noi", "Or", "Per", "Ron"];

    private static readonly string[] Ends =
        ["belle", "dane", "fort", "gnac", "lise", "mont", "nelle", "rac", "sane", "ville"];

    private readonly string _folder = Directory.CreateTempSubdirectory("gateway-shops-").FullName;

    /// <summary>Writes them.</summary>
    /// <param name="products">How many products the large shop has, those of the demonstration shop among them.</param>
    public ShopFiles(int products)
    {
        foreach (var shop in new[] { Demo, Large })
            Directory.CreateDirectory(Path.Combine(_folder, shop));
        foreach (var path in Directory.GetFiles(Path.Combine(GatewayProcess.Root, "workspaces", Demo)))
        {
            var name = Path.GetFileName(path);
            var text = File.ReadAllText(path).TrimEnd() + "\n";
            File.WriteAllText(Path.Combine(_folder, Demo, name), text);
            if (name.StartsWith("catalogue", StringComparison.Ordinal))
            {
                // A line for each product, and one above them.
                var own = text.Count(letter => letter == '\n') - 1;
                text += Invented(products - own, isFrench: name.Contains(".fr.", StringComparison.Ordinal));
            }

            File.WriteAllText(Path.Combine(_folder, Large, name), text);
        }
    }

    /// <summary>Where the paths in workspaces' settings start.</summary>
    public string Folder => _folder;

    /// <summary>The large shop, which is the demonstration shop but for its products.</summary>
    public static Workspace LargeShop()
    {
        var demo = BareBrain.DemoShop();
        return demo with
        {
            Id = Large,
            Channels = [],
            Settings = JsonDocument.Parse(
                demo.Settings.GetRawText().Replace($"{Demo}/", $"{Large}/", StringComparison.Ordinal)).RootElement,
        };
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static string Invented(int count, bool isFrench)
    {
        var lines = new StringBuilder();
        for (var i = 0; i < count; i++)
        {
            // Steps without a common divisor: each kind comes in each material, each colour and under many names.
            var kind = Kinds[i % Kinds.Length];
            var material = Materials[i * 5 / Kinds.Length % Materials.Length];
            var colour = Colours[i * 3 % Colours.Length];
            var name = Beginnings[i * 7 / Kinds.Length % Beginnings.Length] + Ends[i * 3 / Kinds.Length % Ends.Length];
            var (width, price, stock) = (10 + (i * 7 % 90), 5 + (i * 13 % 195), i * 11 % 40);
            var title = isFrench
                ? Text($"{kind.French} {material.French} {name} {width} cm")
                : Text($"{name} {material.English} {kind.English} {width} cm");
            var what = isFrench
                ? Text($"{kind.French} {material.French}, faite pour durer et facile à offrir.")
                : Text($"A {kind.English} in {material.English}, made to last and easy to give.");
            var more = isFrench
                ? Text($"Dimensions\u00a0: {width} × {width / 2} cm. Entretien\u00a0: éponge douce. Garantie\u00a0: 2 ans")
                : Text($"Size: {width} × {width / 2} cm. Care: soft sponge. Warranty: 2 years");
            var tags = isFrench
                ? Text($"{kind.French.ToLowerInvariant()}, {material.French}, maison, cadeau")
                : Text($"{kind.English}, {material.English}, home, gift");
            var option = isFrench ? "Couleur" : "Colour";
            lines.Append(
                CultureInfo.InvariantCulture,
                $"invented-{i},{title},\"<p>{what} {more}</p>\",Atelier {name},,{kind.Shelf},\"{tags}\",TRUE,");
            lines.Append(
                CultureInfo.InvariantCulture,
                $"{option},{(isFrench ? colour.French : colour.English)},INV-{i},{stock},{price}.90,,,,active\n");
        }

        return lines.ToString();
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
