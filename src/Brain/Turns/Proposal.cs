using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Gateway.Brain.Words;
using Gateway.Sessions;

namespace Gateway.Brain.Turns;

/// <summary>What was read back to a contact and waits for their yes: one tool with exactly these arguments.</summary>
/// <param name="Tool">Name of the tool that may run once it is confirmed.</param>
/// <param name="Digest">Stands for the tool and its arguments on the button that confirms them.</param>
/// <param name="Turn">Number of the turn that read them back; it cannot confirm itself.</param>
/// <param name="At">When they were read back.</param>
internal sealed record Proposal(string Tool, string Digest, long Turn, DateTimeOffset At)
{
    private const int DigestBytes = 8;

    /// <summary>How long a read-back may be answered. Later it is read back again.</summary>
    public static TimeSpan Lifetime { get; } = TimeSpan.FromMinutes(10);

    /// <summary>What the tool is run with, whatever a model sends then.</summary>
    public required JsonElement Arguments { get; init; }

    /// <summary>
    /// The words that were read back, in the notation of agents' words; null when they were not kept.
    /// </summary>
    public string? ReadBack { get; init; }

    /// <summary>
    /// Whether the arguments are a model's own: nothing that stands in them supports what is said, and only the answer
    /// to the read-back itself confirms them.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsOfModel { get; init; }

    /// <summary>
    /// Whether something else was said since that a plain yes would answer: then it takes their own words for just
    /// this, or its button.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsInBackground { get; init; }

    /// <summary>
    /// Whether it was confirmed and tried, and no answer came: nothing waits for a yes any more, and who proposes the
    /// same again goes on under its key.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsSpent { get; init; }

    /// <summary>The number of the turn that read the same back first, where that is spent; else null.</summary>
    public long? FirstTurn { get; init; }

    /// <summary>Until when it may be confirmed.</summary>
    public DateTimeOffset Expires { get; init; } = At + Lifetime;

    /// <summary>Proposes to run a tool.</summary>
    /// <param name="tool">Name of the tool.</param>
    /// <param name="arguments">A record that the tool reads.</param>
    /// <param name="readBack">The words that say all that will be done.</param>
    /// <param name="context">The turn that says them.</param>
    public static Proposal Of(string tool, object arguments, AgentText readBack, TurnContext context)
    {
        var json = Json(arguments);
        return new Proposal(tool, DigestOf(tool, json.GetRawText()), context.Turn.Id.Number, context.At)
        {
            Arguments = json,
            ReadBack = readBack.Markdown,
        };
    }

    /// <summary>What was read back in words that were not kept, under a digest that its button carries.</summary>
    public static Proposal Of(string tool, object arguments, string digest, long turn, DateTimeOffset at) =>
        new(tool, digest, turn, at) { Arguments = Json(arguments) };

    /// <summary>A short digest of texts in a fixed order.</summary>
    public static string DigestOf(params ReadOnlySpan<string?> texts)
    {
        var text = string.Join('\n', texts.ToArray());
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, DigestBytes));
    }

    /// <summary>
    /// The idempotency key of what it does: the same however often it is tried and in whichever turn, so that what was
    /// given up and done all the same is not done twice.
    /// </summary>
    /// <param name="session">Whose it is.</param>
    public string KeyIn(SessionId session) => $"{new TurnId(session, FirstTurn ?? Turn)}:{Digest}";

    /// <summary>Whether what the contact did in this turn confirms this proposal.</summary>
    /// <param name="pressed">Digest that came back with a button, or null when none was pressed.</param>
    /// <param name="saidYes">Whether the contact's own words are a plain yes.</param>
    /// <param name="turn">Number of the running turn.</param>
    /// <param name="at">When the contact's message came.</param>
    public Confirmation Check(string? pressed, bool saidYes, long turn, DateTimeOffset at)
    {
        if (turn <= Turn)
            return Confirmation.NotConfirmed;
        if (at > Expires)
            return Confirmation.Expired;
        if (pressed is not null && pressed != Digest)
            return Confirmation.Changed;
        return pressed is not null || saidYes ? Confirmation.Confirmed : Confirmation.NotConfirmed;
    }

    private static JsonElement Json(object arguments) =>
        JsonSerializer.SerializeToElement(arguments, arguments.GetType(), BrainJson.Options);
}

/// <summary>Whether a tool that needs the contact's confirmation has it.</summary>
internal enum Confirmation
{
    /// <summary>Yes: the contact confirmed exactly what was read back.</summary>
    Confirmed,

    /// <summary>Nothing was read back.</summary>
    NothingProposed,

    /// <summary>It was read back, but the contact has not said yes.</summary>
    NotConfirmed,

    /// <summary>The button is that of something else that was read back before.</summary>
    Changed,

    /// <summary>It was read back too long ago.</summary>
    Expired,
}
