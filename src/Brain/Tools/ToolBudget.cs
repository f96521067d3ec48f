using Microsoft.SemanticKernel;

namespace Gateway.Brain.Tools;

/// <summary>Lets a turn call so many tools and no more, whatever a model asks for.</summary>
/// <param name="most">How many, 1 or more.</param>
internal sealed class ToolBudget(int most) : IFunctionInvocationFilter
{
    private int _calls;

    /// <inheritdoc/>
    public Task OnFunctionInvocationAsync(
        FunctionInvocationContext context, Func<FunctionInvocationContext, Task> next)
    {
        if (_calls < most)
        {
            _calls++;
            return next(context);
        }

        context.Result = new FunctionResult(
            context.Function, ToolErrors.Of("tool budget of this turn is used up; answer the contact now"));
        return Task.CompletedTask;
    }
}
