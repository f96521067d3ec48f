using Gateway.Sessions.Redis;

namespace Gateway.Sessions.Deliveries;

/// <summary>
/// What a channel notes about the words of a running turn that it has put on the contact's screen already: whoever
/// delivers the committed entry, on whatever node, finishes that message instead of sending a second one. One note for
/// each session, of its newest turn.
/// </summary>
public sealed class Previews(RedisDoor redis)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(1);

    /// <summary>The note of a turn, or null when there is none.</summary>
    /// <exception cref="SessionStoreUnavailableException">Redis does not answer.</exception>
    public async Task<string?> ReadAsync(TurnId turn) =>
        Note(
            await redis.AskAsync(database => database.StringGetAsync(SessionKeys.Preview(turn.Session))),
            turn.ToString());

    /// <summary>Notes something about a turn; replaces what was noted before.</summary>
    /// <exception cref="SessionStoreUnavailableException">Redis does not answer.</exception>
    public Task WriteAsync(TurnId turn, string note) =>
        redis.AskAsync(
            database => database.StringSetAsync(SessionKeys.Preview(turn.Session), $"{turn}\n{note}", Lifetime));

    internal static string? Note(string? stored, string? turn) =>
        stored is not null && turn is not null && stored.Length > turn.Length && stored[turn.Length] == '\n'
        && stored.StartsWith(turn, StringComparison.Ordinal)
            ? stored[(turn.Length + 1)..]
            : null;
}
