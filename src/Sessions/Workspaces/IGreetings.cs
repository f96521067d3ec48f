namespace Gateway.Sessions.Workspaces;

/// <summary>
/// How a workspace's agent presents itself before anything was said. The brain answers; channels ask.
/// </summary>
public interface IGreetings
{
    /// <summary>The greeting of a workspace in a language.</summary>
    /// <param name="workspace">The business.</param>
    /// <param name="locale"><c>fr</c> or <c>en</c>.</param>
    Greeting For(Workspace workspace, string locale);
}

/// <summary>How an agent presents itself.</summary>
/// <param name="AgentName">Name to show.</param>
/// <param name="Text">What is shown above an empty conversation, in the notation of agents
/// (<see cref="AgentMarkdown"/>).</param>
/// <param name="QuickReplies">Openers to choose from; may be empty.</param>
public sealed record Greeting(string AgentName, string Text, IReadOnlyList<QuickReply> QuickReplies);
