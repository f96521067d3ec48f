using System.Text.Json;
using Gateway.Brain.Agents;
using Gateway.Brain.Tools;
using Gateway.Brain.Turns;
using Gateway.Testing;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gateway.Brain.Tests.Tools;

public sealed class ToolRunnerTests
{
    private readonly ManualClock _clock = new();

    [Fact]
    public async Task A_tool_that_takes_too_long_is_given_up()
    {
        var tool = new AnyTool
        {
            Run = async cancellationToken =>
            await new TaskCompletionSource<object>().Task.WaitAsync(cancellationToken)
        };

        var running = RunAsync(tool);
        _clock.Advance(tool.Timeout);

        (await running).GetProperty("error").GetString().ShouldBe("timed out");
    }

    [Fact]
    public async Task A_tool_that_fails_is_answered_as_unavailable_without_saying_why() =>
        (await RunAsync(new AnyTool { Run = _ => throw new InvalidOperationException("secret") }))
            .GetRawText()
            .ShouldBe("""{"error":"unavailable"}""");

    [Fact]
    public async Task A_tool_for_operators_is_never_run_by_an_agent()
    {
        var ran = false;
        var tool = new AnyTool(ToolPolicy.OperatorOnly) { Run = _ => Done(ran = true) };

        (await RunAsync(tool)).GetProperty("error").GetString().ShouldNotBeNull();

        ran.ShouldBeFalse();
    }

    [Fact]
    public async Task An_effect_has_the_key_of_what_was_read_back()
    {
        List<string> keys = [];
        var reads = new AnyTool(
            ToolPolicy.ReadOnly, "read")
        { Called = call => keys.Add($"read {call.IdempotencyKey}") };
        var acts = new ActingTool { Called = (_, call) => keys.Add($"act {call.IdempotencyKey}") };
        var turn = Turn("oui");
        var runner = Runner(turn, reads, acts);

        foreach (var name in (string[])["read", "read", "act", "read"])
            await runner.RunAsync(
                new FunctionCallContent(name, name), CancellationToken.None, TestContext.Current.CancellationToken);

        var id = turn.Context.Turn.Id;
        keys.Where(key => key.StartsWith("act", StringComparison.Ordinal))
            .ShouldBe([$"act {id.Session}-{id.Number - 1}:abc"]);
    }

    [Fact]
    public async Task What_is_done_is_what_was_read_back_whatever_the_model_sends()
    {
        List<int> pieces = [];
        var tool = new ActingTool { Called = (done, _) => pieces.Add(done.Count) };
        var turn = Turn("oui");

        await CallAsync(tool, turn, new Dictionary<string, object?> { ["count"] = 99 });
        var again = await CallAsync(tool, turn);

        pieces.ShouldBe([2]);
        turn.Proposal.ShouldBeNull();
        again.GetProperty("error").GetString().ShouldNotBeNull().ShouldStartWith("not confirmed");
    }

    [Fact]
    public async Task What_could_not_be_done_may_be_confirmed_once_more()
    {
        var tool = new ActingTool { Called = (_, _) => throw new InvalidOperationException() };
        var turn = Turn("oui");

        (await CallAsync(tool, turn)).GetProperty("error").GetString().ShouldBe(ToolErrors.Unavailable);

        turn.Proposal.ShouldNotBeNull();
    }

    [Fact]
    public async Task What_is_tried_again_in_a_later_turn_keeps_its_key()
    {
        List<string> keys = [];
        var tool = new ActingTool
        {
            Called = (_, call) =>
            {
                keys.Add(call.IdempotencyKey);
                throw new OperationCanceledException("It took too long.");
            },
        };
        var turn = Turn("oui");
        var later = new AnyTurn(
            new TurnContext(
                turn.Context.Turn with
                {
                    Id = turn.Context.Turn.Id with { Number = turn.Context.Turn.Id.Number + 1 },
                },
                TestBrain.DemoWorkspace, "fr"),
            turn.Proposal!);

        (await CallAsync(tool, turn)).GetProperty("error").GetString().ShouldBe(ToolErrors.TimedOut);
        await CallAsync(tool, later);

        keys.Count.ShouldBe(2);
        keys[1].ShouldBe(keys[0]);
    }

