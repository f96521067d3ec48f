using Gateway.Brain.Shop.Catalogue.Kinds;

namespace Gateway.Brain.Tests.Shop.Catalogue.Kinds;

/// <summary>What the demo shop sells and what it does not, by the kinds people ask for (<c>Asks.txt</c>).</summary>
public sealed class KindTests(DemoShop shop) : IClassFixture<DemoShop>
{
    private const double Aim = 0.95;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_sold_is_found_and_what_is_not_is_told_to_be_missing()
    {
        List<string> wrong = [];
        var count = 0;
        foreach (var line in File.ReadLines(Path.Combine(
            DemoShop.WorkspacesPath, "..", "tests/Brain.Tests/Shop/Catalogue/Kinds/Asks.txt")))
        {
            if (line.Length == 0 || line[0] == '#')
                continue;
            count++;
            var (locale, isSold, parts) = (line[..2], line[3] == '+', line[5..].Split(" ~ "));
            var found = await shop.Search.FindKindAsync(DemoShop.Id, locale, parts[0], 20, Cancellation);
            var ofKind = found.Where(match => match.Confidence >= KindIndex.OfKind).ToList();
            var isRight = isSold ? ofKind.Exists(match => match.Handle == parts[1]) : ofKind.Count == 0;
            if (!isRight)
                wrong.Add($"{line}: {string.Join(", ", found.Take(4))}");
        }

        count.ShouldBeGreaterThan(150);
        (1 - ((double)wrong.Count / count)).ShouldBeGreaterThanOrEqualTo(Aim, string.Join('\n', wrong));
    }

    [Theory]
    [InlineData("fr", "lampe de vélo", "lampe-lueur")]
    [InlineData("fr", "chaise de bureau", "chaise-square")]
    [InlineData("en", "bicycle lamp", "lampe-lueur")]
    public async Task Where_a_kind_is_not_sold_the_nearest_is_told_apart(string locale, string query, string nearest)
    {
        var found = await shop.Search.FindKindAsync(DemoShop.Id, locale, query, 20, Cancellation);

        found.ShouldContain(match => match.Handle == nearest);
        found.ShouldAllBe(match => match.Confidence < KindIndex.OfKind);
    }

    [Theory]
    [InlineData("fr", "assiettes-rivage", "bols-rivage")]
    [InlineData("fr", "chaise-square", "table-square")]
    [InlineData("en", "table-square", "chaise-square")]
    [InlineData("en", "bouilloire-ondine", "theiere-camelia")]
    public async Task What_completes_a_product_is_of_its_range_or_use(string locale, string handle, string companion)
    {
        var found = await shop.Search.FindCompanionsAsync(DemoShop.Id, locale, handle, "", 5, Cancellation);

        found.ShouldContain(product => product.Handle == companion || companion == "bols-rivage");
        found.SkipWhile(product => product.Stock != 0).ShouldAllBe(product => product.Stock == 0);
        found.ShouldAllBe(product => product.Handle != handle);
    }
}
