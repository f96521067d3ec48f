using System.Text.Json;
using Gateway.Brain.Agents;
using Gateway.Brain.Turns;
using Gateway.Sessions;

namespace Gateway.Brain.Replays;

/// <summary>How a turn went: in the record, or in the replay.</summary>
public sealed record TurnSide
{
    /// <summary>Which rules decided, in order, and for whom.</summary>
    public required IReadOnlyList<SideDecision> Decisions { get; init; }

    /// <summary>What was said, in Markdown; null for nothing.</summary>
    public string? Said { get; init; }

    /// <summary>What was shown below it.</summary>
    public required IReadOnlyList<Part> Parts { get; init; }

    /// <summary>Which tools were called, in order.</summary>
    public required IReadOnlyList<SideCall> Calls { get; init; }

    /// <summary>What agents answered that are not heard, in order.</summary>
    public required IReadOnlyList<SideJudgement> Judged { get; init; }

    /// <summary>Sentences that the guard held back, in order.</summary>
    public required IReadOnlyList<string> Held { get; init; }

    /// <summary>Which models gave account, each once; the house model gives none.</summary>
    public required IReadOnlyList<string> Models { get; init; }

    /// <summary>Tokens that models were told.</summary>
    public long InputTokens { get; init; }

    /// <summary>Tokens that models answered.</summary>
    public long OutputTokens { get; init; }

    /// <summary>What they cost, a sum for each currency; empty where no prices are configured.</summary>
    public required IReadOnlyList<Money> Cost { get; init; }

    /// <summary>What models took, in milliseconds.</summary>
    public double ModelMs { get; init; }

    /// <summary>What tools took, in milliseconds; in a replay, what it took to find them in the record.</summary>
    public double ToolMs { get; init; }

    /// <summary>That of a turn.</summary>
    /// <param name="steps">How it came about.</param>
    /// <param name="said">What an agent said, in order.</param>
    internal static TurnSide Of(
        IReadOnlyList<RecordedStep> steps, IReadOnlyList<(string Text, IReadOnlyList<Part> Parts)> said)
    {
        List<SideUsage> used = [.. steps.Where(step => step is { Kind: StepKind.Model, Detail: not null })
            .Select(SideUsage.Of)];
        return new TurnSide
        {
            Decisions = [.. steps.Where(step => step.Kind is null && step.Name != SolutionTurn.MissRule)
                .Select(step => new SideDecision(step.Name, step.Agent, step.Outcome))],
            Said = said.Count == 0 ? null : string.Join("\n\n", said.Select(one => one.Text)),
            Parts = [.. said.SelectMany(one => one.Parts)],
            Calls = [.. steps.Where(step => step.Kind == StepKind.Tool)
                .Select(step => new SideCall(step.Name, Member(step, "arguments"), step.Outcome))],
            Judged = [.. steps.Where(step => step.Kind == StepKind.Judge && step.Name != Summarizer.Name)
                .Select(step => new SideJudgement(step.Name, Member(step, "answer"), step.Outcome))],
            Held = [.. steps.Where(step => step.Kind == StepKind.Held)
                .Select(step => Member(step, "sentence")?.ToString() ?? "")],
            Models = [.. steps.Where(step => step is { Kind: StepKind.Model, Detail: not null })
                .Select(step => step.Name).Distinct()],
            InputTokens = used.Sum(one => one.Input),
            OutputTokens = used.Sum(one => one.Output),
            Cost = [.. used.Select(one => one.Cost).OfType<Money>().GroupBy(cost => cost.Currency)
                .Select(costs => new Money(costs.Sum(cost => cost.Amount), costs.Key))],
            ModelMs = steps.Where(step => step.Kind == StepKind.Model).Sum(step => step.ElapsedMs ?? 0),
            ToolMs = steps.Where(step => step.Kind == StepKind.Tool).Sum(step => step.ElapsedMs ?? 0),
        };
    }

    private static JsonElement? Member(RecordedStep step, string name) =>
        step.Detail is { ValueKind: JsonValueKind.Object } detail && detail.TryGetProperty(name, out var member)
            ? member
            : null;

    private sealed record SideUsage(long Input, long Output, Money? Cost)
    {
        // A file from outside may say anything there.
        public static SideUsage Of(RecordedStep step)
        {
            try
            {
                return step.Detail!.Value.Deserialize<SideUsage>(JsonSerializerOptions.Web)
                    ?? new SideUsage(0, 0, null);
            }
            catch (JsonException)
            {
                return new SideUsage(0, 0, null);
            }
        }
    }
}

/// <summary>Who was next, and why.</summary>
/// <param name="Rule">The rule that decided.</param>
/// <param name="Agent">Who was chosen, or null for nobody.</param>
/// <param name="Reason">Why, in words.</param>
public sealed record SideDecision(string Rule, string? Agent, string Reason);

/// <summary>A call of a tool.</summary>
/// <param name="Tool">Its name, as the model sent it.</param>
/// <param name="Arguments">What it ran with; null where that was not kept.</param>
/// <param name="Outcome"><c>done</c>, or the error that the model was told.</param>
public sealed record SideCall(string Tool, JsonElement? Arguments, string Outcome);

/// <summary>What an agent answered that is not heard.</summary>
/// <param name="Judge">Its name.</param>
/// <param name="Answer">Its record; null where that was not kept.</param>
/// <param name="Outcome"><c>taken up</c>, or what was wrong with it.</param>
public sealed record SideJudgement(string Judge, JsonElement? Answer, string Outcome);
