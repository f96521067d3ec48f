using Gateway.Brain.Inspection.Notices;
using Gateway.Inspection.Planning;
using Gateway.Sessions;
using Gateway.Sessions.Engine;
using Gateway.Sessions.Workspaces;

namespace Gateway.Inspection.Notices;

/// <summary>
/// Tells one notice: as an SMS in the conversation that is open with that telephone, or in a new one, or by mail where
/// the centre sends no SMS. Whether it may be sent, the consents say.
/// </summary>
internal sealed class NoticeMessenger(
    IWorkspaces workspaces, CentreLookup centres, NoticeWriter writer, IConsents consents, SessionEngine engine,
    TimeProvider time)
{
    // Whoever stopped serving a centre may be about to serve it again.
    private static readonly TimeSpan UntilServed = TimeSpan.FromMinutes(10);

    /// <summary>Tells it, once however often it is asked.</summary>
    public async Task<NoticeAnswer> TellAsync(Notice notice, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (!workspaces.TryGet(notice.Workspace, out var workspace) || centres.Find(notice.Workspace) is not { } centre)
            return new NoticeAnswer(NoticeAnswerKind.Later, "notServed", now + UntilServed);
        var (message, dropped) = await writer.WriteAsync(centre, notice, cancellationToken);
        if (message is null)
            return NoticeAnswer.Dropped(dropped!);
        var line = workspace.Channels.FirstOrDefault(way => way.Kind == ChannelKind.Sms)?.Line;
        if (notice.Channel == NoticeChannel.Mail || line is null || message.Appointment.ClientPhone is null)
        {
            return await writer.MailAsync(centre, notice, message, cancellationToken)
                ? NoticeAnswer.Sent
                : NoticeAnswer.Dropped("noWay");
        }

        return await SendAsync(workspace, notice, message, line, now, cancellationToken);
    }

    private async Task<NoticeAnswer> SendAsync(
        Workspace workspace, Notice notice, NoticeMessage message, string line, DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        var phone = message.Appointment.ClientPhone!;
        // Nobody reads what a line of ours is sent, and two of them would answer each other.
        if (workspaces.TryGetByLine(ChannelKind.Sms, phone, out _, out _))
            return NoticeAnswer.Dropped("ownLine");
        var why = NoticeMessage.ClassOf(notice.Kind);
        var session = new Session(
            default, workspace.Id, ChannelKind.Sms, phone, Contact: null, message.Locale, SessionStatus.Open,
            LastSeq: 0, now, now)
        { Line = line };
        var permission = await consents.MaySendAsync(workspace, session, why, now, cancellationToken);
        if (!permission.IsAllowed)
        {
            return permission.NotBefore is { } later
                ? new NoticeAnswer(NoticeAnswerKind.Later, permission.Reason, later)
                : NoticeAnswer.Dropped(permission.Reason);
        }

        var begun = await engine.BeginAsync(new BeginRequest
        {
            Workspace = workspace.Id,
            Channel = ChannelKind.Sms,
            Address = phone,
            Line = line,
            Locale = message.Locale,
            ExternalId = $"notice:{notice.Id:n}",
            Entry = new NewEntry(EntryRole.System, message.Words) { Class = why },
        });
        return begun.Outcome switch
        {
            BeginningOutcome.Begun or BeginningOutcome.Duplicate => NoticeAnswer.Sent,
            BeginningOutcome.OptedOut => NoticeAnswer.Dropped("optedOut"),
            BeginningOutcome.NeverWrote => NoticeAnswer.Dropped("neverWrote"),
            var outcome => NoticeAnswer.Failed(outcome.ToString()),
        };
    }
}
