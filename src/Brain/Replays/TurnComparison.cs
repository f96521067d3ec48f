using System.Text.Json;

namespace Gateway.Brain.Replays;

/// <summary>
/// Finds what differs between a recorded turn and its replay. What models took is told and not compared.
/// </summary>
internal static class TurnComparison
{
    /// <summary>The names of what differs, in the order in which a turn goes; empty for nothing.</summary>
    public static IReadOnlyList<string> Compare(TurnSide before, TurnSide after)
    {
        List<string> differences = [];
        Note("agents", before.Decisions.Select(one => one.Agent), after.Decisions.Select(one => one.Agent));
        Note("rules", before.Decisions.Select(one => one.Rule), after.Decisions.Select(one => one.Rule));
        Note("judged", before.Judged.Select(Judged), after.Judged.Select(Judged));
        Note("calls", before.Calls.Select(Called), after.Calls.Select(Called));
        Note("held", before.Held, after.Held);
        Note("said", [before.Said], [after.Said]);
        if (!JsonElement.DeepEquals(Shown(before), Shown(after)))
            differences.Add("parts");
        return differences;

        void Note(string name, IEnumerable<string?> one, IEnumerable<string?> other)
        {
            if (!one.SequenceEqual(other))
                differences.Add(name);
        }
    }

    private static string Called(SideCall call) => $"{call.Tool} {Sorted(call.Arguments)} {call.Outcome}";

    private static string Judged(SideJudgement judged) => $"{judged.Judge} {Sorted(judged.Answer)} {judged.Outcome}";

    private static JsonElement Shown(TurnSide side) => JsonSerializer.SerializeToElement(side.Parts, Recording.Json);

    // The archive has an order of its own for members, and may write a number otherwise.
    private static string Sorted(JsonElement? json) => json?.ValueKind switch
    {
        null or JsonValueKind.Undefined or JsonValueKind.Null => "",
        JsonValueKind.Object => $"{{{string.Join(',', json.Value.EnumerateObject()
            .Where(member => member.Value.ValueKind != JsonValueKind.Null)
            .OrderBy(member => member.Name, StringComparer.Ordinal)
            .Select(member => $"{member.Name}:{Sorted(member.Value)}"))}}}",
        JsonValueKind.Array => $"[{string.Join(',', json.Value.EnumerateArray().Select(item => Sorted(item)))}]",
        JsonValueKind.Number when json.Value.TryGetDecimal(out var number) =>
            number.ToString("0.############################", System.Globalization.CultureInfo.InvariantCulture),
        JsonValueKind.String => JsonSerializer.Serialize(json.Value.GetString()),
        _ => json.Value.GetRawText(),
    };
}
