using System.Globalization;
using Gateway.Brain.Replays;

namespace Gateway.Commands;

/// <summary>A replay's report for people at a terminal: what goes otherwise, old (-) and new (+).</summary>
internal static class ReplayPrint
{
    private const int LongestLine = 400;

    /// <summary>Writes it.</summary>
    public static void Write(ReplayReport report, TextWriter output)
    {
        output.WriteLine($"Session {report.Session} of {report.Workspace}, on {report.Model}");
        foreach (var turn in report.Turns)
            Write(turn, output);
        var count = report.Turns.Count;
        output.WriteLine();
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{count} turns: {report.Same} same, {report.Changed} changed, {report.NotReplayed} not replayed"));
        if (!report.IsComplete)
            output.WriteLine("The time was up before all turns were run.");
    }

    private static void Write(ReplayedTurn turn, TextWriter output)
    {
        output.WriteLine();
        var outcome = turn.Reason is { } why ? $"not replayed: {why}"
            : turn.Differences.Count > 0 ? $"{turn.Outcome}: {string.Join(", ", turn.Differences)}"
            : turn.Outcome;
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"turn {turn.Number}  {outcome}"));
        foreach (var message in turn.Messages)
            Line(output, ">", message);
        if (turn.After is not { } after)
            return;
        var before = turn.Before;
        Change(
            output, "rule", before.Decisions.Select(NameOf), after.Decisions.Select(NameOf),
            turn.Differences.Contains("rules") || turn.Differences.Contains("agents"));
        Change(
            output, "judged", before.Judged.Select(NameOf), after.Judged.Select(NameOf),
            turn.Differences.Contains("judged"));
        Change(
            output, "called", before.Calls.Select(NameOf), after.Calls.Select(NameOf),
            turn.Differences.Contains("calls"));
        Change(output, "held", before.Held, after.Held, turn.Differences.Contains("held"));
        Change(
            output, "said", [before.Said ?? "(nothing)"], [after.Said ?? "(nothing)"],
            turn.Differences.Contains("said"));
        Change(
            output, "shown", before.Parts.Select(part => part.ToString() ?? ""),
            after.Parts.Select(part => part.ToString() ?? ""), turn.Differences.Contains("parts"));
        foreach (var deviation in turn.Deviations)
            Line(output, "!", $"{deviation.Name} {deviation.Arguments?.GetRawText()}: {deviation.Reason}");
        foreach (var failure in turn.Failures)
            Line(output, "!", $"the model failed: {failure}");
        Line(output, " ", $"{Cost(before)} -> {Cost(after)}");
    }

    private static string NameOf(SideDecision one) => $"{one.Rule} -> {one.Agent ?? "nobody"} ({one.Reason})";

    private static string NameOf(SideJudgement one) => $"{one.Judge} {one.Answer?.GetRawText()} ({one.Outcome})";

    private static string NameOf(SideCall one) => $"{one.Tool} {one.Arguments?.GetRawText()} ({one.Outcome})";

    private static string Cost(TurnSide side)
    {
        var cost = side.Cost.Select(sum => string.Create(
            CultureInfo.InvariantCulture, $", {sum.Amount:0.####} {sum.Currency}"));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{side.InputTokens}/{side.OutputTokens} tokens, {side.ModelMs:0} ms of models{string.Concat(cost)}");
    }

    private static void Change(
        TextWriter output, string what, IEnumerable<string> before, IEnumerable<string> after, bool isChanged)
    {
        if (!isChanged)
            return;
        output.WriteLine($"  {what}");
        foreach (var line in before)
            Line(output, "-", line);
        foreach (var line in after)
            Line(output, "+", line);
    }

    private static void Line(TextWriter output, string sign, string text)
    {
        var line = text.ReplaceLineEndings(" / ");
        output.WriteLine($"  {sign} {(line.Length > LongestLine ? $"{line[..LongestLine]}…" : line)}");
    }
}
