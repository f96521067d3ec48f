using System.Text.Json;
using Gateway.Sessions;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Logging;

namespace Gateway.Channels.Web;

/// <summary>
/// The hub's boundary: what went wrong on our side is told in the protocol's words, and logged once a minute with its
/// number, because a stranger can make it go wrong as often as they like. What went wrong on the caller's side is
/// counted, and no error of ours.
/// </summary>
internal sealed partial class ChatHubFilter(HubBudgets budgets, TimeProvider clock, ILogger<ChatHubFilter> logger)
    : IHubFilter
{
    private readonly LogBudget _lines = new(clock);

    public async ValueTask<object?> InvokeMethodAsync(
        HubInvocationContext invocationContext, Func<HubInvocationContext, ValueTask<object?>> next)
    {
        try
        {
            return await next(invocationContext);
        }
        catch (SessionStoreUnavailableException error)
        {
            if (_lines.MaySay("store", out var count))
                Log.StoreUnavailable(logger, error, invocationContext.HubMethodName, count);
            throw WebError.Unavailable.ToHubException();
        }
        catch (Exception error) when (error is not HubException and not OperationCanceledException)
        {
            LogFailed(error, invocationContext.HubMethodName, invocationContext.Context.ConnectionId);
            throw;
        }
    }

    public async Task OnDisconnectedAsync(
        HubLifetimeContext context, Exception? exception, Func<HubLifetimeContext, Exception?, Task> next)
    {
        switch (exception)
        {
            // A HubException is a reason of ours, told and counted where it arose.
            case null or HubException or OperationCanceledException:
                break;
            case InvalidDataException or JsonException:
                budgets.Closed("malformed");
                break;
            default:
                budgets.Closed("broken");
                break;
        }

        try
        {
            await next(context, exception);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            LogFailed(error, "Disconnect", context.Context.ConnectionId);
            throw;
        }
    }

    private void LogFailed(Exception error, string method, string connection)
    {
        if (_lines.MaySay($"{method} {error.GetType().FullName}", out var count))
            Log.Failed(logger, error, method, connection, count);
    }

    private static partial class Log
    {
        [LoggerMessage(
            Level = LogLevel.Warning,
            Message =
            "{Method} was refused, because the session store does not answer: {Count} calls since the last line")]
        public static partial void StoreUnavailable(ILogger logger, Exception error, string method, long count);

        [LoggerMessage(
            Level = LogLevel.Error,
            Message = "{Method} of connection {Connection} failed: {Count} times since the last line")]
        public static partial void Failed(
            ILogger logger, Exception error, string method, string connection, long count);
    }
}
