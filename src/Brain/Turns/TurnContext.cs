using Gateway.Sessions;
using Gateway.Sessions.Workspaces;

namespace Gateway.Brain.Turns;

/// <summary>What every solution wants to know of the turn it answers.</summary>
/// <param name="Turn">The turn.</param>
/// <param name="Workspace">The business it was written to.</param>
/// <param name="Locale">Language to answer in, <c>fr</c> or <c>en</c>.</param>
internal sealed record TurnContext(Turn Turn, Workspace Workspace, string Locale)
{
    /// <summary>All that the contact wrote since the last turn, a line for each message.</summary>
    public string Text { get; } = string.Join(
        '\n', Turn.Messages.Select(message => message.Text).Where(text => text.Length > 0));

    /// <summary>
    /// Payload of the button the contact pressed last, or null. It came from outside and may be stale or made up: it
    /// says what the contact wants, never what is allowed.
    /// </summary>
    public string? Payload { get; } = Turn.Messages.LastOrDefault(
        message => message.Content?.Payload is not null)?.Content?.Payload;

    /// <summary>Whether the contact answers by telephone keys.</summary>
    public bool IsByKeys { get; } = Turn.Messages is [.., { Content.Dtmf: { Length: > 0 } }];

    /// <summary>When the newest of what caused the turn came about.</summary>
    public DateTimeOffset At => Turn.At;
}
