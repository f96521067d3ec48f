using System.Text.Json;
using Gateway.Brain.Tools;
using Gateway.Brain.Turns;
using Gateway.Brain.Words;

namespace Gateway.Brain.Replays;

/// <summary>
/// What was called in a recorded turn, and answers the same calls again: with what was answered then, and what that
/// changed of the turn. What it does not know it refuses and remembers. For one run of the turn.
/// </summary>
internal sealed class TurnRecord
{
    private const string NotInRecord =
        "not in the record: the recorded turn made no such call, and nothing is run in a replay";
    private const string Cut = "not in the record: what this call answered was too long to be kept";
    private const string MayBeCut =
        "not in the record: the recorded turn took more steps than are kept, and nothing is run in a replay";

    private readonly List<Call> _calls = [];
    private readonly List<(string Judge, TurnEffect? Effect)> _judged = [];
    private readonly List<Deviation> _deviations = [];
    private readonly bool _isCut;

    /// <summary>Reads the record of a turn.</summary>
    /// <exception cref="JsonException">A step is not one that was kept.</exception>
    public TurnRecord(RecordedTurn turn)
    {
        _isCut = turn.Steps.Count >= TurnLedger.MostSteps;
        foreach (var step in turn.Steps)
        {
            if (step is { Kind: StepKind.Tool, Detail: { ValueKind: JsonValueKind.Object } detail })
                _calls.Add(Call.Of(step.Name, detail));
            else if (step is { Kind: StepKind.Judge, Outcome: "taken up" })
                _judged.Add((step.Name, EffectIn(step.Detail)));
        }
    }

    /// <summary>What it could not answer so far, in order.</summary>
    public IReadOnlyList<Deviation> Deviations => _deviations;

    /// <summary>Answers a call.</summary>
    /// <param name="tool">Name of the tool.</param>
    /// <param name="arguments">What it is called with.</param>
    /// <param name="turn">The solution's side of the turn; changed as it was then.</param>
    /// <returns>What was answered then, or an object with the one member <c>error</c>.</returns>
    public JsonElement Answer(string tool, JsonElement arguments, SolutionTurn turn)
    {
        var asked = WithoutNulls(arguments);
        var same = _calls.FindAll(call => call.Tool == tool && call.Arguments is { } then
            && JsonElement.DeepEquals(then, asked));
        // Of the same call made twice, each time is answered as it was then.
        var known = same.Find(call => !call.IsUsed) ?? same.LastOrDefault();
        if (known is { Result: { } result })
        {
            known.IsUsed = true;
            if (known.Effect is { } effect)
                turn.Take(effect);
            return result;
        }

        // Of a call whose arguments were cut as well nobody knows whether it is this one.
        var reason = known is not null || _calls.Exists(call => call.Tool == tool && call.Arguments is null) ? Cut
            : _isCut ? MayBeCut : NotInRecord;
        _deviations.Add(new Deviation(tool, arguments, reason));
        return ToolErrors.Of(reason);
    }

    /// <summary>Takes up what a judge's answer changed then, whatever it answers now.</summary>
    /// <param name="judge">Name of the judge.</param>
    /// <param name="turn">The solution's side of the turn.</param>
    public void TakeUp(string judge, SolutionTurn turn)
    {
        var known = _judged.FindIndex(one => one.Judge == judge);
        if (known < 0)
            _deviations.Add(new Deviation(judge, Arguments: null, _isCut ? MayBeCut : NotInRecord));
        else if (_judged[known].Effect is { } effect)
            turn.Take(effect);
    }

    // A model that leaves an argument out and one that says null ask for the same.
    private static JsonElement WithoutNulls(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object => JsonSerializer.SerializeToElement(
            json.EnumerateObject().Where(member => member.Value.ValueKind != JsonValueKind.Null)
                .DistinctBy(member => member.Name)
                .ToDictionary(member => member.Name, member => WithoutNulls(member.Value))),
        JsonValueKind.Array => JsonSerializer.SerializeToElement(json.EnumerateArray().Select(WithoutNulls)),
        _ => json,
    };

    private static TurnEffect? EffectIn(JsonElement? detail) =>
        detail is { ValueKind: JsonValueKind.Object } json && json.TryGetProperty("effect", out var effect)
            ? effect.Deserialize<TurnEffect>(BrainJson.Kept)
            : null;

    private sealed record Call(string Tool, JsonElement? Arguments, JsonElement? Result, TurnEffect? Effect)
    {
        public bool IsUsed { get; set; }

        public static Call Of(string tool, JsonElement detail)
        {
            var arguments = detail.TryGetProperty("arguments", out var sent) ? WithoutNulls(sent) : (JsonElement?)null;
            if (!detail.TryGetProperty("result", out var result))
                return new Call(tool, arguments, Result: null, Effect: null);
            return new Call(
                tool, arguments ?? JsonSerializer.SerializeToElement(new { }), result, EffectIn(detail));
        }
    }
}
