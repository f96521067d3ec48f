using System.Text.Json;
using Gateway.Brain.ControlPlane;
using Gateway.Sessions;

namespace Gateway.Brain;

/// <summary>What the brain keeps between turns, as JSON in <see cref="SessionState"/>.</summary>
internal sealed record BrainState
{
    /// <summary>How many decisions the session's state keeps; older ones are in the archive's turns.</summary>
    public const int MaxDecisions = 20;

    /// <summary>Whether the brain has said that it is an automated assistant.</summary>
    public bool Introduced { get; init; }

    /// <summary>Who answered last, or null before the first answer.</summary>
    public string? Agent { get; init; }

    /// <summary>The control plane's newest decisions, oldest first.</summary>
    public IReadOnlyList<Decision> Decisions { get; init; } = [];

    /// <summary>The solution's own state, or null before the first turn.</summary>
    public JsonElement? Solution { get; init; }

    /// <summary>Reads what the last turn left.</summary>
    /// <exception cref="JsonException">It is not a state of the brain.</exception>
    public static BrainState Read(SessionState state) =>
        state.Json is null ? new BrainState() : JsonSerializer.Deserialize<BrainState>(state.Json, BrainJson.Options) ?? new BrainState();

    /// <summary>The state with one more decision.</summary>
    public BrainState With(Decision decision) =>
        this with { Decisions = [.. Decisions.TakeLast(MaxDecisions - 1), decision] };

    /// <summary>As the engine keeps it.</summary>
    public SessionState Write() => new(JsonSerializer.Serialize(this, BrainJson.Options));
}
