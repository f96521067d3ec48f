using Gateway.Brain.Shop.Catalogue;

namespace Gateway.Brain.Tests.Shop.Catalogue;

public sealed class ExtremesTests(DemoShop shop) : IClassFixture<DemoShop>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("rank.cheap", null, "graines-prairie")]
    [InlineData("rank.dear", null, "parure-lin-azur")]
    [InlineData("rank.new", null, "graines-prairie")]
    [InlineData("rank.light", null, "bougie-figuier")]
    [InlineData("rank.heavy", null, "table-square")]
    [InlineData("rank.big", "bouilloire", "bouilloire-brume")]
    [InlineData("rank.small", "bouilloires", "bouilloire-ondine")]
    [InlineData("rank.light", "bouilloire", "bouilloire-brume")]
    [InlineData("rank.cheap", "lampe", "lampe-luciole")]
    [InlineData("rank.big", "théières", "theiere-camelia")]
    [InlineData("rank.big", "plaid", "plaid-bruyere")]
    public async Task The_extreme_of_the_shop_or_of_a_kind_comes_first(string act, string? kind, string handle)
    {
        var found = await shop.Search.RankAsync(
            DemoShop.Id, "fr", Ranking.OfAct(act)!, kind, null, 5, Cancellation);

        found[0].Product.Handle.ShouldBe(handle);
        found.SkipWhile(ranked => ranked.Product.Stock != 0).ShouldAllBe(ranked => ranked.Product.Stock == 0);
    }

    [Fact]
    public async Task Of_what_is_not_sold_there_is_no_extreme() =>
        (await shop.Search.RankAsync(
            DemoShop.Id, "fr", new Ranking("price", false), "vélos", null, 5, Cancellation)).ShouldBeEmpty();

    [Fact]
    public async Task Given_products_are_ranked_among_themselves()
    {
        var found = await shop.Search.RankAsync(
            DemoShop.Id, "en", new Ranking("weight", true), null, ["chaise-square", "miroir-halo"], 5, Cancellation);

        found.Select(ranked => ranked.Product.Handle).ShouldBe(["chaise-square", "miroir-halo"]);
        found.Select(ranked => ranked.Value).ShouldBe([4900, 4800]);
    }

    [Fact]
    public async Task Only_what_lies_between_the_bounds_is_told()
    {
        var found = await shop.Search.RankAsync(
            DemoShop.Id, "en", new Ranking("capacity", false, AtLeast: 1, AtMost: 1.5), null, null, 20, Cancellation);

        found.Select(ranked => ranked.Product.Handle).ShouldBe(
            ["carafe-source", "cafetiere-piston-alba", "bouilloire-ondine", "theiere-camelia"], ignoreOrder: true);
    }

    [Theory]
    [InlineData("lone \ud800 surrogate")]
    [InlineData("'; DROP TABLE products; --")]
    public async Task Hostile_text_ranks_nothing(string text)
    {
        (await shop.Search.RankAsync(
            DemoShop.Id, "fr", new Ranking(text, false), null, null, 5, Cancellation)).ShouldBeEmpty();
        (await shop.Search.RankAsync(
            DemoShop.Id, "fr", new Ranking("price", false), text, null, 5, Cancellation)).ShouldBeEmpty();
        (await shop.Search.RankAsync(
            DemoShop.Id, "fr", new Ranking("price", false), null, [text], 5, Cancellation)).ShouldBeEmpty();
        (await shop.Search.FindKindAsync(DemoShop.Id, "fr", text, 5, Cancellation)).ShouldBeEmpty();
        (await shop.Search.FindCompanionsAsync(DemoShop.Id, "fr", text, text, 5, Cancellation)).ShouldBeEmpty();
    }
}
