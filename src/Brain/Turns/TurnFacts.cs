using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;
using Gateway.Brain.Contacts;
using Gateway.Brain.Words;
using Microsoft.Extensions.AI;

namespace Gateway.Brain.Turns;

/// <summary>
/// What a model is told of the running turn, in one labelled system message: written by code, so that nothing a contact
/// writes can pass for it.
/// </summary>
internal sealed record TurnFacts
{
    /// <summary>What the message begins with.</summary>
    public const string Label = "Facts of this turn, kept by the gateway (JSON):\n";

    /// <summary>The agent that speaks.</summary>
    public required string Agent { get; init; }

    /// <summary>Language to answer in, <c>fr</c> or <c>en</c>.</summary>
    public required string Locale { get; init; }

    /// <summary>Id of the turn.</summary>
    public required string Turn { get; init; }

    /// <summary>When what is answered came, as the business's clock shows it; null where it does not matter.</summary>
    public DateTimeOffset? Now { get; init; }

    /// <summary>One of the channel kinds.</summary>
    public required string Channel { get; init; }

    /// <summary>Id of the business.</summary>
    public string WorkspaceId { get; init; } = "";

    /// <summary>Name of the business.</summary>
    public required string Workspace { get; init; }

    /// <summary>The name the agent goes by, or null.</summary>
    public string? Persona { get; init; }

    /// <summary>ISO 4217 currency of its prices.</summary>
    public required string Currency { get; init; }

    /// <summary>
    /// Whether this is the session's first answer: the introduction was just said, above the model's words.
    /// </summary>
    public bool JustIntroduced { get; init; }

    /// <summary>
    /// Kinds of what came along that cannot be read, or null: the contact was just told so, above the model's words,
    /// which must not guess at it.
    /// </summary>
    public IReadOnlyList<string>? Unread { get; init; }

    /// <summary>
    /// Whether what was written takes back what was written just before: the contact has not seen what was asked since,
    /// and does not answer it.
    /// </summary>
    public bool TakesBack { get; init; }

    /// <summary>
    /// Payload of the button the contact pressed, or null. What the contact wants, never what is allowed.
    /// </summary>
    public string? Pressed { get; init; }

    /// <summary>
    /// What the advertisement said that the contact came from, or null: what "this" means before anything else was
    /// spoken of. Data.
    /// </summary>
    public string? Advertisement { get; init; }

    /// <summary>
    /// The given name that the contact has told the business in an earlier conversation, or null. Data, as all that
    /// they write.
    /// </summary>
    public string? ContactName { get; init; }

    /// <summary>
    /// What was said with the same contact on other channels, the newest first; null when there is nothing or the
    /// business does not want it. Data.
    /// </summary>
    public IReadOnlyList<ConversationElsewhere>? Elsewhere { get; init; }

    /// <summary>
    /// What was said before what is shown word for word. It is no fact, and goes to a model in a message of its own.
    /// </summary>
    [JsonIgnore]
    public RunningSummary Earlier { get; init; } = RunningSummary.None;

    /// <summary>What was read back in an earlier turn and waits for the contact's yes, or null.</summary>
    public ProposedFact? Proposed { get; init; }

    /// <summary>The solution's state.</summary>
    public JsonElement State { get; init; }

    /// <summary>The facts as a system message.</summary>
    public ChatMessage ToMessage() => new(ChatRole.System, Label + JsonSerializer.Serialize(this, BrainJson.Options));

    /// <summary>Finds the facts among a model's messages; only a system message can hold them.</summary>
    public static bool TryFind(IEnumerable<ChatMessage> messages, [NotNullWhen(true)] out TurnFacts? facts)
    {
        var text = messages
            .Where(
                message => message.Role == ChatRole.System && message.Text.StartsWith(Label, StringComparison.Ordinal))
            .Select(message => message.Text[Label.Length..])
            .LastOrDefault();
        facts = text is null ? null : JsonSerializer.Deserialize<TurnFacts>(text, BrainJson.Options);
        return facts is not null;
    }
}

/// <summary>What waits for the contact's yes, as a model is told of it.</summary>
/// <param name="Tool">The tool that does it, once they have said yes; what it is sent does not count.</param>
/// <param name="Arguments">What it will be done with.</param>
/// <param name="IsInBackground">Whether a plain yes would answer something else that was said since.</param>
internal sealed record ProposedFact(string Tool, JsonElement Arguments, bool IsInBackground = false);
