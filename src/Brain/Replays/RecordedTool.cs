using System.Text.Json;
using Gateway.Brain.Tools;
using Gateway.Brain.Turns;

namespace Gateway.Brain.Replays;

/// <summary>
/// A tool that is told of, held to its policy and confirmed as it is, and is answered from a record instead of being
/// run. What only reads back what would be done does so: that is code, and changes nothing but the turn.
/// </summary>
internal sealed class RecordedTool(Tool tool, TurnRecord record)
    : Tool(tool.Name, tool.Declaration.Description, tool.Declaration.JsonSchema)
{
    /// <inheritdoc/>
    public override ToolPolicy Policy => tool.Policy;

    /// <inheritdoc/>
    public override bool ProposesItself => tool.ProposesItself;

    /// <inheritdoc/>
    public override bool SupportsClaims => tool.SupportsClaims;

    /// <inheritdoc/>
    public override string? AgreedBy => tool.AgreedBy;

    /// <inheritdoc/>
    public override bool? AgreesIn(SolutionTurn turn, string message, string readBack) =>
        tool.AgreesIn(turn, message, readBack);

    /// <inheritdoc/>
    public override Task<JsonElement> InvokeAsync(
        SolutionTurn turn, JsonElement arguments, ToolCall call, CancellationToken cancellationToken) =>
        Task.FromResult(record.Answer(Name, arguments, turn));

    /// <inheritdoc/>
    protected internal override JsonElement Propose(SolutionTurn turn, JsonElement arguments) =>
        tool.Propose(turn, arguments);
}
