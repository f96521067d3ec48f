using Gateway.Brain.Shop.Catalogue.Goods;
using Gateway.Brain.Shop.Catalogue.Meaning;

namespace Gateway.Brain.Tests.Shop.Catalogue.Meaning;

public sealed class FusionTests
{
    private static readonly GoodsFinding Found = new(
        [new GoodsHit("a", 0.4f), new GoodsHit("b", 0.3f, IsRival: true), new GoodsHit("c", 0.1f)], 0.2f);

    [Fact]
    public void Where_meaning_finds_nothing_the_finding_stays_what_it_is() =>
        Fusion.Fuse(Found, NearProducts.None, 5).ShouldBeSameAs(Found);

    [Fact]
    public void What_both_find_comes_first_and_the_places_stay_as_likely()
    {
        var fused = Fusion.Fuse(Found, new NearProducts(["c", "b", "x"], StandsOut: true), 5);

        fused.Hits.Select(hit => hit.Handle).ShouldBe(["c", "b", "a", "x"]);
        (fused.Hits[0].Likelihood / fused.Hits[1].Likelihood).ShouldBe(4 / 3f, 0.001f);
        fused.Hits.Sum(hit => hit.Likelihood).ShouldBe(0.8f, 0.001);
        fused.Hits.Single(hit => hit.IsRival).Handle.ShouldBe("b");
        fused.Nothing.ShouldBe(0.2f);
    }

    [Fact]
    public void What_is_near_by_chance_adds_nothing()
    {
        var fused = Fusion.Fuse(Found, new NearProducts(["x", "c", "y"], StandsOut: false), 5);

        fused.Hits.Select(hit => hit.Handle).ShouldBe(["c", "a", "b"], ignoreOrder: true);
        Fusion.Fuse(GoodsFinding.None, new NearProducts(["x"], StandsOut: false), 5).Hits.ShouldBeEmpty();
    }

    [Fact]
    public void What_only_its_meaning_speaks_for_is_unsure()
    {
        var fused = Fusion.Fuse(GoodsFinding.None, new NearProducts(["x", "y"], StandsOut: true), 5);

        fused.Hits.Select(hit => hit.Handle).ShouldBe(["x", "y"]);
        fused.Hits.Sum(hit => hit.Likelihood).ShouldBe(1 - fused.Nothing, 0.001);
        fused.IsSold.ShouldBeFalse();
    }

    [Fact]
    public void No_more_are_told_than_were_asked_for() =>
        Fusion.Fuse(Found, new NearProducts(["x", "y", "z"], StandsOut: true), 2).Hits.Count.ShouldBe(2);
}
