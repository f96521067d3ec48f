using System.Text.Json;
using Gateway.Brain.Turns;
using Microsoft.Extensions.Logging;
using Microsoft.SemanticKernel;

namespace Gateway.Brain.Tools;

/// <summary>
/// Holds each tool to its policy. What has effects outside runs with exactly what was read back: what the model sends
/// now, nobody has said yes to.
/// </summary>
internal sealed partial class ToolGate(ILogger logger) : IFunctionInvocationFilter
{
    /// <inheritdoc/>
    public async Task OnFunctionInvocationAsync(
        FunctionInvocationContext context, Func<FunctionInvocationContext, Task> next)
    {
        var scope = ToolScope.In(context.Kernel);
        var (turn, tool) = (scope.Turn, scope.ToolOf(context.Function));
        scope.IsProposing = false;
        if (Forbids(tool, turn) is { } reason)
        {
            if (tool.ProposesItself)
            {
                scope.IsProposing = true;
                await next(context);
                return;
            }

            Log.Refused(logger, turn.Context.Turn.Id, tool.Name, reason);
            context.Result = new FunctionResult(context.Function, ToolErrors.Of(reason));
            return;
        }

        var id = turn.Context.Turn.Id;
        if (tool.Policy != ToolPolicy.NeedsConfirmation)
        {
            scope.Call = new ToolCall(id.CallKey(0), turn.Context.At);
            await next(context);
            return;
        }

        var proposal = turn.Proposal!;
        scope.Call = new ToolCall(proposal.KeyIn(id.Session), turn.Context.At);
        context.Arguments.Clear();
        foreach (var member in proposal.Arguments.EnumerateObject())
            context.Arguments[member.Name] = member.Value;
        await next(context);
        // What could not be done now may be confirmed once more; what was done, or is read back anew, may not.
        if (!ToolErrors.Is(context.Result.GetValue<JsonElement>()) && ReferenceEquals(turn.Proposal, proposal))
            turn.Withdraw();
    }

    private static string? Forbids(Tool tool, SolutionTurn turn) => tool.Policy switch
    {
        ToolPolicy.OperatorOnly => "only a person of the workspace may do this",
        ToolPolicy.NeedsConfirmation => ConfirmationReading.Of(turn, tool) switch
        {
            Confirmation.Confirmed => null,
            Confirmation.NothingProposed => "not confirmed: nothing complete was read back to the contact yet",
            Confirmation.Changed => "not confirmed: it changed since it was read back; read it back again",
            Confirmation.Expired => "not confirmed: the read-back is too old; read it back again",
            _ => "not confirmed: the contact has not said yes to the read-back",
        },
        _ => null,
    };

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Turn {Turn}: tool {Tool} refused: {Reason}")]
        public static partial void Refused(ILogger logger, Sessions.TurnId turn, string tool, string reason);
    }
}
