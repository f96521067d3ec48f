using System.Globalization;
using System.Text.Json;
using Gateway.Brain.Words;
using Gateway.Sessions;

namespace Gateway.Brain.Turns;

/// <summary>
/// Takes down how a turn comes about, in the order it does: which agent ran, what each model and tool was asked and
/// answered, and what was held back. Bounded, whatever a model does.
/// </summary>
/// <param name="at">When what caused the turn came about.</param>
internal sealed class TurnLedger(DateTimeOffset at)
{
    private const int MostSteps = 48;
    private const int LongestDetail = 2_000;

    private readonly List<TurnNote> _notes = [];

    /// <summary>The agent that runs now, or null before the first.</summary>
    public string? Agent { get; set; }

    /// <summary>What was taken down, oldest first; of more than 48 steps the first.</summary>
    public IReadOnlyList<TurnNote> Notes => _notes;

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
    public void Called(string tool, IDictionary<string, object?>? arguments, JsonElement result, double elapsedMs) =>
        Note(NoteKind.Tool, tool, Outcome(result), elapsedMs, new { arguments = Written(arguments), result });

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
    public void Judged(JsonElement answer, string? wrong, double elapsedMs) =>
        Note(NoteKind.Judge, Agent ?? "judge", wrong ?? "taken up", elapsedMs, new { answer });

    /// <summary>A sentence that a model wanted to say was not said.</summary>
    public void Held(string sentence) =>
        Note(NoteKind.Held, "guard", "it claims what nothing supports", elapsedMs: null, new { sentence });

    private void Note(NoteKind? kind, string rule, string reason, double? elapsedMs, object? detail)
    {
        if (_notes.Count == MostSteps)
            return;
        _notes.Add(new TurnNote(Agent, rule, reason, at)
        {
            Kind = kind,
            ElapsedMs = elapsedMs is { } elapsed ? Math.Round(elapsed, 2) : null,
            Detail = detail is null ? null : Bounded(JsonSerializer.Serialize(detail, BrainJson.Options)),
        });
    }

    // What is too long is kept as the beginning of its text: a piece of JSON is none.
    private static string Bounded(string json) => json.Length <= LongestDetail
        ? json
        : JsonSerializer.Serialize(
            new { cut = json[..LongestDetail], length = json.Length.ToString(CultureInfo.InvariantCulture) },
            BrainJson.Options);

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
