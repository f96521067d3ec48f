using Gateway.Channels.Media;
using Gateway.Sessions;
using Gateway.Sessions.Engine;
using Gateway.Sessions.Media;
using Gateway.Sessions.Workspaces;
using Microsoft.Extensions.Options;

namespace Gateway.Channels.Twilio;

/// <summary>Takes in what contacts write, whether the webhook brought it or the list of messages.</summary>
internal sealed class TwilioInbox(
    SessionEngine engine, KnownChannels channels, TwilioLines lines, IEnumerable<ITwilioChannel> ways,
    MediaSources media,
    MediaPrefetch prefetch, IOptions<TwilioOptions> options)
{
    private readonly TimeSpan _debounce =
        options.Value.DebounceMs is { } set ? TimeSpan.FromMilliseconds(set) : TwilioSettings.Debounce;

    private readonly Dictionary<string, ITwilioIntake> _intakes =
        ways.OfType<ITwilioIntake>().ToDictionary(intake => intake.Channel);

    /// <summary>Takes a message in, once: when this returns, it is durable.</summary>
    /// <param name="workspace">The business it was written to.</param>
    /// <param name="channel">The channel of its number.</param>
    /// <param name="from">Who wrote it.</param>
    /// <param name="inbound">The message.</param>
    /// <exception cref="SessionStoreUnavailableException">It may or may not have been stored.</exception>
    public async Task<AcceptResult> AcceptAsync(
        Workspace workspace, WorkspaceChannel channel, TwilioAddress from, TwilioInbound inbound)
    {
        var writer = await _intakes[channel.Kind].ReadAsync(workspace, from, inbound);
        IReadOnlyList<Attachment> attachments = inbound.Media.Count == 0
            ? []
            : await media.RegisterAsync(
                [.. inbound.Media.Select((file, index) => SourceOf(workspace, channel, inbound, file, index))]);
        var accepted = await engine.AcceptAsync(new InboundMessage
        {
            Workspace = workspace.Id,
            Channel = channel.Kind,
            Address = writer.Address,
            Line = channel.Line,
            ReplyTo = from.Value == writer.Address ? null : from.Value,
            SentAt = inbound.SentAt,
            ExternalId = inbound.MessageSid,
            Locale = workspace.Locale,
            Content = TwilioMapping.ToContent(
                inbound, channels[channel.Kind].Hearing, writer.Identities, attachments) with
            {
                // Two businesses of ours would answer each other for ever.
                NoAnswer = lines.IsOurs(from.Value) ? NoAnswer.OwnLine : writer.NoAnswer,
            },
            Debounce = channel.DebounceOr(_debounce),
        });
        if (accepted.Outcome == AcceptOutcome.Accepted)
            prefetch.Add(workspace.Id, attachments);
        return accepted;
    }

    private static MediaSource SourceOf(
        Workspace workspace, WorkspaceChannel channel, TwilioInbound inbound, (string Url, string ContentType) file,
        int index) => new()
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
