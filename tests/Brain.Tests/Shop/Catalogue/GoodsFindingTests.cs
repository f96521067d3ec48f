using Gateway.Brain.Shop.Catalogue;
using Gateway.Brain.Shop.Catalogue.Goods;

namespace Gateway.Brain.Tests.Shop.Catalogue;

/// <summary>
/// How often people's words find the goods that they mean, by the references of <c>References.*.tsv</c>.
/// </summary>
public sealed class GoodsFindingTests
{
    [Theory]
    [InlineData("fr", 0.9)]
    [InlineData("en", 0.88)]
    [InlineData("camp.en", 0.78)]
    public void What_people_mean_comes_first(string set, double aim)
    {
        var locale = set[^2..];
        var root = Path.Combine(DemoShop.WorkspacesPath, "..");
        var shop = new ProductIndex(
            ReferenceSet.Products(
                set == locale
                    ? Path.Combine(DemoShop.WorkspacesPath, DemoShop.Id, $"catalogue.{locale}.csv")
                    : Path.Combine(ReferenceSet.Folder(root), $"{set}.csv"),
                locale), locale).Goods;
        List<string> wrong = [];
        var sold = ReferenceSet.Read(root, set).Where(one => !one.IsUnsold).ToList();
        foreach (var one in sold)
        {
            var found = shop.Find(GoodsQuery.Read(one.Message, one.Name, locale), GoodsWeights.Embedded, 3);
            if (found.Hits.Count == 0 || !one.Handles.Contains(found.Hits[0].Handle))
                wrong.Add($"{one.Message}: {string.Join(", ", found.Hits.Select(hit => hit.Handle))}");
        }

        (1 - ((double)wrong.Count / sold.Count)).ShouldBeGreaterThanOrEqualTo(aim, string.Join('\n', wrong));
    }

    [Theory]
    [InlineData("fr", "des verres mais pas pour le vin", "verres", "verres-bulle")]
    [InlineData("fr", "un plaid mais pas en laine", "plaid", "plaid-dune")]
    [InlineData("en", "not the blue mug, the other one", "mug", "mug-galet-sable")]
    [InlineData("en", "the black iron one with waves on", "", "theiere-kaze")]
    public void What_is_told_of_goods_chooses_among_them(string locale, string message, string name, string handle)
    {
        var products = ReferenceSet.Products(
            Path.Combine(DemoShop.WorkspacesPath, DemoShop.Id, $"catalogue.{locale}.csv"), locale);

        var found = new ProductIndex(products, locale).Goods.Find(
            GoodsQuery.Read(message, name, locale), GoodsWeights.Embedded, 3);

        found.Hits[0].Handle.ShouldBe(handle);
    }
}
