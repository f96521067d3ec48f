using Gateway.Channels.Tests.Folders.Ring.First;
using Gateway.Testing;
using Shouldly;
using Xunit;

namespace Gateway.Channels.Tests.Folders;

public sealed class FoldersTests
{
    private static readonly FolderGraph Graph = FolderGraph.Of(typeof(IChannelAdapter).Assembly);

    [Fact]
    public void No_folder_needs_another_that_needs_it_back() => Graph.DrawCircles().ShouldBe("");

    [Fact]
    public void No_channel_is_known_to_another_nor_to_what_they_share()
    {
        string[] channels = ["Web", "Sms", "WhatsApp", "Telegram", "Voice"];

        Graph.Arrows["Sms"].ShouldContain("Twilio");
        foreach (var (folder, needed) in Graph.Arrows)
            needed.Intersect(channels).ShouldBeEmpty(folder);
    }

    [Fact]
    public void A_circle_is_found_however_its_types_are_used_and_drawn_with_them()
    {
        var drawn = FolderGraph.Of(typeof(Caller).Assembly).DrawCircles();

        drawn.ShouldContain("3 folders need each other: Folders.Ring.First, Folders.Ring.Second, Folders.Ring.Third");
        drawn.ShouldContain("Folders.Ring.First -> Folders.Ring.Second   1: Caller -> Called");
        drawn.ShouldContain("Folders.Ring.Second -> Folders.Ring.Third   1: Called -> MarkAttribute");
        drawn.ShouldContain("Folders.Ring.Third -> Folders.Ring.First   1: MarkAttribute -> Kept");
    }
}
