using Microsoft.AspNetCore.SignalR;

namespace Gateway.Channels.Web;

/// <summary>Refuses a connection's calls beyond its budget before anything is asked for them, and ends one that does not wait as it is told.</summary>
internal sealed class HubBudgetFilter(HubBudgets budgets) : IHubFilter
{
    /// <summary>How many refusals in a row a client may ignore.</summary>
    public const int MostIgnored = 20;

    private const string Key = "budget";

    public async ValueTask<object?> InvokeMethodAsync(HubInvocationContext invocationContext, Func<HubInvocationContext, ValueTask<object?>> next)
    {
        var connection = invocationContext.Context;
        if (!connection.Items.TryGetValue(Key, out var kept) || kept is not Budget budget)
            connection.Items[Key] = budget = new Budget(budgets.New());
        if (budgets.Take(budget.Bucket, invocationContext.HubMethodName) is not { } wait)
        {
            budget.Ignored = 0;
            return await next(invocationContext);
        }

        if (++budget.Ignored > MostIgnored)
            connection.Abort();
        throw WebError.Limited("too many calls", wait).ToHubException();
    }

    /// <summary>Calls of one connection come one after the other, so nothing here needs a lock.</summary>
    private sealed class Budget(TokenBucket bucket)
    {
        public TokenBucket Bucket => bucket;

        public int Ignored { get; set; }
    }
}
