namespace Gateway.Brain.Inspection.Statistics;

/// <summary>How a centre did in a period. Every figure names what it was counted from.</summary>
/// <param name="Conversations">What became of the conversations that began in it.</param>
/// <param name="Visits">What became of the appointments that were to take place in it.</param>
public sealed record CentreFigures(ConversationFigures Conversations, VisitFigures Visits);

/// <summary>What became of conversations in which somebody was answered.</summary>
public sealed record ConversationFigures
{
    /// <summary>How many there were, and which.</summary>
    public required Counted Held { get; init; }

    /// <summary>
    /// Those in which something was done (an appointment made, moved or cancelled, a place in the line of those who
    /// wait), or in which all was understood, no tool failed and nobody had to take over.
    /// </summary>
    public required Share Success { get; init; }

    /// <summary>From their beginning to their newest line, in seconds.</summary>
    public required Spread DurationSeconds { get; init; }

    /// <summary>Those in which an appointment was made.</summary>
    public required Share Booking { get; init; }

    /// <summary>Those that were handed to the centre's people.</summary>
    public required Share HandOvers { get; init; }

    /// <summary>Those in which something was not understood, or one model stood in for another.</summary>
    public required Share FallBacks { get; init; }

    /// <summary>Tools that did not do what they were asked to, the most frequent first, at most fifty.</summary>
    public required IReadOnlyList<ToolErrorCount> ToolErrors { get; init; }

    /// <summary>How content people said to be with the conversation, 1 to 5.</summary>
    public required Spread Satisfaction { get; init; }
}

/// <summary>What became of appointments that were to take place in a period.</summary>
public sealed record VisitFigures
{
    /// <summary>How many there are, without those that were cancelled, and which.</summary>
    public required Counted Appointments { get; init; }

    /// <summary>How full each bay is on each day on which it is open or taken, in their order.</summary>
    public required IReadOnlyList<FilledBay> Filled { get; init; }

    /// <summary>Of those of whom it was noted whether they have been: who did not come.</summary>
    public required Share NoShows { get; init; }

    /// <summary>What they were to pay by the price grid, by currency.</summary>
    public required IReadOnlyList<Revenue> Revenue { get; init; }

    /// <summary>How long before the visit it was booked, in hours; without those whom the centre itself took.</summary>
    public required Spread LeadTimeHours { get; init; }

    /// <summary>How content they said to be with the visit, 1 to 5.</summary>
    public required Spread Satisfaction { get; init; }
}

/// <summary>How many there are.</summary>
/// <param name="Count">How many.</param>
/// <param name="Ids">Their ids: of conversations, or of appointments.</param>
public sealed record Counted(int Count, IReadOnlyList<string> Ids);

/// <summary>How many of some.</summary>
/// <param name="Count">How many.</param>
/// <param name="Of">Of how many.</param>
/// <param name="Rate">The share, 0 to 1; null of none.</param>
/// <param name="Ids">Ids of those that count.</param>
public sealed record Share(int Count, int Of, double? Rate, IReadOnlyList<string> Ids);

/// <summary>How a measure is spread.</summary>
/// <param name="Mean">On average; null without any.</param>
/// <param name="Median">Half of them have no more; null without any.</param>
/// <param name="Count">How many were measured.</param>
/// <param name="Ids">Which.</param>
public sealed record Spread(double? Mean, double? Median, int Count, IReadOnlyList<string> Ids);

/// <summary>How often a tool did not do what it was asked to.</summary>
/// <param name="Tool">Its name.</param>
/// <param name="Error">What it answered.</param>
/// <param name="Count">How often.</param>
/// <param name="Ids">Ids of the conversations.</param>
public sealed record ToolErrorCount(string Tool, string Error, int Count, IReadOnlyList<string> Ids);

/// <summary>How full a bay is on a day.</summary>
/// <param name="Day">The day at the centre.</param>
/// <param name="Bay">Id of the bay.</param>
/// <param name="Appointments">How many take place in it.</param>
/// <param name="Minutes">How long they take.</param>
/// <param name="OpenMinutes">
/// How long the bay is open, without breaks, blocks and what the centre's calendar takes; 0 on a closed day.
/// </param>
/// <param name="Rate">The share of it that is filled, more than 1 with visits outside the hours; null of none.</param>
/// <param name="Ids">Ids of the appointments.</param>
public sealed record FilledBay(
    DateOnly Day, string Bay, int Appointments, int Minutes, int OpenMinutes, double? Rate, IReadOnlyList<string> Ids);

/// <summary>What appointments bring in.</summary>
/// <param name="Currency">ISO 4217.</param>
/// <param name="Booked">Of all that were not cancelled, those who did not come among them.</param>
/// <param name="Missed">Of it, what those who did not come were to pay.</param>
/// <param name="Unpriced">How many have no price: the grid does not say, or the energy was not known.</param>
/// <param name="Ids">Ids of the appointments that have one.</param>
public sealed record Revenue(
    string Currency, decimal Booked, decimal Missed, int Unpriced, IReadOnlyList<string> Ids);
