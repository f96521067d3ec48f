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
        var needed = Arrows.SelectMany(arrow => arrow.Value).ToHashSet();

        Arrows.Keys.ShouldContain("(root)");
        needed.ShouldNotContain("(root)");
    }

    [Fact]
    public void What_every_trade_uses_knows_no_trade()
    {
        foreach (var (folder, needed) in Arrows.Where(arrow => !IsShop(arrow.Key)))
            needed.Where(IsShop).ShouldBeEmpty(folder);
    }

    private static Dictionary<string, string[]> Arrows { get; } = Graph.ToString().Split('\n')
        .Select(line => line.Split(" -> "))
        .ToDictionary(parts => parts[0], parts => parts[1].Split(", "));

    private static bool IsShop(string folder) => folder.Split('.')[0] == "Shop";
}