    [Theory]
    [InlineData("oui", null, "act", 0, false)]
    [InlineData("oui", null, "act", 1, true)]
    [InlineData("oui, c’est bon", null, "act", 9, true)]
    [InlineData("oui", null, "act", 11, false)]
    [InlineData("oui", null, "another", 1, false)]
    [InlineData("oui mais en rouge", null, "act", 1, false)]
    [InlineData("attendez", null, "act", 1, false)]
    [InlineData("Confirmer", "confirm:abc", "act", 1, true)]
    [InlineData("Confirmer", "confirm", "act", 1, true)]
    [InlineData("Confirmer", "confirm:older", "act", 1, false)]
    [InlineData("non, annulez", "confirm:abc", "act", 1, false)]
    [InlineData("Corriger", "order:correct", "act", 1, false)]
    public async Task Only_the_contacts_own_yes_to_this_in_a_later_turn_lets_it_be_done(
        string said, string? pressed, string proposed, int minutesLater, bool isDone)
    {
        var ran = false;
        var tool = new ActingTool { Called = (_, _) => ran = true };

        var result = await CallAsync(tool, Turn(said, pressed, proposed, minutesLater));

        ran.ShouldBe(isDone);
        if (!isDone)
            result.GetProperty("error").GetString().ShouldNotBeNull().ShouldStartWith("not confirmed");
    }

    private Task<JsonElement> CallAsync(Tool tool, SolutionTurn turn, Dictionary<string, object?>? arguments = null) =>
        Runner(turn, tool).RunAsync(
            new FunctionCallContent("1", tool.Name, arguments), CancellationToken.None,
            TestContext.Current.CancellationToken);

    private ToolRunner Runner(SolutionTurn turn, params IReadOnlyList<Tool> tools) => new(
        new Toolbox("agent", tools), turn,
        new ToolLimits(AgentRunner.MaxToolCalls, _clock, new TurnLedger(_clock.GetUtcNow()), _ => { }),
        NullLogger.Instance, TestContext.Current.CancellationToken);

    private Task<JsonElement> RunAsync(AnyTool tool) => CallAsync(tool, Turn("oui"));

    private AnyTurn Turn(string said, string? pressed = null, string proposed = "act", int minutesLater = 1)
    {
        var conversation = new Conversation(null!, TestBrain.DemoWorkspace, "fr", _clock);
        var before = conversation.Next("je voudrais cela");
        var at = before.Messages[^1].At;
        _clock.Advance(TimeSpan.FromMinutes(minutesLater) - TimeSpan.FromSeconds(5));
        var turn = conversation.Next(said, pressed);
        return new AnyTurn(
            new TurnContext(
                minutesLater == 0 ? before with { Messages = turn.Messages } : turn, TestBrain.DemoWorkspace, "fr"),
            Proposal.Of(proposed, new Pieces(2), "abc", before.Id.Number, at));
    }

    private static Task<object> Done(bool done) => Task.FromResult<object>(new { done });

    internal sealed class AnyTurn(TurnContext context, Proposal proposal) : SolutionTurn(context, proposal)
    {
        public override object State => new { };

        protected override void Restore(object state)
        {
        }
    }

    internal sealed record Pieces(int Count);

    internal sealed class ActingTool() : ConfirmedTool<AnyTurn, Pieces>("act", "Acts.")
    {
        public required Action<Pieces, ToolCall> Called { get; init; }

        protected override Task<object> RunAsync(
            AnyTurn turn, Pieces proposed, ToolCall call, CancellationToken cancellationToken)
        {
            Called(proposed, call);
            return Done(true);
        }
    }

    internal sealed record AnyArguments;

    internal sealed class AnyTool(ToolPolicy policy = ToolPolicy.ReadOnly, string name = "any")
        : Tool<AnyTurn, AnyArguments>(name, "Does anything.")
    {
        public Func<CancellationToken, Task<object>> Run { get; init; } = _ => Done(true);

        public Action<ToolCall> Called { get; init; } = _ => { };

        public override ToolPolicy Policy => policy;

        protected override Task<object> RunAsync(
            AnyTurn turn, AnyArguments arguments, ToolCall call, CancellationToken cancellationToken)
        {
            Called(call);
            return Run(cancellationToken);
        }
    }
}
