using System.Text.Json;
using Gateway.Brain.Turns;
using Microsoft.SemanticKernel;

namespace Gateway.Brain.Tools;

/// <summary>
/// Takes down each call with its arguments, its result and its time, and lets the guard learn the result, where it
/// supports anything.
/// </summary>
internal sealed class ToolLedger(TurnLedger ledger, Action<JsonElement> learn) : IFunctionInvocationFilter
{
    /// <inheritdoc/>
    public async Task OnFunctionInvocationAsync(
        FunctionInvocationContext context, Func<FunctionInvocationContext, Task> next)
    {
        var scope = ToolScope.In(context.Kernel);
        var time = scope.Time;
        var started = time.GetTimestamp();
        var before = scope.Turn.Mark();
        await next(context);
        var result = context.Result.GetValue<JsonElement>();
        if (scope.ToolOf(context.Function).SupportsClaims)
            learn(result);
        // What was read back, where it is that which was done.
        ledger.Called(
            context.Function.Name, context.Arguments, result, time.GetElapsedTime(started).TotalMilliseconds,
            TurnEffect.Since(before, scope.Turn));
    }
}
