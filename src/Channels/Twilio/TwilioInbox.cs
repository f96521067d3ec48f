using Gateway.Channels.Media;
using Gateway.Channels.WhatsApp;
using Gateway.Sessions;
using Gateway.Sessions.Media;
using Gateway.Sessions.Workspaces;
using Microsoft.Extensions.Options;

namespace Gateway.Channels.Twilio;

/// <summary>Takes in what contacts write, whether the webhook brought it or the list of messages.</summary>
internal sealed class TwilioInbox(
    SessionEngine engine, TwilioLines lines, WhatsAppAddresses addresses, MediaSources media, MediaPrefetch prefetch, IOptions<TwilioOptions> options)
{
    /// <summary>Takes a message in, once: when this returns, it is durable.</summary>
    /// <param name="workspace">The business it was written to.</param>
    /// <param name="channel">The channel of its number.</param>
    /// <param name="from">Who wrote it.</param>
    /// <param name="inbound">The message.</param>
    /// <exception cref="SessionStoreUnavailableException">It may or may not have been stored.</exception>
    public async Task<AcceptResult> AcceptAsync(Workspace workspace, WorkspaceChannel channel, TwilioAddress from, TwilioInbound inbound)
    {
        var (address, identities) = (from.Value, default(IReadOnlyList<ContactIdentity>));
        if (channel.Kind == ChannelKind.WhatsApp)
        {
            var sender = WhatsAppSender.Read(from, inbound);
            address = await addresses.ResolveAsync(workspace.Id, sender);
            identities = sender.Identities;
        }

        IReadOnlyList<Attachment> attachments = inbound.Media.Count == 0
            ? []
            : await media.RegisterAsync([.. inbound.Media.Select((file, index) => SourceOf(workspace, channel, inbound, file, index))]);
        var accepted = await engine.AcceptAsync(new InboundMessage
        {
            Workspace = workspace.Id,
            Channel = channel.Kind,
            Address = address,
            Line = channel.Line,
            ReplyTo = from.Value == address ? null : from.Value,
            SentAt = inbound.SentAt,
            ExternalId = inbound.MessageSid,
            Locale = workspace.Locale,
            Content = TwilioMapping.ToContent(inbound, channel.Kind, identities ?? TwilioMapping.IdentitiesOf(from), attachments) with
            {
                NoAnswer = NoAnswerTo(channel, from),
            },
            Debounce = TimeSpan.FromMilliseconds(channel.DebounceMs ?? options.Value.DebounceMs),
        });
        if (accepted.Outcome == AcceptOutcome.Accepted)
            prefetch.Add(workspace.Id, attachments);
        return accepted;
    }

    /// <summary>Why no one reads an answer there; null for people.</summary>
    private NoAnswer? NoAnswerTo(WorkspaceChannel channel, TwilioAddress from)
    {
        if (lines.TryFind(new TwilioAddress(ChannelKind.Sms, from.Value), out _) || lines.TryFind(new TwilioAddress(ChannelKind.WhatsApp, from.Value), out _))
            return NoAnswer.OwnLine;
        if (channel.Kind != ChannelKind.Sms || from.IsPhone)
            return null;
        return from.Value.All(unit => char.IsAsciiDigit(unit) || unit == '+') ? NoAnswer.ShortCode : NoAnswer.NamedSender;
    }

    private static MediaSource SourceOf(
        Workspace workspace, WorkspaceChannel channel, TwilioInbound inbound, (string Url, string ContentType) file, int index) => new()
        {
            Workspace = workspace.Id,
            Channel = channel.Kind,
            Line = channel.Line!,
            MessageId = inbound.MessageSid,
            Index = index,
            Location = file.Url,
            ContentType = file.ContentType,
        };
}
