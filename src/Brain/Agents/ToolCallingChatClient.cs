using System.Runtime.ExceptionServices;
using Gateway.Brain.Tools;
using Microsoft.Extensions.AI;

namespace Gateway.Brain.Agents;

/// <summary>
/// The loop between a model and the tools of one run: each call goes through the kernel's filters, and what is no tool
/// of the agent's is answered as one that there is not.
/// </summary>
internal sealed class ToolCallingChatClient : FunctionInvokingChatClient
{
    private readonly ToolRunner _tools;
    private readonly ReplyGuard _reply;
    private readonly CancellationToken _turnEnds;

    /// <summary>Opens the loop.</summary>
    /// <param name="model">Who answers, so often and no more.</param>
    /// <param name="tools">Runs what it calls.</param>
    /// <param name="reply">Who is not to say more ends it.</param>
    /// <param name="turnEnds">The turn's own. An interruption ends the model, and no tool that has an effect.</param>
    public ToolCallingChatClient(
        IChatClient model, ToolRunner tools, ReplyGuard reply, CancellationToken turnEnds)
        : base(model)
    {
        (_tools, _reply, _turnEnds) = (tools, reply, turnEnds);
        // How often it is asked, the model's own bound says.
        MaximumIterationsPerRequest = int.MaxValue;
        // What goes wrong in a tool is answered by its filters; nothing is left to count.
        MaximumConsecutiveErrorsPerRequest = int.MaxValue;
    }

    /// <inheritdoc/>
    protected override async ValueTask<object?> InvokeFunctionAsync(
        FunctionInvocationContext context, CancellationToken cancellationToken)
    {
        if (_reply.Interrupted.IsCancellationRequested)
        {
            context.Terminate = true;
            return ToolErrors.Of("interrupted");
        }

        var result = await _tools.RunAsync(context.CallContent, _reply.Interrupted, _turnEnds);
        context.Terminate = _reply.Interrupted.IsCancellationRequested;
        return result;
    }

    /// <inheritdoc/>
    protected override IList<ChatMessage> CreateResponseMessages(ReadOnlySpan<FunctionInvocationResult> results)
    {
        List<AIContent> contents = [];
        foreach (var result in results)
        {
            // Only the end of the turn is thrown.
            if (result.Exception is { } thrown)
                ExceptionDispatchInfo.Throw(thrown);
            contents.Add(new FunctionResultContent(
                result.CallContent.CallId,
                result.Status == FunctionInvocationStatus.NotFound
                    ? _tools.Refuse(result.CallContent, ToolErrors.NoSuchTool)
                    : result.Result));
        }

        return [new ChatMessage(ChatRole.Tool, contents)];
    }
}
