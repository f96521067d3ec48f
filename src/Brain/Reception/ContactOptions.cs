using System.ComponentModel.DataAnnotations;
using Gateway.Sessions;
using Gateway.Sessions.Workspaces;

namespace Gateway.Brain.Reception;

/// <summary>
/// How much a contact of SMS, WhatsApp or Telegram is answered; section <c>Contacts</c> of the configuration. What they
/// write beyond it is kept, and they are told once; the web's visitors are refused at the door instead (section
/// <c>Web</c>).
/// </summary>
public sealed class ContactOptions
{
    // As many as may be answered by itself where each answer is paid for (Sms:AnswersPerHour, WhatsApp:AnswersPerHour).
    private const int WhereEachCosts = 20;
    private const int Elsewhere = 60;
    private const int HoursInADay = 4;

    /// <summary>
    /// The most messages within an hour that are answered. Default: 20 by SMS and WhatsApp, 60 by Telegram.
    /// </summary>
    [Range(1, 100_000_000)]
    public int? MessagesPerHour { get; set; }

    /// <summary>The most messages within a day that are answered. Default: four times the hour.</summary>
    [Range(1, 1_000_000_000)]
    public int? MessagesPerDay { get; set; }

    /// <summary>What is answered on a channel.</summary>
    internal Allowance On(ChannelTraits channel)
    {
        var perHour = MessagesPerHour ?? (channel.CostsByMessage ? WhereEachCosts : Elsewhere);
        return new Allowance(null, perHour, MessagesPerDay ?? (perHour * HoursInADay));
    }
}
