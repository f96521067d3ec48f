using System.Text.Json;
using System.Text.Json.Serialization;
using Gateway.Brain.Contacts;
using Gateway.Brain.ControlPlane;
using Gateway.Brain.Turns;
using Gateway.Brain.Words;
using Gateway.Sessions;

namespace Gateway.Brain.Memory;

/// <summary>What the brain keeps between turns, as JSON in <see cref="SessionState"/>.</summary>
internal sealed record BrainState
{
    /// <summary>How many decisions the session's state keeps; older ones are in the archive's turns.</summary>
    public const int MaxDecisions = 20;

    /// <summary>Whether the brain has said that it is an automated assistant.</summary>
    public bool Introduced { get; init; }

    /// <summary>Who answered last, or null before the first answer.</summary>
    public string? Agent { get; init; }

    /// <summary>
    /// Whether the contact has stopped messages here, by a word of theirs, and not started them again.
    /// </summary>
    public bool OptedOut { get; init; }

    /// <summary>Whether the contact was just asked if they mean what is under way or all messages.</summary>
    [JsonPropertyName("askedOrderOrMessages")]
    public bool AskedWhatToStop { get; init; }

    /// <summary>What the contact has said lately, to know a machine by; null before the first message.</summary>
    public Repetition? Repetition { get; init; }

    /// <summary>How much the contact has written lately; null before the first message, and on the web.</summary>
    public Flow? Flow { get; init; }

    /// <summary>Why the newest message was not answered, or null when it was.</summary>
    public string? Silence { get; init; }

    /// <summary>
    /// Whether the contact was just asked if they want no more messages, having said something that may mean it.
    /// </summary>
    public bool AskedNoMore { get; init; }

    /// <summary>
    /// Who has written here and is known, the newest last: one person, under all that the channel has called them.
    /// </summary>
    public IReadOnlyList<KnownSender> Senders { get; init; } = [];

    /// <summary>
    /// The contact who wrote last, as far as they are known from elsewhere; null when they are not or are not to be.
    /// </summary>
    public Acquaintance? Acquaintance { get; init; }

    /// <summary>The given name of the contact that was noted last, or null.</summary>
    public string? NotedName { get; init; }

    /// <summary>The control plane's newest decisions, oldest first.</summary>
    public IReadOnlyList<Decision> Decisions { get; init; } = [];

    /// <summary>The solution's own state, or null before the first turn.</summary>
    public JsonElement? Solution { get; init; }

    /// <summary>What was read back and waits for the contact's yes, or null.</summary>
    public Proposal? Proposal { get; init; }

    /// <summary>What was said before what models are still shown word for word; null while all of it is.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public RunningSummary? Summary { get; init; }

    /// <summary>Reads what the last turn left.</summary>
    /// <exception cref="JsonException">It is not a state of the brain.</exception>
    public static BrainState Read(SessionState state) =>
        state.Json is null
            ? new BrainState()
            : JsonSerializer.Deserialize<BrainState>(state.Json, BrainJson.Options) ?? new BrainState();

    /// <summary>The state with one more decision.</summary>
    public BrainState With(Decision decision) =>
        this with { Decisions = [.. Decisions.TakeLast(MaxDecisions - 1), decision] };

    /// <summary>As the engine keeps it.</summary>
    public SessionState Write() => new(JsonSerializer.Serialize(this, BrainJson.Options));
}

/// <summary>Someone who has written in a session.</summary>
/// <param name="Key">All their identities, as <c>kind:value</c>, in order.</param>
/// <param name="Contact">Id of the contact.</param>
internal sealed record KnownSender(string Key, string Contact);
