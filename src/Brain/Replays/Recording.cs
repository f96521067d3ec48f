using System.Text.Json;
using Gateway.Sessions;

namespace Gateway.Brain.Replays;

/// <summary>
/// A conversation as the archive has kept it, with all that it takes to run its turns again: what is exported, and what
/// a replay is made from. It holds what people wrote.
/// </summary>
public sealed record Recording
{
    /// <summary>What a file of today says of itself.</summary>
    public const string CurrentFormat = "gateway-recording/1";

    /// <summary>The most turns of one recording; of a longer conversation it holds the newest.</summary>
    public const int MostTurns = 200;

    /// <summary>The most entries of one recording; of a longer conversation it holds the newest.</summary>
    public const int MostEntries = 4_000;

    /// <summary>How recordings are read and written.</summary>
    public static JsonSerializerOptions Json { get; } =
        new(SessionJson.Options) { AllowOutOfOrderMetadataProperties = true };

    /// <summary><see cref="CurrentFormat"/>.</summary>
    public required string Format { get; init; }

    /// <summary>The session's id.</summary>
    public required SessionId Session { get; init; }

    /// <summary>Id of the workspace.</summary>
    public required string Workspace { get; init; }

    /// <summary>The channel's kind.</summary>
    public required string Channel { get; init; }

    /// <summary>The transcript, oldest first, without what tells who the channel says has written.</summary>
    public required IReadOnlyList<Entry> Entries { get; init; }

    /// <summary>The turns, oldest first.</summary>
    public required IReadOnlyList<RecordedTurn> Turns { get; init; }

    /// <summary>Reads a recording that came from outside.</summary>
    /// <param name="json">What came.</param>
    /// <param name="wrong">What is wrong with it; null when nothing is.</param>
    /// <param name="cancellationToken">Gives up; that is thrown.</param>
    /// <returns>The recording; null when something is wrong with it.</returns>
    public static Recording? Read(
        JsonElement json, out string? wrong, CancellationToken cancellationToken = default)
    {
        Recording? recording;
        try
        {
            recording = json.Deserialize<Recording>(Json);
        }
        catch (JsonException exception)
        {
            wrong = $"expected a recording as it was exported; it cannot be read at {exception.Path ?? "$"}.";
            return null;
        }

        wrong = recording is null
            ? "expected a recording as it was exported."
            : RecordingCheck.FaultOf(recording, cancellationToken);
        return wrong is null ? recording : null;
    }
}

/// <summary>A turn as the archive has kept it.</summary>
/// <param name="Number">Its number in the session, from 1.</param>
/// <param name="CommittedAt">When it was committed.</param>
/// <param name="Steps">How it came about, oldest first, what stood before it among them.</param>
public sealed record RecordedTurn(long Number, DateTimeOffset CommittedAt, IReadOnlyList<RecordedStep> Steps);

/// <summary>A step of a turn as the archive has kept it.</summary>
/// <param name="Kind"><c>start</c>, <c>model</c>, <c>judge</c>, <c>tool</c> or <c>held</c>; null for a
/// decision.</param>
/// <param name="Agent">Who ran then, or was to; null for nobody.</param>
/// <param name="Name">The rule that decided, or the model, judge or tool that was asked.</param>
/// <param name="Outcome">Why it was decided so, or what came of it.</param>
/// <param name="ElapsedMs">How long it took; null where it took no time of its own.</param>
/// <param name="Detail">What else is known; null for nothing.</param>
public sealed record RecordedStep(
    string? Kind, string? Agent, string Name, string Outcome, double? ElapsedMs, JsonElement? Detail)
{
    /// <summary>A step that a turn has just taken.</summary>
    internal static RecordedStep Of(TurnNote note) => new(
        note.Kind?.ToString().ToLowerInvariant(), note.Agent, note.Rule, note.Reason, note.ElapsedMs,
        note.Detail is { } detail ? JsonSerializer.Deserialize<JsonElement>(detail) : null);
}
