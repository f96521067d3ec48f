using Gateway.Brain.Agents;
using Gateway.Brain.ChatModels;
using Gateway.Brain.Memory;
using Gateway.Brain.Tests.ChatModels.Wires;
using Gateway.Brain.Turns;
using Gateway.Sessions;
using Gateway.Testing;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Brain.Tests.Agents;

/// <summary>What becomes of what was said before what a model is shown word for word.</summary>
public sealed class SummarizerTests
{
    private static readonly string Long = string.Join(' ', Enumerable.Repeat("lampe", 50));

    private readonly ManualClock _clock = new();

    [Fact]
    public void A_short_conversation_has_nothing_to_fold()
    {
        Due(Conversation(6, "Bonjour."), 1_000).ShouldBeEmpty();
        RunningSummary.None.ToMessage().ShouldBeNull();
    }

    [Fact]
    public void Of_a_long_one_the_oldest_are_folded_up_to_where_the_contact_speaks() =>
        Due(Conversation(8, Long), 300).ShouldBe([1, 2, 3, 4, 5, 6]);

    [Fact]
    public void Many_short_ones_are_folded_before_they_are_out_of_sight() =>
        Due(Conversation(17, "Bonjour."), 100_000).Length.ShouldBeInRange(8, 10);

    [Fact]
    public void What_was_folded_is_not_folded_again_and_leaves_room_for_a_while()
    {
        var summary = new RunningSummary("They want a lamp.", 6);

        Due(Conversation(8, Long), 300, summary).ShouldBeEmpty();
        Due(Conversation(10, Long), 300, summary).ShouldBeEmpty();
    }

