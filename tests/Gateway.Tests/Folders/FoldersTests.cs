using Gateway.Installation;
using Gateway.Testing;

namespace Gateway.Tests.Folders;

public sealed class FoldersTests
{
    private static readonly FolderGraph Graph = FolderGraph.Of(typeof(GatewayOptions).Assembly);

    [Fact]
    public void No_folder_needs_another_that_needs_it_back() => Graph.DrawCircles().ShouldBe("");

    [Fact]
    public void The_root_composes_and_only_commands_which_run_without_a_host_know_it() =>
        Graph.Arrows.Where(arrow => arrow.Value.Contains("(root)")).Select(arrow => arrow.Key).ShouldBe(["Commands"]);

    [Fact]
    public void A_trade_is_known_to_the_root_alone()
    {
        foreach (var (folder, needed) in Graph.Arrows.Where(arrow => arrow.Key != "(root)" && !IsShop(arrow.Key)))
            needed.Where(IsShop).ShouldBeEmpty(folder);
    }

    private static bool IsShop(string folder) => folder.Split('.')[0] == "Shop";
}
