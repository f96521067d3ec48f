using Gateway.Sessions;

namespace Gateway.Brain.Turns;

/// <summary>
/// What stood before a turn, so that it can be run again by itself: what was written stands in the transcript, and is
/// named here by its place.
/// </summary>
internal sealed record TurnStart
{
    /// <summary>The brain's state, who writes being known; its own record, or the JSON that was kept of it.</summary>
    public required object State { get; init; }

    /// <summary>Language of the session, <c>fr</c> or <c>en</c>.</summary>
    public required string Locale { get; init; }

    /// <summary>Where the session stood.</summary>
    public SessionStatus Status { get; init; }

    /// <summary>Places of the messages that it answers, oldest first.</summary>
    public required IReadOnlyList<long> Messages { get; init; }

    /// <summary>Places of the entries that it knew, oldest first.</summary>
    public required IReadOnlyList<long> Recent { get; init; }

    /// <summary>What the contact had got of entries that were interrupted, by their places; null for none.</summary>
    public IReadOnlyDictionary<long, string>? Heard { get; init; }

    /// <summary>The conversations that we began just then; null for none.</summary>
    public IReadOnlyList<Begin>? Begins { get; init; }

    /// <summary>That of a turn.</summary>
    /// <param name="turn">The turn, as the engine handed it over.</param>
    /// <param name="state">The brain's state before it.</param>
    public static TurnStart Of(Turn turn, object state)
    {
        var heard = turn.Recent.Where(entry => entry.Heard is not null)
            .ToDictionary(entry => entry.Seq, entry => entry.Heard!);
        return new TurnStart
        {
            State = state,
            Locale = turn.Session.Locale,
            Status = turn.Session.Status,
            Messages = turn.Places,
            Recent = [.. turn.Recent.Select(entry => entry.Seq)],
            Heard = heard.Count > 0 ? heard : null,
            Begins = turn.Begins.Count > 0 ? turn.Begins : null,
        };
    }
}
