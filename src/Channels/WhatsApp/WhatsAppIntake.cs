using Gateway.Channels.Twilio;
using Gateway.Sessions;
using Gateway.Sessions.Workspaces;

namespace Gateway.Channels.WhatsApp;

/// <summary>Who writes on WhatsApp, and under which address their sessions are kept.</summary>
internal sealed class WhatsAppIntake(WhatsAppAddresses addresses) : ITwilioIntake
{
    /// <summary>What Twilio writes before the channel's addresses.</summary>
    public const string AddressPrefix = "whatsapp:";

    /// <inheritdoc/>
    public string Channel => ChannelKind.WhatsApp;

    /// <inheritdoc/>
    public string Prefix => AddressPrefix;

    /// <inheritdoc/>
    public async ValueTask<TwilioWriter> ReadAsync(Workspace workspace, TwilioAddress from, TwilioInbound inbound)
    {
        var sender = WhatsAppSender.Read(from, inbound);
        return new TwilioWriter(await addresses.ResolveAsync(workspace.Id, sender), sender.Identities);
    }
}
