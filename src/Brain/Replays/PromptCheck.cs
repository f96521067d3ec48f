using Gateway.Brain.Agents;
using Gateway.Brain.Solutions;
using Gateway.Brain.Turns;
using Gateway.Sessions;
using Gateway.Sessions.Workspaces;
using Microsoft.SemanticKernel;

namespace Gateway.Brain.Replays;

/// <summary>
/// Looks at a prompt from outside before a model is told it: a template can be wrong in itself, or ask for a function
/// when it is filled in.
/// </summary>
internal static class PromptCheck
{
    /// <summary>What is wrong with it; null when nothing is.</summary>
    /// <param name="text">In the notation of the embedded prompts.</param>
    /// <param name="solution">The trade whose agent is to be told it.</param>
    /// <param name="workspace">The business.</param>
    /// <param name="now">The time; any will do.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<string?> FaultOfAsync(
        string text, ISolution solution, Workspace workspace, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(text) || text.Length > ReplayChange.LongestPrompt)
            return $"expected 1 to {ReplayChange.LongestPrompt} characters.";
        var entry = new Entry { Seq = 1, Role = EntryRole.Contact, Text = "", At = now };
        var session = new Session(
            SessionId.New(0, now), workspace.Id, ChannelKind.Web, "", Contact: null, workspace.Locale,
            SessionStatus.Open, 1, now, now);
        var turn = new Turn(new TurnId(session.Id, 1), session, [entry], [entry], default, Attempt: 1);
        var scene = solution.Begin(
            new TurnContext(turn, workspace, workspace.Locale), solution.Recall(workspace, null, null));
        try
        {
            await Instructions.Of(text).RenderAsync(scene, cancellationToken);
            return null;
        }
        catch (Exception exception) when (exception is KernelException or KeyNotFoundException)
        {
            return $"is no template that can be filled in: {exception.Message}";
        }
    }
}
