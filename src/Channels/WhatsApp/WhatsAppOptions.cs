using System.ComponentModel.DataAnnotations;

namespace Gateway.Channels.WhatsApp;

/// <summary>How fast WhatsApp messages go out; section <c>WhatsApp</c> of the configuration.</summary>
public sealed class WhatsAppOptions
{
    /// <summary>
    /// How many messages a sender may send in a second: 80 at Twilio unless more was agreed, about 0.3 in its sandbox.
    /// Default 80.
    /// </summary>
    [Range(0.1, 400)]
    public double MessagesPerSecond { get; set; } = 80;

    /// <summary>
    /// How many messages a contact may be answered with, by itself, within any hour; more is parked for an operator.
    /// What operators write and what confirms an opt-out is not counted. Default 20.
    /// </summary>
    [Range(1, 10_000)]
    public int AnswersPerHour { get; set; } = 20;
}
