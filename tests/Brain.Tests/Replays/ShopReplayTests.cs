using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.Brain.Prospects;
using Gateway.Brain.Records;
using Gateway.Brain.Replays;
using Gateway.Brain.Tests.Shop;
using Gateway.Brain.Tests.Shop.Catalogue;
using Gateway.Brain.Tools;
using Microsoft.EntityFrameworkCore;
using static Gateway.Brain.Tests.ScriptedModel;

namespace Gateway.Brain.Tests.Replays;

/// <summary>A shop's conversation, run again.</summary>
public sealed class ShopReplayTests(DemoShop shop) : IClassFixture<DemoShop>
{
    private static readonly Dictionary<string, object?> Kettles = new() { ["query"] = "kettle" };

    [Fact]
    public async Task Run_again_as_it_was_the_house_model_does_the_same_and_nothing_is_written()
    {
        await using var talk = await OrderedAsync();
        var before = await ProspectsAsync();

        var report = await talk.ReplayAsync();

        report.Turns.ShouldAllBe(turn => turn.Outcome == ReplayedTurn.Same, RecordedTalk.Words(report));
        (report.Same, report.Changed, report.NotReplayed, report.IsComplete).ShouldBe((5, 0, 0, true));
        report.Turns.SelectMany(turn => turn.After!.Calls).ShouldContain(call => call.Tool == "confirm_order");
        (await ProspectsAsync()).ShouldBe(before);
        talk.Consents.Recorded.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(
        "fr", "je cherche une lampe", "la deuxième", "finalement la bouilloire Ondine", "2",
        "et la livraison, c’est combien ? vous avez une boutique ?", "non rien, annulez")]
    [InlineData(
        "en", "how much is the Halo mirror?", "great, I'll take two. No. One.", "Jane Doe",
        "do you sell umbrellas?", "06 39 98 17 71", "what is the cheapest lamp?", "stop", "start")]
    public async Task Whatever_was_said_it_is_said_again(string locale, params string[] messages)
    {
        await using var talk = new RecordedTalk(ShopBrain.Workspace, shop.Database, locale);
        foreach (var message in messages)
            await talk.SayAsync(message);

        var report = await talk.ReplayAsync();

        report.Changed.ShouldBe(0, RecordedTalk.Words(report));
        report.Same.ShouldBeGreaterThan(messages.Length / 2);
    }

    [Fact]
    public async Task What_a_model_said_is_compared_with_what_the_house_model_would_have_said()
    {
        await using var talk = Talk(
            new ScriptedModel(Calls("search_catalogue", Kettles), Says("We have the Ondine kettle.")));
        await talk.SayAsync("do you have a kettle?");

        var turn = (await talk.ReplayAsync(new ReplayChange { Model = "house" })).Turns.ShouldHaveSingleItem();

        turn.Outcome.ShouldBe(ReplayedTurn.Changed);
        turn.Differences.ShouldContain("said");
        turn.Before.Said.ShouldNotBeNull().ShouldEndWith("We have the Ondine kettle.");
        turn.After.ShouldNotBeNull().Said.ShouldNotBeNull().ShouldNotBe(turn.Before.Said);
        turn.Messages.ShouldBe(["do you have a kettle?"]);
    }

