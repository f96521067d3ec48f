namespace Gateway.Sessions.Deliveries;

/// <summary>How fast a message may go out.</summary>
/// <param name="SenderPerSecond">What the sender (number, bot) may send in a second; more than 0.</param>
/// <param name="SenderBurst">How much of that at once; at least 1.</param>
/// <param name="RecipientPerSecond">What one contact may be sent in a second; more than 0.</param>
/// <param name="RecipientBurst">How much of that at once; at least 1.</param>
/// <param name="Cost">How much this message counts at the sender (SMS: its segments).</param>
public sealed record Pace(
    double SenderPerSecond, double SenderBurst, double RecipientPerSecond, double RecipientBurst, double Cost = 1)
{
    /// <summary>
    /// How many messages a contact may be answered with, by itself, within an hour; null where they cost nothing.
    /// </summary>
    public int? AnswersPerHour { get; init; }
}
