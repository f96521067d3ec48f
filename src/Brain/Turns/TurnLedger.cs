using System.Globalization;
using System.Text.Json;
using Gateway.Brain.Words;
using Gateway.Sessions;

namespace Gateway.Brain.Turns;

/// <summary>
/// Takes down how a turn comes about, in the order it does: what stood before, which agent ran, what each model and
/// tool was asked and answered, and what was held back. Bounded, whatever a model does; what is cut says so.
/// </summary>
/// <param name="at">When what caused the turn came about.</param>
internal sealed class TurnLedger(DateTimeOffset at)
{
    /// <summary>The most steps that are taken down, what stood before among them.</summary>
    public const int MostSteps = 64;

    // Of one step, and of all steps of a turn together: it waits in Redis until it is archived.
    private const int LongestDetail = 32_000;
    private const int LongestStart = 64_000;
    private const int MostInAll = 256_000;

    // How much is kept of what is cut.
    private const int LongestPiece = 2_000;
    private const int LongestKeptArguments = 8_000;

    private readonly List<TurnNote> _notes = [];
    private int _letters;

    /// <summary>The agent that runs now, or null before the first.</summary>
    public string? Agent { get; set; }

    /// <summary>What was taken down, oldest first; of more than 64 steps the first.</summary>
    public IReadOnlyList<TurnNote> Notes => _notes;

    /// <summary>A turn has begun.</summary>
    /// <param name="start">What stood before it.</param>
    public void Began(TurnStart start) =>
        Note(NoteKind.Start, "start", "the turn begins", elapsedMs: null, start, LongestStart);

    /// <summary>The control plane has decided.</summary>
    /// <param name="agent">Who is next, or null.</param>
    /// <param name="rule">The rule that decided.</param>
    /// <param name="reason">Why it applied.</param>
    /// <param name="elapsedMs">How long the rules took.</param>
    /// <param name="facts">What they looked at.</param>
    public void Decided(string? agent, string rule, string reason, double elapsedMs, object? facts)
    {
        Agent = agent;
        Note(kind: null, rule, reason, elapsedMs, facts);
    }

    /// <summary>A tool was called.</summary>
    /// <param name="tool">Its name, as the model sent it.</param>
    /// <param name="arguments">What it ran with; null for none.</param>
    /// <param name="result">What it answered.</param>
    /// <param name="elapsedMs">How long it took.</param>
    /// <param name="effect">What it changed of the turn; null for nothing.</param>
    public void Called(
        string tool, IDictionary<string, object?>? arguments, JsonElement result, double elapsedMs,
        TurnEffect? effect = null)
    {
        var written = Written(arguments);
        Note(
            NoteKind.Tool, tool, Outcome(result), elapsedMs, new { arguments = written, result, effect },
            LongestDetail, written);
    }

    /// <summary>A model was asked, and has answered or given way.</summary>
    /// <param name="usage">What it took.</param>
    public void Asked(ModelUsage usage) => Note(
        NoteKind.Model, usage.Model, usage.Failure ?? "answered", usage.Duration.TotalMilliseconds,
        new { usage.Input, usage.CachedInput, usage.Output, usage.Cost, usage.IsEstimated });

    /// <summary>A model was asked, and did not come to an end, or is one that takes nothing.</summary>
    /// <param name="elapsedMs">How long it took.</param>
    public void Asked(double elapsedMs) =>
        Note(NoteKind.Model, "model", "without account", elapsedMs, detail: null);

    /// <summary>A judge has answered.</summary>
    /// <param name="answer">Its record.</param>
    /// <param name="wrong">What was wrong with it; null when it was taken up.</param>
    /// <param name="elapsedMs">How long it took.</param>
    /// <param name="effect">What taking it up changed of the turn, where a replay cannot take it up again; else
    /// null.</param>
    public void Judged(JsonElement answer, string? wrong, double elapsedMs, TurnEffect? effect = null) =>
        Note(NoteKind.Judge, Agent ?? "judge", wrong ?? "taken up", elapsedMs, new { answer, effect });

    /// <summary>A sentence that a model wanted to say was not said.</summary>
    public void Held(string sentence) =>
        Note(NoteKind.Held, "guard", "it claims what nothing supports", elapsedMs: null, new { sentence });

    private void Note(
        NoteKind? kind, string rule, string reason, double? elapsedMs, object? detail, int longest = LongestDetail,
        object? arguments = null)
    {
        if (_notes.Count == MostSteps)
            return;
        var json = detail is null
            ? null
            : Bounded(JsonSerializer.Serialize(detail, BrainJson.Options), longest, arguments);
        _letters += json?.Length ?? 0;
        _notes.Add(new TurnNote(Agent, rule, reason, at)
        {
            Kind = kind,
            ElapsedMs = elapsedMs is { } elapsed ? Math.Round(elapsed, 2) : null,
            Detail = json,
        });
    }

    // What is too long is kept as the beginning of its text: a piece of JSON is none. A call is known by its arguments
    // still, where these are not what is too long.
    private string Bounded(string json, int longest, object? arguments)
    {
        if (json.Length <= longest && _letters + json.Length <= MostInAll)
            return json;
        var cut = new
        {
            arguments = arguments is not null
                && JsonSerializer.Serialize(arguments, BrainJson.Options).Length <= LongestKeptArguments
                ? arguments
                : null,
            cut = json[..Math.Min(json.Length, LongestPiece)],
            length = json.Length.ToString(CultureInfo.InvariantCulture),
        };
        return JsonSerializer.Serialize(cut, BrainJson.Options);
    }

    private static string Outcome(JsonElement result) =>
        result.ValueKind == JsonValueKind.Object && result.TryGetProperty("error", out var error)
            ? error.ToString()
            : "done";

    // A model's arguments may hold what JSON cannot.
    private static object? Written(IDictionary<string, object?>? arguments)
    {
        if (arguments is null)
            return null;
        try
        {
            return JsonSerializer.SerializeToElement(arguments, BrainJson.Options);
        }
        catch (NotSupportedException)
        {
            return "not a JSON object";
        }
    }
}
