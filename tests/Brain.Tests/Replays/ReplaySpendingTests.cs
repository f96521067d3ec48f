using Gateway.Brain.ChatModels;
using Gateway.Brain.Replays;
using Gateway.Brain.Tests.Shop;
using Gateway.Brain.Tests.Shop.Catalogue;
using Gateway.Brain.Turns;
using Gateway.Sessions;
using Microsoft.Extensions.AI;

namespace Gateway.Brain.Tests.Replays;

/// <summary>What a replay takes of the workspace, and what it shows a model's service.</summary>
public sealed class ReplaySpendingTests(DemoShop shop) : IClassFixture<DemoShop>
{
    private const string Kept = "/media/0123456789abcdef0123456789abcdef";

    private static readonly ScriptedModel.Answer Paid = new(
        [
            new TextContent("Hello."),
            new UsedContent(new ModelUsage(RecordedTalk.Other, 10, 0, 5, null, TimeSpan.Zero)),
        ],
        Failure: null);

    [Fact]
    public async Task It_is_booked_to_the_workspace_and_ends_when_the_day_has_nothing_left()
    {
        var day = new DayOf(15);
        var other = new ScriptedModel(Paid);
        await using var talk = new RecordedTalk(
            ShopBrain.Workspace, shop.Database, "en", new ScriptedModel(ScriptedModel.Says("Hello.")), other,
            budget: day);
        await talk.SayAsync("hello");
        await talk.SayAsync("hello again");

        var report = await talk.ReplayAsync();

        day.Booked.ShouldBe([(ShopBrain.Workspace.Id, 15)]);
        other.Requests.ShouldHaveSingleItem();
        report.Turns[0].Outcome.ShouldNotBe(ReplayedTurn.NotReplayed);
        (report.Turns[1].Outcome, report.Turns[1].Reason).ShouldBe(
            (ReplayedTurn.NotReplayed, "the workspace's tokens of the day are used up"));
        report.IsComplete.ShouldBeFalse();
        (await talk.Replayer.MaySpendAsync(talk.Workspace, new ReplayChange())).ShouldBeFalse();
    }

    [Fact]
    public async Task The_house_model_costs_nothing_and_is_asked_all_the_same()
    {
        await using var talk = new RecordedTalk(ShopBrain.Workspace, shop.Database, "en", budget: new DayOf(0));
        await talk.SayAsync("hello");

        (await talk.Replayer.MaySpendAsync(talk.Workspace, new ReplayChange())).ShouldBeTrue();
        (await talk.ReplayAsync()).Same.ShouldBe(1);
    }

    [Fact]
    public async Task Of_the_pictures_that_a_recording_names_a_model_is_shown_those_that_we_keep()
    {
        var other = new ScriptedModel(ScriptedModel.Says("Hello."));
        await using var talk = new RecordedTalk(
            ShopBrain.Workspace, shop.Database, "en", new ScriptedModel(ScriptedModel.Says("Hello.")), other,
            new Sight(Pictures: true, Descriptions: true));
        await talk.SendAsync(new MessageContent("is this a kettle?")
        {
            Attachments =
            [
                new Attachment("https://elsewhere.example.test/tracker.png", "image/png"),
                new Attachment(Kept, "image/png"),
            ],
        });

        await talk.ReplayAsync();

        other.Requests[0].SelectMany(message => message.Contents).OfType<UriContent>()
            .ShouldHaveSingleItem().Uri.AbsoluteUri.ShouldContain(Kept);
    }

    /// <summary>A workspace's day with so many tokens.</summary>
    private sealed class DayOf(long tokens) : IWorkspaceBudget
    {
        public List<(string Workspace, long Tokens)> Booked { get; } = [];

        public Task<bool> HasTokensAsync(string workspace) =>
            Task.FromResult(Booked.Sum(one => one.Tokens) < tokens);

        public Task BookAsync(string workspace, ModelUsage usage)
        {
            Booked.Add((workspace, usage.Tokens));
            return Task.CompletedTask;
        }
    }
}
