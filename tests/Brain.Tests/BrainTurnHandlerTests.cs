using Gateway.Brain.Memory;
using Gateway.Sessions;

namespace Gateway.Brain.Tests;

public sealed class BrainTurnHandlerTests
{
    [Fact]
    public async Task The_first_answer_says_that_it_is_an_automated_assistant_and_only_the_first()
    {
        await using var brain = new TestBrain(TestBrain.DemoWorkspace);
        var conversation = brain.Open();

        var first = await conversation.SayAsync("Bonjour");
        var second = await conversation.SayAsync("Merci");

        first.ShouldNotBeNull().Text.ShouldContain("assistant automatique");
        second.ShouldNotBeNull().Text.ShouldNotContain("assistant automatique");
    }

    [Fact]
    public async Task What_is_streamed_is_what_is_committed()
    {
        await using var brain = new TestBrain(TestBrain.DemoWorkspace);
        var conversation = brain.Open();

        var answer = await conversation.SayAsync("Bonjour");

        conversation.Streamed.ToString().ShouldBe(answer.ShouldNotBeNull().Text);
        conversation.Streamed.Pieces.Count.ShouldBeGreaterThan(3);
    }

    [Theory]
    [InlineData("fr", "hello, I am looking for a lamp", "en")]
    [InlineData("en", "bonjour, je cherche une lampe", "fr")]
    [InlineData("fr", "ok", "fr")]
    [InlineData("en", "ok", "en")]
    [InlineData("en", "12 rue de la Paix, 75002 Paris", "en")]
    public async Task The_session_takes_the_contacts_language_when_it_is_clear(string before, string said, string after)
    {
        await using var brain = new TestBrain(TestBrain.DemoWorkspace);
        var conversation = brain.Open(before);

        await conversation.SayAsync(said);

        conversation.Locale.ShouldBe(after);
    }

    [Fact]
    public async Task The_brain_is_silent_while_an_operator_speaks()
    {
        await using var brain = new TestBrain(TestBrain.DemoWorkspace);
        var conversation = brain.Open();
        conversation.Status = SessionStatus.HandedOver;

        (await conversation.SayAsync("Bonjour")).ShouldBeNull();

        conversation.State.Json.ShouldNotBeNull().ShouldContain("operator-speaks");
    }

    [Fact]
    public async Task Each_decision_is_kept_with_its_reason()
    {
        await using var brain = new TestBrain(TestBrain.DemoWorkspace);
        var conversation = brain.Open();

        await conversation.SayAsync("Bonjour");
        await conversation.SayAsync("Merci");

        var decisions = BrainState.Read(conversation.State).Decisions;
        decisions.Select(decision => decision.Turn).ShouldBe([1, 2]);
        decisions.ShouldAllBe(decision => decision.Reason.Length > 0);
    }
}
