using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Gateway.Brain.Records;
using Gateway.Brain.Turns;
using Gateway.Brain.Words;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;

namespace Gateway.Brain.Tools;

/// <summary>
/// Runs the tool calls of one turn: only the tools it was given, within their budget, time-outs and policies. Whatever
/// goes wrong is answered to the model as an error it can act on; nothing but the end of the turn is thrown.
/// </summary>
internal sealed partial class ToolRunner(
    IReadOnlyList<Tool> tools, SolutionTurn turn, int maxCalls, TimeProvider time, ILogger logger)
{

    /// <summary>The error of a tool that could not do its work for a fault of ours.</summary>
    public const string Unavailable = "unavailable";

    /// <summary>The error of a tool that took too long.</summary>
    public const string TimedOut = "timed out";

    private int _calls;
    private int _effects;

    /// <summary>Whether the budget is used up.</summary>
    public bool IsExhausted => _calls >= maxCalls;

    /// <summary>Runs one call.</summary>
    /// <param name="call">As the model sent it.</param>
    /// <param name="interrupted">Ends a tool without effects; one with effects is let end.</param>
    /// <param name="cancellationToken">The turn's own: its cancellation is thrown.</param>
    /// <returns>The tool's result, or an object with the one member <c>error</c>.</returns>
    public async Task<JsonElement> RunAsync(
        FunctionCallContent call, CancellationToken interrupted, CancellationToken cancellationToken)
    {
        if (IsExhausted)
            return Error("tool budget of this turn is used up; answer the contact now");
        _calls++;
        var tool = tools.FirstOrDefault(tool => tool.Name == call.Name);
        if (tool is null)
            return Refuse(call.Name, "no such tool");
        if (Forbids(tool) is { } reason)
            return Refuse(tool.Name, reason);
        if (tool.Policy == ToolPolicy.NeedsConfirmation)
            return await ConfirmedAsync(tool, turn.Proposal!, cancellationToken);
        if (call.Exception is not null || !TryReadArguments(call, out var arguments))
            return Refuse(tool.Name, "arguments are not a JSON object");
        return await InvokeAsync(tool, arguments.Value, interrupted, cancellationToken);
    }

    private string? Forbids(Tool tool)
    {
        if (tool.Policy == ToolPolicy.OperatorOnly)
            return "only a person of the workspace may do this";
        if (tool.Policy != ToolPolicy.NeedsConfirmation)
            return null;
        return ConfirmationReading.Of(turn, tool) switch
        {
            Confirmation.Confirmed => null,
            Confirmation.NothingProposed => "not confirmed: nothing complete was read back to the contact yet",
            Confirmation.Changed => "not confirmed: it changed since it was read back; read it back again",
            Confirmation.Expired => "not confirmed: the read-back is too old; read it back again",
            _ => "not confirmed: the contact has not said yes to the read-back",
        };
    }

    // With exactly what was read back: what the model sends now, nobody has said yes to.
    private async Task<JsonElement> ConfirmedAsync(Tool tool, Proposal proposal, CancellationToken cancellationToken)
    {
        var result = await InvokeAsync(
            tool, proposal.Arguments, interrupted: CancellationToken.None, cancellationToken);
        // What could not be done now may be confirmed once more; what was done, or is read back anew, may not.
        if (!IsError(result) && ReferenceEquals(turn.Proposal, proposal))
            turn.Withdraw();
        return result;
    }

    private static bool IsError(JsonElement result) =>
        result.ValueKind == JsonValueKind.Object && result.TryGetProperty("error", out _);

    private static bool TryReadArguments(FunctionCallContent call, [NotNullWhen(true)] out JsonElement? arguments)
    {
        try
        {
            arguments = JsonSerializer.SerializeToElement(
                call.Arguments ?? new Dictionary<string, object?>(), BrainJson.Options);
            return true;
        }
        catch (Exception exception) when (exception is NotSupportedException or JsonException)
        {
            arguments = null;
            return false;
        }
    }

    private async Task<JsonElement> InvokeAsync(
        Tool tool, JsonElement arguments, CancellationToken interrupted, CancellationToken cancellationToken)
    {
        var context = turn.Context;
        var index = tool.Policy == ToolPolicy.NeedsConfirmation ? _effects++ : 0;
        var started = time.GetTimestamp();
        using var timeout = new CancellationTokenSource(tool.Timeout, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, interrupted, cancellationToken);
        try
        {
            var result = await tool.InvokeAsync(
                turn, arguments, new ToolCall(context.Turn.Id.CallKey(index), context.At), both.Token)
                .WaitAsync(both.Token);
            Log.Ran(logger, context.Turn.Id, tool.Name, time.GetElapsedTime(started).TotalMilliseconds);
            return result;
        }
        catch (JsonException exception)
        {
            Log.Malformed(logger, context.Turn.Id, tool.Name);
            return Error($"malformed arguments: {exception.Message}");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            Log.TookTooLong(logger, context.Turn.Id, tool.Name);
            return Error(TimedOut);
        }
        catch (RecordsUnavailableException)
        {
            Log.RecordsAway(logger, context.Turn.Id, tool.Name);
            return Error(Unavailable);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            Log.Failed(logger, exception, context.Turn.Id, tool.Name);
            return Error(Unavailable);
        }
    }

    private JsonElement Refuse(string name, string reason)
    {
        Log.Refused(logger, turn.Context.Turn.Id, name, reason);
        return Error(reason);
    }

    private static JsonElement Error(string reason) =>
        JsonSerializer.SerializeToElement(new { error = reason }, BrainJson.Options);

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Debug, "Turn {Turn}: tool {Tool} ran in {ElapsedMs} ms")]
        public static partial void Ran(ILogger logger, Sessions.TurnId turn, string tool, double elapsedMs);

        [LoggerMessage(LogLevel.Warning, "Turn {Turn}: tool {Tool} refused: {Reason}")]
        public static partial void Refused(ILogger logger, Sessions.TurnId turn, string tool, string reason);

        [LoggerMessage(LogLevel.Warning, "Turn {Turn}: tool {Tool} was given malformed arguments")]
        public static partial void Malformed(ILogger logger, Sessions.TurnId turn, string tool);

        [LoggerMessage(LogLevel.Warning, "Turn {Turn}: tool {Tool} timed out")]
        public static partial void TookTooLong(ILogger logger, Sessions.TurnId turn, string tool);

        [LoggerMessage(LogLevel.Warning, "Turn {Turn}: tool {Tool} could not look, PostgreSQL does not answer")]
        public static partial void RecordsAway(ILogger logger, Sessions.TurnId turn, string tool);

        [LoggerMessage(LogLevel.Error, "Turn {Turn}: tool {Tool} failed")]
        public static partial void Failed(ILogger logger, Exception exception, Sessions.TurnId turn, string tool);
    }
}
