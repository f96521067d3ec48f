using System.Text.Json;
using System.Text.Json.Serialization;
using Gateway.Brain.Words;
using Gateway.Sessions;

namespace Gateway.Brain.Turns;

/// <summary>
/// What a call has changed of its turn besides what it answered: with both, the turn can be run again without running
/// the call.
/// </summary>
internal sealed record TurnEffect
{
    /// <summary>
    /// The solution's state as the call left it, its own record or the JSON that was kept of it; null where it did not
    /// change it.
    /// </summary>
    public object? State { get; init; }

    /// <summary>What it read back; null where it read nothing back.</summary>
    public Proposal? Proposal { get; init; }

    /// <summary>Whether what waited for a yes waits no longer.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsWithdrawn { get; init; }

    /// <summary>
    /// What it let stand below the model's words, in the notation of agents' words; empty where it took that away, null
    /// where it left it.
    /// </summary>
    public string? Closing { get; init; }

    /// <summary>The status it gave the session; null where it gave it none.</summary>
    public SessionStatus? Status { get; init; }

    /// <summary>All that was shown by then; null where it left that.</summary>
    public IReadOnlyList<Part>? Parts { get; init; }

    /// <summary>What has changed since; null for nothing.</summary>
    /// <param name="before">What it held then.</param>
    /// <param name="turn">The solution's side of the turn, as it is now.</param>
    public static TurnEffect? Since(TurnMark before, SolutionTurn turn)
    {
        var now = turn.Mark();
        var isProposed = !ReferenceEquals(before.Proposal, now.Proposal);
        var effect = new TurnEffect
        {
            State = Equals(before.State, now.State) ? null : now.State,
            Proposal = isProposed ? now.Proposal : null,
            IsWithdrawn = isProposed && now.Proposal is null,
            Closing = before.Closing == now.Closing ? null : now.Closing?.Markdown ?? "",
            Status = before.Status == now.Status ? null : now.Status,
            Parts = before.Parts.SequenceEqual(now.Parts) ? null : now.Parts,
        };
        return effect == new TurnEffect() ? null : effect;
    }

    /// <summary>The state as a solution's record; null where the call did not change it.</summary>
    /// <param name="type">The record's type.</param>
    /// <exception cref="JsonException">It is no such record.</exception>
    public object? StateAs(Type type) => State is JsonElement json ? json.Deserialize(type, BrainJson.Kept) : State;
}
