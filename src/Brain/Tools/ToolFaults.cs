using System.Text.Json;
using Gateway.Brain.Records;
using Microsoft.Extensions.Logging;
using Microsoft.SemanticKernel;

namespace Gateway.Brain.Tools;

/// <summary>
/// Answers whatever goes wrong in a tool to the model as an error it can act on; nothing but the end of the turn is
/// thrown.
/// </summary>
/// <param name="turnEnds">The turn's own: its cancellation is thrown.</param>
/// <param name="logger">Hears of it.</param>
internal sealed partial class ToolFaults(ILogger logger, CancellationToken turnEnds) : IFunctionInvocationFilter
{
    /// <inheritdoc/>
    public async Task OnFunctionInvocationAsync(
        FunctionInvocationContext context, Func<FunctionInvocationContext, Task> next)
    {
        var scope = ToolScope.In(context.Kernel);
        var (turn, name) = (scope.Turn.Context.Turn.Id, context.Function.Name);
        try
        {
            await next(context);
            return;
        }
        catch (JsonException exception)
        {
            Log.Malformed(logger, turn, name);
            Answer($"malformed arguments: {exception.Message}");
        }
        catch (OperationCanceledException) when (!turnEnds.IsCancellationRequested)
        {
            Log.TookTooLong(logger, turn, name);
            Answer(ToolErrors.TimedOut);
        }
        catch (RecordsUnavailableException)
        {
            Log.RecordsAway(logger, turn, name);
            Answer(ToolErrors.Unavailable);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            Log.Failed(logger, exception, turn, name);
            Answer(ToolErrors.Unavailable);
        }

        void Answer(string reason) =>
            context.Result = new FunctionResult(context.Function, ToolErrors.Of(reason));
    }

    private static partial class Log
    {
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
