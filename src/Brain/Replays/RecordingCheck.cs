using System.Runtime.InteropServices;
using System.Text.Json;
using Gateway.Brain.Turns;
using Gateway.Sessions;

namespace Gateway.Brain.Replays;

/// <summary>
/// Looks at a recording that came from outside: it must be what a conversation held here could have left, so that to
/// run it again takes no more than that would.
/// </summary>
internal static class RecordingCheck
{
    /// <summary>The most letters of what was written once; no channel takes or sends more.</summary>
    public const int LongestText = 16 * 1024;

    /// <summary>The most steps of a turn: the ledger's, and the few notes that stand beside them.</summary>
    public const int MostSteps = 2 * TurnLedger.MostSteps;

    /// <summary>The most messages that a turn answers, as the engine hands them over.</summary>
    public const int MostMessages = 100;

    /// <summary>The most entries that a turn knew: they reach back to the first message that it answers.</summary>
    public const int MostRecent = 2 * MostMessages;

    /// <summary>The most bytes of one entry as JSON, with its cards and all that was sent along.</summary>
    public const int LargestEntry = 256_000;

    /// <summary>The most bytes of all entries together, as JSON.</summary>
    public const int LargestTranscript = 8_000_000;

    /// <summary>
    /// The most bytes of the steps of a turn. They have 256,000 letters and what is kept of cut ones.
    /// </summary>
    public const int LargestTurn = 2_000_000;

    /// <summary>What is wrong with it, beginning with the member that is; null when nothing is.</summary>
    /// <param name="recording">As it was read.</param>
    /// <param name="cancellationToken">Gives up; that is thrown.</param>
    public static string? FaultOf(Recording recording, CancellationToken cancellationToken) =>
        recording.Format != Recording.CurrentFormat ? $"format: expected {Recording.CurrentFormat}."
        : recording.Session == default ? "session: expected the id of a session."
        : recording.Turns is not { Count: <= Recording.MostTurns }
            ? $"turns: expected at most {Recording.MostTurns}."
        : recording.Entries is not { Count: <= Recording.MostEntries }
            ? $"entries: expected at most {Recording.MostEntries}."
        : FaultOf(recording.Entries, cancellationToken) ?? FaultOf(recording.Turns, cancellationToken);

    private static string? FaultOf(IReadOnlyList<Entry> entries, CancellationToken cancellationToken)
    {
        if (entries.Any(entry => entry?.Text is null || entry.Parts is null)
            || entries.DistinctBy(entry => entry.Seq).Count() < entries.Count)
            return "entries: expected one for each place, with its text.";
        long all = 0;
        foreach (var entry in entries)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (entry.Text.Length > LongestText)
                return $"entries.{entry.Seq}.text: expected at most {LongestText} characters.";
            var size = JsonSerializer.SerializeToUtf8Bytes(entry, Recording.Json).Length;
            if (size > LargestEntry)
                return $"entries.{entry.Seq}: expected at most {LargestEntry} bytes.";
            all += size;
            if (all > LargestTranscript)
                return $"entries: expected at most {LargestTranscript} bytes together.";
        }

        return null;
    }

    private static string? FaultOf(IReadOnlyList<RecordedTurn> turns, CancellationToken cancellationToken)
    {
        if (turns.Any(turn => turn?.Steps is null || turn.Number < 1 || turn.Steps.Any(step => step is null))
            || turns.DistinctBy(turn => turn.Number).Count() < turns.Count)
            return "turns: expected each once, by its number from 1, with its steps.";
        foreach (var turn in turns)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (turn.Steps.Count > MostSteps)
                return $"turns.{turn.Number}.steps: expected at most {MostSteps}.";
            if (turn.Steps.Sum(SizeOf) > LargestTurn)
                return $"turns.{turn.Number}.steps: expected at most {LargestTurn} bytes together.";
            if (RecordedStart.Read(turn, out _) is { } start && FaultOf(start) is { } fault)
                return $"turns.{turn.Number}.start.{fault}";
        }

        return null;
    }

    private static string? FaultOf(TurnStart start) =>
        !AreInOrder(start.Messages, MostMessages)
            ? $"messages: expected at most {MostMessages} places, each once, in their order."
        : !AreInOrder(start.Recent, MostRecent)
            ? $"recent: expected at most {MostRecent} places, each once, in their order."
        : start.Heard is { } heard && heard.Values.Any(text => text?.Length > LongestText)
            ? $"heard: expected at most {LongestText} characters each."
        : null;

    private static bool AreInOrder(IReadOnlyList<long> places, int most) =>
        places.Count <= most && places.Zip(places.Skip(1)).All(two => two.First < two.Second);

    private static long SizeOf(RecordedStep step) =>
        (step.Kind?.Length ?? 0) + (step.Agent?.Length ?? 0) + (step.Name?.Length ?? 0) + (step.Outcome?.Length ?? 0)
        + (step.Detail is { } detail ? JsonMarshal.GetRawUtf8Value(detail).Length : 0);
}
