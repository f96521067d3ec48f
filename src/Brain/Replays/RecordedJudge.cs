using System.Text.Json;
using Gateway.Brain.Agents;
using Gateway.Brain.Tools;
using Gateway.Brain.Turns;

namespace Gateway.Brain.Replays;

/// <summary>A judge whose answer has effects outside: it is asked, and what came of its answer is taken from a
/// record.</summary>
/// <param name="Judged">The judge.</param>
/// <param name="Instructions">What a model is told about the role.</param>
/// <param name="Record">What came of it.</param>
internal sealed record RecordedJudge(Judge Judged, Instructions Instructions, TurnRecord Record)
    : Judge(Judged.Name, Instructions)
{
    /// <inheritdoc/>
    public override JsonElement Schema => Judged.Schema;

    /// <inheritdoc/>
    public override void Check(JsonElement answer) => Judged.Check(answer);

    /// <inheritdoc/>
    public override Task<string?> TakeAsync(
        SolutionTurn turn, JsonElement answer, ToolCall call, CancellationToken cancellationToken)
    {
        Judged.Check(answer);
        Record.TakeUp(Name, turn);
        return Task.FromResult<string?>(null);
    }
}
