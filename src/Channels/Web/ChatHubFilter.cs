using Gateway.Sessions;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Logging;

namespace Gateway.Channels.Web;

/// <summary>The hub's boundary: what went wrong on our side is logged once and told in the protocol's words.</summary>
internal sealed partial class ChatHubFilter(ILogger<ChatHubFilter> logger) : IHubFilter
{
    public async ValueTask<object?> InvokeMethodAsync(HubInvocationContext invocationContext, Func<HubInvocationContext, ValueTask<object?>> next)
    {
        try
        {
            return await next(invocationContext);
        }
        catch (SessionStoreUnavailableException error)
        {
            Log.StoreUnavailable(logger, error, invocationContext.HubMethodName, invocationContext.Context.ConnectionId);
            throw WebError.Unavailable.ToHubException();
        }
        catch (Exception error) when (error is not HubException and not OperationCanceledException)
        {
            Log.Failed(logger, error, invocationContext.HubMethodName, invocationContext.Context.ConnectionId);
            throw;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "{Method} of connection {Connection} was refused: the session store does not answer")]
        public static partial void StoreUnavailable(ILogger logger, Exception error, string method, string connection);

        [LoggerMessage(Level = LogLevel.Error, Message = "{Method} of connection {Connection} failed")]
        public static partial void Failed(ILogger logger, Exception error, string method, string connection);
    }
}
