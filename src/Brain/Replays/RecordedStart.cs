using System.Text.Json;
using Gateway.Brain.Turns;
using Gateway.Brain.Words;
using Gateway.Sessions;

namespace Gateway.Brain.Replays;

/// <summary>Puts a recorded turn together as the engine had handed it over.</summary>
/// <param name="recording">The conversation.</param>
internal sealed class RecordedStart(Recording recording)
{
    // Who it was is no business of a replay's: what the brain knew of them stands in the state.
    private const string Nobody = "replay";

    private readonly Dictionary<long, Entry> _entries = recording.Entries.ToDictionary(entry => entry.Seq);

    /// <summary>What the contact had written.</summary>
    public IReadOnlyList<string> MessagesOf(RecordedTurn turn) => Read(turn, out _) is { } start
        ? [.. start.Messages.Select(seq => _entries.GetValueOrDefault(seq)?.Text ?? "")]
        : [];

    /// <summary>What an agent had said.</summary>
    public IReadOnlyList<(string Text, IReadOnlyList<Part> Parts)> SaidIn(RecordedTurn turn)
    {
        var id = new TurnId(recording.Session, turn.Number).ToString();
        return [.. recording.Entries.Where(entry => entry.TurnId == id && entry.Role == EntryRole.Agent)
            .OrderBy(entry => entry.Seq).Select(entry => (entry.Text, entry.Parts))];
    }

    /// <summary>The turn.</summary>
    /// <param name="turn">As it was recorded.</param>
    /// <param name="reason">Why it cannot be run again; null when it can.</param>
    /// <returns>Null when it cannot be run again.</returns>
    public Turn? TurnOf(RecordedTurn turn, out string? reason)
    {
        if (Read(turn, out reason) is not { } start)
            return null;
        var (messages, recent) = (Find(start.Messages, start), Find(start.Recent, start));
        if (messages is not [.., var newest] || recent is null || start.State is not JsonElement state)
        {
            reason = "entries that it answers, or that came before, are not in the record";
            return null;
        }

        var session = new Session(
            recording.Session, recording.Workspace, recording.Channel, Nobody, Contact: null, start.Locale,
            start.Status, newest.Seq, recording.Entries[0].At, newest.At);
        return new Turn(
            new TurnId(recording.Session, turn.Number), session, messages, recent, new SessionState(state.GetRawText()),
            Attempt: 1)
        {
            Begins = start.Begins ?? [],
        };
    }

    /// <summary>What stood before a turn.</summary>
    /// <param name="turn">As it was recorded.</param>
    /// <param name="reason">Why that cannot be read; null when it can.</param>
    /// <returns>Null when it cannot be read.</returns>
    public static TurnStart? Read(RecordedTurn turn, out string? reason)
    {
        reason = "nothing of it is recorded that can be run again: no agent was asked, or it is older than recordings";
        if (turn.Steps.FirstOrDefault(step => step.Kind == StepKind.Start)?.Detail is not { } detail)
            return null;
        reason = "what stood before it was too long to be kept";
        if (detail.ValueKind != JsonValueKind.Object || detail.TryGetProperty("cut", out _))
            return null;
        reason = "what stood before it is not what this version keeps";
        try
        {
            if (detail.Deserialize<TurnStart>(BrainJson.Kept) is not { Messages: not null, Recent: not null } start)
                return null;
            reason = null;
            return start;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private List<Entry>? Find(IReadOnlyList<long> places, TurnStart start)
    {
        List<Entry> found = [];
        foreach (var place in places)
        {
            if (!_entries.TryGetValue(place, out var entry))
                return null;
            found.Add(start.Heard?.GetValueOrDefault(place) is { } heard ? entry with { Heard = heard } : entry);
        }

        return found;
    }
}
