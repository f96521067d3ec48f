using Gateway.Testing;
using Shouldly;
using Xunit;

namespace Gateway.Sessions.Tests.Folders;

public sealed class FoldersTests
{
    private static readonly FolderGraph Graph = FolderGraph.Of(typeof(Session).Assembly);

    [Fact]
    public void No_folder_needs_another_that_needs_it_back() => Graph.DrawCircles().ShouldBe("");

    [Fact]
    public void The_words_of_the_root_lie_below_all_and_the_engine_above()
    {
        Graph.Arrows.GetValueOrDefault("(root)", []).ShouldBe(["Texts"]);
        Graph.Arrows.Values.SelectMany(needed => needed).ShouldNotContain("Engine");
    }
}