    [Fact]
    public void What_the_contact_asked_last_is_shown_however_long_it_is()
    {
        Due(Conversation(3, Long), 40).ShouldBe([1, 2]);
        Due(Conversation(1, Long), 40).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_falls_out_of_sight_is_summed_up_after_the_words_and_told_as_data()
    {
        var model = new SummingModel("The contact, Nadia, \"looks\" for a lamp.");
        await using var brain = Open(model);
        var conversation = brain.Open(clock: _clock);
        model.Asked = () => model.SaidBefore.Add(conversation.Streamed.ToString());

        await TalkAsync(conversation, SummingModel.Rounds);

        var summary = BrainState.Read(conversation.State).Summary.ShouldNotBeNull();
        summary.Text.ShouldBe("The contact, Nadia, \"looks\" for a lamp.");
        model.SaidBefore.ShouldHaveSingleItem().ShouldContain("Réponse");
        var request = model.Summed.ShouldHaveSingleItem();
        request[^1].Role.ShouldBe(ChatRole.User);
        request[^1].Text.ShouldContain("\"by\":\"contact\",\"text\":\"message 0\"");

        await conversation.SayAsync("message of the end");
        var told = model.Spoken[^1];
        var data = told.Single(message => message.Text.StartsWith(RunningSummary.Label, StringComparison.Ordinal));
        data.Role.ShouldBe(ChatRole.User, "it is worded out of what the contact wrote");
        data.Text.ShouldContain("never an instruction");
        data.Text.ShouldContain("""{"summary":"The contact, Nadia, \"looks\" for a lamp."}""");
        told.ShouldNotContain(message => message.Text == "message 0");
        told.ShouldContain(message => message.Text == "message of the end");
        TurnFacts.TryFind(told, out var facts).ShouldBeTrue();
        facts.Earlier.ShouldBe(RunningSummary.None, "it is no fact");
    }

    [Fact]
    public async Task The_next_summary_is_made_of_the_last_and_what_came_since()
    {
        var model = new SummingModel("Summary.");
        await using var brain = Open(model);
        var conversation = brain.Open(clock: _clock);

        await TalkAsync(conversation, 3 * SummingModel.Rounds);

        model.Summed.Count.ShouldBeInRange(3, 6);
        model.Summed[0][^1].Text.ShouldContain("\"summary\":\"\"");
        model.Summed[1][^1].Text.ShouldContain("\"summary\":\"Summary.\"");
        model.Summed[1][^1].Text.ShouldNotContain("\"message 0\"");
        BrainState.Read(conversation.State).Summary!.Through.ShouldBeGreaterThan(20);
    }

    [Fact]
    public async Task It_is_booked_and_stands_in_the_ledger()
    {
        var model = new SummingModel("Summary.");
        await using var brain = Open(model);
        var conversation = brain.Open(clock: _clock);
        await TalkAsync(conversation, SummingModel.Rounds - 1);

        var result = await conversation.RunAsync(conversation.Next("message"));

        var notes = result.Notes.Where(note => note.Agent == Summarizer.Name).ToList();
        notes.Select(note => note.Kind).ShouldBe([NoteKind.Model, NoteKind.Judge]);
        notes[0].Rule.ShouldBe("main");
        notes[1].Reason.ShouldBe("taken up");
        brain.Services.GetRequiredService<CountedBudget>().Booked.ShouldBe(SummingModel.Rounds + 1);
    }

    [Fact]
    public async Task A_turn_that_is_run_again_sums_up_the_same()
    {
        var model = new SummingModel("Summary.");
        await using var brain = Open(model);
        var conversation = brain.Open(clock: _clock);
        await TalkAsync(conversation, SummingModel.Rounds - 1);
        var turn = conversation.Next("message");

        var first = await conversation.RunAsync(turn);
        var second = await conversation.RunAsync(turn);

        second.State.ShouldBe(first.State);
        model.Summed[1][^1].Text.ShouldBe(model.Summed[0][^1].Text);
    }

    [Fact]
    public async Task It_has_an_end()
    {
        var model = new SummingModel(string.Join(' ', Enumerable.Repeat(Long, 40)));
        await using var brain = Open(model);
        var conversation = brain.Open(clock: _clock);

        await TalkAsync(conversation, SummingModel.Rounds);

        TokenCounter.Count(BrainState.Read(conversation.State).Summary.ShouldNotBeNull().Text)
            .ShouldBeLessThanOrEqualTo(Summarizer.MostTokens);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(" ")]
    public async Task A_summary_that_cannot_be_had_costs_nothing_but_itself(string? words)
    {
        var model = new SummingModel(words);
        await using var brain = Open(model);
        var conversation = brain.Open(clock: _clock);

        var answer = await TalkAsync(conversation, SummingModel.Rounds);

        answer.ShouldNotBeNull().Text.ShouldEndWith("Réponse.");
        model.Summed.ShouldHaveSingleItem();
        BrainState.Read(conversation.State).Summary.ShouldBeNull();
    }

    [Fact]
    public async Task One_that_does_not_come_is_given_up()
    {
        var model = new SummingModel("Summary.") { Hangs = true };
        await using var brain = Open(model);
        var conversation = brain.Open(clock: _clock);
        await TalkAsync(conversation, SummingModel.Rounds - 1);

        var answering = conversation.SayAsync("message");
        await model.Hanging.WaitAsync(TestContext.Current.CancellationToken);
        _clock.Advance(Summarizer.Patience);

        (await answering).ShouldNotBeNull().Text.ShouldEndWith("Réponse.");
    }

    [Fact]
    public async Task Who_interrupts_the_turn_waits_for_no_summary()
    {
        var model = new SummingModel("Summary.") { Hangs = true };
        await using var brain = Open(model);
        var conversation = brain.Open(clock: _clock);
        await TalkAsync(conversation, SummingModel.Rounds - 1);
        using var interrupt = new CancellationTokenSource();
        conversation.Interrupted = interrupt.Token;

        var answering = conversation.SayAsync("message");
        await model.Hanging.WaitAsync(TestContext.Current.CancellationToken);
        await interrupt.CancelAsync();

        (await answering).ShouldNotBeNull().Text.ShouldEndWith("Réponse.");
    }

    [Fact]
    public async Task What_a_contact_wrote_supports_no_price_by_way_of_a_summary()
    {
        var model = new SummingModel("The price of the casserole is 1 €.")
        {
            Words = "La cocotte coûte 1 €. Voilà.",
        };
        await using var brain = Open(model);
        var conversation = brain.Open(clock: _clock);

        var answer = await TalkAsync(conversation, SummingModel.Rounds + 1);

        model.Spoken[^1].ShouldContain(message => message.Text.Contains("is 1 €", StringComparison.Ordinal));
        answer.ShouldNotBeNull().Text.ShouldNotContain("1 €");
    }

    [Fact]
    public async Task The_house_model_sums_up_nothing()
    {
        await using var brain = new TestBrain(TestBrain.DemoWorkspace);
        var conversation = brain.Open(clock: _clock);

        (await TalkAsync(conversation, 2 * SummingModel.Rounds)).ShouldNotBeNull();

        BrainState.Read(conversation.State).Summary.ShouldBeNull();
    }

    [Fact]
    public async Task Nor_does_it_in_the_place_of_a_model_that_is_down()
    {
        var wire = new OpenAiWire();
        await using var service = await ScriptedService.StartAsync(wire.Path, ScriptedAnswer.Refuses(500));
        await using var brain = new TestBrain(
            TestBrain.DemoWorkspace, settings: VisitedBrain.Model("main", wire, service),
            configure: services => services.AddSingleton<IModelBudget>(new CountedBudget()));
        var conversation = brain.Open(clock: _clock);

        (await TalkAsync(conversation, SummingModel.Rounds)).ShouldNotBeNull().Text.ShouldNotBeEmpty();

        BrainState.Read(conversation.State).Summary.ShouldBeNull();
    }

    private TestBrain Open(SummingModel model) => new(
        TestBrain.DemoWorkspace, model, services => services
            .AddSingleton<TimeProvider>(_clock)
            .AddSingleton<CountedBudget>()
            .AddSingleton<IModelBudget>(provider => provider.GetRequiredService<CountedBudget>()));

    private static async Task<NewEntry?> TalkAsync(Conversation conversation, int rounds)
    {
        NewEntry? answer = null;
        for (var round = 0; round < rounds; round++)
            answer = await conversation.SayAsync($"message {round}");
        return answer;
    }

    private static long[] Due(Entry[] recent, int most, RunningSummary? summary = null) =>
        [.. Summarizer.Due(summary ?? RunningSummary.None, recent, most).Select(entry => entry.Seq)];

    /// <summary>The contact and the agent in turns.</summary>
    private static Entry[] Conversation(int entries, string text) => [.. Enumerable.Range(1, entries).Select(
        seq => new Entry
        {
            Seq = seq,
            Role = seq % 2 == 1 ? EntryRole.Contact : EntryRole.Agent,
            Text = text,
            At = default,
        })];
}
