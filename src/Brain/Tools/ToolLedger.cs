using System.Text.Json;
using Gateway.Brain.Turns;
using Microsoft.SemanticKernel;

namespace Gateway.Brain.Tools;

/// <summary>
/// Takes down each call with its arguments, its result and its time, and lets the guard learn the result.
/// </summary>
internal sealed class ToolLedger(TurnLedger ledger, Action<JsonElement> learn) : IFunctionInvocationFilter
{
    /// <inheritdoc/>
    public async Task OnFunctionInvocationAsync(
        FunctionInvocationContext context, Func<FunctionInvocationContext, Task> next)
    {
        var time = ToolScope.In(context.Kernel).Time;
        var started = time.GetTimestamp();
        await next(context);
        var result = context.Result.GetValue<JsonElement>();
        learn(result);
        // What was read back, where it is that which was done.
        ledger.Called(
            context.Function.Name, context.Arguments, result, time.GetElapsedTime(started).TotalMilliseconds);
    }
}
