using Gateway.Channels.Twilio;
using Gateway.Sessions;
using Gateway.Sessions.Workspaces;

namespace Gateway.Channels.Sms;

/// <summary>Who writes an SMS: a telephone number, or something that nobody answers.</summary>
internal sealed class SmsIntake : ITwilioIntake
{
    /// <summary>SMS is what Twilio writes without a mark.</summary>
    public const string AddressPrefix = "";

    /// <inheritdoc/>
    public string Channel => ChannelKind.Sms;

    /// <inheritdoc/>
    public string Prefix => AddressPrefix;

    /// <inheritdoc/>
    public ValueTask<TwilioWriter> ReadAsync(Workspace workspace, TwilioAddress from, TwilioInbound inbound) =>
        ValueTask.FromResult(Read(from));

    private static TwilioWriter Read(TwilioAddress from) => from.IsPhone
        ? new TwilioWriter(from.Value, [new ContactIdentity(IdentityKind.Phone, from.Value)])
        : new TwilioWriter(from.Value, [], IsNumber(from.Value) ? NoAnswer.ShortCode : NoAnswer.NamedSender);

    private static bool IsNumber(string sender) => sender.All(unit => char.IsAsciiDigit(unit) || unit == '+');
}
