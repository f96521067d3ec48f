namespace Gateway.Brain.Inspection.Statistics;

/// <summary>Makes figures of conversations. It asks nobody.</summary>
internal static class ConversationCount
{
    private const int MostErrors = 50;

    /// <summary>The figures.</summary>
    public static ConversationFigures Of(IReadOnlyList<HeldConversation> held) => new()
    {
        Held = Measures.Count(held.Select(one => one.Session)),
        Success = ShareOf(held, HasSucceeded),
        DurationSeconds = Measures.Spread(held.Select(one => (one.Session, (one.Newest - one.Begun).TotalSeconds))),
        Booking = ShareOf(held, one => one.HasBooked),
        HandOvers = ShareOf(held, IsHandedOver),
        FallBacks = ShareOf(held, one => Has(one, StepKind.NotUnderstood) || Has(one, StepKind.ModelFailed)),
        ToolErrors = ErrorsOf(held),
        Satisfaction = Measures.Spread(held.Where(one => one.Rating is not null)
            .Select(one => (one.Session, (double)one.Rating!.Value))),
    };

    private static bool HasSucceeded(HeldConversation one) => one.HasBooked || Has(one, StepKind.Done)
        || (!IsHandedOver(one) && !Has(one, StepKind.NotUnderstood) && !Has(one, StepKind.ToolError));

    private static bool IsHandedOver(HeldConversation one) => one.IsHandedOver || Has(one, StepKind.HandedOver);

    private static bool Has(HeldConversation one, StepKind kind) => one.Steps.Exists(step => step.Kind == kind);

    private static Share ShareOf(IReadOnlyList<HeldConversation> held, Func<HeldConversation, bool> counts) =>
        Measures.Share(held.Where(counts).Select(one => one.Session), held.Count);

    private static List<ToolErrorCount> ErrorsOf(IReadOnlyList<HeldConversation> held) =>
        [.. held.SelectMany(one => one.Steps.Where(step => step.Kind == StepKind.ToolError)
                .Select(step => (one.Session, Step: step)))
            .GroupBy(one => (one.Step.Name, one.Step.Outcome))
            .Select(group => new ToolErrorCount(
                group.Key.Name, group.Key.Outcome, group.Sum(one => one.Step.Count),
                [.. group.Select(one => one.Session).Distinct(StringComparer.Ordinal)]))
            .OrderByDescending(error => error.Count).ThenBy(error => error.Tool, StringComparer.Ordinal)
            .ThenBy(error => error.Error, StringComparer.Ordinal)
            .Take(MostErrors)];
}
