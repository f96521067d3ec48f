using Gateway.Testing;

namespace Gateway.Brain.Tests.Folders;

public sealed class FoldersTests
{
    private static readonly FolderGraph Graph = FolderGraph.Of(typeof(BrainServices).Assembly);

    [Fact]
    public void No_folder_needs_another_that_needs_it_back() => Graph.DrawCircles().ShouldBe("");

    [Fact]
    public void The_root_only_composes_and_no_folder_knows_it()
    {
        Graph.Arrows.Keys.ShouldContain("(root)");
        Graph.Arrows.Values.SelectMany(needed => needed).ShouldNotContain("(root)");
    }

    [Fact]
    public void What_every_trade_uses_knows_no_trade()
    {
        foreach (var (folder, needed) in Graph.Arrows.Where(arrow => !IsShop(arrow.Key)))
            needed.Where(IsShop).ShouldBeEmpty(folder);
    }

    private static bool IsShop(string folder) => folder.Split('.')[0] == "Shop";
}
