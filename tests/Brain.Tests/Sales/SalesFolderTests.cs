using Gateway.Testing;

namespace Gateway.Brain.Tests.Sales;

public sealed class SalesFolderTests
{
    private static readonly FolderGraph Graph = FolderGraph.Of(typeof(BrainServices).Assembly);

    [Fact]
    public void Nothing_below_the_root_knows_the_sales_team()
    {
        foreach (var (folder, needed) in Graph.Arrows.Where(arrow => !IsSales(arrow.Key) && arrow.Key != "(root)"))
            needed.Where(IsSales).ShouldBeEmpty(folder);
    }

    [Fact]
    public void The_sales_team_knows_no_other_trade()
    {
        foreach (var (folder, needed) in Graph.Arrows.Where(arrow => IsSales(arrow.Key)))
            needed.Where(other => other.Split('.')[0] == "Shop").ShouldBeEmpty(folder);
    }

    private static bool IsSales(string folder) => folder.Split('.')[0] == "Sales";
}
