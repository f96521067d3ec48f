using System.Globalization;

namespace Gateway.Sessions;

/// <summary>
/// Names one turn of a session: <c>{session}-{number}</c>, numbers from 1 without gaps. A turn that failed and is run
/// again keeps its id, which is what makes its side effects repeatable.
/// </summary>
/// <param name="Session">The session the turn belongs to.</param>
/// <param name="Number">1 for the session's first turn.</param>
public readonly record struct TurnId(SessionId Session, long Number)
{
    /// <summary>Reads an id that came from outside; false for anything that is not one.</summary>
    public static bool TryParse(string? text, out TurnId id)
    {
        id = default;
        if (text is null || text.Length <= SessionId.Length + 1 || text[SessionId.Length] != '-'
            || !SessionId.TryParse(text[..SessionId.Length], out var session)
            || !long.TryParse(
                text.AsSpan(SessionId.Length + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return false;
        }

        id = new TurnId(session, number);
        return true;
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Session.Value}-{Number}");

    /// <summary>The idempotency key of the turn's tool call with that index: <c>{turnId}:{callIndex}</c>.</summary>
    /// <param name="callIndex">0 for the turn's first tool call.</param>
    public string CallKey(int callIndex) => string.Create(CultureInfo.InvariantCulture, $"{this}:{callIndex}");
}
