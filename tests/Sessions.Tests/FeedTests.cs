using Gateway.Sessions.Live;
using Gateway.Sessions.Redis;
using Shouldly;
using StackExchange.Redis;
using Xunit;

namespace Gateway.Sessions.Tests;

/// <summary>What happens in a workspace's sessions, told to whoever follows it.</summary>
public sealed class FeedTests : OwnRedis
{
    [Fact]
    public async Task A_follower_on_another_node_hears_all_that_happens_in_order()
    {
        await using var node = await Node.StartAsync(Redis, Handler.Echo);
        await using var other = await Node.StartAsync(Redis, Handler.Echo);
        var following = TakeAsync(other, "shop", FeedCursor.Start, 6);

        var session = (await node.Engine.AcceptAsync(Any.Message("hello"))).Session;
        await Any.SettledAsync(node, session, 2);
        await node.Engine.ChangeStatusAsync(session, SessionStatus.HandedOver, "Ada");
        await node.Engine.MarkAsync(session, new SessionMarks("Ada", ["vip"], SessionPriority.High));
        await node.Engine.AppendAsync(session, new NewEntry(EntryRole.Operator, "I am here"));
        await node.Engine.ChangeStatusAsync(session, SessionStatus.Closed, "Ada");

        (await following)
            .Select(one => (one.Session, one.Kind, one.IsNew, one.FromSeq, one.ToSeq, one.Turn, one.Status))
            .ShouldBe(
        [
            (session, FeedKind.Message, true, 1, 1, null, SessionStatus.Open),
            (session, FeedKind.Turn, false, 2, 2, 1L, SessionStatus.Open),
            (session, FeedKind.Status, false, 0, 0, null, SessionStatus.HandedOver),
            (session, FeedKind.Marks, false, 0, 0, null, SessionStatus.HandedOver),
            (session, FeedKind.Entry, false, 3, 3, null, SessionStatus.HandedOver),
            (session, FeedKind.Status, false, 0, 0, null, SessionStatus.Closed),
        ]);
    }

    [Fact]
    public async Task Who_was_away_goes_on_at_their_cursor_and_misses_nothing()
    {
        await using var node = await Node.StartAsync(Redis, Handler.Echo);
        var before = await Task.WhenAll(
            Enumerable.Range(0, 20).Select(i => node.Engine.AcceptAsync(Any.Message($"m{i}"))));
        foreach (var accepted in before)
            await Any.SettledAsync(node, accepted.Session, 2);
        // They heard half of it, and kept the cursor as a text.
        var half = await TakeAsync(node, "shop", FeedCursor.Start, 20);
        FeedCursor.TryParse(half[^1].Cursor.ToString(), out var kept).ShouldBeTrue();
        var later = (await node.Engine.AcceptAsync(Any.Message("later"))).Session;
        await Any.SettledAsync(node, later, 2);

        var rest = await TakeAsync(node, "shop", kept!, 22);

        half.Concat(rest).Select(one => (one.Session, one.Kind)).Distinct().Count().ShouldBe(42, "each once");
        rest[^1].Session.ShouldBe(later);
        (await node.Feed.NowAsync()).ToString().ShouldBe(rest[^1].Cursor.ToString());
    }

    [Fact]
    public async Task A_follower_hears_of_their_own_workspace_alone()
    {
        await using var node = await Node.StartAsync(Redis, Handler.Echo);
        await node.Engine.AcceptAsync(Any.Message("theirs") with { Workspace = "other" });
        var session = (await node.Engine.AcceptAsync(Any.Message("ours"))).Session;

        (await TakeAsync(node, "shop", FeedCursor.Start, 1)).ShouldHaveSingleItem().Session.ShouldBe(session);
    }

    [Fact]
    public async Task What_no_bell_rang_for_is_found_all_the_same()
    {
        await using var node = await Node.StartAsync(Redis, Handler.Echo);
        var session = await node.Engine.OpenAsync("shop", ChannelKind.Web, Any.Address(), contact: null, "fr");
        var following = TakeAsync(node, "shop", await node.Feed.NowAsync(), 1);

        await node.Redis.GetDatabase()
            .StreamAddAsync(SessionKeys.Feed(session.Shard), "is", $"entry|{session.Value}||1|1||open|shop");

        (await following).ShouldHaveSingleItem().Kind.ShouldBe(FeedKind.Entry);
    }

    [Fact]
    public async Task Who_was_away_for_too_long_is_told_so()
    {
        await using var node = await Node.StartAsync(Redis, Handler.Echo);
        var session = await node.Engine.OpenAsync("shop", ChannelKind.Web, Any.Address(), contact: null, "fr");
        var kept = await node.Feed.NowAsync();
        await node.Engine.MarkAsync(session, new SessionMarks("a", null, null));
        await node.Engine.MarkAsync(session, new SessionMarks("b", null, null));
        await node.Redis.GetDatabase().StreamTrimAsync(SessionKeys.Feed(session.Shard), 1);

        var told = await TakeAsync(node, "shop", kept, 2);

        told.Select(one => one.Kind).ShouldBe([FeedKind.Missed, FeedKind.Marks]);
    }

    [Theory]
    [InlineData("zz12-3")]
    [InlineData("0012")]
    [InlineData("00a-1")]
    [InlineData("00")]
    public void What_is_no_cursor_is_refused(string text) => FeedCursor.TryParse(text, out _).ShouldBeFalse();

    [Fact]
    public async Task Marks_stand_on_the_session_until_they_are_changed()
    {
        await using var node = await Node.StartAsync(Redis, Handler.Echo);
        var session = await node.Engine.OpenAsync("shop", ChannelKind.Web, Any.Address(), contact: null, "fr");
        (await node.Engine.MarkAsync(session, new SessionMarks("Ada", ["vip", "devis été"], SessionPriority.Urgent)))
            .ShouldBeTrue();
        await node.Engine.MarkAsync(session, new SessionMarks(null, null, SessionPriority.Low));

        var marked = (await node.Engine.ReadAsync(session, null, 0))!.Session;
        (marked.Assignee, marked.Priority).ShouldBe(("Ada", SessionPriority.Low));
        marked.Labels.ShouldBe(["vip", "devis été"]);

        await node.Engine.MarkAsync(session, new SessionMarks("", [], SessionPriority.Normal));
        var cleared = (await node.Engine.ReadAsync(session, null, 0))!.Session;
        (cleared.Assignee, cleared.Labels.Count, cleared.Priority).ShouldBe((null, 0, SessionPriority.Normal));
        (await node.Engine.MarkAsync(SessionId.New(1, DateTimeOffset.UtcNow), new SessionMarks("x", null, null)))
            .ShouldBeFalse();
    }

    private static async Task<List<FeedEvent>> TakeAsync(Node node, string workspace, FeedCursor after, int count)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        List<FeedEvent> taken = [];
        await foreach (var happened in node.Feed.FollowAsync(workspace, after, deadline.Token))
        {
            taken.Add(happened);
            if (taken.Count == count)
                break;
        }

        return taken;
    }
}
