using System.ComponentModel.DataAnnotations;

namespace Gateway.Channels.Sms;

/// <summary>How fast SMS go out; section <c>Sms</c> of the configuration.</summary>
public sealed class SmsOptions
{
    /// <summary>
    /// How many segments a number may send in a second: 1 for a long code of most countries, more for short codes and
    /// toll-free numbers. Default 1.
    /// </summary>
    [Range(0.1, 1_000)]
    public double SegmentsPerSecond { get; set; } = 1;

    /// <summary>How many segments a number may send at once after a pause. Default 3.</summary>
    [Range(1, 1_000)]
    public int Burst { get; set; } = 3;

    /// <summary>
    /// How many messages a contact may be answered with, by itself, within any hour; more is parked for an operator.
    /// What operators write and what confirms an opt-out is not counted. Default 20.
    /// </summary>
    [Range(1, 10_000)]
    public int AnswersPerHour { get; set; } = 20;
}
