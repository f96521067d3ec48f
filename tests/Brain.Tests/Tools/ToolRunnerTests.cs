using System.Text.Json;
using Gateway.Brain.Tools;
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
        var tool = new AnyTool { Run = async cancellationToken => await new TaskCompletionSource<object>().Task.WaitAsync(cancellationToken) };

        var running = RunAsync(tool);
        _clock.Advance(tool.Timeout);

        (await running).GetProperty("error").GetString().ShouldBe("timed out");
    }

    [Fact]
    public async Task A_tool_that_fails_is_answered_as_unavailable_without_saying_why() =>
        (await RunAsync(new AnyTool { Run = _ => throw new InvalidOperationException("secret") })).GetRawText().ShouldBe("""{"error":"unavailable"}""");

    [Fact]
    public async Task A_tool_for_operators_is_never_run_by_an_agent()
    {
        var ran = false;
        var tool = new AnyTool(ToolPolicy.OperatorOnly) { Run = _ => Done(ran = true) };

        (await RunAsync(tool)).GetProperty("error").GetString().ShouldNotBeNull();

        ran.ShouldBeFalse();
    }

    [Fact]
    public async Task Only_effects_outside_the_session_are_numbered()
    {
        List<string> keys = [];
        var reads = new AnyTool(ToolPolicy.ReadOnly, "read") { Called = call => keys.Add($"read {call.IdempotencyKey}") };
        var acts = new AnyTool(ToolPolicy.NeedsConfirmation, "act") { Called = call => keys.Add($"act {call.IdempotencyKey}") };
        var turn = Turn(Confirmation.Confirmed);
        var runner = new ToolRunner([reads, acts], turn, _clock, NullLogger.Instance);

        foreach (var name in (string[])["read", "read", "act", "read", "act"])
            await runner.RunAsync(new FunctionCallContent(name, name), TestContext.Current.CancellationToken);

        var id = turn.Context.Turn.Id;
        keys.Where(key => key.StartsWith("act", StringComparison.Ordinal)).ShouldBe([$"act {id}:0", $"act {id}:1"]);
    }

    [Theory]
    [InlineData(nameof(Confirmation.NothingProposed))]
    [InlineData(nameof(Confirmation.NotConfirmed))]
    [InlineData(nameof(Confirmation.Changed))]
    [InlineData(nameof(Confirmation.Expired))]
    public async Task Without_the_contacts_confirmation_nothing_is_done(string confirmation)
    {
        var ran = false;
        var tool = new AnyTool(ToolPolicy.NeedsConfirmation) { Run = _ => Done(ran = true) };
        var runner = new ToolRunner([tool], Turn(Enum.Parse<Confirmation>(confirmation)), _clock, NullLogger.Instance);

        var result = await runner.RunAsync(new FunctionCallContent("1", tool.Name), TestContext.Current.CancellationToken);

        result.GetProperty("error").GetString().ShouldNotBeNull().ShouldStartWith("not confirmed");
        ran.ShouldBeFalse();
    }

    private Task<JsonElement> RunAsync(AnyTool tool) =>
        new ToolRunner([tool], Turn(Confirmation.NothingProposed), _clock, NullLogger.Instance)
            .RunAsync(new FunctionCallContent("1", tool.Name), TestContext.Current.CancellationToken);

    private AnyTurn Turn(Confirmation confirmation) => new(
        new TurnContext(new Conversation(null!, TestBrain.DemoWorkspace, "fr", _clock).Next("oui", null), TestBrain.DemoWorkspace, "fr"), confirmation);

    private static Task<object> Done(bool done) => Task.FromResult<object>(new { done });

    internal sealed class AnyTurn(TurnContext context, Confirmation confirmation) : SolutionTurn(context)
    {
        public override object State => new { };

        public override Confirmation Confirms(Tool tool) => confirmation;
    }

    internal sealed record AnyArguments;

    internal sealed class AnyTool(ToolPolicy policy = ToolPolicy.ReadOnly, string name = "any") : Tool<AnyTurn, AnyArguments>(name, "Does anything.")
    {
        public Func<CancellationToken, Task<object>> Run { get; init; } = _ => Done(true);

        public Action<ToolCall> Called { get; init; } = _ => { };

        public override ToolPolicy Policy => policy;

        protected override Task<object> RunAsync(AnyTurn turn, AnyArguments arguments, ToolCall call, CancellationToken cancellationToken)
        {
            Called(call);
            return Run(cancellationToken);
        }
    }
}
