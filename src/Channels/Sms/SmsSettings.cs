using Gateway.Channels.Twilio;

namespace Gateway.Channels.Sms;

/// <summary>What a workspace's file says of an SMS number.</summary>
public sealed record SmsSettings : TwilioSettings
{
    /// <summary>
    /// Whether ç, ê and the like may lose their accent when that halves the price. Default: accents stay.
    /// </summary>
    public bool FoldAccents { get; init; }
}
