using System.Diagnostics;
using System.Text.Json;
using Gateway.Brain.Agents;
using Gateway.Brain.Tools;
using Gateway.Brain.Turns;
using Gateway.Brain.Words;
using Gateway.Sessions.Media;
using Microsoft.Extensions.AI;

namespace Gateway.Benchmarks;

/// <summary>
/// The least that lets a model speak with tools: it is asked, what it calls is run, and it is asked again. No kernel,
/// no filters, no limits, no time-outs; only the guard takes the words, as it does for the other.
/// </summary>
internal sealed class BareLoop(IMediaLinks links)
{
    /// <summary>Runs an agent for one turn.</summary>
    /// <param name="model">Who answers.</param>
    /// <param name="agent">Who speaks.</param>
    /// <param name="turn">The solution's side of the turn; the tools change it.</param>
    /// <param name="facts">What the model is told of the turn.</param>
    /// <param name="reply">Takes the words.</param>
    /// <param name="ledger">Takes down each call; null: nobody does.</param>
    public async Task RunAsync(
        IChatClient model, Speaker agent, SolutionTurn turn, TurnFacts facts, ReplyGuard reply, TurnLedger? ledger)
    {
        var messages = await Prompt.BuildAsync(agent, facts, turn, reply.Rules, links, CancellationToken.None);
        reply.IsWordedByCode = true;
        reply.Names.All = () => turn.Things;
        var options = new ChatOptions { Tools = [.. agent.Tools.Declared], ToolMode = ChatToolMode.Auto };
        for (var calls = 0; calls < AgentRunner.MaxCodedCalls; calls++)
        {
            FunctionCallContent? call = null;
            await foreach (var update in model.GetStreamingResponseAsync(messages, options))
            {
                foreach (var content in update.Contents)
                {
                    if (content is MissContent miss)
                        turn.Miss(miss);
                    if (content is TextContent words)
                        reply.Write(words.Text);
                    call ??= content as FunctionCallContent;
                }
            }

            if (call is null)
                return;
            var started = Stopwatch.GetTimestamp();
            var result = await CallAsync(agent.Tools.ByName[call.Name], call, turn);
            reply.Learn(result);
            ledger?.Called(
                call.Name, call.Arguments, result, Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            reply.EndParagraph();
            messages.Add(new ChatMessage(ChatRole.Assistant, [call]));
            messages.Add(new ChatMessage(ChatRole.Tool, [new FunctionResultContent(call.CallId, result)]));
        }
    }

    private static async Task<JsonElement> CallAsync(Tool tool, FunctionCallContent call, SolutionTurn turn)
    {
        try
        {
            return await tool.InvokeAsync(
                turn, JsonSerializer.SerializeToElement(call.Arguments, BrainJson.Options),
                new ToolCall(turn.Context.Turn.Id.CallKey(0), turn.Context.At), CancellationToken.None);
        }
        catch (JsonException exception)
        {
            return ToolErrors.Of($"malformed arguments: {exception.Message}");
        }
    }
}
