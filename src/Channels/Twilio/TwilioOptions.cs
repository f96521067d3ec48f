using System.ComponentModel.DataAnnotations;

namespace Gateway.Channels.Twilio;

/// <summary>
/// How SMS and WhatsApp are taken in; section <c>Twilio</c> of the configuration, beside the account.
/// </summary>
public sealed class TwilioOptions
{
    /// <summary>
    /// How long to wait for more messages before a turn is run, in milliseconds, where a workspace's channel says
    /// nothing itself. Null, the default: as long as the channel's traits say, 1,500.
    /// </summary>
    [Range(0, 60_000)]
    public int? DebounceMs { get; set; }

    /// <summary>
    /// How often Twilio's list of messages is read for what no webhook brought, in seconds; 0: never. Default 60.
    /// </summary>
    [Range(0, 3_600)]
    public int ReconcileSeconds { get; set; } = 60;
}
