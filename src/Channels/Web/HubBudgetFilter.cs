using Microsoft.AspNetCore.SignalR;

namespace Gateway.Channels.Web;

/// <summary>Refuses calls beyond a caller's budget before anything is asked for them, and ends a connection that does not wait as it is told.</summary>
internal sealed class HubBudgetFilter(HubBudgets budgets) : IHubFilter
{
    /// <summary>How many refusals in a row a client may ignore.</summary>
    public const int MostIgnored = 20;

    public ValueTask<object?> InvokeMethodAsync(HubInvocationContext invocationContext, Func<HubInvocationContext, ValueTask<object?>> next)
    {
        var line = HubLine.Of(invocationContext.Context);
        if (budgets.TakeCall(line.Calls, line.Network, line.Session, invocationContext.HubMethodName) is not { } wait)
        {
            line.Ignored = 0;
            return next(invocationContext);
        }

        var error = WebError.Limited("too many calls", wait);
        if (++line.Ignored > MostIgnored)
            line.End("ignored", error);
        return ValueTask.FromException<object?>(error.ToHubException());
    }
}
