using System.Text.Json;
using StackExchange.Redis;

namespace Gateway.Sessions.Redis;

/// <summary>The right to run one turn, with all that the turn needs.</summary>
/// <param name="Turn">What to answer.</param>
/// <param name="Fence">Which lease this is; only the session's newest one commits.</param>
/// <param name="RemoteNodes">Other nodes on which someone watches.</param>
/// <param name="Tail">The transcript's newest entries, up to <see cref="Session.LastSeq"/>.</param>
internal sealed record Lease(Turn Turn, long Fence, string[] RemoteNodes, LazyEntries Tail)
{
    public SessionId Session => Turn.Session.Id;

    /// <summary>Reads what <c>grant</c> of shared.lua returns.</summary>
    /// <param name="id">The session.</param>
    /// <param name="granted">What it returned.</param>
    /// <param name="remoteNodes">Other nodes on which someone watches.</param>
    /// <param name="known">What this node said that it has of the session; null for nothing.</param>
    public static Lease Read(SessionId id, RedisResult granted, string[] remoteNodes, KnownSession? known)
    {
        var values = (RedisResult[])granted!;
        var session = ReadSession(id, values[5]);
        var inbox = (RedisValue[])values[3]!;
        var recent = LazyEntries.Of((RedisResult[])values[6]!);
        var state = (string?)values[4];
        if ((long)values[8] >= 0)
        {
            if (known is null)
                throw new InvalidOperationException("A lease leaves out what nobody said they had.");
            state = known.State;
            // Where more came than a turn is given, what there was before does not adjoin.
            if (recent.First is null || recent.First == known.Place + 1)
                recent = known.Tail.With(
                    recent,
                    inbox.Length == 0
                    ? SessionStore.Tail
                    : Math.Max(SessionStore.Tail, (int)(session.LastSeq - (long)inbox[0] + 1)));
        }

        var woken = Array.ConvertAll((string[])values[7]!, StoredWake.Read);
        // Places have no gaps, so that of an entry says where in the tail it stands.
        var messages = Array.ConvertAll(inbox, seq => recent[recent.Count - 1 - (int)(session.LastSeq - (long)seq)]);
        var turn = new Turn(
            new TurnId(id, (long)values[2]),
            session,
            messages,
            messages.Length == 0 ? recent : Known(recent, session.LastSeq, messages[^1].Seq),
            new SessionState(string.IsNullOrEmpty(state) ? null : state),
            (int)(long)values[1])
        {
            Wakes = [.. woken.Select(one => one.ToWake()).OfType<Wake>()],
            Begins = [.. woken.Select(one => one.ToBegin()).OfType<Begin>()],
        };
        return new Lease(turn, (long)values[0], remoteNodes, recent);
    }

    /// <summary>The tail without what the contact has written since: that is for a later turn.</summary>
    private static IReadOnlyList<Entry> Known(LazyEntries recent, long lastSeq, long answeredTo) =>
        lastSeq == answeredTo
            ? recent
            : recent.Where(entry => entry.Seq <= answeredTo || entry.Role != EntryRole.Contact).ToArray();

    /// <summary>Reads what <c>read_session</c> of shared.lua returns.</summary>
    public static Session ReadSession(SessionId id, RedisResult fields)
    {
        var values = (RedisValue[])fields!;
        return new Session(
            id,
            values[0]!,
            values[1]!,
            values[2]!,
            values[3].IsNullOrEmpty ? null : (string)values[3]!,
            values[4]!,
            SessionStatuses.Parse(values[5]!),
            (long)values[6],
            DateTimeOffset.FromUnixTimeMilliseconds((long)values[7]),
            DateTimeOffset.FromUnixTimeMilliseconds((long)values[8]))
        {
            Line = values[9],
            ReplyTo = values[10].IsNullOrEmpty ? values[2]! : (string)values[10]!,
            Owner = (string?)values[12],
            Generation = values[13].IsNull ? 0 : (long)values[13],
            Assignee = values[14],
            Labels = values[15].IsNull
                ? []
                : JsonSerializer.Deserialize<string[]>((string)values[15]!, SessionJson.Options)!,
            Priority = values[16].IsNull ? SessionPriority.Normal : Enum.Parse<SessionPriority>((string)values[16]!),
            LastInboundAt = values[11].IsNull ? null : DateTimeOffset.FromUnixTimeMilliseconds((long)values[11]),
        };
    }
}