    [Fact]
    public async Task The_same_calls_are_answered_as_they_were_and_what_they_showed_is_shown()
    {
        await using var talk = Talk(
            new ScriptedModel(Calls("search_catalogue", Kettles), Says("We have the Ondine kettle.")),
            new ScriptedModel(
                Calls("search_catalogue", new Dictionary<string, object?> { ["query"] = "kettle", ["kind"] = null }),
                Says("There is the Ondine.")));
        await talk.SayAsync("do you have a kettle?");

        var turn = (await talk.ReplayAsync()).Turns.ShouldHaveSingleItem();

        turn.Differences.ShouldBe(["said"], turn.After?.Calls[0].Outcome);
        turn.Deviations.ShouldBeEmpty();
        turn.After.ShouldNotBeNull().Parts.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task A_call_that_the_record_does_not_know_is_not_run_and_the_model_is_told()
    {
        var other = new ScriptedModel(
            Calls("search_catalogue", new Dictionary<string, object?> { ["query"] = "lamp" }),
            Says("I do not know."));
        await using var talk = Talk(
            new ScriptedModel(Calls("search_catalogue", Kettles), Says("We have the Ondine kettle.")), other);
        await talk.SayAsync("do you have a kettle?");

        var turn = (await talk.ReplayAsync()).Turns.ShouldHaveSingleItem();

        turn.Differences.ShouldBe(["calls", "said", "parts"]);
        var deviation = turn.Deviations.ShouldHaveSingleItem();
        (deviation.Name, deviation.Arguments!.Value.GetProperty("query").GetString()).ShouldBe(
            ("search_catalogue", "lamp"));
        deviation.Reason.ShouldStartWith("not in the record: the recorded turn made no such call");
        turn.After!.Calls.ShouldHaveSingleItem().Outcome.ShouldBe(deviation.Reason);
        other.Requests[1][^1].Contents.OfType<Microsoft.Extensions.AI.FunctionResultContent>().ShouldHaveSingleItem()
            .Result.ShouldNotBeNull().ToString().ShouldNotBeNull().ShouldContain("not in the record");
    }

    [Fact]
    public async Task A_call_whose_answer_was_cut_cannot_be_answered_and_the_turn_says_so()
    {
        await using var talk = Talk(
            new ScriptedModel(Calls("search_catalogue", Kettles), Says("We have the Ondine kettle.")),
            new ScriptedModel(Calls("search_catalogue", Kettles), Says("We have the Ondine kettle.")));
        await talk.SayAsync("do you have a kettle?");
        var recording = talk.Recording;
        var turn = recording.Turns.ShouldHaveSingleItem();
        var cut = recording with
        {
            Turns = [turn with { Steps = [.. turn.Steps.Select(step => step.Kind == "tool" ? Cut(step) : step)] }],
        };

        var replayed = (await talk.ReplayAsync(cut)).Turns.ShouldHaveSingleItem();

        replayed.Deviations.ShouldHaveSingleItem().Reason.ShouldBe(
            "not in the record: what this call answered was too long to be kept");
        replayed.Outcome.ShouldBe(ReplayedTurn.Changed);
    }

    [Fact]
    public async Task Another_prompt_is_what_the_model_is_told()
    {
        var other = new ScriptedModel(Says("Good day."));
        await using var talk = Talk(new ScriptedModel(Says("Hello.")), other);
        await talk.SayAsync("hello");

        var report = await talk.ReplayAsync(new ReplayChange
        {
            Prompts = new Dictionary<string, string> { ["shop-seller"] = "You sell for {{$workspace}}, curtly." },
        });

        other.Requests[0][0].Text.ShouldStartWith($"You sell for {talk.Workspace.Name}, curtly.");
        report.Prompts.ShouldBe(["shop-seller"]);
        report.Turns.ShouldHaveSingleItem().Differences.ShouldBe(["said"]);
    }

    [Fact]
    public async Task A_claim_that_nothing_supports_is_held_back_and_shown()
    {
        await using var talk = Talk(
            new ScriptedModel(Says("Hello.")), new ScriptedModel(Says("It costs €12.34. Anything else?")));
        await talk.SayAsync("hello");

        var turn = (await talk.ReplayAsync()).Turns.ShouldHaveSingleItem();

        turn.Differences.ShouldBe(["held", "said"]);
        turn.After!.Held.ShouldHaveSingleItem().ShouldContain("12.34");
        turn.After.Said.ShouldNotBeNull().ShouldNotContain("12.34");
    }

    [Fact]
    public async Task A_model_that_fails_is_said_to_have_failed()
    {
        await using var talk = Talk(new ScriptedModel(Says("Hello.")), new ScriptedModel(Fails()));
        await talk.SayAsync("hello");

        var turn = (await talk.ReplayAsync()).Turns.ShouldHaveSingleItem();

        turn.Failures.ShouldBe([nameof(HttpRequestException)]);
        turn.Outcome.ShouldBe(ReplayedTurn.Changed);
    }

    [Fact]
    public async Task More_turns_than_a_recording_has_are_refused()
    {
        await using var talk = Talk();
        await talk.SayAsync("hello");
        var change = new ReplayChange { Turns = Enumerable.Range(1, 201).Select(turn => (long)turn).ToHashSet() };

        (await talk.Replayer.CheckAsync(
            talk.Recording, talk.Workspace, change, TestContext.Current.CancellationToken))
            .ShouldBe("turns: expected at most 200.");
    }

    [Theory]
    [InlineData("gpt", null, null, 0, "model: expected one that is configured: house.")]
    [InlineData(null, "sales-seller", "Sell.", 0, "prompts: expected names of agents: shop-seller.")]
    [InlineData(null, "shop-seller", " ", 0, "prompts.shop-seller: expected 1 to 20000 characters.")]
    [InlineData(null, "shop-seller", "{{$not a name}}", 0, "prompts.shop-seller: is no template that can be filled in: ")]
    [InlineData(null, "shop-seller", "{{no.function}}", 0, "prompts.shop-seller: is no template ")]
    [InlineData(null, null, null, 9, "turns: the record has no turn 9.")]
    public async Task What_cannot_be_replayed_is_refused_by_its_name(
        string? model, string? agent, string? prompt, int turn, string wrong)
    {
        await using var talk = Talk();
        await talk.SayAsync("hello");
        var change = new ReplayChange
        {
            Model = model,
            Prompts = agent is null ? new Dictionary<string, string>() : new() { [agent] = prompt! },
            Turns = turn == 0 ? new HashSet<long>() : new HashSet<long> { turn },
        };

        (await talk.Replayer.CheckAsync(
            talk.Recording, talk.Workspace, change, TestContext.Current.CancellationToken))
            .ShouldNotBeNull().ShouldStartWith(wrong);
    }

    [Fact]
    public async Task A_turn_without_what_stood_before_it_is_not_replayed_and_the_others_are()
    {
        await using var talk = Talk();
        await talk.SayAsync("hello");
        await talk.SayAsync("do you have a kettle?");
        var recording = talk.Recording;

        var report = await talk.ReplayAsync(recording with
        {
            Turns =
            [
                recording.Turns[0] with
                {
                    Steps = [.. recording.Turns[0].Steps.Where(step => step.Kind != "start")],
                },
                recording.Turns[1],
            ],
        });

        report.Turns[0].Outcome.ShouldBe(ReplayedTurn.NotReplayed);
        report.Turns[0].Reason.ShouldNotBeNull().ShouldContain("older than recordings");
        report.Turns[1].Outcome.ShouldBe(ReplayedTurn.Same, RecordedTalk.Words(report));
    }

    [Fact]
    public async Task When_the_time_is_up_what_was_not_come_to_is_told()
    {
        var hanging = new HangingModel();
        await using var talk = Talk(new ScriptedModel(Says("Hello."), Says("Hello again.")), hanging);
        await talk.SayAsync("hello");
        await talk.SayAsync("hello?");

        var replay = talk.ReplayAsync();
        await hanging.Asked;
        talk.Clock.Advance(RecordedTalk.Patience);
        var report = await replay;

        report.IsComplete.ShouldBeFalse();
        report.Turns.Select(turn => turn.Reason).ShouldBe(["the time was up", "the time was up"]);
    }

    [Fact]
    public async Task Whoever_is_gone_has_ended_the_replay()
    {
        var hanging = new HangingModel();
        await using var talk = Talk(new ScriptedModel(Says("Hello.")), hanging);
        await talk.SayAsync("hello");
        using var gone = new CancellationTokenSource();
        var replay = talk.Replayer.RunAsync(talk.Recording, talk.Workspace, new ReplayChange(), gone.Token);
        await hanging.Asked;

        await gone.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(replay);
    }

    [Fact]
    public async Task There_are_so_many_places_and_a_place_is_given_back_once()
    {
        await using var talk = Talk();
        var first = talk.Places.TryTake().ShouldNotBeNull();

        talk.Places.TryTake().ShouldBeNull();
        first.Dispose();
        first.Dispose();

        using var next = talk.Places.TryTake().ShouldNotBeNull("its place is free again");
        talk.Places.TryTake().ShouldBeNull();
    }

    [Theory]
    [InlineData("""{ "format": "gateway-recording/9" }""")]
    [InlineData("""[]""")]
    [InlineData("null")]
    public void What_is_no_recording_is_none(string json)
    {
        Recording.Read(JsonSerializer.Deserialize<JsonElement>(json), out var wrong).ShouldBeNull();

        wrong.ShouldNotBeNull();
    }

    [Fact]
    public void A_recorded_tool_is_in_all_but_its_running_what_the_tool_is()
    {
        const BindingFlags own = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic
            | BindingFlags.DeclaredOnly;
        var promised = typeof(Tool).GetMethods(own).Where(method => method.IsVirtual).Select(method => method.Name);

        // Nothing that runs has a time-out to keep.
        promised.Except(typeof(RecordedTool).GetMethods(own).Select(method => method.Name))
            .ShouldBe(["get_Timeout"]);
    }

    private static RecordedStep Cut(RecordedStep step) => step with
    {
        Detail = JsonSerializer.SerializeToElement(new JsonObject
        {
            ["arguments"] = JsonSerializer.SerializeToNode(step.Detail!.Value.GetProperty("arguments")),
            ["cut"] = "{\"arguments\":",
            ["length"] = "40000",
        }),
    };

    private RecordedTalk Talk(ScriptedModel? model = null, Microsoft.Extensions.AI.IChatClient? other = null) =>
        new(ShopBrain.Workspace, shop.Database, "en", model, other);

    private async Task<RecordedTalk> OrderedAsync()
    {
        var talk = Talk();
        await talk.SayAsync("hello, do you have a kettle?");
        await talk.SayAsync("I want 2 Ondine kettles");
        await talk.SayAsync("Marie Dupont 06 39 98 17 71 6 rue du Général Leclerc 49000 Angers");
        (await talk.SayAsync("yes")).ShouldNotBeNull();
        await talk.SayAsync("thank you, and how long does the delivery take?");
        return talk;
    }

    private async Task<int> ProspectsAsync()
    {
        IDbContextFactory<RecordsDbContext> records = shop.Database;
        await using var db = await records.CreateDbContextAsync(TestContext.Current.CancellationToken);
        return await db.Prospects.CountAsync(TestContext.Current.CancellationToken);
    }
}
