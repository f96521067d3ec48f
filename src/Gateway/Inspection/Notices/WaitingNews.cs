using Gateway.Brain.Inspection.Centres;
using Gateway.Brain.Inspection.Notices;
using Gateway.Brain.Inspection.Planning;
using Gateway.Sessions;
using Gateway.Sessions.Engine;
using Gateway.Sessions.Workspaces;

namespace Gateway.Inspection.Notices;

/// <summary>
/// Tells people who wait that a slot is kept for them: as an SMS with a link to take it, or by mail where the centre
/// sends no SMS.
/// </summary>
/// <param name="workspaces">Which numbers the centre has.</param>
/// <param name="writer">Words it.</param>
/// <param name="engine">Made when it is first needed: the engine runs turns, and a turn's tools tell who waits.</param>
internal sealed class WaitingNews(IWorkspaces workspaces, NoticeWriter writer, Lazy<SessionEngine> engine)
    : IWaitingNews
{
    /// <inheritdoc/>
    public async Task TellAsync(
        Centre centre, WaitingEntry entry, Slot slot, DateTimeOffset until, CancellationToken cancellationToken)
    {
        if (!workspaces.TryGet(centre.Id, out var workspace))
            throw new InvalidOperationException("The centre is no longer served.");
        var line = workspace.Channels.FirstOrDefault(way => way.Kind == ChannelKind.Sms)?.Line;
        if (line is null)
        {
            if (!await writer.MailOfferAsync(centre, entry, slot, until, cancellationToken))
                throw new InvalidOperationException("The centre sends no SMS, and there is no address for a mail.");
            return;
        }

        var begun = await engine.Value.BeginAsync(new BeginRequest
        {
            Workspace = centre.Id,
            Channel = ChannelKind.Sms,
            Address = entry.Phone,
            Line = line,
            Locale = centre.Locale,
            ExternalId = FormattableString.Invariant($"waiting:{entry.Id}:{slot.Start.UtcTicks}"),
            Entry = new NewEntry(EntryRole.System, await writer.OfferAsync(centre, entry, slot, until))
            {
                Class = MessageClass.Service,
            },
        });
        // Who wants no messages is not asked again: they let it pass.
        if (begun.Outcome is BeginningOutcome.Full)
            throw new InvalidOperationException("Too much waits for that conversation.");
    }
}
